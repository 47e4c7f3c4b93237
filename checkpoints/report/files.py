"""Files that a reader sees whole or not at all."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

_PATIENCE_S = (0.05, 0.1, 0.2, 0.4)


class UnwritableError(Exception):
    """A file could not be written. path: where to; reason: the system's own words."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def write(path: Path, text: str) -> None:
    """Put a UTF-8 text in place of the file at once: readers see the old one or the new one.

    Folders that are missing are made. Raises UnwritableError; then the old file is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name that came from an undecodable command line holds halves of characters.
        _replace(path, text.encode("utf-8", errors="replace"))
    except OSError as error:
        raise UnwritableError(path, error.strerror or str(error)) from error


def _replace(path: Path, content: bytes) -> None:
    # Beside the target, since a rename is atomic only within one file system.
    part = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(6)}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
        _rename(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _rename(part: Path, path: Path) -> None:
    """Windows refuses for a moment while a virus scanner or a preview holds the old file."""
    for pause in _PATIENCE_S:
        try:
            part.replace(path)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(pause)
        else:
            return
    part.replace(path)
