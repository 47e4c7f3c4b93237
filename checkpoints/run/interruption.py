"""Ctrl-C, put off for the moments in which code is imported.

Python ends by the signal itself, whoever has caught it, when one comes in while it runs code from a string; every
dataclass is made that way. Then the exit code would not be pytest's.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """Have a Ctrl-C come in at the end, as KeyboardInterrupt. For what does not wait, since nothing else stops it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's
        return
    came: list[int] = []
    usual = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual if usual is not None else signal.SIG_DFL)
    if came:
        raise KeyboardInterrupt
