"""The outputs of a class go to regular files, all together or not at all, whatever becomes of the process."""

from __future__ import annotations

import itertools
import os
import shlex
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from checkpoints.guide.texts import say
from checkpoints.report import files
from tests.classroom.conftest import ROOT, Command, Steps
from tests.classroom.hand_ins import hand_in, put
from tests.run.running import LIMIT_S

pytestmark = pytest.mark.skipif(os.name == "nt", reason="FIFOs, sockets and signals of POSIX")
OUTPUTS = ("html", "csv", "json")
UNPRINTED = say("option.terminal-unwritable", "ko", {"reason": say("system.enospc", "ko")}) + "\n"
IRREGULAR = ("pipe", "socket", "link to a pipe", "NUL", "circle")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    return tmp_path / "in"


def put_irregular(kind: str, path: Path) -> str:
    """Something in the place of an output that is no file; returns what to write in the command."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)  # in the working directory: the path of a socket is short
    elif kind == "link to a pipe":
        os.mkfifo(path.with_name("pipe"))
        path.symlink_to("pipe")
    elif kind == "circle":
        path.symlink_to(path.name)
    return f"{path}\0" if kind == "NUL" else str(path)


@pytest.mark.parametrize("kind", IRREGULAR)
@pytest.mark.parametrize("output", OUTPUTS)
def test_what_is_no_regular_file_is_refused_before_anything_is_written(
    output: str, kind: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    monkeypatch.chdir(tmp_path)
    given = put_irregular(kind, tmp_path / "out")
    before = {path.name: path.lstat().st_mode for path in tmp_path.iterdir()}
    others = [word for each in OUTPUTS if each != output for word in (f"--{each}", f"good.{each}")]
    ran = command("class", folder, *others, f"--{output}", given)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "에 저장할 수 없습니다: " in ran.err
    assert {path.name: path.lstat().st_mode for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("at", range(len(OUTPUTS)))
@pytest.mark.parametrize("before", [True, False], ids=["earlier ones", "no earlier ones"])
def test_the_outputs_are_all_new_or_as_they_were(
    before: bool, at: int, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    paths = [tmp_path / f"class.{each}" for each in OUTPUTS]
    for path in paths if before else ():
        path.write_text("old")
    counted, right = itertools.count(), files._rename

    def rename(part: Path, path: Path) -> None:
        if next(counted) == at:
            raise OSError(28, "No space left on device")
        right(part, path)

    monkeypatch.setattr(files, "_rename", rename)
    given = [word for each, path in zip(OUTPUTS, paths, strict=True) for word in (f"--{each}", str(path))]
    assert command("class", folder, *given).code == 2
    assert [path.read_text() for path in paths if path.exists()] == (["old"] * 3 if before else [])
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full"])
def test_streams_that_take_nothing_change_no_exit_code(closed: str, folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "checkpoints", "class", str(folder), "--json", str(tmp_path / "class.json")]
    done = subprocess.run(
        ["sh", "-c", f"exec {shlex.join(command)} {closed}"],
        cwd=ROOT,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    told = UNPRINTED if closed == ">/dev/full" else ""
    assert (done.returncode, done.stderr.decode()) == (0, told)
    assert (tmp_path / "class.json").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is of Linux")
@pytest.mark.parametrize("words", ["fleet document", "fleet document --policies", "explain scp-deny", "--version"])
def test_a_command_whose_whole_work_is_what_it_prints_fails_where_nothing_takes_it(words: str) -> None:
    command = [sys.executable, "-m", "checkpoints", *words.split()]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=LIMIT_S, check=False)
    assert (done.returncode, done.stderr.decode()) == (2, UNPRINTED)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_a_class_in_one_line(name: str, folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", STOPPED.format(signal=name), "class", str(folder), "--html", "class.html"]
    shell = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=shell, capture_output=True, timeout=LIMIT_S, check=False)
    assert (done.returncode, done.stdout) == (130, b"")
    assert done.stderr.decode() == "중단되었습니다. 저장한 파일은 없습니다.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


# The signal comes in while the page is written.
STOPPED = """
import os, runpy, signal, sys
from checkpoints.report import files

def stop(*paths):
    os.kill(os.getpid(), signal.{signal})

