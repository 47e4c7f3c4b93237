"""Whether the caller may list profiles and call models: by behaviour first, then by the policies read or simulated.

And the finding where they may not: the root among all that was denied, and the statement that denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from checkpoints.guide.policy import LIST, MODEL_ACTIONS
from checkpoints.guide.requirements import MODEL_PERMISSIONS, POLICY_ATTACHED
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.refusals.denial import IDENTITY_POLICY
from checkpoints.refusals.diagnosis import diagnose
from checkpoints.refusals.kind import Kind
from checkpoints.rules import policies
from checkpoints.rules.access import judge_access
from checkpoints.rules.effects import PolicyEffects, Shortfall, find_root, is_plain, judge_needs, name_statement
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import (
    DenyingStatement,
    Evidence,
    Finding,
    Message,
    blocked,
    build_rule,
    failed,
    follow,
    judge_unanswered,
    message,
    passed,
    unverified,
)
from checkpoints.rules.probes import Probe, Probes, correct_by_behaviour, probe_actions
from checkpoints.rules.profiles import Need, find_route, judge_list, judge_missing_profile
from checkpoints.rules.step3 import stop_without_credentials

_BEDROCK = (LIST, *MODEL_ACTIONS)
# The policies that AWS attaches to a user whose key it found in public ("AWS managed policies for IAM").
_QUARANTINE = re.compile(r"AWSCompromisedKeyQuarantine\w*")


# -- the three Bedrock actions


@derived_once
def judge_model_permissions(facts: Facts) -> Finding:
    """The three Bedrock actions are granted, on profiles and on models in every Region that the profiles route to."""
    stopped = stop_without_credentials(facts, MODEL_PERMISSIONS)
    return stopped or _judge_probes(facts, probe_actions(facts))


def _quarantine(facts: Facts, probes: Probes) -> Finding | None:
    """The user's key is known to have leaked, and a call was denied: AWS's policy is the root, whatever it denied."""
    denied = [each for each in probes.tried if each.is_denied]
    name = _name_quarantine(facts, denied) if denied else None
    if name is None:
        return None
    detail = message("permissions.quarantined", policy=name, principal=policies.name_caller(facts))
    found = failed(MODEL_PERMISSIONS, Cause.KEY_QUARANTINED, detail, *(each.shown for each in denied))
    judged = (policies.find_denial(facts, need) for need in probes.needs)
    read = next((each.statement for each in judged if each is not None and each.policy == name), None)
    return found.with_(denied_by=DenyingStatement(name, read))


def _name_quarantine(facts: Facts, denied: Sequence[Probe]) -> str | None:
    """AWS's policy for leaked keys, by the attached policies or by a denial that names it."""
    held = facts.account.policies
    attached = (*(each.name for each in held.policies), *held.unread)
    named = (found[0] for each in denied if (found := _QUARANTINE.search(each.reply.answer.message)))
    return next((name for name in attached if _QUARANTINE.fullmatch(name)), next(named, None))


def _no_policy(facts: Facts, probes: Probes) -> Finding | None:
    """Nothing at all is granted: the policy is not attached."""
    nothing = find_missing_policy(facts, probes)
    return None if nothing is None else blocked(MODEL_PERMISSIONS, nothing)


def _denial(facts: Facts, probes: Probes) -> Finding | None:
    """IAM denied an action that was tried, for a reason that its words or the policies tell."""
    if not probes.explained:
        return None
    shown = (*(each.shown for each in probes.explained), *_show_policies(facts, probes))
    return report_shortfalls(facts, probes, probes.shortfalls, *shown)


def _show_policies(facts: Facts, probes: Probes) -> tuple[Evidence, ...]:
    """The policies as evidence, where they alone show why something was denied."""
    effects = judge_needs(facts, probes.needs) if any(each.is_read_from_policies for each in probes.explained) else None
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
    return report_shortfalls(facts, probes, effects.shortfalls, *effects.shown)


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
    _quarantine,
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
    return correct_by_behaviour(probes, every).of(routed)


def _unproven(facts: Facts, probes: Probes, silent: Probe) -> Finding:
    """A reply that does not show what IAM says: what kept it from that, where that is known."""
    if silent.model is None:
        return follow(MODEL_PERMISSIONS, judge_list(facts))
    subject = probes.subjects[silent.model]
    refused = silent.reply.kind in (Kind.ACCOUNT, Kind.UNKNOWN)
    access = judge_access(facts, silent.model).finding if subject.is_unlisted or refused else None
    if access is not None and access.stops_others:
        return blocked(MODEL_PERMISSIONS, access)
    if subject.is_unlisted and find_route(facts, silent.model.bedrock_id).is_unlisted:
        return blocked(MODEL_PERMISSIONS, judge_missing_profile(facts, silent.model))
    return _unanswered(silent)


def _unanswered(silent: Probe) -> Finding:
    """A model action whose reply proves nothing; the body was malformed, which AWS may have said in new words."""
    found = judge_unanswered(MODEL_PERMISSIONS, silent.reply)
    may_be_allowed = silent.reply.kind is Kind.UNKNOWN and silent.reply.answer.status not in (None, 401, 403)
    return found.with_(verdict=Verdict.UNVERIFIED, cause=Cause.SERVICE_ERROR) if may_be_allowed else found


