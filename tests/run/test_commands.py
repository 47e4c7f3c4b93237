"""What is wrong with a command is told in the run's language, before anything is asked of AWS."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.run.fake_aws import FakeAws
from tests.run.running import run

KO, EN = ("--lang", "ko"), ("--lang", "en")
REFUSED = {
    "scenario": (
        ("--offline", "--scenario", "nope", *EN),
        "There is no scenario 'nope'. Nearest: no-profiles, unknown-keys, windows-path. All: pytest --list-scenarios",
    ),
    "scenario without offline": (("--scenario", "ready", *KO), "--scenario 옵션은 --offline 옵션과 함께 사용하세요."),
    "marker": (
        ("-m", "step9", *KO),
        "'step9' 마커는 없습니다. 사용할 수 있는 마커: step1, step2, step3, step4, checkpoint",
    ),
    "marker beside a known one": (
        ("-m", "step1 or 단계2", *EN),
        "There is no marker '단계2'. Known: step2, step1, step3, step4, checkpoint",
    ),
    "language": (("--lang", "fr"), "--lang: 'fr' 값은 사용할 수 없습니다. 사용할 수 있는 값: ko, en"),
    "invoke": (("--invoke", "maybe", *EN), "--invoke: unknown value 'maybe'. Known values: always, auto, never"),
    "a long wait": (("--wait", "121", *EN), "--wait takes minutes from 0 to 120, not '121'."),
    "no number": (
        ("--wait", "nan", *KO),
        "--wait 옵션에는 0에서 120 사이의 분을 입력하세요. 'nan' 값은 사용할 수 없습니다.",
    ),
    "a word": (("--wait", "soon", *EN), "--wait takes minutes from 0 to 120, not 'soon'."),
    "a watch of words": (("--watch", "checkpoints", *EN), "--watch takes minutes from 0 to 120, not 'checkpoints'."),
    "a long watch": (
        ("--watch=121", *KO),
        "--watch 옵션에는 0에서 120 사이의 분을 입력하세요. '121' 값은 사용할 수 없습니다.",
    ),
    "a watch of a rehearsal": (
        ("--watch", "--offline", *EN),
        "--watch cannot be used with --offline: a rehearsal never changes.",
    ),
    "a watch that waits": (
        ("--watch", "--wait=5", *EN),
        "--watch waits for what AWS is processing as well: leave --wait out.",
    ),
    "in parallel": (("-p", "xdist", "-n", "2", *EN), "The checkpoints do not run in parallel. Remove -n."),
    "hand-in of a rehearsal": (
        ("--hand-in", "--offline", *EN),
        "A rehearsal (--offline) does not check your own account and cannot be handed in. Remove --offline.",
    ),
    "hand-in of nobody": (
        ("--hand-in", *KO),
        '제출 파일에 적을 이름이 필요합니다. 예: pytest --hand-in --attendee "홍길동"',
    ),
}


@pytest.mark.parametrize(("arguments", "told"), REFUSED.values(), ids=REFUSED)
def test_a_command_that_cannot_be_meant_is_refused(
    arguments: tuple[str, ...], told: str, aws: FakeAws, tmp_path: Path
) -> None:
    ran = run(tmp_path, *arguments, variables=aws.shell)
    assert ran.code == 4
    assert ran.err.decode().strip().startswith(f"ERROR: {told}")
    assert ran.out == b""
    assert ran.wrote_nothing
    assert aws.asked == []


PAGES = {
    "a folder": (".", "--html takes a file, not a folder: "),
    "data that are a folder": ("taken.html", "--html takes a file, not a folder: "),
    "the data": (
        "x.JSON",
        "--html takes a name that does not end in .json. The data are written beside the report, as .json.",
    ),
    "below a file": ("file/x.html", "The report cannot be written: "),
    "the home of nobody": ("~nobody-has-this-name/x.html", "The report cannot be written: ~nobody-has-this-name"),
    "a name too long": (f"{'x' * 300}.html", "The report cannot be written: "),
}


@pytest.mark.parametrize(("page", "told"), PAGES.values(), ids=PAGES)
def test_a_page_that_cannot_be_written_is_told_before_aws_is_asked(
    page: str, told: str, aws: FakeAws, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "taken.json").mkdir()
    html = page if page.startswith("~") else str(tmp_path / page)
    ran = run(tmp_path, "--lang", "en", variables=aws.shell, html=html)
    assert ran.code == 4
    assert ran.err.decode().startswith(f"ERROR: {told}")
    assert ran.out == b""
    assert aws.asked == []
    assert (tmp_path / "file").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "home", "taken.json"]


def test_a_terminal_without_hangul_is_told_in_english_and_without_escapes(tmp_path: Path) -> None:
    ran = run(tmp_path, "--offline", "--scenario", "없음", variables={"PYTHONIOENCODING": "ascii"})
    assert ran.code == 4
    assert ran.err.startswith(b"ERROR: There is no scenario '??'. Nearest: ready, ")
    assert b"\\u" not in ran.err


def test_a_mistyped_path_leaves_the_last_report_as_it_was(aws: FakeAws, tmp_path: Path) -> None:
    page, data = '<!DOCTYPE html><script id="checkpoint-report">', '{"schema_version": 1, "tool": {}}'
    (tmp_path / "x.html").write_text(page)
    (tmp_path / "x.json").write_text(data)
    ran = run(tmp_path, "checkpoints/test_step5.py", variables=aws.shell)
    assert ran.code == 4
    assert "file or directory not found" in ran.said
    assert (ran.html, json.dumps(ran.data)) == (page, data)
    assert aws.asked == []


def test_an_example_is_written_with_the_launcher_that_started_the_run(tmp_path: Path) -> None:
    ran = run(tmp_path, "--hand-in", *EN, variables={"CHECKPOINTS_LAUNCHER": "./checkpoint"})
    assert (ran.code, 'for example: ./checkpoint --hand-in --attendee "Hong Gildong"' in ran.said) == (4, True)
