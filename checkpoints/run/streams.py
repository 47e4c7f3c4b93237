"""Standard streams that are closed, full, or that nobody reads any more: a run goes on without them."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from checkpoints.guide.texts.encoding import write_text

if TYPE_CHECKING:
    import pytest

_NAMES = ("stdout", "stderr")
_UNPRINTED = 2


class ForgivingStream:
    """A stream of text that is written to as long as the system takes it.

    wrapped: the stream itself. error: why it takes nothing more.
    """

    def __init__(self, stream: Any) -> None:
        self.wrapped = stream
        self.error: OSError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.wrapped, name)

    def write(self, text: str) -> int:
        """Write a text, or leave it."""
        if self.error is None:
            try:
                self.wrapped.write(text)
            except OSError as error:
                self._give_up(error)
        return len(text)

    def flush(self) -> None:
        """Have the system take what was written, or leave it."""
        if self.error is None:
            try:
                self.wrapped.flush()
            except OSError as error:
                self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        self.error = error
        # What is left in the buffer goes to nobody; else Python would complain of it when it ends.
        with suppress(OSError, ValueError):
            nobody = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nobody, self.wrapped.fileno())
            os.close(nobody)
            self.wrapped.flush()


def forgive_streams(config: pytest.Config) -> None:
    """Make the standard streams of this process forgiving, and open those that are closed to nobody.

    pytest's capture puts the streams back that it found: it begins anew with these.
    """
    capture = config.pluginmanager.get_plugin("capturemanager")
    if capture is not None:
        capture.stop_global_capturing()
    replace_streams()
    if capture is not None:
        capture.start_global_capturing()
        capture.suspend_global_capture()


def replace_streams() -> None:
    """Put forgiving streams in the place of the standard ones, as they are."""
    _fill_descriptors()
    for name in _NAMES:
        stream = getattr(sys, name)
        if stream is None:
            stream = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the process
        if not isinstance(stream, ForgivingStream):
            setattr(sys, name, ForgivingStream(stream))


def _fill_descriptors() -> None:
    """Open what is closed of the first three descriptors, so that no file of the run gets one of their numbers."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free


def restore_streams() -> None:
    """Put back what stood in the place of the forgiving streams; what was closed stays open to nobody."""
    for name in _NAMES:
        stream = getattr(sys, name)
        if isinstance(stream, ForgivingStream):
            setattr(sys, name, stream.wrapped)


def print_product(text: str) -> int:
    """Print what a command is asked for, and nothing else is left of. Exit code: 0; 2 where it could not be printed."""
    write_text(sys.stdout, text)
    return 0 if flush_streams() is None else _UNPRINTED


def flush_streams() -> OSError | None:
    """Write out what is left. Returns what kept the terminal from showing the run; None where nobody looked on."""
    for name in _NAMES:
        stream = getattr(sys, name)
        if stream is not None:
            stream.flush()
    error = getattr(sys.stdout, "error", None)
    return None if isinstance(error, BrokenPipeError) else error
