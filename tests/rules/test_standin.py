"""The guide grows old, and the verdict must not: a newer model of the family stands in for one that has aged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.guide.policy import INVOKE, STREAM
from checkpoints.guide.vocabulary import Invoke, ModelMatching
from checkpoints.rules import step1, step2, step4
from checkpoints.rules.finding import message
from tests.rules.fakes import (
    HAIKU,
    NOW,
    SONNET,
    FakeAccount,
    answered,
    denied,
    facts,
    listed,
    profile,
    throttled,
    unreachable,
)
from tests.rules.worlds import (
    HAIKU_ID,
    LEGACY,
    NEWER_ID,
    NEWEST_ID,
    NO_ACCESS,
    NO_FORM,
    NO_MARKETPLACE,
    NOT_HERE,
    OPEN,
    PASSED,
    PENDING,
    RETIRED,
    SONNET_ID,
    US_HAIKU,
    US_NEWER,
    US_NEWEST,
    US_SONNET,
    account,
    aged,
    blocked,
    failing,
    gates,
    lifecycle,
    malformed,
    permitted,
    refusing,
    spoke,
    told,
    unverified,
)

Expected = tuple[str, str | None, tuple[str, ...]]
ENDED: dict[str, Any] = {"lifecycle_of": {SONNET_ID: lifecycle("LEGACY", NOW)}}
LISTED_WITH_BOTH = listed(profile(SONNET_ID), profile(HAIKU_ID), profile(NEWER_ID), profile(NEWEST_ID))
OFF_THE_LIST = listed(profile(HAIKU_ID), profile(NEWER_ID))
WITHOUT_PINNED = listed(profile(SONNET_ID), profile(HAIKU_ID), profile(NEWEST_ID))
LIST = "bedrock:ListInferenceProfiles"
NOWHERE = permitted({US_SONNET: refusing(LEGACY), US_NEWER: refusing(NOT_HERE)})
BOTH_AGED = permitted({US_SONNET: refusing(LEGACY), US_NEWER: refusing(RETIRED)})
SILENT = {US_HAIKU: spoke(), US_NEWER: throttled(INVOKE)}


def both(newest: Answer, pinned: Answer | None = None) -> FakeAccount:
    """Sonnet refuses as Legacy; two newer ones are listed, and the newest and the pinned one reply so."""
    return aged(
        inference_profiles=LISTED_WITH_BOTH,
        permission_of=permitted(
            {US_SONNET: refusing(LEGACY), US_NEWEST: newest, US_NEWER: pinned or malformed()},
        ),
        generation_of={US_HAIKU: spoke(), US_NEWER: spoke(), US_NEWEST: spoke()},
    )


def unlisted(**changes: Any) -> FakeAccount:
    """AWS has taken Sonnet's profile from the list."""
    usual: dict[str, Any] = {
        "inference_profiles": OFF_THE_LIST,
        "permission_of": permitted({US_SONNET: refusing(NOT_HERE)}, besides=(US_NEWER,)),
    }
    return aged(**{**usual, **changes})


