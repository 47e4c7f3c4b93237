"""A plugin for offline runs: the machine of the scenario is the one that a variable gives, as JSON."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest

from checkpoints.guide.edition import Edition
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline import rehearsal
from checkpoints.offline.scenarios import find_scenario
from checkpoints.offline.world import Machine, Scenario

VARIABLE = "GIVEN_MACHINE"


def _find_given(name: str, edition: Edition = WORKSHOP) -> Scenario:
    return replace(find_scenario(name, edition), machine=Machine(**json.loads(os.environ[VARIABLE])))


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Give the machine in this run, and in none that only imports the name of the variable."""
    rehearsal.find_scenario = _find_given  # type: ignore[attr-defined]
