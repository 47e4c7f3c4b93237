"""The policies of a named role, user or instance profile: judged as its own, never as those of whoever looks."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.refusals.refusal import ErrorReply
from tests.accounts.conftest import Look
from tests.accounts.many_accounts import HAIKU, NOT_SUBSCRIBED, OTHER_NUMBER, Account

GUIDE: dict[str, Any] = dict(WORKSHOP.policy.document)
POLICY, PERMISSIONS = "step2.policy-attached", "step2.model-permissions"
MARKETPLACE = "step2.marketplace-permissions"


def document(*statements: dict[str, Any]) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def without(action: str) -> dict[str, object]:
    """The guide's policy without one action."""
    found = copy.deepcopy(GUIDE)
    for statement in found["Statement"]:
        statement["Action"] = [each for each in statement["Action"] if each != action]
    return found


def workshop(*policies: dict[str, object], **more: Any) -> Account:
    """An account with the role `Workshop`, which has these policies."""
    return Account(roles={"Workshop": {f"P{place}": each for place, each in enumerate(policies)}}, **more)


ONE_REGION = document(
    {
        "Effect": "Allow",
        "Action": ["bedrock:InvokeModel*", "bedrock:ListInferenceProfiles"],
        "Resource": ["arn:aws:bedrock:us-east-1:*:*"],
    }
)
OTHER_MODEL = document(
    {"Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:*::foundation-model/meta.*"}
)
FROM_A_VPC = document(
    *(
        {**statement, "Condition": {**statement.get("Condition", {}), "StringEquals": {"aws:SourceVpc": "vpc-1"}}}
        for statement in GUIDE["Statement"]
    )
)
ELSEWHERE = document({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})
THROTTLING = ErrorReply(400, "Throttling", "Rate exceeded")
NO_POLICY = ("failed: policy-not-attached", "blocked: policy-not-attached", "blocked: policy-not-attached")
OTHERWISE = ("failed: policy-incomplete", "blocked: policy-incomplete", "blocked: policy-incomplete")
UNREAD, UNHEARD, SCP = "unverified: not-permitted-to-look", "unverified: throttled", "failed: scp-deny"
PASSED, OPEN = "passed", "not_applicable"


def incomplete(cause: str, marketplace: str = PASSED) -> tuple[str, str, str]:
    """The rows of a role whose policy lacks something."""
    return f"blocked: {cause}", f"failed: {cause}", marketplace


LISTING, STREAMING = "bedrock:ListInferenceProfiles", "bedrock:InvokeModelWithResponseStream"
SUBSCRIBING = document(GUIDE["Statement"][0])
COLD = {HAIKU: NOT_SUBSCRIBED}
CASES: dict[str, tuple[Account, tuple[str, str, str]]] = {
    # the account; the rows of the policy, the permissions and the marketplace
    "guide's": (workshop(GUIDE), (PASSED, PASSED, PASSED)),
    "nothing": (workshop(), NO_POLICY),
    "another service": (workshop(ELSEWHERE), NO_POLICY),
    "another model": (workshop(OTHER_MODEL), OTHERWISE),
    "a condition of which nobody knows": (workshop(FROM_A_VPC), (UNREAD, UNREAD, OPEN)),
    "nobody": (Account(), NO_POLICY),
    "no listing": (workshop(without(LISTING)), incomplete("policy-incomplete")),
    "no streaming": (workshop(without(STREAMING)), incomplete("streaming-not-allowed")),
    "one Region": (workshop(ONE_REGION), incomplete("destination-region-denied", OPEN)),
    "unread": (workshop(GUIDE, denied=("iam",)), (UNREAD, UNREAD, OPEN)),
    "throttled": (workshop(GUIDE, gates=COLD, says={"iam": THROTTLING}), (UNHEARD, UNHEARD, UNHEARD)),
    "unknown reach": (workshop(GUIDE, denied=("bedrock:Invoke",)), (PASSED, UNREAD, PASSED)),
    "organization": (workshop(GUIDE, scp=("us-east-2",)), (PASSED, SCP, PASSED)),
    "simulated": (workshop(GUIDE, simulated=("",)), (PASSED, PASSED, PASSED)),
    "organization denies the principal alone": (workshop(GUIDE, simulated=("us-west-2",)), (PASSED, SCP, PASSED)),
    "a user": (Account(users={"attendee": {"P": GUIDE}}), (PASSED, PASSED, PASSED)),
    "an instance profile": (workshop(GUIDE, profiles={"Lab": ["Workshop"]}), (PASSED, PASSED, PASSED)),
    "an instance profile that is not told": (Account(denied=("iam",)), (UNREAD, UNREAD, OPEN)),
    "an instance profile alone that is not told": (Account(denied=("iam:GetInstance",)), (UNREAD, UNREAD, OPEN)),
    "no subscribing": (workshop(SUBSCRIBING, gates=COLD), (PASSED, PASSED, "failed: policy-incomplete")),
}
NAMED = {
    "a user": "user/attendee",
    "an instance profile": "instance-profile/Lab",
    "an instance profile that is not told": "instance-profile/Lab",
    "an instance profile alone that is not told": "instance-profile/Lab",
}


@pytest.mark.parametrize("case", CASES)
def test_the_policies_of_whoever_is_named_are_judged(case: str, look: Look) -> None:
    account, told = CASES[case]
    account = replace(account, asked=[], one_token=[], gates=dict(account.gates))
    named = NAMED.get(case, "role/Workshop")
    outcome = look("--principal", named, team=account)
    found = outcome.told()
    assert (found[POLICY], found[PERMISSIONS], found[MARKETPLACE]) == told
    assert outcome.data["principal"] == named
    assert outcome.exit_code == int(not {*told} <= {PASSED, OPEN})
    assert account.one_token == []


def test_a_principal_that_is_not_there_is_a_problem_of_the_facilitators(look: Look) -> None:
    other = Account(OTHER_NUMBER, roles={"Workshop": {}}, profiles={"Lab": ["Workshop"]})
    empty = Account("777788889999", profiles={"Lab": []})
    outcome = look("--principal", "instance-profile/Lab", without=Account(), other=other, empty=empty)
    for name in ("without", "other", "empty"):
        assert outcome.told(name)[POLICY] == NO_POLICY[0]
    told = {each["accounts"][0]: each for each in outcome.data["problems"] if each["causes"] == ["policy-not-attached"]}
    assert told["without"]["say"] == "There is no instance-profile/Lab in this account. Check --principal."
    assert told["empty"]["say"] == "instance-profile/Lab has no role. Add one in IAM."
    assert [told[name]["who"] for name in ("without", "other", "empty")] == ["attendee", "owner", "owner"]
    assert "--principal" in told["without"]["fix"]
    assert "--principal" not in told["other"]["say"]
    assert "There is no instance-profile/Lab in this account. Check --principal. [facilitator" in outcome.printed
