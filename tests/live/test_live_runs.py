"""Live over HTTP ends as the rehearsal of the same world does, for every world."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checkpoints.offline.scenarios import list_scenarios
from tests.offline.expectations import ENDINGS
from tests.offline.suite import Outcome
from tests.offline.verdicts import told

# A defect of the suite is of no world.
_WORLDS = [name for name, scenario in list_scenarios().items() if scenario.defect is None]


@pytest.mark.parametrize("scenario", _WORLDS)
def test_a_served_world_ends_as_its_rehearsal(scenario: str, lived: Callable[[str], Outcome]) -> None:
    outcome, expected = lived(scenario), ENDINGS[scenario]
    assert told(outcome) == expected.checks
    assert outcome.report is not None
    assert (outcome.report["verdict"], outcome.exit_code) == (expected.verdict.value, expected.exit_code)
    assert (outcome.report["mode"], outcome.report["scenario"]) == ("live", None)
    assert outcome.report["endpoint"] == "custom"
    assert "Traceback" not in outcome.printed
