"""Whoever watches a terminal sees that AWS is being asked, and nothing of it once there is an answer."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.run.fake_aws import FakeAws, served
from tests.run.running import LIMIT_S, ROOT, command, run, shell

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
TEXT = "AWS의 응답을 기다리는 중"


def watched(folder: Path, variables: Mapping[str, str], *arguments: str) -> tuple[int, str]:
    """The exit code of a run on a terminal, and everything that was written there."""
    line, _ = command(folder, arguments)
    keyboard, screen = pty.openpty()
    with subprocess.Popen(line, cwd=ROOT, env=shell(folder / "home", variables), stdout=screen, stderr=screen) as ran:
        os.close(screen)
        written = b""
        while True:
            try:
                read = os.read(keyboard, 65536)
            except OSError:  # Linux's end of a terminal
                break
            if not read:
                break
            written += read
        code = ran.wait(LIMIT_S)
    os.close(keyboard)
    return code, written.decode("utf-8")


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


@pytest.mark.parametrize("arguments", [(), ("-v",)])
def test_the_terminal_says_that_aws_is_asked_until_it_answers(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with served(FakeAws(delay_s=1.8)) as aws:
        code, written = watched(tmp_path, {**aws.shell, "COLUMNS": "80"}, "-m", "step4", *arguments)
    assert code == 0
    assert TEXT in written
    shown = screen(written)
    assert not any(TEXT[-10:] in line for line in shown)
    tests = [line for line in shown if line.startswith("checkpoints/")]
    assert len(tests) == (4 if arguments else 2)
    assert all(re.search(r"(\.{2}|PASSED) +\[ *\d+%\]$", line) for line in tests)


@pytest.mark.parametrize("variables", [{"CI": "true"}, {"TERM": "dumb"}])
def test_a_log_gets_no_such_line(tmp_path: Path, variables: dict[str, str]) -> None:
    with served(FakeAws(delay_s=1.8)) as aws:
        _, written = watched(tmp_path, {**aws.shell, **variables}, "-m", "step4")
    assert TEXT not in written


def test_a_file_gets_no_such_line(tmp_path: Path) -> None:
    with served(FakeAws(delay_s=1.8)) as aws:
        assert TEXT not in run(tmp_path, "-m", "step4", variables=aws.shell).said


def test_an_answer_within_a_second_leaves_nothing(tmp_path: Path) -> None:
    with served(FakeAws()) as aws:
        code, written = watched(tmp_path, {**aws.shell, "TERM": "xterm"}, "-m", "step4 and not step3", "--invoke=never")
    assert code == 0
    assert TEXT not in written or TEXT not in "".join(screen(written))  # a busy machine is slow
