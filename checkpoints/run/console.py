"""The terminal that pytest writes to: its encoding, and texts and questions on it while pytest captures output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TextIO

import pytest

from checkpoints.guide.texts.encoding import encoding_of, fit_text, language_for
from checkpoints.report.columns import wrap_text

_MOST_INPUT = 1 << 16


def terminal_encoding(config: pytest.Config) -> str:
    """The encoding of the terminal that pytest writes to."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return encoding_of(getattr(getattr(reporter, "_tw", None), "_file", sys.stdout))


def open_terminal(variables: Mapping[str, str]) -> int | None:
    """A descriptor of the terminal that stays while pytest captures output; None where nobody watches one."""
    if variables.get("CI") or variables.get("TERM") == "dumb":
        return None
    with suppress(OSError, ValueError, AttributeError):
        if sys.stdout.isatty():
            return os.dup(sys.stdout.fileno())
    return None


def language_of(stream: TextIO | None, language: str) -> str:
    """The language for a stream: Korean only where its encoding holds Hangul."""
    return language_for(encoding_of(stream), language)


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
