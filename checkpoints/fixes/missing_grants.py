"""What the principal lacks as a whole: what was denied, and all that nothing shows to be granted.

One denial tells of one action on one resource. A fix that grants just that is followed by the next denial, so here
everything is gathered that the guide's policy is for, and what is known to be granted is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checkpoints.client.model_pins import PinKind
from checkpoints.facts.account import AttachedPolicy
from checkpoints.guide.policy import LIST, MODEL_ACTIONS
from checkpoints.guide.vocabulary import ModelMatching
from checkpoints.rules import policies
from checkpoints.rules.effects import PolicyEffects, is_plain, list_subscribing_needs, simulate
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import DenyingStatement, Reply
from checkpoints.rules.iam import Effect, Judgement
from checkpoints.rules.probes import Probe, Probes, correct_by_behaviour, probe_actions
from checkpoints.rules.profiles import InferenceProfile, Need, find_route, list_profile_needs, read_profiles
from checkpoints.rules.step1 import judge_models
from checkpoints.rules.step2 import judge_marketplace_permissions


@derived_once
def list_needs(facts: Facts) -> tuple[Need, ...]:
    """All that must be granted: listing, both models wherever profiles route, and what else was denied.

    Of a guide's model that is past its life, and was denied, the model that the next section pins as well: it is what
    will be called. Subscribing is among it unless both models answer, and do so for good.
    """
    probes = probe_actions(facts)
    needs = [*dict.fromkeys((*probes.needs, *list_profile_needs(facts, _pinned_profiles(facts, probes))))]
    is_answered = all(found.passed for found in judge_models(facts))
    if not is_answered or judge_marketplace_permissions(facts).stops_others:
        needs += list_subscribing_needs(facts)
    known = {need.action for need in needs}
    others = (each for each in probes.shortfalls if each.action not in known)
    return (*needs, *dict.fromkeys(Need(each.action, each.resource, each.region) for each in others))


def _pinned_profiles(facts: Facts, probes: Probes) -> Iterator[InferenceProfile]:
    for model, subject in probes.subjects.items():
        pin = facts.edition.find_pin(model)
        is_own = subject.model_id == model.bedrock_id and facts.models is ModelMatching.FAMILY
        is_denied = any(probe.is_denied for probe in probes.tried if probe.model == model)
        if pin is None or not (is_own and is_denied and subject.is_past_announced_life):
            continue
        route = find_route(facts, pin.bedrock_id)
        if not route.is_unlisted:
            yield route.profile


@derived_once
def find_missing(facts: Facts) -> tuple[Need, ...]:
    """What the principal's own policies do not grant, whatever else denies it."""
    held = facts.account.policies
    return _find_missing(facts, held.policies if held.complete else None)


@derived_once
def find_missing_in_boundary(facts: Facts) -> tuple[Need, ...]:
    """What the permissions boundary does not allow."""
    boundary = facts.account.policies.boundary
    return _find_missing(facts, None if boundary is None else (boundary,))


@derived_once
def find_unproven(facts: Facts) -> tuple[Need, ...]:
    """What no answer of AWS shows to be granted: what a policy that nobody can read may not allow."""
    probes = probe_actions(facts)
    return tuple(need for need in list_needs(facts) if not _is_proven(facts, probes, need))


@derived_once
def find_denied(facts: Facts, by: DenyingStatement) -> tuple[Need, ...]:
    """What one statement denies, of the policies that could be read."""
    return tuple(need for need in list_needs(facts) if _is_denied(policies.find_denial(facts, need), by))


@derived_once
def find_missing_for_pins(facts: Facts) -> tuple[Need, ...]:
    """What the principal's own policies do not grant on profiles that Claude Code's settings pin, and IAM denied."""
    pins = (pin for pin in facts.claude_code.view.pins.every if pin.kind is PinKind.PROFILE)
    profiles = (_find_profile(facts, pin.model) for pin in pins if _is_plainly_denied(facts, pin.model))
    needs, held = list_profile_needs(facts, profiles), facts.account.policies
    judged = policies.judge_allows(facts, needs, held.policies) if held.complete else {}
    return tuple(need for need in needs if need not in judged or judged[need].effect is not Effect.ALLOWED)


def _find_profile(facts: Facts, profile_id: str) -> InferenceProfile:
    listed = (each for each in read_profiles(facts) if each.id == profile_id)
    return next(listed, find_route(facts, profile_id.partition(".")[2]).profile)


def _is_plainly_denied(facts: Facts, profile_id: str) -> bool:
    denials = (Reply(facts.account.permission(action, profile_id)).diagnosis.denial for action in MODEL_ACTIONS)
    return any(each is not None and is_plain(each) for each in denials)


def _is_denied(judged: Judgement | None, by: DenyingStatement) -> bool:
    return judged is not None and (judged.policy, judged.statement) == (by.policy, by.statement)


def _find_missing(facts: Facts, held: tuple[AttachedPolicy, ...] | None) -> tuple[Need, ...]:
    """What the statements do not allow, and what else no answer shows. held: None where nobody could read them."""
    probes, needs = probe_actions(facts), list_needs(facts)
    judged = _simulate(facts, needs) if held is None else policies.judge_allows(facts, needs, held)
    corrected = correct_by_behaviour(probes, PolicyEffects(judged, whole=False, shown=())).judgements
    missing = (need for need in needs if not _is_granted(facts, probes, need, corrected))
    is_simulated = held is None and judge_marketplace_permissions(facts).passed
    return tuple(need for need in missing if not (need.via and is_simulated))


def _simulate(facts: Facts, needs: tuple[Need, ...]) -> Mapping[Need, Judgement]:
    """What IAM's simulator says of the Regions that profiles route to, where it may be asked."""
    return simulate(facts, tuple(need for need in needs if need.routed)) or {}


def _is_granted(facts: Facts, probes: Probes, need: Need, judged: Mapping[Need, Judgement]) -> bool:
    effect = judged[need].effect if need in judged else Effect.UNKNOWN
    return _is_proven(facts, probes, need) if effect is Effect.UNKNOWN else effect is Effect.ALLOWED


def _is_proven(facts: Facts, probes: Probes, need: Need) -> bool:
    """Whether AWS did what the need is for. A call through a profile has reached one of its Regions.

    Where another Region was denied, it proves the guide's Region alone.
    """
    if need.action == LIST:
        return any(probe.proves for probe in probes.tried if probe.model is None)
    home = facts.edition.region
    if need.routed and need.region != home and any(each.region != home for each in probes.shortfalls):
        return False
    return any(_was_allowed(probes, probe, need) for probe in probes.tried)


def _was_allowed(probes: Probes, probe: Probe, need: Need) -> bool:
    """Whether AWS let the need's action through, on the profile that the need is about."""
    if probe.model is None or probe.action != need.action or not probe.proves:
        return False
    return probes.subjects[probe.model].route.profile.arn == (need.profile_arn or need.resource)
