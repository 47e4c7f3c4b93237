"""Incomplete ARNs, and wildcards and variables that stand where AWS's documents do not decide what they mean."""

import pytest

from checkpoints.rules.iam import Judgement, Policy
from tests.rules.iam.asking import (
    ALLOW,
    ALLOWED,
    BOUNDARY_DENY,
    DENY,
    EXPLICIT_DENY,
    IMPLICIT_DENY,
    MODEL,
    UNKNOWN,
    covers,
    invoke,
    policy,
    told,
)

WEST = "arn:aws:bedrock:us-west-2::foundation-model/x"
LOGS = "arn:aws:logs:us-east-1:111122223331:log-group:x:y"
PROFILE = "arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.x"
UNDECIDED = "resource-pattern"


GLOBAL = "arn:aws:bedrock:::foundation-model/x"
# An incomplete ARN, resources that it names, and resources that it does not.
INCOMPLETE: list[tuple[str, list[str], list[str]]] = [
    ("arn:aws", [MODEL], []),
    ("arn:aws:bedrock", [MODEL, PROFILE, GLOBAL], ["arn:aws:s3:::bucket", "*"]),
    ("arn:aws:bedroc", [], [MODEL]),
    ("arn:aws-cn:bedrock", [], [MODEL]),
    ("arn:*:bedrock", [MODEL], []),
    ("arn:aws:bedrock:us-west-2", [WEST], [MODEL]),
    ("arn:aws:bedrock:us-west-?", [WEST], []),
    ("arn:aws:bedrock:*", [MODEL], []),
    ("arn:aws:bedrock:us-*", [WEST], []),
    ("arn:aws:bedrock:eu-*", [], [WEST]),
    ("arn:aws:bedrock:", [GLOBAL], [MODEL]),
    ("arn:aws:bedrock:us-east-1:111122223333", [PROFILE], [MODEL]),
    ("arn:aws:bedrock:us-east-1:", [MODEL], []),
    ("arn:aws:bedrock:*:*", [PROFILE], []),
]


@pytest.mark.parametrize(
    ("incomplete", "resource", "covered"),
    [(pattern, each, each in covered) for pattern, covered, others in INCOMPLETE for each in (*covered, *others)],
)
def test_iam_completes_the_missing_fields_of_an_arn(incomplete: str, resource: str, covered: bool) -> None:
    assert covers(incomplete, resource) is covered
    denies = policy(ALLOW, {**DENY, "Resource": incomplete})
    assert invoke(denies, resource=resource).effect is (EXPLICIT_DENY if covered else ALLOWED)
    all_but = policy({"Effect": "Allow", "Action": "*", "NotResource": incomplete})
    assert invoke(all_but, resource=resource).effect is (IMPLICIT_DENY if covered else ALLOWED)


def test_the_boundary_s_incomplete_arns_are_completed_as_well() -> None:
    edge = policy({**ALLOW, "Resource": "arn:aws:bedrock:us-east-1"}, name="edge")
    assert invoke(policy(ALLOW), boundary=edge).effect is ALLOWED
    assert invoke(policy(ALLOW), boundary=edge, resource=WEST) == Judgement(BOUNDARY_DENY, "edge")


def test_a_session_policy_takes_no_incomplete_arn() -> None:
    session = Policy("session", {"Statement": {**ALLOW, "Resource": "arn:aws:bedrock"}}, session=True)
    assert told(invoke(session)) == (UNKNOWN, "session", 1, "malformed-statement", "arn:aws:bedrock")
    assert invoke(session, resource="arn:aws:s3:::bucket").effect is IMPLICIT_DENY
    whole = Policy("session", {"Statement": {**ALLOW, "Resource": "arn:aws:bedrock:*:*:*"}}, session=True)
    assert invoke(whole).effect is ALLOWED


# Completed, it names none of these; read on, as AWS promises for complete ARNs, it names them all.
READ_ON = (
    "arn:aws:bedrock:*:foundation-model/x arn:aws:bedrock:us*/x arn:aws:bedrock:*x "
    "arn:aws:bedrock:us-west-2:*/x arn:*/x"
)
# No field of the service takes a wildcard.
OF_SERVICE = (
    "arn:* arn:aws* arn:aws:* arn:aws:bed* arn:aws:bedroc? arn:aws:*:us-west-2 arn:aws:*:*:*:* "
    "arn:aws:bedroc?:us-west-2::foundation-model/x"
)
# An asterisk that may be read on, and wildcards inside a field, which would have to match a colon.
OF_LOGS = (
    "arn:aws:logs:*:log-group arn:aws:logs:u*1:log-group:x:y arn:aws:logs:u*2*:log-group:x:y "
    "arn:aws:logs:us-east-1?111122223331:log-group:x:y"
)


