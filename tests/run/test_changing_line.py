"""Whoever watches a terminal sees one line that changes while AWS is asked, and nothing of it in the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints.report.columns import measure_width
from tests.run.changing_aws import HAIKU, QUICK, SLOW, ChangingAws, haiku_refused
from tests.run.fake_aws import FakeAws, served
from tests.run.running import Ran, run
from tests.run.terminal import LATE_S, SOON, plain, run_on_terminal, screen

# -- while AWS is asked


TEXT = "AWS의 응답을 기다리는 중"


@pytest.mark.parametrize("arguments", [(), ("-v",)])
def test_the_terminal_says_that_aws_is_asked_until_it_answers(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with served(FakeAws(delay_s=LATE_S)) as aws:
        ran = run_on_terminal(
            tmp_path, "-m", "step4", *arguments, variables={**aws.shell, "COLUMNS": "80"}, values=SOON
        )
    assert ran.code == 0
    assert TEXT in ran.said
    shown = screen(ran.said)
    assert not any(TEXT[-10:] in line for line in shown)
    tests = [line for line in shown if line.startswith("checkpoints/")]
    assert len(tests) == (4 if arguments else 2)
    assert all(re.search(r"(\.{2}|PASSED) +\[ *\d+%\]$", line) for line in tests)


@pytest.mark.parametrize("variables", [{"CI": "true"}, {"TERM": "dumb"}])
def test_a_log_gets_no_such_line(tmp_path: Path, variables: dict[str, str]) -> None:
    with served(FakeAws(delay_s=LATE_S)) as aws:
        ran = run_on_terminal(tmp_path, "-m", "step4", variables={**aws.shell, **variables}, values=SOON)
    assert (ran.code, TEXT in ran.said) == (0, False)


def test_a_file_gets_no_such_line(tmp_path: Path) -> None:
    with served(FakeAws(delay_s=LATE_S)) as aws:
        assert TEXT not in run(tmp_path, "-m", "step4", variables=aws.shell, values=SOON).said


def test_an_answer_within_a_second_leaves_nothing(aws: FakeAws, tmp_path: Path) -> None:
    arguments = ("-m", "step4 and not step3", "--invoke=never")
    ran = run_on_terminal(tmp_path, *arguments, variables={**aws.shell, "TERM": "xterm"})
    assert ran.code == 0
    assert TEXT not in ran.said or TEXT not in "".join(screen(ran.said))  # a busy machine is slow


# -- between two looks of a watch


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
