"""What a terminal can show, and the way to it while pytest has hold of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import pytest

from checkpoints.report.columns import wrapped
from checkpoints.report.terminal import language_for


def encoding_of(stream: TextIO | None) -> str:
    """The encoding of a stream, ASCII where it tells none."""
    return getattr(stream, "encoding", None) or "ascii"


def encoding(config: pytest.Config) -> str:
    """The encoding of the terminal that pytest writes to."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return encoding_of(getattr(getattr(reporter, "_tw", None), "_file", sys.stdout))


def language_on(stream: TextIO | None, language: str) -> str:
    """The language for a stream: Korean only where its encoding holds Hangul."""
    return language_for(encoding_of(stream), language)


def fitting(text: str, encoding: str) -> str:
    """The text as an encoding can hold it; pytest would write what it cannot as `\\u` escapes."""
    return text.encode(encoding, "replace").decode(encoding)


def show(config: pytest.Config, text: str) -> None:
    """Write a text to the terminal in the middle of a test, wrapped to its width."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    with _released(config):
        for line in wrapped(text, config.get_terminal_writer().fullwidth):
            reporter.write_line(fitting(line, encoding(config)))
        reporter.flush()


def ask(config: pytest.Config, question: str) -> str | None:
    """What a person types after the question; None where there is no terminal to ask on, or nothing is typed."""
    with _released(config):
        if not sys.stdin or not sys.stdin.isatty():
            return None
        try:
            return input(fitting(question, encoding_of(sys.stdout))).strip() or None
        except (EOFError, UnicodeDecodeError):
            return None


@contextmanager
def _released(config: pytest.Config) -> Iterator[None]:
    """Give terminal and keyboard back for a while, and leave pytest's capture as it was."""
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
