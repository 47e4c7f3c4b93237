"""Which column of a roster has its people, by what Korean and English lists call them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from checkpoints.classroom import names
from checkpoints.classroom.roster_text import RosterError

Row = list[str]

_HEAD_WITHIN = 20  # rows; titles, dates and places stand above the head
_MOST_SHOWN = 12
_ENOUGH = 0.7
_NAMES = frozenset({"이름", "성명", "성함", "name", "fullname", "displayname", "koreanname", "한글이름", "한글성명"})
_WHO_KO = (
    *("참가자", "참석자", "참여자", "수강생", "수강자", "교육생", "학생", "학습자", "연수생", "훈련생", "실습생"),
    *(
        "신청자",
        "등록자",
        "접수자",
        "지원자",
        "응시자",
        "대상자",
        "교육대상자",
        "수료자",
        "회원",
        "직원",
        "사원",
        "팀원",
    ),
)
_WHO_EN = (
    *("attendee", "student", "participant", "learner", "trainee", "delegate", "member", "employee", "guest"),
    *("registrant", "candidate", "applicant"),
)
_PEOPLE = frozenset(_WHO_KO) | {f"{who}{end}" for who in _WHO_EN for end in ("", "s")}
_NAME_OF_PEOPLE = re.compile(
    rf".*(?:{'|'.join(_WHO_KO)})(?:명|.*(?:이름|성명|성함))|(?=.*(?:{'|'.join(_WHO_EN)})).*(?:name|names|nameof.*)"
)
_GIVEN = frozenset({"firstname", "givenname", "first", "given", "forename", "이름"})
_FAMILY = frozenset({"lastname", "familyname", "surname", "last", "family", "성", "성씨"})
_TOTALS = frozenset({"합계", "총계", "계", "소계", "total"})

_BRACKETS = re.compile(r"[(\[<].*?[)\]>]")
_NO_LETTER = re.compile(r"[\W_]+")
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


def find_names(rows: list[Row], column: str | None = None) -> Iterator[str]:
    """The names in the column that is called so, or in the one that has people. Raises RosterError.

    column: as its head has it, or its number from 1. Where no head says it, the only column that holds names does.
    """
    if not rows:
        raise RosterError("command.class.roster-empty")
    if column is not None:
        return _clean(_named_column(rows, column))
    for place, row in enumerate(rows[:_HEAD_WITHIN]):
        read = _find_people(row)
        if read is not None:
            heads = {_head(cell) for cell in row}
            return _clean(name for name in map(read, rows[place + 1 :]) if _head(name) not in heads)
    return _clean(_column_of_names(rows))


def _clean(found: Iterator[str]) -> Iterator[str]:
    for name in found:
        name = _NUMBERING.sub("", name, count=1) if _NUMBERING.match(name) else name
        if name and _head(name) not in _TOTALS:
            yield name


def _head(cell: str) -> str:
    """What a head says, without spaces, signs and what stands in brackets."""
    return _NO_LETTER.sub("", names.key(_BRACKETS.sub("", cell)))


def _cell(place: int) -> Callable[[Row], str]:
    return lambda row: row[place] if place < len(row) else ""


def _ask(rows: list[Row]) -> RosterError:
    """Ask back, with the columns that were found."""
    widest = max(rows[:_HEAD_WITHIN], key=len)
    shown = [names.plain(cell, 30) or "-" for cell in widest[:_MOST_SHOWN]]
    return RosterError("command.class.roster-column", ", ".join(shown))


# -- by heads


def _find_people(row: Row) -> Callable[[Row], str] | None:
    """How to read a name from a row under this one; None where it is no head. Raises RosterError."""
    heads = [_head(cell) for cell in row]
    family = [place for place, head in enumerate(heads) if head in _FAMILY]
    given = [place for place, head in enumerate(heads) if head in _GIVEN]
    if len(family) == len(given) == 1:
        return _joined(given[0], family[0])
    for calls in (_calls_names, _PEOPLE.__contains__):
        found = [place for place, head in enumerate(heads) if calls(head)]
        korean = [place for place in found if _KOREAN_MARK.search(row[place])]
        if len(found) > 1 and len(korean) != 1:
            raise _ask([row])
        if found:
            return _cell((korean or found)[0])
    return None


def _calls_names(head: str) -> bool:
    return head in _NAMES or _NAME_OF_PEOPLE.fullmatch(head) is not None


def _joined(given: int, family: int) -> Callable[[Row], str]:
    def read(row: Row) -> str:
        first, last = _cell(given)(row), _cell(family)(row)
        if _HANGUL.fullmatch(f"{last}{first}"):
            # Some lists repeat the family name in the column of names.
            is_whole = first.startswith(last) and len(first) > len(last) + 1
            return first if is_whole else last + first
        return f"{first} {last}".strip()

    return read


def _named_column(rows: list[Row], column: str) -> Iterator[str]:
    wanted = names.key(column)
    for place, row in enumerate(rows[:_HEAD_WITHIN]):
        found = [at for at, cell in enumerate(row) if names.key(cell) == wanted]
        if len(found) == 1:
            return map(_cell(found[0]), rows[place + 1 :])
    if column.isdecimal() and 0 < int(column) <= max(map(len, rows)):
        return map(_cell(int(column) - 1), rows)
    raise _ask(rows)


# -- by what is in them


def _column_of_names(rows: list[Row]) -> Iterator[str]:
    widest = max(map(len, rows))
    if widest == 1 or not any(cell for row in rows for cell in row[1:]):
        return map(_cell(0), rows)
    for kind in (_KOREAN_NAME, _OTHER_NAME):
        found = [place for place in range(widest) if _holds(rows, place, kind)]
        if len(found) == 1:
            read = _cell(found[0])
            # What stands above the first name is a title or a head that nobody knows.
            first = next(place for place, row in enumerate(rows) if kind.fullmatch(read(row)))
            return map(read, rows[first:])
        if found:
            break
    raise _ask(rows)


def _holds(rows: list[Row], place: int, kind: re.Pattern[str]) -> bool:
    cells = [row[place] for row in rows if place < len(row) and row[place]]
    under = cells[1:] or cells
    return len(cells) * 2 >= len(rows) and sum(map(bool, map(kind.fullmatch, under))) >= _ENOUGH * len(under)
