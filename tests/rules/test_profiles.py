"""step4.profiles-listed and step4.model-profiles."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.credentials import Credentials
from checkpoints.facts.key_pair import KeyPair, Part
from checkpoints.guide.policy import INVOKE, LIST
from checkpoints.guide.vocabulary import CredentialSource, Invoke
from checkpoints.rules import step1, step3, step4
from checkpoints.rules.finding import message
from tests.rules.fakes import (
    HAIKU,
    NOW,
    SONNET,
    FakeAccount,
    denied,
    facts,
    faulty,
    listed,
    profile,
    refused,
    throttled,
    timed_out,
    unreachable,
)
from tests.rules.worlds import (
    HAIKU_ID,
    NEWER_ID,
    NO_ACCESS,
    NOT_HERE,
    OPEN,
    PASSED,
    RETIRED,
    SONNET_ID,
    US_HAIKU,
    US_SONNET,
    account,
    blocked,
    failing,
    lifecycle,
    permitted,
    refused_by,
    refusing,
    spoke,
    told,
    unverified,
)

Expected = tuple[str, str | None, tuple[str, ...]]
NOVA = profile("amazon.nova-2-lite-v1:0")
NEWER_HAIKU = "anthropic.claude-haiku-5"
PERMISSIONS, LISTED = "step2.model-permissions", "step4.profiles-listed"

# What is answered to the listing, what the list comes to, and what the two models' profiles come to.
LISTS: dict[str, tuple[Answer, Expected, Expected]] = {
    "both": (listed(profile(SONNET_ID), profile(HAIKU_ID)), PASSED, PASSED),
    "both-global": (listed(profile(SONNET_ID, "global"), profile(HAIKU_ID, "global")), PASSED, PASSED),
    "on-many-pages": (listed(*[NOVA] * 120, profile(SONNET_ID), *[NOVA] * 80, profile(HAIKU_ID)), PASSED, PASSED),
    "haiku-missing": (listed(profile(SONNET_ID)), PASSED, failing("model-profile-missing")),
    "haiku-far-away": (listed(profile(SONNET_ID), profile(HAIKU_ID, "apac")), PASSED, failing("model-profile-missing")),
    "a-newer-haiku-only": (listed(profile(SONNET_ID), profile(NEWER_HAIKU)), PASSED, failing("model-profile-missing")),
    "haiku-in-name-only": (
        listed(profile(SONNET_ID), {**NOVA, "id": US_HAIKU, "name": f"US Anthropic {HAIKU.name}"}),
        PASSED,
        failing("model-profile-missing"),
    ),
    "no-claude": (listed(NOVA), failing("no-claude-profiles"), blocked("no-claude-profiles", LISTED)),
    "empty": (listed(), failing("no-profiles"), blocked("no-profiles", LISTED)),
    "throttled": (throttled(LIST), unverified("throttled"), unverified("throttled")),
    "silent": (timed_out(LIST), failing("timeout"), blocked("timeout", LISTED)),
    "fault": (faulty(LIST), unverified("service-error"), unverified("service-error")),
    "foreign-answer": (
        refused(LIST, "MalformedAnswer", "nothing listed", 200),
        unverified("service-error"),
        unverified("service-error"),
    ),
    "unreachable": (unreachable(LIST), failing("endpoint-unreachable"), blocked("endpoint-unreachable", LISTED)),
    "not-sent": (
        Answer(LIST, Outcome.NOT_SENT, code="ValueError", message="bad"),
        failing("endpoint-unreachable"),
        blocked("endpoint-unreachable", LISTED),
    ),
    "refused-by-the-account": (
        refused(LIST, "ValidationException", "Operation not allowed"),
        failing("operation-not-allowed"),
        blocked("operation-not-allowed", LISTED),
    ),
    "malformed": (refused(LIST, "ValidationException", "typeEquals: bad field"), failing(None), blocked(None, LISTED)),
    "unknown": (refused(LIST, "NewException", "New words."), failing(None), blocked(None, LISTED)),
    "haiku-unnamed": (
        listed(profile(SONNET_ID), {**profile(HAIKU_ID), "name": "Something else", "id": "us.something-else"}),
        PASSED,
        PASSED,
    ),
    "claude-in-name-only": (
        listed({**NOVA, "name": "US Claude Sonnet 4", "id": US_SONNET}, profile(f"not{SONNET_ID}")),
        failing("no-claude-profiles"),
        blocked("no-claude-profiles", LISTED),
    ),
    "denied": (denied(LIST), blocked("policy-incomplete", PERMISSIONS), blocked("policy-incomplete", PERMISSIONS)),
    "denied-by-an-organisation": (
        denied(LIST, why="with an explicit deny in a service control policy"),
        blocked("scp-deny", PERMISSIONS),
        blocked("scp-deny", PERMISSIONS),
    ),
}


@pytest.mark.parametrize(("answer", "expected", "of_models"), LISTS.values(), ids=LISTS)
def test_profiles_of_claude_and_of_both_models_are_looked_for(
    answer: Answer, expected: Expected, of_models: Expected
) -> None:
    looked = facts(account(inference_profiles=answer))
    assert told(step4.judge_profiles_listed(looked)) == expected
    assert told(step4.judge_model_profiles(looked)) == of_models
    assert step4.judge_profiles_listed(looked).check == LISTED
    assert step4.judge_model_profiles(looked).check == "step4.model-profiles"


def test_without_a_policy_the_list_is_blocked_by_it() -> None:
    looked = facts(FakeAccount())
    for rule in (step4.judge_profiles_listed, step4.judge_model_profiles):
        assert told(rule(looked)) == blocked("policy-not-attached", "step2.policy-attached")


def test_without_credentials_nothing_is_listed() -> None:
    looked = facts(account(), credentials=Credentials())
    for rule in (step4.judge_profiles_listed, step4.judge_model_profiles):
        assert told(rule(looked)) == blocked("no-credentials", "step3.credentials-resolve")


def test_each_model_is_shown_with_its_profile() -> None:
    found = step4.judge_model_profiles(facts(account()))
    assert found.detail == message("profiles.both")
    assert [(each.source, each.shows.values["id"]) for each in found.evidence] == [(LIST, US_SONNET), (LIST, US_HAIKU)]
    assert found.guide_notes == ()


def test_each_profile_that_stands_in_is_a_note_for_the_facilitator() -> None:
    us_newer, us_newer_haiku = f"us.{NEWER_ID}", f"us.{NEWER_HAIKU}"
    there = account(
        inference_profiles=listed(profile(NEWER_ID), profile(NEWER_HAIKU)),
        permission_of=permitted(
            {US_SONNET: refusing(RETIRED), US_HAIKU: refusing(RETIRED)}, besides=(us_newer, us_newer_haiku)
        ),
        generation_of={us_newer: spoke(), us_newer_haiku: spoke()},
    )
    found = step4.judge_model_profiles(facts(there))
    assert told(found) == PASSED
    assert found.guide_notes == (
        message("guide.model-aged", model=SONNET.name, newer=NEWER_ID),
        message("guide.model-aged", model=HAIKU.name, newer=NEWER_HAIKU),
    )


def test_the_model_that_is_missing_is_named_beside_the_list() -> None:
    found = step4.judge_model_profiles(facts(account(inference_profiles=listed(profile(HAIKU_ID), NOVA))))
    assert found.detail.values == {"model": SONNET.name, "model_id": SONNET_ID, "region": "us-east-1"}
    assert [each.shows for each in found.evidence] == [message("profiles.shown", count=2, claude=1, ids=US_HAIKU)]


def test_what_was_listed_is_counted_and_shown_as_far_as_a_line_holds() -> None:
    many = [profile(f"anthropic.claude-sonnet-{major}") for major in range(4, 12)]
    found = step4.judge_profiles_listed(facts(account(inference_profiles=listed(NOVA, *many))))
    assert found.detail == message("profiles.listed", claude=8, region="us-east-1")
    shown = ", ".join(f"us.anthropic.claude-sonnet-{major}" for major in range(4, 10))
    assert found.evidence[0].shows == message("profiles.shown", count=9, claude=8, ids=shown)
    without = step4.judge_profiles_listed(facts(account(inference_profiles=listed(NOVA))))
    assert without.evidence[0].shows == message("profiles.shown", count=1, claude=0, ids="-")


@pytest.mark.parametrize(
    ("prefixes", "held"),
    [(("us", "global"), "us"), (("global", "us"), "us"), (("global",), "global"), (("apac", "eu"), "us"), ((), "us")],
    ids=["us-first", "us-last", "global-only", "far-away", "by-convention"],
)
def test_a_model_is_called_through_the_guides_kind_of_profile(prefixes: tuple[str, ...], held: str) -> None:
    there = account(
        inference_profiles=listed(profile(SONNET_ID), *(profile(HAIKU_ID, each) for each in prefixes)),
        permission_of=permitted(besides=(f"global.{HAIKU_ID}",)),
    )
    step1.judge_haiku_access(facts(there, invoke=Invoke.ALWAYS))
    assert {each for each in there.asked_generation if HAIKU_ID in each} == {f"{held}.{HAIKU_ID}"}


GONE: dict[str, dict[str, Any]] = {
    "told-by-its-life-cycle": {"lifecycle_of": {SONNET_ID: lifecycle("LEGACY", NOW)}},
    "told-by-a-refusal": {"permission_of": refused_by(RETIRED, US_SONNET)},
}


@pytest.mark.parametrize("changes", GONE.values(), ids=GONE)
def test_a_profile_that_went_with_its_model_is_the_models_failure(changes: dict[str, Any]) -> None:
    usual = {"permission_of": permitted({US_SONNET: refusing(NOT_HERE)})}
    there = account(inference_profiles=listed(profile(HAIKU_ID)), **{**usual, **changes})
    assert told(step4.judge_model_profiles(facts(there))) == blocked("model-retired", "step1.sonnet-access")


@pytest.mark.parametrize(
    "changes",
    [
        {"permission_of": permitted({US_HAIKU: denied(INVOKE)})},
        {"permission_of": refused_by(NO_ACCESS, US_HAIKU)},
        {"availability_of": OPEN},
    ],
    ids=["iam-denies", "account-refuses", "gates-open"],
)
def test_a_missing_profile_is_its_own_failure_whatever_else_is_wrong(changes: dict[str, Any]) -> None:
    there = account(inference_profiles=listed(profile(SONNET_ID)), **changes)
    assert told(step4.judge_model_profiles(facts(there))) == failing("model-profile-missing")


def test_no_model_is_called_for_profiles_that_are_listed() -> None:
    there = account()
    step4.judge_model_profiles(facts(there, invoke=Invoke.ALWAYS))
    assert there.asked_generation == []


def test_where_aws_lists_profiles_it_has_taken_the_credentials_whatever_sts_says() -> None:
    there = facts(account(identity=refused("sts:GetCallerIdentity", "InvalidClientTokenId", "", 403)))
    assert told(step4.judge_profiles_listed(there)) == PASSED
    assert told(step3.judge_acceptance(there)) == failing("invalid-credentials")


SOURCE = CredentialSource.ENVIRONMENT
BARRED: dict[str, tuple[FakeAccount, Credentials, Expected]] = {
    "a-placeholder-is-not-tried": (
        account(),
        Credentials(SOURCE, "env", keys=KeyPair(placeholders=frozenset({Part.SECRET}))),
        blocked("placeholder-credentials", "step3.credentials-valid"),
    ),
    "nothing-to-try": (account(), Credentials(), blocked("no-credentials", "step3.credentials-resolve")),
    "refused-by-both": (
        account(
            identity=refused("sts:GetCallerIdentity", "ExpiredToken", "", 403),
            inference_profiles=refused(LIST, "ExpiredTokenException", "", 403),
        ),
        Credentials(SOURCE),
        blocked("expired-credentials", "step3.credentials-valid"),
    ),
}


@pytest.mark.parametrize(("there", "found", "expected"), BARRED.values(), ids=BARRED)
def test_credentials_that_bar_the_way_are_the_root(there: FakeAccount, found: Credentials, expected: Expected) -> None:
    assert told(step4.judge_profiles_listed(facts(there, credentials=found))) == expected
