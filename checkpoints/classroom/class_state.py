"""What a class has handed in so far: what each entry came to, read again only once it has changed."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checkpoints.classroom import names
from checkpoints.classroom.found import HandedIn, Outcome, Reason, SetApart, Standing
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import Roster
from checkpoints.classroom.store import Entry, Show, Store
from checkpoints.guide.command_error import CommandError


class ClassState:
    """Everything in some stores, as it was when they were last looked at."""

    def __init__(self, stores: Iterable[Store]) -> None:
        self._standings: dict[Standing, Standing] = {}
        self._gone: dict[bytes, HandedIn] = {}  # by digest
        self._contents = [_Contents(store, self._standings) for store in stores]

    def look(self, show: Show) -> bool:
        """Read what has come, has changed or is gone since the last look. Returns whether anything is different now."""
        changed = [contents.look(show) for contents in self._contents]
        for contents in self._contents:
            self._gone.update((each.digest, each) for each in contents.gone if each.name)
        return any(changed)

    def faults(self) -> list[CommandError]:
        """Why stores could not be looked at the last time; what was read of them before stays."""
        return [contents.fault for contents in self._contents if contents.fault]

    def is_whole(self) -> bool:
        """Whether the last look could read all that was read before and is not known to be gone."""
        return not any(contents.fault or contents.is_hiding for contents in self._contents)

    def is_complete(self) -> bool:
        """Whether every store has been read as a whole once: a part of a class is not the class."""
        return all(contents.was_read for contents in self._contents)

    def make_roll(self, roster: Roster | None) -> Roll:
        """The roll that reading everything anew would give, and what was replaced since the first look."""
        roll = Roll(roster=roster)
        for found in self._gone.values():
            roll.remembered.setdefault(names.key(found.name), []).append(found)
        for contents in self._contents:
            for outcome in contents.outcomes():
                roll.add(outcome)
        return roll


class _Known(NamedTuple):
    stamp: str
    outcomes: tuple[Outcome, ...]


class _Contents:
    """What one store holds.

    fault: why it could not be looked at the last time; was_read: whether it ever was as a whole; is_hiding: whether
    the last look could not list a folder in which something was read; gone: what it found to be replaced or removed.
    """

    def __init__(self, store: Store, standings: dict[Standing, Standing]) -> None:
        self.fault: CommandError | None = None
        self.was_read = False
        self.is_hiding = False
        self.gone: list[HandedIn] = []
        self._store = store
        self._standings = standings
        self._apart: list[SetApart] = []
        self._paths: list[str] = []  # as they were listed; one that was named twice stands here twice
        self._known: dict[str, _Known] = {}

    def outcomes(self) -> Iterator[Outcome]:
        """In the order in which reading everything anew gives them."""
        yield from self._apart
        for path in self._paths:
            yield from self._known[path].outcomes

    def look(self, show: Show) -> bool:
        """Look at the store; a fault leaves what could not be read as it was."""
        self.fault, self.gone = None, []
        try:
            listed = list(self._store.list_entries())
        except CommandError as fault:
            self.fault = fault
            return False
        apart = [each for each in listed if isinstance(each, SetApart)]
        entries = {each.path: each for each in listed if isinstance(each, Entry)}
        is_changed = self._read(deque(filter(self._is_new, entries.values())), show)
        paths = [each.path for each in listed if isinstance(each, Entry) and each.path in self._known]
        hidden = self._hidden(apart, entries)
        self.is_hiding = bool(hidden)
        paths += hidden
        is_changed |= (apart, paths) != (self._apart, self._paths)
        self._apart, self._paths = apart, paths
        for path in self._known.keys() - set(paths):
            self._forget(self._known.pop(path))
        self.was_read |= self.fault is None
        return is_changed

    def _is_new(self, entry: Entry) -> bool:
        known = self._known.get(entry.path)
        return known is None or known.stamp != entry.stamp

    def _hidden(self, apart: list[SetApart], listed: dict[str, Entry]) -> list[str]:
        """What was read in folders that cannot be listed now: nobody knows that it is gone."""
        closed = tuple(each.file.rstrip(os.sep) + os.sep for each in apart if _is_unreadable(each))
        return [path for path in self._paths if path.startswith(closed) and path not in listed] if closed else []

    def _read(self, entries: deque[Entry], show: Show) -> bool:
        """Read entries; of a store that fails meanwhile, what has been read as a whole counts."""
        stamps = {each.path: each.stamp for each in entries}
        read: dict[str, list[Outcome]] = {}
        try:
            for entry, outcomes in self._store.read_entries(entries, show):
                read.setdefault(entry.path, []).extend(map(self._share_standing, outcomes))
        except CommandError as fault:
            self.fault = fault
            if read:
                read.popitem()  # more of it may have been to come
        is_changed = False
        for path, found in read.items():
            # What could not be read is tried again the next time, whatever its stamp.
            known = _Known("" if any(map(_is_unreadable, found)) else stamps[path], tuple(found))
            before = self._known.get(path)
            if before is None or before.outcomes != known.outcomes:
                is_changed = True
                self._forget(before)
            self._known[path] = known
        return is_changed

    def _forget(self, known: _Known | None) -> None:
        self.gone += [each for each in known.outcomes if isinstance(each, HandedIn)] if known else []

    def _share_standing(self, outcome: Outcome) -> Outcome:
        """Those who stand alike share one standing, since most of a class does."""
        if not isinstance(outcome, HandedIn):
            return outcome
        return HandedIn(outcome.packed, self._standings.setdefault(outcome.standing, outcome.standing))


def _is_unreadable(outcome: Outcome) -> bool:
    return isinstance(outcome, SetApart) and outcome.reason is Reason.UNREADABLE
