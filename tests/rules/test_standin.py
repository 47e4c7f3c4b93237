"""The guide grows old, and the verdict must not: a newer model of the family stands in for one that has aged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.guide.policy import STREAM
from checkpoints.guide.vocabulary import Invoke, ModelMatching
from checkpoints.rules import step1, step2, step4
from checkpoints.rules.finding import message
from tests.rules import words
from tests.rules.fakes import (
    HAIKU,
    NOW,
    SONNET,
    FakeAccount,
    Reply,
    answered,
    denied,
    facts,
    listed,
    profile,
    refused,
    throttled,
    unreachable,
)
from tests.rules.worlds import (
    HAIKU_ID,
    NEWER_ID,
    NEWEST_ID,
    OPEN,
    SONNET_ID,
    US_HAIKU,
    US_NEWER,
    US_NEWEST,
    US_SONNET,
    Free,
    account,
    aged,
    gates,
    grouped,
    lifecycle,
    malformed,
    mute,
    spoke,
    told,
)

ENDED: dict[str, Any] = {"life": {SONNET_ID: lifecycle("LEGACY", NOW)}}
PIN_LEGACY: dict[str, Any] = {"life": {NEWER_ID: lifecycle("LEGACY")}}
# Nothing newer is there, or nothing newer is younger.
NOWHERE: Free = {US_NEWER: words.NOT_HERE}
BOTH_AGED: Free = {US_NEWER: words.RETIRED}
PINNED_HAIKU, NEXT_HAIKU = "anthropic.claude-haiku-4", "anthropic.claude-haiku-5"


def two_newer(free: Free | None = None, **changes: Any) -> FakeAccount:
    """Sonnet has aged, and two newer ones are listed, permitted and speak: the pinned one and the newest."""
    usual = {"called": {US_NEWEST: spoke}, "listing": [SONNET_ID, HAIKU_ID, NEWER_ID, NEWEST_ID]}
    return aged({US_NEWEST: malformed, **(free or {})}, **{**usual, **changes})


def unlisted(free: Free | None = None, listing: tuple[str, ...] = (HAIKU_ID, NEWER_ID), **changes: Any) -> FakeAccount:
    """AWS has taken Sonnet's profile from the list."""
    return aged({US_SONNET: words.NOT_HERE, **(free or {})}, listing=[*listing], **changes)


def without_pinned(**changes: Any) -> FakeAccount:
    """AWS has taken the pinned model's profile from the list, and the newest speaks."""
    return two_newer(NOWHERE, listing=[SONNET_ID, HAIKU_ID, NEWEST_ID], **changes)


