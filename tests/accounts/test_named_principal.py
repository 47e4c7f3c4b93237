"""The policies of a named role, user or instance profile: judged as its own, never as those of whoever looks."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from checkpoints.guide.workshop import WORKSHOP
from tests.accounts.conftest import Look, line
from tests.accounts.many_accounts import HAIKU, NOT_SUBSCRIBED, Account, ManyAccounts

GUIDE = dict(WORKSHOP.policy.document)
POLICY, PERMISSIONS, MARKETPLACE = (
    "step2.policy-attached",
    "step2.model-permissions",
    "step2.marketplace-permissions",
)


def document(*statements: dict[str, Any]) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def without(action: str) -> dict[str, object]:
    """The guide's policy without one action."""
    found = copy.deepcopy(GUIDE)
    for statement in found["Statement"]:  # type: ignore[attr-defined]
        statement["Action"] = [each for each in statement["Action"] if each != action]
    return found


ONE_REGION = document(
    {
        "Effect": "Allow",
        "Action": ["bedrock:InvokeModel*", "bedrock:ListInferenceProfiles"],
        "Resource": ["arn:aws:bedrock:us-east-1:*:*"],
    }
)
ELSEWHERE = document({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})
PASSED = ("passed", None)
OPEN = ("not_applicable", None)

