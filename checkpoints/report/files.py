"""Files that a reader sees whole or not at all."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

_PAUSES_S = (0.05, 0.1, 0.2, 0.4)


class UnwritableError(Exception):
    """A file could not be written. path: where to; reason: the system's own words."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Put a UTF-8 text, given in pieces, in place of the file at once: readers see the old one or the new one.

    Folders that are missing are made. Raises UnwritableError; then the old file is untouched.
    """
    # Beside the target, since a rename is atomic only within one file system.
    part = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(6)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # A name that came from an undecodable command line or disk holds halves of characters.
            with part.open("x", encoding="utf-8", errors="replace", newline="") as file:
                file.writelines(pieces)
            _rename(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableError(path, error.strerror or str(error)) from error


def _rename(part: Path, path: Path) -> None:
    """Windows refuses for a moment while a virus scanner or a preview holds the old file."""
    for pause in _PAUSES_S:
        try:
            part.replace(path)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(pause)
        else:
            return
    part.replace(path)