FAR_AWAY = listed(profile(SONNET_ID), profile(NEWER_ID, "apac"))
# What Sonnet's access comes to, and the id that it is judged on.
WORLDS: dict[tuple[str, str], dict[str, FakeAccount]] = {
    ("passed", NEWER_ID): {
        "legacy": aged(),
        "retired": aged({US_SONNET: words.RETIRED}),
        "ended-by-its-life-cycle": aged({US_SONNET: throttled}, **ENDED),
        "ended-and-refused-otherwise": aged({US_SONNET: words.NO_ACCESS}, **ENDED),
        "legacy-by-its-life-cycle-and-refused-otherwise": aged(
            {US_SONNET: words.NO_ACCESS}, life={SONNET_ID: lifecycle("LEGACY")}
        ),
        "legacy-by-its-life-cycle-and-out-of-quota": aged(
            {US_SONNET: words.NO_QUOTA}, life={SONNET_ID: lifecycle("LEGACY")}
        ),
        "ended-while-its-status-is-active": aged(
            {US_SONNET: words.NO_QUOTA}, life={SONNET_ID: lifecycle("ACTIVE", NOW)}
        ),
        "denied-by-iam-alone": aged({US_SONNET: denied}),
        "legacy-when-called": aged({US_SONNET: malformed}, {US_SONNET: words.LEGACY}),
        "off-the-list": unlisted(),
        "off-the-list-and-its-agreement-failed": unlisted(gates={SONNET_ID: gates(agreement="ERROR")}),
        "gone-from-its-region": aged({US_SONNET: words.NOT_HERE}),
        "the-pinned-before-the-newest": two_newer(),
        "the-pinned-though-nobody-may-list": aged(listing=denied),
        "the-pinned-before-its-gates-are-open": aged(gates={NEWER_ID: gates(entitlement="NOT_AVAILABLE")}),
    },
    ("passed", NEWEST_ID): {
        "the-pinned-has-aged": two_newer({US_NEWER: words.LEGACY}),
        "the-pinned-has-ended-and-is-refused-otherwise": two_newer(
            {US_NEWER: words.NO_QUOTA}, life={NEWER_ID: lifecycle("LEGACY", NOW)}
        ),
        "the-pinned-is-legacy-by-its-life-cycle-and-not-granted": two_newer({US_NEWER: words.NO_ACCESS}, **PIN_LEGACY),
        "the-pinned-is-unlisted": without_pinned(),
        "the-pinned-is-unlisted-and-its-agreement-failed": without_pinned(gates={NEWER_ID: gates(agreement="ERROR")}),
        "the-pinned-is-unlisted-and-not-granted": without_pinned(gates={NEWER_ID: gates(entitlement="NOT_AVAILABLE")}),
        "the-pinned-is-unlisted-and-its-gates-are-open": without_pinned(gates={NEWER_ID: gates()}),
    },
    ("passed", SONNET_ID): {"legacy-but-speaks": aged({US_SONNET: malformed}, {US_SONNET: spoke}, **ENDED)},
    # -- the newer one has a fault of its own
    ("failed: model-access-not-granted", NEWER_ID): {
        "newer-refuses": aged({US_NEWER: words.NO_ACCESS}),
        "off-the-list-and-newer-refuses": unlisted({US_NEWER: words.NO_ACCESS}),
        "the-pinned-refuses-and-the-newest-answers": two_newer({US_NEWER: words.NO_ACCESS}),
    },
    ("failed: quota-exhausted", NEWER_ID): {
        "the-pinned-is-legacy-by-its-life-cycle-and-in-use": two_newer({US_NEWER: words.NO_QUOTA}, **PIN_LEGACY)
    },
    ("failed: agreement-pending", NEWER_ID): {"newer-waits-for-its-agreement": aged({US_NEWER: words.PENDING})},
    ("failed: agreement-pending", NEWEST_ID): {
        "the-newest-waits-for-its-agreement": two_newer({US_NEWEST: words.PENDING, US_NEWER: words.LEGACY})
    },
    ("blocked by step1.use-case: use-case-form-missing", NEWER_ID): {
        "newer-wants-the-form": aged({US_NEWER: words.NO_FORM, US_HAIKU: words.NO_FORM})
    },
    ("blocked by step2.marketplace-permissions: marketplace-denied", NEWER_ID): {
        "newer-wants-a-subscription": aged({US_NEWER: words.NO_MARKETPLACE, US_HAIKU: words.NO_MARKETPLACE})
    },
    ("unverified: throttled", NEWER_ID): {
        "newer-throttled": aged(called={US_NEWER: throttled}),
        "list-throttled-and-the-pinned-is-gone": aged(NOWHERE, listing=throttled),
    },
    ("unverified: throttled", NEWEST_ID): {
        "the-newest-is-not-heard": two_newer({US_NEWER: words.LEGACY}, called={US_NEWEST: throttled})
    },
    ("unverified: service-error", NEWER_ID): {"newer-answers-without-a-message": aged(called={US_NEWER: mute})},
    # -- nothing stands in
    ("failed: model-legacy", SONNET_ID): {
        "no-newer-listed": aged(NOWHERE, listing=[SONNET_ID, HAIKU_ID]),
        "newer-of-another-family": aged(NOWHERE, listing=[SONNET_ID, HAIKU_ID, "anthropic.claude-opus-5"]),
        "older-of-the-family": aged(NOWHERE, listing=[SONNET_ID, "anthropic.claude-3-7-sonnet-20250219-v1:0"]),
        "newer-far-away": aged(NOWHERE, listing=FAR_AWAY),
        "the-pinned-and-the-newest-have-aged": two_newer({US_NEWEST: words.RETIRED, US_NEWER: words.LEGACY}),
    },
    ("failed: model-retired", SONNET_ID): {
        "newer-has-aged-as-well": aged({US_SONNET: words.RETIRED, US_NEWER: words.LEGACY})
    },
    # -- whether there is a newer one is not known
    ("blocked by step2.model-permissions: policy-incomplete", SONNET_ID): {
        "may-not-list": aged(BOTH_AGED, listing=denied),
        "denied-by-iam-as-the-pinned-is": aged({US_SONNET: denied, US_NEWER: denied}),
        "denied-by-iam-and-the-pinned-refuses": aged({US_SONNET: denied, US_NEWER: words.NO_ACCESS}),
        "denied-by-iam-in-its-prime": aged({US_SONNET: denied}, life={SONNET_ID: lifecycle()}),
    },
    ("blocked by step2.model-permissions: policy-incomplete", NEWER_ID): {
        "may-not-list-and-the-pinned-is-gone": aged(NOWHERE, listing=denied),
        "newer-denied-by-iam": aged({US_NEWER: denied}),
    },
    ("unverified: throttled", SONNET_ID): {"list-throttled": aged(BOTH_AGED, listing=throttled)},
    ("blocked by step4.profiles-listed: endpoint-unreachable", NEWER_ID): {
        "list-unreachable-and-the-pinned-is-gone": aged(NOWHERE, listing=unreachable)
    },
    ("blocked by step4.profiles-listed: endpoint-unreachable", SONNET_ID): {
        "list-unreachable": aged(BOTH_AGED, listing=unreachable)
    },
    # -- not aged: the guide's own is judged
    ("blocked by step1.use-case: use-case-form-missing", SONNET_ID): {
        "held-up-by-the-form": aged({US_SONNET: words.NO_FORM})
    },
    ("failed: model-access-not-granted", SONNET_ID): {
        "refused-otherwise": aged({US_SONNET: words.NO_ACCESS}),
        "unlisted-and-refused-otherwise": unlisted({US_SONNET: words.NO_ACCESS}),
    },
}