CASES: dict[str, tuple[Account, dict[str, tuple[str, str | None]]]] = {
    "guide's": (
        Account("1", roles={"Workshop": {"P": GUIDE}}),
        {POLICY: PASSED, PERMISSIONS: PASSED, MARKETPLACE: PASSED},
    ),
    "nothing": (
        Account("1", roles={"Workshop": {}}),
        {
            POLICY: ("failed", "policy-not-attached"),
            PERMISSIONS: ("blocked", "policy-not-attached"),
            MARKETPLACE: ("blocked", "policy-not-attached"),
        },
    ),
    "another service": (
        Account("1", roles={"Workshop": {"P": ELSEWHERE}}),
        {
            POLICY: ("failed", "policy-not-attached"),
            PERMISSIONS: ("blocked", "policy-not-attached"),
            MARKETPLACE: ("blocked", "policy-not-attached"),
        },
    ),
    "no listing": (
        Account("1", roles={"Workshop": {"P": without("bedrock:ListInferenceProfiles")}}),
        {
            POLICY: ("blocked", "policy-incomplete"),
            PERMISSIONS: ("failed", "policy-incomplete"),
            MARKETPLACE: PASSED,
        },
    ),
    "no streaming": (
        Account("1", roles={"Workshop": {"P": without("bedrock:InvokeModelWithResponseStream")}}),
        {
            POLICY: ("blocked", "streaming-not-allowed"),
            PERMISSIONS: ("failed", "streaming-not-allowed"),
            MARKETPLACE: PASSED,
        },
    ),
    "one Region": (
        Account("1", roles={"Workshop": {"P": ONE_REGION}}),
        {
            POLICY: ("blocked", "destination-region-denied"),
            PERMISSIONS: ("failed", "destination-region-denied"),
            MARKETPLACE: OPEN,
        },
    ),
    "nobody": (
        Account("1"),
        {
            POLICY: ("failed", "policy-not-attached"),
            PERMISSIONS: ("blocked", "policy-not-attached"),
            MARKETPLACE: ("blocked", "policy-not-attached"),
        },
    ),
    "unread": (
        Account("1", roles={"Workshop": {"P": GUIDE}}, denied=("iam",)),
        {
            POLICY: ("unverified", "not-permitted-to-look"),
            PERMISSIONS: ("unverified", "not-permitted-to-look"),
            MARKETPLACE: OPEN,
        },
    ),
    "throttled": (
        Account("1", roles={"Workshop": {"P": GUIDE}}, gates={HAIKU: NOT_SUBSCRIBED}, throttled_iam=True),
        {
            POLICY: ("unverified", "throttled"),
            PERMISSIONS: ("unverified", "throttled"),
            MARKETPLACE: ("unverified", "throttled"),
        },
    ),
    "unknown reach": (
        Account("1", roles={"Workshop": {"P": GUIDE}}, denied=("bedrock:Invoke",)),
        {POLICY: PASSED, PERMISSIONS: ("unverified", "not-permitted-to-look"), MARKETPLACE: PASSED},
    ),
    "organization": (
        Account("1", roles={"Workshop": {"P": GUIDE}}, scp=("us-east-2",)),
        {POLICY: PASSED, PERMISSIONS: ("failed", "scp-deny"), MARKETPLACE: PASSED},
    ),
    "simulated": (
        Account("1", roles={"Workshop": {"P": GUIDE}}, simulated=("",)),
        {POLICY: PASSED, PERMISSIONS: PASSED, MARKETPLACE: PASSED},
    ),
    "organization denies the principal alone": (
        Account("1", roles={"Workshop": {"P": GUIDE}}, simulated=("us-west-2",)),
        {POLICY: PASSED, PERMISSIONS: ("failed", "scp-deny"), MARKETPLACE: PASSED},
    ),
    "no subscribing": (
        Account("1", roles={"Workshop": {"P": document(GUIDE["Statement"][0])}}, gates={HAIKU: NOT_SUBSCRIBED}),  # type: ignore[index]
        {POLICY: PASSED, PERMISSIONS: PASSED, MARKETPLACE: ("failed", "policy-incomplete")},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_roles_policies_are_judged(case: str, aws: ManyAccounts, look: Look) -> None:
    account, told = CASES[case]
    account = aws.add(replace(account, number="111122223333", asked=[], one_token=[], gates=dict(account.gates)))
    outcome = look("--principal", "role/Workshop", given=line(account, name="team"))
    found = outcome.told("team")
    assert {row: found[row] for row in told} == told
    assert outcome.data["principal"] == "role/Workshop"
    assert account.one_token == []


def test_a_user_is_judged_by_policies_of_the_user(aws: ManyAccounts, look: Look) -> None:
    account = aws.add(Account("111122223333", users={"attendee": {"P": GUIDE}}))
    outcome = look("--principal", "user/attendee", given=line(account, name="team"))
    assert outcome.told("team")[PERMISSIONS] == PASSED
    assert outcome.exit_code == 0


@pytest.mark.parametrize(
    ("profiles", "expected"),
    [
        ({"Lab": ["Workshop"]}, PASSED),
        ({"Lab": []}, ("failed", "policy-not-attached")),
        ({}, ("failed", "policy-not-attached")),
    ],
)
def test_an_instance_profile_is_judged_by_its_role(
    profiles: dict[str, list[str]], expected: tuple[str, str | None], aws: ManyAccounts, look: Look
) -> None:
    account = aws.add(Account("111122223333", roles={"Workshop": {"P": GUIDE}}, profiles=profiles))
    outcome = look("--principal", "instance-profile/Lab", given=line(account, name="team"))
    assert outcome.told("team")[POLICY] == expected


def test_a_principal_that_is_not_there_is_a_problem_of_the_facilitators(aws: ManyAccounts, look: Look) -> None:
    without, other = aws.add(Account("111122223333")), aws.add(Account("444455556666", profiles={"Lab": ["Workshop"]}))
    other.roles["Workshop"] = {}
    given = "\n".join((line(without, name="without"), line(other, name="other")))
    outcome = look("--principal", "instance-profile/Lab", given=given)
    told = {each["accounts"][0]: each for each in outcome.data["problems"] if each["causes"] == ["policy-not-attached"]}
    assert told["without"]["say"] == "There is no instance-profile/Lab in this account. Check --principal."
    assert (told["without"]["who"], told["other"]["who"]) == ("attendee", "owner")
    assert "--principal" in told["without"]["fix"]
    assert "--principal" not in told["other"]["say"]
    assert "There is no instance-profile/Lab in this account. Check --principal. [facilitator" in outcome.printed


def test_an_instance_profile_without_a_role_is_the_owners_to_fix(aws: ManyAccounts, look: Look) -> None:
    account = aws.add(Account("111122223333", profiles={"Lab": []}))
    problem = look("--principal", "instance-profile/Lab", given=line(account)).data["problems"][0]
    assert (problem["say"], problem["who"]) == ("instance-profile/Lab has no role. Add one in IAM.", "owner")


def test_without_a_name_nothing_is_said_of_policies(aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=line(aws.add(Account("111122223333")), name="team"))
    assert outcome.account("team")["checks"][POLICY] == "not_run"
    assert outcome.account("team")["checks"][PERMISSIONS] == "not_run"
