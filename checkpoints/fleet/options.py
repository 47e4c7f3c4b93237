"""What the options of the fleet's commands mean."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path

from checkpoints.classroom.class_files import add_output_options
from checkpoints.fleet import document
from checkpoints.fleet.command_state import NO_FOLDER, Folder
from checkpoints.fleet.instances import Tag
from checkpoints.fleet.sending import MOST_AT_ONCE, CommandOrder, check_parameters
from checkpoints.fleet.trouble import FleetError
from checkpoints.guide.vocabulary import Invoke
from checkpoints.storage.address import is_address, parse_address

HelpText = Callable[[str], str]
DEFAULT_PAGE = Path("fleet.html")
ATTENDEE_TAG, WAIT_MINUTES = "attendee", 15.0
_FOLDER = "checkpoints-fleet"  # in a bucket that is named without one
_LONGEST_KEY, _LONGEST_VALUE = 127, 256  # of a tag
_DOCUMENT = re.compile(r"[A-Za-z0-9_.:/-]{3,128}")


def add_document_options(parser: argparse.ArgumentParser, help_text: HelpText) -> None:
    """The options of `fleet document`."""
    parser.add_argument("--policies", action="store_true", help=help_text("policies"))
    parser.add_argument("--tag", metavar="KEY=VALUE", help=help_text("tag"))
    parser.add_argument("--bucket", metavar="BUCKET", help=help_text("bucket"))
    parser.add_argument("--document", default=document.NAME, metavar="NAME", help=help_text("name"))


def add_run_options(parser: argparse.ArgumentParser, help_text: HelpText) -> None:
    """The options of `fleet run`."""
    parser.add_argument("--tag", metavar="KEY=VALUE", help=help_text("tag"))
    parser.add_argument("--user", default="ec2-user", metavar="USER", help=help_text("user"))
    parser.add_argument("--place", default="/opt/checkpoints", metavar="FOLDER", help=help_text("place"))
    parser.add_argument("--folder", default="", metavar="FOLDER", help=help_text("folder"))
    parser.add_argument("--invoke", choices=[each.value for each in Invoke], default="never", help=help_text("invoke"))
    parser.add_argument("--bucket", metavar="BUCKET", help=help_text("bucket"))
    parser.add_argument("--document", default=document.NAME, metavar="NAME", help=help_text("name"))
    parser.add_argument("--create-document", action="store_true", help=help_text("create-document"))
    parser.add_argument("--at-once", type=int, default=MOST_AT_ONCE, metavar="COUNT", help=help_text("at-once"))
    _add_class_options(parser, help_text)


def add_collect_options(parser: argparse.ArgumentParser, help_text: HelpText) -> None:
    """The options of `fleet collect`."""
    parser.add_argument("command_id", nargs="?", default="", metavar="COMMAND-ID", help=help_text("command-id"))
    parser.add_argument("--tag", metavar="KEY=VALUE", help=help_text("tag"))
    parser.add_argument("--bucket", metavar="BUCKET", help=help_text("bucket"))
    _add_class_options(parser, help_text)


def _add_class_options(parser: argparse.ArgumentParser, help_text: HelpText) -> None:
    parser.add_argument("--attendee-tag", default=ATTENDEE_TAG, metavar="KEY", help=help_text("attendee-tag"))
    parser.add_argument("--wait", type=float, default=WAIT_MINUTES, metavar="MINUTES", help=help_text("wait"))
    add_output_options(parser, help_text)
    parser.add_argument("--roster", type=Path, metavar="FILE", help=help_text("roster"))
    parser.add_argument("--roster-column", metavar="NAME", help=help_text("column"))
    parser.add_argument("paths", nargs="*", metavar="HAND-IN", help=help_text("paths"))


def write_collect_command(command: str, outputs: Mapping[str, Path], arguments: argparse.Namespace) -> str:
    """The command that goes on with what was sent, as it was begun. arguments: of `fleet run` or `fleet collect`."""
    given = {
        **outputs,
        "tag": arguments.tag,
        "bucket": arguments.bucket,
        "attendee-tag": arguments.attendee_tag if arguments.attendee_tag != ATTENDEE_TAG else None,
        "roster": arguments.roster,
        "roster-column": arguments.roster_column,
        # Whoever did not wait at all may want to now.
        "wait": f"{arguments.wait:g}" if arguments.wait > 0 and arguments.wait != WAIT_MINUTES else None,
    }
    options = [word for name, value in given.items() if value for word in (f"--{name}", str(value))]
    return shlex.join(["checkpoints", "fleet", "collect", command, *options, *arguments.paths])


def parse_tag(text: str | None) -> Tag:
    """A tag as `KEY=VALUE`. Raises FleetError."""
    key, equals, value = (text or "").partition("=")
    key = key.removeprefix("tag:")
    fits = 0 < len(key) <= _LONGEST_KEY and 0 < len(value) <= _LONGEST_VALUE and (key + value).isprintable()
    if not equals or not fits:
        raise FleetError("fleet.no-tag")
    return Tag(key, value)


def parse_bucket(text: str | None) -> Folder:
    """The folder in a bucket that is given by its name or as `s3://BUCKET/FOLDER`. Raises StorageError."""
    if not text:
        return NO_FOLDER
    address = parse_address(text if is_address(text) else f"s3://{text}")
    return Folder(address.bucket, address.key.strip("/") if address.key and address.is_folder else _FOLDER)


def check_document(name: str) -> str:
    """The name of a document, which stands in commands to copy. Raises FleetError."""
    if not _DOCUMENT.fullmatch(name):
        raise FleetError("fleet.parameter", name="--document", pattern=_DOCUMENT.pattern)
    return name


def read_order(arguments: argparse.Namespace, language: str) -> CommandOrder:
    """What `fleet run` is to send. Raises FleetError and StorageError."""
    parameters = {
        "user": arguments.user,
        "place": arguments.place,
        "folder": arguments.folder,
        "invoke": arguments.invoke,
        "language": language,
    }
    check_parameters(parameters)
    if not 1 <= arguments.at_once <= 9_999_999:
        raise FleetError("fleet.parameter", name="--at-once", pattern="1–9999999")
    return CommandOrder(
        parse_tag(arguments.tag),
        check_document(arguments.document),
        parameters,
        parse_bucket(arguments.bucket),
        arguments.at_once,
    )
