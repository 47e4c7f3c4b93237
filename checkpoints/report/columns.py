"""How wide a text stands in a terminal, where it wraps, and what of it could move a cursor or turn text around."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

# Controls but for tab and line breaks, marks and overrides of direction, and what is no character.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def measure_width(text: str) -> int:
    """Columns of a text: Hangul and other wide characters take two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_of, text))


@cache
def _of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def cut_text(text: str, columns: int) -> str:
    """The text as far as it fits into one line, `...` behind what was cut."""
    text = keep_printable(text)
    if measure_width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if measure_width(kept) + _of(character) > columns - 3:
            break
        kept += character
    return f"{kept}..."


def keep_printable(text: str) -> str:
    """The text without what could move a terminal's cursor or turn its text around."""
    return "".join(character if character.isprintable() else " " if character.isspace() else "" for character in text)


def show_unseen(text: str) -> str:
    r"""The text with such characters written as Python writes them: `\x1b`, `\u202e`."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def wrap_text(text: str, columns: int) -> list[str]:
    """The text in printable lines of at most `columns`, broken at spaces, and inside words longer than a line."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in _words(keep_printable(paragraph), columns):
            if line and measure_width(line) + 1 + measure_width(word) > columns:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        if line:
            lines.append(line)
    return lines


def _words(paragraph: str, columns: int) -> Iterator[str]:
    for word in paragraph.split():
        piece, width = "", 0
        for character in word:
            if width + _of(character) > columns:
                yield piece
                piece, width = "", 0
            piece += character
            width += _of(character)
        yield piece
