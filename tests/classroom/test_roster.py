"""Rosters as schools keep them."""

from __future__ import annotations

import csv
import io
import os
import random
from pathlib import Path

import pytest

from checkpoints.classroom import names
from checkpoints.classroom.roster import Roster, RosterError, read_roster
from tests.classroom.hand_ins import hand_in, put, roll_of
from tests.lengths import as_long


def _roster(tmp_path: Path, content: str | bytes, column: str | None = None) -> Roster:
    return read_roster(put(tmp_path, "roster.csv", content), column)


def _read(tmp_path: Path, content: str | bytes, column: str | None = None) -> list[str]:
    return list(_roster(tmp_path, content, column).people.values())


def _refusal(path: Path) -> RosterError:
    with pytest.raises(RosterError) as caught:
        read_roster(path)
    return caught.value


def test_a_name_that_stands_twice_is_two_people_and_is_told(tmp_path: Path) -> None:
    found = _roster(tmp_path, "김하나\n이두리\n 김하나 \n")
    assert (list(found.people.values()), found.twice) == (["김하나", "이두리"], ("김하나",))
    assert [found.times(key) for key in ("김하나", "이두리", "박세리")] == [2, 1, 0]


KANA = "ばんごう,なまえ\n１,やまだ\n"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        *((content, "empty") for content in (b"", "이름\n".encode())),
        *((content, "undecodable") for content in (b"\xff\x00\xff", b"\xff\xfe\x00")),
        *((content.encode("shift_jis"), "undecodable") for content in ("名前\n山田太郎\n鈴木花子\n佐藤一郎\n", KANA)),
        ("José;Zoë\nMüller;Å\n".encode("latin-1"), "undecodable"),
        (b"x" * (4 * 1024 * 1024 + 1), "large"),
        *(("이름\n".encode() + line * 200_001, "large") for line in (b"\n", b"\r", b"\r\n", b"K\n")),
        (b"x" * 200_000, "missing"),
        *((content, "not-text") for content in (b"PK\x03\x04 xlsx", b"\xd0\xcf\x11\xe0 xls")),
        ("<html><table><tr><td>이름</td></tr></table></html>".encode(), "not-text"),
        ("\ufeff\n<TABLE border=1><tr><td>이름".encode("utf-16"), "not-text"),
        ('이름,반\n"김하나,A\n이두리,B\n'.encode(), "quote"),
        *(
            (content.encode(), "column")
            for content in ("부서,코드\n총무,A-1\n영업,B-2\n", "이름,성명,반\n김하나,하나,A\n")
        ),
    ],
    ids=lambda given: f"{given[:20]!r} {len(given)}",
)
def test_a_roster_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, text: str) -> None:
    assert _refusal(put(tmp_path, "roster.csv", content)).text == f"command.class.roster-{text}"


def test_what_is_no_file_is_refused_and_never_waited_for_but_a_link_is_followed(tmp_path: Path) -> None:
    absent = _refusal(tmp_path / "none.csv")
    assert (absent.text, absent.reason) == ("command.class.roster-missing", "No such file or directory")
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        assert _refusal(path).text == "command.class.roster-not-file"
    put(tmp_path, "real.csv", "이름\n김하나\n")
    (tmp_path / "link.csv").symlink_to("real.csv")
    assert list(read_roster(tmp_path / "link.csv").people) == ["김하나"]


# -- rosters as people keep them, by chance

_HEADS = (
    *("이름", "성명", "성함", "이 름", "성 명", "이름(한글)", "성명(국문)", "참가자", "참가자명", "참가자 이름"),
    *("참석자 이름", "참석자", "수강생", "수강생명", "교육생", "교육생 성명", "학생", "학생명", "학생 이름"),
    *("연수생명", "신청자명", "이름*", "Name", "NAME", "Full Name", "Student Name", "Attendee", "Attendee Name"),
    *("Attendee's Name", "Participant", "participant_name", "Name of Student", "Learner", "Trainee Name"),
    *("Name (Korean)", "\u200b이름", "이름\u00a0", "ＮＡＭＥ"),
)
_OTHERS = ("번호", "No.", "반", "소속", "이메일", "연락처", "직급", "비고", "Company", "E-mail", "회사명", "과정명")
_PEOPLE = (
    *("김하나", "이두리", "박세리", "최네모", "남궁다섯", "Kim Hana"),
    *("정 여섯", "O'Neill Pat", "Nguyễn An", "황보 일곱"),
)
_ENCODINGS = ("utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be", "utf-16-be-mark")


