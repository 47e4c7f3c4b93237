"""How long it takes until AWS acts on what was fixed."""

from __future__ import annotations

from dataclasses import dataclass

from checkpoints.accounts.account_result import CAUSES_OF_THE_CALLER
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.table import TABLE
from checkpoints.report.wording import Wording

_MODEL_ACCESS = "https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html"


@dataclass(frozen=True, slots=True)
class Settling:
    """minutes: at most, as AWS states it; source: where."""

    minutes: int
    source: str


# What no refusal of AWS states itself.
_BESIDES = {
    Cause.AGREEMENT_PENDING: Settling(15, _MODEL_ACCESS),
    Cause.AGREEMENT_ERROR: Settling(15, _MODEL_ACCESS),
    # After the prerequisites are met ("Model access", about the first call of a model).
    Cause.MODEL_ACCESS_NOT_GRANTED: Settling(15, _MODEL_ACCESS),
    Cause.PAYMENT_INSTRUMENT: Settling(2, _MODEL_ACCESS),
}


def find_settling(cause: str) -> Settling | None:
    """How long after its fix a cause may last; None where AWS states nothing."""
    stated = [
        Settling(row.wait_minutes, row.source)
        for row in TABLE
        if row.wait_minutes is not None and row.cause is not None and row.cause.value == cause
    ]
    if stated:
        return max(stated, key=lambda each: each.minutes)
    return next((each for known, each in _BESIDES.items() if known.value == cause), None)


def tell_settling(cause: str, wording: Wording, *, is_of_facilitator: bool) -> str:
    """The same in a few words. is_of_facilitator: nothing is fixed in AWS."""
    found = find_settling(cause)
    if cause in {each.value for each in CAUSES_OF_THE_CALLER} or (is_of_facilitator and found is None):
        return wording.say("accounts.settles.at-once")
    if found is None:
        return wording.say("accounts.settles.unknown")
    return wording.say("accounts.settles.up-to", {"minutes": str(found.minutes)})
