"""`python -m` in processes of their own, as a shell would start them, forked from a warm one where that can be."""

from __future__ import annotations

import atexit
import json
import os
import queue
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).parents[1]
LIMIT_S = 240.0  # a busy machine is slow; it is no promise
# What a shell has that is nobody's business; the rest is a test's or nothing.
_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "TEMP", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")

# What commands find done before they begin. With the libraries alone, a plugin can still replace what is ours before
# it is imported, and a copy of the project is imported in place of this one. The others have ended a run.
LIBRARIES = (
    "boto3",
    "pytest_html.plugin",
    "pytest_metadata.plugin",
    "jinja2",
    *(f"_pytest.{name}" for name in ("helpconfig", "junitxml", "skipping", "stepwise", "threadexception", "unittest")),
)
LIVE = ("tests.run.warm",)
OFFLINE = ("tests.offline.warm",)


def bare_environment() -> dict[str, str]:
    """An environment without anything that AWS, Claude Code or the suite would read."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | {"PYTHONUTF8": "1"}


@dataclass(frozen=True)
class Streams:
    """The files of a command's standard streams; output and errors may be one.

    terminal: whether the input is a terminal that controls the command.
    """

    output: Path
    errors: Path
    input: Path = Path(os.devnull)
    terminal: bool = False


class Started(Protocol):
    """A command that is running, or over; codes below 0 are signals."""

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""

    def send_signal(self, sig: int, /) -> None:
        """Send it a signal, unless it is over."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it is over."""


class _Forked:
    """A command of a warm process, which says `pid` and `code`."""

    def __init__(self, warm: subprocess.Popen[bytes], give_back: Callable[[], None]) -> None:
        assert warm.stdout is not None
        self._answers, self._give_back = warm.stdout, give_back
        self._code: int | None = None
        self._pid = self._read("pid")

    def poll(self) -> int | None:
        is_over = self._code is not None or select.select([self._answers], [], [], 0)[0]
        return self.wait() if is_over else None

    def send_signal(self, sig: int, /) -> None:
        if self.poll() is None:
            os.kill(self._pid, sig)

    def wait(self, timeout: float | None = None) -> int:
        """timeout: its own limit, by which a signal ends it."""
        if self._code is None:
            self._code = self._read("code")
            self._give_back()
        return self._code

    def _read(self, wanted: str) -> int:
        name, _, number = self._answers.readline().decode().partition(" ")
        assert name == wanted, f"{wanted} expected: {name} {number}"
        return int(number)


class WarmProcesses:
    """Processes that have imported modules, and fork for each command: as many as there are commands at a time."""

    def __init__(self, modules: Iterable[str]) -> None:
        self._modules = tuple(modules)
        self._idle: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
        self._started: list[subprocess.Popen[bytes]] = []

    def start(
        self, module: str, arguments: Iterable[str], environment: Mapping[str, str], folder: Path, streams: Streams
    ) -> Started:
        """`python -m module arguments`, which has begun."""
        process = self._take()
        assert process.stdin is not None
        asked = {
            "module": module,
            "arguments": [*arguments],
            "environment": dict(environment),
            "folder": str(folder),
            "input": str(streams.input),
            "output": str(streams.output),
            "errors": str(streams.errors),
            "terminal": streams.terminal,
            "limit_s": LIMIT_S,
        }
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        return _Forked(process, lambda: self._idle.put(process))

    def close(self) -> None:
        """End the processes."""
        for process in self._started:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=LIMIT_S)

    def _take(self) -> subprocess.Popen[bytes]:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            line = [sys.executable, "-m", "tests.forking", *self._modules]
            pipe = subprocess.PIPE
            # Unbuffered: what has been read is asked of the file itself.
            process = subprocess.Popen(line, cwd=ROOT, env=bare_environment(), stdin=pipe, stdout=pipe, bufsize=0)
            self._started.append(process)
            return process


@cache
def _warm(modules: tuple[str, ...]) -> WarmProcesses:
    """The processes with these modules; they end with this one."""
    processes = WarmProcesses(modules)
    atexit.register(processes.close)
    return processes


def start_python(
    module: str,
    arguments: Iterable[str],
    environment: Mapping[str, str],
    folder: Path,
    streams: Streams,
    warm: tuple[str, ...] = (),
) -> Started:
    """`python -m module arguments`, which has begun.

    warm: modules that it may find imported; without any, and where the system cannot fork, it gets an interpreter of
    its own, and no terminal.
    """
    if warm and hasattr(os, "fork"):
        return _warm(warm).start(module, arguments, environment, folder, streams)
    assert not streams.terminal
    with ExitStack() as opened:
        given = opened.enter_context(streams.input.open("rb"))
        out = opened.enter_context(streams.output.open("wb"))
        err = out if streams.errors == streams.output else opened.enter_context(streams.errors.open("wb"))
        line = [sys.executable, "-m", module, *arguments]
        return subprocess.Popen(line, cwd=folder, env=dict(environment), stdin=given, stdout=out, stderr=err)


def run_python(
    module: str,
    arguments: Iterable[str],
    environment: Mapping[str, str],
    folder: Path,
    streams: Streams,
    warm: tuple[str, ...] = (),
) -> int:
    """The exit code of `python -m module arguments`, as for `start_python`."""
    started = start_python(module, arguments, environment, folder, streams, warm)
    try:
        return started.wait(LIMIT_S)
    finally:
        end_command(started)


def end_command(started: Started) -> None:
    """End what is running still."""
    started.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    started.wait(LIMIT_S)
