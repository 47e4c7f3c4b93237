"""Findings: verdicts, roots, and what is carried on."""

from __future__ import annotations

import pytest

from checkpoints.guide.requirements import HAIKU_ACCESS, SONNET_ACCESS, USE_CASE
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules.finding import Evidence, Finding, blocked, failed, message, not_applicable, passed, unverified

DETAIL = message("access.refused", model="Claude", times=3)
SHOWN = Evidence("bedrock:InvokeModel", message("evidence.answered"))


def test_values_of_texts_are_strings() -> None:
    assert DETAIL.values == {"model": "Claude", "times": "3"}


@pytest.mark.parametrize(
    ("finding", "verdict", "cause", "stops_others"),
    [
        (passed(USE_CASE, DETAIL, SHOWN), Verdict.PASSED, None, False),
        (not_applicable(USE_CASE, DETAIL, SHOWN), Verdict.NOT_APPLICABLE, None, False),
        (unverified(USE_CASE, Cause.THROTTLED, DETAIL, SHOWN), Verdict.UNVERIFIED, Cause.THROTTLED, False),
        (failed(USE_CASE, Cause.MODEL_LEGACY, DETAIL, SHOWN), Verdict.FAILED, Cause.MODEL_LEGACY, True),
    ],
    ids=["passed", "not-applicable", "unverified", "failed"],
)
def test_a_finding_is_its_own_root(finding: Finding, verdict: Verdict, cause: Cause | None, stops_others: bool) -> None:
    assert (finding.check, finding.verdict, finding.cause) == ("step1.use-case", verdict, cause)
    assert (finding.detail, finding.evidence) == (DETAIL, (SHOWN,))
    assert finding.stops_others is stops_others
    assert finding.passed is (verdict is Verdict.PASSED)
    assert finding.root == "step1.use-case"


@pytest.mark.parametrize(
    "finding",
    [failed(USE_CASE, Cause.MODEL_LEGACY, DETAIL), unverified(USE_CASE, Cause.THROTTLED, DETAIL)],
    ids=["failed", "unverified"],
)
def test_the_details_values_fill_the_causes_texts(finding: Finding) -> None:
    assert finding.values == DETAIL.values


def test_a_blocked_check_names_the_root_and_its_cause_however_far_away() -> None:
    root = failed(USE_CASE, Cause.USE_CASE_FORM_MISSING, DETAIL, SHOWN)
    second = blocked(HAIKU_ACCESS, blocked(SONNET_ACCESS, root))
    assert second == Finding(
        "step1.haiku-access",
        Verdict.BLOCKED,
        message("blocked", root="step1.use-case"),
        Cause.USE_CASE_FORM_MISSING,
        values=DETAIL.values,
        blocked_by=("step1.use-case",),
    )
    assert second.stops_others
    assert second.root == "step1.use-case"


def test_a_finding_can_be_had_with_something_changed() -> None:
    assert passed(USE_CASE, DETAIL, SHOWN).with_(wait_minutes=3) == Finding(
        "step1.use-case", Verdict.PASSED, DETAIL, evidence=(SHOWN,), wait_minutes=3
    )
