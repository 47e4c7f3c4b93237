"""What the caller may do: by behaviour first, and by the policies where they can be read or simulated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from checkpoints.guide.policy import LIST, MODEL_ACTIONS
from checkpoints.guide.requirements import MODEL_PERMISSIONS, POLICY_ATTACHED
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.refusals.kind import Kind
from checkpoints.rules import denials, policies
from checkpoints.rules.access import judge_access
from checkpoints.rules.effects import DENIALS, PolicyEffects, judge_needs
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import (
    Evidence,
    Finding,
    blocked,
    build_rule,
    failed,
    follow,
    judge_unheard,
    message,
    passed,
    unverified,
)
from checkpoints.rules.iam import Effect, Judgement, StatementDoubt
from checkpoints.rules.policies import Need
from checkpoints.rules.probes import Probe, Probes, is_plain, probe_actions
from checkpoints.rules.profiles import find_route, judge_list, judge_missing_profile
from checkpoints.rules.step3 import stop_without_credentials

_BEDROCK = (LIST, *MODEL_ACTIONS)


# -- the three Bedrock actions


@derived_once
def judge_model_permissions(facts: Facts) -> Finding:
    """The three Bedrock actions are granted, on profiles and on models in every Region that the profiles route to."""
    stopped = stop_without_credentials(facts, MODEL_PERMISSIONS)
    return stopped or _judge_probes(facts, probe_actions(facts))


def _no_policy(facts: Facts, probes: Probes) -> Finding | None:
    """Nothing at all is granted: the policy is not attached."""
    nothing = _find_missing_policy(facts, probes)
    return None if nothing is None else blocked(MODEL_PERMISSIONS, nothing)


def _denial(facts: Facts, probes: Probes) -> Finding | None:
    """IAM denied an action that was tried, for a reason that its words or the policies tell."""
    if not probes.told:
        return None
    shown = (*(each.shown for each in probes.told), *_show_policies(facts, probes))
    return denials.tell_shortfalls(facts, probes, probes.shortfalls, *shown)


def _show_policies(facts: Facts, probes: Probes) -> tuple[Evidence, ...]:
    """The policies as evidence, where they alone show why something was denied."""
    effects = judge_needs(facts, probes.needs) if any(each.is_read_from_policies for each in probes.told) else None
    return () if effects is None else effects.shown


def _unreadable_denial(facts: Facts, probes: Probes) -> Finding | None:
    """IAM denied an action, and nothing that can be read says why."""
    denied = next((each for each in probes.tried if each.is_unreadable), None)
    return None if denied is None else judge_unheard(MODEL_PERMISSIONS, denied.reply)


def _no_answer(facts: Facts, probes: Probes) -> Finding | None:
    """Nothing of AWS's answered an action."""
    return next((_unproven(facts, probes, each) for each in probes.silent if each.reply.is_unreachable), None)


def _denying_policy(facts: Facts, probes: Probes) -> Finding | None:
    """The policies deny a model in one of the Regions that a profile routes to; a call reaches only one of them."""
    effects = _judge_routes(facts, probes)
    if effects is None or not effects.shortfalls:
        return None
    return denials.tell_shortfalls(facts, probes, effects.shortfalls, *effects.shown)


def _silent_reply(facts: Facts, probes: Probes) -> Finding | None:
    """A reply does not show what IAM says."""
    return _unproven(facts, probes, probes.silent[0]) if probes.silent else None


def _doubtful_policy(facts: Facts, probes: Probes) -> Finding | None:
    """The policies cannot be judged for one of the Regions."""
    effects = _judge_routes(facts, probes)
    doubt = effects.doubt if effects is not None else None
    if effects is None or doubt is None:
        return None
    detail = message("permissions.unjudged", action=doubt.action, resource=doubt.resource)
    found = unverified(MODEL_PERMISSIONS, Cause.NOT_PERMITTED_TO_LOOK, detail, *effects.shown)
    return found.with_(case="condition", values={**detail.values, "principal": policies.name_caller(facts)})


def _proven(facts: Facts, probes: Probes) -> Finding:
    regions = {arn.split(":")[3] or "global" for profile in probes.profiles for arn in profile.model_arns}
    detail = message("permissions.proven", regions=", ".join(sorted(regions)))
    return passed(MODEL_PERMISSIONS, detail, *(each.shown for each in probes.tried))


_judge_probes = build_rule(
    denials.find_quarantine,
    _no_policy,
    _denial,
    _unreadable_denial,
    _no_answer,
    _denying_policy,
    _silent_reply,
    _doubtful_policy,
    otherwise=_proven,
)


def _judge_routes(facts: Facts, probes: Probes) -> PolicyEffects | None:
    """What the policies say of the models in every Region; they are not believed where behaviour contradicts them."""
    routed = tuple(need for need in probes.needs if need.routed)
    effects = judge_needs(facts, routed)
    if effects is None:
        return None
    besides = policies.read_judgements(facts, tuple(need for need in probes.needs if not need.routed)) or {}
    every = replace(effects, judgements={**besides, **effects.judgements})
    return heed_behaviour(facts, probes, every).of(routed)


