"""What a decision of IAM's own simulator comes to, as a judgement in the same three values."""

from collections.abc import Mapping, Sequence
from typing import Any

from checkpoints.refusals.denial import PERMISSIONS_BOUNDARY, SERVICE_CONTROL_POLICY
from checkpoints.rules.iam.certainty import CONTEXT_MISSING
from checkpoints.rules.iam.request import Effect, Judgement, StatementDoubt

_DECISIONS = {"allowed": Effect.ALLOWED, "explicitDeny": Effect.EXPLICIT_DENY, "implicitDeny": Effect.IMPLICIT_DENY}
_GUARDS = {SERVICE_CONTROL_POLICY: Effect.ORGANIZATION_DENY, PERMISSIONS_BOUNDARY: Effect.BOUNDARY_DENY}
# Condition keys that a real request of the caller does not have either, unless a need says so.
_ABSENT = frozenset({"aws:calledvia", "aws:calledviafirst", "aws:calledvialast"})


def judge_decision(action: str, decisions: Sequence[Mapping[str, Any]]) -> Judgement:
    """The simulator's one decision on an action; none where a condition may come out otherwise in a real request."""
    found = [each for each in decisions if str(each["action"]).lower() == action.lower()]
    lacked = {key.lower() for each in found for key in each["lacked"]} - _ABSENT
    if len(found) != 1 or lacked:
        return _unknown(", ".join(sorted(lacked)))
    effect = _effect(found[0])
    decision = found[0]["decision"]
    is_explicit = decision == "explicitDeny"
    return _unknown(decision) if effect is Effect.UNKNOWN else Judgement(effect, is_explicit=is_explicit)


def _effect(decision: Mapping[str, Any]) -> Effect:
    """What a decision comes to: a policy that stands above the principal's own goes before them."""
    guard = next((effect for kind, effect in _GUARDS.items() if kind in decision["guards"]), None)
    return guard or _DECISIONS.get(decision["decision"], Effect.UNKNOWN)


def _unknown(about: str) -> Judgement:
    return Judgement(Effect.UNKNOWN, doubts=(StatementDoubt("", 0, None, CONTEXT_MISSING, about),))
