"""The last lines: the verdict, which pytest's own says as well, and how the report is opened behind code-server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checkpoints.run.code_server import find_address
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
    (on_page,) = re.findall(r'class="counts">(.*?)</ul>', ran.page.read_text(encoding="utf-8"))
    assert re.findall(r"<b>(\d+)</b>", on_page) == re.findall(r"\d+", ours)


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


# -- behind code-server


DOWNLOAD = "내려받으려면 왼쪽 탐색기에서 파일을 오른쪽 클릭하고 Download를 선택하세요."
PROXY = "https://d1.cloudfront.net/proxy/{{port}}/"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (PROXY, "https://d1.cloudfront.net/proxy/8765/my%20page.html"),
        ("https://{{port}}.kyle.dev", "https://8765.kyle.dev/my%20page.html"),
        ("./proxy/{{port}}", ""),
        ("https://{{port}}-{{host}}", ""),
        ("https://d1.cloudfront.net/", ""),
        ("", ""),
    ],
)
def test_the_address(template: str, expected: str) -> None:
    assert find_address({"VSCODE_PROXY_URI": template}, "my page.html") == expected


def last_lines(folder: Path, *arguments: str, **variables: str) -> list[str]:
    """What a run says after the path of its page."""
    given = {"AWS_REGION": "us-east-1", **variables}
    ran = run(folder, "-m", "step4", "-k", "region", *arguments, variables=given)
    lines = ran.out.decode("utf-8").splitlines()
    return lines[lines.index(f"보고서: {ran.page}") + 1 : -1]


def test_the_terminal_tells_how_to_see_the_page(tmp_path: Path) -> None:
    lines = last_lines(tmp_path, VSCODE_PROXY_URI=PROXY)
    assert lines[0] == "보고서를 브라우저에서 보려면 아래 명령을 실행하고 주소를 여세요."
    assert "python -m http.server 8765 --bind 127.0.0.1 --directory " in lines[1]
    assert lines[2:] == ["    https://d1.cloudfront.net/proxy/8765/x.html", DOWNLOAD]


def test_without_an_address_it_tells_how_to_download_it_and_elsewhere_nothing_of_it(tmp_path: Path) -> None:
    assert last_lines(tmp_path, VSCODE_PROXY_URI="./proxy/{{port}}") == [DOWNLOAD]
    assert last_lines(tmp_path) == []
    assert last_lines(tmp_path, "-q", VSCODE_PROXY_URI=PROXY) == []
