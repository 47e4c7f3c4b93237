"""Files written in pieces, that a reader sees whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

from checkpoints.report.files import UnwritableError


def write(path: Path, pieces: Iterable[str]) -> None:
    """Put a UTF-8 text, given in pieces, in place of the file at once. Raises UnwritableError; then nothing changed."""
    part = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(6)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # A file's name that is not UTF-8 holds halves of characters.
            with part.open("x", encoding="utf-8", errors="replace", newline="") as file:
                file.writelines(pieces)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableError(path, error.strerror or str(error)) from error
