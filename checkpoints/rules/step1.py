"""Step 1: both models answer this account, and the first-use details for Anthropic models are submitted."""

from __future__ import annotations

from dataclasses import dataclass

from checkpoints.guide.models import Model
from checkpoints.guide.requirements import USE_CASE, Requirement
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules.access import AGED, choose_row, find_missing_form, judge_access
from checkpoints.rules.diagnosis import Kind
from checkpoints.rules.evidence import Reply, show_answer
from checkpoints.rules.facts import Facts, ModelMatching, derived_once
from checkpoints.rules.finding import Finding, blocked, message, passed, unverified
from checkpoints.rules.models import ModelAnswers
from checkpoints.rules.permissions import judge_model_permissions, judge_profiles_listed
from checkpoints.rules.step3 import stop_without_credentials
from checkpoints.rules.witness import first_to_speak


@dataclass(frozen=True, slots=True)
class CallerAccess:
    """The caller's access to a model of the guide. model_id: Bedrock's, of a newer one where that stands in for it."""

    model_id: str
    finding: Finding


def judge_sonnet_access(facts: Facts) -> Finding:
    """Claude Sonnet answers this account."""
    return judge_caller_access(facts, facts.edition.sonnet).finding


def judge_haiku_access(facts: Facts) -> Finding:
    """Claude Haiku answers this account."""
    return judge_caller_access(facts, facts.edition.haiku).finding


@derived_once
def judge_caller_access(facts: Facts, model: Model) -> CallerAccess:
    """Access to a model that the guide names, or to the latest of its family that stands in for it."""
    row = choose_row(facts, model)
    stopped = stop_without_credentials(facts, row)
    if stopped is not None:
        return CallerAccess(model.bedrock_id, stopped)
    access = judge_access(facts, model)
    found = access.finding
    if found is not None and found.cause in AGED and _is_list_missing(facts):
        # Whether there is a newer model cannot be known: that is the root, not the age of the guide's.
        listed = judge_profiles_listed(facts)
        unlisted = blocked(row, listed) if listed.stops_others else listed.with_(check=row.id)
        return CallerAccess(model.bedrock_id, unlisted)
    return CallerAccess(access.answers.model_id, found or _unproven(facts, row, model, access.answers))


def _is_list_missing(facts: Facts) -> bool:
    return facts.models is ModelMatching.FAMILY and not facts.account.inference_profiles.answered


def _unproven(facts: Facts, row: Requirement, model: Model, answers: ModelAnswers) -> Finding:
    """Neither the account nor the model said yes or no: what kept them from it."""
    reply, model_id = answers.replies[0], answers.model_id
    cause = reply.cause
    permitted = judge_model_permissions(facts)
    is_shared = reply.kind is Kind.IAM or (cause is not None and permitted.cause is cause)
    if permitted.stops_others and is_shared:
        return blocked(row, permitted)
    is_newer = model_id != model.bedrock_id
    values = {"model": model_id if is_newer else model.name, "model_id": model_id}
    notes = (message("guide.model-aged", model=model.name, newer=model_id),) if is_newer else ()
    if cause is not None:
        found = unverified(row, cause, message("access.no-answer", **values), reply.shown)
    else:
        shown = show_answer(answers.gates)
        found = unverified(row, Cause.NOT_PERMITTED_TO_LOOK, message("access.unproven", **values), shown)
    return found.with_(guide_notes=notes)


@derived_once
def judge_use_case(facts: Facts) -> Finding:
    """The first-use details are submitted: told by AWS where the caller may ask, else by a model that answers."""
    stopped = stop_without_credentials(facts, USE_CASE)
    return stopped or first_to_speak(_ON_USE_CASE, facts) or _use_case_unproven(facts)


def _use_case_told(facts: Facts) -> Finding | None:
    """GetUseCaseForModelAccess finds the form. What it holds is nobody's business."""
    told = facts.account.use_case
    return passed(USE_CASE, message("use-case.submitted"), show_answer(told)) if told.answered else None


def _use_case_by_model(facts: Facts) -> Finding | None:
    """A model answers, or what keeps both from it is known."""
    models = (judge_sonnet_access(facts), judge_haiku_access(facts))
    for found in models:
        if found.passed:
            return passed(USE_CASE, message("use-case.by-answer"), *found.evidence)
    return next((blocked(USE_CASE, found) for found in models if found.verdict is Verdict.BLOCKED), None)


# A model's refusal that names the form goes before what GetUseCaseForModelAccess finds.
_ON_USE_CASE = (find_missing_form, _use_case_told, _use_case_by_model)


def _use_case_unproven(facts: Facts) -> Finding:
    told = Reply(facts.account.use_case)
    unheard = told.cause if told.kind is Kind.LOOKING else None
    return unverified(USE_CASE, unheard or Cause.NOT_PERMITTED_TO_LOOK, message("use-case.unproven"), told.shown)
