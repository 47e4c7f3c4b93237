"""A run on a terminal of its own, what is typed there, and what stands on its screen in the end."""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.processes import LIMIT_S, LIVE, ROOT, Streams, end_command, start_python
from tests.run.running import Ran, command, plant

# A shorter wait than a run's until its line says what it waits for, and answers that come later than that.
SOON: dict[str, object] = {"checkpoints.run.waiting_line.AFTER_S": 0.2}
LATE_S = 0.6

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")


def run_on_terminal(
    folder: Path,
    *arguments: str,
    variables: Mapping[str, str],
    values: Mapping[str, object] | None = None,
    type_at: Callable[[str], str] = lambda written: "",
) -> Ran:
    """Run the suite to its end. type_at: what is typed, once, by what is written so far. values: as for `plant`."""
    given, planted = plant(folder, variables, "", values)
    line, page = command(folder, (*planted, *arguments))
    keyboard, terminal = pty.openpty()
    place = Path(os.ttyname(terminal))
    running = start_python("pytest", line, given, ROOT, Streams(place, place, place, terminal=True), LIVE)
    os.close(terminal)
    written, typed, until = b"", "", time.monotonic() + LIMIT_S
    try:
        while time.monotonic() < until:
            if not select.select([keyboard], [], [], 0.2)[0]:
                continue
            piece = _read(keyboard)
            if not piece:
                break
            written += piece
            if not typed:
                typed = type_at(written.decode("utf-8", "replace"))
                os.write(keyboard, typed.encode())
        code = running.wait(LIMIT_S)
    finally:
        end_command(running)
        os.close(keyboard)
    return Ran(code, written, b"", page)


def _read(keyboard: int) -> bytes:
    try:
        return os.read(keyboard, 65536)
    except OSError:  # Linux's end of a terminal
        return b""


def plain(written: str) -> str:
    """What was written, without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", written)


def screen(written: str) -> list[str]:
    """What stands on the screen in the end; characters two columns wide take two."""
    lines: list[list[str]] = [[]]
    row = column = 0
    for move, letter, character in re.findall(r"\x1b\[([0-9;]*)([A-Za-z])|([^\x1b])", written):
        if letter == "A":
            row -= 1
        elif letter == "C":
            column += int(move)
        elif character == "\b":
            column -= 1
        elif character == "\r":
            column = 0
        elif character == "\n":
            row += 1
            lines += [[] for _ in range(row + 1 - len(lines))]
        elif character:
            cells = [character, ""] if "\uac00" <= character <= "\ud7a3" else [character]
            lines[row] += [" "] * (column - len(lines[row]))
            lines[row][column : column + len(cells)] = cells
            column += len(cells)
    return ["".join(line).rstrip() for line in lines]
