"""`--hand-in`: the file that an attendee hands in, beside the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.run.fake_aws import FakeAws
from tests.run.running import only, read_report, run
from tests.run.terminal import run_on_terminal

NAME = re.compile(r"^1\.1_홍-길동_\d{8}T\d{6}\.\d{6}Z-[0-9a-z]{4}\.html$")
QUESTION = "제출 파일에 적을 이름: "


def test_a_whole_run_is_handed_in_with_its_code(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "--hand-in", "--attendee", "홍 길동", variables=aws.shell)
    assert ran.code == 0
    path = ran.hand_in
    assert NAME.match(path.name)
    report = read_report(path.read_bytes())
    assert {name: value for name, value in report.items() if name != "hand_in"} == ran.data
    assert (ran.data["attendee"]["name"], ran.data["verdict"]) == ("홍 길동", "ready")
    lines = ran.said.splitlines()
    place = lines.index(f"보고서: {ran.page}")
    assert lines[place + 1 : place + 3] == [f"제출 파일: {path}", f"확인 코드: {report['hand_in']['code']}"]
    assert "아직 준비가 끝나지 않은" not in ran.said


def test_a_part_may_be_handed_in_and_says_so(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "--hand-in", "--attendee", "Hong", "--lang", "en", "-m", "step4", variables=aws.shell)
    assert ran.code == 0
    assert read_report(ran.hand_in.read_bytes())["verdict"] == "unproven"
    assert "You are not ready yet, and the hand-in says so." in ran.said


def test_nothing_is_handed_in_where_nothing_was_selected_or_asked_for(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path / "plain", "-m", "step4", "--attendee", "Hong", variables=aws.shell)
    assert (ran.code, (tmp_path / "plain" / "hand-in").exists()) == (0, False)
    ran = run(tmp_path, "--hand-in", "--attendee", "Hong", "-k", "nobody_wrote_this", variables=aws.shell)
    assert ran.code == 5
    assert list((tmp_path / "hand-in").iterdir()) == []
    assert "점검이 끝나지 않아 제출 파일을 만들지 않았습니다." in ran.said


@pytest.mark.parametrize("name", ["홍 길동", ""])
def test_on_a_terminal_it_asks_for_the_name_and_tells_how_to_give_one(name: str, aws: FakeAws, tmp_path: Path) -> None:
    answer = lambda written: f"{name}\n" if QUESTION in written else ""  # noqa: E731
    ran = run_on_terminal(tmp_path, "--hand-in", "-m", "step4", variables=aws.shell, type_at=answer)
    assert ran.said.count(QUESTION) == 1
    if not name:
        assert (ran.code, aws.asked) == (4, [])
        assert "제출 파일에 적을 이름이 필요합니다." in ran.said
        return
    assert ran.code == 0, ran.said
    assert NAME.match(ran.hand_in.name)
    assert read_report(ran.hand_in.read_bytes())["attendee"]["name"] == name
    assert only(4).partition(",")[0] in ran.said
