"""A text on the terminal while a test waits for AWS, gone once there is an answer."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress

from checkpoints.report.columns import measure_width

AFTER_S = 1.0


class WaitingLine:
    """The text. columns: of the terminal; find_column: the columns that pytest has written of its line."""

    def __init__(self, terminal: int, text: str, encoding: str, columns: int, find_column: Callable[[], int]) -> None:
        self._terminal = terminal
        self._text = text.encode(encoding, "replace")
        self._width = measure_width(text)
        self._columns = columns
        self._find_column = find_column
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._erase = b""

    def begin(self) -> None:
        """Show the text in a second, unless `end` comes first."""
        self.end()
        self._timer = threading.Timer(AFTER_S, self._show)
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        """Take the text back."""
        if self._timer is None:
            return
        self._timer.cancel()
        with self._lock:
            self._timer = None
            self._write(self._erase)
            self._erase = b""

    def _show(self) -> None:
        with self._lock:
            if self._timer is None or self._erase:
                return
            column = self._find_column() % self._columns
            blank = b" " * self._width
            if column + 1 + self._width < self._columns:
                back = b"\b" * (self._width + 1)
                self._write(b" " + self._text)
                self._erase = back + b" " + blank + back
            else:  # on a line of its own, and back up again
                self._write(b"\n" + self._text)
                self._erase = b"\r" + blank + b"\r\x1b[A" + (f"\x1b[{column}C".encode() if column else b"")

    def _write(self, content: bytes) -> None:
        with suppress(OSError):  # the terminal may be gone
            os.write(self._terminal, content)
