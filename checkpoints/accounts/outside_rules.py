"""Step 2 as somebody sees it who is not the attendee: the reach of the organization, and a principal that is named.

What AWS grants or denies an administrator's role by policies of its own says nothing of an attendee. What a policy of
the organization denies stands above everybody in the account, and the policies of a named principal can be read.
"""

from __future__ import annotations

from checkpoints.accounts.outside_access import judge_every_access
from checkpoints.accounts.reach import Reach, View, find_reach, is_asked
from checkpoints.facts.answer import Answer
from checkpoints.guide.requirements import (
    MARKETPLACE_PERMISSIONS,
    MODEL_PERMISSIONS,
    POLICY_ATTACHED,
    Requirement,
)
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.refusals.diagnosis import diagnose
from checkpoints.refusals.kind import Kind
from checkpoints.rules import permissions, policies, step2
from checkpoints.rules.effects import PolicyEffects, judge_needs
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import (
    Evidence,
    Finding,
    blocked,
    build_rule,
    failed,
    message,
    passed,
    show_answer,
    unverified,
)
from checkpoints.rules.iam import Effect
from checkpoints.rules.probes import probe_actions

# Cases of their own: nothing can be attached to nobody.
NO_SUCH_PRINCIPAL, WITHOUT_ROLE = "no-such-principal", "without-role"
_NO_SUCH = ("NoSuchEntity", "NoSuchEntityException")


# -- the three Bedrock actions


def judge_model_permissions(view: View) -> Finding | None:
    """The three Bedrock actions, as far as they can be judged from outside.

    None where the organization is known to let them through, and nobody was named whose policies could deny them.
    """
    found = _judge_organization(view)
    if found is not None:
        return found
    return _judge_named(view, view.named) if view.named or view.missing else _unknown_reach(view)


def _unknown_reach(view: View) -> Finding | None:
    """Whether the organization denies them is not known for a Region."""
    unknown = [region for region, reach in find_reach(view).items() if reach is not Reach.ALLOWED]
    if not unknown:
        return None
    silent = [each for each in view.model_actions if not each.proves]
    closed = None if any(map(is_asked, silent)) else _find_closed_model(view.facts)
    if closed is not None:
        return blocked(MODEL_PERMISSIONS, closed)
    detail = message("outside.reach-unknown", regions=", ".join(unknown))
    return unverified(MODEL_PERMISSIONS, _find_unanswered(view), detail, *(each.shown for each in silent[:1]))


def _find_closed_model(facts: Facts) -> Finding | None:
    return next((each for each in judge_every_access(facts) if each.verdict is Verdict.FAILED), None)


def _judge_organization(view: View) -> Finding | None:
    """A policy of the organization denied what was tried, in the guide's Region or in another one."""
    if not view.shortfalls:
        return None
    shown = (each.shown for _, each in view.denied)
    return permissions.report_shortfalls(view.facts, view.probes, view.shortfalls, *shown)


def _judge_named(view: View, named: Facts | None) -> Finding:
    """What the policies of the named principal grant."""
    attached = judge_policy(view)
    if attached is not None and attached.verdict is Verdict.FAILED:
        return blocked(MODEL_PERMISSIONS, attached)
    effects = _judge_every_need(named) if named is not None else None
    if named is None or effects is None:
        return _unreadable(MODEL_PERMISSIONS, named)
    return _judge_effects(view, named, effects)


def _judge_every_need(named: Facts) -> PolicyEffects | None:
    return judge_needs(named, probe_actions(named).needs)


def _short(view: View, named: Facts, effects: PolicyEffects) -> Finding | None:
    """The policies deny something."""
    if not effects.shortfalls:
        return None
    return permissions.report_shortfalls(named, probe_actions(named), effects.shortfalls, *effects.shown)


def _doubtful(view: View, named: Facts, effects: PolicyEffects) -> Finding | None:
    """A condition of the policies cannot be judged."""
    doubt = next((need for need, each in effects.judgements.items() if each.effect is not Effect.ALLOWED), None)
    if doubt is None:
        return None
    detail = message("permissions.unjudged", action=doubt.action, resource=doubt.resource)
    return unverified(MODEL_PERMISSIONS, Cause.NOT_PERMITTED_TO_LOOK, detail, *effects.shown)


def _out_of_sight(view: View, named: Facts, effects: PolicyEffects) -> Finding | None:
    """The policies grant everything, but one that could still deny was out of sight."""
    if not effects.whole:
        detail = message("outside.boundary-unread", principal=policies.name_caller(named))
        return unverified(MODEL_PERMISSIONS, Cause.NOT_PERMITTED_TO_LOOK, detail, *effects.shown)
    return _unknown_reach(view)


def _find_unanswered(view: View) -> Cause:
    """Why the organization's reach is not known: an answer that never came, else that nobody may look."""
    causes = (each.reply.cause for each in view.model_actions if each.reply.kind is Kind.LOOKING)
    return next((cause for cause in causes if cause is not None), Cause.NOT_PERMITTED_TO_LOOK)


