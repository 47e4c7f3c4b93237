"""Characters that show nothing, move a terminal's cursor or turn text around: written out, they do neither."""

from __future__ import annotations

import re

# Controls but for tab and line breaks, marks and overrides of direction, and what is no character.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def show_unseen(text: str) -> str:
    r"""The text with such characters written as Python writes them: `\x1b`, `\u202e`."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(_write, text)


def _write(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
