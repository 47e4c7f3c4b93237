"""What the caller may do: by behaviour first, and by the policies where they can be read or simulated."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.guide.policy import LIST, MODEL_ACTIONS
from checkpoints.guide.requirements import MODEL_PERMISSIONS, POLICY_ATTACHED
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.refusals.kind import Kind
from checkpoints.rules import denials, policies
from checkpoints.rules.access import judge_access
from checkpoints.rules.effects import PolicyEffects, judge_needs
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import (
    Evidence,
    Finding,
    blocked,
    build_rule,
    failed,
    follow,
    judge_unanswered,
    message,
    passed,
    unverified,
)
from checkpoints.rules.probes import Probe, Probes, correct_by_behaviour, is_plain, probe_actions
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
    if denied is None:
        return None
    found, denial = judge_unanswered(MODEL_PERMISSIONS, denied.reply), denied.reply.diagnosis.denial
    return found if denial is None else found.with_(notes=(message("permissions.encoded"),))


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
    return correct_by_behaviour(facts, probes, every).of(routed)


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
    found = judge_unanswered(MODEL_PERMISSIONS, silent.reply)
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
    caller = policies.name_caller(facts)
    values = {"policy": name, "principal": caller, "action": LIST, "resource": missing[0].resource}
    shown = probes.tried[0].shown, *_show_policies(facts, probes)
    if name in held.unread:
        return failed(POLICY_ATTACHED, Cause.POLICY_INCOMPLETE, message("policy.unread", **values), *shown)
    misses = [each.name for each in held.policies if each.name == name or policies.names_bedrock(each)]
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
