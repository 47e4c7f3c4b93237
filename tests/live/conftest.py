"""Live runs against served worlds, started ahead for every scenario that was selected."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checkpoints.guide.vocabulary import Origin
from checkpoints.offline.scenarios import find_scenario
from checkpoints.offline.world import Scenario
from tests.offline.suite import Outcome, Suite, start_ahead
from tests.processes import LIVE, ROOT, bare_environment

_OF_THE_PROJECT = ("checkpoints", "conftest.py", "pyproject.toml")


class Worlds:
    """Processes that serve worlds, one world each at a time."""

    def __init__(self) -> None:
        self._idle: queue.SimpleQueue[subprocess.Popen[str]] = queue.SimpleQueue()
        self._started: list[subprocess.Popen[str]] = []

    def open(self, name: str) -> tuple[dict[str, Any], subprocess.Popen[str]]:
        """Serve a world: its address and shell, and the process to give back afterwards."""
        try:
            process = self._idle.get_nowait()
        except queue.Empty:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.live.world_server"],
                cwd=ROOT,
                env=bare_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            self._started.append(process)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(name + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline()), process

    def give_back(self, process: subprocess.Popen[str]) -> None:
        """The world may be closed, and the process used for another."""
        self._idle.put(process)

    def close(self) -> None:
        """End the processes."""
        for process in self._started:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=30)


def _clone(folder: Path) -> None:
    """Make a folder what an attendee has after `git clone`, beside what is there already."""
    for name in _OF_THE_PROJECT:
        target = folder / name
        try:
            target.symlink_to(ROOT / name)
        except OSError:  # Windows lets only administrators link
            whole = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            whole(ROOT / name, target)


def _needs_fresh_interpreter(scenario: Scenario) -> bool:
    """What botocore looks up once, when it is imported: whether it has awscrt, which `aws login` needs."""
    home, variables = scenario.machine.home, scenario.machine.variables
    return (
        scenario.name == "ready"
        or "BOTO_DISABLE_CRT" in variables
        or any("login_session" in text for text in home.values())
    )


@pytest.fixture(scope="session")
def worlds() -> Iterator[Worlds]:
    served = Worlds()
    yield served
    served.close()


@pytest.fixture(scope="session")
def live_suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    suite = Suite(LIVE, tmp_path_factory.mktemp("live"))
    yield suite
    suite.close()


@pytest.fixture(scope="session")
def lived(live_suite: Suite, worlds: Worlds, request: pytest.FixtureRequest) -> Callable[[str], Outcome]:
    """The outcome of `pytest` in the shell of a served world, for each scenario that a selected test names."""

    def run(name: str) -> Outcome:
        scenario = find_scenario(name)
        world, process = worlds.open(name)
        try:
            project = Path(world["project"])
            _clone(project)
            options = ["--invoke", scenario.invoke] if scenario.invoke else []
            options += ["--origin", scenario.origin.value] if scenario.origin is not Origin.TERMINAL else []
            environment = bare_environment() | world["variables"]
            warm = () if _needs_fresh_interpreter(scenario) else LIVE
            return live_suite.run(name, ["--lang", "en", *options], environment, project, warm)
        finally:
            worlds.give_back(process)

    return start_ahead(run, live_suite, request, "lived")
