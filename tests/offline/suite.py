"""Runs of the suite in processes of their own, as a shell would start them, two at a time."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
AT_ONCE = 2
_LONGEST_S = 120
# What a shell has that is nobody's business; the rest is the scenario's or nothing.
_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "TEMP", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: its exit code, its data (None where it left none), what it printed, and its page."""

    exit_code: int
    report: dict[str, Any] | None
    printed: str
    page: str = ""


def bare_environment() -> dict[str, str]:
    """An environment without anything that AWS, Claude Code or the suite would read."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | {"PYTHONUTF8": "1"}


def scenarios_ahead(request: pytest.FixtureRequest, fixture: str) -> list[str]:
    """The scenarios to start ahead: of every selected test that uses the fixture.

    None where several processes share the tests: each would start them all.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        return []
    named = (
        str(item.callspec.params["scenario"])
        for item in request.session.items
        if isinstance(item, pytest.Function) and fixture in item.fixturenames and hasattr(item, "callspec")
    )
    return list(dict.fromkeys(named))


class Suite:
    """Runs pytest over the checkpoints. modules: imported once, and forked for each run where the system can fork."""

    def __init__(self, modules: Iterable[str], work: Path) -> None:
        self._modules = tuple(modules)
        self._work = work
        self._idle: queue.SimpleQueue[subprocess.Popen[str]] = queue.SimpleQueue()
        self._started: list[subprocess.Popen[str]] = []
        self._pool = ThreadPoolExecutor(AT_ONCE)

    def close(self) -> None:
        """End the processes that fork."""
        self._pool.shutdown(cancel_futures=True)
        for process in self._started:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=_LONGEST_S)

    def submit(self, run: Callable[[Suite], Outcome]) -> Future[Outcome]:
        """Start a run as soon as there is room for it."""
        return self._pool.submit(run, self)

    def run(
        self,
        name: str,
        arguments: Iterable[str],
        environment: Mapping[str, str],
        folder: Path = ROOT,
        *,
        fresh: bool = False,
    ) -> Outcome:
        """One run. fresh: in an interpreter of its own, for what Python libraries look up once, when imported."""
        page, printed = self._work / f"{name}.html", self._work / f"{name}.txt"
        asked = [*arguments, "--html", str(page), "-p", "no:xdist", "-p", "no:cov", "-p", "no:hypothesispytest"]
        if fresh or not hasattr(os, "fork"):
            code = _interpreted(asked, environment, folder, printed)
        else:
            code = self._forked(asked, environment, folder, printed)
        data = page.with_suffix(".json")
        report = json.loads(data.read_text("utf-8")) if data.is_file() else None
        shown = page.read_text("utf-8") if page.is_file() else ""
        return Outcome(code, report, printed.read_text("utf-8", "replace"), shown)

    def _forked(self, arguments: list[str], environment: Mapping[str, str], folder: Path, printed: Path) -> int:
        process = self._a_process()
        assert process.stdin is not None
        assert process.stdout is not None
        asked = {"arguments": arguments, "environment": environment, "folder": str(folder), "output": str(printed)}
        process.stdin.write(json.dumps(asked | {"environment": dict(environment)}) + "\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        self._idle.put(process)
        return code

    def _a_process(self) -> subprocess.Popen[str]:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.offline.forking", *self._modules],
                cwd=ROOT,
                env=bare_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            self._started.append(process)
            return process


def _interpreted(arguments: list[str], environment: Mapping[str, str], folder: Path, printed: Path) -> int:
    with printed.open("wb") as output:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *arguments],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=_LONGEST_S,
            check=False,
        )
    return done.returncode
