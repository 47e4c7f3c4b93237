"""Permissions boundaries limit; they grant nothing."""

import pytest

from checkpoints.rules.iam import Judgement, Policy
from tests.rules.iam.asking import (
    ALLOW,
    ALLOWED,
    BOUNDARY_DENY,
    DENY,
    EXPLICIT_DENY,
    IMPLICIT_DENY,
    UNKNOWN,
    Statement,
    invoke,
    policy,
    told,
)

OTHER = {**ALLOW, "Action": "s3:*"}
PERHAPS = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}


EDGE, EDGE_DENIES = policy(OTHER, name="edge"), policy(ALLOW, {**DENY, "Sid": "Stop"}, name="edge")
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
    "nor-what-neither-allows": ([OTHER], EDGE, Judgement(IMPLICIT_DENY)),
    "an-explicit-deny-of-the-identity-comes-first": ([DENY], policy(DENY), Judgement(EXPLICIT_DENY, "p", 1)),
    "a-boundary-that-may-allow-is-unknown": ([ALLOW], EDGE_MAY_ALLOW, (UNKNOWN, "edge", 1, *WHY)),
    "so-is-one-that-may-deny": ([ALLOW], EDGE_MAY_DENY, (UNKNOWN, "edge", 2, *WHY)),
    "but-not-where-the-identity-allows-nothing": ([OTHER], policy({**DENY, **PERHAPS}), Judgement(IMPLICIT_DENY)),
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
