"""What an account needs before the first use of a model: Anthropic's form, and a subscription on AWS Marketplace.

The form is submitted once for an account. Bedrock subscribes to a model for the first who calls it, on their behalf.
"""

from __future__ import annotations

from checkpoints.facts.answer import Answer
from checkpoints.guide.policy import CALLED_VIA, MARKETPLACE_ACTIONS
from checkpoints.guide.requirements import MARKETPLACE_PERMISSIONS, USE_CASE
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import policies
from checkpoints.rules.effects import PolicyEffects, judge_needs, list_subscribing_needs, name_statement
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import Finding, Reply, build_rule, failed, message, passed, show_answer
from checkpoints.rules.iam import Effect
from checkpoints.rules.models import read_answers, read_called_models

# -- the first-use details


@derived_once
def find_missing_form(facts: Facts) -> Finding | None:
    """The finding that the first-use details for Anthropic models are missing; None where nothing says so.

    A model that answers proves them: an account may have them from its organization's management account.
    """
    return _judge_form(facts)


def is_not_found(facts: Facts) -> bool:
    """Whether GetUseCaseForModelAccess says that there are none."""
    reply = Reply(facts.account.use_case)
    return reply.answer.code == "ResourceNotFoundException" or reply.cause is Cause.USE_CASE_FORM_MISSING


def _by_refusal(facts: Facts) -> Finding | None:
    """A model's refusal names the form."""
    every = (reply for model in facts.edition.models for reply in read_answers(facts, model.bedrock_id).replies)
    refusal = next((reply for reply in every if reply.cause is Cause.USE_CASE_FORM_MISSING), None)
    return None if refusal is None else report_missing_form(facts, refusal)


def report_missing_form(_: Facts, refusal: Reply) -> Finding:
    """The same finding, of a model's refusal."""
    return _form_is_missing(refusal.answer, refusal.diagnosis.wait_minutes)


def _by_question(facts: Facts) -> Finding | None:
    """GetUseCaseForModelAccess says that there is none, and no model says otherwise."""
    if not is_not_found(facts) or any(answers.spoke for answers in read_called_models(facts)):
        return None
    return _form_is_missing(facts.account.use_case, None)


def _by_gates(facts: Facts) -> Finding | None:
    """The pattern of a model's gates, where AWS does not tell of the form and no model answers."""
    if facts.account.use_case.answered or any(answers.spoke for answers in read_called_models(facts)):
        return None
    models = (read_answers(facts, model.bedrock_id) for model in facts.edition.models)
    pattern = next((each for each in models if each.closed_gate is Cause.USE_CASE_FORM_MISSING), None)
    return None if pattern is None else _form_is_missing(pattern.gates, None)


_judge_form = build_rule(_by_refusal, _by_question, _by_gates)


def _form_is_missing(answer: Answer, wait_minutes: int | None) -> Finding:
    found = failed(USE_CASE, Cause.USE_CASE_FORM_MISSING, message("use-case.missing"), show_answer(answer))
    return found.with_(wait_minutes=wait_minutes)


# -- the subscription

CAUSES = {
    Effect.IMPLICIT_DENY: Cause.POLICY_INCOMPLETE,
    Effect.EXPLICIT_DENY: Cause.EXPLICIT_DENY,
    Effect.BOUNDARY_DENY: Cause.PERMISSIONS_BOUNDARY,
    Effect.ORGANIZATION_DENY: Cause.SCP_DENY,
}


def report_refused_subscription(facts: Facts, refusal: Reply) -> Finding:
    """The finding that the caller may not subscribe to a model, of the model's refusal.

    What overrules the guide's second statement is the root, where it could be read; that the statement is missing is
    what AWS says itself.
    """
    short = find_shortfall(facts)
    if short is not None and short.cause is not Cause.POLICY_INCOMPLETE:
        found = short.with_(evidence=(refusal.shown, *short.evidence))
    else:
        detail = message("marketplace.refused", policy=facts.edition.policy.name)
        found = failed(MARKETPLACE_PERMISSIONS, Cause.MARKETPLACE_DENIED, detail, refusal.shown)
        if short is None:  # AWS names no policy, and no policy that could be read lacks it
            found = found.with_(notes=(message("marketplace.or-above"),))
    return found.with_(wait_minutes=refusal.diagnosis.wait_minutes)


def _judge_subscribing(facts: Facts) -> PolicyEffects | None:
    return judge_needs(facts, list_subscribing_needs(facts))


@derived_once
def find_shortfall(facts: Facts) -> Finding | None:
    """The finding that the policies, read or simulated, do not let the caller subscribe; None where they may."""
    effects = _judge_subscribing(facts)
    judged = [] if effects is None else [each for each in effects.judgements.items() if each[1].effect.is_denial]
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
    effects = _judge_subscribing(facts)
    if effects is None or not effects.whole:
        return None
    if any(judged.effect is not Effect.ALLOWED for judged in effects.judgements.values()):
        return None
    detail = message("marketplace.granted", actions=", ".join(MARKETPLACE_ACTIONS), via=CALLED_VIA)
    return passed(MARKETPLACE_PERMISSIONS, detail, *effects.shown)
