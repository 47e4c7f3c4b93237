"""A small text file, read without ever raising or waiting.

Devices, pipes and sockets are never read: a device may have no end, and a pipe nobody who writes into it.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
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
    """A file's content.

    text: without a byte order mark, None where `trouble` says why; marked: it had such a mark.
    garbled: of a file that is not UTF-8, with what could not be decoded replaced.
    """

    text: str | None = None
    trouble: FileTrouble | None = None
    marked: bool = False
    garbled: str = field(default="", repr=False)


def read_text_file(path: Path) -> TextFile:
    """Read a regular file of at most `LIMIT` bytes of UTF-8, symbolic links followed."""
    try:
        content = _read_regular_file(path)
    except OSError as error:
        absent = error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
        return TextFile(trouble=FileTrouble.ABSENT if absent else FileTrouble.UNREADABLE)
    except ValueError:  # a path with a null byte
        return TextFile(trouble=FileTrouble.UNREADABLE)
    if content is None:
        return TextFile(trouble=FileTrouble.NOT_A_FILE)
    if len(content) > LIMIT:
        return TextFile(trouble=FileTrouble.TOO_LARGE)
    marked = content.startswith(b"\xef\xbb\xbf")
    try:
        return TextFile(content.decode("utf-8-sig"), marked=marked)
    except UnicodeDecodeError:
        return TextFile(trouble=FileTrouble.UNDECODABLE, garbled=content.decode("utf-8", "replace"))


def read_content(path: Path, limit: int = LIMIT) -> bytes | None:
    """What a regular file of at most so many bytes holds; None for everything else."""
    try:
        content = _read_regular_file(path, limit)
    except (OSError, ValueError):
        return None
    return content if content is not None and len(content) <= limit else None


def _read_regular_file(path: Path, limit: int = LIMIT) -> bytes | None:
    """The first `limit` bytes and one more, None where it is no regular file. Raises OSError and ValueError."""
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    # What has taken the file's place since then is not waited for either.
    with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            return None
        return stream.read(limit + 1)


_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
