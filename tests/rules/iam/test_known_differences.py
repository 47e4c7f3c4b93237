"""Where the simulator and our evaluator disagree, AWS's documentation decides: one case of each kind.

The generator keeps out of all of them.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from checkpoints.rules.iam import Effect
from tests.rules.iam.asking import ALLOW, ALLOWED, DENY, EXPLICIT_DENY, IMPLICIT_DENY, MODEL, UNKNOWN
from tests.rules.iam.generated import Case
from tests.rules.iam.simulating import effect_of, judge, simulate

pytestmark = pytest.mark.simulator


@dataclass(frozen=True, slots=True)
class Difference:
    """A case where the two disagree, and what AWS documents about it."""

    about: str
    documented: str
    statement: dict[str, Any]
    ours: Effect
    theirs: Effect
    context: dict[str, tuple[str, ...]]
    resource: str = MODEL
    version: str = "2012-10-17"


def _conditioned(operator: str, key: str, value: str) -> dict[str, Any]:
    return {**ALLOW, "Condition": {operator: {key: value}}}


DIFFERENCES = (
    Difference(
        "wildcard before the first slash of the resource",
        "Resource: `*` and `?` stand for anything within a segment of the ARN; the simulator wants the type in letters",
        {**ALLOW, "Resource": "arn:aws:bedrock:*::foundation-mode?/*"},
        ALLOWED,
        IMPLICIT_DENY,
        {},
    ),
    Difference(
        "a wildcard that would have to match a colon, where no document promises it",
        "Resource: an asterisk that ends a segment goes on beyond the colon, and an incomplete ARN is "
        "completed; which of both holds for a pattern that only the first lets match is not documented",
        {**ALLOW, "Resource": "arn:aws:bedrock:us*l/anthropic*"},
        UNKNOWN,
        IMPLICIT_DENY,
        {},
    ),
    Difference(
        "an incomplete ARN in NotResource",
        "ARNs, incomplete ones: every missing field is `*`, so what is of another service is not named and NotResource "
        "covers it; the simulator completes it and then takes everything for named",
        {"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3"},
        ALLOWED,
        IMPLICIT_DENY,
        {},
    ),
    Difference(
        "a wildcard in the field of the service",
        'Resource: "You can\'t use a wildcard in the service segment"; what IAM does with one is not documented',
        {**ALLOW, "Resource": "arn:aws:bed*:*:*:*"},
        UNKNOWN,
        ALLOWED,
        {},
    ),
    Difference(
        "a variable before the fifth colon",
        'Variables and tags: it counts in the resource portion alone, "after the fifth colon"; what IAM does with one '
        "before it is not documented",
        {**ALLOW, "Resource": "arn:aws:bedrock:${aws:RequestedRegion}::*"},
        UNKNOWN,
        IMPLICIT_DENY,
        {"aws:RequestedRegion": ("us-east-1",)},
    ),
    Difference(
        "letter case of the Region",
        "Resource: ARNs are case-sensitive; the simulator ignores the case of the Region",
        {**ALLOW, "Resource": "arn:aws:bedrock:US-EAST-1::foundation-model/*"},
        IMPLICIT_DENY,
        ALLOWED,
        {},
    ),
    Difference(
        "policy variables before Version 2012-10-17",
        "Variables and tags: older versions take `${…}` for literal text; the simulator replaces it in all of them",
        {**ALLOW, "Resource": "arn:aws:s3:::bucket/${aws:username}"},
        IMPLICIT_DENY,
        ALLOWED,
        {"aws:username": ("kim",)},
        "arn:aws:s3:::bucket/kim",
        "2008-10-17",
    ),
    Difference(
        "ForAnyValue with IfExists, key absent",
        "Condition operators: with IfExists a missing key is never a non-match; the simulator lets ForAnyValue win",
        _conditioned("ForAnyValue:StringEqualsIfExists", "aws:TagKeys", "a"),
        ALLOWED,
        IMPLICIT_DENY,
        {},
    ),
    Difference(
        "the range of all addresses",
        "IP address operators: CIDR, and /0 holds every address; to the simulator it holds none",
        _conditioned("IpAddress", "aws:SourceIp", "0.0.0.0/0"),
        ALLOWED,
        IMPLICIT_DENY,
        {"aws:SourceIp": ("203.0.113.7",)},
    ),
    Difference(
        "NotIpAddress over the other family",
        "IP address operators: it holds for all addresses but the given ones, and an IPv6 address is none of these; "
        "the simulator lets it hold within the family alone",
        _conditioned("NotIpAddress", "aws:SourceIp", "10.1.2.3"),
        ALLOWED,
        IMPLICIT_DENY,
        {"aws:SourceIp": ("2001:db8::1",)},
    ),
    Difference(
        "epoch seconds",
        "Date operators: epoch time is in seconds; the simulator does not find it equal to the same date",
        _conditioned("DateEquals", "aws:CurrentTime", "1767225600"),
        ALLOWED,
        IMPLICIT_DENY,
        {"aws:CurrentTime": ("2026-01-01T00:00:00Z",)},
    ),
    Difference(
        "letter case of an operator",
        "IAM refuses the policy (`Invalid Condition type : stringEquals`), so it cannot be judged",
        _conditioned("stringEquals", "aws:RequestedRegion", "us-east-1"),
        UNKNOWN,
        ALLOWED,
        {"aws:RequestedRegion": ("us-east-1",)},
    ),
    Difference(
        "a key made for several values without a set operator",
        "Multivalued context keys: ForAnyValue or ForAllValues is required; what happens without is not documented",
        _conditioned("StringEquals", "aws:TagKeys", "a"),
        UNKNOWN,
        IMPLICIT_DENY,
        {"aws:TagKeys": ("a",)},
    ),
    Difference(
        "a negated operator over a variable without a value",
        "Variables and tags: no value equals it; whether a negated operator is then satisfied is not documented",
        _conditioned("StringNotEquals", "aws:RequestedRegion", "${aws:username}"),
        UNKNOWN,
        IMPLICIT_DENY,
        {"aws:RequestedRegion": ("us-east-1",)},
    ),
    Difference(
        "NotResource over a variable without a value",
        "Variables and tags: as above; the simulator takes the resource for not named",
        {"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::bucket/${aws:username}"},
        UNKNOWN,
        ALLOWED,
        {},
    ),
    Difference(
        "fewer than six components under an ARN operator",
        "ARN operators: six components are compared; what a shorter pattern means is not documented",
        _conditioned("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*"),
        UNKNOWN,
        IMPLICIT_DENY,
        {"aws:PrincipalArn": ("arn:aws:iam::111122223333:user/kim",)},
    ),
    Difference(
        "an empty list of values",
        "Grammar: a list has at least one value, so it cannot be judged",
        {**ALLOW, "Condition": {"StringEquals": {"aws:RequestedRegion": []}}},
        UNKNOWN,
        IMPLICIT_DENY,
        {"aws:RequestedRegion": ("us-east-1",)},
    ),
)


def test_every_known_difference_is_still_one_and_is_explained() -> None:
    questions = []
    for one in DIFFERENCES:
        action = "s3:GetObject" if one.resource.startswith("arn:aws:s3") else "bedrock:InvokeModel"
        document = {"Version": one.version, "Statement": one.statement}
        questions.append(Case(action, one.resource, one.context, (document,), None))
    found = {
        one.about: (judge(case).effect, effect_of(answer))
        for one, case, answer in zip(DIFFERENCES, questions, simulate(questions), strict=True)
    }
    assert found == {one.about: (one.ours, one.theirs) for one in DIFFERENCES}
    assert all(one.documented for one in DIFFERENCES)


def test_an_explicit_deny_is_one_to_both() -> None:
    document = {"Version": "2012-10-17", "Statement": [ALLOW, DENY]}
    case = Case("bedrock:InvokeModel", MODEL, {}, (document,), None)
    assert judge(case).effect is EXPLICIT_DENY
    assert effect_of(simulate([case])[0]) is EXPLICIT_DENY
