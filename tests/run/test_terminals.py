"""The end of the run can be read on any terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checkpoints.report.columns import measure_width
from tests.lengths import at_length
from tests.run.fake_aws import STILL_PROCESSED, FakeAws, served
from tests.run.running import run

ESCAPE = "\x1b["
TERMINALS = {
    # its encoding; the language that it can show; a mark; further variables; further options
    "ascii": ("ascii", "en", "[X]", {"COLUMNS": "60"}, ("-v",)),
    "cp949": ("cp949", "ko", "[X]", {"COLUMNS": "60"}, ()),
    "utf-8": ("utf-8", "ko", "✗", {"COLUMNS": "60", "NO_COLOR": "1"}, ()),
    "colour": ("utf-8", "ko", "✗", {"COLUMNS": "60"}, ("--color=yes", "-v")),
}
SAID = {
    "ko": ("1.1 AWS 환경 설정 체크포인트", "준비 미완료", "먼저 할 일: ", "보고서: "),
    "en": ("1.1 AWS environment setup: checkpoints", "Not ready", "Do this first: ", "Report: "),
}


@pytest.mark.parametrize("terminal", TERMINALS)
def test_it_is_all_there_and_fits(terminal: str, tmp_path: Path) -> None:
    """A run that waits, fails, blocks and passes; the page is in its language, whatever the terminal can show."""
    encoding, language, mark, variables, options = TERMINALS[terminal]
    with served(FakeAws(pending=1000)) as aws:
        told = {**aws.shell, "PYTHONIOENCODING": encoding, **variables}
        given = (*options, "-m", "step1 or step4", "--wait", "0.03")
        ran = run(tmp_path, *given, variables=told)
    shown = ran.out.decode(encoding)
    assert (ran.code, ran.err) == (1, b"")
    assert (ESCAPE in shown) is ("--color=yes" in options)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert [text for text in ("\\u", "\\x") if text in plain] == []
    assert [text for text in (*SAID[language], f"  {mark} ") if text not in plain] == []
    lines = plain.splitlines()
    ours = lines[lines.index(SAID[language][0]) : -1]
    copied = ("    ", SAID[language][3])  # commands and the path of the page
    assert [line for line in ours if measure_width(line) > 60 and not line.startswith(copied)] == []
    head = lines[2 : next(place for place, line in enumerate(lines) if line.startswith("rootdir:"))]
    assert len(head) >= 3
    assert [line for line in head if measure_width(line) > 60 and not line.startswith("metadata:")] == []
    counted = [line for line in lines if "Ctrl-C" in line or "--:" in line]
    assert counted
    assert [line for line in counted if measure_width(line) > 60] == []
    assert ran.data["language"] == "ko"
    assert [text for text in ("Claude Haiku 모델 액세스", STILL_PROCESSED[:40]) if text not in ran.html] == []


@pytest.mark.parametrize("columns", ["9" * 5000, at_length("918273645546"), at_length("-1"), "wide"])
def test_a_width_that_no_terminal_has_is_passed_over(columns: str, tmp_path: Path) -> None:
    ran = run(tmp_path, "-m", "step4", "-k", "region", variables={"COLUMNS": columns, "AWS_REGION": "us-east-1"})
    assert (ran.code, ran.err) == (0, b"")
    assert len(ran.out) < 10_000
