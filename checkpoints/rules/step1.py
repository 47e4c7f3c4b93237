"""Step 1: both models answer this account, and the first-use details for Anthropic models are submitted."""

from __future__ import annotations

from checkpoints.guide.models import Model, name_model
from checkpoints.guide.requirements import MODEL_ACCESS, USE_CASE, Requirement
from checkpoints.guide.vocabulary import Cause, ModelMatching, Verdict
from checkpoints.refusals.kind import Kind
from checkpoints.rules.access import Access, choose_row, find_refusal, judge_access
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import (
    Finding,
    Message,
    Reply,
    blocked,
    build_rule,
    follow,
    judge_box,
    message,
    passed,
    show_answer,
    unverified,
)
from checkpoints.rules.first_use import find_missing_form, is_not_found, report_missing_form
from checkpoints.rules.models import AGED, leave_unseen, read_answers
from checkpoints.rules.permissions import judge_model_permissions
from checkpoints.rules.probes import is_list_denied, probe_actions
from checkpoints.rules.profiles import judge_list
from checkpoints.rules.step3 import stop_without_credentials


def judge_sonnet_access(facts: Facts) -> Finding:
    """Claude Sonnet answers this account."""
    return judge_guide_model(facts, facts.edition.sonnet)


def judge_haiku_access(facts: Facts) -> Finding:
    """Claude Haiku answers this account."""
    return judge_guide_model(facts, facts.edition.haiku)


def judge_models(facts: Facts) -> tuple[Finding, ...]:
    """Access to each of the guide's models."""
    return tuple(judge_guide_model(facts, model) for model in facts.edition.models)


def find_blocked_model(facts: Facts, row: Requirement) -> Finding | None:
    """What keeps a model from answering keeps the check from being tried."""
    return next((blocked(row, found) for found in judge_models(facts) if found.verdict is Verdict.BLOCKED), None)


def find_unanswered_model(facts: Facts) -> Cause | None:
    """Why a model gave no answer; None where each did."""
    return next((found.cause for found in judge_models(facts) if found.verdict is Verdict.UNVERIFIED), None)


@derived_once
def judge_guide_model(facts: Facts, model: Model) -> Finding:
    """A model that the guide names answers this account, or the latest of its family that stands in for it."""
    stopped = stop_without_credentials(facts, choose_row(facts, model))
    return stopped or _judge_access(facts, model, judge_access(facts, model))


def find_called_model(facts: Facts, model: Model) -> str:
    """Bedrock's id of the model that is called for one of the guide: a newer one's where that stands in for it."""
    stopped = stop_without_credentials(facts, choose_row(facts, model))
    return model.bedrock_id if stopped is not None else judge_access(facts, model).answers.model_id


def has_answered(facts: Facts, model: Model) -> bool:
    """Whether the model that is called for one of the guide answered with a message."""
    return read_answers(facts, find_called_model(facts, model)).spoke


_MAY_BE_REPLACED = (*AGED, Cause.MODEL_NOT_IN_REGION)  # a newer model may stand in, which only the list tells


def _aged_without_list(facts: Facts, model: Model, access: Access) -> Finding | None:
    """The model has aged or is gone, and whether there is a newer one cannot be known: that is the root."""
    cannot_list = facts.models is ModelMatching.FAMILY and not facts.account.inference_profiles.answered
    if access.finding is None or access.finding.cause not in _MAY_BE_REPLACED or not cannot_list:
        return None
    row = choose_row(facts, model)
    if is_list_denied(facts):
        return blocked(row, judge_model_permissions(facts))
    return follow(row, judge_list(facts))


def _refused_by_policies(facts: Facts, model: Model, access: Access) -> Finding | None:
    """A refusal in words that nobody knows, where it is known besides that permissions are what keeps the caller."""
    refusal, found = access.answers.unknown_refusal, access.finding
    if refusal is None or found is None or found.verdict is not Verdict.FAILED or found.cause is not None:
        return None
    alike = (
        each for each in probe_actions(facts).tried if (each.model, each.action) == (model, refusal.answer.operation)
    )
    if not any(each.is_denied for each in alike):
        return None
    return blocked(choose_row(facts, model), judge_model_permissions(facts))


def _judged(facts: Facts, model: Model, access: Access) -> Finding | None:
    """The account or the model said yes or no."""
    found = access.finding
    is_own = access.answers.model_id == model.bedrock_id
    return found if found is None or is_own else _report_stand_in(model, access, found)


def _report_stand_in(model: Model, access: Access, found: Finding) -> Finding:
    """What is so of a newer model, told as of the one that stands in for the guide's."""
    newer_id = access.answers.model_id
    noted = found.with_(guide_notes=(_note_age(model, newer_id), *found.guide_notes))
    if found.verdict is Verdict.BLOCKED:
        return noted
    shown = noted.with_(evidence=(*access.of_own, *found.evidence))
    key = "access.stands-in" if access.answers.spoke else "access.stands-in-open"
    if not found.passed:
        return shown
    return shown.with_(detail=message(key, model=model.name, newer=name_model(newer_id, model)))


