"""How far a fleet is, on the facilitator's terminal: one line over itself, or a line now and then where it is none."""

from __future__ import annotations

import time
from typing import TextIO

from checkpoints.classroom.progress import TerminalLine
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import write_line

_PAUSE_S = 15.0  # between lines where they stay


class FleetProgress:
    """Says how many of how many are done, until it is left."""

    def __init__(self, stream: TextIO, language: str) -> None:
        self._stream = stream
        self._language = language
        self._line = TerminalLine(stream) if stream.isatty() else None
        self._shown = ("", 0.0)

    def show(self, key: str, done: int, every: int) -> None:
        """Say by a text's key that so many of so many are done."""
        text = say(key, self._language, {"done": str(done), "all": str(every)})
        if self._line is not None:
            self._line.write(text)
            return
        shown, when = self._shown
        now = time.monotonic()
        if text != shown and (not shown or done == every or now - when >= _PAUSE_S):
            self._shown = (text, now)
            write_line(self._stream, text)

    def __enter__(self) -> FleetProgress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._line is not None:
            self._line.remove()
