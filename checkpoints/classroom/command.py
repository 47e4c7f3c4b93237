"""`python -m checkpoints class PATH…`: read hand-ins, and say how ready the class is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from pathlib import Path

from checkpoints.classroom import page, reading, roster, summary, tables
from checkpoints.classroom.progress import Progress
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.store import StoreError
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import encoding_of, language_for, write_line
from checkpoints.report.files import UnwritableError, check_replaceable, tell_reason, write_files

USAGE = 2
INTERRUPTED = 130
_OUTPUTS = ("html", "csv", "json")


class _UsageError(Exception):
    """What cannot be meant. text: the key of what to say; values: for its placeholders."""

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text, values)
        self.text = text
        self.values = values


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The command's arguments, with help in a language."""

    def help_text(argument: str) -> str:
        return say(f"command.class.{argument}", language)

    parser.add_argument("paths", nargs="*", metavar="PATH", help=help_text("paths"))
    for name in _OUTPUTS:
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=help_text(name))
    parser.add_argument("--roster", type=Path, metavar="FILE", help=help_text("roster"))
    parser.add_argument("--roster-column", metavar="NAME", help=help_text("column"))
    parser.epilog = help_text("exit")


def run_class(arguments: argparse.Namespace, language: str) -> int:
    """Read hand-ins, write the outputs and print the summary.

    Exit code 0: everybody is ready; 1: somebody is not; 2: nothing could be read; 130: Ctrl-C.
    """
    try:
        return _summarise(arguments, language)
    except (_UsageError, StoreError) as error:
        write_line(sys.stderr, say(error.text, language_for(sys.stderr.encoding, language), error.values))
        return USAGE
    except KeyboardInterrupt:
        write_line(sys.stderr, say("command.interrupted", language_for(sys.stderr.encoding, language)))
        return INTERRUPTED


def _summarise(arguments: argparse.Namespace, language: str) -> int:
    outputs: dict[str, Path] = {name: path for name in _OUTPUTS if (path := getattr(arguments, name)) is not None}
    _check_paths(arguments.paths, outputs, arguments.roster, language)
    roll = Roll(roster=_read_roster(arguments.roster, arguments.roster_column, language) if arguments.roster else None)
    own = [str(path) for path in (*outputs.values(), arguments.roster) if path is not None]
    stores = reading.open_stores(arguments.paths, own)
    progress = Progress(sys.stderr, language_for(sys.stderr.encoding, language))
    try:
        for outcome in reading.read_hand_ins(stores, progress.show):
            roll.add(outcome)
    finally:
        progress.remove()
    _write_outputs(roll, outputs, language)
    shown = language_for(sys.stdout.encoding, language)
    for line in summary.summary_lines(roll, shown):
        write_line(sys.stdout, line)
    for path in outputs.values():
        write_line(sys.stdout, say("class.written", shown, {"path": str(path)}))
    return roll.exit_code()


def _check_paths(paths: list[str], outputs: dict[str, Path], names: Path | None, language: str) -> None:
    if not paths:
        raise _UsageError("command.class.no-paths")
    taken = {_real(Path(path)) for path in paths} | ({_real(names)} if names else set())
    for path in outputs.values():
        try:
            check_replaceable(path)
        except UnwritableError as error:
            raise _unwritable(error, language) from error
        if _real(path) in taken:
            raise _UsageError("command.class.same-file", path=str(path))
        taken.add(_real(path))


def _real(path: Path) -> Path:
    """Where a path leads; the path itself where it leads nowhere, which is told when it is read."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle, a NUL
        return path


def _unwritable(error: UnwritableError, language: str) -> _UsageError:
    shown = language_for(encoding_of(sys.stderr), language)
    return _UsageError("command.class.unwritable", path=str(error.path), reason=error.tell_reason(shown))


def _read_roster(path: Path, column: str | None, language: str) -> roster.Roster:
    try:
        return roster.read_roster(path, column)
    except roster.RosterError as error:
        of_system, shown = error.__cause__, language_for(encoding_of(sys.stderr), language)
        reason = tell_reason(of_system, shown) if isinstance(of_system, (OSError, ValueError)) else error.reason
        raise _UsageError(error.text, path=str(path), reason=reason) from error


def _write_outputs(roll: Roll, outputs: dict[str, Path], language: str) -> None:
    now = datetime.now(timezone.utc)
    pieces: dict[str, Callable[[], Iterable[str]]] = {
        "html": lambda: page.render_class(roll, language, now),
        "csv": lambda: tables.csv_rows(roll, language),
        "json": lambda: tables.json_parts(roll, now, language),
    }
    try:
        write_files({path: pieces[name]() for name, path in outputs.items()})
    except UnwritableError as error:
        raise _unwritable(error, language) from error
