"""Step 2 by behaviour: what proves a permission, what proves nothing, and when no policy is there at all."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.account import PrincipalPolicies
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.credentials import Credentials
from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.guide.vocabulary import Invoke
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules import step2
from checkpoints.rules.finding import message
from tests.rules.fakes import (
    ACCOUNT_ID,
    NOW,
    FakeAccount,
    denied,
    facts,
    faulty,
    identified,
    listed,
    policies,
    profile,
    refused,
    throttled,
    timed_out,
    unreachable,
)
from tests.rules.messages import notes, read
from tests.rules.permission_cases import ATTACHED, ON_MODELS, PROFILE_ARN, attached, document, on_models, statement
from tests.rules.worlds import (
    HAIKU_ID,
    LEGACY,
    NEW_WORDS,
    NO_ACCESS,
    NO_FORM,
    NO_MARKETPLACE,
    NOT_HERE,
    OPEN,
    PASSED,
    PENDING,
    SONNET_ID,
    US_HAIKU,
    US_SONNET,
    account,
    blocked,
    failing,
    gates,
    lifecycle,
    permitted,
    refusing,
    spoke,
    told,
    unverified,
)

Expected = tuple[str, str | None, tuple[str, ...]]


def without_policy(**changes: Any) -> FakeAccount:
    """Each of the three actions is plainly denied."""
    return FakeAccount(**changes)


PROVEN: dict[str, FakeAccount] = {
    "body-malformed": account(),
    "account-refuses": account(permission_of=permitted({US_HAIKU: refusing(NO_ACCESS)})),
    "form-missing": account(permission_of=permitted({US_HAIKU: refusing(NO_FORM)})),
    "marketplace-denied": account(permission_of=permitted({US_HAIKU: refusing(NO_MARKETPLACE)})),
    "agreement-pending": account(permission_of=permitted({US_HAIKU: refusing(PENDING)})),
    "legacy": account(permission_of=permitted({US_SONNET: refusing(LEGACY)})),
    "quota": account(
        permission_of=permitted({US_HAIKU: refused(INVOKE, "ThrottlingException", "Too many tokens per day", 429)})
    ),
    "message": account(permission_of=permitted({US_HAIKU: spoke()})),
    "unknown-code-but-speaks": account(
        permission_of=permitted({(INVOKE, US_HAIKU): refused(INVOKE, "NewException", "New words.", 409)})
    ),
    "refused-when-called": account(generation_of={US_SONNET: spoke(), US_HAIKU: refusing(NO_ACCESS)}),
    "throttled-when-called": account(generation_of={US_SONNET: spoke(), US_HAIKU: throttled(INVOKE)}),
    "throttled-but-called": account(permission_of=permitted({(INVOKE, US_HAIKU): throttled(INVOKE)})),
    "list-refused-by-the-account": account(inference_profiles=refused(LIST, "OptInRequired", "", 403)),
}


@pytest.mark.parametrize("there", PROVEN.values(), ids=PROVEN)
def test_an_answer_that_is_no_denial_of_iam_proves_the_permission(there: FakeAccount) -> None:
    assert told(on_models(there)) == PASSED
    found = attached(there)
    assert told(found) == PASSED
    assert found.detail.key == "policy.by-effect"
    assert notes(found) == ["policy.narrow-later"]


def test_the_proof_says_what_was_free_and_where_profiles_route() -> None:
    found = on_models(account())
    assert found.detail == message("permissions.proven", regions="us-east-1, us-east-2, us-west-2")
    assert [each.source for each in found.evidence] == [LIST, INVOKE, STREAM, INVOKE, STREAM]
    assert [each.shows.key for each in found.evidence] == ["evidence.answered"] + [
        "evidence.answered",  # a token, which was asked for anyway
        "evidence.permitted",
    ] * 2
    free = step2.judge_model_permissions(facts(account(), invoke=Invoke.NEVER))
    assert [each.shows.key for each in free.evidence] == ["evidence.answered", *["evidence.permitted"] * 4]


def test_a_global_profile_routes_to_no_region_of_its_own() -> None:
    there = account(
        inference_profiles=listed(*(profile(each, "global", ["", "us-east-1"]) for each in (SONNET_ID, HAIKU_ID))),
        permission_of=permitted(besides=(f"global.{SONNET_ID}", f"global.{HAIKU_ID}")),
        generation_of={f"global.{SONNET_ID}": spoke(), f"global.{HAIKU_ID}": spoke()},
    )
    assert on_models(there).detail.values["regions"] == "global, us-east-1"


NOVA = profile("amazon.nova-2-lite-v1:0")
# The account, what the permissions come to, and what the attachment comes to.
UNPROVEN: dict[str, tuple[FakeAccount, Expected, Expected]] = {
    "unknown-403": (
        account(
            permission_of=permitted({US_HAIKU: refusing(NEW_WORDS)}),
            generation_of={US_SONNET: spoke(), US_HAIKU: refusing(NEW_WORDS)},
        ),
        blocked(None, "step1.haiku-access"),
        PASSED,
    ),
    "validation-in-unknown-words": (
        account(permission_of=permitted({US_HAIKU: refused(INVOKE, "ValidationException", "Not for you.")})),
        unverified("service-error"),
        PASSED,
    ),
    "unknown-code": (
        account(permission_of=permitted({US_HAIKU: refused(INVOKE, "NewException", "New words.", 409)})),
        unverified("service-error"),
        PASSED,
    ),
    "unknown-403-but-speaks": (
        account(permission_of=permitted({(STREAM, US_HAIKU): refusing(NEW_WORDS)})),
        failing(None),
        blocked(None, ON_MODELS),
    ),
    "unknown-401": (
        account(permission_of=permitted({(STREAM, US_HAIKU): refused(STREAM, "NewException", "", 401)})),
        failing(None),
        blocked(None, ON_MODELS),
    ),
    "of-a-proxy": (
        account(permission_of=permitted({(STREAM, US_HAIKU): refused(STREAM, "404", "", 404)})),
        failing("endpoint-unreachable"),
        blocked("endpoint-unreachable", ON_MODELS),
    ),
    "not-asked": (
        account(permission_of=permitted({(STREAM, US_HAIKU): Answer(STREAM, Outcome.NOT_ASKED)})),
        failing(None),
        blocked(None, ON_MODELS),
    ),
    "listed-but-not-here": (
        account(permission_of=permitted({US_HAIKU: refusing(NOT_HERE)})),
        blocked("model-not-in-region", "step1.haiku-access"),
        PASSED,
    ),
    "not-listed": (
        account(inference_profiles=listed(profile(SONNET_ID)), permission_of=permitted({US_HAIKU: refusing(NOT_HERE)})),
        blocked("model-profile-missing", "step4.model-profiles"),
        PASSED,
    ),
    "not-listed-but-gates-open": (
        account(
            inference_profiles=listed(profile(SONNET_ID)),
            availability_of=OPEN,
            permission_of=permitted({US_HAIKU: refusing(NOT_HERE)}),
        ),
        blocked("model-profile-missing", "step4.model-profiles"),
        PASSED,
    ),
    "retired-and-not-listed": (
        account(
            inference_profiles=listed(profile(HAIKU_ID)),
            lifecycle_of={SONNET_ID: lifecycle("LEGACY", NOW)},
            permission_of=permitted({US_SONNET: refusing(NOT_HERE)}),
        ),
        blocked("model-retired", "step1.sonnet-access"),
        PASSED,
    ),
    "no-claude-listed": (
        account(
            inference_profiles=listed(NOVA),
            permission_of=permitted({US_SONNET: refusing(NOT_HERE), US_HAIKU: refusing(NOT_HERE)}),
        ),
        blocked("no-claude-profiles", "step4.profiles-listed"),
        blocked("no-claude-profiles", "step4.profiles-listed"),
    ),
    "listing-throttled": (
        account(inference_profiles=throttled(LIST)),
        unverified("throttled"),
        unverified("throttled"),
    ),
    "listing-unknown": (
        account(inference_profiles=refused(LIST, "AccessDeniedException", "New words.", 403)),
        blocked(None, "step4.profiles-listed"),
        blocked(None, "step4.profiles-listed"),
    ),
    "listing-unreachable": (
        account(inference_profiles=unreachable(LIST)),
        blocked("endpoint-unreachable", "step4.profiles-listed"),
        blocked("endpoint-unreachable", "step4.profiles-listed"),
    ),
    "streaming-throttled": (
        account(permission_of=permitted({(STREAM, US_HAIKU): throttled(STREAM)})),
        unverified("throttled"),
        PASSED,
    ),
    "streaming-throttled-behind-a-shut-gate": (
        account(
            permission_of=permitted({(STREAM, US_HAIKU): throttled(STREAM)}),
            availability_of={HAIKU_ID: gates(agreement="PENDING")},
        ),
        unverified("throttled"),
        PASSED,
    ),
    "streaming-of-both-throttled": (
        account(permission_of=permitted({(STREAM, each): throttled(STREAM) for each in (US_SONNET, US_HAIKU)})),
        unverified("throttled"),
        unverified("throttled"),
    ),
    "fault": (
        account(permission_of=permitted({(STREAM, each): faulty(STREAM) for each in (US_SONNET, US_HAIKU)})),
        unverified("service-error"),
        unverified("service-error"),
    ),
    "unreachable": (
        account(permission_of={each: unreachable(INVOKE) for each in (US_SONNET, US_HAIKU)}),
        failing("endpoint-unreachable"),
        blocked("endpoint-unreachable", ON_MODELS),
    ),
    "unreachable-after-a-throttle": (
        account(permission_of=permitted({(STREAM, US_SONNET): throttled(STREAM), US_HAIKU: unreachable(INVOKE)})),
        failing("endpoint-unreachable"),
        blocked("endpoint-unreachable", ON_MODELS),
    ),
    "silent": (
        account(permission_of={each: timed_out(INVOKE) for each in (US_SONNET, US_HAIKU)}),
        failing("timeout"),
        blocked("timeout", ON_MODELS),
    ),
    "keys-expired-meanwhile": (
        account(permission_of=dict.fromkeys((US_SONNET, US_HAIKU), refused(INVOKE, "ExpiredTokenException", "", 403))),
        failing("expired-credentials"),
        blocked("expired-credentials", ON_MODELS),
    ),
}


@pytest.mark.parametrize(("there", "expected", "attachment"), UNPROVEN.values(), ids=UNPROVEN)
def test_what_proves_nothing_is_never_passed(there: FakeAccount, expected: Expected, attachment: Expected) -> None:
    assert told(on_models(there)) == expected
    assert told(attached(there)) == attachment


def test_without_credentials_nothing_is_tried() -> None:
    for rule in (step2.judge_policy, step2.judge_model_permissions):
        found = rule(facts(account(), credentials=Credentials()))
        assert told(found) == blocked("no-credentials", "step3.credentials-resolve")


# -- nothing granted at all

NOTHING: dict[str, tuple[PrincipalPolicies, Expected]] = {
    "may-not-read": (FakeAccount().policies, failing("policy-not-attached")),
    "none": (policies(), failing("policy-not-attached")),
    "others": (policies(document(statement(["s3:*", "ec2:Describe*"]))), failing("policy-not-attached")),
    "denies-only": (policies(document(statement(["bedrock:*"], effect="Deny"))), failing("policy-not-attached")),
    "wrong-prefix": (policies(document(statement(["bedrock-runtime:*"]))), failing("policy-incomplete")),
    "wrong-resource": (
        policies(document(statement([INVOKE, STREAM, LIST], ["arn:aws:bedrock:eu-west-1:*:*"]))),
        failing("policy-incomplete"),
    ),
    "half-read": (policies(document(statement(["bedrock-runtime:*"])), complete=False), failing("policy-not-attached")),
}


@pytest.mark.parametrize(("held", "expected"), NOTHING.values(), ids=NOTHING)
def test_three_plain_denials_mean_that_the_policy_is_not_there(held: PrincipalPolicies, expected: Expected) -> None:
    there = without_policy(policies=held)
    found = attached(there)
    assert told(found) == expected
    assert found.check == ATTACHED
    assert found.values["principal"] == "user/attendee"
    assert [each.source for each in found.evidence] == [LIST]
    assert told(on_models(there)) == blocked(expected[1], ATTACHED)


def test_the_policies_that_miss_are_named() -> None:
    other, wrong = document(statement(["s3:*"])), document(statement(["Bedrock:x"]))
    found = attached(without_policy(policies=policies(other, wrong, wrong)))
    assert found.values["names"] == "Policy2, Policy3"
    assert "Policy2, Policy3" in read(found.detail)


def test_a_policy_that_was_attached_just_now_is_told_so() -> None:
    there = without_policy(policies=policies(WORKSHOP.policy.document))
    found = on_models(there)
    assert told(found) == failing("policy-incomplete")
    assert found.detail.key == "permissions.not-yet"
    assert told(attached(there)) == PASSED


# -- who asks, and for what

STS_SILENT = throttled("sts:GetCallerIdentity")
WHO: dict[str, tuple[dict[str, Any], str, str]] = {
    "root": ({"identity": identified(f"arn:aws:iam::{ACCOUNT_ID}:root")}, "root", "*"),
    "role": (
        {"identity": identified(f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/Workshop/i-0abc")},
        "role/Workshop",
        "*",
    ),
    "federated": (
        {"identity": identified(f"arn:aws:sts::{ACCOUNT_ID}:federated-user/someone")},
        "federated-user/someone",
        "*",
    ),
    "told-by-the-denial": ({"identity": STS_SILENT}, "user/attendee", "*"),
    "with-a-resource": (
        {"inference_profiles": denied(LIST, PROFILE_ARN + "*")},
        "user/attendee",
        PROFILE_ARN + "*",
    ),
}


@pytest.mark.parametrize(("changes", "label", "resource"), WHO.values(), ids=WHO)
def test_the_principal_is_named_as_people_call_it(changes: dict[str, Any], label: str, resource: str) -> None:
    found = attached(without_policy(**changes))
    assert (found.values["principal"], found.values["resource"]) == (label, resource)
