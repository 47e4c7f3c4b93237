"""From a roster's file to its rows: encodings, separators and quotes as spreadsheets of Korean offices write them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from checkpoints.classroom import names, walk

_LARGEST = 4 * 1024 * 1024
_MOST_LINES = 200_000  # twice the largest class that is read
_SEPARATORS = "\t;,|"
_LOOKED_AT = 50  # lines, to tell the separator
# What begins so is a spreadsheet's own file, a page or a document, whatever its name ends with.
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"{\\rtf")
_MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|head|body|table|meta|style)\b", re.IGNORECASE)
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*\r?\n", re.IGNORECASE)
_WRONG_KOREAN = 1 / 3


class RosterError(Exception):
    """A roster that cannot be used. text: the key of what to say; reason: the system's own words, or ""."""

    def __init__(self, text: str, reason: str = "") -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason = reason


def read_rows(path: Path) -> list[list[str]]:
    """The rows of a text file that have something in them, cells without what shows nothing. Raises RosterError.

    UTF-8, UTF-16 or CP949; separated as its `sep=` line says, or by what most lines have.
    """
    raw = _read(path)
    if raw.startswith(_BINARY):
        raise RosterError("command.class.roster-not-text")
    text = _decode(raw)
    if max(text.count("\n"), text.count("\r")) > _MOST_LINES:
        raise RosterError("command.class.roster-large")
    if _MARKUP.match(text):
        raise RosterError("command.class.roster-not-text")
    declared = _SEPARATOR_LINE.match(text)
    if declared is not None:
        text = text[declared.end() :]
    separator = declared[1] if declared is not None else _find_separator(text)
    rows = ([names.visible(cell) for cell in row] for row in _parse(text, separator))
    return [row for row in rows if any(row)]


def _read(path: Path) -> bytes:
    try:
        # A link is somebody's own here; what it leads to is not opened unless it is a file.
        with walk.open_file(str(path.resolve(strict=True))) as file:
            raw = file.read(_LARGEST + 1)
    except walk.NotAFileError:
        raise RosterError("command.class.roster-not-file") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise RosterError("command.class.roster-missing", getattr(error, "strerror", None) or str(error)) from error
    if len(raw) > _LARGEST:
        raise RosterError("command.class.roster-large")
    return raw


def _decode(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        ways = ["utf-16"]
    elif b"\0" in raw:
        # Separators and line ends have a zero byte, after or before their own.
        ways = ["utf-16-le" if raw[1::2].count(0) > raw[::2].count(0) else "utf-16-be"]
    else:
        ways = ["utf-8-sig", "cp949"]
    for way in ways:
        try:
            text = raw.decode(way)
        except UnicodeError:
            continue
        if "\0" not in text and (way != "cp949" or _is_korean(text)):
            return text.lstrip("\ufeff")
    raise RosterError("command.class.roster-undecodable")


def _is_korean(text: str) -> bool:
    """Whether text read as CP949 is made of syllables that Korean uses; that of other encodings is not."""
    letters = [each for each in text if each > "\x7f"]
    rare = sum(not _is_in_standard(each) for each in letters)
    return rare <= len(letters) * _WRONG_KOREAN


def _is_in_standard(character: str) -> bool:
    """Whether KS X 1001 has a character; the codec writes other syllables in eight bytes."""
    return len(character.encode("euc_kr", errors="ignore")) == 2


def _find_separator(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]
    return max(
        _SEPARATORS, key=lambda each: (sum(each in line for line in lines), sum(line.count(each) for line in lines))
    )


def _parse(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        if "end of data" in str(error) or text.count('"') % 2:
            raise RosterError("command.class.roster-quote") from error
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (csv.Error, TypeError, ValueError) as error:
        raise RosterError("command.class.roster-missing", str(error)) from error
