"""`python -m checkpoints class PATH…`: read hand-ins, and say how ready the class is."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from checkpoints.classroom import names, reading, roster, summary
from checkpoints.classroom.class_files import (
    add_output_options,
    check_paths,
    find_outputs,
    print_written,
    read_roster_file,
    write_outputs,
)
from checkpoints.classroom.live import DEFAULT_S, LEAST_S, MOST_S, Live
from checkpoints.classroom.progress import ReadingProgress
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.store import Store
from checkpoints.guide.command_error import CommandError
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import language_on, write_line


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The command's arguments, with help in a language."""

    def help_text(argument: str) -> str:
        return say(f"command.class.{argument}", language)

    parser.add_argument("paths", nargs="*", metavar="PATH", help=help_text("paths"))
    add_output_options(parser, help_text)
    parser.add_argument("--roster", type=Path, metavar="FILE", help=help_text("roster"))
    parser.add_argument("--roster-column", metavar="NAME", help=help_text("column"))
    parser.add_argument("--watch", nargs="?", const="", metavar="SECONDS", help=help_text("watch"))
    parser.epilog = help_text("exit")


def run_class(arguments: argparse.Namespace, language: str) -> int:
    """Read hand-ins, write the outputs and print the summary; with --watch, again and again until Ctrl-C.

    Exit code 0: everybody is ready; 1: somebody is not; 2: nothing could be read. Raises CommandError.
    """
    outputs = find_outputs(arguments)
    interval = _find_interval(arguments)
    if not arguments.paths:
        raise CommandError("command.class.no-paths")
    check_paths(arguments.paths, outputs, arguments.roster, language)
    own = [str(path) for path in (*outputs.values(), arguments.roster) if path is not None]
    stores = reading.open_stores(arguments.paths, own)

    def read_listed() -> roster.Roster | None:
        return read_roster_file(arguments.roster, arguments.roster_column, language) if arguments.roster else None

    if interval is None:
        return _read_once(stores, read_listed(), outputs, language)
    from checkpoints.classroom import class_state, watch

    def write(roll: Roll, live: Live | None, *, page_alone: bool = False) -> None:
        check_paths(arguments.paths, outputs, arguments.roster, language)  # a hand-in may have come under such a name
        first = {name: path for name, path in outputs.items() if name == "html"}
        write_outputs(roll, first, language, live)  # before the tables, which take longer than the page
        if not page_alone:
            write_outputs(roll, {name: path for name, path in outputs.items() if name not in first}, language)

    for path in reading.list_absent(arguments.paths):
        write_line(sys.stdout, say("watch.absent", language_on(sys.stdout, language), {"path": names.plain(path)}))
    state = class_state.ClassState(stores)
    return watch.Watch(state, arguments.roster, read_listed, write, language, interval).run()


def _read_once(stores: list[Store], listed: roster.Roster | None, outputs: dict[str, Path], language: str) -> int:
    roll = Roll(roster=listed)
    with ReadingProgress(sys.stderr, language) as progress:
        for outcome in reading.read_hand_ins(stores, progress.show):
            roll.add(outcome)
    publish_class(roll, outputs, language)
    return roll.exit_code()


def publish_class(roll: Roll, outputs: dict[str, Path], language: str) -> None:
    """Write the outputs, and print what the terminal says about a class and which files were written."""
    write_outputs(roll, outputs, language)
    shown = language_on(sys.stdout, language)
    for line in summary.write_summary(roll, shown):
        write_line(sys.stdout, line)
    print_written(outputs, shown)


def _find_interval(arguments: argparse.Namespace) -> float | None:
    """Seconds between two looks, None for one look alone. What follows --watch and is no number is a path."""
    if arguments.watch is None:
        return None
    try:
        seconds = float(arguments.watch or DEFAULT_S)
    except ValueError:
        arguments.paths.insert(0, arguments.watch)
        return DEFAULT_S
    if not LEAST_S <= seconds <= MOST_S:
        raise CommandError("command.class.watch-seconds", least=str(LEAST_S), most=str(MOST_S))
    return seconds
