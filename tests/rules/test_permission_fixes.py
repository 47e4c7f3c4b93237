"""What a denial's fix says is done to the letter, and then nothing more is denied: in one round."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.fixes.permission_fixes import complete_fix
from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.guide.vocabulary import Cause
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules import step2
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import DenyingStatement, Finding
from checkpoints.rules.iam import Effect, Policy, evaluate
from tests.lengths import as_long
from tests.rules.fakes import (
    ACCOUNT_ID,
    USER_ARN,
    Context,
    FakeAccount,
    decisions,
    facts,
    identified,
    listed,
    policies,
    profile,
)
from tests.rules.messages import everything
from tests.rules.permission_cases import GUIDES, deny, document, statement
from tests.rules.policy_worlds import (
    EVERYTHING,
    GAPS,
    NOWHERE,
    SUBSCRIBING,
    Pair,
    World,
    fall_short,
    find_failed,
    judge,
    paste,
    write_exactly,
    write_request,
)
from tests.rules.worlds import HAIKU_ID, OPEN, SONNET_ID, account, gates

PRINTED: Any = GUIDES["Statement"]
BOUNDARY = "permissions boundary"


def complete(there: FakeAccount, rule: Callable[[Facts], Finding] = step2.judge_model_permissions) -> Finding:
    """A finding with its whole fix."""
    looked = facts(there)
    return complete_fix(looked, rule(looked))


def granted(policy: Any, pairs: Sequence[Pair]) -> list[Pair]:
    """Those of the pairs that a policy allows by statements that are not the guide's own."""
    exact = {**policy, "Statement": [each for each in policy["Statement"] if each not in PRINTED]}
    return [pair for pair in pairs if evaluate(write_request(pair), [Policy("", exact)]).effect is Effect.ALLOWED]


def list_actions(policy: Any) -> set[str]:
    """The actions of all statements of a policy."""
    return {action for each in policy["Statement"] for action in each["Action"]}


@pytest.mark.parametrize("seed", range(as_long(8, 200)))
def test_one_policy_grants_all_that_is_missing_and_nothing_else(seed: int) -> None:
    world = fall_short(seed)
    needed = [each for each in EVERYTHING if each not in SUBSCRIBING] if world.subscribed else EVERYTHING
    failed, lacked = find_failed(judge(world)), world.lacks(EVERYTHING)
    if not failed:  # nothing but subscribing was missing, which nobody has to do
        assert set(lacked) <= set(SUBSCRIBING)
    for policy in {json.dumps(finding.policy): paste(finding) for finding in failed}.values():
        fixed = world.attach(policy)
        assert fixed.lacks(needed) == []
        assert find_failed(judge(fixed)) == []
        if world.readable:
            assert set(granted(policy, EVERYTHING)) <= set(lacked)
            assert list_actions(policy) <= {each[0] for each in lacked}
    for finding in failed:
        assert list_actions(paste(finding)) == set(finding.values["action"].split(", "))


# -- policies above the principal's own

GUARDS = {
    BOUNDARY: "permissions-boundary",
    "session policy": "session-policy",
    "service control policy": "scp-deny",
    "vpc endpoint policy": "resource-policy",
}
NARROW = ("listing", "streaming", "one-model", "other-regions", "one-region", "subscribing", "everything")


def guarded(kind: str, gap: str, *, readable: bool) -> World:
    """A principal with the guide's policy, and a policy above it that falls short in one way."""
    lacked = set(GAPS[gap][0])
    if kind == "vpc endpoint policy":  # AWS Marketplace is not called through it
        lacked -= set(SUBSCRIBING)
    guard = write_exactly([pair for pair in EVERYTHING if pair not in lacked])
    return World((GUIDES,), {kind: guard}, readable=readable)


