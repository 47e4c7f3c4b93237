"""A small text file, read without ever raising."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

LIMIT = 1 << 20  # bytes; settings are a few kilobytes


class FileTrouble(str, Enum):
    """Why a file gave no text."""

    ABSENT = "absent"
    NOT_A_FILE = "not-a-file"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    UNDECODABLE = "undecodable"


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's content. text: without a byte order mark, None where `trouble` says why; marked: it had such a mark."""

    path: Path
    text: str | None = None
    trouble: FileTrouble | None = None
    marked: bool = False


def read_text_file(path: Path) -> TextFile:
    """Read a UTF-8 file of at most `LIMIT` bytes."""
    try:
        if not path.exists():
            return TextFile(path, trouble=FileTrouble.ABSENT)
        if not path.is_file():
            return TextFile(path, trouble=FileTrouble.NOT_A_FILE)
        with path.open("rb") as stream:
            content = stream.read(LIMIT + 1)
    except (OSError, ValueError):  # ValueError: a path with a null byte
        return TextFile(path, trouble=FileTrouble.UNREADABLE)
    if len(content) > LIMIT:
        return TextFile(path, trouble=FileTrouble.TOO_LARGE)
    marked = content.startswith(b"\xef\xbb\xbf")
    try:
        return TextFile(path, content.decode("utf-8-sig"), marked=marked)
    except UnicodeDecodeError:
        return TextFile(path, trouble=FileTrouble.UNDECODABLE)