def _generated(chance: random.Random) -> tuple[bytes, list[str]]:
    """A roster that has a head, and the names that are in it."""
    encoding = chance.choice(_ENCODINGS)
    people = [each for each in chance.sample(_PEOPLE, 5) if encoding != "cp949" or "ễ" not in each]
    head = chance.choice(
        [each for each in _HEADS if encoding != "cp949" or (each.isprintable() and "\u00a0" not in each)]
    )
    others = chance.sample(_OTHERS, chance.randint(0, 4))
    place = chance.randint(0, len(others))
    separator = chance.choice(",;\t") if others else ","
    rows = [[*others[:place], head, *others[place:]]]
    for number, name in enumerate(people, 1):
        cells = [str(number) if other in ("번호", "No.") else f"{other[0]}{number}" for other in others]
        rows.append([*cells[:place], _as_written(name, chance, encoding), *cells[place:]])
    text = io.StringIO()
    csv.writer(text, delimiter=separator, quoting=chance.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL))).writerows(rows)
    titles = chance.choice(
        ("", "", "2026년 1차 교육생 명단\r\n", "참가자 명단\r\n\r\n", "Workshop attendees, Seoul\r\n")
    )
    told = f"sep={separator}\r\n" if chance.random() < 0.2 else ""
    whole = told + titles + text.getvalue().replace("\r\n", chance.choice(("\r\n", "\n")))
    if encoding == "utf-16-be-mark":
        return b"\xfe\xff" + whole.encode("utf-16-be"), people
    return whole.encode(encoding), people


def _as_written(name: str, chance: random.Random, encoding: str) -> str:
    """A name with spaces around it, and with what shows nothing in it."""
    if encoding != "cp949" and chance.random() < 0.3:
        at = chance.randint(0, len(name))
        name = name[:at] + chance.choice(("\u200b", "\ufeff", "\u00ad", "\u3164")) + name[at:]
    return chance.choice(("", " ", "\t" if '"' in name else " ")) + name + chance.choice(("", " ", "  "))


@pytest.mark.parametrize("seed", range(as_long(20, 400)))
def test_a_roster_with_a_head_is_read_however_it_was_kept(seed: int, tmp_path: Path) -> None:
    raw, people = _generated(random.Random(seed))
    assert list(_roster(tmp_path, raw).people) == [names.key(name) for name in people]


HANA_AND_DURI = (
    *("김하나\r\n이두리\r\n".encode(encoding) for encoding in ("utf-8", "utf-8-sig", "cp949", "utf-16")),
    "번호,이름,반\n1,김하나,A\n2,이두리,A\n",
    "no;Name;class\n1;김하나;A\n2;이두리;A\n",
    "이메일\t성명\nx@y.z\t김하나\n\t이두리\n",
    "\n\n 이름 \n김하나\n\n이두리\n",
    '"참가자","메모"\n"김하나","여러\n줄"\n"이두리",""\n',
    "김하나\n이두리",
    "김하나,A,1\n이두리,B,2\n",
    "성,이름\n김,김하나\n이,이두리\n",
    "1,김하나,A\n2,이두리,A\n",
    "사번,Nom,Groupe\n1,김하나,A\n2,이두리,A\n",
    "1. 김하나\n2. 이두리\n",
    "이름,반\n김하나,A\n이름,반\n이두리,B\n합계,2\n",
    '이름,비고\n"김하나","키 180"" 이상"\n이두리,\n',
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        *((content, ["김하나", "이두리"]) for content in HANA_AND_DURI),
        ("First Name,Last Name\nHana,Kim\nPat,O'Neill\n", ["Hana Kim", "Pat O'Neill"]),
        ("No,Surname,Given name\n1,Kim,Hana\n2,Lee,Duri\n", ["Hana Kim", "Duri Lee"]),
        ("성,이름\n김,하나\n남궁,다섯\n", ["김하나", "남궁다섯"]),
        ("이름(영문),이름(한글)\nKim Hana,김하나\n", ["김하나"]),
        ("1;A;Kim Hana\n2;A;Lee Duri\n", ["Kim Hana", "Lee Duri"]),
    ],
)
def test_the_names_are_found_by_their_heads_or_among_others(
    content: str | bytes, expected: list[str], tmp_path: Path
) -> None:
    assert _read(tmp_path, content) == expected