@pytest.mark.parametrize(("there", "ending"), grouped(WORLDS))
def test_a_newer_model_stands_in_only_for_one_that_has_aged(there: FakeAccount, ending: tuple[str, str]) -> None:
    found = step1.judge_sonnet_access(facts(there))
    assert (told(found), step1.find_called_model(facts(there), SONNET)) == ending
    assert found.check == "step1.sonnet-access"


@pytest.mark.parametrize("of_pinned", [gates(), gates(agreement="ERROR")], ids=["open", "closed"])
def test_where_no_model_is_called_the_gates_of_one_without_a_profile_say_nothing(of_pinned: Answer) -> None:
    there = without_pinned(gates={NEWER_ID: of_pinned, NEWEST_ID: gates()})
    looked = facts(there, invoke=Invoke.NEVER)
    found = step1.judge_sonnet_access(looked)
    assert (told(found), step1.find_called_model(looked, SONNET)) == ("passed", NEWEST_ID)


def test_where_the_next_section_pins_nothing_the_newest_stands_in() -> None:
    looked = facts(two_newer())
    found = step1.judge_sonnet_access(replace(looked, edition=replace(looked.edition, pins=())))
    assert told(found) == "passed"
    assert found.detail == message("access.stands-in", model=SONNET.name, newer="Claude Sonnet 5")


def test_a_pinned_model_that_answers_does_not_make_up_for_its_missing_profile() -> None:
    looked = facts(unlisted(listing=(HAIKU_ID,)))
    assert told(step1.judge_sonnet_access(looked)) == "passed"
    assert told(step4.judge_model_profiles(looked)) == "failed: model-profile-missing"


@pytest.mark.parametrize(
    "there", [aged(), two_newer(), aged(listing=throttled)], ids=["one-newer", "two-newer", "list-not-heard"]
)
def test_to_the_letter_nothing_stands_in(there: FakeAccount) -> None:
    looked = facts(there, models=ModelMatching.GUIDE)
    assert told(step1.judge_sonnet_access(looked)) == "failed: model-legacy"
    assert step1.find_called_model(looked, SONNET) == SONNET_ID
    assert there.asked_generation == []


