"""The roster: who should hand in, in which group, and by which other names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from checkpoints.classroom import names, roster_columns, roster_text
from checkpoints.classroom.roster_columns import Listed
from checkpoints.classroom.roster_text import RosterError

__all__ = ["Roster", "RosterError", "make_roster", "read_roster"]


@dataclass(frozen=True, slots=True)
class Roster:
    """Names by key, in the roster's order. repeated: how often a key stands there that does so more than once.

    A line's key is that of its name; of a name that stands there more than once, with the number of its line among
    these. groups: by a line's key. aliases: keys of other names, and the line's key that each is of. disputed: other
    names that could be of two people, which are not used.
    """

    people: dict[str, str]
    repeated: dict[str, int] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    disputed: tuple[str, ...] = ()
    _other_names: dict[str, list[str]] = field(default_factory=dict, init=False)  # by line, the reverse of aliases

    def __post_init__(self) -> None:
        for alias, line in self.aliases.items():
            self._other_names.setdefault(line, []).append(alias)

    def times(self, key: str) -> int:
        """How many people of a name are expected."""
        return self.repeated.get(key, 1) if key in self.people else 0

    @property
    def twice(self) -> tuple[str, ...]:
        """The names that stand there more than once: of as many people."""
        return tuple(self.people[key] for key in self.repeated)

    def lines(self, name: str) -> list[str]:
        """The keys of the lines on which a name stands, by the name's key."""
        times = self.times(name)
        return [name] * times if times < 2 else [_line(name, number) for number in range(1, times + 1)]

    def aliases_of(self, line: str) -> list[str]:
        """The keys of the other names of a line, by its key."""
        return self._other_names.get(line, [])

    def group(self, key: str) -> str:
        """The group of a person, by the key of a line or of whoever handed in; "" where it is not known for sure."""
        name, _, rest = key.partition("\0")
        if not self.groups or name not in self.repeated:
            return self.groups.get(name, "")
        line = _line(name, rest.partition("\0")[0])
        lines = self.lines(name)
        found = {self.groups.get(each, "") for each in ([line] if line in lines else lines)}
        return found.pop() if len(found) == 1 else ""


def _line(name: str, number: int | str) -> str:
    return f"{name}\0{number}"


def read_roster(path: Path, column: str | None = None) -> Roster:
    """The roster in a text file, as `roster_text` reads it; of the column of that name, or of the one that has people.

    Raises RosterError.
    """
    return _make(roster_columns.find_people(roster_text.read_rows(path), column))


def make_roster(found: Iterable[str]) -> Roster:
    """The roster of these names; a name that stands there twice is two people. Raises RosterError for none."""
    return _make(map(Listed, found))


def _make(found: Iterable[Listed]) -> Roster:
    people: dict[str, str] = {}
    times: Counter[str] = Counter()
    more: list[tuple[str, int, Listed]] = []  # lines that say more than a name
    for key, each in _find_keys(found):
        people.setdefault(key, names.bounded(each.name))
        times[key] += 1
        if each.has_more:
            more.append((key, times[key], each))
    if not people:
        raise RosterError("command.class.roster-empty")
    repeated = {key: count for key, count in times.items() if count > 1}
    lines = {_line(key, number) if key in repeated else key: each for key, number, each in more}
    aliases, disputed = _settle_aliases(lines, people)
    groups = {line: each.group for line, each in lines.items() if each.group}
    return Roster(people, repeated, groups, aliases, disputed)


def _find_keys(found: Iterable[Listed]) -> Iterator[tuple[str, Listed]]:
    for each in found:
        key = names.key(each.name)
        if key:
            yield key, each


def _settle_aliases(lines: dict[str, Listed], people: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Whose other name each is, by key, and those that could be of two people."""
    aliases: dict[str, str] = {}
    disputed: dict[str, str] = {}
    for line, each in lines.items():
        own = line.partition("\0")[0]
        for alias in each.aliases:
            key = names.key(alias)
            if key and key != own and (key in people or aliases.setdefault(key, line) != line):
                disputed.setdefault(key, names.bounded(alias))
    kept = {key: line for key, line in aliases.items() if key not in disputed and key not in people}
    return kept, tuple(disputed.values())