@pytest.mark.parametrize(
    ("pattern", "resource"),
    [*((each, WEST) for each in (READ_ON + " " + OF_SERVICE).split()), *((each, LOGS) for each in OF_LOGS.split())],
)
def test_a_pattern_that_aws_does_not_decide_is_not_judged(pattern: str, resource: str) -> None:
    (doubt,) = invoke(policy({**ALLOW, "Resource": pattern}), resource=resource).doubts
    assert (doubt.reason, doubt.where, doubt.regional) == (UNDECIDED, pattern, True)
    assert told(invoke(policy(ALLOW, {**DENY, "Resource": pattern}), resource=resource)) == (
        UNKNOWN,
        "p",
        2,
        UNDECIDED,
        pattern,
    )


@pytest.mark.parametrize(
    "pattern",
    ["arn:aws:bedroc?:us-east-1", "arn:aws:s3*", "arn:aws:s3:*:foundation-model/x", "arn:aws:s*:us-west-2::*"],
)
def test_a_pattern_that_no_reading_lets_name_the_resource_is_no_doubt(pattern: str) -> None:
    assert covers(pattern, WEST) is False
    assert invoke(policy({"Effect": "Allow", "Action": "*", "NotResource": pattern}), resource=WEST).effect is ALLOWED


@pytest.mark.parametrize(
    ("pattern", "covered"),
    [
        ("arn:aws:logs:us-*:log-group:x:y", True),
        ("arn:aws:logs:*:log-group:x:y", True),
        ("arn:aws:logs:us-*-1:*:x:y", True),
        ("arn:aws:logs:us-east-?:*:log-*:y", True),
        ("arn:aws:logs:us-*:stream:x:y", False),
    ],
)
def test_an_asterisk_that_ends_a_field_may_go_on_beyond_the_colon(pattern: str, covered: bool) -> None:
    assert covers(pattern, LOGS) is covered


@pytest.mark.parametrize(
    ("early", "variable"),
    [
        ("arn:aws:bedrock:*:${aws:PrincipalAccount}:inference-profile/*", "aws:PrincipalAccount"),
        ("arn:aws:bedrock:${aws:PrincipalTag/region}::*", "aws:PrincipalTag/region"),
        ("arn:aws:bedrock:${aws:RequestedRegion}", "aws:RequestedRegion"),
        ("arn:${aws:PrincipalTag/partition}:bedrock:*:*:*", "aws:PrincipalTag/partition"),
        ("arn:aws:bedrock:us-east-1:1111${*}:inference-profile/*", "*"),
        ("arn:aws:bedrock:us-east-1:${aws:PrincipalAccount", "aws:PrincipalAccount"),
        (
            "arn:aws:bedrock:us-east-1:${aws:PrincipalAccount:inference-profile/us.x",
            "aws:PrincipalAccount:inference-profile/us.x",
        ),
    ],
)
def test_a_variable_before_the_fifth_colon_is_not_judged(early: str, variable: str) -> None:
    known = {
        "aws:PrincipalAccount": ("111122223333",),
        "aws:PrincipalTag/region": ("us-east-1",),
        "aws:RequestedRegion": ("us-east-1",),
        "aws:PrincipalTag/partition": ("aws",),
    }
    resource = PROFILE if "::" not in early else MODEL
    for statement in ({**ALLOW, "Resource": early}, {"Effect": "Allow", "Action": "*", "NotResource": early}):
        judged = invoke(policy(statement), resource=resource, context=known)
        assert told(judged) == (UNKNOWN, "p", 1, "policy-variable", variable)
        assert judged.doubts[0].where == early
    denied = invoke(policy(ALLOW, {**DENY, "Resource": early}), resource=resource, context=known)
    assert told(denied) == (UNKNOWN, "p", 2, "policy-variable", variable)


def test_a_variable_before_the_fifth_colon_of_another_service_s_arn_allows_and_denies_nothing() -> None:
    of_kms = "arn:*:kms:*:${aws:PrincipalAccount}:key/*"  # as AmazonTimestreamInfluxDBServiceRolePolicy has it
    assert covers(of_kms, MODEL) is False
    assert invoke(policy(ALLOW, {**DENY, "Resource": of_kms})).effect is ALLOWED
    all_but = policy({"Effect": "Allow", "Action": "*", "NotResource": of_kms})
    assert told(invoke(all_but)) == (UNKNOWN, "p", 1, "policy-variable", "aws:PrincipalAccount")


def test_older_versions_have_no_variable_anywhere_in_an_arn() -> None:
    early = policy({**ALLOW, "Resource": "arn:aws:s3:${aws:x}"}, version="2008-10-17")
    assert invoke(early, resource="arn:aws:s3:${aws:x}:b").effect is ALLOWED
    assert invoke(early, resource="arn:aws:s3:::b").effect is IMPLICIT_DENY


def test_an_unknown_variable_of_a_resource_that_is_not_named_anyway_is_no_doubt() -> None:
    elsewhere = policy({**ALLOW, "Resource": "arn:aws:s3:::bucket/${aws:PrincipalTag/team}"})
    assert invoke(elsewhere).effect is IMPLICIT_DENY
    assert told(invoke(elsewhere, resource="arn:aws:s3:::bucket/blue")) == (
        UNKNOWN,
        "p",
        1,
        "context-missing",
        "aws:PrincipalTag/team",
    )