@pytest.mark.parametrize("gap", NARROW)
@pytest.mark.parametrize("kind", GUARDS)
@pytest.mark.parametrize("readable", [True, False])
def test_what_a_policy_above_lacks_is_told_at_once(kind: str, gap: str, readable: bool) -> None:
    world = guarded(kind, gap, readable=readable)
    lacked = world.lacks(EVERYTHING)
    for finding in find_failed(judge(world)):
        assert finding.cause is not None
        if finding.cause.value == "marketplace-denied":  # AWS does not say which policy it was
            continue
        assert (finding.cause.value, finding.case) == (GUARDS[kind], "grant")
        policy = paste(finding)
        assert list_actions(policy) <= set(finding.values["action"].split(", "))
        fixed = world.widen(kind, policy)
        assert fixed.lacks(EVERYTHING) == []
        assert find_failed(judge(fixed)) == []
        if readable and kind == BOUNDARY:
            assert set(granted(policy, EVERYTHING)) <= set(lacked)


def test_a_boundary_that_only_the_simulator_knows_is_given_no_policy_where_no_call_lacks_anything() -> None:
    def decide(action: str, context: Context) -> Answer:
        is_here = context.get("aws:RequestedRegion") == ("us-east-1",)
        denied = {} if is_here else {"decision": "implicitDeny", "guards": [BOUNDARY]}
        return decisions({"action": action, **denied})

    found = complete(replace(World((GUIDES,), subscribed=True, readable=False).account, simulated=decide))
    assert (found.cause, found.case, found.policy) == (Cause.PERMISSIONS_BOUNDARY, "", None)


def test_who_cannot_subscribe_to_a_model_that_answers_without_an_agreement_is_given_the_statement() -> None:
    held = policies({**GUIDES, "Statement": PRINTED[:1]})
    looked = facts(account(gates={**OPEN, HAIKU_ID: gates(agreement="NOT_AVAILABLE")}, policies=held))
    found = complete_fix(looked, step2.judge_marketplace_permissions(looked))
    assert found.policy is not None
    assert found.policy["Statement"] == PRINTED[1:]


def test_the_policy_of_an_endpoint_is_for_everybody() -> None:
    (finding,) = find_failed(judge(guarded("vpc endpoint policy", "streaming", readable=False)))
    assert [each["Principal"] for each in paste(finding)["Statement"]] == ["*"]


# -- statements that deny

