"""Live over HTTP ends as the rehearsal of the same world does: a few worlds in each run, all of them at length."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.offline.scenarios import list_scenarios
from tests.lengths import choose
from tests.offline.each_run import OF_SOURCES, OVER_HTTP
from tests.offline.expectations import ENDINGS
from tests.offline.suite import Outcome
from tests.offline.verdicts import told

# A defect of the suite is of no world.
_WORLDS = [name for name, scenario in list_scenarios().items() if scenario.defect is None]


@pytest.mark.parametrize("scenario", choose(_WORLDS, OVER_HTTP))
def test_a_served_world_ends_as_its_rehearsal(scenario: str, lived: Callable[[str], Outcome]) -> None:
    outcome, expected = lived(scenario), ENDINGS[scenario]
    assert told(outcome) == expected.checks
    assert outcome.report is not None
    assert (outcome.report["verdict"], outcome.exit_code) == (expected.verdict.value, expected.exit_code)
    assert (outcome.report["mode"], outcome.report["scenario"]) == ("live", None)
    assert outcome.report["endpoint"] == "custom"
    assert "Traceback" not in outcome.printed
    if scenario in OF_SOURCES:
        assert outcome.report["attendee"]["credential_source"] == OF_SOURCES[scenario].value


def test_each_run_has_a_world_for_every_source_of_credentials() -> None:
    assert set(OF_SOURCES.values()) == set(CredentialSource)
    assert set(_WORLDS) >= OVER_HTTP
