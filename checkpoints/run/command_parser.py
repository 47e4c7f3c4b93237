"""The arguments of the commands beside the run, told in the suite's languages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from checkpoints.guide.texts import LANGUAGES, say
from checkpoints.guide.texts.encoding import language_on, write_text
from checkpoints.report.columns import measure_width, wrap_text


class UsageError(Exception):
    """A command that is not understood; the message is for people."""


def find_shown_language(language: str) -> str:
    """A language, or the one that standard output can show."""
    return language_on(sys.stdout, language)


def say_shown(key: str, language: str, **values: str) -> str:
    """A text as standard output can show it."""
    return say(key, find_shown_language(language), values)


class CommandParser(argparse.ArgumentParser):
    """argparse in the suite's languages. `parse` raises UsageError; `-h` prints the help and exits with 0."""

    def __init__(self, *, language: str, **given: Any) -> None:
        super().__init__(
            add_help=False, allow_abbrev=False, exit_on_error=False, formatter_class=_formatter(language), **given
        )
        self.language = language
        self._positionals.title = say_shown("command.arguments", language)
        self._optionals.title = say_shown("command.options", language)
        self.add_argument("-h", "--help", action="help", help=say_shown("command.help", language))

    def parse(self, arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
        """The arguments understood, and further ones that are no options."""
        try:
            namespace, more = self.parse_known_args(arguments)
        except argparse.ArgumentError as error:
            option = error.argument_name or ""
            raise UsageError(say_shown("command.option-value", self.language, option=option)) from None
        for each in more:
            if each.startswith("-") and each != "-":
                raise UsageError(say_shown("command.option-unknown", self.language, option=each))
        return namespace, more

    def add_language(self) -> None:
        """Add `--lang`, which has been read by now: what it says here is the help, and that a value is unknown."""
        self.add_argument(
            "--lang",
            type=self._check_language,
            default=argparse.SUPPRESS,
            metavar="|".join(LANGUAGES),
            help=say_shown("command.lang", self.language),
        )

    def _check_language(self, value: str) -> str:
        if value not in LANGUAGES:
            raise UsageError(say_shown("command.lang-unknown", self.language, value=value, known=", ".join(LANGUAGES)))
        return value

    def error(self, message: str) -> NoReturn:
        """What argparse does not raise by itself."""
        _, is_missing, arguments = message.partition("arguments are required: ")
        if is_missing:
            raise UsageError(say_shown("command.missing", self.language, arguments=arguments))
        raise UsageError(say_shown("command.error", self.language, reason=message))

    def print_help(self, file: Any = None) -> None:
        """The help, on a stream of any encoding."""
        write_text(file or sys.stdout, self.format_help())


def _formatter(language: str) -> Callable[..., argparse.HelpFormatter]:
    prefix_of_usage = say_shown("command.usage", language)
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
