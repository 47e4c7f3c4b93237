"""Files, folders and archives, in this process and in two."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from collections import deque
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from checkpoints.classroom import archive, file_store, reading, walk
from checkpoints.classroom.file_reader import Piece, read_archive
from checkpoints.classroom.found import GuideNote, HandedIn, Outcome, Reason, SetApart
from checkpoints.classroom.store import Entry, Store
from tests.classroom.hand_ins import hand_in, put
from tests.classroom.hostile import zipped


def _read(*paths: Path, but: Path | None = None) -> list[Outcome]:
    stores = reading.open_stores(map(str, paths), [str(but)] if but else [])
    found = reading.read_hand_ins(stores, lambda done, every: None)
    return [each for each in found if isinstance(each, (HandedIn, SetApart))]


def _names(outcomes: list[Outcome]) -> list[str]:
    return [each.name for each in outcomes if isinstance(each, HandedIn)]


def _reasons(outcomes: list[Outcome]) -> list[tuple[str, Reason]]:
    return [(Path(each.file).name, each.reason) for each in outcomes if isinstance(each, SetApart)]


@pytest.mark.parametrize(
    ("name", "levels", "names", "reasons"),
    [("d", 1100, ["하나"], []), ("d" * 250, 20, [], [Reason.UNREADABLE])],
    ids=["deeper than the stack", "beyond the longest path"],
)
def test_folders_are_read_however_deep_they_are(
    name: str, levels: int, names: list[str], reasons: list[Reason], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(levels):
        Path(name).mkdir()
        os.chdir(name)
    put(Path(), "1.html", hand_in("하나"))
    os.chdir(tmp_path)
    found = _read(tmp_path)
    assert (_names(found), [each.reason for each in found if isinstance(each, SetApart)]) == (names, reasons)
    subprocess.run(["rm", "-r", name], check=True)  # which goes deeper than Python's own


def test_files_folders_and_archives_can_be_named_together(tmp_path: Path) -> None:
    one = put(tmp_path, "one.html", hand_in("하나"))
    for place in ("b/2.html", "a/z/9.html", "a/1.html", "3.html"):  # read by depth and name
        put(tmp_path / "two", place, hand_in(place))
    three = put(tmp_path, "three.ZIP", zipped(("a/three.html", hand_in("셋")), ("a/", "")))
    outcomes = _read(one, tmp_path / "two", three)
    assert _names(outcomes) == ["하나", "3.html", "a/1.html", "a/z/9.html", "b/2.html", "셋"]
    assert [each.file for each in outcomes if isinstance(each, HandedIn)][-1] == f"{three}!/a/three.html"


def test_an_archive_within_an_archive_is_read_one_level_deep(tmp_path: Path) -> None:
    inner = zipped(("하나.html", hand_in("하나")), ("more.zip", zipped(("x.html", hand_in("셋")))))
    outcomes = _read(put(tmp_path, "outer.zip", zipped(("inner.zip", inner), ("둘.html", hand_in("둘")))))
    assert _names(outcomes) == ["하나", "둘"]
    assert [each.file.split("!/", 1)[1] for each in outcomes if not isinstance(each, GuideNote)] == [
        "inner.zip!/하나.html",
        "inner.zip!/more.zip",
        "둘.html",
    ]


_JUNK = (".DS_Store", "Thumbs.db", "desktop.ini", "Desktop.ini", "._1.html", "__MACOSX/._1.html", "a/.DS_Store")


def test_files_of_the_system_are_passed_over_in_silence(tmp_path: Path) -> None:
    for place in _JUNK:
        put(tmp_path / "folder", place, hand_in("아무도 아님"))
    put(tmp_path / "folder", "1.html", hand_in("하나"))
    packed = zipped(*((place, "junk") for place in _JUNK), ("2.html", hand_in("둘")))
    outcomes = _read(tmp_path / "folder", put(tmp_path, "a.zip", packed))
    assert (_names(outcomes), _reasons(outcomes)) == (["하나", "둘"], [])


@pytest.mark.parametrize("count", [1, 130])
def test_a_folder_in_an_archive_that_holds_nothing_is_named(tmp_path: Path, count: int) -> None:
    full = [(f"반/{place}.html", hand_in(f"사람{place}")) for place in range(count)]
    folders = ("반/", "김하나/", "이두리/", "이두리/안/", "__MACOSX/")
    inner = zipped(("빈/", ""), ("3.html", hand_in("셋")))
    whole = zipped(*((name, "") for name in folders), ("이두리/.DS_Store", "x"), *full, ("in.zip", inner))
    path = put(tmp_path, "a.zip", whole)
    apart = {each.file: each.reason for each in _read(path) if isinstance(each, SetApart)}
    assert apart == {f"{path}!/{name}": Reason.EMPTY for name in ("김하나/", "이두리/", "in.zip!/빈/")}
    assert _reasons(_read(put(tmp_path, "b.zip", zipped(("__MACOSX/._x", ""), (".DS_Store", ""))))) == [
        ("b.zip", Reason.EMPTY)
    ]


def test_names_of_korean_windows_are_shown_as_they_were_written(tmp_path: Path) -> None:
    written = "김하나.html".encode("cp949")
    member = zipfile.ZipInfo("x" * len(written))
    raw = zipped((member, hand_in("김하나"))).replace(member.filename.encode(), written)
    (found,) = (each for each in _read(put(tmp_path, "a.zip", raw)) if isinstance(each, HandedIn))
    assert found.file == f"{tmp_path}/a.zip!/김하나.html"


@pytest.mark.parametrize(("most", "value"), [("MOST_MEMBERS", 2), ("MOST_BYTES", 10)])
def test_an_archive_of_more_than_is_read_is_too_large(
    most: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, most, value)
    path = put(tmp_path, "much.zip", zipped(*((f"{place}.html", "x" * 6) for place in range(3))))
    assert _reasons(_read(path)) == [("much.zip", Reason.TOO_LARGE)]


def test_an_archive_whose_directory_is_too_large_is_not_even_listed(tmp_path: Path) -> None:
    made = bytearray(zipped(("1.html", "x")))
    end = made.index(b"PK\x05\x06")
    filler = b"\0" * 7_000_000
    entry = made.index(b"PK\x01\x02")
    whole = bytes(made[:entry]) + filler + bytes(made[entry:])
    size = (end - entry + len(filler)).to_bytes(4, "little")
    at = len(whole) - 22
    path = put(tmp_path, "list.zip", whole[: at + 12] + size + whole[at + 16 :])
    assert _reasons(_read(path)) == [("list.zip", Reason.TOO_LARGE)]


def _list(*paths: Path) -> tuple[Store, deque[Entry]]:
    """A store, and the entries that it lists."""
    [store] = reading.open_stores(map(str, paths))
    return store, deque(each for each in store.list_entries() if isinstance(each, Entry))


def test_a_file_that_was_just_written_has_another_stamp_each_time(tmp_path: Path) -> None:
    # Two writes within one tick of a file system's clock leave the same time, and maybe the same size.
    put(tmp_path, "a.html", "one")
    assert _list(tmp_path)[1][0].stamp != _list(tmp_path)[1][0].stamp


def test_what_is_gone_since_it_was_listed_is_told(tmp_path: Path) -> None:
    paths = [put(tmp_path, name, "x") for name in ("1.html", "2.zip")]
    store, entries = _list(tmp_path)
    for path in paths:
        path.unlink()
    read = store.read_entries(entries, lambda done, every: None)
    assert [outcomes for _, outcomes in read] == [[SetApart(str(path), Reason.UNREADABLE)] for path in paths]


@pytest.mark.parametrize("is_nested", [False, True])
def test_an_archive_that_is_open_comes_to_what_its_file_does(tmp_path: Path, is_nested: bool) -> None:
    content = zipped(("1.html", hand_in("하나")), ("빈/", ""), ("bad.html", "x"))
    if is_nested:
        content = zipped(("more.zip", content), ("x.zip", "x"))
    path = put(tmp_path, "a.zip", content)
    store, entries = _list(path)
    [(_, of_file)] = store.read_entries(entries, lambda done, every: None)
    assert sorted(map(repr, read_archive(io.BytesIO(content), str(path)))) == sorted(map(repr, of_file))
    assert list(read_archive(io.BytesIO(b"x"), "a.zip")) == [SetApart("a.zip", Reason.BROKEN)]


def test_what_is_not_there_or_may_not_be_read_is_told(tmp_path: Path) -> None:
    assert _reasons(_read(tmp_path / "none", tmp_path / "none.zip")) == [
        ("none", Reason.UNREADABLE),
        ("none.zip", Reason.UNREADABLE),
    ]


@pytest.mark.parametrize("name", ["a.html", "a.zip"])
def test_a_link_is_not_followed_even_when_it_was_named(tmp_path: Path, name: str) -> None:
    put(tmp_path, "real.html", hand_in("하나"))
    link = tmp_path / name
    link.symlink_to("real.html")
    assert _reasons(_read(link)) == [(name, Reason.NOT_A_FILE)]
    folder = tmp_path / "folder"
    folder.symlink_to(tmp_path)
    assert _reasons(_read(folder)) == [("folder", Reason.NOT_A_FILE)]


def test_a_file_that_became_a_link_since_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "real.html", hand_in("하나"))
    link = tmp_path / "link.html"
    link.symlink_to("real.html")
    looked = os.lstat(tmp_path / "real.html")
    monkeypatch.setattr("checkpoints.classroom.walk.os.lstat", lambda _: looked)
    with pytest.raises(walk.NotAFileError):
        walk.open_file(str(link))


def test_the_commands_own_files_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "one.html", hand_in("하나"))
    own = put(tmp_path, "class.html", "the class page of last time")
    assert _reasons(_read(tmp_path, but=own)) == []
    assert _reasons(_read(own, but=own)) == []
    link = tmp_path.with_name("link.html")
    link.symlink_to(own)
    assert _reasons(_read(tmp_path, but=link)) == []


def test_two_processes_find_what_one_finds_in_the_same_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in range(150):
        put(tmp_path / "files", f"{place:03}.html", hand_in(f"사람{place}") if place % 3 else "hello")
    put(tmp_path, "z.zip", zipped(*((f"{place:03}.html", hand_in(f"남{place}")) for place in range(150)), ("빈/", "")))
    one = _read(tmp_path)
    monkeypatch.setattr(file_store, "_WORTH_PROCESSES", 10)
    monkeypatch.setattr("checkpoints.classroom.file_store.os.cpu_count", lambda: 2)
    told: list[tuple[int, int]] = []
    two = list(
        reading.read_hand_ins(reading.open_stores([str(tmp_path)]), lambda done, every: told.append((done, every)))
    )
    assert [each for each in two if isinstance(each, (HandedIn, SetApart))] == one
    assert told[-1] == (300, 300) and len(told) > 3


def test_a_process_that_is_ended_loses_nothing(tmp_path: Path) -> None:
    piece = Piece(Entry(str(put(tmp_path, "one.html", hand_in("하나"))), "", 0))
    ended: Future[file_store.Read] = Future()
    ended.set_exception(BrokenProcessPool())
    [(read, outcomes)] = file_store._results((piece,), ended)
    assert (read, _names(outcomes)) == (piece, ["하나"])


def test_a_reader_that_stumbles_over_one_file_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_: object) -> None:
        raise MemoryError

    path = put(tmp_path, "one.html", hand_in("하나"))
    monkeypatch.setattr("checkpoints.classroom.examine.read_standing", stumble)
    assert _reasons(_read(path)) == [("one.html", Reason.BROKEN)]
