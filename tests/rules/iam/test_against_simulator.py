"""The evaluator and an independent one, on generated policies.

The other one is `@cloud-copilot/iam-simulate` from npm, pinned in `simulator/package-lock.json`. It is AGPL-3.0: a
tool that these tests run in a process of its own, and no part of what is shipped. `simulator/install` fetches it;
without it, or without Node.js, these tests fail. Leave them out with `-m "not simulator"`.

Where the two disagree, AWS's documentation decides; `DIFFERENCES` has one case of each kind, and the generator keeps
out of all of them.
"""

import json
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from checkpoints.rules.iam import EVERY_OTHER_KEY, Effect, Judgement, Policy, Request, evaluate
from checkpoints.rules.iam.context import is_multivalued
from tests.rules.iam.asking import ALLOW, ALLOWED, BOUNDARY_DENY, DENY, EXPLICIT_DENY, IMPLICIT_DENY, MODEL, UNKNOWN
from tests.rules.iam.generated import Case, cases

pytestmark = pytest.mark.simulator

SIMULATOR = Path(__file__).parent / "simulator"


def simulate(questions: list[Case]) -> list[dict[str, Any]]:
    """The simulator's answers, from one process."""
    node = shutil.which("node")
    assert node, "Node.js is not installed; leave the comparison out with -m 'not simulator'"
    assert (SIMULATOR / "node_modules").is_dir(), f"the simulator is not installed: run {SIMULATOR / 'install'}"
    asked = [
        {
            "action": case.action,
            "resource": case.resource,
            # The simulator wants a list for a key made for several values, and a string for every other one.
            "context": {
                key: list(values) if is_multivalued(key) else values[0] for key, values in case.context.items()
            },
            "identity": case.identity,
            "boundary": case.boundary,
        }
        for case in questions
    ]
    answered = subprocess.run(
        [node, str(SIMULATOR / "judge.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert answered.returncode == 0, answered.stderr
    answers: list[dict[str, Any]] = json.loads(answered.stdout)
    assert len(answers) == len(questions)
    return answers


def effect_of(answer: dict[str, Any]) -> Effect:
    """The simulator's answer in our words."""
    assert answer.get("error") is None, answer
    assert answer["ignored"] == [], answer
    identity, boundary = answer["identity"], answer["boundary"]
    if identity == "ExplicitlyDenied":
        effect = EXPLICIT_DENY
    elif boundary == "ExplicitlyDenied":
        effect = BOUNDARY_DENY
    elif identity == "ImplicitlyDenied":
        effect = IMPLICIT_DENY
    elif boundary == "ImplicitlyDenied":
        effect = BOUNDARY_DENY
    else:
        effect = ALLOWED
    assert (effect is ALLOWED) is (answer["overall"] == "Allowed"), answer
    return effect


def judge(case: Case) -> Judgement:
    identity = [Policy(f"identity-{index}", document) for index, document in enumerate(case.identity)]
    boundary = Policy("boundary", case.boundary) if case.boundary else None
    return evaluate(Request(case.action, case.resource, case.context, EVERY_OTHER_KEY), identity, boundary)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_generated_policies_are_judged_alike(seed: int) -> None:
    questions = cases(seed, 1000)
    ours = [judge(case).effect for case in questions]
    theirs = [effect_of(answer) for answer in simulate(questions)]
    differing = [(case, a, b) for case, a, b in zip(questions, ours, theirs, strict=True) if a is not b]
    assert differing == []
    counts = Counter(ours)
    assert counts.keys() == {ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY, BOUNDARY_DENY}
    assert min(counts.values()) >= 40


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
