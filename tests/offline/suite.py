"""Runs of the suite in processes of their own, as a shell would start them, two at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ROOT, Streams, run_python

AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: its exit code, its data (None where it left none), what it printed, and its page."""

    exit_code: int
    report: dict[str, Any] | None
    printed: str
    page: str = ""


class Suite:
    """Runs pytest over the checkpoints. warm: modules that a run may find imported."""

    def __init__(self, warm: tuple[str, ...], work: Path) -> None:
        self._warm = warm
        self._work = work
        self._pool = ThreadPoolExecutor(AT_ONCE)

    def close(self) -> None:
        """Start no further run."""
        self._pool.shutdown(cancel_futures=True)

    def submit(self, run: Callable[[str], Outcome], name: str) -> Future[Outcome]:
        """Start a run as soon as there is room for it."""
        return self._pool.submit(run, name)

    def machine_of(self, name: str) -> Path:
        """The folder in which `tests.offline.kept_machine` keeps the machine of a run."""
        return self._work / f"{name}-machine"

    def run(
        self,
        name: str,
        arguments: Iterable[str],
        environment: Mapping[str, str],
        folder: Path = ROOT,
        warm: tuple[str, ...] | None = None,
    ) -> Outcome:
        """One run. warm: the modules that it may find imported; nothing, for what libraries look up once."""
        page, printed = self._work / f"{name}.html", self._work / f"{name}.txt"
        asked = [*arguments, "--html", str(page)]
        warm = self._warm if warm is None else warm
        code = run_python("pytest", asked, environment, folder, Streams(printed, printed), warm)
        data = page.with_suffix(".json")
        report = json.loads(data.read_text("utf-8")) if data.is_file() else None
        shown = page.read_text("utf-8") if page.is_file() else ""
        return Outcome(code, report, printed.read_text("utf-8", "replace"), shown)


def start_ahead(
    run: Callable[[str], Outcome], suite: Suite, request: pytest.FixtureRequest, fixture: str
) -> Callable[[str], Outcome]:
    """`run`, called once for each scenario: ahead for those that a selected test with the fixture names.

    None ahead where several processes share the tests: each would start them all.
    """
    started: dict[str, Future[Outcome]] = {}

    def outcome(name: str) -> Outcome:
        if name not in started:
            started[name] = suite.submit(run, name)
        return started[name].result()

    if "PYTEST_XDIST_WORKER" not in os.environ:
        for item in request.session.items:
            if isinstance(item, pytest.Function) and fixture in item.fixturenames and hasattr(item, "callspec"):
                name = str(item.callspec.params["scenario"])
                started[name] = started.get(name) or suite.submit(run, name)
    return outcome
