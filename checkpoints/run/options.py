"""The options that the checkpoints add to pytest."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from checkpoints.guide.texts import LANGUAGES, say
from checkpoints.guide.texts.encoding import language_on
from checkpoints.guide.vocabulary import Invoke, Origin

if TYPE_CHECKING:
    import pytest

HAND_IN_TOKEN = re.compile(r"HANDIN[0189][A-Z2-7]{12,}", re.IGNORECASE)
WATCH_MIN = "30"  # where `--watch` names no time
_HELP_INDENT = 24  # where pytest's help writes what an option does
DEFAULT_PAGE = "reports/checkpoint-report.html"


def add_options(parser: pytest.Parser) -> None:
    """Add the options, with help in the language asked for.

    Their values are checked later, so that an error is in the run's language.
    """
    # pytest has replaced sys.stdout by now; help is printed on the original one.
    language = language_on(sys.__stdout__, language_before_parsing(sys.argv[1:]))

    def help_text(option: str) -> str:
        text = say(f"option.{option}", language).replace("%", "%%")
        return _wrap_help(text) if asked_for_help else text

    asked_for_help = not {"-h", "--help"}.isdisjoint(sys.argv)
    group = parser.getgroup("checkpoints", say("option.group", language))
    for name, given in list_options().items():
        group.addoption(f"--{name}", help=help_text(name), **given)


def list_options() -> Mapping[str, Mapping[str, Any]]:
    """The options by name, each with what argparse has to know of it; `option.NAME` is its help."""
    flag = {"action": "store_true"}
    return {
        "offline": flag,
        "scenario": {"metavar": "NAME"},
        "list-scenarios": flag,
        "invoke": {"metavar": _choices(Invoke)},
        "lang": {"metavar": "|".join(LANGUAGES)},
        "attendee": {"metavar": "NAME"},
        "wait": {"metavar": "MINUTES"},
        "watch": {"metavar": "MINUTES", "nargs": "?", "const": WATCH_MIN},
        "origin": {"metavar": _choices(Origin)},
        "hand-in": flag,
        "hand-in-to": {"metavar": "TOKEN|FILE|-"},
    }


def _wrap_help(text: str) -> str:
    """The text in lines of their own, since pytest takes a Korean letter for one column when it wraps."""
    from checkpoints.report.columns import wrap_text

    return "\n".join(wrap_text(text, max(shutil.get_terminal_size().columns - _HELP_INDENT, _HELP_INDENT)))


# By name, as `pytest --markers` shows them: those of the guide, and what ties a test to its row.
MARKERS = {
    "step1": "Amazon Bedrock model access",
    "step2": "IAM policy",
    "step3": "AWS credentials",
    "step4": "Region",
    "checkpoint": "the guide's two boxes",
    "requirement(id)": "the row of the guide that a test proves",
}


def add_markers(config: pytest.Config) -> None:
    """Add the markers of the guide's steps."""
    for name, what in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {what}")


def _choices(choices: type[Enum]) -> str:
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
