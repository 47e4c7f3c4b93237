"""Step 2's second statement: the first use of a model subscribes to it on AWS Marketplace, on the caller's behalf."""

from __future__ import annotations

from checkpoints.guide.policy import CALLED_VIA, MARKETPLACE_ACTIONS
from checkpoints.guide.requirements import MARKETPLACE_PERMISSIONS
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import access, grants, permissions, step3, subscription
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding, blocked, failed, message, not_applicable, passed, unverified
from checkpoints.rules.iam import Effect

_CAUSES = {
    Effect.IMPLICIT_DENY: Cause.POLICY_INCOMPLETE,
    Effect.EXPLICIT_DENY: Cause.EXPLICIT_DENY,
    Effect.BOUNDARY_DENY: Cause.PERMISSIONS_BOUNDARY,
    Effect.ORGANIZATION_DENY: Cause.SCP_DENY,
}


def permitted(facts: Facts) -> Finding:
    """ViewSubscriptions and Subscribe are granted when Bedrock is the last caller."""
    stopped = step3.stop_without_credentials(facts, MARKETPLACE_PERMISSIONS)
    if stopped is not None:
        return stopped
    denied = subscription.denied(facts)
    if denied is not None:
        return denied
    attached = permissions.attached(facts)
    if attached.stops_others and attached.root == attached.check:
        return blocked(MARKETPLACE_PERMISSIONS, attached)
    read = _read(facts)
    if read is not None:
        return read
    models = (access.sonnet(facts), access.haiku(facts))
    if all(found.passed for found in models):
        shown = tuple(each for found in models for each in found.evidence)
        return not_applicable(MARKETPLACE_PERMISSIONS, message("marketplace.subscribed"), *shown)
    held_up = next((found for found in models if found.verdict is Verdict.BLOCKED), None)
    if held_up is not None:
        return blocked(MARKETPLACE_PERMISSIONS, held_up)
    unheard = next((found.cause for found in models if found.verdict is Verdict.UNVERIFIED), None)
    return unverified(MARKETPLACE_PERMISSIONS, unheard or Cause.NOT_PERMITTED_TO_LOOK, message("marketplace.unproven"))


def _read(facts: Facts) -> Finding | None:
    """What the policies say, read or simulated; None where they cannot be had or judged."""
    told = grants.told(facts, grants.marketplace_needs())
    if told is None:
        return None
    for need, effect in told.effects.items():
        if effect in _CAUSES:
            permitted_models = permissions.on_models(facts)
            if permitted_models.cause is _CAUSES[effect] and effect is not Effect.IMPLICIT_DENY:
                # The same guard rail keeps the models from the caller: one root.
                return blocked(MARKETPLACE_PERMISSIONS, permitted_models)
            missing = [each.action for each, other in told.effects.items() if other is effect]
            detail = message(
                "marketplace.short",
                action=", ".join(missing),
                resource=need.resource,
                via=CALLED_VIA,
                principal=grants.caller(facts),
            )
            return failed(MARKETPLACE_PERMISSIONS, _CAUSES[effect], detail, told.shown)
    if told.whole and all(effect is Effect.ALLOWED for effect in told.effects.values()):
        detail = message("marketplace.granted", actions=", ".join(MARKETPLACE_ACTIONS), via=CALLED_VIA)
        return passed(MARKETPLACE_PERMISSIONS, detail, told.shown)
    return None