# The account, what Sonnet's access comes to, and the id that it is judged on.
WORLDS: dict[str, tuple[FakeAccount, Expected, str]] = {
    "legacy": (aged(LEGACY), PASSED, NEWER_ID),
    "retired": (aged(RETIRED), PASSED, NEWER_ID),
    "ended-by-its-life-cycle": (
        aged(permission_of=permitted({US_SONNET: throttled(INVOKE)}, besides=(US_NEWER,)), **ENDED),
        PASSED,
        NEWER_ID,
    ),
    "legacy-when-called": (
        aged(
            permission_of=permitted(besides=(US_NEWER,)),
            generation_of={US_SONNET: refusing(LEGACY), US_NEWER: spoke(), US_HAIKU: spoke()},
        ),
        PASSED,
        NEWER_ID,
    ),
    "off-the-list": (unlisted(), PASSED, NEWER_ID),
    "the-pinned-before-the-newest": (both(malformed()), PASSED, NEWER_ID),
    "the-pinned-though-nobody-may-list": (aged(inference_profiles=denied(LIST)), PASSED, NEWER_ID),
    "the-newest-where-the-pinned-has-aged": (both(malformed(), pinned=refusing(LEGACY)), PASSED, NEWEST_ID),
    "the-newest-where-the-pinned-is-unlisted": (
        replace(both(malformed(), pinned=refusing(NOT_HERE)), inference_profiles=WITHOUT_PINNED),
        PASSED,
        NEWEST_ID,
    ),
    "the-pinned-before-its-gates-are-open": (
        aged(availability_of={NEWER_ID: gates(entitlement="NOT_AVAILABLE")}),
        PASSED,
        NEWER_ID,
    ),
    "legacy-but-speaks": (
        aged(permission_of=permitted(), generation_of={US_SONNET: spoke()}, **ENDED),
        PASSED,
        SONNET_ID,
    ),
    "gone-from-its-region": (
        aged(permission_of=permitted({US_SONNET: refusing(NOT_HERE)}, besides=(US_NEWER,))),
        PASSED,
        NEWER_ID,
    ),
    # -- nothing stands in
    "newer-refuses": (
        aged(permission_of=permitted({US_SONNET: refusing(LEGACY), US_NEWER: refusing(NO_ACCESS)})),
        failing("model-access-not-granted"),
        NEWER_ID,
    ),
    "the-pinned-refuses-and-the-newest-answers": (
        both(malformed(), pinned=refusing(NO_ACCESS)),
        failing("model-access-not-granted"),
        NEWER_ID,
    ),
    "the-newest-is-not-heard": (
        replace(
            both(malformed(), pinned=refusing(LEGACY)),
            generation_of={US_HAIKU: spoke(), US_NEWEST: throttled(INVOKE)},
        ),
        unverified("throttled"),
        NEWEST_ID,
    ),
    "the-newest-waits-for-its-agreement": (
        both(refusing(PENDING), pinned=refusing(LEGACY)),
        failing("agreement-pending"),
        NEWEST_ID,
    ),
    "the-pinned-and-the-newest-have-aged": (
        both(refusing(RETIRED), pinned=refusing(LEGACY)),
        failing("model-legacy"),
        SONNET_ID,
    ),
    "newer-has-aged-as-well": (
        aged(permission_of=permitted({US_SONNET: refusing(RETIRED), US_NEWER: refusing(LEGACY)})),
        failing("model-retired"),
        SONNET_ID,
    ),
    "newer-answers-without-a-message": (
        aged(generation_of={US_HAIKU: spoke(), US_NEWER: answered(INVOKE, message=False)}),
        unverified("service-error"),
        NEWER_ID,
    ),
    "no-newer-listed": (
        aged(inference_profiles=listed(profile(SONNET_ID), profile(HAIKU_ID)), permission_of=NOWHERE),
        failing("model-legacy"),
        SONNET_ID,
    ),
    "newer-of-another-family": (
        aged(
            inference_profiles=listed(profile(SONNET_ID), profile(HAIKU_ID), profile("anthropic.claude-opus-5")),
            permission_of=NOWHERE,
        ),
        failing("model-legacy"),
        SONNET_ID,
    ),
    "older-of-the-family": (
        aged(
            inference_profiles=listed(profile(SONNET_ID), profile("anthropic.claude-3-7-sonnet-20250219-v1:0")),
            permission_of=NOWHERE,
        ),
        failing("model-legacy"),
        SONNET_ID,
    ),
    "newer-far-away": (
        aged(inference_profiles=listed(profile(SONNET_ID), profile(NEWER_ID, "apac")), permission_of=NOWHERE),
        failing("model-legacy"),
        SONNET_ID,
    ),
    # -- a newer one waits for something else than the age of the guide's
    "newer-agreement-pending": (
        aged(permission_of=permitted({US_SONNET: refusing(LEGACY), US_NEWER: refusing(PENDING)})),
        failing("agreement-pending"),
        NEWER_ID,
    ),
    "newer-wants-the-form": (
        aged(
            permission_of=permitted(
                {US_SONNET: refusing(LEGACY), US_NEWER: refusing(NO_FORM), US_HAIKU: refusing(NO_FORM)}
            )
        ),
        blocked("use-case-form-missing", "step1.use-case"),
        NEWER_ID,
    ),
    "newer-wants-a-subscription": (
        aged(
            permission_of=permitted(
                {US_SONNET: refusing(LEGACY), US_NEWER: refusing(NO_MARKETPLACE), US_HAIKU: refusing(NO_MARKETPLACE)}
            )
        ),
        blocked("marketplace-denied", "step2.marketplace-permissions"),
        NEWER_ID,
    ),
    # -- whether there is a newer one is not known
    "may-not-list": (
        aged(inference_profiles=denied(LIST), permission_of=BOTH_AGED),
        blocked("policy-incomplete", "step2.model-permissions"),
        SONNET_ID,
    ),
    "list-throttled": (
        aged(inference_profiles=throttled(LIST), permission_of=BOTH_AGED),
        unverified("throttled"),
        SONNET_ID,
    ),
    "list-unreachable": (
        aged(inference_profiles=unreachable(LIST), permission_of=BOTH_AGED),
        blocked("endpoint-unreachable", "step4.profiles-listed"),
        SONNET_ID,
    ),
    "off-the-list-and-newer-refuses": (
        unlisted(permission_of=permitted({US_SONNET: refusing(NOT_HERE), US_NEWER: refusing(NO_ACCESS)})),
        failing("model-access-not-granted"),
        NEWER_ID,
    ),
    # -- it may stand in, and nobody knows
    "newer-throttled": (aged(generation_of=SILENT), unverified("throttled"), NEWER_ID),
    "newer-denied-by-iam": (
        aged(permission_of=permitted({US_SONNET: refusing(LEGACY), US_NEWER: denied(INVOKE)})),
        blocked("policy-incomplete", "step2.model-permissions"),
        NEWER_ID,
    ),
    # -- not aged: the guide's own is judged
    "held-up-by-the-form": (
        aged(permission_of=permitted({US_SONNET: refusing(NO_FORM)}, besides=(US_NEWER,))),
        blocked("use-case-form-missing", "step1.use-case"),
        SONNET_ID,
    ),
    "unlisted-and-refused-otherwise": (
        unlisted(permission_of=permitted({US_SONNET: refusing(NO_ACCESS)}, besides=(US_NEWER,))),
        failing("model-access-not-granted"),
        SONNET_ID,
    ),
    "refused-otherwise": (
        aged(permission_of=permitted({US_SONNET: refusing(NO_ACCESS)}, besides=(US_NEWER,))),
        failing("model-access-not-granted"),
        SONNET_ID,
    ),
}