ELSEWHERE = deny(["bedrock:*"], Sid="AtHome", Condition={"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}})
DENIES: dict[str, tuple[Any, str]] = {
    "haiku": (deny(["bedrock:Invoke*"], [f"arn:aws:bedrock:*:*:*/*{HAIKU_ID}"]), "deny-statement"),
    "streaming": (deny(["bedrock:*Stream"], Sid="Quiet"), "deny-statement"),
    "elsewhere": (ELSEWHERE, "deny-condition-region"),
    "listing": (deny(["bedrock:List*"]), "deny-statement"),
    "time": (deny(["bedrock:*"], Condition={"DateGreaterThan": {"aws:CurrentTime": "2026-01-01"}}), "deny-condition"),
}


@pytest.mark.parametrize("name", DENIES)
@pytest.mark.parametrize("readable", [True, False])
def test_all_that_a_statement_denies_is_told_as_what_to_except(name: str, readable: bool) -> None:
    denying, case = DENIES[name]
    world = World((GUIDES, document(statement(["s3:*"]), denying)), readable=readable, subscribed=True)
    (finding,) = find_failed(judge(world))
    assert finding.cause is Cause.EXPLICIT_DENY
    assert finding.policy is None
    by = DenyingStatement("Policy2", denying.get("Sid", 2))
    assert (finding.denied_by, finding.case) == ((by, case) if readable else (None, ""))
    actions, resources = finding.values["action"].split(", "), finding.values["resource"].split(", ")
    for action, resource in world.lacks(EVERYTHING[:-2]):
        assert action in actions
        assert any(fnmatchcase(resource, pattern) for pattern in resources), resource
    if readable:
        assert f"statement {by.statement} of Policy2" in everything(finding)
    assert ACCOUNT_ID not in finding.values["resource"]


UNSEEN = {
    "address": (
        deny(["*"], Sid="Office", Condition={"NotIpAddress": {"aws:SourceIp": NOWHERE}}),
        ("deny-condition-network", "aws:SourceIp"),
    ),
    "networks": (
        deny(["*"], Condition={"NotIpAddress": {"aws:SourceIp": NOWHERE}, "StringNotEquals": {"aws:SourceVpce": "v"}}),
        ("deny-condition-network", "aws:SourceIp, aws:SourceVpce"),
    ),
    "network-and-team": (
        deny(["*"], Condition={"StringNotEquals": {"aws:SourceVpce": "v", "aws:PrincipalTag/team": "a"}}),
        ("deny-condition", "aws:SourceVpce, aws:PrincipalTag/team"),
    ),
    "team": (
        deny(["bedrock:*"], Condition={"StringNotEquals": {"aws:PrincipalTag/team": "a"}}),
        ("deny-condition", "aws:PrincipalTag/team"),
    ),
}


@pytest.mark.parametrize("name", UNSEEN)
@pytest.mark.parametrize("kind", ["identity-based policy", "permissions boundary"])
def test_a_condition_that_only_aws_knows_is_told_with_its_statement(name: str, kind: str) -> None:
    statement_, (case, key) = UNSEEN[name]
    denying = document(statement(["*"]), statement_)
    is_boundary = kind == "permissions boundary"
    held = (GUIDES, *(() if is_boundary else (denying,)))
    world = World(held, {kind: denying} if is_boundary else {}, subscribed=True)
    (finding,) = find_failed(judge(world))
    by = DenyingStatement("Boundary" if is_boundary else "Policy2", statement_.get("Sid", 2))
    assert finding.denied_by == by
    assert (finding.case, finding.values["key"], finding.policy) == (case, key, None)


def test_of_two_statements_that_deny_each_is_told_with_what_it_denies() -> None:
    of_others = deny(["s3:*"], Condition={"StringNotEquals": {"aws:PrincipalTag/team": "a"}})
    denying = document(of_others, deny([LIST], Sid="Lists"), deny([INVOKE, STREAM], Sid="Calls"))
    (finding,) = find_failed(judge(World((GUIDES, denying), subscribed=True)))
    assert (finding.denied_by, finding.case) == (DenyingStatement("Policy2", "Lists"), "deny-statement")
    assert (finding.values["action"], finding.values["key"]) == (LIST, "")


def test_what_nobody_could_read_may_deny_bedrock_s_actions_and_those_alone() -> None:
    (finding,) = find_failed(judge(World((GUIDES, document(deny(["*"]))), readable=False)))
    assert {each.partition(":")[0] for each in finding.values["action"].split(", ")} == {"bedrock"}


def test_what_is_missing_besides_a_deny_is_granted_in_the_same_round() -> None:
    gap = [pair for pair in EVERYTHING if pair not in GAPS["streaming"][0]]
    denying = document(deny(["bedrock:InvokeModel"]))
    world = World((write_exactly(gap), denying), subscribed=True)
    (finding,) = find_failed(judge(world))
    assert finding.cause is Cause.EXPLICIT_DENY
    assert World((write_exactly(gap),), subscribed=True).attach(paste(finding)).lacks(EVERYTHING) == []


@pytest.mark.parametrize(
    ("granted", "note"),
    [
        (EVERYTHING[:-2], "permissions.grant-as-well"),  # AWS Marketplace, of which no refusal tells
        ([pair for pair in EVERYTHING if pair[0] != LIST], "permissions.also-missing"),
        (EVERYTHING, None),
    ],
    ids=["by-the-policies-alone", "by-a-refusal", "nothing"],
)
def test_where_to_attach_what_is_missing_besides_a_deny_is_told_once(
    granted: list[tuple[str, str]], note: str | None
) -> None:
    found = judge(World((write_exactly(granted), document(deny(["bedrock:InvokeModel*"])))))
    (finding,) = [each for each in find_failed(found) if each.cause is Cause.EXPLICIT_DENY]
    assert [each.key for each in finding.notes] == ([note] if note else [])
    assert (finding.policy is None) is (note is None)


@pytest.mark.parametrize("kind", ["permissions boundary", "session policy", "vpc endpoint policy"])
def test_a_deny_above_is_no_matter_of_a_grant(kind: str) -> None:
    guard = document(statement(["*"]), deny(["bedrock:Invoke*"]))
    (finding,) = find_failed(judge(World((GUIDES,), {kind: guard}, subscribed=True)))
    assert finding.policy is None
    is_read = kind == "permissions boundary"
    assert finding.case == ("deny-statement" if is_read else "deny")
    assert finding.denied_by == (DenyingStatement("Boundary", 2) if is_read else None)


def with_second(there: FakeAccount, name: str) -> FakeAccount:
    """The account with another name of the principal's second policy."""
    first, second = there.policies.policies
    return replace(there, policies=replace(there.policies, policies=(first, replace(second, name=name))))


def test_a_policy_of_aws_that_denies_everything_is_detached() -> None:
    held = World((GUIDES, document(deny(["*"]))), subscribed=True)
    found = complete(with_second(held.account, "AWSDenyAll"))
    assert (found.case, found.denied_by) == ("deny-all", DenyingStatement("AWSDenyAll", 1))
    assert "Detach AWSDenyAll from user/attendee" in everything(found)


# -- statements that seem to allow

NEAR = {
    "prefix": ("unknown-action", "bedrock-runtime:InvokeModel*", "permissions.short"),
    "operation": ("unknown-action", "bedrock:Converse, bedrock:ConverseStream", "permissions.short"),
    "address": ("condition-network", "aws:SourceIp", "permissions.short"),
    "region": ("condition-region", "aws:RequestedRegion", "permissions.elsewhere"),
    "factor": ("condition-mfa", "aws:MultiFactorAuthPresent", "policy.conditional"),
}


@pytest.mark.parametrize("gap", NEAR)
def test_the_statement_that_seems_to_allow_is_named(gap: str) -> None:
    lacked, useless = GAPS[gap]
    rest = write_exactly([pair for pair in EVERYTHING if pair not in lacked])
    world = World((rest, document(statement(["s3:*"]), {**useless, "Sid": "Seems"})), subscribed=True)
    (finding,) = find_failed(judge(world))
    case, about, detail = NEAR[gap]
    assert (finding.case, finding.detail.key) == (case, detail)
    named = {name: finding.values[name] for name in ("policy", "statement", "key")}
    assert named == {"policy": "Policy2", "statement": "Seems", "key": about}
    assert "statement seems of policy2" in everything(finding).lower()
    assert "Add the action" not in everything(finding)
    assert world.attach(paste(finding)).lacks(EVERYTHING[:-2]) == []


def test_a_statement_on_other_resources_is_named() -> None:
    narrow = document(statement([INVOKE, STREAM], ["arn:aws:bedrock:us-east-1:*:*"]), statement([LIST]))
    world = World((narrow, document(statement(["*"], ["arn:aws:s3:::*"]))), subscribed=True)
    finding = judge(world)["step2.model-permissions"]
    assert (finding.case, finding.values["statement"]) == ("other-resource", "1")
    assert finding.values["key"] == "arn:aws:bedrock:us-east-1:*:*"


WITH_FACTOR = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
BEHIND = {
    "named": statement(["bedrock:*"], Condition=WITH_FACTOR),
    "under-another-condition-that-holds": statement(
        ["bedrock:*"], Condition={**WITH_FACTOR, "StringEquals": {"aws:PrincipalArn": USER_ARN}}
    ),
    "left-in": {"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*", "Condition": WITH_FACTOR},
}


@pytest.mark.parametrize("seeming", BEHIND.values(), ids=BEHIND)
def test_a_statement_that_seems_to_allow_is_found_behind_many_about_something_else(seeming: Any) -> None:
    world = World((document(*[statement(["s3:*"])] * 50, seeming),), subscribed=True)
    named = {(each.case, each.values["statement"], each.values["key"]) for each in find_failed(judge(world))}
    assert named == {("condition-mfa", "51", "aws:MultiFactorAuthPresent")}


FAR_OFF = statement(["bedrock-runtime:*"])
GRANTED: Any = write_exactly([each for each in EVERYTHING if each not in SUBSCRIBING])["Statement"]
FAR: dict[str, tuple[Any, ...]] = {
    "everything-elsewhere": (statement(["*"], ["arn:aws:s3:::*"]),),
    # What is not named is allowed: the statement is about no other resources.
    "all-but-models": (
        {"Effect": "Allow", "Action": [INVOKE, STREAM], "NotResource": ["arn:aws:bedrock:*:*:foundation-model/*"]},
        statement([LIST]),
    ),
    "under-a-condition-of-no-form": (statement(["bedrock:*"], Condition={"Bool": "x"}),),
    # And an action that IAM does not know is nothing like subscribing.
    "all-but-subscribing": (*GRANTED, FAR_OFF),
}


@pytest.mark.parametrize("statements", FAR.values(), ids=FAR)
def test_a_statement_that_is_about_something_else_is_not_named(statements: tuple[Any, ...]) -> None:
    failed = find_failed(judge(World((document(*statements),))))
    assert {(finding.case, finding.values.get("statement")) for finding in failed} == {("grant", None)}


def test_what_is_granted_and_still_denied_takes_time() -> None:
    late = World((GUIDES,), subscribed=True).account.policies
    found = complete(replace(World((), subscribed=True).account, policies=late))
    assert (found.cause, found.case, found.policy) == (Cause.POLICY_INCOMPLETE, "not-yet", None)
    # What is missing besides is granted with it.
    unsubscribed = World((document(PRINTED[0]),)).account.policies
    found = complete(replace(World(()).account, policies=unsubscribed))
    assert (found.case, found.policy) == ("not-yet", {**GUIDES, "Statement": PRINTED[1:]})


# -- whose policies are written elsewhere


TEAM = f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/AWSReservedSSO_Team_0a1b2c3d4e5f6071/kim@example.org"
NO_CALLS = document(deny(["bedrock:Invoke*"]))


def test_the_policy_of_a_permission_set_is_told_and_a_deny_is_excepted_there() -> None:
    missing = complete(replace(World((), readable=False).account, identity=identified(TEAM)), step2.judge_policy)
    assert (missing.cause, missing.case, missing.policy) == (Cause.POLICY_NOT_ATTACHED, "sso-grant", GUIDES)
    denied = complete(replace(World((GUIDES, NO_CALLS), readable=False).account, identity=identified(TEAM)))
    assert (denied.cause, denied.case, denied.policy) == (Cause.EXPLICIT_DENY, "sso-deny", None)
    narrow = World((GUIDES,), {BOUNDARY: write_exactly(EVERYTHING[:1])}, readable=False)
    bound = complete(replace(narrow.account, identity=identified(TEAM)))
    assert (bound.cause, bound.case) == (Cause.PERMISSIONS_BOUNDARY, "sso-grant")
    for found in (missing, denied, bound):
        assert "permission set Team in IAM Identity Center" in everything(found)


@pytest.mark.parametrize("kind", ["identity-based policy", "session policy", "vpc endpoint policy"])
def test_what_a_permission_set_lacks_besides_a_deny_is_added_to_the_set(kind: str) -> None:
    lacking, barring = write_exactly(EVERYTHING[:-2]), deny(["bedrock:Invoke*"])
    is_own = kind == "identity-based policy"
    guards = {} if is_own else {kind: document(statement(["*"]), barring)}
    world = World((lacking, document(barring)) if is_own else (lacking,), guards)
    found = complete(replace(world.account, identity=identified(TEAM)))
    assert World((lacking,)).attach(paste(found)).lacks(EVERYTHING) == []
    assert [note.key for note in found.notes] == ["permissions.grant-in-set"]
    assert "inline policy of the permission set Team in IAM Identity Center" in everything(found)


@pytest.mark.parametrize("name", ["AWSCompromisedKeyQuarantineV2", "AWSCompromisedKeyQuarantineV3"])
def test_a_leaked_key_is_given_no_policy(name: str) -> None:
    held = World((GUIDES, NO_CALLS), subscribed=True)
    found = complete(with_second(held.account, name))
    assert (found.cause, found.policy, found.denied_by) == (Cause.KEY_QUARANTINED, None, DenyingStatement(name, 1))


def test_the_model_that_the_next_section_pins_is_granted_in_place_of_one_that_has_ended() -> None:
    """The Sonnet of these worlds is past its announced life: once it may be called, its stand-in is."""
    world = World((write_exactly([pair for pair in EVERYTHING if SONNET_ID not in pair[1]]),), readable=False)
    finding = next(iter(find_failed(judge(world))))
    pinned = WORKSHOP.pins[0].bedrock_id
    profiles = listed(*map(profile, (SONNET_ID, HAIKU_ID, pinned)))
    found = complete(replace(world.account, inference_profiles=profiles))
    assert pinned in str(found.policy)
    assert pinned not in str(finding.policy)
