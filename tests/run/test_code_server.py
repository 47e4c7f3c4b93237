"""Behind code-server the terminal says how the report is opened in the browser, and how it is downloaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkpoints.run.code_server import find_address
from tests.run.running import run

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


def test_without_an_address_it_tells_how_to_download_it(tmp_path: Path) -> None:
    assert last_lines(tmp_path, VSCODE_PROXY_URI="./proxy/{{port}}") == [DOWNLOAD]


def test_elsewhere_it_says_nothing_of_it(tmp_path: Path) -> None:
    assert last_lines(tmp_path) == []
    assert last_lines(tmp_path, "-q", VSCODE_PROXY_URI=PROXY) == []
