"""Answers of AWS as evidence for people, and what they cannot prove."""

from __future__ import annotations

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.guide.requirements import Requirement
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.refusal import plain
from checkpoints.rules.diagnosis import Diagnosis, Kind
from checkpoints.rules.finding import Evidence, Finding, failed, message, unverified

LONGEST = 400


def of(answer: Answer) -> Evidence:
    """An answer as it came: done, refused with code and text, or never heard."""
    if answer.answered:
        return Evidence(answer.operation, message("evidence.answered"))
    key = "evidence.refused" if answer.outcome is Outcome.REFUSED else "evidence.not-heard"
    return Evidence(answer.operation, message(key, code=answer.code, message=plain(answer.message)[:LONGEST]))


def nobody_there(answer: Answer, diagnosis: Diagnosis) -> bool:
    """Whether nobody of AWS's answered: no connection, a proxy that stands before it, or no answer in time."""
    return diagnosis.cause is Cause.ENDPOINT_UNREACHABLE or answer.outcome is Outcome.TIMEOUT


def unheard(row: Requirement, answer: Answer, diagnosis: Diagnosis) -> Finding:
    """A finding for a question whose answer proves nothing.

    Where nobody is there to answer, that is the attendee's to mend: failed. Throttling and AWS's own faults, a model
    that did not answer AWS in time among them, prove nothing: unverified. A refusal that no row of the table names is
    failed, with its code and text.
    """
    if nobody_there(answer, diagnosis):
        return failed(row, diagnosis.cause, message("looking.unreachable", operation=answer.operation), of(answer))
    if diagnosis.kind is Kind.LOOKING and diagnosis.cause is not None:
        return unverified(row, diagnosis.cause, message("looking.no-answer", operation=answer.operation), of(answer))
    sentence = plain(answer.message)[:LONGEST]
    # Causes of the account speak of a model; whoever lists profiles means all of them.
    detail = message("looking.refused", operation=answer.operation, code=answer.code, message=sentence, model="Claude")
    return failed(row, diagnosis.cause, detail, of(answer))
