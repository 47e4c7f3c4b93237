"""Which columns of a roster have its people, their groups and their other names."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from checkpoints.classroom import names, roster_heads
from checkpoints.classroom.roster_text import RosterError

Row = list[str]

_HEAD_WITHIN = 20  # rows; titles, dates and places stand above the head
_MOST_SHOWN = 12
_ENOUGH = 0.7
_LONGEST_GROUP = 30
_BETWEEN_ALIASES = re.compile("[;；]")
_KOREAN_MARK = re.compile(r"한글|국문|korean", re.IGNORECASE)
_NUMBERING = re.compile(r"\d+\s*[.)]\s+")
_HANGUL = re.compile(r"[가-힣]+")
# The family names of nearly everybody in Korea (census of 2015), those of two syllables among them.
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염"
    "여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부라류"
)
_KOREAN_NAME = re.compile(rf"(?:[{_SURNAMES}]|남궁|황보|제갈|선우|독고|사공|서문) ?[가-힣]{{1,3}}")
_OTHER_NAME = re.compile(r"[^\W\d_][^\W\d_.'’-]*\.?(?:[ -][^\W\d_][^\W\d_.'’-]*\.?){1,4}")


class Listed(NamedTuple):
    """A person as a roster has them: name, group, and other names by which they hand in."""

    name: str
    group: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def has_more(self) -> bool:
        """Whether more than a name is known."""
        return bool(self.group or self.aliases)


class _Table(NamedTuple):
    """The rows below a head, and how a name is read from each; head: empty where there is none."""

    head: Row
    rows: Iterable[Row]
    read_name: Callable[[Row], str]


def find_people(rows: list[Row], column: str | None = None) -> Iterator[Listed]:
    """The people in the column that is called so, or in the one that has people. Raises RosterError.

    column: as its head has it, or its number from 1. Where no head says it, the only column that holds names does.
    Groups and other names are in the columns whose heads say so.
    """
    if not rows:
        raise RosterError("command.class.roster-empty")
    if column is not None:
        return _list_people(_find_named_column(rows, column))
    return _list_people(_find_below_head(rows) or _find_by_content(rows))


def _list_people(table: _Table) -> Iterator[Listed]:
    heads = [roster_heads.plain_head(cell) for cell in table.head]
    read_group, read_aliases = _group_reader(heads), _aliases_reader(heads)
    for row in table.rows:
        written = table.read_name(row)
        name = _NUMBERING.sub("", written, count=1) if _NUMBERING.match(written) else written
        if name and not roster_heads.is_total(name):
            group = read_group(row)
            yield Listed(name, group if group != name else "", read_aliases(row))


def _cell(place: int) -> Callable[[Row], str]:
    return lambda row: row[place] if place < len(row) else ""


def _group_reader(heads: list[str]) -> Callable[[Row], str]:
    found = next((place for place, head in enumerate(heads) if roster_heads.calls_group(head)), None)
    if found is None:
        return lambda row: ""
    head, read = heads[found], _cell(found)
    # Many people are in one group: its name is kept once.
    return lambda row: sys.intern(names.plain(roster_heads.name_group(head, read(row)), _LONGEST_GROUP))


def _aliases_reader(heads: list[str]) -> Callable[[Row], tuple[str, ...]]:
    """How to read other names; where their column is the last one, from all cells that follow too."""
    places = [place for place, head in enumerate(heads) if roster_heads.calls_aliases(head)]
    last = max((place for place, head in enumerate(heads) if head), default=-1)

    def read(row: Row) -> tuple[str, ...]:
        cells = (cell for place in places for cell in row[place : None if place == last else place + 1])
        return tuple(alias.strip() for cell in cells for alias in _BETWEEN_ALIASES.split(cell) if alias.strip())

    return read


def _ask(rows: list[Row]) -> RosterError:
    """Ask back, with the columns that were found."""
    widest = max(rows[:_HEAD_WITHIN], key=len)
    shown = [names.plain(cell, 30) or "-" for cell in widest[:_MOST_SHOWN]]
    return RosterError("command.class.roster-column", ", ".join(shown))


# -- by heads


def _find_below_head(rows: list[Row]) -> _Table | None:
    """The table below the first row that is a head; None where there is none. Raises RosterError."""
    for place, row in enumerate(rows[:_HEAD_WITHIN]):
        heads = [roster_heads.plain_head(cell) for cell in row]
        read = _find_halves(heads) or _find_names(row, heads)
        if read is not None:
            # Lists of several pages repeat their head.
            below = (each for each in rows[place + 1 :] if roster_heads.plain_head(read(each)) not in heads)
            return _Table(row, below, read)
    return None


def _find_halves(heads: list[str]) -> Callable[[Row], str] | None:
    """How to read a name whose family half and given half have a column each."""
    family = [place for place, head in enumerate(heads) if head in roster_heads.FAMILY]
    given = [place for place, head in enumerate(heads) if head in roster_heads.GIVEN]
    return _joined(given[0], family[0]) if len(family) == len(given) == 1 else None


def _find_names(row: Row, heads: list[str]) -> Callable[[Row], str] | None:
    """How to read a name that has one column; of several such columns, the Korean one. Raises RosterError."""
    for calls in (roster_heads.calls_names, roster_heads.calls_people):
        found = [place for place, head in enumerate(heads) if calls(head)]
        korean = [place for place in found if _KOREAN_MARK.search(row[place])]
        if len(found) > 1 and len(korean) != 1:
            raise _ask([row])
        if found:
            return _cell((korean or found)[0])
    return None


def _joined(given: int, family: int) -> Callable[[Row], str]:
    def read(row: Row) -> str:
        first, last = _cell(given)(row), _cell(family)(row)
        if _HANGUL.fullmatch(f"{last}{first}"):
            # Some lists repeat the family name in the column of names.
            is_whole = first.startswith(last) and len(first) > len(last) + 1
            return first if is_whole else last + first
        return f"{first} {last}".strip()

    return read


def _find_named_column(rows: list[Row], column: str) -> _Table:
    # A number comes first: nearly every list has a column of numbers, with the same number in it.
    if column.isdecimal() and 0 < int(column) <= max(map(len, rows)):
        head = next(filter(_tells_more, rows[:_HEAD_WITHIN]), [])
        return _Table(head, (row for row in rows if row is not head), _cell(int(column) - 1))
    wanted = names.key(column)
    for place, row in enumerate(rows[:_HEAD_WITHIN]):
        found = [at for at, cell in enumerate(row) if names.key(cell) == wanted]
        if len(found) == 1:
            return _Table(row, rows[place + 1 :], _cell(found[0]))
    raise _ask(rows)


def _tells_more(row: Row) -> bool:
    """Whether a row is the head of a column of groups or of other names."""
    heads = [roster_heads.plain_head(cell) for cell in row]
    return any(roster_heads.calls_group(head) or roster_heads.calls_aliases(head) for head in heads)


# -- by what is in them


def _find_by_content(rows: list[Row]) -> _Table:
    if not any(cell for row in rows for cell in row[1:]):
        return _Table([], rows, _cell(0))
    for kind in (_KOREAN_NAME, _OTHER_NAME):
        found = [place for place in range(max(map(len, rows))) if _holds(rows, place, kind)]
        if len(found) > 1:
            break
        if found:
            return _begin_at_first(kind, rows, _cell(found[0]))
    raise _ask(rows)


def _begin_at_first(kind: re.Pattern[str], rows: list[Row], read: Callable[[Row], str]) -> _Table:
    """The table from its first name on: what stands above is a title, or a head that nobody knows."""
    first = next(place for place, row in enumerate(rows) if kind.fullmatch(read(row)))
    return _Table(rows[first - 1] if first else [], rows[first:], read)


def _holds(rows: list[Row], place: int, kind: re.Pattern[str]) -> bool:
    cells = [row[place] for row in rows if place < len(row) and row[place]]
    under = cells[1:] or cells
    return len(cells) * 2 >= len(rows) and sum(map(bool, map(kind.fullmatch, under))) >= _ENOUGH * len(under)
