"""What an answer of AWS means, by known refusals, IAM's sentence or the HTTP status, and how it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.sending import MALFORMED
from checkpoints.guide.requirements import Requirement
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.kind import Kind as Kind
from checkpoints.rules.finding import Evidence, Finding, failed, message, unverified

if TYPE_CHECKING:
    from checkpoints.refusals.denial import Denial
    from checkpoints.refusals.refusal import Refusal

CLOCK_TOLERANCE_S = 300.0  # SigV4 accepts about five minutes


class Diagnosis(NamedTuple):
    """What an answer means. cause: the contract's word, None where none fits; denial: only for Kind.IAM."""

    kind: Kind
    cause: Cause | None = None
    denial: Denial | None = None
    wait_minutes: int | None = None


_UNHEARD = {
    Outcome.UNREACHABLE: Cause.ENDPOINT_UNREACHABLE,
    Outcome.TIMEOUT: Cause.TIMEOUT,
    # An endpoint or proxy setting that is no address, say.
    Outcome.NOT_SENT: Cause.ENDPOINT_UNREACHABLE,
}
_BY_STATUS = {407: Cause.ENDPOINT_UNREACHABLE, 408: Cause.TIMEOUT, 429: Cause.THROTTLED}
_SIGNATURE_CODES = {"SignatureDoesNotMatch", "InvalidSignatureException"}
_STATED_WAIT = re.compile(r"try again (?:in|after) (\d{1,3}) minutes?", re.IGNORECASE)


def diagnose(answer: Answer) -> Diagnosis:
    """What an answer of AWS, or the lack of one, means."""
    if answer.answered:
        return Diagnosis(Kind.NONE)
    if answer.outcome in _UNHEARD:
        return Diagnosis(Kind.LOOKING, _UNHEARD[answer.outcome])
    if answer.outcome is Outcome.NOT_ASKED:
        return Diagnosis(Kind.UNKNOWN)
    if answer.code == MALFORMED:
        return Diagnosis(Kind.LOOKING, Cause.SERVICE_ERROR)
    row, wait_minutes, denial = _recognised(answer.code, answer.message)
    if row is not None:
        return Diagnosis(row.kind, _by_the_clock(row.cause, answer), None, wait_minutes)
    if denial is not None:
        return Diagnosis(Kind.IAM, denial=denial)
    if answer.is_foreign and (answer.status or 0) < 500:
        return Diagnosis(Kind.LOOKING, Cause.ENDPOINT_UNREACHABLE)
    return _by_status(answer)


@lru_cache  # rules ask about one answer many times
def _recognised(code: str, text: str) -> tuple[Refusal | None, int | None, Denial | None]:
    """The row that an error is of, and the wait that it asks for; else the denial that it tells."""
    # Where AWS refuses nothing, nothing is looked up.
    from checkpoints.refusals.denial import parse_denial
    from checkpoints.refusals.refusal import make_plain
    from checkpoints.refusals.table import TABLE

    message = make_plain(text)
    row = next((row for row in TABLE if row.fits(code, message)), None)
    return (row, _wait(row, message), None) if row is not None else (None, None, parse_denial(message))


def _by_the_clock(cause: Cause | None, answer: Answer) -> Cause | None:
    """A signature that AWS could not accept, from a clock that is off, is the clock's fault."""
    off = abs(answer.skew_s or 0.0) > CLOCK_TOLERANCE_S
    return Cause.CLOCK_SKEW if off and answer.code in _SIGNATURE_CODES else cause


def _wait(row: Refusal, message: str) -> int | None:
    stated = _STATED_WAIT.search(message)
    return int(stated[1]) if stated and row.wait_minutes else row.wait_minutes


def _is_a_page(message: str) -> bool:
    """Whether a message is no sentence of AWS's: nothing at all, or the page of a proxy or portal."""
    return not message.strip() or message.strip().startswith("<")


def _by_status(answer: Answer) -> Diagnosis:
    """What an answer whose code and text no row names means, by its HTTP status."""
    status = answer.status or 0
    if status >= 500:
        return Diagnosis(Kind.LOOKING, Cause.SERVICE_ERROR)
    cause = _BY_STATUS.get(status)
    if cause is None and answer.code.isdigit() and (status < 400 or _is_a_page(answer.message)):
        # botocore puts the status where an answer carries no error code of AWS: something else answered.
        cause = Cause.ENDPOINT_UNREACHABLE
    return Diagnosis(Kind.LOOKING, cause) if cause else Diagnosis(Kind.UNKNOWN)


# -- an answer as evidence

_LONGEST = 400
_E_MAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")


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
    """AWS's own words on one line, at most 400 characters, without e-mail addresses: people's names for sessions."""
    from checkpoints.refusals.refusal import make_plain

    return _E_MAIL.sub("***", make_plain(answer.message))[:_LONGEST]


def _judge_road(row: Requirement, reply: Reply) -> Finding:
    """What stands between the machine and AWS, as far as it can be named."""
    answer = reply.answer
    is_page = answer.outcome is Outcome.REFUSED and reply.cause is Cause.ENDPOINT_UNREACHABLE
    key = "looking.foreign" if is_page else "looking.unreachable"
    variable = answer.endpoint or answer.proxy
    detail = message(key, operation=answer.operation, status=answer.status or 200, variable=variable)
    found = failed(row, reply.cause, detail, reply.shown)
    if answer.endpoint:
        return found.with_(case="address")
    if reply.cause is not Cause.ENDPOINT_UNREACHABLE:
        return found
    if answer.code == "SSLError":
        return found.with_(case="inspection")
    if answer.proxy:
        return found.with_(case="proxy")
    return found.with_(case="foreign") if is_page else found


def judge_unheard(row: Requirement, reply: Reply) -> Finding:
    """A finding for a question whose answer proves nothing.

    Where nothing of AWS's answers, that is the attendee's to fix: failed. Throttling and AWS's own faults, a model
    that did not answer AWS in time among them, prove nothing: unverified. A refusal that no row of the table names is
    failed, with its code and text.
    """
    answer, cause = reply.answer, reply.cause
    if reply.is_unreachable:
        return _judge_road(row, reply)
    if reply.kind is Kind.LOOKING and cause is not None:
        return unverified(row, cause, message("looking.no-answer", operation=answer.operation), reply.shown)
    # Causes of the account speak of a model; whoever lists profiles means all of them.
    values = {"operation": answer.operation, "code": answer.code, "message": quote_message(answer), "model": "Claude"}
    return failed(row, cause, message("looking.refused", **values), reply.shown)
