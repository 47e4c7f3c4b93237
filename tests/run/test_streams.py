"""Whoever reads the terminal, or nobody: the same verdict, exit code and report, and no traceback."""

from __future__ import annotations

import os
import shlex
import subprocess
import threading
from pathlib import Path

import pytest

from checkpoints.guide.texts import say
from tests.processes import LIVE, run_python
from tests.run.fake_aws import FakeAws
from tests.run.running import LIMIT_S, ROOT, Ran, command, shell

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
OPTIONS = {"plain": (), "each check": ("-v",), "colour": ("--color=yes", "-rA")}
FULL = say("option.terminal-unwritable", "en", {"reason": "No space left on device"})
STEP4 = ("-m", "step4", "--lang", "en")


def read_some(pipe: Path, count: int) -> None:
    with pipe.open("rb", buffering=0) as reader:
        while count > 0 and (read := reader.read(count)):
            count -= len(read)


@pytest.mark.parametrize("count", [0, 1, 80, 700])
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_a_reader_who_has_enough_costs_nothing(
    options: tuple[str, ...], count: int, aws: FakeAws, tmp_path: Path
) -> None:
    pipe, errors = tmp_path / "pipe", tmp_path / "errors"
    os.mkfifo(pipe)
    reading = threading.Thread(target=read_some, args=(pipe, count), daemon=True)
    reading.start()
    line, page = command(tmp_path, (*STEP4, *options))
    code = run_python("pytest", line[3:], shell(tmp_path / "home", aws.shell), ROOT, pipe, errors, LIVE)
    reading.join(LIMIT_S)
    ran = Ran(code, b"", errors.read_bytes(), page)
    assert (ran.code, ran.err, ran.data["interrupted"]) == (0, b"", False)
    assert len(ran.of("passed")) == 4
    assert "test_aws_region_is_the_guides" in ran.html


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="of Linux")
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_a_terminal_that_takes_nothing_is_one_line(options: tuple[str, ...], aws: FakeAws, tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    line, page = command(tmp_path, (*STEP4, *options))
    code = run_python("pytest", line[3:], shell(tmp_path / "home", aws.shell), ROOT, Path("/dev/full"), errors, LIVE)
    ran = Ran(code, b"", errors.read_bytes(), page)
    assert (ran.code, ran.said.strip()) == (0, FULL)
    assert len(ran.of("passed")) == 4


CLOSED = (">&-", "2>&-", "<&- 2>&-", "<&- >&- 2>&-")


@pytest.mark.parametrize("closed", CLOSED)
def test_streams_that_are_closed_change_no_verdict(closed: str, aws: FakeAws, tmp_path: Path) -> None:
    line, page = command(tmp_path, (*STEP4, "-v"))
    given = shell(tmp_path / "home", aws.shell)
    ended = subprocess.run(
        ["sh", "-c", f"exec {shlex.join(line)} {closed}"],
        env=given,
        cwd=ROOT,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    ran = Ran(ended.returncode, ended.stdout, ended.stderr, page)
    assert (ran.code, ran.err) == (0, b"")
    assert len(ran.of("passed")) == 4
    assert (b"Report: " in ran.out) is (" >&-" not in f" {closed}")


HEAD = "| head -1 >/dev/null; exit ${PIPESTATUS[0]}"
LISTS = (
    ("--list-scenarios", ">&-"),
    ("--list-scenarios", HEAD),
    ("--help", ">/dev/full"),
    ("--help", HEAD),
    ("--markers", ">/dev/full"),
    ("--collect-only", ">&-"),
)


@pytest.mark.parametrize(("option", "stream"), LISTS)
def test_a_list_that_nobody_reads_ends_well(option: str, stream: str, tmp_path: Path) -> None:
    line, page = command(tmp_path, (option, "--lang", "en"))
    ended = subprocess.run(
        ["bash", "-c", f"{shlex.join(line)} {stream}"],
        env=shell(tmp_path / "home"),
        cwd=ROOT,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    told = {"", f"{FULL}\n"}
    assert (ended.returncode, ended.stderr.decode() in told) == (0, True)
    assert not page.exists()


@pytest.mark.parametrize("closed", [">&- 2>&-", "2>/dev/full"])
def test_a_command_that_is_refused_keeps_its_exit_code(closed: str, tmp_path: Path) -> None:
    line, page = command(tmp_path, ("--lang", "fr"))
    ended = subprocess.run(
        ["sh", "-c", f"exec {shlex.join(line)} {closed}"],
        env=shell(tmp_path / "home"),
        cwd=ROOT,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert ended.returncode == 4
    assert b"Traceback" not in ended.stdout + ended.stderr
    assert not page.exists()


@pytest.mark.parametrize("level", ["1", "2"])
def test_without_asserts_and_docstrings_nothing_changes(level: str, aws: FakeAws, tmp_path: Path) -> None:
    line, page = command(tmp_path, ("--lang", "en"))
    ended = subprocess.run(
        line,
        env=shell(tmp_path / "home", {**aws.shell, "PYTHONOPTIMIZE": level, "PYTHONDONTWRITEBYTECODE": "1"}),
        cwd=ROOT,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    ran = Ran(ended.returncode, ended.stdout, ended.stderr, page)
    assert (ran.code, ran.err, ran.data["verdict"]) == (0, b"", "ready")
    assert "assertions" not in ran.said
