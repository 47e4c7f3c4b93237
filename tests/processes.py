"""`python -m` in processes of their own, as a shell would start them, forked from a warm one where that can be."""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from functools import cache
from pathlib import Path

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


class WarmProcesses:
    """Processes that have imported modules, and fork for each command: as many as there are commands at a time."""

    def __init__(self, modules: Iterable[str]) -> None:
        self._modules = tuple(modules)
        self._idle: queue.SimpleQueue[subprocess.Popen[str]] = queue.SimpleQueue()
        self._started: list[subprocess.Popen[str]] = []

    def run(
        self,
        module: str,
        arguments: Iterable[str],
        environment: Mapping[str, str],
        folder: Path,
        output: Path,
        errors: Path,
    ) -> int:
        """The exit code of `python -m module arguments`. output, errors: files for what it prints, or one for both."""
        process = self._take()
        assert process.stdin is not None
        assert process.stdout is not None
        asked = {
            "module": module,
            "arguments": [*arguments],
            "environment": dict(environment),
            "folder": str(folder),
            "output": str(output),
            "errors": str(errors),
            "limit_s": LIMIT_S,
        }
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        self._idle.put(process)
        return code

    def close(self) -> None:
        """End the processes."""
        for process in self._started:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=LIMIT_S)

    def _take(self) -> subprocess.Popen[str]:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.forking", *self._modules],
                cwd=ROOT,
                env=bare_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            self._started.append(process)
            return process


@cache
def _warm(modules: tuple[str, ...]) -> WarmProcesses:
    """The processes with these modules; they end with this one."""
    processes = WarmProcesses(modules)
    atexit.register(processes.close)
    return processes


def run_python(
    module: str,
    arguments: Iterable[str],
    environment: Mapping[str, str],
    folder: Path,
    output: Path,
    errors: Path,
    warm: tuple[str, ...] = (),
) -> int:
    """The exit code of `python -m module arguments`.

    output, errors: files for what it prints, or one for both. warm: modules that it may find imported; without any, and
    where the system cannot fork, it gets an interpreter of its own.
    """
    if warm and hasattr(os, "fork"):
        return _warm(warm).run(module, arguments, environment, folder, output, errors)
    with output.open("wb") as out, nullcontext(out) if errors == output else errors.open("wb") as err:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            timeout=LIMIT_S,
            check=False,
        ).returncode
