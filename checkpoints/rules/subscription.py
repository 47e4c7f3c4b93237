"""Whether the caller may subscribe to a model on AWS Marketplace, which Bedrock does for the first who calls it."""

from __future__ import annotations

from checkpoints.guide.policy import CALLED_VIA, MARKETPLACE_ACTIONS
from checkpoints.guide.requirements import MARKETPLACE_PERMISSIONS
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import policies
from checkpoints.rules.diagnosis import Reply
from checkpoints.rules.effects import DENIALS, PolicyEffects, judge_needs, name_statement
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import Finding, failed, message, passed
from checkpoints.rules.iam import Effect
from checkpoints.rules.models import find_refusal
from checkpoints.rules.needs import needs_of_subscribing

CAUSES = {
    Effect.IMPLICIT_DENY: Cause.POLICY_INCOMPLETE,
    Effect.EXPLICIT_DENY: Cause.EXPLICIT_DENY,
    Effect.BOUNDARY_DENY: Cause.PERMISSIONS_BOUNDARY,
    Effect.ORGANIZATION_DENY: Cause.SCP_DENY,
}


def find_refused_subscription(facts: Facts) -> Finding | None:
    """The finding that the caller may not subscribe to the guide's models; None where no model says so.

    What overrules the guide's second statement is the root, where it could be read; that the statement is missing is
    what AWS says itself.
    """
    refusal = find_refusal(facts, Cause.MARKETPLACE_DENIED)
    if refusal is None:
        return None
    short = find_shortfall(facts)
    overruled = short is not None and short.cause is not Cause.POLICY_INCOMPLETE
    found = _refused(facts, refusal)
    if short is not None and overruled:
        found = short.with_(evidence=(refusal.shown, *short.evidence))
    return found.with_(wait_minutes=refusal.diagnosis.wait_minutes)


def _refused(facts: Facts, refusal: Reply) -> Finding:
    detail = message("marketplace.refused", policy=facts.edition.policy.name)
    return failed(MARKETPLACE_PERMISSIONS, Cause.MARKETPLACE_DENIED, detail, refusal.shown)


def _judge(facts: Facts) -> PolicyEffects | None:
    return judge_needs(facts, needs_of_subscribing(facts))


@derived_once
def find_shortfall(facts: Facts) -> Finding | None:
    """The finding that the policies, read or simulated, do not let the caller subscribe; None where they may."""
    effects = _judge(facts)
    judged = [] if effects is None else [each for each in effects.judgements.items() if each[1].effect in DENIALS]
    if effects is None or not judged:
        return None
    first, denied = judged[0]
    missing = [need for need, each in judged if each.effect is denied.effect]
    detail = message(
        "marketplace.short",
        action=", ".join(need.action for need in missing),
        resource=first.resource,
        region=first.region,
        via=CALLED_VIA,
        principal=policies.name_caller(facts),
    )
    found = failed(MARKETPLACE_PERMISSIONS, CAUSES[denied.effect], detail, *effects.shown)
    return found.with_(denied_by=name_statement(denied))


def find_grant(facts: Facts) -> Finding | None:
    """The finding that the policies grant both actions, and that nothing that could deny was out of sight."""
    effects = _judge(facts)
    if effects is None or not effects.whole:
        return None
    if any(judged.effect is not Effect.ALLOWED for judged in effects.judgements.values()):
        return None
    detail = message("marketplace.granted", actions=", ".join(MARKETPLACE_ACTIONS), via=CALLED_VIA)
    return passed(MARKETPLACE_PERMISSIONS, detail, *effects.shown)
