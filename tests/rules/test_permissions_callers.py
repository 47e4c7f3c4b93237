"""Step 2 where policies can be read: what is known of the caller, and of the Regions that a profile routes to."""

from __future__ import annotations

import pytest

from checkpoints.facts.answer import Answer
from tests.rules.fakes import ACCOUNT_ID, USER_ARN, identified, listed, policies, profile, throttled
from tests.rules.permission_cases import FAMILIES, MODEL_ARN, PROFILE_ARN, attached, document, on_models, statement
from tests.rules.worlds import HAIKU_ID, SONNET_ID, account, malformed, spoke, told

# -- what the caller is known to be, when conditions ask

ROLE_ARN = f"arn:aws:iam::{ACCOUNT_ID}:role/teams/Workshop"
USER, NOBODY = identified(), throttled("sts:GetCallerIdentity")
ROLE = identified(f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/Workshop/i-0abc")
ROOT = identified(f"arn:aws:iam::{ACCOUNT_ID}:root")
FEDERATED = identified(f"arn:aws:sts::{ACCOUNT_ID}:federated-user/someone")
IS_ACCOUNT = ("StringEquals", "aws:PrincipalAccount", ACCOUNT_ID)
IS_USER = ("StringEquals", "aws:PrincipalType", "User")
IS_ROLE = ("ArnEquals", "aws:PrincipalArn", ROLE_ARN)
# Who asks, the ARN that IAM tells of it, what a condition asks for, and whether that is known to be so.
CONDITIONS: dict[str, tuple[Answer, str | None, tuple[str, str, str], bool]] = {
    "user-name": (USER, USER_ARN, ("StringEquals", "aws:username", "attendee"), True),
    "user-arn": (USER, USER_ARN, ("ArnLike", "aws:PrincipalArn", f"arn:aws:iam::{ACCOUNT_ID}:user/*"), True),
    "user-arn-by-sts": (USER, None, ("ArnLike", "aws:PrincipalArn", f"arn:aws:iam::{ACCOUNT_ID}:user/*"), True),
    "user-account": (USER, USER_ARN, IS_ACCOUNT, True),
    "user-type": (USER, USER_ARN, IS_USER, True),
    "before-a-date": (USER, USER_ARN, ("DateLessThan", "aws:CurrentTime", "2026-12-01T00:00:00Z"), True),
    "at-the-runs-own-time": (USER, USER_ARN, ("DateEquals", "aws:CurrentTime", "2026-11-24T03:00:00Z"), True),
    "encrypted": (USER, USER_ARN, ("Bool", "aws:SecureTransport", "true"), True),
    "called-directly": (USER, USER_ARN, ("Bool", "aws:ViaAWSService", "false"), True),
    "role-arn": (ROLE, ROLE_ARN, IS_ROLE, True),
    "role-without-user-name": (ROLE, ROLE_ARN, ("Null", "aws:username", "true"), True),
    "role-type": (ROLE, ROLE_ARN, ("StringEquals", "aws:PrincipalType", "AssumedRole"), True),
    "role-whose-path-nobody-told": (ROLE, None, IS_ROLE, False),
    "root-account": (ROOT, None, IS_ACCOUNT, True),
    "root-type": (ROOT, None, IS_USER, False),
    "federated-account": (FEDERATED, None, IS_ACCOUNT, True),
    "federated-type": (FEDERATED, None, IS_USER, False),
    "nobody": (NOBODY, USER_ARN, IS_ACCOUNT, False),
}


@pytest.mark.parametrize(("identity", "arn", "asks", "known"), CONDITIONS.values(), ids=CONDITIONS)
def test_the_caller_is_known_to_conditions_as_far_as_aws_tells(
    identity: Answer, arn: str | None, asks: tuple[str, str, str], known: bool
) -> None:
    operator, key, value = asks
    held = document(statement(["bedrock:*"], Condition={operator: {key: value}}))
    found = attached(account(identity=identity, policies=policies(held, principal_arn=arn)))
    assert told(found) == "passed"
    assert found.detail.key == ("policy.attached" if known else "policy.by-effect")


def test_the_account_is_told_by_a_profile_where_sts_does_not() -> None:
    narrow = document(statement(["bedrock:*"], [f"{PROFILE_ARN}*", MODEL_ARN.format("*", "*")]))
    there = account(identity=NOBODY, policies=policies(narrow))
    assert attached(there).detail.key == "policy.attached"


# -- what a profile routes to


def test_destinations_are_those_that_the_profile_lists() -> None:
    far = listed(profile(SONNET_ID, regions=["us-east-1", "ca-central-1"]), profile(HAIKU_ID))
    held = policies(document(statement(["bedrock:*"], ["arn:aws:bedrock:us-*:*:*"])))
    found = on_models(account(listing=far, policies=held))
    assert told(found) == "failed: destination-region-denied"
    assert (found.values["region"], found.values["resource"]) == (
        "ca-central-1",
        MODEL_ARN.format("ca-central-1", SONNET_ID),
    )


@pytest.mark.parametrize(
    ("regions", "expected"),
    [(["unspecified", "us-east-1"], "passed"), (["us-east-1"], "failed: destination-region-denied")],
)
def test_a_global_profiles_call_is_made_in_an_unspecified_region(regions: list[str], expected: str) -> None:
    ids = [f"global.{each}" for each in (SONNET_ID, HAIKU_ID)]
    there = account(
        dict.fromkeys(ids, malformed),
        dict.fromkeys(ids, spoke),
        listed(*(profile(each, "global", ["", "us-east-1"]) for each in (SONNET_ID, HAIKU_ID))),
        policies=policies(
            document(
                statement(["bedrock:*"], FAMILIES[:1]),
                statement(["bedrock:*"], FAMILIES[2:], Condition={"StringEquals": {"aws:RequestedRegion": regions}}),
            )
        ),
    )
    assert told(on_models(there)) == expected
