"""Files that a reader sees whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
import time
from collections.abc import Iterable
from pathlib import Path

_PAUSES_S = (0.05, 0.1, 0.2, 0.4)
_OWN_MODE = 0o600  # reports name people


class UnwritableError(Exception):
    """A file could not be written. path: where to; reason: the system's own words."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def check_replaceable(path: Path) -> None:
    """Raise UnwritableError where something stands that is no regular file, behind symbolic links as well."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise UnwritableError(path, error.strerror or str(error)) from error
    if not stat.S_ISREG(mode):
        raise UnwritableError(path, "Not a regular file")


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Put a UTF-8 text, given in pieces, in place of the file at once: readers see the old one or the new one.

    Folders that are missing are made. Where a symbolic link stands, the file that it leads to is replaced, and the link
    stays. Only its owner may read the file, where the system has modes. Raises UnwritableError; then the old file is
    untouched.
    """
    part: Path | None = None
    try:
        check_replaceable(path)
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Beside the target, since a rename is atomic only within one file system.
            part = target.with_name(f".{target.stem[:40]}-{secrets.token_hex(6)}.part")
            _write_part(part, pieces)
            _rename(part, target)
        finally:
            if part is not None:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableError(path, error.strerror or str(error)) from error


def _write_part(part: Path, pieces: Iterable[str]) -> None:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWN_MODE)
    # A name that came from an undecodable command line or disk holds halves of characters.
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(pieces)


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
