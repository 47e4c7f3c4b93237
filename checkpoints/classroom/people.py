"""Whose hand-ins are whose: a class is people, and a name is not a person."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from checkpoints.classroom.found import HandedIn, Reason, SetApart
from checkpoints.classroom.roster import Roster
from checkpoints.guide.vocabulary import RunVerdict

_BADNESS = {RunVerdict.READY: 0, RunVerdict.UNPROVEN: 1, RunVerdict.NOT_READY: 2}
_TOLERANCE_US = 10 * 60 * 1_000_000  # clocks of honest machines differ by less


@dataclass(frozen=True, slots=True)
class Person:
    """One person's hand-ins: the one that counts, and those before it, the oldest first."""

    latest: HandedIn
    earlier: tuple[HandedIn, ...]

    def is_ahead(self, read_at: int) -> bool:
        """Whether any of the hand-ins finished in the future. read_at: microseconds since 1970."""
        return is_ahead(self.latest, read_at) or any(is_ahead(each, read_at) for each in self.earlier)


class People(NamedTuple):
    """Everybody who handed in, by key; and of names that several share, the keys of these.

    A person's key is that of the name (`names.key`); of people who share a name, with what tells them apart: the line
    of the roster that has the other name by which they handed in, and their caller.
    """

    by_key: dict[str, Person]
    shared: dict[str, list[str]]


def read_clock() -> int:
    """The moment of reading: microseconds since 1970."""
    return time.time_ns() // 1000


def is_ahead(found: HandedIn, read_at: int) -> bool:
    """Whether a hand-in finished after it was read, by more than clocks differ. read_at: microseconds since 1970."""
    return found.finished > read_at + _TOLERANCE_US


def may_be_newer(apart: SetApart, latest: HandedIn, read_at: int) -> bool:
    """Whether a file that is not counted may be of a later run than the hand-in that counts.

    A report without a seal may be of the same run. Of a clock that is ahead, nobody knows when the run was.
    """
    if apart.finished is None or apart.finished == latest.finished:
        return apart.reason is Reason.OTHER_VERSION
    return is_ahead(latest, read_at) or apart.finished > latest.finished


def find_people(under_name: Mapping[str, HandedIn | list[HandedIn]], roster: Roster | None, read_at: int) -> People:
    """The people behind all hand-ins, those under other names counted with the names that the roster has for them."""
    people = People({}, {})
    aliases = roster.aliases if roster else {}
    settled: dict[str, dict[str, list[HandedIn]]] = {}  # hand-ins under other names, by name and line
    for alias, line in aliases.items():
        if alias in under_name:
            name, is_one_of_several, _ = line.partition("\0")
            of_line = settled.setdefault(name, {}).setdefault(line if is_one_of_several else "", [])
            of_line += _listed(under_name[alias])
    for name, found in under_name.items():
        if name in aliases:
            continue
        if name in settled:
            settled[name].setdefault("", []).extend(_listed(found))
        elif isinstance(found, HandedIn):
            people.by_key[name] = Person(found, ())
        else:
            _add_people(people, name, {"": found}, read_at)
    for name, of_lines in settled.items():
        _add_people(people, name, of_lines, read_at)
    return people


def _listed(found: HandedIn | list[HandedIn]) -> list[HandedIn]:
    return found if isinstance(found, list) else [found]


def _add_people(people: People, name: str, of_lines: dict[str, list[HandedIn]], read_at: int) -> None:
    """Add those under one name. of_lines: their hand-ins by the roster's line, "" where no line is known."""
    found = {
        f"{line or name}\0{person.latest.caller}": person
        for line, hand_ins in of_lines.items()
        for person in separate_people(hand_ins, read_at)
    }
    if len(found) == 1 and "" in of_lines:
        people.by_key[name] = next(iter(found.values()))
    else:
        people.by_key.update(found)
        people.shared[name] = list(found)


def separate_people(hand_ins: Iterable[HandedIn], read_at: int) -> list[Person]:
    """The people behind hand-ins under one name, in the order of what tells them apart.

    Those of one caller (account and principal, as far as a report shows them) are attempts of one person; others are
    other people. Whoever had no credentials yet shows no caller: such an attempt, unless it is ready, is of the only
    caller under its name, and where there are several, of somebody else.
    """
    of_caller: dict[str, list[HandedIn]] = {}
    for found in hand_ins:
        of_caller.setdefault(found.caller, []).append(found)
    unknown = of_caller.get("", [])
    if len(of_caller) == 2 and unknown and not any(map(_is_ready, unknown)):
        del of_caller[""]
        next(iter(of_caller.values())).extend(unknown)
    return [_person(of_caller[caller], read_at) for caller in sorted(of_caller)]


def _person(attempts: list[HandedIn], read_at: int) -> Person:
    *earlier, latest = sorted(attempts, key=lambda each: _rank(each, is_ahead=is_ahead(each, read_at)))
    return Person(latest, tuple(earlier))


def _rank(found: HandedIn, *, is_ahead: bool) -> tuple[bool, bool, int, int, bytes]:
    """What counts more is greater, whatever the files are called.

    A clock that is ahead makes nobody ready against one that is not. Nobody knows when its hand-in was made, so one
    that is not ready counts. Of two that finished at one moment, the worse one does.
    """
    badness = _BADNESS[found.standing.verdict]
    return is_ahead and badness > 0, not is_ahead, found.finished, badness, found.digest


def counts_as_later(one: HandedIn, other: HandedIn, read_at: int) -> bool:
    """Whether a hand-in counts as no earlier than another: a clock that is ahead makes nobody ready against it."""
    ours, theirs = (_rank(each, is_ahead=is_ahead(each, read_at))[:3] for each in (one, other))
    return ours >= theirs


def _is_ready(found: HandedIn) -> bool:
    return found.standing.verdict is RunVerdict.READY


def choose_counted(of_lines: list[list[str]], unknown: list[str], is_ready: Callable[[str], bool]) -> list[str]:
    """Who counts for the lines of one name, at most one for each line; of those who could, whoever is not ready.

    of_lines: for each line, the keys of those who handed in under its other names; unknown: of those who wrote the name
    itself, and so could be on any line.
    """
    settled = sorted((min(keys, key=is_ready) for keys in of_lines if keys), key=is_ready)
    free = len(of_lines) - len(settled)
    unknown = sorted(unknown, key=is_ready)
    # More people than lines: whoever is not ready may be the one that a line means, in place of one who is.
    surplus = [key for key in unknown[free:] if not is_ready(key)]
    kept = max(sum(not is_ready(key) for key in settled), len(settled) - len(surplus))
    return [*settled[:kept], *surplus[: len(settled) - kept], *unknown[:free]]
