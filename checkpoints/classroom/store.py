"""Where hand-ins are kept: a store lists what it has, and reads of it what it is asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from checkpoints.classroom.found import Outcome, SetApart

Show = Callable[[int, int], None]  # is given how many hand-ins of how many have been read


def show_nothing(done: int, every: int) -> None:
    """A `Show` for nobody."""


class Entry(NamedTuple):
    """One thing to read: a hand-in, or an archive of them.

    path: as it is shown; stamp: differs when the content does, and may differ when it does not; size: in bytes.
    """

    path: str
    stamp: str
    size: int


class Store(Protocol):
    """A place with hand-ins. Both methods may be called again and again, while the place changes."""

    def list_entries(self) -> Iterator[Entry | SetApart]:
        """What there is now, in an order that depends on names alone; set apart: what is never read.

        Raises CommandError. Of an entry that is listed, the content may have changed, or be gone, by the time that it
        is read.
        """

    def read_entries(self, entries: deque[Entry], show: Show) -> Iterator[tuple[Entry, list[Outcome]]]:
        """What entries came to, in their order; of one with many hand-ins, in several pieces that follow each other.

        Takes the entries out of the queue, so that a large class's are not kept. Whatever is wrong with one of them is
        its outcome. Raises CommandError.
        """