def test_to_the_letter_an_unlisted_model_is_missing() -> None:
    looked = facts(unlisted(), models=ModelMatching.GUIDE)
    assert told(step4.judge_model_profiles(looked)) == "failed: model-profile-missing"
    for rule in (step1.judge_sonnet_access, step2.judge_model_permissions):
        assert told(rule(looked)) == "blocked by step4.model-profiles: model-profile-missing"


@pytest.mark.parametrize(
    ("of_sonnet", "models", "expected"),
    [
        (words.LEGACY, ModelMatching.FAMILY, "passed"),
        (words.LEGACY, ModelMatching.GUIDE, "failed: use-case-form-missing"),
        (throttled, ModelMatching.FAMILY, "failed: use-case-form-missing"),
    ],
    ids=["aged", "to-the-letter", "not-aged"],
)
def test_an_answer_of_the_pinned_model_proves_a_form_that_is_not_found(
    of_sonnet: Reply, models: ModelMatching, expected: str
) -> None:
    empty = refused("bedrock:GetUseCaseForModelAccess", "ResourceNotFoundException", "", 404)
    busy = {US_SONNET: throttled, US_HAIKU: throttled}
    there = aged({US_SONNET: of_sonnet, US_HAIKU: throttled}, busy, use_case=empty)
    assert told(step1.judge_use_case(facts(there, models=models))) == expected


def test_haiku_gets_a_newer_haiku_and_never_a_sonnet() -> None:
    newer = f"us.{NEXT_HAIKU}"
    there = account(
        {US_HAIKU: words.RETIRED, newer: malformed}, {newer: spoke}, [SONNET_ID, HAIKU_ID, NEWER_ID, NEXT_HAIKU]
    )
    assert told(step1.judge_haiku_access(facts(there))) == "passed"
    assert step1.find_called_model(facts(there), HAIKU) == NEXT_HAIKU


@pytest.mark.parametrize(
    ("reply", "age", "expected"),
    [
        (words.NO_ACCESS, lifecycle("LEGACY"), ("passed", NEXT_HAIKU)),
        (words.NO_QUOTA, lifecycle("LEGACY"), ("failed: quota-exhausted", HAIKU_ID)),
        (words.NO_QUOTA, lifecycle("LEGACY", NOW), ("passed", NEXT_HAIKU)),
    ],
    ids=["legacy-and-not-granted", "legacy-and-in-use", "ended"],
)
def test_of_a_model_that_the_next_section_pins_itself_only_age_lets_a_newer_one_stand_in(
    reply: Reply, age: Answer, expected: tuple[str, str]
) -> None:
    newer = f"us.{NEXT_HAIKU}"
    listing = [SONNET_ID, HAIKU_ID, NEXT_HAIKU]
    looked = facts(account({US_HAIKU: reply, newer: malformed}, {newer: spoke}, listing, life={HAIKU_ID: age}))
    pin = looked.edition.pins[1]._replace(profile_id=US_HAIKU)
    looked = replace(looked, edition=replace(looked.edition, pins=(pin,)))
    found = step1.judge_haiku_access(looked)
    assert (told(found), step1.find_called_model(looked, HAIKU)) == expected


AGED = message("guide.model-aged", model=SONNET.name, newer=NEWER_ID)


def test_the_stand_in_is_told_to_attendee_and_facilitator() -> None:
    found = step1.judge_sonnet_access(facts(aged()))
    assert found.detail == message("access.stands-in", model=SONNET.name, newer="Claude Sonnet 4.6")
    assert found.guide_notes == (AGED,)
    assert [each.shows.key for each in found.evidence] == ["evidence.refused", "evidence.answered"]
    profiles = step4.judge_model_profiles(facts(unlisted()))
    assert profiles.guide_notes == (AGED,)
    assert [each.shows.values["id"] for each in profiles.evidence] == [US_NEWER, US_HAIKU]


