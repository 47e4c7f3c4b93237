"""A class whose hand-ins arrive, change, come twice, late and out of order: at each look it is what the files say."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checkpoints.classroom import reading
from checkpoints.classroom.class_state import ClassState
from checkpoints.classroom.file_store import FileStore
from checkpoints.classroom.found import Outcome
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import make_roster
from checkpoints.classroom.store import Entry, Show
from tests.classroom.faulty import Faulty
from tests.classroom.hand_ins import READ_AT, hand_in, put, roll_of_folder
from tests.classroom.hostile import zipped
from tests.classroom.told import read_data, read_table, write_page
from tests.lengths import as_long
from tests.report import samples

RUNS = (samples.ready, samples.one_failure, samples.owner_needed, samples.not_verified, samples.blocked_cascade)
PEOPLE = [f"{family}{given}" for family in "김이박최정강" for given in ("하나", "두리", "세찬", "네모", "다솜")]


def show_nothing(done: int, every: int) -> None:
    pass


def describe_class(roll: Roll) -> str:
    """All that page, table and data say of a class."""
    roll.read_at = READ_AT
    return f"{write_page(roll)}{read_table(roll)}{read_data(roll)}"


class Class:
    """A folder into which people hand in, as chance has it."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        folder.mkdir()
        self.folder = folder
        self.chance = chance
        self.count = 0
        self.acts: tuple[Callable[[], object], ...] = (
            *[lambda: self._put(self._content())] * 6,
            lambda: self._put(self._content()[: chance.randrange(20_000)]),  # half a file
            lambda: self._put("hello", "txt"),
            lambda: self._put(self._archive()[: chance.choice((None, 200))], "zip"),
            lambda: self._with_some(lambda path: self._put(path.read_bytes())),
            lambda: self._with_some(lambda path: path.write_text(self._content(), encoding="utf-8")),
            lambda: self._with_some(lambda path: path.write_bytes(path.read_bytes() + b"</html>")),
            lambda: self._with_some(lambda path: path.rename(path.with_name(f"0{path.name}"))),
            lambda: self._with_some(Path.unlink, "*.*"),
        )

    def act(self) -> None:
        """Something happens."""
        self.chance.choice(self.acts)()

    def _content(self) -> str:
        # Minutes by chance: what comes later may have finished earlier.
        return hand_in(self.chance.choice(PEOPLE), self.chance.choice(RUNS), self.chance.randrange(300))

    def _archive(self) -> bytes:
        return zipped(*((f"{place}.html", self._content()) for place in range(3)), ("빈/", ""))

    def _put(self, content: str | bytes, suffix: str = "html") -> None:
        self.count += 1
        place = f"{self.chance.choice(('', '1조/', '2조/'))}{self.chance.randrange(10)}-{self.count}.{suffix}"
        put(self.folder, place, content)

    def _with_some(self, act: Callable[[Path], object], pattern: str = "*.html") -> None:
        found = sorted(self.folder.rglob(pattern))
        if found:
            act(self.chance.choice(found))


@pytest.mark.parametrize("seed", range(as_long(1, 6)))
@pytest.mark.parametrize("names", [None, [*PEOPLE[:20], "아무도"]])
def test_at_each_look_everything_is_as_reading_it_anew_gives_it(
    tmp_path: Path, seed: int, names: list[str] | None
) -> None:
    chance = random.Random(seed)
    people = Class(tmp_path / "class", chance)
    roster = make_roster(names) if names else None
    state = ClassState(reading.open_stores([str(people.folder)]))
    shown = ""
    for _ in range(as_long(10, 40)):
        for _ in range(chance.randrange(4)):
            people.act()
        is_changed = state.look(show_nothing)
        roll, fresh = state.make_roll(roster), roll_of_folder(people.folder, roster)
        fresh.remembered = roll.remembered  # what no file says any more
        now = describe_class(roll)
        assert now == describe_class(fresh)
        assert is_changed or now == shown or not shown
        shown = now
    assert "준비 완료" in shown


