"""The help of `checkpoints run`: the options of the checkpoints, and the few of pytest's that attendees need."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from checkpoints.guide.texts import say
from checkpoints.run.options import list_options

# Of pytest and pytest-html, by the name of the text.
_OF_PYTEST: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "select": ("-m", {"metavar": "MARKER"}),
    "html": ("--html", {"metavar": "FILE"}),
    "quiet": ("-q", {"action": "store_true"}),
    "verbose": ("-v", {"action": "store_true"}),
}


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The options, with help in a language."""
    for name, (flag, given) in _OF_PYTEST.items():
        parser.add_argument(flag, help=say(f"option.{name}", language), **given)
    for name, given in list_options().items():
        if name != "lang":  # which every command has
            parser.add_argument(f"--{name}", help=say(f"option.{name}", language), **given)
    parser.epilog = say("option.others", language)
