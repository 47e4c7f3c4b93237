"""Whose hand-ins are whose: a class is people, and a name is not a person."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from checkpoints.classroom.found import HandedIn
from checkpoints.guide.vocabulary import RunVerdict

_TOLERANCE_US = 10 * 60 * 1_000_000  # clocks of honest machines differ by less


@dataclass(frozen=True, slots=True)
class Person:
    """One person's hand-ins: the one that counts, and those before it, the oldest first."""

    latest: HandedIn
    earlier: tuple[HandedIn, ...]


def read_clock() -> int:
    """The moment of reading: microseconds since 1970."""
    return time.time_ns() // 1000


def is_ahead(found: HandedIn, read_at: int) -> bool:
    """Whether a hand-in finished after it was read, by more than clocks differ. read_at: microseconds since 1970."""
    return found.finished > read_at + _TOLERANCE_US


def tell_people_apart(hand_ins: Iterable[HandedIn], read_at: int) -> list[Person]:
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
    # A clock that is ahead does not beat one that is not.
    *earlier, latest = sorted(attempts, key=lambda each: (not is_ahead(each, read_at), each.finished, each.file))
    return Person(latest, tuple(earlier))


def _is_ready(found: HandedIn) -> bool:
    return found.standing.verdict is RunVerdict.READY
