"""Permissions boundaries limit; they grant nothing."""

from checkpoints.rules.iam import Judgement
from tests.rules.iam.asking import (
    ALLOW,
    ALLOWED,
    BOUNDARY_DENY,
    DENY,
    EXPLICIT_DENY,
    IMPLICIT_DENY,
    UNKNOWN,
    invoke,
    policy,
    told,
)

OTHER = {**ALLOW, "Action": "s3:*"}
PERHAPS = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}


def test_what_both_allow_is_allowed_by_the_identity_policy() -> None:
    assert invoke(policy(ALLOW), boundary=policy(ALLOW, name="edge")) == Judgement(ALLOWED, "p", 1)


def test_what_the_boundary_does_not_allow_is_denied_by_it() -> None:
    assert invoke(policy(ALLOW), boundary=policy(OTHER, name="edge")) == Judgement(BOUNDARY_DENY, "edge")
    assert invoke(policy(ALLOW), boundary=policy(name="edge")) == Judgement(BOUNDARY_DENY, "edge")


def test_a_deny_in_the_boundary_is_the_boundary_s() -> None:
    edge = policy(ALLOW, {**DENY, "Sid": "Stop"}, name="edge")
    assert invoke(policy(ALLOW), boundary=edge) == Judgement(BOUNDARY_DENY, "edge", "Stop")
    assert invoke(boundary=edge) == Judgement(BOUNDARY_DENY, "edge", "Stop")


def test_a_boundary_grants_nothing() -> None:
    assert invoke(boundary=policy(ALLOW)) == Judgement(IMPLICIT_DENY)
    assert invoke(policy(OTHER), boundary=policy(OTHER)) == Judgement(IMPLICIT_DENY)


def test_an_explicit_deny_of_the_identity_comes_first() -> None:
    assert invoke(policy(DENY), boundary=policy(DENY, name="edge")) == Judgement(EXPLICIT_DENY, "p", 1)


def test_a_boundary_that_may_allow_or_may_deny_is_unknown() -> None:
    reason = ("context-missing", "aws:MultiFactorAuthPresent")
    assert told(invoke(policy(ALLOW), boundary=policy({**ALLOW, **PERHAPS}, name="edge"))) == (
        UNKNOWN,
        "edge",
        1,
        *reason,
    )
    assert told(invoke(policy(ALLOW), boundary=policy(ALLOW, {**DENY, **PERHAPS}, name="edge"))) == (
        UNKNOWN,
        "edge",
        2,
        *reason,
    )
    assert invoke(policy(OTHER), boundary=policy({**DENY, **PERHAPS})).effect is IMPLICIT_DENY


def test_what_the_boundary_surely_stops_is_denied_however_the_identity_is_read() -> None:
    may_allow, may_deny = policy({**ALLOW, **PERHAPS}), policy(ALLOW, {**DENY, **PERHAPS})
    assert invoke(may_allow, boundary=policy(OTHER, name="edge")) == Judgement(BOUNDARY_DENY, "edge")
    assert invoke(may_deny, boundary=policy(OTHER, name="edge")) == Judgement(BOUNDARY_DENY, "edge")
    assert invoke(may_deny, boundary=policy(DENY, name="edge")) == Judgement(BOUNDARY_DENY, "edge", 1)
