"""The options that the checkpoints add to pytest."""

from __future__ import annotations

import os
import sys
from enum import Enum
from typing import TYPE_CHECKING

from checkpoints.guide.texts import LANGUAGES, say
from checkpoints.guide.texts.encoding import encoding_of, language_for
from checkpoints.rules.facts import Invoke

if TYPE_CHECKING:
    import pytest

DEFAULT_PAGE = "reports/checkpoint-report.html"


def add(parser: pytest.Parser) -> None:
    """Add the options, with help in the language asked for.

    Their values are checked later, so that what is wrong with one is told in the run's language.
    """
    # pytest has taken sys.stdout away by now; help is printed on the one below.
    language = language_for(encoding_of(sys.__stdout__), language_before_parsing(sys.argv[1:]))

    def told(option: str) -> str:
        return say(f"option.{option}", language).replace("%", "%%")

    group = parser.getgroup("checkpoints", say("option.group", language))
    group.addoption("--offline", action="store_true", help=told("offline"))
    group.addoption("--scenario", metavar="NAME", help=told("scenario"))
    group.addoption("--list-scenarios", action="store_true", help=told("list-scenarios"))
    group.addoption("--invoke", metavar=_either(Invoke), help=told("invoke"))
    group.addoption("--lang", metavar="|".join(LANGUAGES), help=told("lang"))
    group.addoption("--attendee", metavar="NAME", help=told("attendee"))
    group.addoption("--wait", metavar="MINUTES", help=told("wait"))
    group.addoption("--hand-in", action="store_true", help=told("hand-in"))


def _either(choices: type[Enum]) -> str:
    return "|".join(str(each.value) for each in choices)


def language_before_parsing(arguments: list[str]) -> str:
    """The language for texts that are needed before options are parsed, such as `--help`."""
    for position, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and position + 1 < len(arguments):
            value = arguments[position + 1]
        if value in LANGUAGES:
            return value
    wanted = os.environ.get("CHECKPOINTS_LANG", "")
    return wanted if wanted in LANGUAGES else "ko"