@pytest.mark.parametrize(("there", "expected", "model_id"), WORLDS.values(), ids=WORLDS)
def test_a_newer_model_stands_in_only_for_one_that_has_aged(
    there: FakeAccount, expected: Expected, model_id: str
) -> None:
    found = step1.judge_sonnet_access(facts(there))
    assert told(found) == expected
    assert step1.find_called_model(facts(there), SONNET) == model_id
    assert found.check == "step1.sonnet-access"


def test_where_the_next_section_pins_nothing_the_newest_stands_in() -> None:
    looked = facts(both(malformed()))
    found = step1.judge_sonnet_access(replace(looked, edition=replace(looked.edition, pins=())))
    assert told(found) == PASSED
    assert found.detail.values["newer"] == NEWEST_ID


def test_a_pinned_model_that_answers_does_not_make_up_for_its_missing_profile() -> None:
    looked = facts(unlisted(inference_profiles=listed(profile(HAIKU_ID))))
    assert told(step1.judge_sonnet_access(looked)) == PASSED
    assert told(step4.judge_model_profiles(looked)) == failing("model-profile-missing")


@pytest.mark.parametrize(
    "there",
    [aged(LEGACY), both(malformed()), aged(inference_profiles=throttled("bedrock:ListInferenceProfiles"))],
    ids=["one-newer", "two-newer", "list-not-heard"],
)
def test_to_the_letter_nothing_stands_in(there: FakeAccount) -> None:
    looked = facts(there, models=ModelMatching.GUIDE)
    assert told(step1.judge_sonnet_access(looked)) == failing("model-legacy")
    assert step1.find_called_model(looked, SONNET) == SONNET_ID
    assert there.asked_generation == []


