"""When two names may be of one person: the words in another order, or a group, number or form of address added.

Names that `names.key` holds for the same are not looked at here: they are the same.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import permutations
from typing import NamedTuple

from checkpoints.classroom import names

_UNITS = "조|팀|그룹|모둠|분반|반"
_UNIT = re.compile(_UNITS)
_HINT = re.compile(f"{_UNITS}|team|group")  # without it nothing below is found, and it is found sooner
# `8조`, `8 조`, `제8조`; `조 8`; `A조`; `Team 8`.
_GROUP = re.compile(
    rf"제?\s*(?<!\d)(?P<before>\d{{1,3}})(?:(?:{_UNITS})|\s+(?:{_UNITS})(?![가-힣]))"
    rf"|(?<![가-힣])(?:{_UNITS})\s*[-#.:]?\s*(?P<after>\d{{1,3}})(?!\d)"
    rf"|(?<![a-z])(?P<letter>[a-z])\s*(?:{_UNITS})(?![가-힣])"
    r"|(?<![a-z])(?:team|group)\s*[-#.:]?\s*(?P<english>\d{1,3}(?!\d)|[a-z](?![a-z]))"
)
_MAIL = re.compile(r"@\S+\.\S+")
_IN_BRACKETS = re.compile(r"[(\[<{]([^)\]>}]*)[)\]>}]?")
_TOKEN = re.compile(r"\d+|[가-힣]+|[^\s\d가-힣!-/:-@\[-`{-~·・、。]+")
_APOSTROPHES = re.compile("['’`]")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_PLAIN = re.compile(r"[가-힣A-Za-z0-9 ._()-]+")
_PLAIN_KOREAN = re.compile("[가-힣]{2,4}")
_ADDRESSED = (("님", 3), ("씨", 4), ("선생님", 5))  # endings, and the shortest word that has one behind a name
_FORMS_OF_ADDRESS = frozenset({"님", "씨", "선생님", "mr", "mrs", "ms", "miss", "dr", "prof"})
_MOST_PERMUTED = 4  # words
_ENOUGH_SYLLABLES, _ENOUGH_LETTERS = 3, 6  # of a name of which one letter may be wrong
_MOST_LETTERS = 40
_NOTHING: frozenset[str] = frozenset()


class NameParts(NamedTuple):
    """A name taken apart, in the form in which names are compared.

    words: the name itself; group: `8` of `8조`, "" where none is written; added: this, numbers, and whatever else is
    there beside the name.
    """

    words: tuple[str, ...]
    group: str = ""
    added: frozenset[str] = _NOTHING

    @property
    def letters(self) -> str:
        """The letters of the words in an order of their own: what names of the same words have in common."""
        return "".join(sorted("".join(self.words)))

    @property
    def spelling(self) -> str:
        """The words as letters of an alphabet, Hangul in its pieces; "" where one wrong letter says too little."""
        whole = "".join(sorted(self.words))
        is_hangul = "가" <= whole[:1] <= "힣"
        enough = _ENOUGH_SYLLABLES if is_hangul else _ENOUGH_LETTERS
        return unicodedata.normalize("NFD", whole) if enough <= len(whole) <= _MOST_LETTERS else ""


def take_apart(name: str) -> NameParts:
    """The parts of a name; no words where it has none of its own, as in `8조`."""
    if _PLAIN_KOREAN.fullmatch(name) and name[-1] not in "님씨":
        return NameParts((name,))  # nearly every name
    text = name.casefold() if _PLAIN.fullmatch(name) else _plain_text(name)
    group = _search_group(text)
    if group is not None:
        text = f"{text[: group.start()]} {text[group.end() :]}"
    words, added = _find_words(_IN_BRACKETS.sub(" ", text))
    words_inside, added_inside = _find_words(" ".join(_IN_BRACKETS.findall(text)))
    if words:
        added += words_inside
    mark = _mark_of(group) if group else ""
    return NameParts(tuple(words or words_inside), mark, frozenset([*added, *added_inside, *([mark] if mark else [])]))


def _plain_text(name: str) -> str:
    """A name in small letters of usual width, without apostrophes and the host of an address."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", names.visible(name)).casefold())
    return _APOSTROPHES.sub("", _MAIL.sub(" ", text))


def mark_group(group: str) -> str:
    """What groups are compared by: the number or the letter; of one that has neither, its name."""
    key = names.key(group)
    found = _search_group(key)
    return _mark_of(found) if found else _without_zeros(key)


def _search_group(text: str) -> re.Match[str] | None:
    return _GROUP.search(text) if _HINT.search(text) else None


def _mark_of(group: re.Match[str]) -> str:
    return _without_zeros(next(each for each in group.groups() if each))


def _without_zeros(word: str) -> str:
    return (word.lstrip("0") or "0") if word.isdecimal() else word


def find_group(name: str) -> str:
    """The group that is written within a name: `8조` of `한지민(8조)`, `Team 8` of `team 8 Hana Kim`; "" for none."""
    found = _search_group(name.casefold() if _PLAIN.fullmatch(name) else _plain_text(name))
    if found is None:
        return ""
    mark, unit = _mark_of(found).upper(), _UNIT.search(found[0])
    return f"{mark}{unit[0]}" if unit else f"{'Team' if found[0].startswith('team') else 'Group'} {mark}"


def _find_words(text: str) -> tuple[list[str], list[str]]:
    """Words of the name, and what is added to them. Where there is Hangul, the other scripts are added."""
    hangul: list[str] = []
    latin: list[str] = []
    numbers: list[str] = []
    for token in _TOKEN.findall(text):
        if token.isdecimal():
            numbers.append(_without_zeros(token))
        elif token not in _FORMS_OF_ADDRESS:
            (hangul if "가" <= token[0] <= "힣" else latin).append(token)
    if hangul:
        return [_without_address(each) for each in hangul], numbers + latin
    return [word for each in latin if (word := _without_marks(each))], numbers


def _without_address(word: str) -> str:
    for ending, shortest in reversed(_ADDRESSED):
        if len(word) >= shortest and word.endswith(ending):
            return word[: -len(ending)]
    return word


def _without_marks(word: str) -> str:
    """The word without accents of Latin letters."""
    return word if word.isascii() else _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", word)).strip()


# -- of two names


def have_same_words(one: NameParts, other: NameParts) -> bool:
    """Whether the words are the same in some order, however they are spaced."""
    if sorted(one.words) == sorted(other.words):
        return True
    if max(len(one.words), len(other.words)) > _MOST_PERMUTED:
        return "".join(one.words) == "".join(other.words)
    return not _spellings(one.words).isdisjoint(_spellings(other.words))


def _spellings(words: tuple[str, ...]) -> set[str]:
    return {"".join(each) for each in permutations(words)}


def may_go_together(one: NameParts, other: NameParts) -> bool:
    """Whether what is added to the names does not tell two people apart, as two groups or two numbers do."""
    return one.added == other.added or not one.added or not other.added


def differ_by_one_letter(one: str, other: str) -> bool:
    """Whether one letter is another one, missing, or has changed places with the next. For spellings of `NameParts`."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) == 1 or (len(one) == len(other) == 2 and one == other[::-1])


def without_each_letter(spelling: str) -> tuple[str, ...]:
    """The spelling, and what is left of it without one letter: two that differ by one letter have one in common."""
    shorter = (spelling[:place] + spelling[place + 1 :] for place in range(len(spelling)))
    return tuple(dict.fromkeys((spelling, *shorter)))
