"""Who watches a terminal sees one line that is written anew, and looks at once by pressing Enter."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints.report.columns import measure_width
from tests.run.fake_aws import served
from tests.run.running import LIMIT_S, ROOT, command, shell
from tests.run.test_waiting_line import screen
from tests.run.test_watching import HAIKU, NOT_GRANTED, QUICK, SLOW, ChangingAws

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
OPEN = "남은 항목: "
# Takes the terminal as the one that its keys control, as a shell gives it.
AS_ITS_OWN = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
NARROW = QUICK + 'import os\nos.environ["COLUMNS"] = "40"\n'


def on_terminal(
    folder: Path, aws: ChangingAws, plugin: str, *arguments: str, type_at: Callable[[str], str] = lambda _: ""
) -> tuple[int, str]:
    """Exit code and all that was written to the terminal. type_at: what is typed, once, by what is written so far."""
    (folder / "planted.py").write_text(plugin, encoding="utf-8")
    given = shell(folder / "home", {**aws.shell, "PYTHONPATH": str(folder), "TERM": "xterm", "COLUMNS": "80"})
    line, _ = command(folder, ("-p", "planted", "--watch=1", "-m", "step1", *arguments))
    keyboard, terminal = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-c", AS_ITS_OWN, *line],
        env=given,
        cwd=ROOT,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    written, typed, until = b"", "", time.monotonic() + LIMIT_S
    try:
        while time.monotonic() < until:
            if not select.select([keyboard], [], [], 0.2)[0]:
                continue
            try:
                piece = os.read(keyboard, 65536)
            except OSError:  # Linux's end of a terminal
                break
            if not piece:
                break
            written += piece
            typed = typed or _type(keyboard, type_at(written.decode("utf-8", "replace")))
        code = running.wait(LIMIT_S)
    finally:
        running.kill()
        running.wait()
        os.close(keyboard)
    return code, written.decode("utf-8")


def _type(keyboard: int, text: str) -> str:
    if text:
        os.write(keyboard, text.encode())
    return text


def plain(written: str) -> str:
    """What was written, without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", written)


def test_one_line_is_written_anew_and_gone_in_the_end(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    aws.after = {6: lambda: aws.grant(HAIKU)}
    with served(aws):
        code, written = on_terminal(tmp_path, aws, QUICK)
    assert code == 0
    told = plain(written)
    assert told.count(OPEN) >= 6
    counted = [line for line in re.split(r"[\r\n]", told) if OPEN in line]
    assert all(f"{OPEN}Claude Haiku 모델 액세스" in line for line in counted), counted
    assert [line for line in counted if line.startswith("다시 확인하는 중. ")]
    shown = screen(told)
    assert [line for line in shown if OPEN in line] == []
    assert len([line for line in shown if "Claude Haiku 모델 액세스 (실패)" in line]) == 1
    assert "1 failed" not in told


def test_enter_looks_at_once(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})

    def press(written: str) -> str:
        if "Enter: 지금" not in written:
            return ""
        aws.grant(HAIKU)
        return "\n"

    with served(aws):
        code, written = on_terminal(tmp_path, aws, SLOW, type_at=press)
    assert (code, aws.looks) == (0, 2)
    assert re.search(
        r"\r(1:00|0:5\d) 뒤 다시 확인\(Enter: 지금, Ctrl-C: 끝\)\. 남은 항목: Claude Haiku", plain(written)
    )


def test_ctrl_c_on_the_keyboard_ends_it_with_the_checklist(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    with served(aws):
        code, written = on_terminal(
            tmp_path, aws, SLOW, type_at=lambda written: "\x03" if "Enter: 지금" in written else ""
        )
    assert code == 1
    assert "1.1 AWS 환경 설정 체크포인트" in screen(plain(written))
    assert "Traceback" not in written


def test_a_narrow_terminal_gets_a_line_that_fits(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    aws.after = {3: lambda: aws.grant(HAIKU)}
    with served(aws):
        code, written = on_terminal(tmp_path, aws, NARROW)
    assert code == 0
    counted = [line for line in re.split(r"[\r\n]", plain(written)) if "Enter: 지금" in line]
    assert counted
    assert all(line.rstrip(" \b").endswith("...") and measure_width(line.rstrip(" \b")) < 40 for line in counted), (
        counted
    )