def find_missing_policy(facts: Facts, probes: Probes) -> Finding | None:
    """Each of the three actions was tried and plainly denied."""
    missing = probes.shortfalls
    plainly = len(missing) == len(probes.tried) and all(is_plain(each) and each.action in _BEDROCK for each in missing)
    if not plainly or policies.do_statements_allow(facts, probes.needs):
        return None
    return _report_missing_policy(facts, probes, missing)


def _report_missing_policy(facts: Facts, probes: Probes, missing: Sequence[Shortfall]) -> Finding:
    """The finding that the policy is not attached, or that one which says something else is."""
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


# -- findings about shortfalls


def report_shortfalls(facts: Facts, probes: Probes, missing: Sequence[Shortfall], *shown: Evidence) -> Finding:
    """The finding that permissions on models fall short."""
    region = facts.edition.region
    cause, about = find_root(missing, region)
    key = "permissions.short" if about.region == region else "permissions.elsewhere"
    if cause is Cause.POLICY_INCOMPLETE and policies.do_statements_allow(facts, probes.needs):
        key = "permissions.not-yet"
    same = [each for each in missing if (each.kind, each.explicit) == (about.kind, about.explicit)]
    values = {"kind": about.kind or IDENTITY_POLICY, "principal": policies.name_caller(facts)}
    found = failed(MODEL_PERMISSIONS, cause, message(key, **_list_missing(same, about, region), **values), *shown)
    others = [each for each in missing if each not in same]
    return _with_statement(facts, probes, about, found).with_(notes=_note_others(facts, others))


def _note_others(facts: Facts, others: Sequence[Shortfall]) -> tuple[Message, ...]:
    """What other policies deny besides, each kind in a sentence of its own: the fix of the root does not reach it."""
    by_kind: dict[tuple[str, bool], list[Shortfall]] = {}
    for each in others:
        by_kind.setdefault((each.kind or IDENTITY_POLICY, each.explicit), []).append(each)
    return tuple(_note_other(facts, kind, alike) for kind, alike in by_kind.items())


def _note_other(facts: Facts, kind: tuple[str, bool], alike: Sequence[Shortfall]) -> Message:
    name, is_explicit = kind
    key = "permissions.also-there"
    if name == IDENTITY_POLICY:
        key = "permissions.also-denied" if is_explicit else "permissions.also-missing"
    return message(
        key,
        action=_list_once([each.action for each in alike]),
        resource=_list_once([each.resource for each in alike]),
        kind=name,
        principal=policies.name_caller(facts),
    )


def _with_statement(facts: Facts, probes: Probes, about: Shortfall, found: Finding) -> Finding:
    """The statement that denies, and which special case it makes, as far as policies could be read."""
    found = found.with_(denied_by=about.denied_by)
    if found.cause not in (Cause.EXPLICIT_DENY, Cause.POLICY_INCOMPLETE, Cause.PERMISSIONS_BOUNDARY):
        return found
    asked = Need(about.action, about.resource, about.region)
    need = next((each for each in probes.needs if _names(each, about)), asked)
    judged = policies.find_denial(facts, need)
    named = found.with_(denied_by=(name_statement(judged) if judged else None) or about.denied_by)
    if policies.is_guardrail_required(facts, need):
        return named.with_(case="guardrail")
    return _as_revoked(facts, probes, need, named, found) if found.cause is Cause.EXPLICIT_DENY else named


def _as_revoked(facts: Facts, probes: Probes, need: Need, named: Finding, found: Finding) -> Finding:
    """An explicit denial, told as a session that was revoked where it is one."""
    revoking = policies.find_revocation(facts, need)
    if revoking or _is_everything_denied(facts, probes):
        return found.with_(case="revoked-session", denied_by=revoking or found.denied_by)
    return named


def _names(need: Need, about: Shortfall) -> bool:
    return (need.action, need.resource) == (about.action, about.resource)


def _is_everything_denied(facts: Facts, probes: Probes) -> bool:
    """Whether every action of a session, those of IAM included, is denied explicitly by a policy of its role.

    That is what `AWSRevokeOlderSessions` does ("Revoke IAM role temporary security credentials").
    """
    refusals = [diagnose(each) for each in facts.account.policies.refusals]
    refusals += [each.reply.diagnosis for each in probes.tried]
    return (
        policies.is_session(facts)
        and bool(facts.account.policies.refusals)
        and all(
            each.denial is not None and each.denial.explicit and each.denial.kind in ("", IDENTITY_POLICY)
            for each in refusals
        )
    )


def _list_missing(same: Sequence[Shortfall], about: Shortfall, region: str) -> dict[str, str]:
    """Each action and resource once, and their Regions: the guide's, or all others, as of the one that is told of."""
    there = [each.region for each in same if (each.region == region) == (about.region == region)]
    return {
        "action": _list_once([each.action for each in same]),
        "resource": _list_once([each.resource for each in same]),
        "region": _list_once(there),
    }


def _list_once(values: Iterable[str]) -> str:
    """Each value once; a model without a Region is that of a global profile."""
    return ", ".join(dict.fromkeys(value or "global" for value in values))
