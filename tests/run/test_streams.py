"""Whoever reads the terminal, or nobody: the same verdict, exit code and report, and no traceback."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from checkpoints.guide.texts import say
from tests.lengths import at_length, choose
from tests.processes import LIVE, Streams, run_python
from tests.run.fake_aws import FakeAws
from tests.run.running import LIMIT_S, ROOT, Ran, command, shell

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
STEP4 = ("-m", "step4", "--lang", "en")
OPTIONS = {"plain": (), "each check": ("-v",), "colour": ("--color=yes", "-rA")}
FULL = Path("/dev/full")
UNWRITABLE = say("option.terminal-unwritable", "en", {"reason": "No space left on device"})
full = pytest.mark.skipif(not FULL.exists(), reason="/dev/full is of Linux")


def read_some(pipe: Path, count: int) -> None:
    with pipe.open("rb", buffering=0) as reader:
        while count > 0 and (read := reader.read(count)):
            count -= len(read)


READERS = [("plain", 0), ("each check", 80), ("colour", 80), *(at_length("plain", count) for count in (1, 80, 700))]


@pytest.mark.parametrize(("options", "count"), READERS)
def test_a_reader_who_has_enough_costs_nothing(options: str, count: int, aws: FakeAws, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = threading.Thread(target=read_some, args=(pipe, count), daemon=True)
    reading.start()
    ran = print_to(pipe, tmp_path, *STEP4, *OPTIONS[options], **aws.shell)
    reading.join(LIMIT_S)
    assert (ran.code, ran.err, ran.data["interrupted"]) == (0, b"", False)
    assert len(ran.of("passed")) == 4
    assert "test_aws_region_is_the_guides" in ran.html


@full
@pytest.mark.parametrize("options", choose(OPTIONS, ("each check",)))
def test_a_terminal_that_takes_nothing_is_one_line(options: str, aws: FakeAws, tmp_path: Path) -> None:
    ran = print_to(FULL, tmp_path, *STEP4, *OPTIONS[options], **aws.shell)
    assert (ran.code, ran.said.strip()) == (0, UNWRITABLE)
    assert len(ran.of("passed")) == 4


@full
@pytest.mark.parametrize("option", ["--collect-only", "--help", "--list-scenarios", "--markers"])
def test_a_list_that_nobody_can_read_ends_well(option: str, tmp_path: Path) -> None:
    ran = print_to(FULL, tmp_path, option, "--lang", "en")
    assert (ran.code, ran.wrote_nothing) == (0, True)
    assert ran.err.decode() in ("", f"{UNWRITABLE}\n")


def print_to(output: Path, folder: Path, *arguments: str, **variables: str) -> Ran:
    """A run whose output goes to a file."""
    line, page = command(folder, arguments)
    errors = folder / "errors"
    code = run_python("pytest", line, shell(folder / "home", variables), ROOT, Streams(output, errors), LIVE)
    return Ran(code, b"", errors.read_bytes(), page)


def run_by_shell(folder: Path, streams: str, *arguments: str, **variables: str) -> Ran:
    """A run in an interpreter of its own, whose streams bash has led elsewhere."""
    line, page = command(folder, arguments)
    ended = subprocess.run(
        ["bash", "-c", f"{shlex.join([sys.executable, '-m', 'pytest', *line])} {streams}"],
        env=shell(folder / "home", variables),
        cwd=ROOT,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    return Ran(ended.returncode, ended.stdout, ended.stderr, page)


@pytest.mark.parametrize("closed", [">&-", at_length("2>&-"), "<&- >&- 2>&-"])
def test_streams_that_are_closed_change_no_verdict(closed: str, aws: FakeAws, tmp_path: Path) -> None:
    ran = run_by_shell(tmp_path, closed, *STEP4, "-v", **aws.shell)
    assert (ran.code, ran.err) == (0, b"")
    assert len(ran.of("passed")) == 4
    assert (b"Report: " in ran.out) is (" >&-" not in f" {closed}")


def test_a_list_whose_stream_is_closed_ends_well(tmp_path: Path) -> None:
    ran = run_by_shell(tmp_path, ">&-", "--list-scenarios", "--lang", "en")
    assert (ran.code, ran.err, ran.wrote_nothing) == (0, b"", True)


@pytest.mark.parametrize("closed", [">&- 2>&-", at_length("2>/dev/full")])
def test_a_command_that_is_refused_keeps_its_exit_code(closed: str, tmp_path: Path) -> None:
    ran = run_by_shell(tmp_path, closed, "--lang", "fr")
    assert (ran.code, ran.wrote_nothing) == (4, True)


def test_without_asserts_and_docstrings_nothing_changes(aws: FakeAws, tmp_path: Path) -> None:
    optimized = {**aws.shell, "PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1"}
    ran = run_by_shell(tmp_path, "", "--lang", "en", **optimized)
    assert (ran.code, ran.err, ran.data["verdict"]) == (0, b"", "ready")
    assert "assertions" not in ran.said
