"""`class … --watch`: what it writes while a class hands in, through faults, and to the last."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checkpoints.classroom import reading
from tests.classroom.conftest import ROOT, Steps
from tests.classroom.faulty import Faulty
from tests.classroom.hand_ins import hand_in, put
from tests.lengths import at_length
from tests.report import samples

_REFRESH = '<noscript><meta http-equiv="refresh" content="1"></noscript>'


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


def test_data_say_what_the_page_says_once_the_time_of_a_clock_that_was_ahead_has_come(
    stepped: Steps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나", samples.one_failure))
    put(tmp_path / "in", "2.html", hand_in("김하나", minute=60))
    now, ready = [samples.STARTED.timestamp() + 600], list[int]()
    monkeypatch.setattr("checkpoints.classroom.people.time.time_ns", lambda: int(now[0] * 10**9))
    monkeypatch.setattr("checkpoints.classroom.watch.HEARTBEAT_S", 0)

    def wait() -> None:
        ready.append(json.loads((tmp_path / "class.json").read_text(encoding="utf-8"))["ready"])
        now[0] += 3600

    said = stepped(wait, wait, options=("--json", str(tmp_path / "class.json")), code=0)
    assert (ready, said[1]) == ([0, 1], "김하나 준비 완료 (개선 2개) — 1/1")


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


@pytest.mark.parametrize("number", [signal.SIGHUP, at_length(signal.SIGINT), at_length(signal.SIGTERM)])
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
