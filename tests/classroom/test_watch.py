"""`class … --watch`: what it writes and says while a class hands in, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checkpoints.__main__ import main
from checkpoints.classroom import reading
from checkpoints.report.seal import seal_data
from tests.classroom.conftest import ROOT
from tests.classroom.faulty import Faulty
from tests.classroom.hand_ins import hand_in, hand_in_by, page_of, put, report
from tests.report import samples

_REFRESH = '<noscript><meta http-equiv="refresh" content="1"></noscript>'
Steps = Callable[..., list[str]]


@pytest.fixture
def stepped(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Steps:
    """A watch of the folder `in` in which each pause is the next of some acts, and Ctrl-C comes after the last.

    Gives what was said, without the time of day.
    """

    def run(*acts: Callable[[], object], options: tuple[str, ...] = (), code: int = 1) -> list[str]:
        waiting = list(acts)

        def sleep(seconds: float) -> None:
            if not waiting:
                raise KeyboardInterrupt
            waiting.pop(0)()

        monkeypatch.setattr(time, "sleep", sleep)
        assert main(["class", str(tmp_path / "in"), "--watch", *options]) == code
        told = capsys.readouterr()
        assert told.err == ("중단되었습니다. 저장한 파일은 없습니다.\n" if code == 130 else "")
        return [re.sub(r"^\d\d:\d\d:\d\d ", "", line) for line in told.out.splitlines()]

    return run


def test_each_change_is_one_line(stepped: Steps, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "1.html", hand_in("김하나"))
    put(tmp_path, "names.csv", "이름\n김하나\n이두리\n홍길동\n")
    said = stepped(
        lambda: put(folder, "2.html", hand_in("이두리", samples.one_failure)),
        lambda: None,
        lambda: put(folder, "3.html", hand_in("홍길동")),
        lambda: put(folder, "4.html", hand_in("이두리", minute=9)),
        lambda: (folder / "3.html").unlink(),
        options=("--roster", str(tmp_path / "names.csv")),
    )
    assert said[:5] == [
        "제출자 1명, 집계에서 제외한 파일 0개를 읽었습니다 — 1/3",
        "이두리 준비 미완료: AWS_REGION 환경변수가 없습니다. us-east-1 리전으로 설정하세요. — 1/3",
        "홍길동 준비 완료 — 2/3",
        "이두리 준비 완료 (개선 2개) — 3/3",
        "홍길동: 제출 파일이 없어졌습니다 — 2/3",
    ]
    assert said[5:7] == ["확인을 마칩니다.", "1.1 AWS 환경 설정: 반 전체 준비 현황"]


def test_the_exit_code_is_that_of_the_class_at_its_end(stepped: Steps, tmp_path: Path) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나", samples.one_failure))
    stepped(lambda: None, code=1)
    stepped(lambda: put(tmp_path / "in", "1.html", hand_in("김하나", minute=5)), code=0)
    (tmp_path / "in" / "1.html").unlink()
    assert stepped(lambda: None, code=2)[0] == "아직 읽을 수 있는 제출 파일이 없습니다. 기다립니다."


@pytest.mark.parametrize("has_roster", [False, True])
def test_what_was_read_in_a_folder_that_is_gone_at_the_end_makes_nobody_ready(
    stepped: Steps, tmp_path: Path, has_roster: bool
) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    options = ("--roster", str(put(tmp_path, "names.csv", "이름\n김하나\n"))) if has_roster else ()
    stepped(lambda: (tmp_path / "in").rename(tmp_path / "away"), options=options, code=2)


def test_a_path_at_which_nothing_stands_is_told_at_once_and_waited_for(stepped: Steps, tmp_path: Path) -> None:
    said = stepped(lambda: put(tmp_path / "in", "1.html", hand_in("김하나")), code=0)
    assert said[:3] == [
        f"{tmp_path / 'in'}: 이 이름의 파일이나 폴더가 없습니다. 생길 때까지 기다립니다.",
        "아직 읽을 수 있는 제출 파일이 없습니다. 기다립니다.",
        "김하나 준비 완료 — 1/1",
    ]


def test_a_later_file_that_cannot_be_read_and_its_end_are_told_beside_the_person(
    stepped: Steps, tmp_path: Path
) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    later = page_of(seal_data(report("김하나", minute=5, schema_version=2)))
    said = stepped(
        lambda: put(tmp_path / "in", "2.html", later),
        lambda: None,
        lambda: (tmp_path / "in" / "2.html").unlink(),
        code=0,
    )
    assert said[1:4] == [
        "김하나 미확인 항목 있음 — 0/1",
        f"집계에서 제외: {tmp_path}/in/2.html (다른 버전)",
        "김하나 준비 완료 — 1/1",
    ]


def test_outputs_are_written_when_something_changes_and_the_last_page_loads_itself_no_more(
    stepped: Steps, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    outputs = {kind: tmp_path / "in" / f"class.{kind}" for kind in ("html", "csv", "json")}
    seen: list[dict[str, Any]] = []

    def note() -> None:
        text = outputs["html"].read_text(encoding="utf-8")
        told = json.loads(outputs["json"].read_text(encoding="utf-8"))
        seen.append({"live": _REFRESH in text, "ready": told["ready"], "inode": outputs["html"].stat().st_ino})
        assert told["set_apart"] == []

    def arrive() -> None:
        note()
        put(tmp_path / "in", "1.html", hand_in("김하나"))

    options = tuple(part for kind, path in outputs.items() for part in (f"--{kind}", str(path)))
    stepped(arrive, note, note, options=("1", *options), code=0)
    assert [(each["live"], each["ready"]) for each in seen] == [(True, 0), (True, 1), (True, 1)]
    assert seen[0]["inode"] != seen[1]["inode"] == seen[2]["inode"]
    last = outputs["html"].read_text(encoding="utf-8")
    assert 'http-equiv="refresh"' not in last and 'class="live"' not in last


def test_a_page_is_written_again_after_a_minute_so_that_it_says_that_somebody_looks(
    stepped: Steps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    page, table = tmp_path / "class.html", tmp_path / "class.csv"
    now = time.monotonic()  # before it is replaced
    inodes: list[tuple[int, int]] = []

    def later() -> None:
        inodes.append((page.stat().st_ino, table.stat().st_ino))
        monkeypatch.setattr(time, "monotonic", lambda: now + 61 * len(inodes))

    stepped(later, later, options=("--html", str(page), "--csv", str(table)), code=0)
    assert inodes[0][0] != inodes[1][0]
    assert inodes[0][1] == inodes[1][1]


def test_a_file_on_its_way_is_not_told_before_it_stays_what_it_is(stepped: Steps, tmp_path: Path) -> None:
    folder, whole = tmp_path / "in", hand_in("김하나")
    folder.mkdir()
    said = stepped(
        lambda: put(folder, "1.html", whole[:5000]),
        lambda: put(folder, "1.html", whole),
        lambda: put(folder, "2.html", whole[:5000]),
        lambda: None,
        lambda: None,
        code=0,
    )
    assert said[1:4] == [
        "김하나 준비 완료 — 1/1",
        f"집계에서 제외: {folder}/2.html (손상된 파일)",
        "확인을 마칩니다.",
    ]


def test_many_changes_at_once_do_not_flood_the_terminal(stepped: Steps, tmp_path: Path) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))

    def arrive() -> None:
        for place in range(40):
            put(tmp_path / "in", f"{place}x.html", hand_in(f"사람{place:02}"))

    said = stepped(arrive, code=0)
    assert said[1] == "사람00 준비 완료 — 41/41"
    assert said[11:13] == ["그 밖의 변경 30건", "확인을 마칩니다."]


def test_namesakes_that_come_apart_are_told_once(stepped: Steps, tmp_path: Path) -> None:
    other = hand_in_by("김하나", samples.one_failure, 3, account="********9999")
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    said = stepped(lambda: put(tmp_path / "in", "2.html", other))
    assert len(said[1 : said.index("확인을 마칩니다.")]) == 1


def test_a_fault_is_told_once_and_its_end_too(stepped: Steps, tmp_path: Path) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    table = tmp_path / "out" / "class.csv"

    def put_folder_there() -> None:
        table.unlink()
        table.mkdir()

    said = stepped(
        put_folder_there,
        lambda: put(tmp_path / "in", "2.html", hand_in("이두리")),
        lambda: None,
        lambda: table.rmdir(),
        lambda: None,
        options=("--csv", str(table)),
        code=0,
    )
    told = [line for line in said[: said.index("확인을 마칩니다.")] if str(table) in line or "다시 읽고" in line]
    assert len(told) == 2 and told[1] == "다시 읽고 쓸 수 있습니다."
    assert "이두리" in table.read_text(encoding="utf-8-sig")


def test_a_page_says_that_it_shows_what_was_read_before_a_fault(
    stepped: Steps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    store, page = Faulty(tmp_path / "in"), tmp_path / "class.html"
    monkeypatch.setattr(reading, "open_stores", lambda paths, own: [store])
    pages: list[str] = []

    def turn(fails: str) -> None:
        pages.append(page.read_text(encoding="utf-8"))
        store.fails = fails

    told = "there 파일에 저장할 수 없습니다: listing"
    options = ("--html", str(page))
    said = stepped(lambda: turn("listing"), lambda: turn("listing"), lambda: turn(""), options=options, code=0)
    assert [told in each for each in pages] == [False, True, True]
    assert said[1:4] == [told, "다시 읽고 쓸 수 있습니다.", "확인을 마칩니다."]
    stepped(lambda: turn("listing"), options=options, code=2)  # nobody knows what has come since
    last = page.read_text(encoding="utf-8")
    assert told in last and "1명 중 1명 준비 완료" in last and 'http-equiv="refresh"' not in last


def test_no_page_is_written_of_a_part_of_a_class(
    stepped: Steps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in range(4):
        put(tmp_path / "in", f"{place}.html", hand_in(f"사람{place}"))
    store, page = Faulty(tmp_path / "in"), tmp_path / "class.html"
    store.fails = "reading"
    monkeypatch.setattr(reading, "open_stores", lambda paths, own: [store])
    assert len(stepped(lambda: None, options=("--html", str(page)), code=130)) == 1
    assert not page.exists()


def test_a_roster_that_is_edited_is_read_again_and_one_that_breaks_is_kept(stepped: Steps, tmp_path: Path) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    roster = put(tmp_path, "names.csv", "이름\n김하나\n이두리\n")
    said = stepped(
        lambda: put(tmp_path, "names.csv", ""),
        lambda: put(tmp_path, "names.csv", "이름\n김하나\n"),
        options=("--roster", str(roster)),
        code=0,
    )
    assert said[0].endswith("1/2")
    assert said[1:3] == [f"명단 파일({roster})에 이름이 없습니다.", "다시 읽고 쓸 수 있습니다."]
    assert "1명 중 1명 준비 완료 (명단 기준)" in said


def test_a_similar_name_is_told_and_settled_in_the_roster_while_the_class_is_watched(
    stepped: Steps, tmp_path: Path
) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나", minute=9))
    roster = put(tmp_path, "names.csv", "이름\n김하나\n한지민\n")
    said = stepped(
        lambda: put(tmp_path / "in", "2.html", hand_in("한지민(8조)")),
        lambda: put(tmp_path / "in", "3.html", hand_in("김하나(3조)", samples.one_failure)),
        lambda: put(tmp_path, "names.csv", "이름,다른 이름\n김하나,김하나(3조)\n한지민,한지민(8조)\n"),
        options=("--roster", str(roster)),
        code=0,
    )
    assert said[1:4] == [
        "한지민(8조) → 한지민? 준비 완료 — 1/2",
        "김하나(3조) → 김하나? 준비 미완료: AWS_REGION 환경변수가 없습니다. us-east-1 리전으로 설정하세요. — 1/2",
        "확인을 마칩니다.",
    ]
    assert "2명 중 2명 준비 완료 (명단 기준)" in said


def test_a_path_behind_the_option_is_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: signal.raise_signal(signal.SIGINT))
    assert main(["class", "--watch", str(put(tmp_path, "1.html", hand_in("김하나")))]) == 0
    assert "1/1" in capsys.readouterr().out


@pytest.fixture
def started(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A watch of the folder `in` in a process of its own."""
    (tmp_path / "in").mkdir()
    command = [sys.executable, "-m", "checkpoints", "class", "in", "--watch", "1", "--html", "class.html"]
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    env = {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_end_it_with_the_last_page_whole(
    started: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    assert started.stdout
    assert "기다립니다" in started.stdout.readline()
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    assert started.stdout.readline().endswith("김하나 준비 완료 — 1/1\n")
    assert _REFRESH in (tmp_path / "class.html").read_text(encoding="utf-8")
    started.send_signal(number)
    assert started.wait(30) == 0
    assert started.stderr and started.stderr.read() == ""
    text = (tmp_path / "class.html").read_text(encoding="utf-8")
    assert "1명 중 1명 준비 완료" in text and _REFRESH not in text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class.html", "in"]
