"""When two names are the same, and how a stranger's text is shown."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoints.classroom import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("김하나", unicodedata.normalize("NFD", "김하나")), ("  김하나\t", "김하나")),
        *(("Ana  María", "ANA MARÍA"), ("Straße", "STRASSE")),
        ("김\u00a0하나", "김 하나"),
        ("김 하 나", "김하나"),
        ("김\u200b하\ufeff나", "김하나"),
        ("김하나\u3164", "김하나"),
        ("ＫＩＭ　Ｈａｎａ", "kim hana"),
        ("한지민 ( ８조 )", "한지민(8조)"),
        ("한지민 8조", "한지민8조"),
        ("정 유진", "정유진"),
    ],
)
def test_two_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


def test_different_names_are_two() -> None:
    assert len({names.key(name) for name in ("김하나", "김하니", "Kim", "Kím", "Kim Ha", "KimHa")}) == 6


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert names.key(names.key(name)) == names.key(name)


def test_long_names_stay_different_when_they_are_cut() -> None:
    cut = [names.bounded("x" * 5000 + end) for end in "ab"]
    assert cut[0] != cut[1]
    assert {len(name) for name in cut} == {129}
    assert names.bounded("x" * 120) == "x" * 120


@given(st.text())
def test_a_shown_text_is_one_printable_line(text: str) -> None:
    shown = names.plain(text)
    assert len(shown) <= 200
    assert shown.isprintable()


def test_a_shown_text_keeps_its_words() -> None:
    assert names.plain("a\x1b[2Jb\r\nc\u202ed\u200b e") == "a [2Jb c d e"
    assert names.plain("가" * 300, 10) == "가" * 9 + "…"


@pytest.mark.parametrize("name", ["홍길동", "남궁민수", "제출/한지민(8조).html", "José", "Nguyễn"])
def test_letters_in_pieces_as_macos_writes_them_are_shown_whole(name: str) -> None:
    assert names.plain(unicodedata.normalize("NFD", name)) == name


LOOK_ALIKES = ("김\u200b하나", "ＫＩＭ", unicodedata.normalize("NFD", "김하나"), "김하나\u3164", "a\u202eb", "\x1b")
PLAIN = ("김하나", "Kim Hana", "José Nguyễn", "กิตติ", "田中", "Łukasz O’Neill")


@pytest.mark.parametrize("name", [*LOOK_ALIKES, *PLAIN], ids=ascii)
def test_a_name_with_look_alike_characters_is_known(name: str) -> None:
    assert names.is_look_alike(name) is (name in LOOK_ALIKES)


@given(st.text(alphabet="a\u0301\u0488\u1100\u1161\u11a8\ua960", min_size=1, max_size=300))
def test_no_shown_letter_is_a_tower(name: str) -> None:
    assert not re.search("[\u0301\u0488]{4}|[\u1100-\u11ff\ua960]{7}", names.plain(name))
