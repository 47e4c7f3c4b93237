"""Whether the first-use details for Anthropic models are missing. They are submitted once for an account."""

from __future__ import annotations

from collections.abc import Iterator

from checkpoints.facts.answer import Answer
from checkpoints.guide.requirements import USE_CASE
from checkpoints.guide.vocabulary import Cause, ModelMatching
from checkpoints.rules.diagnosis import Reply, show_answer
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import Finding, build_rule, failed, message
from checkpoints.rules.models import ModelAnswers, find_refusal, read_answers

_AGED = (Cause.MODEL_LEGACY, Cause.MODEL_RETIRED)


@derived_once
def find_missing_form(facts: Facts) -> Finding | None:
    """The finding that the first-use details for Anthropic models are missing; None where nothing says so.

    A model that answers proves them: an account may have them from its organization's management account.
    """
    return _judge_form(facts)


def is_not_found(facts: Facts) -> bool:
    """Whether GetUseCaseForModelAccess says that there are none."""
    told = Reply(facts.account.use_case)
    return told.answer.code == "ResourceNotFoundException" or told.cause is Cause.USE_CASE_FORM_MISSING


def _by_refusal(facts: Facts) -> Finding | None:
    """A model's refusal names the form."""
    refusal = find_refusal(facts, Cause.USE_CASE_FORM_MISSING)
    return None if refusal is None else _form_is_missing(refusal.answer, refusal.diagnosis.wait_minutes)


def _by_question(facts: Facts) -> Finding | None:
    """GetUseCaseForModelAccess says that there is none, and no model says otherwise."""
    if not is_not_found(facts) or any(answers.spoke for answers in _read_models(facts)):
        return None
    return _form_is_missing(facts.account.use_case, None)


def _by_gates(facts: Facts) -> Finding | None:
    """The pattern of a model's gates, where AWS does not tell of the form and no model answers."""
    if facts.account.use_case.answered or any(answers.spoke for answers in _read_models(facts)):
        return None
    models = (read_answers(facts, model.bedrock_id) for model in facts.edition.models)
    pattern = next((each for each in models if each.closed_gate is Cause.USE_CASE_FORM_MISSING), None)
    return None if pattern is None else _form_is_missing(pattern.gates, None)


_judge_form = build_rule(_by_refusal, _by_question, _by_gates)


def _read_models(facts: Facts) -> Iterator[ModelAnswers]:
    """The guide's models, and what its next section pins where one of them has aged."""
    for model in facts.edition.models:
        own = read_answers(facts, model.bedrock_id)
        yield own
        pin = facts.edition.pin_of(model)
        has_aged = any(reply.cause in _AGED for reply in own.replies)
        if pin is not None and has_aged and facts.models is ModelMatching.FAMILY:
            yield read_answers(facts, pin.bedrock_id)


def _form_is_missing(told_by: Answer, wait_minutes: int | None) -> Finding:
    found = failed(USE_CASE, Cause.USE_CASE_FORM_MISSING, message("use-case.missing"), show_answer(told_by))
    return found.with_(wait_minutes=wait_minutes)
