"""`checkpoints`, or `python -m checkpoints`: the run, and the commands beside it."""

from __future__ import annotations

import sys

from checkpoints.run.interruption import CODE, INTERRUPTION

USAGE = 2
INTERRUPTED = 130
NOT_INSTALLED = 4
RUN = "run"
if __name__ == "__main__" or sys.argv[0].endswith(("checkpoints", "checkpoints.exe")):
    INTERRUPTION.install(CODE if RUN in sys.argv else INTERRUPTED)  # before the rest is imported

import argparse  # noqa: E402
from collections.abc import Callable, Sequence  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import NamedTuple  # noqa: E402

import checkpoints  # noqa: E402
from checkpoints.guide.command_error import CommandError  # noqa: E402
from checkpoints.guide.launcher import find_launcher  # noqa: E402
from checkpoints.guide.texts import say  # noqa: E402
from checkpoints.guide.texts.encoding import language_on, write_line, write_text  # noqa: E402
from checkpoints.run import streams  # noqa: E402
from checkpoints.run.command_parser import CommandParser, UsageError, find_shown_language, say_shown  # noqa: E402
from checkpoints.run.extra import has_offline_extra  # noqa: E402
from checkpoints.run.options import HAND_IN_TOKEN, language_before_parsing  # noqa: E402

COMMANDS = (RUN, "class", "dropbox", "accounts", "fleet", "rehearse", "explain", "remove")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns its exit code; 2 for a command that is not understood or cannot do its work, 130 for Ctrl-C, and 4, as
    pytest has it, for `run` or for what is not installed.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    language, place = language_before_parsing(given), _find_command(given)
    command = given[place] if place < len(given) else ""
    if command == RUN and not _asks_for_help(given):
        return _run([*given[:place], *given[place + 1 :]])
    try:
        return _run_other(given, command, language)
    except UsageError as error:
        shown = f"{_program()} {command}" if command in COMMANDS else _program()
        write_text(sys.stderr, f"{error}\n{say_shown('command.more-help', language, command=shown)}\n")
    except CommandError as error:
        write_line(sys.stderr, error.describe(language_on(sys.stderr, language)))
    except KeyboardInterrupt:
        write_line(sys.stderr, say("command.interrupted", language_on(sys.stderr, language)))
        return INTERRUPTED
    return USAGE


def _run_other(given: list[str], command: str, language: str) -> int:
    """Run a command other than `run`, or print help."""
    _check_command(given, command, language)
    if command == "rehearse" and not has_offline_extra():
        write_text(sys.stderr, say_shown("option.no-extra", language, what="rehearse") + "\n")
        return NOT_INSTALLED
    return _start(given, _load_command(command), command, language)


def _check_command(given: Sequence[str], command: str, language: str) -> None:
    """Raise UsageError for a command that is none, and for a token in the arguments of one that takes none."""
    # A token is a secret, which no other command knows and many would print.
    if command != RUN and any(map(HAND_IN_TOKEN.search, given)):
        raise UsageError(say_shown("option.token-stray", language))
    if command and command not in COMMANDS:
        raise UsageError(say_shown("command.no-such", language, name=command, known=", ".join(COMMANDS)))


def _asks_for_help(given: Sequence[str]) -> bool:
    return not {"-h", "--help"}.isdisjoint(given)


def _find_command(given: Sequence[str]) -> int:
    """The place of the command's name; `--lang` may stand before it."""
    place = 0
    while place < len(given) and given[place].startswith("-"):
        place += 2 if given[place] == "--lang" else 1
    return place


def _program() -> str:
    """What was typed to get here."""
    is_script = Path(sys.argv[0]).stem == "checkpoints"
    return find_launcher() or ("checkpoints" if is_script else "python -m checkpoints")