files._rename = stop
sys.argv[0] = "checkpoints"
runpy.run_module("checkpoints", run_name="__main__")
"""


def name_output(way: str, read: Path, elsewhere: Path) -> Path:
    """A path that leads to a file that is read."""
    if way == "its own":
        return read
    if way == "another path":
        return read.parent / ".." / read.parent.name / read.name
    link = elsewhere / "out.html"
    if way == "a symbolic link":
        link.symlink_to(read)
    else:
        link.hardlink_to(read)
    return link


@pytest.mark.parametrize("way", ["its own", "another path", "a symbolic link", "a hard link"])
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("watch", [(), ("--watch", "1")], ids=["once", "watched"])
def test_a_file_that_is_read_is_never_an_output(
    watch: tuple[str, ...], output: str, way: str, folder: Path, tmp_path: Path, command: Command
) -> None:
    deep = tmp_path / "in" / "deep"
    deep.mkdir()
    read = [folder / "1.html", put(deep, "2.json", hand_in("이둘")), put(deep, "notes.txt", "anything")]
    with zipfile.ZipFile(deep / "all.zip", "w") as archive:
        archive.writestr("3.html", hand_in("박셋"))
    for path in (*read, deep / "all.zip"):
        before = path.read_bytes()
        given = name_output(way, path, tmp_path)
        ran = command("class", folder, f"--{output}", given, *watch)
        assert (ran.code, ran.out, ran.err) == (
            2,
            "",
            say("command.class.same-file", "ko", {"path": str(given)}) + "\n",
        )
        assert path.read_bytes() == before
        if given.parent == tmp_path:
            given.unlink()


def test_a_file_or_a_roster_that_was_named_is_no_output_under_a_second_name(
    folder: Path, tmp_path: Path, command: Command
) -> None:
    roster = put(tmp_path, "roster.csv", "이름\n김하나\n")
    (tmp_path / "second.html").hardlink_to(folder / "1.html")
    (tmp_path / "second.csv").hardlink_to(roster)
    for arguments in (
        (folder / "1.html", "--html", tmp_path / "second.html"),
        (folder, "--csv", tmp_path / "second.csv"),
    ):
        assert command("class", *arguments, "--roster", roster).code == 2
    assert roster.read_text(encoding="utf-8") == "이름\n김하나\n"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_earlier_outputs_in_the_folder_of_hand_ins_are_written_anew(
    language: str, folder: Path, command: Command
) -> None:
    outputs = [folder / f"class.{each}" for each in OUTPUTS]
    given = [word for each, path in zip(OUTPUTS, outputs, strict=True) for word in (f"--{each}", path)]
    assert command("class", folder, *given, "--lang", language).code == 0
    table = outputs[1].read_text(encoding="utf-8-sig")
    for saved in (table, table.replace('"', "")):  # as a spreadsheet writes it
        outputs[1].write_text(saved, encoding="utf-8")
        earlier = [path.stat().st_ino for path in outputs]
        ran = command("class", folder, *given, "--lang", language)
        assert (ran.code, "set_apart" in outputs[2].read_text(encoding="utf-8")) == (0, True)
        assert all(path.stat().st_ino != before for path, before in zip(outputs, earlier, strict=True))


@pytest.mark.parametrize("output", OUTPUTS)
def test_somebodys_file_is_not_replaced_and_an_empty_one_is(
    output: str, folder: Path, tmp_path: Path, command: Command
) -> None:
    given = put(tmp_path, "notes", "name,phone\nKim,1\n")
    ran = command("class", folder, f"--{output}", given)
    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        say("command.class.not-earlier", "ko", {"path": str(given)}) + "\n",
    )
    assert given.read_text(encoding="utf-8") == "name,phone\nKim,1\n"
    given.write_text("", encoding="utf-8")
    assert command("class", folder, f"--{output}", given).code == 0
    assert given.stat().st_size


def test_a_hand_in_that_comes_under_the_name_of_a_watched_output_is_kept(
    stepped: Steps, folder: Path, tmp_path: Path
) -> None:
    page = folder / "class.html"
    came = hand_in("이둘")

    def arrive() -> None:
        page.write_text(came, encoding="utf-8")
        put(folder, "3.html", hand_in("박셋"))

    lines = stepped(arrive, lambda: None, options=("1", "--html", str(page)), code=0)
    assert page.read_text(encoding="utf-8") == came
    assert say("command.class.same-file", "ko", {"path": str(page)}) in lines
