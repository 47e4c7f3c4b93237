"""`checkpoints`, or `python -m checkpoints`: the run, and the commands beside it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import checkpoints
from checkpoints.guide.texts import LANGUAGES, say
from checkpoints.guide.texts.encoding import encoding_of, language_for, write_line, write_text
from checkpoints.guide.told_error import ToldError
from checkpoints.report.columns import measure_width, wrap_text
from checkpoints.run import streams
from checkpoints.run.extra import has_offline_extra
from checkpoints.run.interruption import INTERRUPTION
from checkpoints.run.options import HAND_IN_TOKEN, language_before_parsing

USAGE = 2
INTERRUPTED = 130
NOT_INSTALLED = 4
RUN = "run"
COMMANDS = (RUN, "class", "dropbox", "accounts", "fleet", "rehearse", "explain", "remove")


class UsageError(Exception):
    """A command that is not understood; the message is for people."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns its exit code; 2 for a command that is not understood or cannot do its work, 130 for Ctrl-C, and 4, as
    pytest has it, for `run` or for what is not installed.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    language, place = language_before_parsing(given), _find_command(given)
    command = given[place] if place < len(given) else ""
    if command == RUN:
        return _run([*given[:place], *given[place + 1 :]])
    try:
        _check_command(given, command, language)
        if command == "rehearse" and not has_offline_extra():
            write_text(sys.stderr, _say("option.no-extra", language, what="rehearse") + "\n")
            return NOT_INSTALLED
        parser = _make_parser(command, language)
        namespace, more = parser.parsed(given)
        return _start(parser, namespace, more, language)
    except UsageError as error:
        shown = f"{_program()} {command}" if command in COMMANDS else _program()
        write_text(sys.stderr, f"{error}\n{_say('command.more-help', language, command=shown)}\n")
    except ToldError as error:
        write_line(sys.stderr, error.tell(language_for(encoding_of(sys.stderr), language)))
    except KeyboardInterrupt:
        write_line(sys.stderr, say("command.interrupted", language_for(encoding_of(sys.stderr), language)))
        return INTERRUPTED
    return USAGE


def _check_command(given: Sequence[str], command: str, language: str) -> None:
    """Raise UsageError for a command that is none, and for a token in the arguments of one that takes none."""
    if any(map(HAND_IN_TOKEN.search, given)):  # a secret, which no other command knows and many would print
        raise UsageError(_say("option.token-stray", language))
    if command and command not in COMMANDS:
        raise UsageError(_say("command.no-such", language, name=command, known=", ".join(COMMANDS)))


def _find_command(given: Sequence[str]) -> int:
    """The place of the command's name; `--lang` may stand before it."""
    place = 0
    while place < len(given) and given[place].startswith("-"):
        place += 2 if given[place] == "--lang" else 1
    return place


def _program() -> str:
    """What was typed to get here."""
    return "checkpoints" if Path(sys.argv[0]).stem == "checkpoints" else "python -m checkpoints"


class Parser(argparse.ArgumentParser):
    """argparse in the suite's languages. `parsed` raises UsageError; `-h` prints the help and exits with 0."""

    def __init__(self, *, language: str, **given: Any) -> None:
        super().__init__(
            add_help=False, allow_abbrev=False, exit_on_error=False, formatter_class=_formatter(language), **given
        )
        self.language = language
        self._positionals.title = _say("command.arguments", language)
        self._optionals.title = _say("command.options", language)
        self.add_argument("-h", "--help", action="help", help=_say("command.help", language))

    def parsed(self, arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
        """The arguments understood, and further ones that are no options."""
        try:
            namespace, more = self.parse_known_args(arguments)
        except argparse.ArgumentError as error:
            option = error.argument_name or ""
            raise UsageError(_say("command.option-value", self.language, option=option)) from None
        for each in more:
            if each.startswith("-") and each != "-":
                raise UsageError(_say("command.option-unknown", self.language, option=each))
        return namespace, more

    def add_language(self) -> None:
        """Add `--lang`, which has been read by now: what it says here is the help, and that a value is unknown."""
        self.add_argument(
            "--lang",
            type=self._check_language,
            default=argparse.SUPPRESS,
            metavar="|".join(LANGUAGES),
            help=_say("command.lang", self.language),
        )

    def _check_language(self, value: str) -> str:
        if value not in LANGUAGES:
            raise UsageError(_say("command.lang-unknown", self.language, value=value, known=", ".join(LANGUAGES)))
        return value

    def error(self, message: str) -> NoReturn:
        """What argparse does not raise by itself."""
        _, is_missing, arguments = message.partition("arguments are required: ")
        if is_missing:
            raise UsageError(_say("command.missing", self.language, arguments=arguments))
        raise UsageError(_say("command.error", self.language, reason=message))

    def print_help(self, file: Any = None) -> None:
        """The help, on a stream of any encoding."""
        write_text(file or sys.stdout, self.format_help())


def _formatter(language: str) -> Callable[..., argparse.HelpFormatter]:
    prefix_of_usage = _say("command.usage", language)
    wide = measure_width(prefix_of_usage) - len(prefix_of_usage)  # argparse takes each character for one column

    class Formatter(argparse.HelpFormatter):
        def __init__(self, prog: str) -> None:
            import shutil  # takes several modules, for what most commands never show

            super().__init__(prog, width=shutil.get_terminal_size().columns - 2 - wide)

        def _split_lines(self, text: str, width: int) -> list[str]:
            return wrap_text(text, width)

        def _fill_text(self, text: str, width: int, indent: str) -> str:
            return "\n".join(f"{indent}{line}" for line in wrap_text(text, width))

        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[Any],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, prefix or prefix_of_usage)

    return Formatter


