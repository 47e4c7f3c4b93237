"""From policies and a request to a judgement.

Source: IAM User Guide, "Policy evaluation logic", for one account: identity policies and a permissions boundary.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from checkpoints.rules.iam.certainty import Certainty, Doubt
from checkpoints.rules.iam.context import RequestContext
from checkpoints.rules.iam.document import list_statements
from checkpoints.rules.iam.request import Effect, Judgement, Policy, Request, StatementDoubt
from checkpoints.rules.iam.statement import judge_statement, name_statement, read_effect

# The boundary's place beside the identity policies, which are counted from 0.
_BOUNDARY: Final = -1


@dataclass(frozen=True, slots=True)
class _Match:
    """One statement held against a request: its effect (None: either), and whether it applies."""

    effect: str | None
    applies: Certainty
    policy: str
    place: int
    statement: str | int | None = None

    def doubts(self) -> tuple[StatementDoubt, ...]:
        causes = self.applies.causes() if isinstance(self.applies, Doubt) else ()
        return tuple(
            StatementDoubt(
                self.policy, self.place, self.statement, cause.reason, cause.about, cause.where, cause.regional
            )
            for cause in causes
        )


def evaluate(request: Request, identity: Sequence[Policy], boundary: Policy | None = None) -> Judgement:
    """What the principal's identity policies and permissions boundary say to a request.

    Never raises on a policy's content. Neither ALLOWED nor a deny depends on anything that could not be judged: a
    deny that may apply makes an allowed request UNKNOWN, and so does an allow that may apply to a denied one.
    Organization, session and resource policies are not looked at.
    """
    context = RequestContext(request)
    matches = list(
        chain.from_iterable(_match_statements(policy, place, request, context) for place, policy in enumerate(identity))
    )
    limits = _match_statements(boundary, _BOUNDARY, request, context) if boundary else []

    denies = [*_find_deciding("Deny", matches), *_find_deciding("Deny", limits)]
    sure = next((match for match in denies if match.applies is True), None)
    if sure is not None:
        kind = Effect.BOUNDARY_DENY if sure in limits else Effect.EXPLICIT_DENY
        return Judgement(kind, sure.policy, sure.statement)

    allow, limit_allow = _find_deciding("Allow", matches), _find_deciding("Allow", limits)
    if not allow:
        return Judgement(Effect.IMPLICIT_DENY)
    if boundary and not limit_allow:
        return Judgement(Effect.BOUNDARY_DENY, boundary.name)
    return _allowed_unless([*denies, *allow, *limit_allow], allow[0])


def _allowed_unless(matches: Sequence[_Match], allow: _Match) -> Judgement:
    """Allowed by one statement, unless others that decide are doubtful."""
    doubtful = [match for match in matches if match.applies is not True]
    first = next(iter(doubtful), allow)
    doubts = tuple(dict.fromkeys(doubt for match in doubtful for doubt in match.doubts()))
    return Judgement(Effect.UNKNOWN if doubts else Effect.ALLOWED, first.policy, first.statement, doubts)


def _match_statements(policy: Policy, place: int, request: Request, context: RequestContext) -> list[_Match]:
    found = list_statements(policy.document)
    if isinstance(found, Doubt):
        return [_Match(None, found, policy.name, place)]
    return [
        _Match(
            read_effect(one),
            judge_statement(one, policy, request, context),
            policy.name,
            place,
            name_statement(one, number),
        )
        for number, one in enumerate(found, start=1)
    ]


def _find_deciding(effect: str, matches: Iterable[_Match]) -> list[_Match]:
    """The first statement with this effect that applies, else all that may."""
    possible = [match for match in matches if match.effect in (effect, None) and match.applies is not False]
    return next(([match] for match in possible if match.applies is True), possible)
