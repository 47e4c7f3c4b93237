"""step1.sonnet-access and step1.haiku-access: whether a model answers this account."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.guide.policy import INVOKE, STREAM
from checkpoints.guide.vocabulary import Invoke
from checkpoints.rules import step1
from tests.rules.fakes import (
    NOW,
    answered,
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
from tests.rules.haiku_cases import LOOKING, generates, replies, shut
from tests.rules.worlds import (
    HAIKU_ID,
    LEGACY,
    NEW_WORDS,
    NO_ACCESS,
    NO_FORM,
    NO_MARKETPLACE,
    NOT_HERE,
    PASSED,
    PENDING,
    RETIRED,
    SONNET_ID,
    US_HAIKU,
    US_SONNET,
    account,
    blocked,
    failing,
    lifecycle,
    malformed,
    permitted,
    refused_by,
    refusing,
    spoke,
    told,
    unverified,
)

Expected = tuple[str, str | None, tuple[str, ...]]
FORM = "step1.use-case"
PERMISSIONS = "step2.model-permissions"
MARKETPLACE = "step2.marketplace-permissions"
NO_QUOTA = refused(INVOKE, "ThrottlingException", "Too many tokens per day, please wait before trying again.", 429)
NO_MESSAGE = answered(INVOKE, message=False)
NOVA = profile("amazon.nova-2-lite-v1:0")


NOT_SUBSCRIBED = shut(agreement="NOT_AVAILABLE", entitlement="NOT_AVAILABLE")
# Each for a caller with the guide's policy, `--invoke auto`, where nothing else is said.
WORLDS: dict[str, tuple[dict[str, Any], Expected, int]] = {
    # -- proven
    "speaks": ({}, PASSED, 1),
    "gates-open": (LOOKING, PASSED, 1),
    "free-call-throttled-gates-open-speaks": (
        {**LOOKING, "permission_of": permitted({US_HAIKU: throttled(INVOKE)})},
        PASSED,
        1,
    ),
    "gate-agreement-error-but-speaks": (shut(agreement="ERROR"), PASSED, 1),
    "gate-agreement-pending-but-speaks": (shut(agreement="PENDING"), PASSED, 1),
    "not-subscribed-until-called": (NOT_SUBSCRIBED, PASSED, 1),
    "gate-not-authorized-but-speaks": (shut(authorization="NOT_AUTHORIZED"), PASSED, 1),
    "gates-like-a-missing-form-but-speaks": (shut(agreement="NOT_AVAILABLE"), PASSED, 1),
    "free-call-throttled-but-speaks": ({"permission_of": permitted({US_HAIKU: throttled(INVOKE)})}, PASSED, 1),
    "free-call-unknown-but-speaks": ({"permission_of": permitted({US_HAIKU: refusing(NEW_WORDS)})}, PASSED, 1),
    "free-call-unknown-gates-open-speaks": (
        {**LOOKING, "permission_of": permitted({US_HAIKU: refusing(NEW_WORDS)})},
        PASSED,
        1,
    ),
    "free-call-speaks": ({"permission_of": permitted({US_HAIKU: spoke()})}, PASSED, 0),
    "free-call-refused-but-streaming-passes-and-it-speaks": (
        {"permission_of": permitted({(INVOKE, US_HAIKU): refusing(NO_ACCESS)})},
        PASSED,
        1,
    ),
    "listing-denied-but-speaks": ({"inference_profiles": denied("bedrock:ListInferenceProfiles")}, PASSED, 1),
    "unlisted-but-gates-open": ({"inference_profiles": listed(profile(SONNET_ID)), **LOOKING}, PASSED, 1),
    "legacy-but-speaks": ({**LOOKING, "lifecycle_of": {HAIKU_ID: lifecycle("LEGACY")}}, PASSED, 1),
    # -- refused
    "no-access": (replies(refusing(NO_ACCESS)), failing("model-access-not-granted"), 0),
    "no-access-when-called": (generates(refusing(NO_ACCESS)), failing("model-access-not-granted"), 1),
    "no-access-though-gates-open": (
        {**LOOKING, **replies(refusing(NO_ACCESS))},
        failing("model-access-not-granted"),
        0,
    ),
    "no-access-for-streaming-though-it-speaks": (
        {"permission_of": permitted({(STREAM, US_HAIKU): refusing(NO_ACCESS, STREAM)})},
        failing("model-access-not-granted"),
        1,
    ),
    "pending": (replies(refusing(PENDING)), failing("agreement-pending"), 0),
    "not-here": (replies(refusing(NOT_HERE)), failing("model-not-in-region"), 0),
    "legacy": (replies(refusing(LEGACY)), failing("model-legacy"), 0),
    "retired": (replies(refusing(RETIRED)), failing("model-retired"), 0),
    "quota": (replies(NO_QUOTA), failing("quota-exhausted"), 0),
    "quota-though-gates-open": ({**LOOKING, **replies(NO_QUOTA)}, failing("quota-exhausted"), 0),
    "operation-not-allowed": (
        replies(refused(INVOKE, "ValidationException", "Operation not allowed")),
        failing("operation-not-allowed"),
        0,
    ),
    "no-form": (replies(refusing(NO_FORM)), blocked("use-case-form-missing", FORM), 0),
    "no-marketplace": (replies(refusing(NO_MARKETPLACE)), blocked("marketplace-denied", MARKETPLACE), 0),
    # -- refused in words that nobody knows
    "unknown-when-called": (generates(refusing(NEW_WORDS)), failing(None), 1),
    "unknown-everywhere": (replies(refusing(NEW_WORDS)), failing(None), 1),
    "unknown-though-gates-open": ({**LOOKING, **replies(refusing(NEW_WORDS))}, failing(None), 1),
    "unknown-code": (generates(refused(INVOKE, "NewException", "New words.", 409)), failing(None), 1),
    "unknown-validation": (replies(refused(INVOKE, "ValidationException", "Not for you.")), failing(None), 1),
    "real-body-malformed": (generates(malformed()), failing(None), 1),
    # -- a gate is not green: it explains a refusal, and is no refusal of its own
    "gate-agreement-error": (
        {**shut(agreement="ERROR"), **replies(refusing(NO_ACCESS))},
        failing("agreement-error"),
        0,
    ),
    "gate-agreement-pending": (
        {**shut(agreement="PENDING"), **replies(refusing(NO_ACCESS))},
        failing("agreement-pending"),
        0,
    ),
    "gate-not-subscribed-and-not-heard": (
        {**NOT_SUBSCRIBED, **generates(throttled(INVOKE))},
        unverified("throttled"),
        1,
    ),
    "gate-not-authorized": (
        {**shut(authorization="NOT_AUTHORIZED"), **generates(refusing(NEW_WORDS))},
        failing("account-not-authorized"),
        1,
    ),
    "gates-like-a-missing-form": (
        {
            **shut(agreement="NOT_AVAILABLE"),
            "generation_of": {US_SONNET: throttled(INVOKE), US_HAIKU: refusing(NEW_WORDS)},
        },
        blocked("use-case-form-missing", FORM),
        1,
    ),
    "gates-like-a-missing-form-but-the-other-speaks": (
        {**shut(agreement="NOT_AVAILABLE"), **generates(refusing(NEW_WORDS))},
        failing("model-access-not-granted"),
        1,
    ),
    "gate-not-authorized-and-no-form": (
        {
            **shut(authorization="NOT_AUTHORIZED"),
            "generation_of": {US_SONNET: throttled(INVOKE), US_HAIKU: refusing(NEW_WORDS)},
            "use_case": refused("bedrock:GetUseCaseForModelAccess", "ResourceNotFoundException", "", 404),
        },
        blocked("use-case-form-missing", FORM),
        1,
    ),
    "gate-region-and-no-form": (
        {
            **shut(region="NOT_AVAILABLE"),
            "generation_of": {US_SONNET: throttled(INVOKE), US_HAIKU: refusing(NEW_WORDS)},
            "use_case": refused("bedrock:GetUseCaseForModelAccess", "ResourceNotFoundException", "", 404),
        },
        failing("model-not-in-region"),
        1,
    ),
    # -- past its life
    "ended": (
        {"lifecycle_of": {HAIKU_ID: lifecycle("LEGACY", NOW)}, **generates(throttled(INVOKE))},
        failing("model-retired"),
        1,
    ),
    "ended-though-gates-open": (
        {**LOOKING, "lifecycle_of": {HAIKU_ID: lifecycle("LEGACY", NOW)}, **generates(throttled(INVOKE))},
        failing("model-retired"),
        1,
    ),
    "ended-but-speaks": ({"lifecycle_of": {HAIKU_ID: lifecycle("LEGACY", NOW)}}, PASSED, 1),
    # -- not listed
    "unlisted": (
        {"inference_profiles": listed(profile(SONNET_ID)), **replies(refusing(NOT_HERE))},
        blocked("model-profile-missing", "step4.model-profiles"),
        0,
    ),
    "no-claude-listed": (
        {"inference_profiles": listed(NOVA), **replies(refusing(NOT_HERE))},
        blocked("no-claude-profiles", "step4.profiles-listed"),
        0,
    ),
    "nothing-listed": (
        {"inference_profiles": listed(), **replies(refusing(NOT_HERE))},
        blocked("no-profiles", "step4.profiles-listed"),
        0,
    ),
    # -- held up by something else
    "iam-denies": (
        {"permission_of": permitted({US_HAIKU: denied(INVOKE)})},
        blocked("policy-incomplete", PERMISSIONS),
        0,
    ),
    "iam-denies-though-gates-open": (
        {**LOOKING, "permission_of": permitted({US_HAIKU: denied(INVOKE)})},
        blocked("policy-incomplete", PERMISSIONS),
        0,
    ),
    "iam-denies-when-called": (
        generates(denied(INVOKE, f"arn:aws:bedrock:us-west-2::foundation-model/{HAIKU_ID}")),
        blocked("destination-region-denied", PERMISSIONS),
        1,
    ),
    "iam-denies-everything": (
        {"inference_profiles": denied("bedrock:ListInferenceProfiles"), "permission_of": {}},
        blocked("policy-not-attached", "step2.policy-attached"),
        0,
    ),
    "unreachable": (replies(unreachable(INVOKE)), blocked("endpoint-unreachable", PERMISSIONS), 0),
    "silent": (replies(timed_out(INVOKE)), blocked("timeout", PERMISSIONS), 0),
    "keys-expired-meanwhile": (
        replies(refused(INVOKE, "ExpiredTokenException", "", 403)),
        blocked("expired-credentials", PERMISSIONS),
        0,
    ),
    # -- not proven
    "throttled": (replies(throttled(INVOKE)), unverified("throttled"), 1),
    "throttled-though-gates-open": ({**LOOKING, **replies(throttled(INVOKE))}, unverified("throttled"), 1),
    "throttled-when-called": (generates(throttled(INVOKE)), unverified("throttled"), 1),
    "fault": (replies(faulty(INVOKE)), unverified("service-error"), 1),
    "silent-when-called": (generates(timed_out(INVOKE)), unverified("timeout"), 1),
    "success-without-message": (generates(NO_MESSAGE), unverified("service-error"), 1),
    "success-without-message-everywhere": (replies(NO_MESSAGE), unverified("service-error"), 1),
}


@pytest.mark.parametrize(("changes", "expected", "billed"), WORLDS.values(), ids=WORLDS)
def test_haiku_is_granted_or_the_root_is_named(changes: dict[str, Any], expected: Expected, billed: int) -> None:
    there = account(**changes)
    found = step1.judge_haiku_access(facts(there))
    assert told(found) == expected
    assert found.check == "step1.haiku-access"
    assert set(there.asked_generation) & {US_HAIKU} == ({US_HAIKU} if billed else set())


def test_a_model_that_answers_before_its_gates_are_open_is_to_be_checked_again() -> None:
    found = step1.judge_haiku_access(facts(account(**NOT_SUBSCRIBED)))
    assert [each.key for each in found.notes] == ["access.subscribed-just-now"]
    assert [each.shows.key for each in found.evidence] == ["evidence.answered", "evidence.gates"]


@pytest.mark.parametrize("invoke", list(Invoke))
def test_credentials_that_are_not_there_block_and_nothing_is_asked(invoke: Invoke) -> None:
    there = account()
    looked = facts(there, credentials=Credentials(), invoke=invoke)
    for found in (step1.judge_sonnet_access(looked), step1.judge_haiku_access(looked)):
        assert told(found) == blocked("no-credentials", "step3.credentials-resolve")
    assert there.asked_generation == []


def test_a_busy_model_is_not_blocked_by_a_denial_on_the_other() -> None:
    free = permitted({US_HAIKU: throttled(INVOKE), (STREAM, US_SONNET): denied(STREAM)})
    there = account(permission_of=free, **generates(throttled(INVOKE)))
    assert told(step1.judge_haiku_access(facts(there))) == unverified("throttled")


def test_each_model_is_judged_by_itself() -> None:
    looked = facts(account(permission_of=refused_by(NO_ACCESS, US_SONNET)))
    assert told(step1.judge_sonnet_access(looked)) == failing("model-access-not-granted")
    assert told(step1.judge_haiku_access(looked)) == PASSED


def test_a_form_that_one_model_misses_is_the_root_for_that_model_alone() -> None:
    looked = facts(account(permission_of=refused_by(NO_FORM, US_SONNET)))
    assert told(step1.judge_sonnet_access(looked)) == blocked("use-case-form-missing", FORM)
    assert told(step1.judge_haiku_access(looked)) == PASSED
