"""Which models of an account have a subscription that a first call would start."""

from __future__ import annotations

from collections.abc import Iterator

from checkpoints.accounts.outside_access import is_form_in_doubt
from checkpoints.accounts.reach import View
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import step1
from checkpoints.rules.first_use import find_missing_form
from checkpoints.rules.models import ModelAnswers, read_answers
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
    if view.probes.shortfalls:
        return
    every = [read_answers(facts, step1.find_called_model(facts, model)) for model in facts.edition.models]
    if is_form_in_doubt(facts) and not any(each.spoke for each in every):
        # One answer proves that the form is submitted, by the account or by its organization.
        yield every[-1].route.profile
        return
    for answers in every:
        if not answers.has_aged and not answers.spoke and _starts_by_call(view, answers):
            yield answers.route.profile


def _starts_by_call(view: View, answers: ModelAnswers) -> bool:
    """Whether a call would start the subscription; not where nobody may see whether there is one."""
    is_closed = answers.gates.answered and answers.closed_gate in _STARTED_BY_CALL
    return is_closed and find_missing_form(view.facts) is None
