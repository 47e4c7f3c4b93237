"""From policies and a request to a judgement.

Source: IAM User Guide, "Policy evaluation logic", for one account: identity policies and a permissions boundary.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checkpoints.rules.iam.certainty import Certainty, Doubt
from checkpoints.rules.iam.context import RequestContext
from checkpoints.rules.iam.document import knows_variables, statements
from checkpoints.rules.iam.request import Effect, Judgement, Policy, Request
from checkpoints.rules.iam.statement import applies, effect, label


@dataclass(frozen=True, slots=True)
class _Voice:
    """What one statement has to say: its effect (None: either), and whether it applies."""

    effect: str | None
    applies: Certainty
    policy: str
    statement: str | None = None

    def as_judgement(self, effect: Effect) -> Judgement:
        if isinstance(self.applies, Doubt):
            return Judgement(Effect.UNKNOWN, self.policy, self.statement, self.applies.reason, self.applies.about)
        return Judgement(effect, self.policy, self.statement)


def evaluate(request: Request, identity: Sequence[Policy], boundary: Policy | None = None) -> Judgement:
    """What the principal's identity policies and permissions boundary say to a request.

    Never raises on a policy's content. Neither ALLOWED nor a deny depends on anything that could not be judged: a
    deny that may apply makes an allowed request UNKNOWN, and so does an allow that may apply to a denied one.
    Organization, session and resource policies are not looked at.
    """
    context = RequestContext(request)
    voices = [voice for policy in identity for voice in _voices(policy, request, context)]
    limits = _voices(boundary, request, context) if boundary else []

    deny, limit_deny = _loudest("Deny", voices), _loudest("Deny", limits)
    if deny and deny.applies is True:
        return deny.as_judgement(Effect.EXPLICIT_DENY)
    if limit_deny and limit_deny.applies is True:
        return limit_deny.as_judgement(Effect.BOUNDARY_DENY)

    allow, limit_allow = _loudest("Allow", voices), _loudest("Allow", limits)
    if allow is None:
        return Judgement(Effect.IMPLICIT_DENY)
    if boundary and limit_allow is None:
        return Judgement(Effect.BOUNDARY_DENY, boundary.name)

    doubtful = (voice for voice in (deny, limit_deny, allow, limit_allow) if voice and voice.applies is not True)
    return next(doubtful, allow).as_judgement(Effect.ALLOWED)


def _voices(policy: Policy, request: Request, context: RequestContext) -> list[_Voice]:
    found = statements(policy.document)
    if isinstance(found, Doubt):
        return [_Voice(None, found, policy.name)]
    variables = knows_variables(policy.document)
    return [
        _Voice(effect(one), applies(one, request, context, variables), policy.name, label(one, index))
        for index, one in enumerate(found)
    ]


def _loudest(effect: str, voices: Iterable[_Voice]) -> _Voice | None:
    """The first voice with this effect that applies, else the first that may, else None."""
    heard = [voice for voice in voices if voice.effect in (effect, None) and voice.applies is not False]
    return next((voice for voice in heard if voice.applies is True), heard[0] if heard else None)
