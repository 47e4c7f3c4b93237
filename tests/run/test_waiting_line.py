"""Whoever watches a terminal sees that AWS is being asked, and nothing of it once there is an answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.run.fake_aws import FakeAws, served
from tests.run.running import run
from tests.run.terminal import run_on_terminal, screen

TEXT = "AWS의 응답을 기다리는 중"
# A shorter wait than a run's, and answers that come later than that.
SOON, LATE_S = {"checkpoints.run.waiting_line.AFTER_S": 0.2}, 0.6


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