def _granted(view: View, named: Facts, effects: PolicyEffects) -> Finding:
    regions = ", ".join(find_reach(view))
    detail = message("outside.granted", regions=regions, principal=policies.name_caller(named))
    return passed(MODEL_PERMISSIONS, detail, *effects.shown, *(each.shown for each in view.probes.tried if each.proves))


_judge_effects = build_rule(_short, _doubtful, _out_of_sight, otherwise=_granted)


# -- the policy itself


def judge_policy(view: View) -> Finding | None:
    """The guide's policy, or policies that mean the same, are attached to the named principal; None without one."""
    if view.missing:
        case = WITHOUT_ROLE if view.is_empty else NO_SUCH_PRINCIPAL
        detail = message(f"outside.{case}", principal=view.missing, policy=view.facts.edition.policy.name)
        found = failed(POLICY_ATTACHED, Cause.POLICY_NOT_ATTACHED, detail, Evidence("iam", detail))
        return found.with_(case=case)
    if view.named is None:
        return None
    return _judge_policy(view.named)


def is_missing(named: Facts) -> bool:
    """Whether IAM says that there is no such user or role."""
    return any(map(says_no_such_entity, named.account.policies.refusals))


def says_no_such_entity(answer: Answer) -> bool:
    """Whether IAM answers that there is no such thing."""
    return answer.code in _NO_SUCH


def _unread(named: Facts) -> Finding | None:
    return None if named.account.policies.complete else _unreadable(POLICY_ATTACHED, named)


def _granting(named: Facts) -> Finding | None:
    """The statements of the policies grant it."""
    if not policies.do_statements_allow(named, probe_actions(named).needs):
        return None
    names = policies.name_policies(named)
    shown = Evidence("iam:GetPolicyVersion", message("policy.read", names=names))
    return passed(POLICY_ATTACHED, message("policy.attached", names=names), shown)


def _nothing_granted(named: Facts) -> Finding | None:
    """No statement grants any of it."""
    judged = policies.judge_allows(named, probe_actions(named).needs, named.account.policies.policies)
    if any(each.effect is not Effect.IMPLICIT_DENY for each in judged.values()):
        return None
    misses = [each.name for each in named.account.policies.policies if policies.names_bedrock(each)]
    values = {"policy": named.edition.policy.name, "principal": policies.name_caller(named)}
    first = next(iter(judged))
    if misses:
        values |= {"names": ", ".join(misses), "action": first.action, "resource": first.resource}
        detail = message("policy.says-else", **values)
        return failed(POLICY_ATTACHED, Cause.POLICY_INCOMPLETE, detail, policies.SHOWN)
    detail = message("outside.policy-not-attached", **values)
    return failed(POLICY_ATTACHED, Cause.POLICY_NOT_ATTACHED, detail, policies.SHOWN)


def _partly_granted(named: Facts) -> Finding:
    """Some of it is granted: what is missing is told of the permissions."""
    effects = _judge_every_need(named)
    if effects is not None and effects.shortfalls:
        found = permissions.report_shortfalls(named, probe_actions(named), effects.shortfalls, *effects.shown)
        return blocked(POLICY_ATTACHED, found)
    detail = message("outside.unjudged", principal=policies.name_caller(named))
    return unverified(POLICY_ATTACHED, Cause.NOT_PERMITTED_TO_LOOK, detail, policies.SHOWN)


_judge_policy = build_rule(_unread, _granting, _nothing_granted, otherwise=_partly_granted)


def _unreadable(row: Requirement, named: Facts | None) -> Finding:
    """IAM did not tell the principal's policies: refused, or unanswered."""
    refusals = named.account.policies.refusals if named is not None else ()
    unanswered = next((found for found in map(diagnose, refusals) if found.kind is Kind.LOOKING), None)
    cause = unanswered.cause if unanswered is not None and unanswered.cause is not None else Cause.NOT_PERMITTED_TO_LOOK
    principal = policies.name_caller(named) if named is not None else "-"
    shown = tuple(show_answer(each) for each in refusals[:1])
    return unverified(row, cause, message("outside.policies-unread", principal=principal), *shown)


# -- the subscription


def judge_marketplace_permissions(view: View) -> Finding | None:
    """Both Marketplace actions, of the named principal; that none is needed where both models are open.

    None where nobody was named, and something is left to subscribe to.
    """
    policy = judge_policy(view)
    if policy is not None and policy.verdict is Verdict.FAILED:
        return blocked(MARKETPLACE_PERMISSIONS, policy)
    if view.named is not None:
        found = step2.judge_marketplace_permissions(view.named)
        is_unread = found.cause is Cause.NOT_PERMITTED_TO_LOOK and not view.named.account.policies.complete
        return _unreadable(MARKETPLACE_PERMISSIONS, view.named) if is_unread else found
    found = step2.judge_marketplace_permissions(view.facts)
    return found if found.verdict is Verdict.NOT_APPLICABLE else None