def test_to_the_letter_an_unlisted_model_is_missing() -> None:
    looked = facts(unlisted(), models=ModelMatching.GUIDE)
    assert told(step1.judge_sonnet_access(looked)) == blocked("model-profile-missing", "step4.model-profiles")
    assert told(step4.judge_model_profiles(looked)) == failing("model-profile-missing")
    assert told(step2.judge_model_permissions(looked)) == blocked("model-profile-missing", "step4.model-profiles")


def test_haiku_gets_a_newer_haiku_and_never_a_sonnet() -> None:
    newer = "anthropic.claude-haiku-5"
    there = account(
        inference_profiles=listed(*map(profile, (SONNET_ID, HAIKU_ID, NEWER_ID, newer))),
        permission_of=permitted({US_HAIKU: refusing(RETIRED)}, besides=(f"us.{newer}",)),
        generation_of={US_SONNET: spoke(), f"us.{newer}": spoke()},
    )
    assert told(step1.judge_haiku_access(facts(there))) == PASSED
    assert step1.find_called_model(facts(there), HAIKU) == newer


def test_the_stand_in_is_told_to_attendee_and_facilitator() -> None:
    found = step1.judge_sonnet_access(facts(aged(LEGACY)))
    assert found.detail == message("access.stands-in", model=SONNET.name, newer=NEWER_ID)
    assert found.guide_notes == (message("guide.model-aged", model=SONNET.name, newer=NEWER_ID),)
    assert [each.shows.key for each in found.evidence] == ["evidence.refused", "evidence.answered"]


def test_the_stand_ins_own_end_of_life_is_told_under_its_own_name() -> None:
    found = step1.judge_sonnet_access(facts(aged(lifecycle_of={NEWER_ID: lifecycle("ACTIVE", NOW.replace(year=2028))})))
    assert message("guide.model-ends", model=NEWER_ID, day="2028-11-24") in found.guide_notes


def test_a_stand_in_that_nobody_asked_is_unverified_and_not_failed() -> None:
    there = aged(LEGACY)
    looked = facts(there, invoke=Invoke.NEVER)
    found = step1.judge_sonnet_access(looked)
    assert told(found) == unverified("not-permitted-to-look")
    assert step1.find_called_model(looked, SONNET) == NEWER_ID
    assert found.guide_notes == (message("guide.model-aged", model=SONNET.name, newer=NEWER_ID),)
    assert there.asked_generation == []


@pytest.mark.parametrize("age", [lifecycle("LEGACY"), lifecycle("ACTIVE", NOW), denied("bedrock:GetFoundationModel")])
@pytest.mark.parametrize("own", [gates(), gates(agreement="NOT_AVAILABLE", entitlement="NOT_AVAILABLE")])
@pytest.mark.parametrize(
    ("newer", "expected"),
    [
        (gates(), PASSED),
        (gates(agreement="NOT_AVAILABLE", entitlement="NOT_AVAILABLE"), failing("model-access-not-granted")),
        (gates(agreement="PENDING"), failing("agreement-pending")),
    ],
)
def test_where_no_model_may_be_called_the_gates_of_the_pinned_model_count_for_one_that_has_aged(
    age: Answer, own: Answer, newer: Answer, expected: Expected
) -> None:
    there = aged(
        permission_of=permitted(besides=(US_NEWER,)),
        availability_of={SONNET_ID: own, NEWER_ID: newer, HAIKU_ID: gates()},
        lifecycle_of={SONNET_ID: age, NEWER_ID: lifecycle()},
        use_case=answered("bedrock:GetUseCaseForModelAccess"),
    )
    assert told(step1.judge_sonnet_access(facts(there, invoke=Invoke.NEVER))) == expected
    assert there.asked_generation == []


