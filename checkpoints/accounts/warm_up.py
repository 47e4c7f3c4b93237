"""Before models are called for one token: what it costs and does, and whether somebody agrees."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TextIO

from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.summary import show_name
from checkpoints.accounts.wording import AccountsWording
from checkpoints.classroom.enumerations import show_first
from checkpoints.guide.texts.encoding import encoding_of, write_text
from checkpoints.report.scrub import Scrubber

_MOST_ROWS = 40
_CONSOLE = "CONIN$" if os.name == "nt" else "/dev/tty"
_YES = ("y", "yes", "예", "네")


def warm_up_lines(accounts: Sequence[AccountResult], language: str) -> Iterator[str]:
    """Which models would be called in which accounts, and what that does; that there are none, where there are none."""
    wording = AccountsWording(language)
    if not accounts:
        yield wording.say("accounts.warm-up.none")
        return
    calls = sum(len(each.cold) for each in accounts)
    yield wording.say("accounts.warm-up.plan", {"calls": str(calls), "accounts": str(len(accounts))})
    yield from (f"  {line}" for line in show_first(accounts, _MOST_ROWS, _name_models, wording))
    yield wording.say("accounts.warm-up.effect")


def _name_models(result: AccountResult) -> str:
    return Scrubber(result.secrets).scrub_text(f"{show_name(result)}: {', '.join(result.cold)}")


def can_ask() -> bool:
    """Whether there is a terminal on which somebody can agree."""
    with _open_terminal() as stream:
        return stream is not None


def ask(question: str) -> bool:
    """Whether somebody says yes on the terminal: standard input may be the credentials' own."""
    with _open_terminal() as stream:
        if stream is None:
            return False
        write_text(sys.stderr, f"{question} ")
        sys.stderr.flush()
        return stream.readline().strip().lower() in _YES


def _open_terminal() -> AbstractContextManager[TextIO | None]:
    if sys.stdin is not None and sys.stdin.isatty():
        return nullcontext(sys.stdin)
    try:
        return open(_CONSOLE, encoding=encoding_of(sys.stdin), errors="replace")  # noqa: PTH123 - a device
    except (OSError, LookupError, ValueError):
        return nullcontext()