def test_a_stand_in_that_fails_is_shown_behind_the_guides_own_and_one_that_is_blocked_is_not() -> None:
    refuses = step1.judge_sonnet_access(facts(aged({US_NEWER: words.NO_ACCESS})))
    assert [each.shows.values["code"] for each in refuses.evidence] == [words.LEGACY[0], words.NO_ACCESS[0]]
    held_up = step1.judge_sonnet_access(facts(aged({US_NEWER: words.NO_FORM, US_HAIKU: words.NO_FORM})))
    assert (held_up.evidence, held_up.guide_notes) == ((), (AGED,))


def test_the_newest_that_waits_for_its_agreement_is_told_as_any_other_stand_in() -> None:
    found = step1.judge_sonnet_access(facts(two_newer({US_NEWEST: words.PENDING, US_NEWER: words.LEGACY})))
    assert found.guide_notes == (message("guide.model-aged", model=SONNET.name, newer=NEWEST_ID),)
    assert [each.shows.values["code"] for each in found.evidence] == [words.LEGACY[0], words.PENDING[0]]


def test_the_stand_ins_own_end_of_life_is_told_under_its_own_name() -> None:
    found = step1.judge_sonnet_access(facts(aged(life={NEWER_ID: lifecycle("ACTIVE", NOW.replace(year=2028))})))
    assert message("guide.model-ends", model="Claude Sonnet 4.6", day="2028-11-24") in found.guide_notes


def test_a_stand_in_that_nobody_asked_is_unverified_and_not_failed() -> None:
    there = aged()
    looked = facts(there, invoke=Invoke.NEVER)
    found = step1.judge_sonnet_access(looked)
    assert told(found) == "unverified: not-permitted-to-look"
    assert step1.find_called_model(looked, SONNET) == NEWER_ID
    assert found.guide_notes == (AGED,)
    assert there.asked_generation == []


UNSEEN = "unverified: not-permitted-to-look"
NOT_SUBSCRIBED = gates(agreement="NOT_AVAILABLE", entitlement="NOT_AVAILABLE")


@pytest.mark.parametrize("age", [lifecycle("LEGACY"), lifecycle("ACTIVE", NOW), denied("bedrock:GetFoundationModel")])
@pytest.mark.parametrize("own", [gates(), NOT_SUBSCRIBED])
@pytest.mark.parametrize(
    ("newer", "expected"),
    [
        (gates(), "passed"),
        (NOT_SUBSCRIBED, "failed: model-access-not-granted"),
        (gates(agreement="PENDING"), "failed: agreement-pending"),
    ],
)
def test_where_no_model_may_be_called_the_gates_of_the_pinned_model_count_for_one_that_has_aged(
    age: Answer, own: Answer, newer: Answer, expected: str
) -> None:
    there = aged(
        {US_SONNET: malformed},
        gates={SONNET_ID: own, NEWER_ID: newer, HAIKU_ID: gates()},
        life={SONNET_ID: age, NEWER_ID: lifecycle()},
        use_case=answered("bedrock:GetUseCaseForModelAccess"),
    )
    found = step1.judge_sonnet_access(facts(there, invoke=Invoke.NEVER))
    assert told(found) == expected
    assert expected != "passed" or found.detail.key == "access.stands-in-open"
    assert there.asked_generation == []


NEWER_SEEN = {NEWER_ID: gates(), HAIKU_ID: gates()}


@pytest.mark.parametrize(
    ("there", "invoke", "expected"),
    [
        (aged({US_SONNET: malformed}, gates=NEWER_SEEN, life={SONNET_ID: lifecycle("LEGACY")}), Invoke.NEVER, UNSEEN),
        (aged({US_SONNET: malformed}, gates=NEWER_SEEN, life={SONNET_ID: lifecycle()}), Invoke.NEVER, UNSEEN),
        (
            aged({US_SONNET: malformed}, {US_SONNET: throttled}, gates=OPEN, life={SONNET_ID: lifecycle()}),
            Invoke.AUTO,
            "unverified: throttled",
        ),
    ],
    ids=["its-gates-are-not-seen", "nor-has-it-aged", "its-gates-are-open-and-it-is-not-heard"],
)
def test_the_pinned_model_is_not_looked_at_where_nothing_but_age_is_in_doubt(
    there: FakeAccount, invoke: Invoke, expected: str
) -> None:
    looked = facts(there, invoke=invoke)
    assert told(step1.judge_sonnet_access(looked)) == expected
    assert step1.find_called_model(looked, SONNET) == SONNET_ID


