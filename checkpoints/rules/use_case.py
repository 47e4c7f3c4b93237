"""Step 1: the first-use details for Anthropic models have been submitted. What the form holds is nobody's business."""

from __future__ import annotations

from checkpoints.guide.requirements import USE_CASE
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import access, evidence, form, step3
from checkpoints.rules.diagnosis import Kind, diagnose
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding, blocked, message, passed, unverified


def submitted(facts: Facts) -> Finding:
    """Told by AWS where the caller may ask, else by a model that answers or by a refusal that names the form."""
    stopped = step3.stop_without_credentials(facts, USE_CASE)
    if stopped is not None:
        return stopped
    unsubmitted = form.missing(facts)
    if unsubmitted is not None:
        return unsubmitted
    told = facts.account.use_case
    if told.answered:
        return passed(USE_CASE, message("use-case.submitted"), evidence.of(told))
    models = (access.sonnet(facts), access.haiku(facts))
    for found in models:
        if found.passed:
            return passed(USE_CASE, message("use-case.by-answer"), *found.evidence)
    for found in models:
        if found.verdict is Verdict.BLOCKED:
            return blocked(USE_CASE, found)
    diagnosis = diagnose(told)
    unheard = diagnosis.cause if diagnosis.kind is Kind.LOOKING else None
    return unverified(USE_CASE, unheard or Cause.NOT_PERMITTED_TO_LOOK, message("use-case.unproven"), evidence.of(told))
