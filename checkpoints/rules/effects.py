"""The effect of policies on what must be granted, by the policies read and by IAM's simulator together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from checkpoints.rules import policies, simulator
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import DenyingStatement, Evidence
from checkpoints.rules.iam import Effect, Judgement
from checkpoints.rules.needs import Need


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A need that is not granted. kind: of the policy that decided, as IAM's sentence names it; "" if unsaid.

    denied_by: the statement that denies, where it could be read.
    """

    action: str
    resource: str
    region: str
    kind: str
    explicit: bool
    denied_by: DenyingStatement | None = None


_KINDS = {
    Effect.IMPLICIT_DENY: ("identity-based policy", False),
    Effect.EXPLICIT_DENY: ("identity-based policy", True),
    Effect.BOUNDARY_DENY: ("permissions boundary", False),
    Effect.ORGANIZATION_DENY: ("service control policy", False),
}
DENIALS = frozenset(_KINDS)


@dataclass(frozen=True, slots=True)
class PolicyEffects:
    """The effect of policies on needs. UNKNOWN stays UNKNOWN: what cannot be judged is never taken for a grant.

    whole: nothing that could still deny was out of sight.
    """

    judgements: Mapping[Need, Judgement]
    whole: bool
    shown: tuple[Evidence, ...]

    def of(self, needs: Iterable[Need]) -> PolicyEffects:
        """The same for some of the needs."""
        return replace(self, judgements={need: self.judgements[need] for need in needs})

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """The needs that are definitely not granted."""
        return tuple(
            Shortfall(need.action, need.resource, _name_region(need), *_KINDS[judged.effect], name_statement(judged))
            for need, judged in self.judgements.items()
            if judged.effect in DENIALS
        )

    @property
    def doubt(self) -> Need | None:
        """A model in a Region that cannot be judged, while the same call is judged in another, or for other reasons.

        Where all of its Regions hang on one statement, and not on the Region, AWS has judged that for all of them when
        it let the call through.
        """
        for need, judged in self.judgements.items():
            if judged.effect is Effect.UNKNOWN:
                alike = [self.judgements[other] for other in self.judgements if _call(other) == _call(need)]
                if not all(judged.hangs_alike(other) for other in alike):
                    return need
        return None


def _call(need: Need) -> tuple[object, ...]:
    return need.action, need.profile_arn


def _name_region(need: Need) -> str:
    """The Region of a need's resource, "" for a model that a global profile calls."""
    parts = need.resource.split(":")
    return parts[3] if len(parts) > 4 else need.region


def name_statement(judged: Judgement) -> DenyingStatement | None:
    """The statement that denies; None where none does, or where nobody could read it."""
    if judged.effect not in DENIALS or judged.policy is None or judged.statement is None:
        return None
    return DenyingStatement(judged.policy, judged.statement)


@derived_once
def judge_needs(facts: Facts, needs: tuple[Need, ...]) -> PolicyEffects | None:
    """The effect on each need by the policies read, and by IAM's simulator; None where neither may be had.

    The simulator knows what no policy of the principal shows, such as the organization's: it is asked in any case.
    """
    read, simulated = policies.read_judgements(facts, needs), simulator.simulate(facts, needs)
    if read is None and simulated is None:
        return None
    held = facts.account.policies
    if read is None:
        return PolicyEffects(simulated or {}, True, (simulator.SHOWN,))
    if simulated is None:
        return PolicyEffects(read, held.boundary_known, (policies.SHOWN,))
    together = {need: _combine(read[need], simulated[need]) for need in needs}
    return PolicyEffects(together, True, (policies.SHOWN, simulator.SHOWN))


def _combine(read: Judgement, simulated: Judgement) -> Judgement:
    """A denial by either, else what either knows. An organization's stands above all that can be read."""
    if simulated.effect is Effect.ORGANIZATION_DENY:
        return simulated
    if read.effect in DENIALS:
        return read
    if simulated.effect in DENIALS or (read.effect is Effect.UNKNOWN and simulated.effect is not Effect.UNKNOWN):
        return simulated
    return read