@pytest.mark.parametrize(("column", "expected"), [("코드명", ["하나", "둘"]), ("2", ["코드명", "하나", "둘"])])
def test_a_column_can_be_named(column: str, expected: list[str], tmp_path: Path) -> None:
    assert _read(tmp_path, "부서,코드명\n총무,하나\n영업,둘\n", column) == expected


@pytest.mark.parametrize("seed", range(as_long(20, 300)))
def test_no_bytes_are_an_error_of_another_kind(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    raw, _ = _generated(chance)
    cut = bytearray(raw[: chance.randint(0, len(raw))])
    for _ in range(chance.randint(0, 6)):
        cut.insert(chance.randint(0, len(cut)), chance.randint(0, 255))
    try:
        assert _read(tmp_path, bytes(cut))
    except RosterError as error:
        assert "\n" not in error.reason


# -- groups and other names


@pytest.mark.parametrize(
    ("head", "cell", "group"),
    [
        *(("조", "8", "8조"), ("조", "8조", "8조"), ("조", "", ""), ("조건", "8", "")),
        *(("팀명", "파랑", "파랑"), ("소속 팀", "3", "3팀"), ("소속", "총무", "")),
        *(("그룹", "A", "A"), ("모둠(번호)", "2", "2모둠"), ("Group No.", "12", "Group 12")),
        *(("Team", "3", "Team 3"), ("team name", "Blue", "Blue"), ("Steam", "8", "")),
    ],
)
def test_a_group_is_read_from_its_column(head: str, cell: str, group: str, tmp_path: Path) -> None:
    assert _roster(tmp_path, f"{head},이름\n{cell},한지민\n").group("한지민") == group


@pytest.mark.parametrize("column", ["코드명", "2"])
def test_groups_are_read_beside_a_column_of_names_that_was_named(column: str, tmp_path: Path) -> None:
    found = _roster(tmp_path, "조,코드명,다른 이름\n1,하나,일\n2,둘,\n", column)
    assert (list(found.people), found.group("하나"), found.aliases) == (["하나", "둘"], "1조", {"일": "하나"})


@pytest.mark.parametrize(
    "head", ["다른 이름", "별칭", "aliases", "Alias", "Other names", "참가자 다른 이름", "nickname"]
)
def test_other_names_are_read_from_their_column(head: str, tmp_path: Path) -> None:
    found = _roster(tmp_path, f'이름,{head}\n한지민,"한지민(8조); Jimin HAN ;"\n김하나,\n')
    assert list(found.people) == ["한지민", "김하나"]
    assert found.aliases == {"한지민(8조)": "한지민", "jimin han": "한지민"}
    assert found.disputed == ()


@pytest.mark.parametrize(
    "content",
    ["이름,조,다른 이름\n한지민,8,지민,Jimin Han\n", "이름;조;다른 이름;\n한지민;8;지민;Jimin Han\n"],
)
def test_other_names_in_cells_of_their_own_are_read_from_the_last_column_on(content: str, tmp_path: Path) -> None:
    assert _roster(tmp_path, content).aliases == {"지민": "한지민", "jimin han": "한지민"}
    assert _roster(tmp_path, "다른 이름,이름,비고\n지민,한지민,늦음\n").aliases == {"지민": "한지민"}


def test_another_name_that_could_be_of_two_people_is_nobodys(tmp_path: Path) -> None:
    found = _roster(tmp_path, "이름,다른 이름\n한지민,지민;하나\n박지민,지민;김하나;박 지민\n김하나,하니\n")
    assert found.aliases == {"하나": "한지민", "하니": "김하나"}
    assert found.disputed == ("지민", "김하나")


def test_a_group_in_the_name_on_the_roster_is_that_of_whoever_handed_in_by_another_name(tmp_path: Path) -> None:
    roll = roll_of(hand_in("Jimin Han"), roster=_roster(tmp_path, "이름,별칭\n한지민(8조),Jimin Han\n"))
    (key,) = roll.people
    assert (roll.find_group(key), roll.find_group_beside(key)) == ("8조", "")


def test_lines_of_one_name_have_groups_and_other_names_of_their_own(tmp_path: Path) -> None:
    found = _roster(tmp_path, "이름,조,별칭\n김민수,1,민수A\n김민수,2,민수B\n한지민,1,\n")
    first, second = found.lines("김민수")
    assert (found.group(first), found.group(second), found.group("김민수"), found.group("한지민")) == (
        "1조",
        "2조",
        "",
        "1조",
    )
    assert found.aliases == {"민수a": first, "민수b": second}
