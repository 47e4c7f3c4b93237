"""The first-use details for Anthropic models, when something says that they are missing."""

from __future__ import annotations

from checkpoints.facts.answer import Answer
from checkpoints.guide.models import MODELS
from checkpoints.guide.requirements import USE_CASE
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import evidence, gates, replies
from checkpoints.rules.diagnosis import diagnose
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding, failed, message


def missing(facts: Facts) -> Finding | None:
    """The finding that the form is missing; None where nothing says so.

    Said by a model's refusal, by GetUseCaseForModelAccess, or, where that may not be asked and no model answers, by
    the gates' pattern.
    """
    refused = replies.refused_for(facts, Cause.USE_CASE_FORM_MISSING)
    if refused is not None:
        return _finding(refused, diagnose(refused).wait_minutes)
    told = facts.account.use_case
    if told.code == "ResourceNotFoundException" or diagnose(told).cause is Cause.USE_CASE_FORM_MISSING:
        return _finding(told, None)
    if told.answered or any(replies.spoke(facts, model.bedrock_id) for model in MODELS):
        return None
    for model in MODELS:
        looked = gates.looked(facts, model.bedrock_id)
        if looked.answered and gates.closed(looked.body) is Cause.USE_CASE_FORM_MISSING:
            return _finding(looked, None)
    return None


def _finding(said_by: Answer, wait_minutes: int | None) -> Finding:
    found = failed(USE_CASE, Cause.USE_CASE_FORM_MISSING, message("use-case.missing"), evidence.of(said_by))
    return found.with_(wait_minutes=wait_minutes)