def test_the_pinned_model_does_not_stand_in_for_one_whose_age_aws_did_not_tell() -> None:
    pinned = f"us.{PINNED_HAIKU}"
    age = {SONNET_ID: lifecycle(), HAIKU_ID: throttled("bedrock:GetFoundationModel"), PINNED_HAIKU: lifecycle()}
    there = account({pinned: malformed}, gates={**OPEN, PINNED_HAIKU: gates()}, life=age)
    looked = facts(there, invoke=Invoke.NEVER)
    assert told(step1.judge_haiku_access(looked)) == "unverified: throttled"
    assert step1.find_called_model(looked, HAIKU) == HAIKU_ID


def test_no_more_than_four_newer_models_are_asked() -> None:
    ids = [f"anthropic.claude-sonnet-{major}" for major in range(5, 11)]
    replies: Free = {f"us.{each}": malformed if each in ids[:2] else words.NO_ACCESS for each in ids}
    tokens = {f"us.{each}": spoke for each in ids}
    there = aged({US_NEWER: denied, **replies}, tokens, listing=[SONNET_ID, HAIKU_ID, *ids])
    assert told(step1.judge_sonnet_access(facts(there))) == "failed: model-legacy"
    assert there.asked_generation == []
    # A pinned model that has aged is none of the four.
    looked = facts(replace(there, free={**there.free, f"us.{ids[-1]}": words.LEGACY}))
    pin = looked.edition.pins[0]._replace(profile_id=f"us.{ids[-1]}")
    looked = replace(looked, edition=replace(looked.edition, pins=(pin,)))
    assert told(step1.judge_sonnet_access(looked)) == "passed"
    assert step1.find_called_model(looked, SONNET) == ids[1]


@pytest.mark.parametrize("there", [aged(), unlisted()], ids=["legacy", "off-the-list"])
def test_with_a_stand_in_nothing_else_of_the_guide_is_held_up(there: FakeAccount) -> None:
    looked = facts(there)
    for rule in (
        *(step1.judge_haiku_access, step1.judge_use_case, step2.judge_policy, step2.judge_model_permissions),
        *(step4.judge_model_profiles, step1.judge_model_access),
    ):
        assert told(rule(looked)) == "passed"
    assert message("guide.console-page") in step1.judge_model_access(looked).guide_notes


def test_a_policy_that_does_not_cover_the_stand_in_leaves_nobody_ready() -> None:
    # The account grants the newer model, but the policy was narrowed to the guide's two.
    looked = facts(aged({US_NEWER: denied}, {US_HAIKU: denied}, gates={**OPEN, NEWER_ID: gates()}))
    assert told(step1.judge_sonnet_access(looked)) == "blocked by step2.model-permissions: policy-incomplete"
    assert told(step2.judge_model_permissions(looked)) == "failed: policy-incomplete"


def test_permissions_are_judged_on_a_newer_model_that_is_listed_where_the_guides_is_not() -> None:
    newer = f"us.{NEXT_HAIKU}"
    replies: Free = {US_HAIKU: words.NOT_HERE, newer: malformed}
    looked = facts(account(replies, {newer: spoke}, [SONNET_ID, NEXT_HAIKU]))
    assert told(step1.judge_haiku_access(looked)) == "blocked by step4.model-profiles: model-profile-missing"
    assert told(step2.judge_model_permissions(looked)) == "passed"
    away = account({**replies, (STREAM, newer): denied}, {newer: spoke}, [SONNET_ID, NEXT_HAIKU])
    assert told(step2.judge_model_permissions(facts(away))) == "failed: streaming-not-allowed"
    # Where the one that the next section pins is listed as well, that one counts.
    pinned = f"us.{PINNED_HAIKU}"
    replies = {US_HAIKU: words.NOT_HERE, newer: denied, pinned: malformed}
    both_there = account(replies, {pinned: spoke}, [SONNET_ID, PINNED_HAIKU, NEXT_HAIKU])
    assert told(step2.judge_model_permissions(facts(both_there))) == "passed"
