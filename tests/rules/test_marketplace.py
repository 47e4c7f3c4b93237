"""step2.marketplace-permissions: subscribing through Bedrock is granted, needless, or in the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from checkpoints.facts.account import PrincipalPolicies
from checkpoints.facts.answer import Answer
from checkpoints.facts.credentials import Credentials
from checkpoints.guide import policy
from checkpoints.guide.policy import INVOKE, LIST
from checkpoints.guide.vocabulary import Invoke
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules import step1, step2
from checkpoints.rules.finding import DenyingStatement, Finding, message
from tests.rules.fakes import FakeAccount, answered, denied, facts, policies, refused, throttled
from tests.rules.messages import notes
from tests.rules.permission_cases import ALLOW_ALL, FAMILIES, document, statement
from tests.rules.worlds import (
    HAIKU_ID,
    LEGACY,
    NO_ACCESS,
    NO_FORM,
    NO_MARKETPLACE,
    NOT_APPLICABLE,
    OPEN,
    PASSED,
    PENDING,
    SONNET_ID,
    US_HAIKU,
    US_SONNET,
    account,
    aged,
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
ACTIONS = policy.MARKETPLACE_ACTIONS
MODELS = statement([policy.INVOKE, policy.STREAM, policy.LIST], FAMILIES)


def via(operator: str = "StringEquals", key: str = "aws:CalledViaLast", value: Any = policy.CALLED_VIA) -> Any:
    """The guide's second statement, its condition written otherwise."""
    return document(MODELS, statement(ACTIONS, Condition={operator: {key: value}}))


def judged(there: FakeAccount, **choices: Any) -> Finding:
    return step2.judge_marketplace_permissions(facts(there, **choices))


