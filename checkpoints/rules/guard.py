"""Where AWS in this run did what the policies seem to deny, the policies cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checkpoints.rules.effects import DENIALS, PolicyEffects
from checkpoints.rules.facts import Facts
from checkpoints.rules.iam import Effect, Judgement, StatementDoubt
from checkpoints.rules.needs import Need, need_of_listing
from checkpoints.rules.probes import Probe, Probes

Basis = tuple[object, ...]


def heed_behaviour(facts: Facts, probes: Probes, effects: PolicyEffects) -> PolicyEffects:
    """The effects, with every denial UNKNOWN that stands on something which behaviour contradicts.

    A denial that is contradicted takes along all that stand on the same statement; where no statement decided, all of
    the same action, since a statement that allows it must have been missed.
    """
    wrong = {_basis(need, effects.judgements[need]) for need in _contradicted(facts, probes, effects)}
    if not wrong:
        return effects
    heeded = {
        need: _doubt(judged) if judged.effect in DENIALS and _basis(need, judged) in wrong else judged
        for need, judged in effects.judgements.items()
    }
    return replace(effects, judgements=heeded)


def _contradicted(facts: Facts, probes: Probes, effects: PolicyEffects) -> Iterator[Need]:
    """The needs that are judged to be denied although AWS has granted them in this run."""
    for probe in probes.tried:
        if probe.proves:
            for need in _granted(facts, probes, probe, effects):
                if effects.judgements[need].effect in DENIALS:
                    yield need


def _granted(facts: Facts, probes: Probes, probe: Probe, effects: PolicyEffects) -> Iterator[Need]:
    """What AWS has granted when it let this action through, as far as effects are known.

    It reached one of the Regions that the profile routes to: where all are judged to be denied, one is judged wrongly.
    """
    if probe.model is None:
        yield from effects.judgements.keys() & {need_of_listing(facts)}
        return
    arn = probes.subject_of(facts, probe.model).route.profile.arn
    own = [need for need in effects.judgements if need.action == probe.action]
    yield from (need for need in own if need.resource == arn)
    regions = {need: effects.judgements[need].effect for need in own if need.profile_arn == arn}
    if DENIALS.issuperset(regions.values()):
        yield from regions


def _basis(need: Need, judged: Judgement) -> Basis:
    """What a denial stands on: a statement, or that no statement allows the action."""
    return judged.effect, judged.policy, judged.statement, need.action if judged.statement is None else None


def _doubt(judged: Judgement) -> Judgement:
    told = StatementDoubt(judged.policy or "", 0, judged.statement, "behaviour", judged.effect.value)
    return Judgement(Effect.UNKNOWN, judged.policy, judged.statement, (told,))