def _unproven(facts: Facts, probes: Probes, silent: Probe) -> Finding:
    """A reply that does not show what IAM says: what kept it from that, where that is known."""
    if silent.model is None:
        return follow(MODEL_PERMISSIONS, judge_list(facts))
    subject = probes.subject_of(facts, silent.model)
    refused = silent.reply.kind in (Kind.ACCOUNT, Kind.UNKNOWN)
    access = judge_access(facts, silent.model).finding if subject.is_unlisted or refused else None
    if access is not None and access.stops_others:
        return blocked(MODEL_PERMISSIONS, access)
    if subject.is_unlisted and find_route(facts, silent.model.bedrock_id).is_unlisted:
        return blocked(MODEL_PERMISSIONS, judge_missing_profile(facts, silent.model))
    return _unheard(silent)


def _unheard(silent: Probe) -> Finding:
    """A model action whose reply proves nothing; the body was malformed, which AWS may have said in new words."""
    found = judge_unheard(MODEL_PERMISSIONS, silent.reply)
    may_be_allowed = silent.reply.kind is Kind.UNKNOWN and silent.reply.answer.status not in (None, 401, 403)
    return found.with_(verdict=Verdict.UNVERIFIED, cause=Cause.SERVICE_ERROR) if may_be_allowed else found


# -- the policy itself


@derived_once
def judge_policy(facts: Facts) -> Finding:
    """The guide's policy, or policies that mean the same, are attached to the user or role in use."""
    stopped = stop_without_credentials(facts, POLICY_ATTACHED)
    return stopped or _judge_policy(facts, probe_actions(facts))


def _find_missing_policy(facts: Facts, probes: Probes) -> Finding | None:
    """Each of the three actions was tried and plainly denied."""
    missing = probes.shortfalls
    plainly = len(missing) == len(probes.tried) and all(is_plain(each) and each.action in _BEDROCK for each in missing)
    if not plainly or policies.do_statements_allow(facts, probes.needs):
        return None
    held, name = facts.account.policies, facts.edition.policy.name
    misses = [each.name for each in held.policies if policies.names_bedrock(each)] if held.complete else []
    caller = policies.name_caller(facts)
    values = {"policy": name, "principal": caller, "action": LIST, "resource": missing[0].resource}
    shown = probes.tried[0].shown, *_show_policies(facts, probes)
    if misses:
        detail = message("policy.says-else", **values, names=", ".join(misses))
        return failed(POLICY_ATTACHED, Cause.POLICY_INCOMPLETE, detail, *shown)
    return failed(POLICY_ATTACHED, Cause.POLICY_NOT_ATTACHED, message("policy.not-attached", **values), *shown)


def _granting_statements(facts: Facts, probes: Probes) -> Finding | None:
    """The statements of the policies read grant it."""
    if not policies.do_statements_allow(facts, probes.needs):
        return None
    names = policies.name_policies(facts)
    shown = Evidence("iam:GetPolicyVersion", message("policy.read", names=names))
    return passed(POLICY_ATTACHED, message("policy.attached", names=names), shown).with_(
        notes=(message("policy.narrow-later"),), guide_notes=(message("guide.get-inference-profile"),)
    )


def _effect(facts: Facts, probes: Probes) -> Finding | None:
    """Every action was allowed."""
    if not probes.is_every_action_proven or judge_model_permissions(facts).verdict is Verdict.FAILED:
        return None
    effect = passed(POLICY_ATTACHED, message("policy.by-effect"), *(each.shown for each in probes.tried if each.proves))
    return effect.with_(notes=(message("policy.narrow-later"),))


def _permissions(facts: Facts, probes: Probes) -> Finding:
    return follow(POLICY_ATTACHED, judge_model_permissions(facts))


_judge_policy = build_rule(_find_missing_policy, _granting_statements, _effect, otherwise=_permissions)


# -- policies that behaviour contradicts

_Basis = tuple[object, ...]
_OF_RESOURCE = ("aws:resource", "bedrock:")  # condition keys of one resource, or of one call


def heed_behaviour(facts: Facts, probes: Probes, effects: PolicyEffects) -> PolicyEffects:
    """The effects, with every denial UNKNOWN that stands on something which behaviour contradicts.

    A denial that is contradicted takes along all that stand on the same statement; where no statement decided, all of
    the same action, since a statement that allows it must have been missed. What hangs on a condition of the session
    alone is allowed once AWS let another request through that hangs on the same.
    """
    granted = {need for probe in probes.tried if probe.proves for need in _granted(facts, probes, probe, effects)}
    wrong = {_basis(need, effects.judgements[need]) for need in granted if effects.judgements[need].effect in DENIALS}
    settled = [effects.judgements[need] for need in granted if _hangs_on_session(effects.judgements[need])]
    heeded = {need: _heed(need, judged, wrong, settled) for need, judged in effects.judgements.items()}
    return replace(effects, judgements=heeded)


def _heed(need: Need, judged: Judgement, wrong: Set[_Basis], settled: Sequence[Judgement]) -> Judgement:
    """A judgement beside what behaviour contradicts, and beside doubts that it settles."""
    if judged.effect in DENIALS and _basis(need, judged) in wrong:
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
    regions = {need: effects.judgements[need].effect for need in own if need.profile_arn == arn}
    if DENIALS.issuperset(regions.values()):
        yield from regions


def _basis(need: Need, judged: Judgement) -> _Basis:
    """What a denial stands on: a statement, or that no statement allows the action."""
    return judged.effect, judged.policy, judged.statement, need.action if judged.statement is None else None


def _doubt(judged: Judgement) -> Judgement:
    told = StatementDoubt(judged.policy or "", 0, judged.statement, "behaviour", judged.effect.value)
    return Judgement(Effect.UNKNOWN, judged.policy, judged.statement, (told,))
