"""What must be granted, and what policies say to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from checkpoints.facts.account import AttachedPolicy
from checkpoints.facts.answer import Answer
from checkpoints.guide import policy
from checkpoints.guide.models import SONNET
from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.rules import grants
from checkpoints.rules.facts import Facts, ModelMatching
from checkpoints.rules.grants import Shortfall
from checkpoints.rules.iam import Effect
from tests.rules.fakes import (
    ACCOUNT_ID,
    NOW,
    FakeAccount,
    answered,
    denied,
    facts,
    identified,
    listed,
    policies,
    profile,
    throttled,
)
from tests.rules.permission_cases import MODEL_ARN, PROFILE_ARN, document, statement
from tests.rules.worlds import HAIKU_ID, NEWER_ID, NO_ACCESS, SONNET_ID, US_HAIKU, US_SONNET, account, aged

ROLE_ARN = f"arn:aws:iam::{ACCOUNT_ID}:role/teams/Workshop"
ROLE_SESSION = identified(f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/Workshop/i-0abc")
NOBODY = answered("sts:GetCallerIdentity")


def test_everything_that_the_first_statement_is_for_is_needed() -> None:
    wanted = grants.needs(facts(account()))
    here = "us-east-1"
    expected = [(LIST, PROFILE_ARN + "*", here, False)]
    for through, model_id in ((US_SONNET, SONNET_ID), (US_HAIKU, HAIKU_ID)):
        for action in (INVOKE, STREAM):
            expected.append((action, PROFILE_ARN + through, here, False))
            expected += [
                (action, MODEL_ARN.format(region, model_id), region, True)
                for region in (here, "us-east-2", "us-west-2")
            ]
    assert [(need.action, need.resource, need.region, need.routed) for need in wanted] == expected


def test_a_routed_need_is_made_in_its_region_through_its_profile() -> None:
    need = next(need for need in grants.needs(facts(account())) if "us-west-2" in need.resource)
    assert need.region == "us-west-2"
    assert need.context == {
        "aws:RequestedRegion": ("us-west-2",),
        "aws:SecureTransport": ("true",),
        "bedrock:InferenceProfileArn": (PROFILE_ARN + US_SONNET,),
    }


def test_a_global_model_is_asked_for_in_an_unspecified_region() -> None:
    there = account(inference_profiles=listed(profile(SONNET_ID, "global", [""]), profile(HAIKU_ID)))
    need = next(need for need in grants.needs(facts(there)) if ":::foundation-model/" in need.resource)
    assert need.region == ""
    assert need.context["aws:RequestedRegion"] == ("unspecified",)


def test_destinations_are_those_that_the_profile_lists() -> None:
    there = account(inference_profiles=listed(profile(SONNET_ID, regions=["us-east-1", "ca-central-1"])))
    needed = {need.resource for need in grants.needs(facts(there)) if need.routed and SONNET_ID in need.resource}
    assert needed == {MODEL_ARN.format(region, SONNET_ID) for region in ("us-east-1", "ca-central-1")}


def test_marketplace_actions_are_needed_with_bedrock_as_the_last_caller() -> None:
    assert [(need.action, need.resource, need.region) for need in grants.marketplace_needs()] == [
        ("aws-marketplace:ViewSubscriptions", "*", "us-east-1"),
        ("aws-marketplace:Subscribe", "*", "us-east-1"),
    ]
    for need in grants.marketplace_needs():
        assert need.context["aws:CalledViaLast"] == ("bedrock.amazonaws.com",)
        assert need.context["aws:RequestedRegion"] == ("us-east-1",)


@pytest.mark.parametrize(
    ("looked", "expected"),
    [
        (facts(account()), SONNET_ID),
        (facts(aged()), NEWER_ID),
        (facts(aged(), models=ModelMatching.GUIDE), SONNET_ID),
        (facts(account(inference_profiles=listed(profile(HAIKU_ID), profile(NEWER_ID)))), NEWER_ID),
        (
            facts(account(inference_profiles=listed(profile(HAIKU_ID), profile(NEWER_ID))), models=ModelMatching.GUIDE),
            SONNET_ID,
        ),
        (facts(account(inference_profiles=listed(profile(HAIKU_ID)))), SONNET_ID),
        (facts(account(inference_profiles=denied(LIST))), SONNET_ID),
        (facts(aged(NO_ACCESS)), SONNET_ID),
    ],
    ids=["own", "stands-in", "letter", "unlisted", "unlisted-letter", "no-newer", "may-not-list", "refused"],
)
def test_permissions_are_judged_on_the_model_that_will_be_called(looked: Facts, expected: str) -> None:
    assert grants.subject(looked, SONNET) == expected


# -- what the caller is known to be, when conditions ask


def condition(operator: str, key: str, value: object) -> dict[str, object]:
    return document(statement(["bedrock:*"], Condition={operator: {key: value}}))


USER_CONDITIONS = {
    "user-name": condition("StringEquals", "aws:username", "attendee"),
    "user-arn": condition("ArnLike", "aws:PrincipalArn", f"arn:aws:iam::{ACCOUNT_ID}:user/*"),
    "account": condition("StringEquals", "aws:PrincipalAccount", ACCOUNT_ID),
    "type": condition("StringEquals", "aws:PrincipalType", "User"),
    "before-a-date": condition("DateLessThan", "aws:CurrentTime", "2026-12-01T00:00:00Z"),
    "encrypted": condition("Bool", "aws:SecureTransport", "true"),
    "called-directly": condition("Bool", "aws:ViaAWSService", "false"),
}
ROLE_CONDITIONS = {
    "role-arn": condition("ArnEquals", "aws:PrincipalArn", ROLE_ARN),
    "no-user-name": condition("Null", "aws:username", "true"),
    "type": condition("StringEquals", "aws:PrincipalType", "AssumedRole"),
}


def effects(identity: Answer, held: Any) -> set[Effect]:
    looked = facts(account(identity=identity, policies=held))
    told = grants.told(looked, (need for need in grants.needs(looked) if need.routed))
    assert told is not None
    return set(told.effects.values())


@pytest.mark.parametrize("written", USER_CONDITIONS.values(), ids=USER_CONDITIONS)
def test_a_user_is_known_to_conditions(written: dict[str, object]) -> None:
    assert effects(identified(), policies(written)) == {Effect.ALLOWED}


@pytest.mark.parametrize("written", ROLE_CONDITIONS.values(), ids=ROLE_CONDITIONS)
def test_a_role_is_known_to_conditions_by_its_own_arn(written: dict[str, object]) -> None:
    assert effects(ROLE_SESSION, policies(written, principal_arn=ROLE_ARN)) == {Effect.ALLOWED}


def test_a_roles_path_that_nobody_told_is_not_guessed() -> None:
    written = ROLE_CONDITIONS["role-arn"]
    assert effects(ROLE_SESSION, policies(written, principal_arn=None)) == {Effect.UNKNOWN}


def test_a_user_arn_that_iam_did_not_tell_is_the_sessions() -> None:
    assert effects(identified(), policies(USER_CONDITIONS["user-arn"], principal_arn=None)) == {Effect.ALLOWED}


@pytest.mark.parametrize(
    "arn",
    [f"arn:aws:iam::{ACCOUNT_ID}:root", f"arn:aws:sts::{ACCOUNT_ID}:federated-user/someone"],
    ids=["root", "federated"],
)
def test_of_other_callers_only_the_account_is_known(arn: str) -> None:
    written = policies(USER_CONDITIONS["account"], principal_arn=None)
    assert effects(identified(arn), written) == {Effect.ALLOWED}
    assert effects(identified(arn), policies(USER_CONDITIONS["type"], principal_arn=None)) == {Effect.UNKNOWN}


def test_of_a_caller_whom_nobody_told_nothing_is_known() -> None:
    assert effects(NOBODY, policies(USER_CONDITIONS["account"])) == {Effect.UNKNOWN}
    assert grants.caller(facts(account(identity=NOBODY))) == "-"


# -- what policies say


def test_shortfalls_say_which_kind_of_policy_decided() -> None:
    there = account(
        policies=policies(
            document(statement([INVOKE]), statement([INVOKE], [MODEL_ARN.format("us-east-2", "*")], effect="Deny")),
            boundary=document(statement(["bedrock:*"], [MODEL_ARN.format("us-east-?", "*")])),
        )
    )
    looked = facts(there)
    wanted = [need for need in grants.needs(looked) if need.routed and SONNET_ID in need.resource]
    told = grants.told(looked, wanted)
    assert told is not None
    arn = {region: MODEL_ARN.format(region, SONNET_ID) for region in ("us-east-1", "us-east-2", "us-west-2")}
    assert told.shortfalls == (
        Shortfall(INVOKE, arn["us-east-2"], "us-east-2", "identity-based policy", True),
        Shortfall(INVOKE, arn["us-west-2"], "us-west-2", "permissions boundary", False),
        Shortfall(STREAM, arn["us-east-1"], "us-east-1", "identity-based policy", False),
        Shortfall(STREAM, arn["us-east-2"], "us-east-2", "identity-based policy", False),
        Shortfall(STREAM, arn["us-west-2"], "us-west-2", "identity-based policy", False),
    )


@pytest.mark.parametrize(("known", "whole"), [(True, True), (False, False)], ids=["known", "unknown"])
def test_policies_are_the_whole_truth_only_with_the_boundary(known: bool, whole: bool) -> None:
    looked = facts(account(policies=policies(policy.DOCUMENT, boundary_known=known)))
    told = grants.told(looked, grants.marketplace_needs())
    assert told is not None
    assert told.whole is whole


def test_where_policies_may_not_be_had_nothing_is_told() -> None:
    assert grants.told(facts(account()), grants.marketplace_needs()) is None


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ((policy.DOCUMENT,), True),
        ((policy.DOCUMENT, document(statement(["*"], effect="Deny"))), True),
        ((document(statement([INVOKE, STREAM, LIST], ["arn:aws:bedrock:us-east-1:*:*"])),), False),
        ((document(statement([INVOKE, LIST])),), False),
        (({"Version": "2012-10-17", "Statement": "broken"},), False),
        (({"Version": "2012-10-17"},), False),
        ((), False),
    ],
    ids=["guide", "denied-by-another", "one-region", "no-streaming", "broken", "empty", "none"],
)
def test_the_guides_policy_is_attached_in_meaning_whatever_denies(documents: Any, expected: bool) -> None:
    assert grants.allowed_by_statements(facts(account(policies=policies(*documents)))) is expected


def test_half_a_reading_does_not_tell_what_is_attached() -> None:
    assert not grants.allowed_by_statements(facts(account(policies=policies(policy.DOCUMENT, complete=False))))


SPEAKING = {
    "list": (statement(["s3:*", "bedrock:InvokeModel"]), True),
    "string": ({"Effect": "Allow", "Action": "bedrock:*", "Resource": "*"}, True),
    "every-service": (statement(["*"]), True),
    "every-service-in-full": (statement(["*:*"]), True),
    "wrong-prefix": (statement(["bedrock-runtime:InvokeModel"]), True),
    "letter-case": (statement(["Bedrock:InvokeModel"]), True),
    "all-but": ({"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"}, True),
    "deny": (statement(["bedrock:*"], effect="Deny"), False),
    "other": (statement(["s3:*"]), False),
}


@pytest.mark.parametrize(("written", "speaks"), SPEAKING.values(), ids=SPEAKING)
def test_a_policy_speaks_of_bedrock_when_an_allow_names_it(written: Any, speaks: bool) -> None:
    assert grants.speaks_of_bedrock(AttachedPolicy("P", "attached", document(written))) is speaks
    assert grants.speaks_of_bedrock(AttachedPolicy("P", "attached", {"Statement": written})) is speaks


def test_policies_that_speak_of_bedrock_are_named() -> None:
    held = policies(policy.DOCUMENT, document(statement(["s3:*"])), document(statement(["*"])))
    assert grants.names(facts(account(policies=held))) == "Policy1, Policy3"
    assert grants.names(facts(account())) == "-"


def test_time_is_the_runs_own() -> None:
    ended = condition("DateGreaterThan", "aws:CurrentTime", NOW.strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert effects(identified(), policies(ended)) == {Effect.IMPLICIT_DENY}


@dataclass(frozen=True, slots=True)
class Simulated(FakeAccount):
    """An account that remembers for what its simulator was asked."""

    asked: list[tuple[str, ...]] = field(default_factory=list)

    def simulation(
        self, actions: Sequence[str], resources: Sequence[str], context: Mapping[str, tuple[str, ...]]
    ) -> Answer:
        self.asked.append((*actions, *resources))
        return self.simulated


@pytest.mark.parametrize(
    ("identity", "times"),
    [(identified(), 1), (ROLE_SESSION, 0), (throttled("sts:GetCallerIdentity"), 0)],
    ids=["user", "role", "nobody"],
)
def test_a_simulation_is_asked_for_early_only_of_a_user(identity: Answer, times: int) -> None:
    there = Simulated(identity=identity)
    grants.simulated_early(facts(there))
    assert there.asked == [(LIST, PROFILE_ARN + "*")] * times
