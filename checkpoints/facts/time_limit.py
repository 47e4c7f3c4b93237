"""Waits for work no longer than it may take."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

T = TypeVar("T")


class OverdueError(Exception):
    """The work was not done in time."""


def call_within(seconds: float, call: Callable[[], T], name: str) -> T:
    """Call on a thread of its own, and return what it returns or raise what it raises.

    Raises OverdueError when it has not ended after so many seconds. Its thread is left behind then: a daemon, which
    does not keep the process from ending. Resolving a name, connecting and waiting for a process have no other end
    that holds on every system.
    """
    result: Future[T] = Future()

    def work() -> None:
        try:
            result.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised again for the one who waits
            result.set_exception(error)

    threading.Thread(target=work, name=name, daemon=True).start()
    if not wait((result,), max(seconds, 0.0)).done:
        raise OverdueError(name)
    return result.result()
