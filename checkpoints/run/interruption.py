"""Ctrl-C, deferred while code is imported.

Python ends by the signal itself, whoever has caught it, when one comes in while it runs code from a string; every
dataclass is made that way. Then the exit code would not be pytest's.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def defer_interrupt() -> Iterator[None]:
    """Raise KeyboardInterrupt for a Ctrl-C at the end. Only for code that waits for nothing: it cannot be stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's
        return
    caught: list[int] = []
    usual = signal.signal(signal.SIGINT, lambda number, _: caught.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual if usual is not None else signal.SIG_DFL)
    if caught:
        raise KeyboardInterrupt