def test_no_more_than_four_newer_models_are_asked() -> None:
    ids = [f"anthropic.claude-sonnet-{major}" for major in range(5, 11)]
    there = aged(
        inference_profiles=listed(*map(profile, (SONNET_ID, HAIKU_ID, *ids))),
        permission_of=permitted(
            {US_SONNET: refusing(LEGACY), **{f"us.{each}": refusing(NO_ACCESS) for each in ids[2:]}},
            besides=tuple(f"us.{each}" for each in ids[:2]),
        ),
        generation_of={f"us.{each}": spoke() for each in ids},
    )
    assert told(step1.judge_sonnet_access(facts(there))) == failing("model-legacy")
    assert there.asked_generation == []


@pytest.mark.parametrize("there", [aged(LEGACY), unlisted()], ids=["legacy", "off-the-list"])
def test_with_a_stand_in_nothing_else_of_the_guide_is_held_up(there: FakeAccount) -> None:
    looked = facts(there)
    for rule in (
        step1.judge_haiku_access,
        step1.judge_use_case,
        step2.judge_policy,
        step2.judge_model_permissions,
        step4.judge_model_profiles,
    ):
        assert told(rule(looked)) == PASSED
    assert told(step1.judge_model_access(looked)) == PASSED
    assert message("guide.console-page") in step1.judge_model_access(looked).guide_notes


def test_the_facilitator_is_told_of_a_profile_that_stands_in() -> None:
    found = step4.judge_model_profiles(facts(unlisted()))
    assert found.guide_notes == (message("guide.model-aged", model=SONNET.name, newer=NEWER_ID),)
    assert [each.shows.values["id"] for each in found.evidence] == [US_NEWER, US_HAIKU]


def test_a_policy_that_does_not_cover_the_stand_in_leaves_nobody_ready() -> None:
    # The account grants the newer model, but the policy was narrowed to the guide's two.
    there = aged(
        availability_of={**OPEN, NEWER_ID: gates()},
        permission_of=permitted({US_SONNET: refusing(LEGACY), US_NEWER: denied(INVOKE)}),
        generation_of={},
    )
    looked = facts(there)
    assert told(step1.judge_sonnet_access(looked)) == blocked("policy-incomplete", "step2.model-permissions")
    assert told(step2.judge_model_permissions(looked)) == failing("policy-incomplete")


NEW_HAIKU_ID = "anthropic.claude-haiku-9"


def test_permissions_are_judged_on_a_newer_model_that_is_listed_where_the_guides_is_not() -> None:
    there = account(
        inference_profiles=listed(profile(SONNET_ID), profile(NEW_HAIKU_ID)),
        permission_of=permitted({US_HAIKU: refusing(NOT_HERE)}, besides=(f"us.{NEW_HAIKU_ID}",)),
        generation_of={US_SONNET: spoke(), f"us.{NEW_HAIKU_ID}": spoke()},
    )
    assert told(step1.judge_haiku_access(facts(there))) == blocked("model-profile-missing", "step4.model-profiles")
    assert told(step2.judge_model_permissions(facts(there))) == PASSED
    streaming = denied(STREAM)
    away = replace(there, permission_of={**there.permission_of, (STREAM, f"us.{NEW_HAIKU_ID}"): streaming})
    assert told(step2.judge_model_permissions(facts(away))) == failing("streaming-not-allowed")
