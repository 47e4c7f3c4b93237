"""Where the simulator and our evaluator disagree, AWS's documentation decides: one case of each kind.

The generator keeps out of all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from checkpoints.rules.iam import Effect
from tests.rules.iam.asking import ALLOW, ALLOWED, DENY, EXPLICIT_DENY, IMPLICIT_DENY, MODEL, UNKNOWN, Statement
from tests.rules.iam.generated import Case
from tests.rules.iam.simulating import effect_of, judge, simulate

pytestmark = pytest.mark.simulator


@dataclass(frozen=True, slots=True)
class Difference:
    """A case where the two disagree: what AWS documents about it, the statement and the context."""

    documented: str
    statement: Statement
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    resource: str = MODEL
    version: str = "2012-10-17"


def _when(operator: str, key: str, value: object) -> Statement:
    return {**ALLOW, "Condition": {operator: {key: value}}}


def _on(resource: str) -> Statement:
    return {**ALLOW, "Resource": resource}


def _all_but(resource: str) -> Statement:
    return {"Effect": "Allow", "Action": "*", "NotResource": resource}


OF_KIM, KIM = "arn:aws:s3:::bucket/${aws:username}", "arn:aws:iam::111122223333:user/kim"
HERE = {"aws:RequestedRegion": ("us-east-1",)}
# What our evaluator and the simulator say, and where.
DIFFERENCES: dict[tuple[Effect, Effect], dict[str, Difference]] = {
    (ALLOWED, IMPLICIT_DENY): {
        "wildcard before the first slash of the resource": Difference(
            "Resource: `*` and `?` stand for anything within a segment of the ARN; the simulator wants letters",
            _on("arn:aws:bedrock:*::foundation-mode?/*"),
        ),
        "an incomplete ARN in NotResource": Difference(
            "ARNs, incomplete ones: every missing field is `*`, so what is of another service is not named and is "
            "covered; the simulator completes it and then takes everything for named",
            _all_but("arn:aws:s3"),
        ),
        "ForAnyValue with IfExists, key absent": Difference(
            "Condition operators: with IfExists a missing key is never a non-match; the simulator lets ForAnyValue win",
            _when("ForAnyValue:StringEqualsIfExists", "aws:TagKeys", "a"),
        ),
        "the range of all addresses": Difference(
            "IP address operators: CIDR, and /0 holds every address; to the simulator it holds none",
            _when("IpAddress", "aws:SourceIp", "0.0.0.0/0"),
            {"aws:SourceIp": ("203.0.113.7",)},
        ),
        "NotIpAddress over the other family": Difference(
            "IP address operators: it holds for all addresses but the given ones, and an IPv6 address is none; "
            "the simulator lets it hold within the family alone",
            _when("NotIpAddress", "aws:SourceIp", "10.1.2.3"),
            {"aws:SourceIp": ("2001:db8::1",)},
        ),
        "epoch seconds": Difference(
            "Date operators: epoch time is in seconds; the simulator does not find it equal to the same date",
            _when("DateEquals", "aws:CurrentTime", "1767225600"),
            {"aws:CurrentTime": ("2026-01-01T00:00:00Z",)},
        ),
    },
    (UNKNOWN, IMPLICIT_DENY): {
        "a wildcard that would have to match a colon, where no document promises it": Difference(
            "Resource: an asterisk that ends a segment goes on beyond the colon, and an incomplete ARN is "
            "completed; which of both holds for a pattern that only the first lets match is not documented",
            _on("arn:aws:bedrock:us*l/anthropic*"),
        ),
        "a variable before the fifth colon": Difference(
            'Variables and tags: it counts in the resource portion alone, "after the fifth colon"; what IAM does with '
            "one before it is not documented",
            _on("arn:aws:bedrock:${aws:RequestedRegion}::*"),
            HERE,
        ),
        "a key made for several values without a set operator": Difference(
            "Multivalued context keys: ForAnyValue or ForAllValues is required; what happens without is not documented",
            _when("StringEquals", "aws:TagKeys", "a"),
            {"aws:TagKeys": ("a",)},
        ),
        "a negated operator over a variable without a value": Difference(
            "Variables and tags: no value equals it; whether a negated operator is then satisfied is not documented",
            _when("StringNotEquals", "aws:RequestedRegion", "${aws:username}"),
            HERE,
        ),
        "fewer than six components under an ARN operator": Difference(
            "ARN operators: six components are compared; what a shorter pattern means is not documented",
            _when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*"),
            {"aws:PrincipalArn": (KIM,)},
        ),
        "an empty list of values": Difference(
            "Grammar: a list has at least one value, so it cannot be judged",
            _when("StringEquals", "aws:RequestedRegion", []),
            HERE,
        ),
    },
    (UNKNOWN, ALLOWED): {
        "a wildcard in the field of the service": Difference(
            'Resource: "You can\'t use a wildcard in the service segment"; what IAM does with one is not documented',
            _on("arn:aws:bed*:*:*:*"),
        ),
        "letter case of an operator": Difference(
            "IAM refuses the policy (`Invalid Condition type : stringEquals`), so it cannot be judged",
            _when("stringEquals", "aws:RequestedRegion", "us-east-1"),
            HERE,
        ),
        "NotResource over a variable without a value": Difference(
            "Variables and tags: as above; the simulator takes the resource for not named", _all_but(OF_KIM)
        ),
    },
    (IMPLICIT_DENY, ALLOWED): {
        "letter case of the Region": Difference(
            "Resource: ARNs are case-sensitive; the simulator ignores the case of the Region",
            _on("arn:aws:bedrock:US-EAST-1::foundation-model/*"),
        ),
        "policy variables before Version 2012-10-17": Difference(
            "Variables and tags: older versions take `${…}` for literal text; the simulator replaces it in all of them",
            _on(OF_KIM),
            {"aws:username": ("kim",)},
            "arn:aws:s3:::bucket/kim",
            "2008-10-17",
        ),
    },
}


def test_every_known_difference_is_still_one_and_is_explained() -> None:
    rows = [(about, one, effects) for effects, group in DIFFERENCES.items() for about, one in group.items()]
    questions = []
    for _, one, _ in rows:
        action = "s3:GetObject" if one.resource.startswith("arn:aws:s3") else "bedrock:InvokeModel"
        document = {"Version": one.version, "Statement": one.statement}
        questions.append(Case(action, one.resource, one.context, (document,), None))
    found = [
        (judge(case).effect, effect_of(answer)) for case, answer in zip(questions, simulate(questions), strict=True)
    ]
    about = [name for name, _, _ in rows]
    assert dict(zip(about, found, strict=True)) == {name: effects for name, _, effects in rows}
    assert all(one.documented for _, one, _ in rows)


def test_an_explicit_deny_is_one_to_both() -> None:
    document = {"Version": "2012-10-17", "Statement": [ALLOW, DENY]}
    case = Case("bedrock:InvokeModel", MODEL, {}, (document,), None)
    assert judge(case).effect is EXPLICIT_DENY
    assert effect_of(simulate([case])[0]) is EXPLICIT_DENY
