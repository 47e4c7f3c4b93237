"""Every scenario through the real conftest, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from checkpoints.guide.requirements import CHECKPOINTS, REQUIREMENTS
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.offline.scenarios import list_names
from checkpoints.offline.scenarios.by_cause import name_scenario
from checkpoints.refusals.table import TABLE
from checkpoints.report.consistency import find_contradiction
from checkpoints.report.contract import Report
from tests.lengths import choose
from tests.offline.each_run import REHEARSED
from tests.offline.expectations import ENDINGS
from tests.offline.suite import Outcome
from tests.offline.verdicts import told
from tests.offline.watched import MARK


@pytest.mark.parametrize("scenario", choose(list_names(), REHEARSED))
def test_a_scenario_ends_as_it_should(scenario: str, rehearsed: Callable[[str], Outcome]) -> None:
    outcome, expected = rehearsed(scenario), ENDINGS[scenario]
    assert told(outcome) == expected.checks
    assert outcome.report is not None
    assert (outcome.report["verdict"], outcome.exit_code) == (expected.verdict.value, expected.exit_code)
    assert (outcome.report["mode"], outcome.report["scenario"]) == ("offline", scenario)
    assert find_contradiction(cast("Report", outcome.report)) is None
    rows = [row for step in outcome.report["steps"] for row in step["checks"] if row["fix"]]
    whole = ["\n".join(filter(None, (row["how"], row["command"], row["page"]))) for row in rows]
    assert [row["fix"] for row in rows] == whole  # nothing in it was taken for a secret
    assert "Traceback" not in outcome.printed
    # One rehearsal was on, and nothing tried to get out of it.
    assert outcome.printed.endswith(f"{MARK} 1 []\n")


def test_every_scenario_has_an_ending_and_every_ending_a_scenario() -> None:
    assert ENDINGS.keys() == set(list_names())


@pytest.mark.parametrize("cause", Cause, ids=lambda cause: cause.value)
def test_every_cause_is_the_root_of_its_scenario_or_of_a_known_refusal(cause: Cause) -> None:
    scenario = name_scenario(cause)
    if scenario not in ENDINGS:  # every known refusal is judged in `tests/rules/test_known_refusals.py`
        assert cause in {row.cause for row in TABLE}
        return
    checks = ENDINGS[scenario].checks.values()
    assert cause in {each.cause for each in checks if each.verdict in (Verdict.FAILED, Verdict.UNVERIFIED)}


def test_every_check_is_the_only_one_to_fail_in_some_scenario() -> None:
    boxes = {box.id for box in CHECKPOINTS}
    alone = set()
    for ending in ENDINGS.values():
        failed = {check for check, each in ending.checks.items() if each.verdict is Verdict.FAILED} - boxes
        alone |= failed if len(failed) == 1 else set()
    assert alone == {row.id for row in REQUIREMENTS} - boxes


def test_each_box_fails_in_some_scenario() -> None:
    for box in CHECKPOINTS:
        assert any(ending.checks[box.id].verdict is Verdict.FAILED for ending in ENDINGS.values())
