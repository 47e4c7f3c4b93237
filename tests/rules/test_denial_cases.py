"""Denials whose root is not what they look like, and whose fix is another than the cause's usual one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from checkpoints.facts.account import AttachedPolicy, PrincipalPolicies
from checkpoints.facts.answer import Answer
from checkpoints.fixes.permission_fixes import complete_fix
from checkpoints.guide.policy import INVOKE, LIST, MODEL_ACTIONS, STREAM
from checkpoints.rules import step1, step2
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import DenyingStatement, Finding
from tests.rules.fakes import ACCOUNT_ID, READ_NOTHING, FakeAccount, denied, facts, identified, policies, throttled
from tests.rules.messages import everything
from tests.rules.permission_cases import (
    ALLOW_ALL,
    GUIDES,
    MODEL_ARN,
    ON_MODELS,
    PROFILE_ARN,
    deny,
    document,
    on_models,
    statement,
)
from tests.rules.worlds import HAIKU_ID, US_HAIKU, Free, account, both, told

DENY = "with an explicit deny in an identity-based policy"
GUARDRAIL = "bedrock:GuardrailIdentifier"
SESSION = identified(f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/Workshop/someone")
FEDERATED = identified(f"arn:aws:sts::{ACCOUNT_ID}:federated-user/kim")
SSO = identified(f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/AWSReservedSSO_Team_Models_0a1b2c3d4e5f6071/kim@example.org")


def kept_away(why: str, **changes: Any) -> FakeAccount:
    """An account in which both models are denied."""
    return account(both(denied(INVOKE, why=why)), **changes)


def named(name: str, *documents: Mapping[str, object], **more: Any) -> PrincipalPolicies:
    """Policies that could be read, the last of this name."""
    held = policies(*documents, **more)
    return replace(held, policies=(*held.policies[:-1], AttachedPolicy(name, "attached", documents[-1])))


def complete(there: FakeAccount) -> Finding:
    """The finding of permissions on models with its whole fix."""
    return complete_each(there, step2.judge_model_permissions)[0]


def complete_each(there: FakeAccount, *rules: Callable[[Facts], Finding]) -> list[Finding]:
    """What rules find in an account, each with its whole fix."""
    looked = facts(there)
    return [complete_fix(looked, rule(looked)) for rule in rules]


# -- a guardrail that is required


def guarded(**asks: object) -> FakeAccount:
    """A caller whom a Deny keeps from models where a guardrail is not as it asks."""
    condition = {operator: {GUARDRAIL: value} for operator, value in asks.items()}
    denying = deny(MODEL_ACTIONS, Sid="Guarded", Condition=condition)
    return kept_away(DENY, policies=policies(document(statement(["bedrock:*"]), denying)))


GUARDED = DenyingStatement("Policy1", "Guarded")
WITH_ONE = statement(MODEL_ACTIONS, Condition={"StringEquals": {GUARDRAIL: ["arn:aws:g:1"]}})
BOUNDARY = "because no permissions boundary allows the bedrock:InvokeModel action"
BOUNDED = policies(document(statement(["bedrock:*"])), boundary=document(statement([LIST]), WITH_ONE))


@pytest.mark.parametrize(
    ("there", "cause", "denied_by"),
    [
        (guarded(Null="true"), "explicit-deny", GUARDED),
        (guarded(StringNotEquals="arn:g"), "explicit-deny", GUARDED),
        (kept_away("", policies=policies(document(statement([LIST]), WITH_ONE))), "policy-incomplete", None),
        (kept_away(BOUNDARY, policies=BOUNDED), "permissions-boundary", None),
    ],
    ids=["deny-none", "deny-other", "allow-one", "boundary"],
)
def test_a_guardrail_that_is_required_is_told_as_such_and_its_statement_stays(
    there: FakeAccount, cause: str, denied_by: DenyingStatement | None
) -> None:
    found = on_models(there)
    assert told(found) == f"failed: {cause}"
    assert (found.case, found.denied_by) == ("guardrail", denied_by)
    assert "with a guardrail" in everything(found)
    if denied_by:
        completed = complete(there)
        assert (completed.case, completed.policy) == ("guardrail", None)
        assert "with a guardrail" in everything(completed)


def test_a_policy_that_nobody_could_read_is_lifted_where_the_denial_names_it() -> None:
    found = complete(kept_away(f"{DENY}: arn:aws:iam::{ACCOUNT_ID}:policy/NoModels"))
    assert (found.case, found.denied_by) == ("deny-policy", DenyingStatement("NoModels", None))


def test_a_denial_without_a_guardrail_is_no_matter_of_one() -> None:
    held = document(statement(["bedrock:*"]), deny(["bedrock:Invoke*"]))
    found = on_models(kept_away(DENY, policies=policies(held)))
    assert (found.case, found.denied_by) == ("", DenyingStatement("Policy1", 2))


def test_a_statement_is_named_even_where_not_every_policy_could_be_read() -> None:
    held = document(deny(["bedrock:Invoke*"], Sid="NoModels"))
    found = on_models(kept_away(DENY, policies=policies(held, complete=False)))
    assert (told(found), found.denied_by) == ("failed: explicit-deny", DenyingStatement("Policy1", "NoModels"))
    assert on_models(kept_away(DENY)).denied_by is None


# -- a key that has leaked


@pytest.mark.parametrize("name", ["AWSCompromisedKeyQuarantine", "AWSCompromisedKeyQuarantineV3"])
def test_a_quarantined_key_is_the_root_of_a_denial(name: str) -> None:
    held = named(name, GUIDES, document(deny(["bedrock:Invoke*"])))
    there = kept_away(DENY, policies=held)
    assert told(on_models(there)) == "failed: key-quarantined"
    assert told(step1.judge_haiku_access(facts(there))) == f"blocked by {ON_MODELS}: key-quarantined"


def test_a_quarantine_whose_text_cannot_be_read_is_known_by_its_name() -> None:
    held = replace(policies(complete=False), unread=("AWSCompromisedKeyQuarantineV3",))
    assert told(on_models(kept_away(DENY, policies=held))) == "failed: key-quarantined"


def test_a_quarantine_that_denies_nothing_of_a_workshop_fails_nobody() -> None:
    held = named("AWSCompromisedKeyQuarantineV3", GUIDES, document(deny(["iam:*"])))
    assert told(on_models(account(policies=held))) == "passed"


def test_a_quarantine_that_the_denial_names_needs_no_reading() -> None:
    why = f"{DENY}: arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"
    found = on_models(kept_away(why))
    assert told(found) == "failed: key-quarantined"
    assert found.detail.values["policy"] == "AWSCompromisedKeyQuarantineV3"


# -- sessions that were revoked

LEFT = {"StringEquals": {"aws:PrincipalTag/left": "yes"}}  # nobody knows the caller's tags
REVOKED = {"DateLessThan": {"aws:TokenIssueTime": "2026-11-24T00:00:00Z"}}


@pytest.mark.parametrize("before", [(), (deny(["*"], Condition=LEFT),)], ids=["alone", "behind"])
def test_a_revoked_session_needs_a_new_one(before: tuple[dict[str, object], ...]) -> None:
    revoking = document(*before, deny(["*"], Condition=REVOKED))
    held = named("AWSRevokeOlderSessions", ALLOW_ALL, revoking)
    there = kept_away(DENY, policies=held, identity=SESSION)
    found = on_models(there)
    assert told(found) == "failed: explicit-deny"
    assert step1.judge_haiku_access(facts(there)).case == "revoked-session"  # what it blocks has its advice
    denying = DenyingStatement("AWSRevokeOlderSessions", 1 + len(before))
    assert (found.case, found.denied_by) == ("revoked-session", denying)


@pytest.mark.parametrize(
    ("identity", "of_iam", "case"),
    [
        (SESSION, DENY, "revoked-session"),
        (SESSION, "with an explicit deny", "revoked-session"),
        (identified(), DENY, ""),
        (SESSION, "because no identity-based policy allows the action", ""),
    ],
    ids=["session", "session-of-unsaid-policy", "user", "iam-is-not-denied-explicitly"],
)
def test_a_session_to_which_everything_is_denied_looks_revoked(identity: Answer, of_iam: str, case: str) -> None:
    unread = replace(READ_NOTHING, refusals=(denied("iam:ListAttachedRolePolicies", why=of_iam),))
    there = kept_away(DENY, identity=identity, listing=denied(LIST, why=DENY), policies=unread)
    assert on_models(there).case == case


def test_the_policy_by_which_a_session_looks_revoked_is_named_as_aws_names_it() -> None:
    why = f"{DENY}: arn:aws:iam::{ACCOUNT_ID}:policy/Closed"
    unread = replace(READ_NOTHING, refusals=(denied("iam:ListAttachedRolePolicies", why=why),))
    found = on_models(kept_away(why, identity=SESSION, listing=denied(LIST, why=why), policies=unread))
    assert (found.case, found.denied_by) == ("revoked-session", DenyingStatement("Closed", None))


def test_a_session_that_iam_did_not_answer_is_not_told_as_revoked() -> None:
    unread = replace(READ_NOTHING, refusals=(throttled("iam:ListAttachedRolePolicies"),))
    found = on_models(kept_away(DENY, identity=SESSION, listing=denied(LIST, why=DENY), policies=unread))
    assert (told(found), found.case) == ("failed: explicit-deny", "")


def test_a_statement_is_found_by_all_that_the_request_has() -> None:
    through = {"StringLike": {"bedrock:InferenceProfileArn": f"{PROFILE_ARN}us.*"}}
    held = document(statement(["bedrock:*"]), deny(MODEL_ACTIONS, Sid="Profiles", Condition=through))
    away = denied(INVOKE, MODEL_ARN.format("us-west-2", HAIKU_ID), DENY)
    found = on_models(account(both(away), policies=policies(held)))
    assert (told(found), found.denied_by) == ("failed: explicit-deny", DenyingStatement("Policy1", "Profiles"))


def test_a_denial_of_a_policy_that_aws_does_not_tell_is_not_laid_on_a_boundary() -> None:
    bound = policies(GUIDES, boundary=document(statement([LIST])))
    away: Free = {US_HAIKU: denied(INVOKE, PROFILE_ARN + US_HAIKU, "with an explicit deny")}
    assert told(on_models(account(away, policies=bound))) == "failed: explicit-deny"


# -- roles of IAM Identity Center


@pytest.mark.parametrize(
    ("there", "cause", "case"),
    [
        (FakeAccount(identity=SSO), "policy-not-attached", "sso-grant"),
        (kept_away("", identity=SSO), "policy-incomplete", "sso-grant"),
        (account(identity=SSO, free={(STREAM, US_HAIKU): denied}), "streaming-not-allowed", "sso-grant"),
        (kept_away(DENY, identity=SSO), "explicit-deny", "sso-deny"),
    ],
    ids=["nothing", "models", "streaming", "deny"],
)
def test_a_role_of_identity_center_is_fixed_in_its_permission_set(there: FakeAccount, cause: str, case: str) -> None:
    both_rows = complete_each(there, step2.judge_policy, step2.judge_model_permissions)
    root = next(each for each in both_rows if not each.blocked_by and each.cause)
    assert (told(root), root.case, root.values["permission_set"]) == (f"failed: {cause}", case, "Team_Models")
    assert "permission set Team_Models in IAM Identity Center" in everything(root)
    assert "kim@" not in everything(root)


@pytest.mark.parametrize(
    ("there", "cause"),
    [
        (FakeAccount(identity=FEDERATED), "policy-not-attached"),
        (account(identity=FEDERATED, free={(STREAM, US_HAIKU): denied}), "streaming-not-allowed"),
    ],
    ids=["nothing", "streaming"],
)
def test_what_a_federated_session_lacks_is_attached_to_the_user_that_made_it(there: FakeAccount, cause: str) -> None:
    both_rows = complete_each(there, step2.judge_policy, step2.judge_model_permissions)
    root = next(each for each in both_rows if not each.blocked_by and each.cause)
    assert (told(root), root.case) == (f"failed: {cause}", "federated-grant")
    assert "to the IAM user that made the session" in everything(root)
    assert root.policy is not None


def test_what_identity_center_cannot_change_is_not_sent_there() -> None:
    why = "with an explicit deny in a service control policy"
    assert complete(kept_away(why, identity=SSO)).case == "deny"
    assert complete_each(account(identity=SSO), step2.judge_policy)[0].case == ""


def test_a_policy_of_the_organization_is_named_as_far_as_aws_names_it() -> None:
    why = "with an explicit deny in a service control policy: arn:aws:organizations::999988887777:policy/o-a/p-b1c2"
    found = on_models(kept_away(why))
    assert (told(found), found.denied_by) == ("failed: scp-deny", DenyingStatement("p-b1c2", None))
