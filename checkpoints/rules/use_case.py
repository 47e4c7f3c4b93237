"""Step 1: the first-use details for Anthropic models have been submitted. What the form holds is nobody's business."""

from __future__ import annotations

from checkpoints.guide.requirements import USE_CASE
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import access, credentials, evidence, form
from checkpoints.rules.diagnosis import Kind, diagnose
from checkpoints.rules.finding import Finding, blocked, passed, said, unverified
from checkpoints.rules.seen import Seen


def submitted(seen: Seen) -> Finding:
    """Told by AWS where the caller may ask, else by a model that answers or by a refusal that names the form."""
    stopped = credentials.stop(seen, USE_CASE)
    if stopped is not None:
        return stopped
    unsubmitted = form.missing(seen)
    if unsubmitted is not None:
        return unsubmitted
    told = seen.account.use_case
    if told.answered:
        return passed(USE_CASE, said("use-case.submitted"), evidence.of(told))
    models = (access.sonnet(seen), access.haiku(seen))
    for found in models:
        if found.passed:
            return passed(USE_CASE, said("use-case.by-answer"), *found.evidence)
    for found in models:
        if found.verdict is Verdict.BLOCKED:
            return blocked(USE_CASE, found)
    diagnosis = diagnose(told)
    unheard = diagnosis.cause if diagnosis.kind is Kind.LOOKING else None
    return unverified(USE_CASE, unheard or Cause.NOT_PERMITTED_TO_LOOK, said("use-case.unproven"), evidence.of(told))
