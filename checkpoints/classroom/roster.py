"""The roster: who should hand in."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checkpoints.classroom import names

_LARGEST = 4 * 1024 * 1024
_HEADS = frozenset(
    {"이름", "성명", "성함", "참가자", "수강생", "학생", "name", "full name", "attendee", "student", "participant"}
)
_DELIMITERS = "\t;,"


class RosterError(Exception):
    """A roster that cannot be used. text: the key of what to say; reason: the system's own words, or ""."""

    def __init__(self, text: str, reason: str = "") -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Roster:
    """Names by key, in the roster's order. twice: those that stand there more than once."""

    people: dict[str, str]
    twice: tuple[str, ...]


def read_roster(path: Path) -> Roster:
    """The roster in a CSV file: UTF-8, UTF-16 with its mark, or CP949. Raises RosterError.

    The names are the column under `이름`, `name` or the like; without such a head the first column.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise RosterError("command.class.roster-missing", error.strerror or str(error)) from error
    if len(raw) > _LARGEST:
        raise RosterError("command.class.roster-large")
    return _people(_decoded(raw))


def _decoded(raw: bytes) -> str:
    utf_16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf_16 else ("utf-8-sig", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeError:
            continue
    raise RosterError("command.class.roster-undecodable")


def _people(text: str) -> Roster:
    people: dict[str, str] = {}
    twice: dict[str, str] = {}
    for name in _names(text):
        key = names.key(name)
        if key in people:
            twice[key] = people[key]
        elif key:
            people[key] = names.bounded(name)
    if not people:
        raise RosterError("command.class.roster-empty")
    return Roster(people, tuple(twice.values()))


def _names(text: str) -> Iterator[str]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    column: int | None = None
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if column is None:
                column = next((place for place, cell in enumerate(cells) if names.key(cell) in _HEADS), -1)
                if column >= 0:
                    continue
                column = 0
            if column < len(cells):
                yield cells[column]
    except csv.Error as error:
        raise RosterError("command.class.roster-missing", str(error)) from error
