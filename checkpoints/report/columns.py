"""How wide a text stands in a terminal, and where it wraps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache


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
