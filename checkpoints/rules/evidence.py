"""Answers of AWS with what they mean, as evidence for people, and what they cannot prove."""

from __future__ import annotations

from dataclasses import dataclass, field

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.guide.requirements import Requirement
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.refusal import make_plain
from checkpoints.rules.diagnosis import Diagnosis, Kind, diagnose
from checkpoints.rules.finding import Evidence, Finding, failed, message, unverified

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of AWS, diagnosed."""

    answer: Answer
    diagnosis: Diagnosis = field(init=False)

    def __post_init__(self) -> None:
        """Diagnose the answer, once for whoever reads it."""
        object.__setattr__(self, "diagnosis", diagnose(self.answer))

    @property
    def kind(self) -> Kind:
        """Whose refusal it is."""
        return self.diagnosis.kind

    @property
    def cause(self) -> Cause | None:
        """The contract's word for what is wrong, None where none fits."""
        return self.diagnosis.cause

    @property
    def shown(self) -> Evidence:
        """The answer as it came."""
        return show_answer(self.answer)

    @property
    def is_unreachable(self) -> bool:
        """Whether nothing of AWS's answered: no connection, a proxy that stands before it, or no answer in time."""
        return self.cause is Cause.ENDPOINT_UNREACHABLE or self.answer.outcome is Outcome.TIMEOUT


def show_answer(answer: Answer) -> Evidence:
    """An answer as it came: done, refused with code and text, or never heard."""
    if answer.answered:
        return Evidence(answer.operation, message("evidence.answered"))
    key = "evidence.refused" if answer.outcome is Outcome.REFUSED else "evidence.not-heard"
    return Evidence(answer.operation, message(key, code=answer.code, message=quote_message(answer)))


def quote_message(answer: Answer) -> str:
    """AWS's own words on one line, at most 400 characters."""
    return make_plain(answer.message)[:_LONGEST]


def judge_unheard(row: Requirement, reply: Reply) -> Finding:
    """A finding for a question whose answer proves nothing.

    Where nothing of AWS's answers, that is the attendee's to fix: failed. Throttling and AWS's own faults, a model
    that did not answer AWS in time among them, prove nothing: unverified. A refusal that no row of the table names is
    failed, with its code and text.
    """
    answer, cause = reply.answer, reply.cause
    if reply.is_unreachable:
        return failed(row, cause, message("looking.unreachable", operation=answer.operation), reply.shown)
    if reply.kind is Kind.LOOKING and cause is not None:
        return unverified(row, cause, message("looking.no-answer", operation=answer.operation), reply.shown)
    # Causes of the account speak of a model; whoever lists profiles means all of them.
    values = {"operation": answer.operation, "code": answer.code, "message": quote_message(answer), "model": "Claude"}
    return failed(row, cause, message("looking.refused", **values), reply.shown)
