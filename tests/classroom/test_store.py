"""Stores of hand-ins: what they list, and what reading it comes to."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import pytest

from checkpoints.classroom import reading
from checkpoints.classroom.file_reader import read_content
from checkpoints.classroom.found import GuideNote, HandedIn, Reason, SetApart
from checkpoints.classroom.store import Entry, Store
from tests.classroom.hand_ins import hand_in, put
from tests.classroom.hostile import zipped


def _store(*paths: Path) -> Store:
    [store] = reading.open_stores(map(str, paths))
    return store


def _entries(*paths: Path) -> list[Entry]:
    return [each for each in _store(*paths).list_entries() if isinstance(each, Entry)]


def test_a_file_that_was_just_written_has_another_stamp_each_time(tmp_path: Path) -> None:
    # Two writes within one tick of a file system's clock leave the same time, and maybe the same size.
    put(tmp_path, "a.html", "one")
    assert _entries(tmp_path)[0].stamp != _entries(tmp_path)[0].stamp


def test_entries_are_read_in_their_order_and_leave_the_queue(tmp_path: Path) -> None:
    put(tmp_path, "1.html", hand_in("하나"))
    many = ((f"{place:03}.html", hand_in(f"사람{place}")) for place in range(150))
    put(tmp_path, "2.zip", zipped(*many, ("빈/", "")))
    put(tmp_path, "3.zip", "no archive")
    store = _store(tmp_path)
    queue = deque(_entries(tmp_path))
    told: list[tuple[int, int]] = []
    read = list(store.read_entries(queue, lambda done, every: told.append((done, every))))
    assert not queue
    assert [Path(entry.path).name for entry, _ in read] == ["1.html", "2.zip", "2.zip", "2.zip", "3.zip"]
    apart = [each for _, outcomes in read for each in outcomes if isinstance(each, SetApart)]
    assert [(Path(each.file).name, each.reason) for each in apart] == [("빈", Reason.EMPTY), ("3.zip", Reason.BROKEN)]
    assert sum(isinstance(each, HandedIn) for _, outcomes in read for each in outcomes) == 151
    assert told[-1] == (152, 152)


def test_what_is_gone_since_it_was_listed_is_told(tmp_path: Path) -> None:
    for name in ("1.html", "2.zip"):
        put(tmp_path, name, "x")
    entries = deque(_entries(tmp_path))
    for entry in entries:
        Path(entry.path).unlink()
    read = _store(tmp_path).read_entries(entries, lambda done, every: None)
    assert [outcomes for _, outcomes in read] == [
        [SetApart(str(tmp_path / name), Reason.UNREADABLE)] for name in ("1.html", "2.zip")
    ]


@pytest.mark.parametrize("name", ["1.html", "1.zip", "in.zip"])
def test_a_content_in_memory_comes_to_what_its_file_does(tmp_path: Path, name: str) -> None:
    one = zipped(("1.html", hand_in("하나")), ("빈/", ""), ("bad.html", "x"))
    content = {"1.html": hand_in("하나").encode(), "1.zip": one, "in.zip": zipped(("more.zip", one), ("x.zip", "x"))}
    path = str(put(tmp_path, name, content[name]))
    [(_, of_file)] = _store(Path(path)).read_entries(deque(_entries(Path(path))), lambda done, every: None)
    assert sorted(map(repr, read_content(content[name], path))) == sorted(map(repr, of_file))
    assert [each for each in read_content(b"x", "a.zip") if not isinstance(each, GuideNote)] == [
        SetApart("a.zip", Reason.BROKEN)
    ]