def _note_age(model: Model, newer_id: str) -> Message:
    return message("guide.model-aged", model=model.name, newer=newer_id)


def _denied(facts: Facts, model: Model, access: Access) -> Finding | None:
    """What keeps the caller from permissions on models kept the model from answering."""
    reply, permitted = access.answers.replies[0], judge_model_permissions(facts)
    is_shared = reply.kind is Kind.IAM or (reply.cause is not None and permitted.cause is reply.cause)
    return blocked(choose_row(facts, model), permitted) if permitted.stops_others and is_shared else None


def _unproven(facts: Facts, model: Model, access: Access) -> Finding:
    """Neither the account nor the model said yes or no."""
    reply, model_id = access.answers.replies[0], access.answers.model_id
    is_newer = model_id != model.bedrock_id
    values = {"model": name_model(model_id, model), "model_id": model_id}
    if reply.cause is not None:
        cause, key, shown = reply.cause, "access.no-answer", reply.shown
    else:
        gates, unanswered_lifecycle = Reply(access.answers.gates), access.answers.unanswered_lifecycle
        looked = unanswered_lifecycle if unanswered_lifecycle is not None and gates.answer.answered else gates
        cause, key, shown = Cause.NOT_PERMITTED_TO_LOOK, "access.unproven", looked.shown
        if looked.kind is Kind.LOOKING and looked.cause not in (None, cause):
            cause, key, values["operation"] = looked.cause or cause, "access.unanswered", looked.answer.unanswered
    notes = (_note_age(model, model_id),) if is_newer else ()
    if reply.cause is Cause.TIMEOUT:
        key, values["operation"] = "access.slow", reply.answer.unanswered
    found = unverified(choose_row(facts, model), cause, message(key, **values), shown).with_(guide_notes=notes)
    return leave_unseen(facts, found)


_judge_access = build_rule(_aged_without_list, _refused_by_policies, _judged, _denied, otherwise=_unproven)


@derived_once
def judge_use_case(facts: Facts) -> Finding:
    """The first-use details are submitted: told by AWS where the caller may ask, else by a model that answers."""
    stopped = stop_without_credentials(facts, USE_CASE)
    return stopped or _judge_form(facts)


def _refused_use_case(facts: Facts) -> Finding | None:
    """A model's refusal names the form; it goes before what GetUseCaseForModelAccess finds."""
    refusal = find_refusal(facts, Cause.USE_CASE_FORM_MISSING)
    return None if refusal is None else report_missing_form(facts, refusal)


def _submitted_use_case(facts: Facts) -> Finding | None:
    """GetUseCaseForModelAccess finds the form. What it holds is nobody's business."""
    answer = facts.account.use_case
    return passed(USE_CASE, message("use-case.submitted"), show_answer(answer)) if answer.answered else None


def _use_case_by_model(facts: Facts) -> Finding | None:
    """A model answered, or what keeps both from it is known. Open gates prove nothing of the form."""
    for model, found in zip(facts.edition.models, judge_models(facts), strict=True):
        if found.passed and has_answered(facts, model):
            proven = passed(USE_CASE, message("use-case.by-answer"), *found.evidence)
            return proven.with_(notes=(message("use-case.inherited"),)) if is_not_found(facts) else proven
    return find_blocked_model(facts, USE_CASE)


def _use_case_unproven(facts: Facts) -> Finding:
    reply = Reply(facts.account.use_case)
    unanswered = reply.cause if reply.kind is Kind.LOOKING else find_unanswered_model(facts)
    cause = unanswered or Cause.NOT_PERMITTED_TO_LOOK
    return leave_unseen(facts, unverified(USE_CASE, cause, message("use-case.unproven"), reply.shown))


_judge_form = build_rule(
    _refused_use_case, find_missing_form, _submitted_use_case, _use_case_by_model, otherwise=_use_case_unproven
)


def judge_model_access(facts: Facts) -> Finding:
    """The guide's second box: access to the Claude models is granted."""
    box = judge_box(MODEL_ACCESS, *judge_models(facts), judge_use_case(facts))
    return word_open_box(facts, box).with_(guide_notes=(message("guide.console-page"),))


def word_open_box(facts: Facts, box: Finding) -> Finding:
    """The guide's second box, told as it is known: where a model was not called, its access states alone are."""
    if not box.passed or all(has_answered(facts, model) for model in facts.edition.models):
        return box
    return box.with_(detail=message(f"{MODEL_ACCESS.id}.open"))
