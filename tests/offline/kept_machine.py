"""A plugin for offline runs: the rehearsed machine is kept in a folder, and may be found as an earlier run left it.

Variables: KEPT_MACHINE, the folder; KEPT_SCENARIO, a file with the pickled scenario to play, or none for the one that
is named. What the shell held, and what the stand-ins of `checkpoints.offline.world` stood for, is written beside them.
"""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from checkpoints.guide.edition import Edition
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline import rehearsal
from checkpoints.offline.scenarios import find_scenario
from checkpoints.offline.world import Machine, Scenario

MACHINE, SCENARIO, NOTES = "KEPT_MACHINE", "KEPT_SCENARIO", "notes.json"


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Keep the machine of this run, and of none that only imports the names of the variables."""
    folder = Path(os.environ[MACHINE])
    furnish, shell = rehearsal.furnish, rehearsal.list_variables

    def find_kept(name: str, edition: Edition = WORKSHOP) -> Scenario:
        given = os.environ.get(SCENARIO)
        kept: Scenario = pickle.loads(Path(given).read_bytes()) if given else find_scenario(name, edition)
        return kept

    @contextmanager
    def keep(**_: object) -> Iterator[str]:
        yield str(folder)

    def furnish_once(machine: Machine, home: Path, project: Path, values: Mapping[str, str]) -> None:
        if not home.exists():
            furnish(machine, home, project, values)

    def note_shell(machine: Machine, home: Path, values: Mapping[str, str]) -> dict[str, str]:
        variables = shell(machine, home, values)
        (folder / NOTES).write_text(json.dumps({"variables": variables, "stand_ins": dict(values)}), "utf-8")
        return variables

    for name, kept in (
        ("find_scenario", find_kept),
        ("tempfile", SimpleNamespace(TemporaryDirectory=keep)),
        ("furnish", furnish_once),
        ("list_variables", note_shell),
    ):
        setattr(rehearsal, name, kept)
