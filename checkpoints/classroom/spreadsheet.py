"""Tables for spreadsheets: CSV that they read as text, and never as formulas."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable

START = "\ufeff"  # the mark by which Excel knows UTF-8
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") | frozenset(
    map(chr, range(0xAC00, 0xD7A4))
)
_FORMULA = "=+-@|%\t\r\n"


def write_row(cells: Iterable[str]) -> str:
    """A row, with its line end."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerow(map(disarm_formula, cells))
    return text.getvalue()


def disarm_formula(cell: str) -> str:
    """The cell as text to a spreadsheet: whatever would begin a formula has an apostrophe before it."""
    if cell[:1] in _PLAIN:
        return cell
    first = next((each for each in cell if _counts(each)), "")
    # Full-width signs begin formulas in Korean and Japanese spreadsheets.
    return (
        f"'{cell}"
        if unicodedata.normalize("NFKC", first)[:1] in tuple(_FORMULA) or cell.startswith(("\t", "\r", "\n"))
        else cell
    )


def _counts(character: str) -> bool:
    """Whether a character is neither space nor invisible, which spreadsheets step over."""
    return not character.isspace() and unicodedata.category(character)[0] not in "CZ"
