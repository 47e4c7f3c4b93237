"""The guide's two boxes, told from the rows that they stand for."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.guide.policy import INVOKE, LIST
from checkpoints.guide.vocabulary import Invoke
from checkpoints.rules import step1, step3, step4
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import message
from tests.rules.fakes import FakeAccount, answered, denied, facts, listed, profile, refused, throttled
from tests.rules.worlds import (
    HAIKU_ID,
    NO_ACCESS,
    NO_FORM,
    NOT_HERE,
    OPEN,
    PASSED,
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
UNKNOWN_KEY = refused("sts:GetCallerIdentity", "InvalidClientTokenId", "The security token is invalid", 403)

# The account, the first box, the second box.
WORLDS: dict[str, tuple[FakeAccount, Expected, Expected]] = {
    "ready": (account(), PASSED, PASSED),
    "no-policy": (
        FakeAccount(),
        blocked("policy-not-attached", "step2.policy-attached"),
        blocked("policy-not-attached", "step2.policy-attached"),
    ),
    "unknown-key": (
        FakeAccount(identity=UNKNOWN_KEY),
        failing("invalid-credentials"),
        blocked("invalid-credentials", "step3.credentials-valid"),
    ),
    "no-claude": (
        account(inference_profiles=listed(NOVA), permission_of={}),
        failing("no-claude-profiles"),
        blocked("no-claude-profiles", "step4.profiles-listed"),
    ),
    "listing-denied": (
        account(inference_profiles=denied(LIST)),
        blocked("policy-incomplete", "step2.model-permissions"),
        PASSED,
    ),
    "listing-throttled": (account(inference_profiles=throttled(LIST)), unverified("throttled"), PASSED),
    "one-model-refused": (
        account(permission_of=refused_by(NO_ACCESS, US_HAIKU)),
        PASSED,
        failing("model-access-not-granted"),
    ),
    "form-missing": (
        account(permission_of=refused_by(NO_FORM, US_SONNET, US_HAIKU)),
        PASSED,
        failing("use-case-form-missing"),
    ),
    "iam-denies-models": (
        account(permission_of=permitted({each: denied(INVOKE) for each in (US_SONNET, US_HAIKU)})),
        PASSED,
        blocked("policy-incomplete", "step2.model-permissions"),
    ),
    "one-model-not-heard": (
        account(generation_of={US_SONNET: spoke(), US_HAIKU: throttled(INVOKE)}),
        PASSED,
        unverified("throttled"),
    ),
    "haiku-profile-missing": (
        account(inference_profiles=listed(profile(SONNET_ID)), permission_of=permitted({US_HAIKU: refusing(NOT_HERE)})),
        PASSED,
        blocked("model-profile-missing", "step4.model-profiles"),
    ),
}


CHOICES: dict[str, tuple[dict[str, Any], Expected, Expected]] = {
    "no-credentials": (
        {"credentials": Credentials()},
        failing("no-credentials"),
        blocked("no-credentials", "step3.credentials-resolve"),
    ),
    "no-call": ({"invoke": Invoke.NEVER}, PASSED, unverified("not-permitted-to-look")),
}
EVERY = {name: (facts(row[0]), *row[1:]) for name, row in WORLDS.items()}
EVERY |= {name: (facts(account(), **row[0]), *row[1:]) for name, row in CHOICES.items()}


@pytest.mark.parametrize(("looked", "credentials_test", "model_access"), EVERY.values(), ids=EVERY)
def test_a_box_is_its_rows_taken_together(looked: Facts, credentials_test: Expected, model_access: Expected) -> None:
    first, second = step4.judge_credentials_test(looked), step1.judge_model_access(looked)
    assert (told(first), told(second)) == (credentials_test, model_access)
    assert (first.check, second.check) == ("checkpoint.credentials-test", "checkpoint.model-access")
    assert second.guide_notes == (message("guide.console-page"),)


def test_a_box_that_passes_says_what_the_guide_says_and_shows_its_rows() -> None:
    found = step4.judge_credentials_test(facts(account()))
    assert found.detail == message("checkpoint.credentials-test.yes")
    assert [each.source for each in found.evidence] == [
        "step3.credentials-resolve",
        "step3.credentials-valid",
        "step4.profiles-listed",
    ]
    other = step1.judge_model_access(facts(account()))
    assert other.detail == message("checkpoint.model-access.yes")
    assert [each.source for each in other.evidence] == ["step1.sonnet-access", "step1.haiku-access", "step1.use-case"]


def test_a_box_whose_models_were_not_called_says_that_their_access_states_are_open() -> None:
    submitted = answered("bedrock:GetUseCaseForModelAccess", companyName="Nobody Ltd")
    there = account(use_case=submitted, availability_of=OPEN, lifecycle_of={SONNET_ID: lifecycle("ACTIVE")})
    found = step1.judge_model_access(facts(there, invoke=Invoke.NEVER))
    assert told(found) == PASSED
    assert found.detail == message("checkpoint.model-access.open")


def test_notes_stay_with_the_row_that_they_are_about() -> None:
    late = refused("sts:GetCallerIdentity", "RequestTimeTooSkewed", "", 403, skew_s=4000.0)
    looked = facts(account(identity=late))
    assert step3.judge_acceptance(looked).notes == (message("credentials.clock-ahead", minutes=67),)
    assert told(step4.judge_credentials_test(looked)) == failing("clock-skew")
    assert step4.judge_credentials_test(looked).notes == ()


def test_two_roots_are_both_named() -> None:
    there = account(
        inference_profiles=listed(profile(HAIKU_ID)),
        permission_of={(INVOKE, US_HAIKU): denied(INVOKE), US_HAIKU: denied(INVOKE), US_SONNET: refusing(NOT_HERE)},
    )
    found = step1.judge_model_access(facts(there))
    assert set(found.blocked_by) == {"step4.model-profiles", "step2.model-permissions"}
    assert len(found.blocked_by) == 2
