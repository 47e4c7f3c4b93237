"""Options of pytest that would show what the run hides: refused, or without effect in a run of the checkpoints."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import language_on
from checkpoints.run import selection
from checkpoints.run.options import HAND_IN_TOKEN, language_before_parsing

# By the name under which pytest keeps an option, and how people write it. What is logged, traced or printed past
# pytest's capture reaches the terminal or a file before anything can be taken out of it.
_REFUSED = {
    "log_cli_level": "--log-cli-level",
    "log_file": "--log-file",
    "log_file_level": "--log-file-level",
    "debug": "--debug",
    "pastebin": "--pastebin",
    "traceconfig": "--trace-config",
    "usepdb": "--pdb",
    "trace": "--trace",
}
_HAND_IN_TO = "--hand-in-to"
_REFUSED_SETTINGS = ("log_cli", "log_cli_level", "log_file", "log_file_level")


def find_revealing_option(config: pytest.Config) -> str | None:
    """The first option or setting in force that cannot be used beside secrets, as people write it."""
    if os.environ.get("PYTEST_DEBUG"):  # the hooks with their arguments, on standard error
        return "PYTEST_DEBUG"
    if getattr(config.option, "capture", "fd") not in ("fd", "sys"):
        return "-s (--capture)"
    given = (shown for name, shown in _REFUSED.items() if getattr(config.option, name, None))
    return next(given, None) or next((f"-o {name}" for name in _REFUSED_SETTINGS if _is_set(config, name)), None)


def _is_set(config: pytest.Config, setting: str) -> bool:
    try:
        return bool(config.getini(setting))
    except (KeyError, ValueError):  # its plugin is switched off
        return False


def refuse_debug_file(pluginmanager: pytest.PytestPluginManager) -> None:
    """Raise UsageError for `--debug` in a run of the checkpoints, before pytest opens and empties its file.

    A pytest that keeps its options elsewhere while it reads them opens it; the run is refused after that.
    """
    config = pluginmanager.get_plugin("pytestconfig")
    known = getattr(config, "known_args_namespace", None)
    if config is None or known is None or not known.debug:
        return
    if selection.leads_there(config, known.file_or_dir, is_module=known.pyargs):
        language = language_on(sys.__stderr__, language_before_parsing(sys.argv[1:]))
        raise pytest.UsageError(say("option.no-leaks", language, {"option": "--debug"}))


def refuse_stray_token(arguments: Sequence[str]) -> None:
    """Raise UsageError for a hand-in token that is not the value of its option.

    pytest would print it among what it does not know. arguments: of the command line, unread.
    """
    for before, argument in zip(("", *arguments), arguments, strict=False):
        is_value = before == _HAND_IN_TO or argument.startswith(f"{_HAND_IN_TO}=")
        if not is_value and HAND_IN_TOKEN.search(argument):
            language = language_on(sys.__stderr__, language_before_parsing([*arguments]))
            raise pytest.UsageError(say("option.token-stray", language))


def silence_tracebacks(config: pytest.Config) -> None:
    """Show no traceback, with its arguments and local variables, and nothing that tests print.

    The checklist at the end has cause and fix of each finding.
    """
    option = config.option
    option.tbstyle, option.reportchars, option.showcapture = "no", "", "no"
    option.showlocals = option.fulltrace = False


def keep_plain_metadata(metadata: dict[str, Any]) -> None:
    """Leave Python, system and packages of what pytest-metadata found, in place.

    Else it shows variables of CI systems, some of which are addresses with passwords.
    """
    packages = metadata.get("Packages", {})
    metadata.clear()
    metadata.update(Python=platform.python_version(), Platform=platform.system(), Packages=packages)
