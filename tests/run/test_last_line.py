"""pytest's own last line says what ours says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.run.running import run

GREEN, YELLOW, RED = "\x1b[32m", "\x1b[33m", "\x1b[31m"


@pytest.mark.parametrize(
    ("scenario", "code", "colour", "counts", "ours"),
    [
        ("ready", 0, GREEN, "14 passed, 1 skipped", "준비 완료: 통과 14, 해당 없음 1"),
        ("may-not-look-and-no-invoke", 7, YELLOW, "10 passed, 5 unverified", "미확인 항목 있음: 통과 10, 미확인 5"),
        ("no-credentials", 1, RED, "2 failed, 2 passed, 11 blocked", "준비 미완료: 통과 2, 실패 2, 확인 보류 11"),
    ],
)
def test_the_counts_are_the_same_and_only_a_ready_run_is_green(
    tmp_path: Path, scenario: str, code: int, colour: str, counts: str, ours: str
) -> None:
    ran = run(tmp_path, "--offline", "--scenario", scenario, "--color=yes")
    assert ran.code == code
    lines = ran.out.decode("utf-8").splitlines()
    assert lines[-1].startswith(colour)
    assert f" {counts} in " in re.sub(r"\x1b\[[0-9;]*m", "", lines[-1])
    assert ours in ran.said


def test_quiet_says_the_verdict_one_thing_to_do_and_the_path(tmp_path: Path) -> None:
    ran = run(tmp_path, "--offline", "--scenario", "no-credentials", "-q")
    lines = ran.out.decode("utf-8").splitlines()
    assert lines[0].startswith("bbbbbb")
    assert lines[2].startswith("준비 미완료: ")
    assert lines[3].startswith("먼저 할 일: ")
    assert lines[-2:-1] == [f"보고서: {ran.page}"]
    assert len(lines) < 12


def test_verbose_names_the_verdicts_and_shows_the_evidence(tmp_path: Path) -> None:
    ran = run(tmp_path, "--offline", "--scenario", "may-not-look-and-no-invoke", "-v")
    assert "UNVERIFIED" in ran.said
    assert "        sts:GetCallerIdentity: " in ran.said
