"""Why each tried action was denied: by IAM's words, or by the policies where AWS gives no reason that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checkpoints.refusals.kind import Kind
from checkpoints.rules.behaviour import heed_behaviour
from checkpoints.rules.effects import PolicyEffects, Shortfall, judge_needs
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import Reply
from checkpoints.rules.probes import Probe, Probes, is_plain, try_actions
from checkpoints.rules.profiles import read_list


@derived_once
def probe_actions(facts: Facts) -> Probes:
    """Every action as it was tried, with the reason of each denial as far as anything shows it."""
    probes = try_actions(facts)
    effects = judge_needs(facts, probes.needs) if any(_is_open(each.reply) for each in probes.tried) else None
    return replace(probes, tried=tuple(_explain(facts, probes, each, effects) for each in probes.tried))


def is_list_denied(facts: Facts) -> bool:
    """Whether the list is denied to the caller: of that `permissions` judges."""
    listed = read_list(facts)
    if _is_unknown_refusal(listed):
        return probe_actions(facts).tried[0].is_denied
    return listed.kind is Kind.IAM


def _explain(facts: Facts, probes: Probes, probe: Probe, effects: PolicyEffects | None) -> Probe:
    """The same action, with what the policies say of it where AWS gives no reason for a denial, or none to be read."""
    decided = _decide(facts, probes, probe, effects) if effects is not None and _is_open(probe.reply) else None
    is_unreadable = decided is None and (_are_told_alike(probes.tried) or _is_encoded(probe.reply))
    return replace(probe, decided=decided, is_unreadable=is_unreadable)


def _is_open(reply: Reply) -> bool:
    """Whether AWS refused and its words do not tell which kind of policy denies."""
    denial = reply.diagnosis.denial
    return _is_unknown_refusal(reply) if denial is None else not denial.explicit and not denial.kind


def _is_unknown_refusal(reply: Reply) -> bool:
    """Whether AWS refused with the status of a denial, in words that nobody knows."""
    return reply.kind is Kind.UNKNOWN and reply.answer.status == 403


def _is_encoded(reply: Reply) -> bool:
    denial = reply.diagnosis.denial
    return denial is not None and denial.is_encoded


def _are_told_alike(tried: Sequence[Probe]) -> bool:
    """Whether listing and every call are refused in the same unknown words: permissions are what they share."""
    words = {(each.reply.answer.code, each.reply.answer.message) for each in tried}
    return len(words) == 1 and all(_is_unknown_refusal(each.reply) for each in tried)


def _decide(facts: Facts, probes: Probes, probe: Probe, effects: PolicyEffects) -> Shortfall | None:
    """The denial of an action as the policies show it.

    Where nobody can read AWS's words, they are not believed where behaviour contradicts them.
    """
    denial = probe.reply.diagnosis.denial
    if denial is None or denial.is_encoded:
        return next(_list_denied(facts, probes, probe, heed_behaviour(facts, probes, effects)), None)
    told = _list_denied(facts, probes, probe, effects)
    return next((each for each in told if each.resource == denial.resource and not is_plain(each)), None)


def _list_denied(facts: Facts, probes: Probes, probe: Probe, effects: PolicyEffects) -> Iterator[Shortfall]:
    """What the policies deny of what an action was tried on: the list, or a model's profile and what stands behind."""
    denied = {each.resource: each for each in effects.shortfalls if each.action == probe.action}
    if probe.model is None:
        resources: tuple[str, ...] = (probes.needs[0].resource,)
    else:
        profile = probes.subject_of(facts, probe.model).route.profile
        resources = profile.arn, *profile.model_arns
    yield from (denied[each] for each in resources if each in denied)