READ: dict[str, tuple[Mapping[str, object], Expected]] = {
    "the-guides": (WORKSHOP.policy.document, PASSED),
    "administrator": (ALLOW_ALL, PASSED),
    "no-condition": (document(MODELS, statement(ACTIONS)), PASSED),
    "wildcard": (document(MODELS, statement(["aws-marketplace:*"])), PASSED),
    "letter-case": (document(MODELS, statement(["AWS-Marketplace:view*", "aws-marketplace:SUBSCRIBE"])), PASSED),
    "via-like": (via("StringLike", value="bedrock*.amazonaws.com"), PASSED),
    "via-any": (via("ForAnyValue:StringEquals", "aws:CalledVia"), PASSED),
    "via-first": (via(key="aws:CalledViaFirst"), PASSED),
    "via-list": (via(value=["other.amazonaws.com", policy.CALLED_VIA]), PASSED),
    "via-key-in-other-case": (via(key="AWS:calledvialast"), PASSED),
    "via-another-service": (via(value="bedrock-mantle.amazonaws.com"), failing("policy-incomplete")),
    "not-via": (via("StringNotEquals"), failing("policy-incomplete")),
    "no-statement": (document(MODELS), failing("policy-incomplete")),
    "one-of-two": (document(MODELS, statement(ACTIONS[:1])), failing("policy-incomplete")),
    "unsubscribe-only": (document(MODELS, statement(["aws-marketplace:Unsubscribe"])), failing("policy-incomplete")),
    "denied": (
        document(MODELS, statement(ACTIONS), statement(["aws-marketplace:Subscribe"], effect="Deny")),
        failing("explicit-deny"),
    ),
    "denied-elsewhere": (
        document(
            statement(["*"]),
            statement(["*"], effect="Deny", Condition={"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}),
        ),
        PASSED,
    ),
}


@pytest.mark.parametrize("invoke", list(Invoke))
@pytest.mark.parametrize(("held", "expected"), READ.values(), ids=READ)
def test_where_iam_can_be_read_the_statement_is_judged_by_meaning(
    held: Mapping[str, object], expected: Expected, invoke: Invoke
) -> None:
    found = judged(account(policies=policies(held)), invoke=invoke)
    assert found.check == "step2.marketplace-permissions"
    if expected != PASSED and invoke is not Invoke.NEVER:
        # Both models answer: nothing is left to subscribe to, as for a caller whose policies may not be read.
        assert told(found) == NOT_APPLICABLE
        assert found.notes == judged(account()).notes
        assert notes(found) == ["marketplace.further-models"]
        return
    assert told(found) == expected
    assert [each.source for each in found.evidence] == ["iam:GetPolicyVersion"]


def test_the_statement_that_denies_is_named() -> None:
    denying = statement(["aws-marketplace:*"], effect="Deny", Sid="NoMarketplace")
    held = policies(document(MODELS, statement(ACTIONS), denying))
    found = judged(account(policies=held), invoke=Invoke.NEVER)
    assert found.denied_by == DenyingStatement("Policy1", "NoMarketplace")


OVERRULED: dict[str, tuple[PrincipalPolicies, str, DenyingStatement | None]] = {
    "deny": (
        policies(document(MODELS, statement(ACTIONS), statement(["aws-marketplace:*"], effect="Deny"))),
        "explicit-deny",
        DenyingStatement("Policy1", 3),
    ),
    "boundary": (
        policies(WORKSHOP.policy.document, boundary=document(statement(["bedrock:*"]))),
        "permissions-boundary",
        None,
    ),
    "nothing-but-a-missing-statement": (policies(document(MODELS)), "marketplace-denied", None),
}


@pytest.mark.parametrize(("held", "cause", "denied_by"), OVERRULED.values(), ids=OVERRULED)
def test_what_overrules_the_statement_is_the_root_of_a_refused_subscription(
    held: PrincipalPolicies, cause: str, denied_by: DenyingStatement | None
) -> None:
    looked = facts(account(policies=held, permission_of=refused_by(NO_MARKETPLACE, US_SONNET, US_HAIKU)))
    found = step2.judge_marketplace_permissions(looked)
    assert told(found) == failing(cause)
    assert (found.denied_by, found.wait_minutes) == (denied_by, 5)
    for model in (step1.judge_sonnet_access, step1.judge_haiku_access):
        assert told(model(looked)) == blocked(cause, "step2.marketplace-permissions")


def test_the_missing_action_is_named() -> None:
    held = document(MODELS, statement(ACTIONS[:1]))
    found = judged(account(policies=policies(held)), invoke=Invoke.NEVER)
    assert found.values["action"] == "aws-marketplace:Subscribe"
    assert found.values["via"] == "bedrock.amazonaws.com"
    neither = judged(account(policies=policies(document(MODELS))), invoke=Invoke.NEVER)
    assert neither.values["action"] == "aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe"


def test_a_refusal_to_subscribe_may_pass_with_time() -> None:
    there = account(permission_of=refused_by(NO_MARKETPLACE, US_SONNET, US_HAIKU))
    assert judged(there).wait_minutes == 5


def test_no_model_is_called_with_credentials_that_aws_does_not_take() -> None:
    expired = refused("sts:GetCallerIdentity", "ExpiredToken", "", 403)
    there = account(identity=expired, inference_profiles=refused(LIST, "ExpiredTokenException", "", 403))
    assert told(judged(there)) == blocked("expired-credentials", "step3.credentials-valid")
    assert there.asked_generation == []


def test_what_is_granted_is_named() -> None:
    found = judged(account(policies=policies(WORKSHOP.policy.document)))
    assert found.detail.values["actions"] == "aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe"


def test_a_boundary_counts_as_well() -> None:
    held = policies(WORKSHOP.policy.document, boundary=document(statement(["bedrock:*"])))
    assert told(judged(account(policies=held), invoke=Invoke.NEVER)) == failing("permissions-boundary")


@pytest.mark.parametrize(
    ("held", "why", "cause"),
    [
        (
            policies(WORKSHOP.policy.document, boundary=document(statement(["s3:*"]))),
            "because no permissions boundary allows the action",
            "permissions-boundary",
        ),
        (
            policies(document(statement(["*"]), statement(["*"], effect="Deny"))),
            "with an explicit deny in an identity-based policy",
            "explicit-deny",
        ),
    ],
    ids=["boundary", "deny"],
)
def test_a_guard_that_keeps_the_models_away_too_is_one_root(held: PrincipalPolicies, why: str, cause: str) -> None:
    kept_away = {each: denied(INVOKE, why=why) for each in (US_SONNET, US_HAIKU)}
    found = judged(account(policies=held, permission_of=kept_away))
    assert told(found) == blocked(cause, "step2.model-permissions")


@pytest.mark.parametrize(
    ("changes", "choices", "expected"),
    [
        ({}, {}, NOT_APPLICABLE),
        ({}, {"invoke": Invoke.NEVER}, unverified("not-permitted-to-look")),
        (
            {"availability_of": OPEN, "lifecycle_of": dict.fromkeys((SONNET_ID, HAIKU_ID), lifecycle())},
            {"invoke": Invoke.NEVER},
            NOT_APPLICABLE,
        ),
        ({"policies": policies(WORKSHOP.policy.document, boundary_known=False)}, {}, NOT_APPLICABLE),
        ({"policies": policies(WORKSHOP.policy.document, complete=False)}, {}, NOT_APPLICABLE),
        ({"policies": policies({"unreadable": "{"})}, {}, NOT_APPLICABLE),
        ({"policies": policies({"unreadable": "{"})}, {"invoke": Invoke.NEVER}, unverified("not-permitted-to-look")),
        ({"inference_profiles": denied(LIST)}, {}, NOT_APPLICABLE),
    ],
    ids=[
        "both-answer",
        "nobody-asked",
        "gates-open",
        "boundary-unknown",
        "half-read",
        "unreadable",
        "unreadable-and-nobody-asked",
        "may-not-list",
    ],
)
def test_where_policies_do_not_tell_two_models_that_answer_make_it_needless(
    changes: dict[str, Any], choices: dict[str, Any], expected: Expected
) -> None:
    assert told(judged(account(**changes), **choices)) == expected


def test_what_shows_that_both_are_subscribed_is_shown() -> None:
    found = judged(account())
    assert found.detail == message("marketplace.subscribed")
    assert [each.source for each in found.evidence] == [INVOKE, INVOKE]


def test_a_model_that_stands_in_is_a_model_that_answers() -> None:
    assert told(judged(aged(LEGACY))) == NOT_APPLICABLE


REFUSED: dict[str, tuple[dict[str, Any], Expected]] = {
    "one-model": ({"permission_of": refused_by(NO_MARKETPLACE, US_HAIKU)}, failing("marketplace-denied")),
    "only-when-called": (
        {"generation_of": {US_SONNET: spoke(), US_HAIKU: refusing(NO_MARKETPLACE)}},
        failing("marketplace-denied"),
    ),
    "though-the-policy-grants-it": (
        {"permission_of": refused_by(NO_MARKETPLACE, US_SONNET), "policies": policies(WORKSHOP.policy.document)},
        failing("marketplace-denied"),
    ),
}


@pytest.mark.parametrize(("changes", "expected"), REFUSED.values(), ids=REFUSED)
def test_a_model_that_may_not_be_subscribed_to_fails_here_and_nowhere_else(
    changes: dict[str, Any], expected: Expected
) -> None:
    looked = facts(account(**changes))
    assert told(step2.judge_marketplace_permissions(looked)) == expected
    models = {told(step1.judge_sonnet_access(looked)), told(step1.judge_haiku_access(looked))}
    assert models == {PASSED, blocked("marketplace-denied", "step2.marketplace-permissions")}


HELD_UP: dict[str, tuple[FakeAccount, Expected]] = {
    "no-policy": (FakeAccount(), blocked("policy-not-attached", "step2.policy-attached")),
    "no-policy-and-none-read": (
        FakeAccount(policies=policies()),
        blocked("policy-not-attached", "step2.policy-attached"),
    ),
    "iam-denies-a-model": (
        account(permission_of=permitted({US_HAIKU: denied(INVOKE)})),
        blocked("policy-incomplete", "step2.model-permissions"),
    ),
    "form-missing": (
        account(permission_of=refused_by(NO_FORM, US_SONNET, US_HAIKU)),
        blocked("use-case-form-missing", "step1.use-case"),
    ),
    "account-refuses": (
        account(permission_of=refused_by(NO_ACCESS, US_SONNET, US_HAIKU)),
        unverified("not-permitted-to-look"),
    ),
    "agreement-pending": (
        account(permission_of=refused_by(PENDING, US_SONNET, US_HAIKU)),
        unverified("not-permitted-to-look"),
    ),
    "throttled": (account(generation_of={US_SONNET: spoke(), US_HAIKU: throttled(INVOKE)}), unverified("throttled")),
}


@pytest.mark.parametrize(("there", "expected"), HELD_UP.values(), ids=HELD_UP)
def test_what_keeps_models_from_answering_keeps_this_from_being_proven(there: FakeAccount, expected: Expected) -> None:
    assert told(judged(there)) == expected


def test_without_credentials_nothing_is_tried() -> None:
    found = judged(account(), credentials=Credentials())
    assert told(found) == blocked("no-credentials", "step3.credentials-resolve")


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("allowed", PASSED),
        ("implicitDeny", failing("policy-incomplete")),
        ("explicitDeny", failing("explicit-deny")),
        ("somethingNew", unverified("not-permitted-to-look")),
    ],
)
def test_the_simulator_is_asked_as_bedrock_would_ask(decision: str, expected: Expected) -> None:
    def decide(action: str, context: Mapping[str, tuple[str, ...]]) -> Answer:
        assert action.startswith("bedrock:") or context["aws:CalledViaLast"] == ("bedrock.amazonaws.com",)
        decided = decision if action == "aws-marketplace:Subscribe" else "allowed"
        each = {"action": action, "decision": decided, "lacked": [], "guards": []}
        return answered("iam:SimulatePrincipalPolicy", decisions=[each])

    refused = refused_by(NO_ACCESS, US_HAIKU)
    assert told(judged(account(simulated=decide, permission_of=refused))) == expected
