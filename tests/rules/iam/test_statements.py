"""Effect, Action, NotAction, Resource and NotResource, and a boundary, which limits and grants nothing."""

import time

import pytest

from checkpoints.rules.iam import Judgement, Policy, Request
from tests.rules.iam.asking import (
    ALLOW,
    ALLOWED,
    BOUNDARY_DENY,
    DENY,
    EXPLICIT_DENY,
    IMPLICIT_DENY,
    MODEL,
    UNKNOWN,
    Statement,
    covers,
    invoke,
    policy,
    told,
)

ELSEWHERE: Statement = {**ALLOW, "Action": "s3:*"}
NAMED, NO = policy(ELSEWHERE, {**ALLOW, "Sid": "Everything"}, name="b"), policy({**DENY, "Sid": "No"}, name="deny")
UNLISTED = Policy("p", {"Version": "2012-10-17", "Statement": ALLOW})
DECIDED: dict[str, tuple[list[Policy], Judgement]] = {
    "without-policies-nothing-is-allowed": ([], Judgement(IMPLICIT_DENY)),
    "nor-without-statements": ([policy()], Judgement(IMPLICIT_DENY)),
    "the-policy-and-statement-are-named": ([policy(ELSEWHERE), NAMED], Judgement(ALLOWED, "b", "Everything")),
    "or-its-place-is": ([policy(ELSEWHERE, ALLOW)], Judgement(ALLOWED, "p", 2)),
    "where-its-name-is-empty-too": ([policy({**ALLOW, "Sid": ""})], Judgement(ALLOWED, "p", 1)),
    "a-statement-need-not-stand-in-a-list": ([UNLISTED], Judgement(ALLOWED, "p", 1)),
    "a-deny-wins-behind-an-allow": ([policy(ALLOW), NO], Judgement(EXPLICIT_DENY, "deny", "No")),
    "a-deny-wins-before-an-allow": ([NO, policy(ALLOW)], Judgement(EXPLICIT_DENY, "deny", "No")),
    "a-deny-alone-is-explicit": ([NO], Judgement(EXPLICIT_DENY, "deny", "No")),
    "of-something-else-it-denies-nothing": ([policy(ALLOW, {**DENY, "Action": "s3:*"})], Judgement(ALLOWED, "p", 1)),
}


@pytest.mark.parametrize(("policies", "expected"), DECIDED.values(), ids=DECIDED)
def test_what_statements_say_together_is_told_with_the_one_that_decides(
    policies: list[Policy], expected: Judgement
) -> None:
    assert invoke(*policies) == expected


# -- permissions boundaries

PERHAPS = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
EDGE, EDGE_DENIES = policy(ELSEWHERE, name="edge"), policy(ALLOW, {**DENY, "Sid": "Stop"}, name="edge")
EDGE_MAY_ALLOW = policy({**ALLOW, **PERHAPS}, name="edge")
EDGE_MAY_DENY = policy(ALLOW, {**DENY, **PERHAPS}, name="edge")
WHY = ("context-missing", "aws:MultiFactorAuthPresent")
# What the identity's statements and the boundary come to together.
TOGETHER: dict[str, tuple[list[Statement], Policy, Judgement | tuple[object, ...]]] = {
    "what-both-allow-is-allowed-by-the-identity": ([ALLOW], policy(ALLOW, name="edge"), Judgement(ALLOWED, "p", 1)),
    "what-the-boundary-does-not-allow-is-denied-by-it": ([ALLOW], EDGE, Judgement(BOUNDARY_DENY, "edge")),
    "so-is-all-by-an-empty-boundary": ([ALLOW], policy(name="edge"), Judgement(BOUNDARY_DENY, "edge")),
    "a-deny-in-the-boundary-is-the-boundary-s": ([ALLOW], EDGE_DENIES, Judgement(BOUNDARY_DENY, "edge", "Stop")),
    "whatever-the-identity-has": ([], EDGE_DENIES, Judgement(BOUNDARY_DENY, "edge", "Stop")),
    "a-boundary-grants-nothing": ([], policy(ALLOW), Judgement(IMPLICIT_DENY)),
    "nor-what-neither-allows": ([ELSEWHERE], EDGE, Judgement(IMPLICIT_DENY)),
    "an-explicit-deny-of-the-identity-comes-first": ([DENY], policy(DENY), Judgement(EXPLICIT_DENY, "p", 1)),
    "a-boundary-that-may-allow-is-unknown": ([ALLOW], EDGE_MAY_ALLOW, (UNKNOWN, "edge", 1, *WHY)),
    "so-is-one-that-may-deny": ([ALLOW], EDGE_MAY_DENY, (UNKNOWN, "edge", 2, *WHY)),
    "but-not-where-the-identity-allows-nothing": ([ELSEWHERE], policy({**DENY, **PERHAPS}), Judgement(IMPLICIT_DENY)),
    "what-it-surely-stops-is-denied-if-the-identity-may-allow": (
        [{**ALLOW, **PERHAPS}],
        EDGE,
        Judgement(BOUNDARY_DENY, "edge"),
    ),
    "and-if-the-identity-may-deny": ([ALLOW, {**DENY, **PERHAPS}], EDGE, Judgement(BOUNDARY_DENY, "edge")),
    "and-by-a-deny-of-the-boundary": (
        [ALLOW, {**DENY, **PERHAPS}],
        policy(DENY, name="edge"),
        Judgement(BOUNDARY_DENY, "edge", 1),
    ),
}


@pytest.mark.parametrize(("identity", "boundary", "expected"), TOGETHER.values(), ids=TOGETHER)
def test_a_boundary_limits_and_grants_nothing(
    identity: list[Statement], boundary: Policy, expected: Judgement | tuple[object, ...]
) -> None:
    judged = invoke(*([policy(*identity)] if identity else []), boundary=boundary)
    assert (judged if isinstance(expected, Judgement) else told(judged)) == expected


