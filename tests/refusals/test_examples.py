"""The answer of AWS that stands for a cause is one from which that cause follows."""

from __future__ import annotations

import pytest

from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals import denial
from checkpoints.refusals.denial import parse_denial
from checkpoints.refusals.examples import find_answer
from checkpoints.refusals.table import TABLE
from checkpoints.rules.effects import GUARDS

ANSWERS = {cause: answer for cause in Cause if (answer := find_answer(cause)) is not None}
OF_IAM = {
    Cause.POLICY_NOT_ATTACHED,
    Cause.POLICY_INCOMPLETE,
    Cause.STREAMING_NOT_ALLOWED,
    Cause.DESTINATION_REGION_DENIED,
    Cause.EXPLICIT_DENY,
    Cause.KEY_QUARANTINED,
    *(cause for _, cause in GUARDS),
}


@pytest.mark.parametrize("cause", ANSWERS, ids=lambda cause: cause.value)
def test_the_answer_is_read_as_its_cause(cause: Cause) -> None:
    denied = parse_denial(ANSWERS[cause])
    if cause in OF_IAM:
        assert denied is not None
        explicit = denied.explicit and denied.kind == denial.IDENTITY_POLICY
        assert explicit is (cause in (Cause.EXPLICIT_DENY, Cause.KEY_QUARANTINED))
        assert dict(GUARDS).get(denied.kind, cause) is cause
    else:
        first = next(row for row in TABLE if row.cause is cause)
        assert first.fits(first.code, ANSWERS[cause])


def test_every_known_refusal_and_every_denial_has_its_cause_shown() -> None:
    assert ANSWERS.keys() == {row.cause for row in TABLE if row.cause} | OF_IAM
