"""`--hand-in`: the file that an attendee hands in, beside the page."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
from pathlib import Path

from checkpoints.report.hand_in import Reading, read_hand_in
from tests.run.fake_aws import FakeAws
from tests.run.running import LIMIT_S, ROOT, Ran, command, only, run, shell

NAME = re.compile(r"^1\.1_홍-길동_\d{8}T\d{6}\.\d{6}Z-[0-9a-z]{4}\.html$")


def handed_in(ran: Ran) -> Path:
    """The one hand-in beside the page."""
    (path,) = (ran.page.parent / "hand-in").iterdir()
    return path


def test_a_whole_run_is_handed_in_with_its_code(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "--hand-in", "--attendee", "홍 길동", variables=aws.shell)
    assert ran.code == 0
    path = handed_in(ran)
    assert NAME.match(path.name)
    found = read_hand_in(path.read_bytes())
    assert found.reading is Reading.SOUND
    assert found.report is not None
    assert {name: value for name, value in found.report.items() if name != "hand_in"} == ran.data
    assert (ran.data["attendee"]["name"], ran.data["verdict"]) == ("홍 길동", "ready")
    lines = ran.said.splitlines()
    place = lines.index(f"보고서: {ran.page}")
    assert lines[place + 1] == f"제출 파일: {path}"
    assert lines[place + 2] == f"확인 코드: {found.report['hand_in']['code']}"
    assert "아직 준비가 끝나지 않은" not in ran.said


def test_a_part_may_be_handed_in_and_says_so(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "--hand-in", "--attendee", "Hong", "--lang", "en", "-m", "step4", variables=aws.shell)
    assert ran.code == 0
    found = read_hand_in(handed_in(ran).read_bytes())
    assert found.report is not None
    assert (found.reading, found.report["verdict"]) == (Reading.SOUND, "unproven")
    assert "You are not ready yet, and the hand-in says so." in ran.said


def test_nothing_is_handed_in_where_nothing_was_selected(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "--hand-in", "--attendee", "Hong", "-k", "nobody_wrote_this", variables=aws.shell)
    assert ran.code == 5
    assert list((tmp_path / "hand-in").iterdir()) == []
    assert "점검이 끝나지 않아 제출 파일을 만들지 않았습니다." in ran.said


def test_without_the_option_there_is_none(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "-m", "step4", "--attendee", "Hong", variables=aws.shell)
    assert ran.code == 0
    assert not (tmp_path / "hand-in").exists()


def on_a_terminal(
    folder: Path,
    typed: str,
    aws: FakeAws,
    arguments: tuple[str, ...] = ("--hand-in", "-m", "step4"),
    question: str = "제출 파일에 적을 이름: ",
) -> tuple[int, str]:
    """Exit code and screen of a run on a terminal, where something is typed once it is asked for."""
    line, _ = command(folder, arguments)
    keyboard, screen = pty.openpty()
    running = subprocess.Popen(
        line, env=shell(folder / "home", aws.shell), cwd=ROOT, stdin=screen, stdout=screen, stderr=screen
    )
    os.close(screen)
    said, until, asked = b"", time.monotonic() + LIMIT_S, False
    try:
        while time.monotonic() < until:
            ready, _, _ = select.select([keyboard], [], [], 0.2)
            try:
                piece = os.read(keyboard, 65536) if ready else None
            except OSError:  # the terminal is closed
                break
            if piece == b"":
                break
            said += piece or b""
            if not asked and question.encode() in said:
                asked = True
                os.write(keyboard, typed.encode())
        code = running.wait(LIMIT_S)
    finally:
        running.kill()
        running.wait()
        os.close(keyboard)
    return code, said.decode()


def test_on_a_terminal_it_asks_for_the_name(aws: FakeAws, tmp_path: Path) -> None:
    code, said = on_a_terminal(tmp_path, "홍 길동\n", aws)
    assert code == 0, said
    (path,) = (tmp_path / "hand-in").iterdir()
    assert NAME.match(path.name)
    found = read_hand_in(path.read_bytes())
    assert found.report is not None
    assert found.report["attendee"]["name"] == "홍 길동"
    assert said.count("제출 파일에 적을 이름: ") == 1
    assert only(4).partition(",")[0] in said


def test_who_types_no_name_is_told_how_to_give_one(aws: FakeAws, tmp_path: Path) -> None:
    before = len(aws.asked)
    code, said = on_a_terminal(tmp_path, "\n", aws)
    assert code == 4
    assert "제출 파일에 적을 이름이 필요합니다." in said
    assert aws.asked[before:] == []