# -- actions and resources

COVERING = "* ** bedrock:* *:* bedrock:InvokeModel BEDROCK:invokemodel bedrock:Invoke?odel bedrock:InvokeModel*"
OTHERS = (
    "bedrock:InvokeModel? bedrock:InvokeModelWithResponseStream bedrock:Invoke edrock:InvokeModel bedrock:Invoke.odel "
    "bedrock-runtime:InvokeModel"
)


@pytest.mark.parametrize(
    ("listed", "covered"),
    [
        *((each, True) for each in (*COVERING.split(), ["s3:*", "bedrock:Inv*"])),
        *((each, False) for each in (*OTHERS.split(), ["s3:*", "iam:*"])),
    ],
)
def test_actions_match_whatever_their_letter_case(listed: object, covered: bool) -> None:
    expected = ALLOWED if covered else IMPLICIT_DENY
    assert invoke(policy({**ALLOW, "Action": listed})).effect is expected
    assert invoke(policy({**ALLOW, "Action": listed}), action="Bedrock:INVOKEMODEL").effect is expected
    inverted: Statement = {"Effect": "Allow", "NotAction": listed, "Resource": "*"}
    assert invoke(policy(inverted)).effect is (IMPLICIT_DENY if covered else ALLOWED)


B, S3 = "arn:aws:bedrock:", "arn:aws:s3:::"
# A pattern, resources that it covers, and resources that it does not.
RESOURCES: list[tuple[str, list[str], list[str]]] = [
    ("*", [MODEL, "*"], []),
    ("**", [MODEL], []),
    (MODEL, [MODEL], ["*"]),
    (
        f"{B}*:*:foundation-model/*",
        [f"{B}us-east-2::foundation-model/x", f"{B}::foundation-model/x"],
        [f"{B}us-east-2:1:inference-profile/x"],
    ),
    (f"{B}*::foundation-model/*", [f"{B}::foundation-model/x"], []),
    (f"{B}us-*::foundation-model/*", [], [f"{B}::foundation-model/x"]),
    (f"{B}*", [f"{B}us-east-2::foundation-model/x"], []),
    (f"{S3}bucket/*.txt", [f"{S3}bucket/a/b.txt"], []),
    (f"{S3}bucket/?.txt", [f"{S3}bucket/a.txt"], [f"{S3}bucket/.txt", f"{S3}bucket/ab.txt"]),
    (f"{S3}bucket/a.c", [], [f"{S3}bucket/abc"]),
    (f"{S3}bucket/[ab]+", [f"{S3}bucket/[ab]+"], [f"{S3}bucket/a"]),
    (f"{S3}bucket/x", [], [f"{S3}bucket/X", f"{S3}bucket/xy", f"{S3}bucket/"]),
    (f"{S3}bucket/X", [f"{S3}bucket/X"], []),
    (f"{S3}b?ck?t", [f"{S3}bucket"], [f"{S3}buckt"]),
    (f"{S3}bucket/*", [f"{S3}bucket/a\nb"], [f"{S3}bucket"]),
    (f"{S3}*b*b", [f"{S3}abab"], [f"{S3}ab"]),
]


@pytest.mark.parametrize(
    ("pattern", "resource", "covered"),
    [(pattern, each, each in covered) for pattern, covered, others in RESOURCES for each in (*covered, *others)],
)
def test_resources_match_as_whole_strings(pattern: str, resource: str, covered: bool) -> None:
    assert covers(pattern, resource) is covered
    inverted: Statement = {"Effect": "Allow", "Action": "*", "NotResource": [pattern]}
    assert invoke(policy(inverted), resource=resource).effect is (IMPLICIT_DENY if covered else ALLOWED)


def test_any_of_several_resources_is_enough() -> None:
    listed = {**ALLOW, "Resource": ["arn:aws:s3:::bucket", MODEL]}
    assert invoke(policy(listed)).effect is ALLOWED
    assert invoke(policy(listed), resource="arn:aws:s3:::other").effect is IMPLICIT_DENY


def test_action_resource_and_condition_must_all_fit() -> None:
    fits: Statement = {
        "Effect": "Allow",
        "Action": "bedrock:InvokeModel",
        "Resource": MODEL,
        "Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}},
    }
    region = {"aws:RequestedRegion": ("us-east-1",)}
    assert invoke(policy(fits), context=region).effect is ALLOWED
    assert invoke(policy({**fits, "Action": "s3:*"}), context=region).effect is IMPLICIT_DENY
    assert invoke(policy({**fits, "Resource": "arn:aws:s3:::*"}), context=region).effect is IMPLICIT_DENY
    assert invoke(policy(fits), context={"aws:RequestedRegion": ("eu-west-1",)}).effect is IMPLICIT_DENY


def test_a_hostile_pattern_takes_no_time_worth_speaking_of() -> None:
    pattern = "arn:aws:s3:::" + "a*" * 2000 + "b"
    started = time.process_time()
    assert covers(pattern, "arn:aws:s3:::" + "a" * 4000) is False
    assert covers(pattern, "arn:aws:s3:::" + "a" * 4000 + "b") is True
    assert time.process_time() - started < 2


def test_requests_can_be_keys() -> None:
    first = Request("bedrock:InvokeModel", MODEL, {"aws:username": ("kim",)})
    assert {first: 1}[Request("bedrock:InvokeModel", MODEL, {"aws:username": ("kim",)})] == 1
    assert first != Request("bedrock:InvokeModel", MODEL)
    assert len({policy(ALLOW), policy(ALLOW), policy(DENY)}) == 2
