"""A bar on a terminal while much is being read."""

from __future__ import annotations

import time
from typing import TextIO

from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import language_on, write_text
from checkpoints.report.columns import measure_width

_CELLS = 24
_PAUSE_S = 0.1


class TerminalLine:
    """A line of a terminal that is written over itself."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._columns = 0

    def write(self, text: str) -> None:
        """Write a text in the place of the one that stands there."""
        width = measure_width(text)
        write_text(self._stream, f"\r{text}{' ' * (self._columns - width)}")
        self._columns = max(self._columns, width)

    def remove(self) -> None:
        """Leave the line empty."""
        if self._columns:
            write_text(self._stream, f"\r{' ' * self._columns}\r")
            self._columns = 0


class ReadingProgress:
    """Draws `reading [#####-----] 120/400, 800/s` over itself, until it is left; nothing where there is no terminal.

    text: the key of what stands before the bar.
    """

    def __init__(self, stream: TextIO, language: str, text: str = "class.progress") -> None:
        self._line = TerminalLine(stream)
        self._language = language_on(stream, language)
        self._text = text
        self._started = self._drawn = time.monotonic()
        self._shows = stream.isatty()

    def show(self, done: int, every: int) -> None:
        """Show that so many of so many have been read."""
        now = time.monotonic()
        if self._shows and (done == every or now - self._drawn >= _PAUSE_S):
            self._drawn = now
            self._draw(done, every, now - self._started)

    def __enter__(self) -> ReadingProgress:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.remove()

    def _draw(self, done: int, every: int, seconds: float) -> None:
        full = _CELLS * done // max(every, 1)
        rate = say("class.rate", self._language, {"rate": str(round(done / seconds) if seconds else 0)})
        bar = f"[{'#' * full}{'-' * (_CELLS - full)}]"
        self._line.write(f"{say(self._text, self._language)} {bar} {done}/{every}, {rate}")