def test_only_what_has_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    then = time.time() - 60
    for place in range(5):
        os.utime(put(tmp_path, f"{place}.html", hand_in(f"사람{place}")), (then, then))
    state = ClassState(reading.open_stores([str(tmp_path)]))
    assert state.look(show_nothing)
    read: list[str] = []
    plain = FileStore.read_entries

    def counted(store: FileStore, entries: deque[Entry], show: Show) -> Iterator[tuple[Entry, list[Outcome]]]:
        read.extend(Path(entry.path).name for entry in entries)
        return plain(store, entries, show)

    monkeypatch.setattr(FileStore, "read_entries", counted)
    assert (state.look(show_nothing), read) == (False, [])
    put(tmp_path, "5.html", hand_in("사람5"))
    (tmp_path / "2.html").write_text(hand_in("사람2", samples.one_failure), encoding="utf-8")
    (tmp_path / "3.html").unlink()
    assert (state.look(show_nothing), read) == (True, ["2.html", "5.html"])
    assert state.make_roll(None).counts() == (4, 5)


def test_a_file_that_was_named_twice_is_read_once_and_counts_once(tmp_path: Path) -> None:
    path = str(put(tmp_path, "1.html", hand_in("하나")))
    state = ClassState(reading.open_stores([path, path]))
    state.look(show_nothing)
    roll = state.make_roll(None)
    assert (roll.counts(), [each.reason.value for each in roll.set_apart]) == ((1, 1), ["duplicate"])


def test_what_was_read_in_a_folder_stays_while_the_folder_cannot_be_listed(tmp_path: Path) -> None:
    put(tmp_path / "in" / "1조", "1.html", hand_in("하나"))
    put(tmp_path / "in2", "2.html", hand_in("둘"))
    state = ClassState(reading.open_stores([str(tmp_path / "in"), str(tmp_path / "in2")]))
    state.look(show_nothing)
    away = tmp_path / "away"
    (tmp_path / "in").rename(away)
    assert state.look(show_nothing)
    roll = state.make_roll(None)
    assert roll.counts() == (2, 2)
    assert [(each.file, each.reason.value) for each in roll.set_apart] == [(str(tmp_path / "in"), "unreadable")]
    shutil.rmtree(away / "1조")
    away.rename(tmp_path / "in")
    state.look(show_nothing)
    assert state.make_roll(None).counts() == (1, 1)


def test_what_could_not_be_read_is_tried_again_though_its_stamp_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "1.html", hand_in("하나"))
    os.utime(path, (0, 0))

    def refuse(path: str) -> None:
        raise OSError(path)

    state = ClassState(reading.open_stores([str(tmp_path)]))
    with monkeypatch.context() as patch:
        patch.setattr("checkpoints.classroom.walk.open_file", refuse)
        state.look(show_nothing)
    assert [each.reason.value for each in state.make_roll(None).set_apart] == ["unreadable"]
    assert state.look(show_nothing)
    assert state.make_roll(None).counts() == (1, 1)


def test_a_store_that_fails_keeps_what_was_read_and_goes_on_from_there(tmp_path: Path) -> None:
    for place in range(4):
        put(tmp_path, f"{place}.html", hand_in(f"사람{place}"))
    store = Faulty(tmp_path)
    state = ClassState([store])
    store.fails = "reading"
    assert (state.look(show_nothing), len(state.faults()), state.is_complete()) == (True, 1, False)
    assert state.make_roll(None).counts() == (1, 1)  # of the second, more might have come
    store.fails = "listing"
    assert (state.look(show_nothing), len(state.faults())) == (False, 1)
    assert state.make_roll(None).counts() == (1, 1)
    store.fails = ""
    assert (state.look(show_nothing), state.faults(), state.is_complete()) == (True, [], True)
    assert state.make_roll(None).counts() == (4, 4)
