"""What another round is for, and which findings of two rounds cannot stand side by side."""

from __future__ import annotations

import pytest

from checkpoints.guide.requirements import (
    CREDENTIALS_VALID,
    HAIKU_ACCESS,
    MODEL_ACCESS,
    SONNET_ACCESS,
    USE_CASE,
    Requirement,
)
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.finding import Evidence, Finding, blocked, failed, judge_box, message, not_applicable, passed
from checkpoints.run.repetition import Awaited, Repetition, do_findings_clash

SHOWN = Evidence("bedrock:InvokeModel", message("evidence.answered"))


def yes(row: Requirement) -> Finding:
    return passed(row, message("use-case.submitted"), SHOWN)


def no(row: Requirement, wait_minutes: int | None = None) -> Finding:
    found = failed(row, Cause.AGREEMENT_PENDING, message("use-case.submitted"), SHOWN)
    return found.with_(wait_minutes=wait_minutes)


def by_check(*findings: Finding) -> dict[str, Finding]:
    return {finding.check: finding for finding in findings}


ROWS = (SONNET_ACCESS, HAIKU_ACCESS, USE_CASE)
STANDING = {
    "a box that is its rows": [*map(yes, ROWS), judge_box(MODEL_ACCESS, *map(yes, ROWS))],
    "a box of which not every row was selected": [yes(HAIKU_ACCESS), judge_box(MODEL_ACCESS, *map(no, ROWS))],
    "what is blocked by what failed": [no(CREDENTIALS_VALID), blocked(HAIKU_ACCESS, no(CREDENTIALS_VALID))],
    "what is blocked by what was not selected": [blocked(HAIKU_ACCESS, no(CREDENTIALS_VALID))],
}
CLASHING = {
    "a box that failed beside rows that passed": [*map(yes, ROWS), judge_box(MODEL_ACCESS, *map(no, ROWS))],
    "a box that passed beside a row that failed": [
        *(yes(SONNET_ACCESS), no(HAIKU_ACCESS), yes(USE_CASE), judge_box(MODEL_ACCESS, *map(yes, ROWS)))
    ],
    "what is blocked by what passed": [yes(CREDENTIALS_VALID), blocked(HAIKU_ACCESS, no(CREDENTIALS_VALID))],
}


@pytest.mark.parametrize("case", [*STANDING, *CLASHING])
def test_findings_that_cannot_be_so_at_one_time_clash(case: str) -> None:
    assert do_findings_clash(by_check(*(STANDING | CLASHING)[case])) is (case in CLASHING)


def test_a_watch_is_for_all_that_has_not_passed_and_a_wait_for_what_aws_is_processing() -> None:
    skipped = not_applicable(USE_CASE, message("use-case.submitted"), SHOWN)
    pending, plain = no(HAIKU_ACCESS, wait_minutes=2), no(SONNET_ACCESS)
    held_up = blocked(CREDENTIALS_VALID, pending)
    found = by_check(plain, pending, skipped, held_up)
    assert Repetition(Awaited.EVERYTHING, 60).list_awaited(found) == [plain, pending, held_up]
    assert Repetition(Awaited.PROCESSING, 60).list_awaited(found) == [pending, held_up]
