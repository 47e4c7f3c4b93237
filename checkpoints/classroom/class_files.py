"""The files of a class command: what is read, and what is written."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path

from checkpoints.classroom import class_data, page, roster, table, walk
from checkpoints.classroom.earlier_outputs import OF_CLASS, Outputs, is_earlier_output
from checkpoints.classroom.live import Live
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.store import Entry
from checkpoints.facts.config_files import list_aws_files
from checkpoints.facts.disk import find_home
from checkpoints.guide.command_error import CommandError
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import language_on, write_line
from checkpoints.report.files import UnwritableError, check_replaceable, check_unread, describe_reason, write_files
from checkpoints.storage.address import is_address

OUTPUTS = ("html", "csv", "json")
Pieces = Mapping[str, Iterable[str]]  # of each output, by its name; generators, which begin once they are written


def add_output_options(parser: argparse.ArgumentParser, help_text: Callable[[str], str]) -> None:
    """The options that name what is written. help_text: of an option, by its name."""
    for name in OUTPUTS:
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=help_text(name))


def find_outputs(arguments: argparse.Namespace) -> dict[str, Path]:
    """The files that are to be written, by the names of `OUTPUTS`."""
    return {name: path for name in OUTPUTS if (path := getattr(arguments, name)) is not None}


def check_paths(
    paths: Iterable[str], outputs: Mapping[str, Path], names: Path | None, language: str, earlier: Outputs = OF_CLASS
) -> None:
    """Hold what is read apart from what is written, and what is written from any other file. names: the roster.

    What is read are the paths, the roster, a file that is the standard input, and the AWS CLI's files. Only an empty
    file and an earlier output may be written anew. earlier: how these begin. Raises CommandError.
    """
    of_roster = [names] if names else []
    for path in (*outputs.values(), *of_roster):
        if path.parts[:1] and path.parts[0].lower() == "s3:":  # as pathlib has `s3://`
            raise CommandError("command.class.in-s3", path=str(path))
    named = [*(Path(path) for path in paths if not is_address(path)), *of_roster]
    named += list_aws_files(os.environ, find_home(os.environ))
    _check_apart(outputs.values(), named, language)
    for path in filter(os.path.isfile, outputs.values()):
        _check_present(path, named, earlier)


def _check_apart(outputs: Iterable[Path], named: Iterable[Path], language: str) -> None:
    """Raise CommandError for an output that cannot be written, and where two paths lead to one file."""
    taken = set(map(_real, named))
    for path in outputs:
        try:
            check_replaceable(path)
        except UnwritableError as error:
            raise _unwritable(error, language) from error
        if _real(path) in taken:
            raise CommandError("command.class.same-file", path=str(path))
        taken.add(_real(path))


def _check_present(path: Path, named: list[Path], earlier: Outputs) -> None:
    """Raise CommandError for an output that stands among what was named, under whatever name, or is somebody's file."""
    try:
        check_unread(path, [*named, 0])
        if is_earlier_output(path, earlier):
            return
        check_unread(path, _list_files(named))
    except UnwritableError as error:
        raise CommandError("command.class.same-file", path=str(path)) from error
    if path.stat().st_size:
        raise CommandError("command.class.not-earlier", path=str(path))


def _list_files(named: Iterable[Path]) -> Iterator[str]:
    """Every file in folders that were named, hand-ins and archives among them."""
    return (found.path for found in walk.find_files(map(str, named), frozenset()) if isinstance(found, Entry))


def _real(path: Path) -> Path:
    """Where a path leads; the path itself where it leads nowhere, which is reported when it is read."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle, a NUL
        return path


def _unwritable(error: UnwritableError, language: str) -> CommandError:
    shown = language_on(sys.stderr, language)
    return CommandError("command.class.unwritable", path=str(error.path), reason=error.describe_reason(shown))


def read_roster_file(path: Path, column: str | None, language: str) -> roster.Roster:
    """The roster in a file. Raises CommandError."""
    try:
        return roster.read_roster(path, column)
    except roster.RosterError as error:
        of_system, shown = error.__cause__, language_on(sys.stderr, language)
        reason = describe_reason(of_system, shown) if isinstance(of_system, (OSError, ValueError)) else error.reason
        raise CommandError(error.text, path=str(path), reason=reason) from error


def write_outputs(roll: Roll, outputs: dict[str, Path], language: str, live: Live | None = None) -> None:
    """Write the outputs, by `OUTPUTS`, all of them or none. Raises CommandError."""
    now = datetime.now(timezone.utc)
    pieces: Pieces = {
        "html": page.render_class(roll, language, now, live),
        "csv": table.write_table(roll, language),
        "json": class_data.write_data(roll, now, language),
    }
    write_pieces(outputs, pieces, language)


def write_pieces(outputs: dict[str, Path], pieces: Pieces, language: str) -> None:
    """Write the outputs, all of them or none, each from its pieces. Raises CommandError."""
    try:
        write_files({path: pieces[name] for name, path in outputs.items()})
    except UnwritableError as error:
        raise _unwritable(error, language) from error


def print_written(outputs: Mapping[str, Path], shown: str) -> None:
    """Print which files were written. shown: the terminal's language."""
    for path in outputs.values():
        write_line(sys.stdout, say("class.written", shown, {"path": str(path)}))
