"""Policies beside behaviour: what AWS has let through contradicts some of what they seem to deny."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from checkpoints.rules.effects import PolicyEffects
from checkpoints.rules.facts import Facts
from checkpoints.rules.iam import Effect, Judgement, StatementDoubt
from checkpoints.rules.probes import Probe, Probes
from checkpoints.rules.profiles import Need

_Basis = tuple[object, ...]
_OF_RESOURCE = ("aws:resource", "bedrock:")  # condition keys of one resource, or of one call


def heed_behaviour(facts: Facts, probes: Probes, effects: PolicyEffects) -> PolicyEffects:
    """The effects, with every denial UNKNOWN that stands on something which behaviour contradicts.

    A denial that is contradicted takes along all that stand on the same statement; where no statement decided, all of
    the same action, since a statement that allows it must have been missed. What hangs on a condition of the session
    alone is allowed once AWS let another request through that hangs on the same.
    """
    granted = {need for probe in probes.tried if probe.proves for need in _granted(facts, probes, probe, effects)}
    wrong = {_basis(need, effects.judgements[need]) for need in granted if effects.judgements[need].effect.is_denial}
    settled = [effects.judgements[need] for need in granted if _hangs_on_session(effects.judgements[need])]
    heeded = {need: _heed(need, judged, wrong, settled) for need, judged in effects.judgements.items()}
    return replace(effects, judgements=heeded)


def _heed(need: Need, judged: Judgement, wrong: Set[_Basis], settled: Sequence[Judgement]) -> Judgement:
    """A judgement beside what behaviour contradicts, and beside doubts that it settles."""
    if judged.effect.is_denial and _basis(need, judged) in wrong:
        return _doubt(judged)
    if any(judged.hangs_alike(each) for each in settled):
        return Judgement(Effect.ALLOWED)
    return judged


def _hangs_on_session(judged: Judgement) -> bool:
    """Whether all that could not be judged is the same in every request of the session: its address, its tags."""
    return bool(judged.doubts) and all(
        each.policy and each.where and not each.regional and not each.where.lower().startswith(_OF_RESOURCE)
        for each in judged.doubts
    )


def _granted(facts: Facts, probes: Probes, probe: Probe, effects: PolicyEffects) -> Iterator[Need]:
    """What AWS has granted when it let this action through, as far as effects are known.

    It reached one of the Regions that the profile routes to: where all are judged to be denied, one is judged wrongly.
    """
    if probe.model is None:
        yield from effects.judgements.keys() & {probes.needs[0]}
        return
    arn = probes.subject_of(facts, probe.model).route.profile.arn
    own = [need for need in effects.judgements if need.action == probe.action]
    yield from (need for need in own if need.resource == arn)
    regions = [need for need in own if need.profile_arn == arn]
    if all(effects.judgements[need].effect.is_denial for need in regions):
        yield from regions


def _basis(need: Need, judged: Judgement) -> _Basis:
    """What a denial stands on: a statement, or that no statement allows the action."""
    return judged.effect, judged.policy, judged.statement, need.action if judged.statement is None else None


def _doubt(judged: Judgement) -> Judgement:
    told = StatementDoubt(judged.policy or "", 0, judged.statement, "behaviour", judged.effect.value)
    return Judgement(Effect.UNKNOWN, judged.policy, judged.statement, (told,))