def _make_parser(command: str, language: str) -> Parser:
    """The parser of all commands. Only the one that was typed gets its arguments, since they are its module's."""
    parser = Parser(language=language, prog=_program(), description=_say("command.about", language))
    parser.add_argument("--version", action="store_true", help=_say("command.version", language))
    parser.add_language()
    commands = parser.add_subparsers(
        title=_say("command.commands", language),
        dest="command",
        prog=_program(),
        metavar="COMMAND",
        parser_class=Parser,
    )
    for name in COMMANDS:
        about = _say(f"command.{name}", language)
        of_command = commands.add_parser(name, help=about, description=about, language=language)
        if name == command:
            _add_arguments(of_command, command, language)
            of_command.add_language()
    return parser


def _add_arguments(parser: Parser, command: str, language: str) -> None:
    if command == "class":
        from checkpoints.classroom import command as class_command

        class_command.add_arguments(parser, _shown(language))
    elif command == "fleet":
        from checkpoints.fleet import command as fleet_command

        fleet_command.add_arguments(parser, _shown(language), Parser.add_language)
    elif command == "accounts":
        from checkpoints.accounts import command as accounts_command

        accounts_command.add_arguments(parser, _shown(language))
    elif command == "dropbox":
        from checkpoints.classroom import drop_box_command

        drop_box_command.add_arguments(parser, _shown(language))
    elif command == "rehearse":
        from checkpoints.offline import rehearse_command

        rehearse_command.add_arguments(parser, _shown(language))
    elif command == "explain":
        from checkpoints.run import explanation

        explanation.add_arguments(parser, _shown(language))
    elif command == "remove":
        from checkpoints.run import removal

        removal.add_arguments(parser, _shown(language))


def _start(parser: Parser, namespace: argparse.Namespace, more: list[str], language: str) -> int:
    """Run the command that was understood. more: further arguments."""
    if namespace.command in ("class", "explain", "remove"):
        return _start_with_list(namespace, more, language)
    if namespace.command == "fleet" and more and hasattr(namespace, "paths") and not namespace.paths:
        namespace.paths, more = more, []
    if more:
        raise UsageError(_say("command.error", language, reason=" ".join(more)))
    if namespace.command:
        return _start_without_list(namespace, language)
    if namespace.version:
        write_text(sys.stdout, f"{checkpoints.__version__}\n")
        return 0
    parser.print_help(sys.stderr)
    return USAGE


def _start_with_list(namespace: argparse.Namespace, more: list[str], language: str) -> int:
    """Run one of the commands whose last arguments are a list, to which further ones belong."""
    if namespace.command == "class":
        from checkpoints.classroom import command as class_command

        namespace.paths += more
        return class_command.run_class(namespace, language)
    if namespace.command == "explain":
        from checkpoints.run import explanation

        return explanation.run([*namespace.causes, *more], _shown(language))
    from checkpoints.run import removal

    return removal.run(Path(namespace.file), [*namespace.names, *more], namespace.section, _shown(language))


def _start_without_list(namespace: argparse.Namespace, language: str) -> int:
    """Run one of the commands to whose arguments nothing is added any more."""
    if namespace.command == "fleet":
        from checkpoints.fleet import command as fleet_command

        return fleet_command.run_fleet(namespace, language)
    if namespace.command == "accounts":
        from checkpoints.accounts import command as accounts_command

        return accounts_command.run_accounts(namespace, language)
    if namespace.command == "dropbox":
        from checkpoints.classroom import drop_box_command

        return drop_box_command.run_drop_box(namespace, language)
    from checkpoints.offline import rehearse_command

    return rehearse_command.run(namespace, language)


def _run(arguments: list[str]) -> int:
    """Run the checkpoints with pytest's options, and the suite's own configuration, from the current folder."""
    import pytest

    from checkpoints.run import place

    return int(pytest.main([*place.RUN_OPTIONS, *arguments]))


def _shown(language: str) -> str:
    return language_for(encoding_of(sys.stdout), language)


def _say(key: str, language: str, **values: str) -> str:
    return say(key, _shown(language), values)


def run_process() -> int:
    """Run the command of this process. Its exit code: 130 where a signal ended it, but pytest's for `run`."""
    INTERRUPTION.install()
    given = sys.argv[1:]
    if given[_find_command(given) :][:1] == [RUN]:
        return main()  # the plugin looks after the process
    INTERRUPTION.begin_run()
    streams.replace_streams()
    try:
        return main()
    finally:
        streams.flush_streams()


if __name__ == "__main__":
    sys.exit(run_process())
