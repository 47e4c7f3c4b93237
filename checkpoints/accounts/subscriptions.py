"""Which models of an account have a subscription that a first call would start."""

from __future__ import annotations

from collections.abc import Iterator

from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import step1
from checkpoints.rules.first_use import find_missing_form, is_not_found
from checkpoints.rules.models import ModelAnswers, read_answers
from checkpoints.rules.outside import Reach, View, find_reach
from checkpoints.rules.profiles import InferenceProfile

# Gates that a call may open. A pending agreement is on its way, and no call moves a model into a Region.
_STARTED_BY_CALL = (
    Cause.MODEL_ACCESS_NOT_GRANTED,
    Cause.ACCOUNT_NOT_AUTHORIZED,
    Cause.AGREEMENT_ERROR,
    Cause.USE_CASE_FORM_MISSING,
)


def list_cold_profiles(view: View) -> Iterator[InferenceProfile]:
    """The profiles of the called models that a call for one token would help; none where it would be refused."""
    facts = view.facts
    if find_reach(view)[facts.edition.region] is Reach.DENIED:
        return
    for model in facts.edition.models:
        answers = read_answers(facts, step1.find_called_model(facts, model))
        if not answers.has_aged and not answers.spoke and _needs_call(view, answers):
            yield answers.route.profile


def _needs_call(view: View, answers: ModelAnswers) -> bool:
    if not answers.gates.answered:
        return False  # nobody knows whether it needs one
    if is_not_found(view.facts):
        # The organization may have submitted the form: only open gates speak for it, and an answer proves it.
        is_refused = any(each.cause is Cause.USE_CASE_FORM_MISSING for each in answers.replies)
        return answers.closed_gate is None and not is_refused
    return answers.closed_gate in _STARTED_BY_CALL and find_missing_form(view.facts) is None
