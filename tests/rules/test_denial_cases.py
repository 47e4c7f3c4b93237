"""Denials whose root is not what they look like, and whose fix is another than the cause's usual one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from checkpoints.facts.account import AttachedPolicy, PrincipalPolicies
from checkpoints.facts.answer import Answer
from checkpoints.fixes.permission_fixes import complete_fix
from checkpoints.guide.policy import INVOKE, LIST, MODEL_ACTIONS, STREAM
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules import step1, step2
from checkpoints.rules.finding import DenyingStatement
from tests.rules.fakes import ACCOUNT_ID, FakeAccount, answered, denied, facts, identified, policies
from tests.rules.messages import everything
from tests.rules.permission_cases import ALLOW_ALL, ON_MODELS, attached, document, on_models, statement
from tests.rules.worlds import PASSED, US_HAIKU, US_SONNET, account, blocked, failing, permitted, told

DENY = "with an explicit deny in an identity-based policy"
GUARDRAIL = "bedrock:GuardrailIdentifier"
SESSION = identified(f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/Workshop/someone")
SSO = identified(f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/AWSReservedSSO_Team_Models_0a1b2c3d4e5f6071/kim@example.org")


def kept_away(why: str, **changes: Any) -> FakeAccount:
    """An account in which both models are denied."""
    away: dict[tuple[str, str] | str, Answer] = {each: denied(INVOKE, why=why) for each in (US_SONNET, US_HAIKU)}
    return account(permission_of=permitted(away), **changes)


def named(name: str, *documents: Mapping[str, object], **more: Any) -> PrincipalPolicies:
    """Policies that could be read, the last of this name."""
    held = policies(*documents, **more)
    return replace(held, policies=(*held.policies[:-1], AttachedPolicy(name, "attached", documents[-1])))


# -- a guardrail that is required

WITHOUT_GUARDRAIL = document(
    statement(["bedrock:*"]),
    statement(MODEL_ACTIONS, effect="Deny", Sid="Guarded", Condition={"Null": {GUARDRAIL: "true"}}),
)
OTHER_GUARDRAIL = document(
    statement(["bedrock:*"]),
    statement(MODEL_ACTIONS, effect="Deny", Sid="Guarded", Condition={"StringNotEquals": {GUARDRAIL: "arn:g"}}),
)
ALLOWED_WITH_GUARDRAIL = document(
    statement([LIST]), statement(MODEL_ACTIONS, Condition={"StringEquals": {GUARDRAIL: ["arn:aws:g:1"]}})
)


@pytest.mark.parametrize(
    ("held", "why", "cause", "denied_by"),
    [
        (WITHOUT_GUARDRAIL, DENY, "explicit-deny", DenyingStatement("Policy1", "Guarded")),
        (OTHER_GUARDRAIL, DENY, "explicit-deny", DenyingStatement("Policy1", "Guarded")),
        (ALLOWED_WITH_GUARDRAIL, "", "policy-incomplete", None),
    ],
    ids=["deny-none", "deny-other", "allow-one"],
)
def test_a_guardrail_that_is_required_is_told_as_such(
    held: Mapping[str, object], why: str, cause: str, denied_by: DenyingStatement | None
) -> None:
    found = on_models(kept_away(why, policies=policies(held)))
    assert told(found) == failing(cause)
    assert (found.case, found.denied_by) == ("guardrail", denied_by)
    assert "with a guardrail" in everything(found)


@pytest.mark.parametrize("held", [WITHOUT_GUARDRAIL, OTHER_GUARDRAIL], ids=["deny-none", "deny-other"])
def test_no_statement_is_lifted_for_a_guardrail_that_is_required(held: Mapping[str, object]) -> None:
    there = facts(kept_away(DENY, policies=policies(held)))
    found = complete_fix(there, step2.judge_model_permissions(there))
    assert (found.case, found.policy) == ("guardrail", None)
    assert "with a guardrail" in everything(found)


def test_a_policy_that_nobody_could_read_is_lifted_where_the_denial_names_it() -> None:
    there = facts(kept_away(f"{DENY}: arn:aws:iam::{ACCOUNT_ID}:policy/NoModels"))
    found = complete_fix(there, step2.judge_model_permissions(there))
    assert (found.case, found.denied_by) == ("deny-policy", DenyingStatement("NoModels", None))


def test_a_denial_without_a_guardrail_is_no_matter_of_one() -> None:
    held = document(statement(["bedrock:*"]), statement(["bedrock:Invoke*"], effect="Deny"))
    found = on_models(kept_away(DENY, policies=policies(held)))
    assert (found.case, found.denied_by) == ("", DenyingStatement("Policy1", 2))


def test_a_statement_is_named_even_where_not_every_policy_could_be_read() -> None:
    held = document(statement(["bedrock:Invoke*"], effect="Deny", Sid="NoModels"))
    found = on_models(kept_away(DENY, policies=policies(held, complete=False)))
    assert (told(found), found.denied_by) == (failing("explicit-deny"), DenyingStatement("Policy1", "NoModels"))
    assert on_models(kept_away(DENY)).denied_by is None


# -- a key that has leaked


@pytest.mark.parametrize("name", ["AWSCompromisedKeyQuarantine", "AWSCompromisedKeyQuarantineV3"])
def test_a_quarantined_key_is_the_root_of_a_denial(name: str) -> None:
    held = named(name, WORKSHOP.policy.document, document(statement(["bedrock:Invoke*"], effect="Deny")))
    there = kept_away(DENY, policies=held)
    assert told(on_models(there)) == failing("key-quarantined")
    assert told(step1.judge_haiku_access(facts(there))) == blocked("key-quarantined", ON_MODELS)


def test_a_quarantine_that_denies_nothing_of_a_workshop_fails_nobody() -> None:
    held = named(
        "AWSCompromisedKeyQuarantineV3", WORKSHOP.policy.document, document(statement(["iam:*"], effect="Deny"))
    )
    assert told(on_models(account(policies=held))) == PASSED


def test_a_quarantine_that_the_denial_names_needs_no_reading() -> None:
    why = f"{DENY}: arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"
    found = on_models(kept_away(why))
    assert told(found) == failing("key-quarantined")
    assert found.detail.values["policy"] == "AWSCompromisedKeyQuarantineV3"


# -- sessions that were revoked

LEFT = {"StringEquals": {"aws:PrincipalTag/left": "yes"}}  # nobody knows the caller's tags
REVOKED = {"DateLessThan": {"aws:TokenIssueTime": "2026-11-24T00:00:00Z"}}


@pytest.mark.parametrize("before", [(), (statement(["*"], effect="Deny", Condition=LEFT),)], ids=["alone", "behind"])
def test_a_revoked_session_needs_a_new_one(before: tuple[dict[str, object], ...]) -> None:
    revoking = document(*before, statement(["*"], effect="Deny", Condition=REVOKED))
    held = named("AWSRevokeOlderSessions", ALLOW_ALL, revoking)
    found = on_models(kept_away(DENY, policies=held, identity=SESSION))
    assert told(found) == failing("explicit-deny")
    denying = DenyingStatement("AWSRevokeOlderSessions", 1 + len(before))
    assert (found.case, found.denied_by) == ("revoked-session", denying)


def everything_denied(identity: Answer, iam: str = DENY) -> FakeAccount:
    refusals = (denied("iam:ListAttachedRolePolicies", why=iam),)
    return kept_away(
        DENY,
        identity=identity,
        inference_profiles=denied(LIST, why=DENY),
        policies=PrincipalPolicies(None, (), None, False, False, refusals),
    )


def test_a_session_to_which_everything_is_denied_looks_revoked() -> None:
    assert on_models(everything_denied(SESSION)).case == "revoked-session"
    assert on_models(everything_denied(SESSION, "with an explicit deny")).case == "revoked-session"
    assert on_models(everything_denied(identified())).case == ""
    plain = "because no identity-based policy allows the action"
    assert on_models(everything_denied(SESSION, plain)).case == ""


# -- roles of IAM Identity Center


@pytest.mark.parametrize(
    ("there", "cause"),
    [
        (FakeAccount(identity=SSO), "policy-not-attached"),
        (kept_away("", identity=SSO), "policy-incomplete"),
        (account(identity=SSO, permission_of=permitted({(STREAM, US_HAIKU): denied(STREAM)})), "streaming-not-allowed"),
        (kept_away(DENY, identity=SSO), "explicit-deny"),
    ],
    ids=["nothing", "models", "streaming", "deny"],
)
def test_a_role_of_identity_center_is_fixed_in_its_permission_set(there: FakeAccount, cause: str) -> None:
    looked = facts(there)
    found = next(each for each in (step2.judge_policy(looked), step2.judge_model_permissions(looked)) if each.cause)
    root = (
        step2.judge_policy(looked) if found.root == "step2.policy-attached" else step2.judge_model_permissions(looked)
    )
    assert told(root) == failing(cause)
    assert (root.case, root.values["permission_set"]) == ("sso-role", "Team_Models")
    assert "permission set Team_Models in IAM Identity Center" in everything(root)
    assert "kim@" not in everything(root)


def test_what_identity_center_cannot_change_is_not_sent_there() -> None:
    why = "with an explicit deny in a service control policy"
    assert on_models(kept_away(why, identity=SSO)).case == ""
    assert attached(account(identity=SSO)).case == ""


# -- what stands above the account, where policies may be read


def test_an_organisation_that_no_policy_shows_is_found_by_the_simulator() -> None:
    def decide(action: str, context: Mapping[str, tuple[str, ...]]) -> Answer:
        away = context["aws:RequestedRegion"] == ("us-west-2",)
        each: dict[str, object] = {"action": action, "decision": "explicitDeny" if away else "allowed", "lacked": []}
        each["guards"] = ["service control policy"] if away else []
        return answered("iam:SimulatePrincipalPolicy", decisions=[each])

    held = policies(WORKSHOP.policy.document)
    assert told(on_models(account(policies=held, simulated=decide))) == failing("scp-deny")
    assert told(on_models(account(policies=held))) == PASSED


def test_a_simulator_that_behaviour_contradicts_is_not_believed() -> None:
    def decide(action: str, context: Mapping[str, tuple[str, ...]]) -> Answer:
        each = {"action": action, "decision": "implicitDeny", "lacked": [], "guards": []}
        return answered("iam:SimulatePrincipalPolicy", decisions=[each])

    assert told(on_models(account(policies=policies(WORKSHOP.policy.document), simulated=decide))) == PASSED


def test_a_policy_of_the_organisation_is_named_as_far_as_aws_names_it() -> None:
    why = "with an explicit deny in a service control policy: arn:aws:organizations::999988887777:policy/o-a/p-b1c2"
    found = on_models(kept_away(why))
    assert (told(found), found.denied_by) == (failing("scp-deny"), DenyingStatement("p-b1c2", None))
