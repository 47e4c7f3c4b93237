"""What an answer of AWS means, by known refusals, IAM's sentence or the HTTP status."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.sending import MALFORMED
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.kind import Kind

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


_UNANSWERED = {
    Outcome.UNREACHABLE: Cause.ENDPOINT_UNREACHABLE,
    Outcome.TIMEOUT: Cause.TIMEOUT,
    # An endpoint or proxy setting that is no address, say.
    Outcome.NOT_SENT: Cause.ENDPOINT_UNREACHABLE,
    Outcome.OF_ANOTHER_CALLER: Cause.NOT_PERMITTED_TO_LOOK,
}
_BY_STATUS = {
    407: Cause.ENDPOINT_UNREACHABLE,
    408: Cause.TIMEOUT,
    429: Cause.THROTTLED,
    511: Cause.ENDPOINT_UNREACHABLE,  # RFC 6585: only what lies between says so, a network that wants a login
}
_SIGNATURE_CODES = {"SignatureDoesNotMatch", "InvalidSignatureException"}
_STATED_WAIT = re.compile(r"try again (?:in|after) (\d{1,3}) minutes?", re.IGNORECASE)


def diagnose(answer: Answer) -> Diagnosis:
    """What an answer of AWS, or the lack of one, means."""
    if answer.answered:
        return Diagnosis(Kind.NONE)
    if answer.outcome in _UNANSWERED:
        return Diagnosis(Kind.LOOKING, _UNANSWERED[answer.outcome])
    if answer.outcome is Outcome.NOT_ASKED:
        return Diagnosis(Kind.UNKNOWN)
    return _diagnose_reply(answer)


def _diagnose_reply(answer: Answer) -> Diagnosis:
    """What an answer means that came and is no success."""
    if answer.code == MALFORMED:
        return Diagnosis(Kind.LOOKING, Cause.SERVICE_ERROR)
    row, wait_minutes, denial = _recognized(answer.code, answer.message)
    if row is not None:
        return Diagnosis(row.kind, _by_the_clock(row.cause, answer), None, wait_minutes)
    if denial is None and answer.status == 403:
        denial = _read_encoded(answer)
    if denial is not None:
        return Diagnosis(Kind.IAM, denial=denial)
    if answer.is_foreign and (answer.status or 0) < 500:
        return Diagnosis(Kind.LOOKING, Cause.ENDPOINT_UNREACHABLE)
    return _by_status(answer)


@lru_cache  # rules ask about one answer many times
def _recognized(code: str, text: str) -> tuple[Refusal | None, int | None, Denial | None]:
    """The row that an error is of, and the wait that it asks for; else the denial that it tells."""
    # Where AWS refuses nothing, nothing is looked up.
    from checkpoints.refusals.denial import parse_denial
    from checkpoints.refusals.refusal import make_plain
    from checkpoints.refusals.table import TABLE

    message = make_plain(text)
    row = next((row for row in TABLE if row.fits(code, message)), None)
    return (row, _wait(row, message), None) if row is not None else (None, None, parse_denial(message))


def _read_encoded(answer: Answer) -> Denial | None:
    """The denial of what was asked, where IAM encodes its reason; None where it is no such denial."""
    from checkpoints.refusals.denial import Denial, is_reason_encoded

    if not is_reason_encoded(answer.message):
        return None
    return Denial("", answer.operation, "", "", explicit=False, is_encoded=True)


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
    cause = _BY_STATUS.get(status)
    if cause is None and status >= 500:
        cause = Cause.SERVICE_ERROR
    if cause is None and answer.code.isdigit() and (status < 400 or _is_a_page(answer.message)):
        # botocore puts the status where an answer carries no error code of AWS: something else answered.
        cause = Cause.ENDPOINT_UNREACHABLE
    return Diagnosis(Kind.LOOKING, cause) if cause else Diagnosis(Kind.UNKNOWN)
