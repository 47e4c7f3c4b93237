"""The terminal that pytest writes to: its encoding, and texts and questions on it while pytest captures output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

import pytest

from checkpoints.guide.launcher import find_launcher
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import encoding_of, fit_text, language_on
from checkpoints.report.columns import wrap_text

if TYPE_CHECKING:
    from checkpoints.run.waiting_line import WaitingLine

_MOST_INPUT = 1 << 16


def terminal_encoding(config: pytest.Config) -> str:
    """The encoding of the terminal that pytest writes to."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return encoding_of(getattr(getattr(reporter, "_tw", None), "_file", sys.stdout))


class WatchedTerminal:
    """The terminal that somebody watches, and the text on it that says what is waited for.

    say: the text of a key, in the terminal's language. descriptor: one that stays while pytest captures output; None
    where nobody watches. is_waited_on: whether a test that waits says so.
    """

    def __init__(self, config: pytest.Config, say: Callable[[str], str]) -> None:
        self.descriptor = _open_terminal(os.environ)
        self.is_waited_on = True
        self._config = config
        self._say = say
        self._line: WaitingLine | None = None

    def begin_waiting(self) -> None:
        """Show, in a second, that AWS is asked."""
        if self.descriptor is None or not self.is_waited_on:
            return
        if self._line is None:
            self._line = self._make_line(self.descriptor, "checklist.asking")
        self._line.begin()

    def end_waiting(self) -> None:
        """Take that back, before anything else is written to the terminal."""
        if self._line is not None:
            self._line.end()

    @contextmanager
    def waiting(self, key: str) -> Iterator[None]:
        """Show a text, in a second, while something goes on that is no test."""
        if self.descriptor is None:
            yield
            return
        line = self._make_line(self.descriptor, key)
        line.begin()
        try:
            yield
        finally:
            line.end()

    def _make_line(self, terminal: int, key: str) -> WaitingLine:
        from checkpoints.run.waiting_line import WaitingLine

        encoding, writer = terminal_encoding(self._config), self._config.get_terminal_writer()
        text = fit_text(self._say(key), encoding)
        return WaitingLine(terminal, text, encoding, writer.fullwidth, lambda: writer.width_of_current_line)

    def close(self) -> None:
        """Take everything back; nothing is shown any more."""
        self.end_waiting()
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None


def _open_terminal(variables: Mapping[str, str]) -> int | None:
    if variables.get("CI") or variables.get("TERM") == "dumb":
        return None
    with suppress(OSError, ValueError, AttributeError):
        if sys.stdout.isatty():
            return os.dup(sys.stdout.fileno())
    return None


def refuse_command(key: str, language: str, **values: object) -> NoReturn:
    """Refuse a command that cannot be meant: pytest prints the usage error on stderr and exits with 4."""
    shown = {"run": find_launcher() or "pytest", **{name: str(value) for name, value in values.items()}}
    text = say(f"option.{key}", language_on(sys.stderr, language), shown)
    raise pytest.UsageError(fit_text(text, encoding_of(sys.stderr))) from None


def show_text(config: pytest.Config, text: str) -> None:
    """Write a text to the terminal in the middle of a test, wrapped to its width.

    It is made to fit the encoding, since pytest would write what that cannot hold as `\\u` escapes.
    """
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    with released(config):
        for line in wrap_text(text, config.get_terminal_writer().fullwidth):
            reporter.write_line(fit_text(line, terminal_encoding(config)))
        reporter.flush()


def show_lines(config: pytest.Config, lines: Iterable[str]) -> None:
    """Write lines to the terminal that fit it already."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        for line in lines:
            reporter.write_line(line)
        reporter.flush()


def ask_person(config: pytest.Config, question: str) -> str | None:
    """What a person types after the question; None where there is no terminal to ask on, or nothing is typed."""
    with released(config):
        if not sys.stdin or not sys.stdin.isatty():
            return None
        try:
            return input(fit_text(question, encoding_of(sys.stdout))).strip() or None
        except (EOFError, UnicodeDecodeError):
            return None


def read_secret(config: pytest.Config, question: str) -> str:
    """What standard input has, at most 64 KB; on a terminal, a line that is typed unseen after the question."""
    with released(config):
        try:
            if not sys.stdin:
                return ""
            if not sys.stdin.isatty():
                return sys.stdin.read(_MOST_INPUT)
            from getpass import getpass

            return getpass(fit_text(question, encoding_of(sys.stdout)))
        except (OSError, EOFError, UnicodeDecodeError):
            return ""


@contextmanager
def released(config: pytest.Config) -> Iterator[None]:
    """Suspend pytest's capture for a while, and leave it as it was."""
    capture = config.pluginmanager.get_plugin("capturemanager")
    if capture is None:
        yield
        return
    capturing = _is_capturing(capture)
    capture.suspend_global_capture(in_=True)
    try:
        yield
    finally:
        capture.resume_global_capture()
        if not capturing:
            capture.suspend_global_capture()


def _is_capturing(capture: object) -> bool:
    """Whether pytest captures just now: during a test it does, before and after it only holds the keyboard.

    A pytest that does not tell captures again from the next test on.
    """
    is_started = getattr(getattr(capture, "_global_capturing", None), "is_started", None)
    return is_started is not None and bool(is_started())
