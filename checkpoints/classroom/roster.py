"""The roster: who should hand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from checkpoints.classroom import names, roster_columns, roster_text
from checkpoints.classroom.roster_text import RosterError

__all__ = ["Roster", "RosterError", "make_roster", "read_roster"]


@dataclass(frozen=True, slots=True)
class Roster:
    """Names by key, in the roster's order. repeated: how often a key stands there that does so more than once."""

    people: dict[str, str]
    repeated: dict[str, int] = field(default_factory=dict)

    def times(self, key: str) -> int:
        """How many people of a name are expected."""
        return self.repeated.get(key, 1) if key in self.people else 0

    @property
    def twice(self) -> tuple[str, ...]:
        """The names that stand there more than once: of as many people."""
        return tuple(self.people[key] for key in self.repeated)


def read_roster(path: Path, column: str | None = None) -> Roster:
    """The roster in a text file, as `roster_text` reads it; of the column of that name, or of the one that has people.

    Raises RosterError.
    """
    return make_roster(roster_columns.find_names(roster_text.read_rows(path), column))


def make_roster(found: Iterable[str]) -> Roster:
    """The roster of these names; a name that stands there twice is two people. Raises RosterError for none."""
    people: dict[str, str] = {}
    times: Counter[str] = Counter()
    for name in found:
        key = names.key(name)
        if key:
            people.setdefault(key, names.bounded(name))
            times[key] += 1
    if not people:
        raise RosterError("command.class.roster-empty")
    return Roster(people, {key: count for key, count in times.items() if count > 1})
