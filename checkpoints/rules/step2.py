"""Step 2: the policy is attached, the models may be called, and may be subscribed to through Bedrock.

The first use of a model subscribes to it on AWS Marketplace, on the caller's behalf.
"""

from __future__ import annotations

from checkpoints.guide.models import Model
from checkpoints.guide.requirements import MARKETPLACE_PERMISSIONS, POLICY_ATTACHED
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import policies
from checkpoints.rules.access import find_refusal, judge_access
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import (
    Evidence,
    Finding,
    blocked,
    build_rule,
    follow,
    message,
    not_applicable,
    passed,
    unverified,
)
from checkpoints.rules.first_use import find_grant, find_shortfall, report_refused_subscription
from checkpoints.rules.models import leave_unseen
from checkpoints.rules.permissions import find_missing_policy, judge_model_permissions
from checkpoints.rules.probes import Probes, probe_actions
from checkpoints.rules.step1 import find_blocked_model, find_unanswered_model, judge_models
from checkpoints.rules.step3 import stop_without_credentials

__all__ = ["judge_marketplace_permissions", "judge_model_permissions", "judge_policy"]

# -- the policy


@derived_once
def judge_policy(facts: Facts) -> Finding:
    """The guide's policy, or policies that mean the same, are attached to the user or role in use."""
    stopped = stop_without_credentials(facts, POLICY_ATTACHED)
    return stopped or _judge_attachment(facts, probe_actions(facts))


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


_judge_attachment = build_rule(find_missing_policy, _granting_statements, _effect, otherwise=_permissions)


# -- the subscription


@derived_once
def judge_marketplace_permissions(facts: Facts) -> Finding:
    """ViewSubscriptions and Subscribe are granted when Bedrock is the last caller."""
    stopped = stop_without_credentials(facts, MARKETPLACE_PERMISSIONS)
    return stopped or _judge_subscribing(facts)


def _refused_subscription(facts: Facts) -> Finding | None:
    """A model says that the caller may not subscribe to it."""
    refusal = find_refusal(facts, Cause.MARKETPLACE_DENIED)
    return None if refusal is None else report_refused_subscription(facts, refusal)


def _missing_policy(facts: Facts) -> Finding | None:
    """The guide's policy is not attached at all."""
    policy = judge_policy(facts)
    is_root = policy.stops_others and policy.root == policy.check
    return blocked(MARKETPLACE_PERMISSIONS, policy) if is_root else None


def _subscribed_models(facts: Facts) -> Finding | None:
    """Both models answer: nothing is left to subscribe to, whatever the policies say.

    Without an agreement a model may answer for 15 minutes, and no longer where the caller cannot subscribe (Amazon
    Bedrock user guide, "Model access"): an answer counts for less than policies that are known to be short.
    """
    models = judge_models(facts)
    if not all(found.passed for found in models):
        return None
    if any(_has_no_agreement(facts, each) for each in facts.edition.models) and _are_policies_short(facts):
        return None
    shown = tuple(each for found in models for each in found.evidence)
    found = not_applicable(MARKETPLACE_PERMISSIONS, message("marketplace.subscribed"), *shown)
    return found.with_(notes=(message("marketplace.further-models", policy=facts.edition.policy.name),))


def _has_no_agreement(facts: Facts, model: Model) -> bool:
    """Whether AWS says that the account has no agreement for the model that is called."""
    gates = judge_access(facts, model).answers.gates
    return gates.answered and gates.body["agreement"] == "NOT_AVAILABLE"


def _are_policies_short(facts: Facts) -> bool:
    """Whether policies that explain why the models may be called do not let the caller subscribe to them."""
    return find_shortfall(facts) is not None and policies.do_statements_allow(facts, probe_actions(facts).needs)


def _denying_policy(facts: Facts) -> Finding | None:
    """The policies, read or simulated, deny one of both actions."""
    short, permitted = find_shortfall(facts), judge_model_permissions(facts)
    if short is None:
        return None
    # The same policy keeps the caller from the models: one root.
    is_same = permitted.cause in (short.cause, Cause.KEY_QUARANTINED) and short.cause is not Cause.POLICY_INCOMPLETE
    return blocked(MARKETPLACE_PERMISSIONS, permitted) if is_same else short


def _blocked_model(facts: Facts) -> Finding | None:
    """What keeps a model from answering keeps its subscription from being seen."""
    return find_blocked_model(facts, MARKETPLACE_PERMISSIONS)


def _unproven(facts: Facts) -> Finding:
    unanswered = find_unanswered_model(facts) or Cause.NOT_PERMITTED_TO_LOOK
    return leave_unseen(facts, unverified(MARKETPLACE_PERMISSIONS, unanswered, message("marketplace.unproven")))


_judge_subscribing = build_rule(
    _refused_subscription,
    _missing_policy,
    find_grant,
    _subscribed_models,
    _denying_policy,
    _blocked_model,
    otherwise=_unproven,
)
