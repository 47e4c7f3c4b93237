"""Step 2: the policy is attached, the models may be called, and may be subscribed to through Bedrock.

The first use of a model subscribes to it on AWS Marketplace, on the caller's behalf.
"""

from __future__ import annotations

from checkpoints.guide.policy import CALLED_VIA, MARKETPLACE_ACTIONS
from checkpoints.guide.requirements import MARKETPLACE_PERMISSIONS
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import policies
from checkpoints.rules.access import find_refused_subscription
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import Finding, blocked, build_rule, failed, message, not_applicable, passed, unverified
from checkpoints.rules.iam import Effect
from checkpoints.rules.permissions import judge_model_permissions, judge_policy
from checkpoints.rules.policies import PolicyEffects
from checkpoints.rules.step1 import judge_haiku_access, judge_sonnet_access
from checkpoints.rules.step3 import stop_without_credentials

__all__ = ["judge_marketplace_permissions", "judge_model_permissions", "judge_policy"]

_CAUSES = {
    Effect.IMPLICIT_DENY: Cause.POLICY_INCOMPLETE,
    Effect.EXPLICIT_DENY: Cause.EXPLICIT_DENY,
    Effect.BOUNDARY_DENY: Cause.PERMISSIONS_BOUNDARY,
    Effect.ORGANIZATION_DENY: Cause.SCP_DENY,
}


@derived_once
def judge_marketplace_permissions(facts: Facts) -> Finding:
    """ViewSubscriptions and Subscribe are granted when Bedrock is the last caller."""
    stopped = stop_without_credentials(facts, MARKETPLACE_PERMISSIONS)
    return stopped or _judge(facts)


def _missing_policy(facts: Facts) -> Finding | None:
    """The guide's policy is not attached at all."""
    policy = judge_policy(facts)
    is_root = policy.stops_others and policy.root == policy.check
    return blocked(MARKETPLACE_PERMISSIONS, policy) if is_root else None


def _denying_policy(facts: Facts) -> Finding | None:
    """The policies, read or simulated, deny one of both actions."""
    effects = policies.judge_needs(facts, policies.needs_of_subscribing(facts))
    if effects is None:
        return None
    denied = next((effect for effect in effects.effects.values() if effect in _CAUSES), None)
    if denied is None:
        return None
    permitted = judge_model_permissions(facts)
    if permitted.cause is _CAUSES[denied] and denied is not Effect.IMPLICIT_DENY:
        # The same policy keeps the caller from the models: one root.
        return blocked(MARKETPLACE_PERMISSIONS, permitted)
    return _short(facts, effects, denied)


def _short(facts: Facts, effects: PolicyEffects, denied: Effect) -> Finding:
    missing = [need for need, effect in effects.effects.items() if effect is denied]
    detail = message(
        "marketplace.short",
        action=", ".join(need.action for need in missing),
        resource=missing[0].resource,
        via=CALLED_VIA,
        principal=policies.name_caller(facts),
    )
    return failed(MARKETPLACE_PERMISSIONS, _CAUSES[denied], detail, effects.shown)


def _granting_policy(facts: Facts) -> Finding | None:
    """The policies, read or simulated, grant both actions, and nothing that could deny was out of sight."""
    effects = policies.judge_needs(facts, policies.needs_of_subscribing(facts))
    if effects is None or not effects.whole:
        return None
    if any(effect is not Effect.ALLOWED for effect in effects.effects.values()):
        return None
    detail = message("marketplace.granted", actions=", ".join(MARKETPLACE_ACTIONS), via=CALLED_VIA)
    return passed(MARKETPLACE_PERMISSIONS, detail, effects.shown)


def _subscribed_models(facts: Facts) -> Finding | None:
    """Both models answer: nothing is left to subscribe to."""
    models = (judge_sonnet_access(facts), judge_haiku_access(facts))
    if not all(found.passed for found in models):
        return None
    shown = tuple(each for found in models for each in found.evidence)
    return not_applicable(MARKETPLACE_PERMISSIONS, message("marketplace.subscribed"), *shown)


def _blocked_model(facts: Facts) -> Finding | None:
    """What keeps a model from answering keeps its subscription from being seen."""
    models = (judge_sonnet_access(facts), judge_haiku_access(facts))
    return next((blocked(MARKETPLACE_PERMISSIONS, found) for found in models if found.verdict is Verdict.BLOCKED), None)


def _unproven(facts: Facts) -> Finding:
    models = (judge_sonnet_access(facts), judge_haiku_access(facts))
    unheard = next((found.cause for found in models if found.verdict is Verdict.UNVERIFIED), None)
    return unverified(MARKETPLACE_PERMISSIONS, unheard or Cause.NOT_PERMITTED_TO_LOOK, message("marketplace.unproven"))


_judge = build_rule(
    find_refused_subscription,
    _missing_policy,
    _denying_policy,
    _granting_policy,
    _subscribed_models,
    _blocked_model,
    otherwise=_unproven,
)
