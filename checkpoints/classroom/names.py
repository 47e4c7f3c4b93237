"""Names and other texts from strangers: when two names are the same, and how any of them is shown on one line."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LONGEST = 120
_SHOWN = 200


# They show nothing, though they count as letters or marks.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_PLAIN = re.compile(r"[가-힣A-Za-z0-9 .-]+")
_IDLE_SPACE = re.compile(r"(?<=[가-힣()\[\]]) | (?=[가-힣()\[\]])")
# Latin, signs, kana, Han and Hangul: texts of which no letter has to be looked at.
_WITHOUT_MARKS = re.compile("[ -\u02ff\u1e00-\u20cf\u2190-\u2bff\u3000-\u3029\u3030-\u3098\u30a0-\ua66e\uac00-\ud7a3]*")
_MOST_MARKS = 3  # on one letter; no language needs more
_MOST_JAMO = 6  # in a row; a browser makes one unbreakable cluster of them


def key(name: str) -> str:
    """What spellings of one name have in common.

    Characters that show nothing are left out, look-alikes of full width or in pieces are made plain (NFKC), case and
    runs of spaces do not count, and beside Hangul and brackets no space does.
    """
    if _PLAIN.fullmatch(name):
        # Nearly every name: nothing in it has to be looked at letter by letter.
        return _joined(name.casefold().split())
    found = _plain_key(name)
    while (again := _plain_key(found)) != found:
        found = again
    return found


def _plain_key(name: str) -> str:
    visible = "".join(each for each in name if each.isspace() or not is_unseen(each))
    return _joined(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold()).split())


def _joined(words: list[str]) -> str:
    """The words with a space where it tells them apart, as in `kim hana`."""
    return words[0] if len(words) == 1 else _IDLE_SPACE.sub("", " ".join(words))


def is_unseen(character: str) -> bool:
    """Whether a character shows nothing: controls, formats, fillers and selectors of variants."""
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co")
        or character in _UNSEEN
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def is_look_alike(name: str) -> bool:
    """Whether a name looks like another spelling of it: by what shows nothing, full width, or letters in pieces."""
    if _PLAIN.fullmatch(name):
        return False
    if name.isascii():
        return not name.isprintable()
    return not unicodedata.is_normalized("NFKC", name) or any(map(is_unseen, name))


def visible(name: str) -> str:
    """The name without what shows nothing, and with single spaces."""
    if not name.isprintable():
        name = "".join(each for each in name if each.isspace() or not is_unseen(each))
    return " ".join(name.split())


def bounded(name: str) -> str:
    """The name itself; one of more than 120 characters cut, with a few digits of its digest in place of the rest."""
    if len(name) <= _LONGEST:
        return name
    rest = hashlib.sha256(name.encode("utf-8", errors="replace")).hexdigest()[:8]
    return f"{name[:_LONGEST]}…{rest}"


def plain(text: str, most: int = _SHOWN) -> str:
    """The text on one line, without what steers a terminal, hides, or turns the reading direction; cut at `most`."""
    line = text[: most + 1]
    if not line.isprintable():
        line = "".join(each if _shows(each) else " " for each in line)
    line = _without_towers(" ".join(line.split()))
    return line if max(len(text), len(line)) <= most else f"{line[: most - 1]}…"


def _shows(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"


def _without_towers(line: str) -> str:
    """The line with as many marks on a letter, and as many conjoining letters in a row, as languages need.

    Letters in pieces, as macOS names files, are joined before: each syllable of Hangul has two or three of them.
    """
    if _WITHOUT_MARKS.fullmatch(line):
        return line
    line = unicodedata.normalize("NFC", line)
    marks = jamo = 0
    kept = []
    for each in line:
        marks = marks + 1 if unicodedata.category(each) in ("Mn", "Me") else 0
        jamo = (
            jamo + 1
            if "\u1100" <= each <= "\u11ff" or "\ua960" <= each <= "\ua97f" or "\ud7b0" <= each <= "\ud7ff"
            else 0
        )
        if marks <= _MOST_MARKS and jamo <= _MOST_JAMO:
            kept.append(each)
    return "".join(kept)
