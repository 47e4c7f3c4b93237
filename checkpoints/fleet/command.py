"""`checkpoints fleet document|run|collect`: the suite on many instances at once, from the facilitator's terminal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from checkpoints.classroom.class_files import check_paths, find_outputs
from checkpoints.fleet import document, options
from checkpoints.fleet.trouble import FleetError
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import language_on, write_line
from checkpoints.run.command_parser import CommandParser
from checkpoints.run.streams import print_product
from checkpoints.storage.trouble import AwsError

INTERRUPTED = 130
_COMMAND_ID = 36  # characters
_OPTIONS = {
    "document": options.add_document_options,
    "run": options.add_run_options,
    "collect": options.add_collect_options,
}


def add_arguments(parser: CommandParser, language: str) -> None:
    """The arguments of `document`, `run` and `collect`, with help in a language."""
    actions = parser.add_subparsers(
        title=say("command.commands", language),
        dest="action",
        prog=parser.prog,
        metavar="COMMAND",
        parser_class=CommandParser,
    )
    for name, add_options in _OPTIONS.items():
        about = say(f"fleet.help.{name}", language)
        of_action = actions.add_parser(name, help=about, description=about, language=language)
        add_options(of_action, lambda argument: say(f"fleet.help.{argument}", language).replace("%", "%%"))
        of_action.add_language()
        if name != "document":
            of_action.epilog = say("fleet.help.exit", language)
    parser.epilog = say("fleet.help.exit", language)


def run_fleet(arguments: argparse.Namespace, language: str) -> int:
    """Run `fleet document`, `fleet run` or `fleet collect`.

    Exit code 0: all machines have answered, and all are ready; 1: not all; 2: nothing was read; 130: Ctrl-C. Raises
    CommandError where what was asked for cannot be done.
    """
    if arguments.action == "document":
        return _print_document(arguments)
    if arguments.action in ("run", "collect"):
        return _run(arguments, language)
    raise FleetError("fleet.no-action")


def _print_document(arguments: argparse.Namespace) -> int:
    if not arguments.policies:
        return print_product(document.read_document())
    output = options.parse_bucket(arguments.bucket) if arguments.bucket else document.ANY_FOLDER
    tag = options.parse_tag(arguments.tag) if arguments.tag else document.ANY_TAG
    policies = document.write_policies(options.check_document(arguments.document), output, tag)
    return print_product(json.dumps(policies, indent=2, ensure_ascii=False) + "\n")


def _run(arguments: argparse.Namespace, language: str) -> int:
    """Send where asked for, wait, read and write. Ctrl-C leaves the command running, and says how to go on."""
    order = options.read_order(arguments, language) if arguments.action == "run" else None
    if order is None:
        _check_command_id(arguments.command_id)
    outputs = find_outputs(arguments) or {"html": options.DEFAULT_PAGE}
    check_paths(arguments.paths, outputs, arguments.roster, language)
    from checkpoints.fleet.collecting import Collecting

    collecting = Collecting(arguments, outputs, language)
    try:
        command = collecting.send(order) if order is not None else arguments.command_id
        return collecting.collect(command)
    except KeyboardInterrupt:
        if not collecting.command:
            raise
        _print_next_step(collecting.command, outputs, arguments, language)
        return INTERRUPTED
    except AwsError as error:
        if collecting.command and error.text != "fleet.no-command":
            _print_next_step(collecting.command, outputs, arguments, language)
        raise


def _check_command_id(command: str) -> None:
    if not command:
        raise FleetError("fleet.no-command-id")
    if len(command) != _COMMAND_ID or not command.isascii() or not command.isprintable():
        raise FleetError("fleet.no-command", command=command)


def _print_next_step(command: str, outputs: Mapping[str, Path], arguments: argparse.Namespace, language: str) -> None:
    shown = language_on(sys.stderr, language)
    going_on = options.write_collect_command(command, outputs, arguments)
    write_line(sys.stderr, say("fleet.go-on", shown, {"command": going_on}))
