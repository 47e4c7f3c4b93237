"""`checkpoints dropbox s3://BUCKET/CLASS/`: make a token for each attendee, with which hand-ins are uploaded."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from checkpoints.classroom import drop_box_page
from checkpoints.classroom.class_files import Pieces, check_paths, read_roster_file, write_pieces
from checkpoints.classroom.earlier_outputs import OF_DROP_BOX
from checkpoints.classroom.progress import ReadingProgress
from checkpoints.classroom.roster import Roster
from checkpoints.classroom.spreadsheet import START, write_row
from checkpoints.guide.command_error import CommandError
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import language_on, write_line
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.frame import write_moment
from checkpoints.report.shells.commands import write_commands
from checkpoints.report.shells.reader import Reader, Shell
from checkpoints.report.wording import Wording
from checkpoints.storage.address import parse_address
from checkpoints.storage.client import open_access
from checkpoints.storage.drop_box import LONGEST, DropBox, TokenHolder, make_drop_box

_HOURS = "8"
_MOST_HOURS = LONGEST / timedelta(hours=1)
_MOST_PEOPLE = 2_000  # codes for so many take three minutes
_OUTPUTS = {"html": Path("drop-box.html"), "csv": Path("drop-box.csv")}


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The command's arguments, with help in a language."""

    def help_text(argument: str) -> str:
        return say(f"command.dropbox.{argument}", language)

    parser.add_argument("address", metavar="s3://BUCKET/CLASS/", help=help_text("address"))
    parser.add_argument("--roster", type=Path, metavar="FILE", help=help_text("roster"))
    parser.add_argument("--roster-column", metavar="NAME", help=say("command.class.column", language))
    parser.add_argument("--hours", default=_HOURS, metavar="HOURS", help=help_text("hours"))
    parser.add_argument("--region", default="", metavar="REGION", help=help_text("region"))
    for name, path in _OUTPUTS.items():
        parser.add_argument(f"--{name}", type=Path, default=path, metavar="FILE", help=help_text(name))
    parser.epilog = help_text("exit")


def run_drop_box(arguments: argparse.Namespace, language: str) -> int:
    """Make a drop box, and write its list and its page.

    Exit code 0: every token was made and one like them was tried. Raises CommandError where none was made.
    """
    lifetime = _find_lifetime(arguments.hours)
    address = parse_address(arguments.address)
    if arguments.roster is None:
        raise CommandError("drop-box.no-roster")
    outputs = {name: getattr(arguments, name) for name in _OUTPUTS}
    check_paths([], outputs, arguments.roster, language, OF_DROP_BOX)
    people = _list_people(read_roster_file(arguments.roster, arguments.roster_column, language))
    if len(people) > _MOST_PEOPLE:
        raise CommandError("drop-box.too-many", most=str(_MOST_PEOPLE))
    box = make_drop_box(open_access(), address, people, WORKSHOP.section, lifetime, arguments.region)
    with ReadingProgress(sys.stderr, language, text="drop-box.progress") as progress:
        pieces: Pieces = {
            "html": drop_box_page.render_drop_box(box, language, datetime.now(timezone.utc), progress.show),
            "csv": _csv_lines(box.attendees, language),
        }
        write_pieces(outputs, pieces, language)
    for line in _describe(box, outputs, Wording(language_on(sys.stdout, language))):
        write_line(sys.stdout, line)
    return 0


def _find_lifetime(hours: str) -> timedelta:
    try:
        found = float(hours)
    except ValueError:
        found = 0.0
    if not 0 < found <= _MOST_HOURS:  # so is NaN
        raise CommandError("drop-box.hours", most=f"{_MOST_HOURS:g}")
    return timedelta(hours=found)


def _list_people(roster: Roster) -> list[tuple[str, str]]:
    """Everybody's name and group, in the roster's order; a name that stands there twice is two people."""
    return [(name, roster.group(line)) for key, name in roster.people.items() for line in roster.lines(key)]


def _csv_lines(attendees: Iterable[TokenHolder], language: str) -> Iterator[str]:
    """The list to send."""
    yield START
    yield write_row(say(f"drop-box.table.{head}", language) for head in ("name", "token", "command", "group"))
    for each in attendees:
        yield write_row((each.name, each.token, drop_box_page.write_attendee_command(each), each.group))


def _describe(box: DropBox, outputs: dict[str, Path], wording: Wording) -> Iterator[str]:
    place = {"address": str(box.address), "region": box.region, "host": box.host, "count": str(len(box.attendees))}
    yield wording.say("drop-box.made", place)
    yield wording.say("drop-box.ends", {"end": write_moment(box.ends, wording)})
    yield wording.say(f"drop-box.end.{box.end}")
    if not box.is_listed:
        yield wording.say("drop-box.not-listed", place)
    if box.leftover:
        yield wording.say("drop-box.leftover", {"address": box.leftover})
    for path in outputs.values():
        yield wording.say("class.written", {"path": str(path)})
    yield wording.say("drop-box.secret")
    if not drop_box_page.can_draw():
        yield wording.say("drop-box.no-codes")
    yield wording.say("drop-box.then", {"command": _write_command(str(box.address))})


def _write_command(address: str) -> str:
    """The command that reads the class, as it can be typed."""
    shell = Shell.CMD if sys.platform == "win32" else Shell.BASH  # PowerShell reads cmd's quotes as well
    written = write_commands("checkpoints class ADDRESS", Reader(shell), lambda word: word.replace("ADDRESS", address))
    return written.get(shell.value) or written[Shell.BASH.value]
