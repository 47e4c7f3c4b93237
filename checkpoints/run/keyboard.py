"""Waiting for somebody to press Enter, where there is a keyboard."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from checkpoints.run import console


class Keyboard:
    """The keyboard of a run. descriptor: None where there is none, or the system has no way to wait for it."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    @property
    def is_there(self) -> bool:
        """Whether somebody may press Enter."""
        return self._descriptor is not None

    def wait(self, seconds: float) -> bool:
        """Wait so long; come back early, with True, once Enter was pressed."""
        until = time.monotonic() + seconds
        if self._descriptor is not None and select.select([self._descriptor], [], [], seconds)[0]:
            # Reading would stop a process in the background.
            if _is_in_foreground(self._descriptor) and os.read(self._descriptor, 4096):
                return True
            self._descriptor = None  # closed, or somebody else's for now
        time.sleep(max(0.0, until - time.monotonic()))
        return False


def _is_in_foreground(descriptor: int) -> bool:
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:
        return False


@contextmanager
def open_keyboard(config: pytest.Config) -> Iterator[Keyboard]:
    """The keyboard, which pytest gives back meanwhile."""
    with console.released(config):
        has_keyboard = os.name == "posix" and sys.stdin is not None and sys.stdin.isatty()
        yield Keyboard(sys.stdin.fileno() if has_keyboard else None)
