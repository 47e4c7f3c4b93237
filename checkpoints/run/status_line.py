"""One line at the end of the terminal that is written anew in its place."""

from __future__ import annotations

import os
from contextlib import suppress

from checkpoints.guide.texts.encoding import fit_text
from checkpoints.report.columns import cut_text, measure_width


class StatusLine:
    """The line. terminal: a descriptor; columns: of the terminal."""

    def __init__(self, terminal: int, encoding: str, columns: int) -> None:
        self._terminal = terminal
        self._encoding = encoding
        self._columns = columns
        self._width = 0

    def show(self, text: str) -> None:
        """Write a text in the place of the one that stands there, as far as it fits."""
        line = cut_text(
            fit_text(text, self._encoding), self._columns - 1
        )  # in the last column some terminals go on below
        rest = max(0, self._width - measure_width(line))
        self._write(f"\r{line}{' ' * rest}" + "\b" * rest)
        self._width = measure_width(line)

    def clear(self) -> None:
        """Leave the line empty, with the cursor at its beginning."""
        if self._width:
            self._write(f"\r{' ' * self._width}\r")
            self._width = 0

    def leave(self) -> None:
        """The cursor has gone to another line, since somebody pressed Enter: what was written stays."""
        self._width = 0

    def _write(self, text: str) -> None:
        with suppress(OSError):  # the terminal may be gone
            os.write(self._terminal, text.encode(self._encoding, "replace"))
