"""Verdicts taken together, as the report contract has it."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest

from checkpoints.guide.vocabulary import GREEN, RunVerdict, Verdict, combine_verdicts, judge_verdicts

PASSED, FAILED, NOT_APPLICABLE = Verdict.PASSED, Verdict.FAILED, Verdict.NOT_APPLICABLE
BLOCKED, UNVERIFIED, NOT_RUN = Verdict.BLOCKED, Verdict.UNVERIFIED, Verdict.NOT_RUN
# The contract's order: the first that applies.
ORDER = (FAILED, BLOCKED, UNVERIFIED, NOT_RUN, PASSED, NOT_APPLICABLE)


def test_the_first_that_applies_is_the_verdict_of_all_and_of_nothing_it_is_not_applicable() -> None:
    for verdicts in combinations_with_replacement(ORDER, 3):
        expected = min(verdicts, key=ORDER.index)
        assert (combine_verdicts(verdicts), combine_verdicts(reversed(verdicts))) == (expected, expected), verdicts
    assert combine_verdicts([]) is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((PASSED, PASSED), RunVerdict.READY),
        ((PASSED, NOT_APPLICABLE), RunVerdict.READY),
        ((PASSED, UNVERIFIED), RunVerdict.UNPROVEN),
        ((PASSED, NOT_RUN), RunVerdict.UNPROVEN),
        ((NOT_RUN, UNVERIFIED), RunVerdict.UNPROVEN),
        ((PASSED, FAILED), RunVerdict.NOT_READY),
        ((PASSED, BLOCKED), RunVerdict.NOT_READY),
        ((UNVERIFIED, BLOCKED), RunVerdict.NOT_READY),
        ((NOT_RUN, FAILED), RunVerdict.NOT_READY),
    ],
)
def test_a_run_is_ready_only_when_everything_is_green(verdicts: tuple[Verdict, ...], expected: RunVerdict) -> None:
    assert judge_verdicts(verdicts) is expected
    assert judge_verdicts(reversed(verdicts)) is expected


def test_only_two_verdicts_are_green() -> None:
    assert {PASSED, NOT_APPLICABLE} == GREEN
