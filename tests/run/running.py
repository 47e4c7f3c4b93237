"""`python -m pytest` in the project's folder, in a shell that has nothing but what a test gives it."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from checkpoints.guide.requirements import REQUIREMENTS, list_step_rows
from checkpoints.report.hand_in import Reading, read_hand_in
from tests.processes import LIBRARIES, LIMIT_S, LIVE, OFFLINE, ROOT, Streams, end_command, run_python, start_python

__all__ = ["LIMIT_S", "ROOT", "Ran", "command", "interrupt", "only", "plant", "read_report", "run", "shell"]


@dataclass(frozen=True)
class Ran:
    """A run that is over, without a traceback. out, err: raw, as the terminal got them."""

    code: int
    out: bytes
    err: bytes
    page: Path

    def __post_init__(self) -> None:
        assert "Traceback (most recent" not in self.said, self.said

    @cached_property
    def said(self) -> str:
        """Everything on the terminal."""
        return (self.out + b"\n" + self.err).decode("utf-8", "backslashreplace")

    @cached_property
    def data(self) -> dict[str, Any]:
        """The data file."""
        found: dict[str, Any] = json.loads(self.page.with_suffix(".json").read_text(encoding="utf-8"))
        return found

    @cached_property
    def html(self) -> str:
        """The page."""
        return self.page.read_text(encoding="utf-8")

    @property
    def hand_in(self) -> Path:
        """The one hand-in beside the page."""
        (path,) = (self.page.parent / "hand-in").iterdir()
        return path

    @property
    def wrote_nothing(self) -> bool:
        """Whether there is neither page nor data."""
        return not self.page.exists() and not self.page.with_suffix(".json").exists()

    @cached_property
    def checks(self) -> dict[str, dict[str, Any]]:
        """Checks and boxes by their id."""
        rows = [check for step in self.data["steps"] for check in step["checks"]]
        return {row["id"]: row for row in (*rows, *self.data["checkpoints"])}

    @property
    def verdicts(self) -> dict[str, str]:
        """The verdict of each check and box."""
        return {name: row["verdict"] for name, row in self.checks.items()}

    def of(self, verdict: str) -> set[str]:
        """The checks and boxes that came to a verdict."""
        return {name for name, found in self.verdicts.items() if found == verdict}

    @property
    def causes(self) -> set[str]:
        """The causes of what failed."""
        return {str(row["cause"]) for row in self.checks.values() if row["verdict"] == "failed"}


def shell(home: Path, variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of a run: a path, a home, a language, and these."""
    home.mkdir(parents=True, exist_ok=True)
    bare = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
    if os.name == "nt":
        bare |= {"USERPROFILE": str(home), "SYSTEMROOT": os.environ["SYSTEMROOT"]}
    return {**bare, **(variables or {})}


def command(folder: Path, arguments: tuple[str, ...], html: str | None = None) -> tuple[list[str], Path]:
    """The arguments of pytest and the page it makes."""
    page = folder / "x.html"
    return [*arguments, "--html", str(page) if html is None else html], page


def only(step: int) -> str:
    """What pytest says of a run of one step, all of whose rows are passed."""
    rows = len(list_step_rows(step))
    return f"{rows} passed, {len(REQUIREMENTS) - rows} deselected"


def read_report(content: bytes) -> dict[str, Any]:
    """What a hand-in says, which is sound."""
    found = read_hand_in(content)
    assert found.reading is Reading.SOUND
    assert found.report is not None
    return dict(found.report)


def plant(
    folder: Path, variables: Mapping[str, str] | None, plugin: str, values: Mapping[str, object] | None = None
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The shell of a run, and the arguments with which it loads a plugin, where there is one.

    plugin: its source. values: what it sets variables of modules to, by their dotted names.
    """
    for name, value in (values or {}).items():
        plugin += f"import {name.rpartition('.')[0]}\n{name}  # is there\n{name} = {value!r}\n"
    given = shell(folder / "home", variables)
    if not plugin:
        return given, ()
    (folder / "planted.py").write_text(plugin, encoding="utf-8")
    return {**given, "PYTHONPATH": str(folder)}, ("-p", "planted")


def run(
    folder: Path,
    *arguments: str,
    variables: Mapping[str, str] | None = None,
    plugin: str = "",
    values: Mapping[str, object] | None = None,
    html: str | None = None,
    cwd: Path = ROOT,
    typed: Path = Path(os.devnull),
    warm: tuple[str, ...] | None = None,
) -> Ran:
    """Run the suite to its end.

    folder: for home and page. plugin, values: as for `plant`. typed: its standard input. warm: the modules that it may
    find imported; nothing, for what is imported when, and for what libraries look up in the home directory once.
    """
    given, planted = plant(folder, variables, plugin, values)
    line, page = command(folder, (*planted, *arguments), html)
    streams = Streams(folder / "home" / "out", folder / "home" / "err", typed)
    code = run_python("pytest", line, given, cwd, streams, _find_warm(arguments, cwd) if warm is None else warm)
    return Ran(code, streams.output.read_bytes(), streams.errors.read_bytes(), page)


def _find_warm(arguments: tuple[str, ...], cwd: Path = ROOT) -> tuple[str, ...]:
    """What may be imported before the run: nothing of ours where the project is another copy."""
    if cwd != ROOT:
        return LIBRARIES
    return OFFLINE if "--offline" in arguments else LIVE


def interrupt(
    folder: Path,
    now: Callable[[Path], bool],
    *arguments: str,
    variables: Mapping[str, str],
    plugin: str = "",
    values: Mapping[str, object] | None = None,
    number: signal.Signals = signal.SIGINT,
) -> Ran:
    """A run that gets a signal, Ctrl-C if no other, once `now` holds of the file of what is on its terminal."""
    given, planted = plant(folder, variables, plugin, values)
    line, page = command(folder, (*planted, *arguments))
    terminal, errors = folder / "out", folder / "err"
    running = start_python("pytest", line, given, ROOT, Streams(terminal, errors), _find_warm(arguments))
    try:
        until = time.monotonic() + LIMIT_S
        while not now(terminal):
            assert running.poll() is None, terminal.read_text(encoding="utf-8")
            assert time.monotonic() < until
            time.sleep(0.05)
        running.send_signal(number)
        code = running.wait(LIMIT_S)
    finally:
        end_command(running)
    return Ran(code, terminal.read_bytes(), errors.read_bytes(), page)
