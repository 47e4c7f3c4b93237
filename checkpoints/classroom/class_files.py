"""The files of a class command: what is read, and what is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from pathlib import Path

from checkpoints.classroom import page, roster, tables
from checkpoints.classroom.class_error import ClassError
from checkpoints.classroom.live import Live
from checkpoints.classroom.roll import Roll
from checkpoints.guide.texts.encoding import encoding_of, language_for
from checkpoints.report.files import UnwritableError, check_replaceable, tell_reason, write_files

OUTPUTS = ("html", "csv", "json")


class UsageError(ClassError):
    """What cannot be meant, or cannot be done."""


def check_paths(paths: list[str], outputs: dict[str, Path], names: Path | None, language: str) -> None:
    """Hold what is read apart from what is written. names: the roster. Raises UsageError."""
    for path in (*outputs.values(), *([names] if names else [])):
        if path.parts[:1] and path.parts[0].lower() == "s3:":  # as pathlib has `s3://`
            raise UsageError("command.class.in-s3", path=str(path))
    taken = {_real(Path(path)) for path in paths} | ({_real(names)} if names else set())
    for path in outputs.values():
        try:
            check_replaceable(path)
        except UnwritableError as error:
            raise unwritable(error, language) from error
        if _real(path) in taken:
            raise UsageError("command.class.same-file", path=str(path))
        taken.add(_real(path))


def _real(path: Path) -> Path:
    """Where a path leads; the path itself where it leads nowhere, which is told when it is read."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle, a NUL
        return path


def unwritable(error: UnwritableError, language: str) -> UsageError:
    """What to say of an output that cannot be written."""
    shown = language_for(encoding_of(sys.stderr), language)
    return UsageError("command.class.unwritable", path=str(error.path), reason=error.tell_reason(shown))


def read_roster_file(path: Path, column: str | None, language: str) -> roster.Roster:
    """The roster in a file. Raises UsageError."""
    try:
        return roster.read_roster(path, column)
    except roster.RosterError as error:
        of_system, shown = error.__cause__, language_for(encoding_of(sys.stderr), language)
        reason = tell_reason(of_system, shown) if isinstance(of_system, (OSError, ValueError)) else error.reason
        raise UsageError(error.text, path=str(path), reason=reason) from error


def write_outputs(roll: Roll, outputs: dict[str, Path], language: str, live: Live | None = None) -> None:
    """Write the outputs, by `OUTPUTS`, all of them or none. Raises UsageError."""
    now = datetime.now(timezone.utc)
    pieces: dict[str, Callable[[], Iterable[str]]] = {
        "html": lambda: page.render_class(roll, language, now, live),
        "csv": lambda: tables.csv_rows(roll, language),
        "json": lambda: tables.json_parts(roll, now, language),
    }
    try:
        write_files({path: pieces[name]() for name, path in outputs.items()})
    except UnwritableError as error:
        raise unwritable(error, language) from error
