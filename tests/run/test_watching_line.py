"""Who watches a terminal sees one line that is written anew, and looks at once by pressing Enter."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from checkpoints.report.columns import measure_width
from tests.run.changing_aws import HAIKU, QUICK, SLOW, ChangingAws, haiku_refused
from tests.run.running import Ran
from tests.run.terminal import plain, run_on_terminal, screen

OPEN = "남은 항목: "
ASKS = "Enter: 지금"


def watch(
    folder: Path,
    aws: ChangingAws,
    values: dict[str, object],
    columns: str = "80",
    type_at: Callable[[str], str] = lambda written: "",
) -> Ran:
    variables = {**aws.shell, "TERM": "xterm", "COLUMNS": columns}
    return run_on_terminal(folder, "--watch=1", "-m", "step1", variables=variables, values=values, type_at=type_at)


def test_one_line_is_written_anew_and_gone_in_the_end(tmp_path: Path) -> None:
    with haiku_refused(until=6) as aws:
        ran = watch(tmp_path, aws, QUICK)
    assert ran.code == 0
    told = plain(ran.said)
    assert told.count(OPEN) >= 6
    counted = [line for line in re.split(r"[\r\n]", told) if OPEN in line]
    assert all(f"{OPEN}Claude Haiku 모델 액세스" in line for line in counted), counted
    assert [line for line in counted if line.startswith("다시 확인하는 중. ")]
    shown = screen(told)
    assert [line for line in shown if OPEN in line] == []
    assert len([line for line in shown if "Claude Haiku 모델 액세스 (실패)" in line]) == 1
    assert "1 failed" not in told


def test_enter_looks_at_once(tmp_path: Path) -> None:
    def press(written: str) -> str:
        if ASKS not in written:
            return ""
        aws.grant(HAIKU)
        return "\n"

    with haiku_refused() as aws:
        ran = watch(tmp_path, aws, SLOW, type_at=press)
    assert (ran.code, aws.looks) == (0, 2)
    line = r"\r(1:00|0:5\d) 뒤 다시 확인\(Enter: 지금, Ctrl-C: 끝\)\. 남은 항목: Claude Haiku"
    assert re.search(line, plain(ran.said))


def test_ctrl_c_on_the_keyboard_ends_it_with_the_checklist(tmp_path: Path) -> None:
    with haiku_refused() as aws:
        ran = watch(tmp_path, aws, SLOW, type_at=lambda written: "\x03" if ASKS in written else "")
    assert ran.code == 1
    assert "1.1 AWS 환경 설정 체크포인트" in screen(plain(ran.said))


def test_a_narrow_terminal_gets_a_line_that_fits(tmp_path: Path) -> None:
    with haiku_refused(until=3) as aws:
        ran = watch(tmp_path, aws, QUICK, columns="40")
    assert ran.code == 0
    counted = [line.rstrip(" \b") for line in re.split(r"[\r\n]", plain(ran.said)) if ASKS in line]
    assert counted
    assert [line for line in counted if not line.endswith("...") or measure_width(line) >= 40] == []
