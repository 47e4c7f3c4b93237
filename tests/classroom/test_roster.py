"""Rosters as schools keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkpoints.classroom import roster
from checkpoints.classroom.roster import RosterError


def _read(tmp_path: Path, content: str, encoding: str = "utf-8") -> list[str]:
    path = tmp_path / "roster.csv"
    path.write_bytes(content.encode(encoding))
    return list(roster.read_roster(path).people.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_roster_is_read_in_the_encodings_of_korean_offices(tmp_path: Path, encoding: str) -> None:
    assert _read(tmp_path, "김하나\r\n이두리\r\n", encoding) == ["김하나", "이두리"]


@pytest.mark.parametrize(
    "content",
    [
        "번호,이름,반\n1,김하나,A\n2,이두리,A\n",
        "no;Name;class\n1;김하나;A\n2;이두리;A\n",
        "이메일\t성명\nx@y.z\t김하나\n\t이두리\n",
        "\n\n 이름 \n김하나\n\n이두리\n",
        '"참가자","메모"\n"김하나","여러\n줄"\n"이두리",""\n',
        "김하나\n이두리",
        "김하나,A,1\n이두리,B,2\n",
    ],
)
def test_the_names_are_found_by_their_head_or_first(tmp_path: Path, content: str) -> None:
    assert _read(tmp_path, content) == ["김하나", "이두리"]


def test_a_name_that_stands_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("김하나\n이두리\n 김하나 \n", encoding="utf-8")
    found = roster.read_roster(path)
    assert (list(found.people.values()), found.twice) == (["김하나", "이두리"], ("김하나",))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "command.class.roster-empty"),
        ("이름\n".encode(), "command.class.roster-empty"),
        (b"\xff\x00\xff", "command.class.roster-undecodable"),
        (b"\xff\xfe\x00", "command.class.roster-undecodable"),
        (b"x" * (4 * 1024 * 1024 + 1), "command.class.roster-large"),
        (b"x" * 200_000, "command.class.roster-missing"),
    ],
    ids=["empty", "head-only", "no-encoding", "half-utf-16", "large", "one-cell-too-long"],
)
def test_a_roster_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, text: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(RosterError) as caught:
        roster.read_roster(path)
    assert caught.value.text == text


def test_a_roster_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(RosterError) as caught:
        roster.read_roster(tmp_path / "none.csv")
    assert (caught.value.text, caught.value.reason) == ("command.class.roster-missing", "No such file or directory")