def _make_parser(loaded: CommandModule | None, command: str, language: str) -> CommandParser:
    """The parser of all commands. Only the one that was typed gets its arguments, since they are its module's."""
    parser = CommandParser(language=language, prog=_program(), description=say_shown("command.about", language))
    parser.add_argument("--version", action="store_true", help=say_shown("command.version", language))
    parser.add_language()
    commands = parser.add_subparsers(
        title=say_shown("command.commands", language),
        dest="command",
        prog=_program(),
        metavar="COMMAND",
        parser_class=CommandParser,
    )
    for name in COMMANDS:
        about = say_shown(f"command.{name}", language)
        of_command = commands.add_parser(name, help=about, description=about, language=language)
        if loaded is not None and name == command:
            loaded.add_arguments(of_command, find_shown_language(language))
            of_command.add_language()
    return parser


class CommandModule(NamedTuple):
    """What a command's module does.

    add_arguments: to its parser, with help in a language. run: what was understood, in a language, to its exit code.
    """

    add_arguments: Callable[[CommandParser, str], None]
    run: Callable[[argparse.Namespace, str], int]


def _load_command(name: str) -> CommandModule | None:
    """The command that was typed: the modules of the others stay away. None where none was."""
    if name == RUN:
        from checkpoints.run import run_help

        return CommandModule(run_help.add_arguments, lambda *_: USAGE)  # with its help alone it comes here
    if name == "class":
        from checkpoints.classroom import command as class_command

        return CommandModule(class_command.add_arguments, class_command.run_class)
    if name == "dropbox":
        from checkpoints.classroom import drop_box_command

        return CommandModule(drop_box_command.add_arguments, drop_box_command.run_drop_box)
    if name == "accounts":
        from checkpoints.accounts import command as accounts_command

        return CommandModule(accounts_command.add_arguments, accounts_command.run_accounts)
    if name == "fleet":
        from checkpoints.fleet import command as fleet_command

        return CommandModule(fleet_command.add_arguments, fleet_command.run_fleet)
    if name == "rehearse":
        from checkpoints.offline import rehearse_command

        return CommandModule(rehearse_command.add_arguments, rehearse_command.serve_scenario)
    if name == "explain":
        from checkpoints.run import explanation

        return CommandModule(explanation.add_arguments, explanation.explain_causes)
    if name == "remove":
        from checkpoints.run import removal

        return CommandModule(removal.add_arguments, removal.remove_settings)
    return None


# Arguments that are lists: words behind an option belong to them as well, which argparse leaves over.
_LISTS = ("paths", "causes", "names")


def _start(given: list[str], loaded: CommandModule | None, command: str, language: str) -> int:
    """Run what was typed."""
    parser = _make_parser(loaded, command, language)
    namespace, more = parser.parse(given)
    for name in _LISTS:
        if more and hasattr(namespace, name):
            setattr(namespace, name, [*getattr(namespace, name), *more])
            more = []
    if more:
        raise UsageError(say_shown("command.error", language, reason=" ".join(more)))
    if loaded is not None:
        return loaded.run(namespace, language)
    if namespace.version:
        return streams.print_product(f"{checkpoints.__version__}\n")
    parser.print_help(sys.stderr)
    return USAGE


def _run(arguments: list[str]) -> int:
    """Run the checkpoints with pytest's options, and the suite's own configuration, from the current folder."""
    import pytest

    from checkpoints.run import place

    return int(pytest.main([*place.RUN_OPTIONS, *arguments]))


def run_process() -> int:
    """Run the command of this process. Its exit code: 130 where a signal ended it, but pytest's for `run`."""
    INTERRUPTION.install()
    given = sys.argv[1:]
    if given[_find_command(given) :][:1] == [RUN] and not _asks_for_help(given):
        return main()  # the plugin looks after the process
    INTERRUPTION.begin_run()
    streams.replace_streams()
    try:
        return main()
    finally:
        error = streams.flush_streams()
        if error is not None:
            from checkpoints.report.files import describe_reason

            language = language_on(sys.stderr, language_before_parsing(given))
            write_line(
                sys.stderr, say("option.terminal-unwritable", language, {"reason": describe_reason(error, language)})
            )


if __name__ == "__main__":
    sys.exit(run_process())
