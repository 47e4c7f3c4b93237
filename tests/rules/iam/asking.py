"""Short forms for asking the evaluator."""

from collections.abc import Mapping
from typing import Any

from checkpoints.rules.iam import EVERY_OTHER_KEY, Effect, Judgement, Policy, Request, evaluate

Statement = dict[str, Any]

MODEL = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0"
ALLOW: Statement = {"Effect": "Allow", "Action": "*", "Resource": "*"}
DENY: Statement = {"Effect": "Deny", "Action": "*", "Resource": "*"}

ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY = Effect.ALLOWED, Effect.EXPLICIT_DENY, Effect.IMPLICIT_DENY
BOUNDARY_DENY, UNKNOWN = Effect.BOUNDARY_DENY, Effect.UNKNOWN


def policy(*statements: object, name: str = "p", version: str | None = "2012-10-17") -> Policy:
    """A policy of these statements."""
    document: dict[str, object] = {"Statement": list(statements)}
    return Policy(name, document if version is None else {"Version": version, **document})


def invoke(
    *policies: Policy,
    context: Mapping[str, tuple[str, ...]] | None = None,
    known_absent: frozenset[str] = frozenset(),
    boundary: Policy | None = None,
    resource: str = MODEL,
    action: str = "bedrock:InvokeModel",
) -> Judgement:
    """What these policies say to a call of InvokeModel."""
    return evaluate(Request(action, resource, context or {}, known_absent), policies, boundary)


def holds(
    condition: object,
    context: Mapping[str, tuple[str, ...]] | None = None,
    version: str | None = "2012-10-17",
    known_absent: frozenset[str] = EVERY_OTHER_KEY,
) -> bool | str:
    """Whether a condition holds in a complete context, or the reason why that cannot be told."""
    judged = invoke(
        policy({**ALLOW, "Condition": condition}, version=version), context=context, known_absent=known_absent
    )
    if judged.effect is UNKNOWN:
        return judged.doubts[0].reason
    assert judged.effect in (ALLOWED, IMPLICIT_DENY)
    return judged.effect is ALLOWED


def covers(resource_pattern: str, resource: str, context: Mapping[str, tuple[str, ...]] | None = None) -> bool | str:
    """Whether a Resource element covers a resource, or the reason why that cannot be told."""
    judged = invoke(
        policy({**ALLOW, "Resource": resource_pattern}),
        resource=resource,
        context=context,
        known_absent=EVERY_OTHER_KEY,
    )
    return judged.doubts[0].reason if judged.effect is UNKNOWN else judged.effect is ALLOWED


def told(judgement: Judgement) -> tuple[object, ...]:
    """An UNKNOWN as it is told: the statement that it hangs on first, why, and about what."""
    doubt = judgement.doubts[0]
    return judgement.effect, judgement.policy, judgement.statement, doubt.reason, doubt.about
