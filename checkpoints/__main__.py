"""`python -m checkpoints`: the commands beside pytest."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import checkpoints
from checkpoints.guide.texts import LANGUAGES, say
from checkpoints.guide.texts.encoding import encoding_of, language_for, write_text
from checkpoints.run import streams
from checkpoints.run.interruption import INTERRUPTION
from checkpoints.run.options import language_before_parsing

PROGRAM = "python -m checkpoints"
USAGE = 2
INTERRUPTED = 130
COMMANDS = ("class", "rehearse", "explain", "remove")


class UsageError(Exception):
    """A command that is not understood; the message is for people."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns its exit code; 2 for a command that is not understood."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = language_before_parsing(given)
    command, rest = _command(given)
    try:
        _check_language(given, language)
        if command == "class":
            return _class(rest, language)
        if command == "rehearse":
            return _rehearse(rest, language)
        if command == "explain":
            return _explain(rest, language)
        if command == "remove":
            return _remove(rest, language)
        return _no_command(command, rest, language)
    except UsageError as error:
        shown = f"{PROGRAM} {command}" if command in COMMANDS else PROGRAM
        write_text(sys.stderr, f"{error}\n{_say('command.more-help', language, command=shown)}\n")
        return USAGE


class Parser(argparse.ArgumentParser):
    """argparse in the suite's languages. `parsed` raises UsageError; `-h` prints the help and exits with 0."""

    def __init__(self, command: str, about: str, language: str) -> None:
        super().__init__(
            prog=f"{PROGRAM} {command}".strip(),
            description=about,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
            formatter_class=_formatter(language),
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

    def error(self, message: str) -> NoReturn:
        """What argparse does not raise by itself."""
        raise UsageError(_say("command.error", self.language, reason=message))

    def print_help(self, file: Any = None) -> None:
        """The help, on a stream of any encoding."""
        write_text(file or sys.stdout, self.format_help())


def _formatter(language: str) -> Callable[..., argparse.HelpFormatter]:
    class Formatter(argparse.HelpFormatter):
        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[Any],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, prefix or _say("command.usage", language))

    return Formatter


def _command(given: list[str]) -> tuple[str, list[str]]:
    """The command's name, "" where there is none, and all arguments but it. `--lang` may stand before it."""
    place = 0
    while place < len(given) and given[place].startswith("-"):
        place += 2 if given[place] == "--lang" else 1
    return (given[place], given[:place] + given[place + 1 :]) if place < len(given) else ("", given)


def _check_language(given: list[str], language: str) -> None:
    for place, argument in enumerate(given):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else None
        if argument == "--lang" and place + 1 < len(given):
            value = given[place + 1]
        if value is not None and value not in LANGUAGES:
            raise UsageError(_say("command.lang-unknown", language, value=value, known=", ".join(LANGUAGES)))


def _class(rest: list[str], language: str) -> int:
    from checkpoints.classroom import command

    parser = Parser("class", _say("command.class", language), language)
    command.add_arguments(parser, _shown(language))
    parser.add_argument("--lang", metavar="|".join(LANGUAGES), help=_say("command.lang", language))
    namespace, more = parser.parsed(rest)
    namespace.paths += more
    return command.run_class(namespace, language)


def _rehearse(rest: list[str], language: str) -> int:
    from checkpoints.offline import rehearse_command

    parser = Parser("rehearse", _say("command.rehearse", language), language)
    rehearse_command.add_arguments(parser, _shown(language))
    namespace, more = parser.parsed(rest)
    if more:
        raise UsageError(_say("command.error", language, reason=" ".join(more)))
    return rehearse_command.run(namespace)


def _explain(rest: list[str], language: str) -> int:
    from checkpoints.run import explanation

    parser = Parser("explain", _say("command.explain", language), language)
    explanation.add_arguments(parser, _shown(language))
    parser.add_argument("--lang", metavar="|".join(LANGUAGES), help=_say("command.lang", language))
    namespace, more = parser.parsed(rest)
    return explanation.run([*namespace.causes, *more], _shown(language))


def _remove(rest: list[str], language: str) -> int:
    from checkpoints.run import removal

    parser = Parser("remove", _say("command.remove", language), language)
    removal.add_arguments(parser, _shown(language))
    parser.add_argument("--lang", metavar="|".join(LANGUAGES), help=_say("command.lang", language))
    namespace, more = parser.parsed(rest)
    return removal.run(Path(namespace.file), [*namespace.names, *more], namespace.section, _shown(language))


def _no_command(command: str, rest: list[str], language: str) -> int:
    if command:
        known = ", ".join(COMMANDS)
        raise UsageError(_say("command.no-such", language, name=command, known=known))
    parser = Parser("", _say("command.about", language), language)
    about = parser.add_argument_group(_say("command.commands", language))
    for name in COMMANDS:
        about.add_argument(name, nargs="?", help=_say(f"command.{name}", language))
    parser.add_argument("--version", action="store_true", help=_say("command.version", language))
    parser.add_argument("--lang", metavar="|".join(LANGUAGES), help=_say("command.lang", language))
    parser.usage = f"{PROGRAM} {'|'.join(COMMANDS)} …"
    namespace, _ = parser.parsed(rest)
    if namespace.version:
        write_text(sys.stdout, f"{checkpoints.__version__}\n")
        return 0
    parser.print_help(sys.stderr)
    return USAGE


def _shown(language: str) -> str:
    return language_for(encoding_of(sys.stdout), language)


def _say(key: str, language: str, **values: str) -> str:
    return say(key, _shown(language), values)


def run_process() -> int:
    """Run the command of this process. Its exit code: 130 where a signal ended it."""
    INTERRUPTION.install()
    INTERRUPTION.begin_run()
    streams.replace_streams()
    try:
        return main()
    except KeyboardInterrupt:
        write_text(sys.stderr, _say("command.interrupted", language_before_parsing(sys.argv[1:])) + "\n")
        return INTERRUPTED
    finally:
        streams.flush_streams()


if __name__ == "__main__":
    sys.exit(run_process())
