"""Many looks side by side: bounded in threads and time; nobody's trouble ends another's look."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

from checkpoints.classroom.threads import Threads

T = TypeVar("T")

WORKERS = 100  # nearly all of them wait for an answer at any time
_TICK_S = 0.1


def do_side_by_side(
    works: Sequence[Callable[[], T]],
    within_s: float,
    show: Callable[[int, int], None],
    workers: int,
) -> list[T | BaseException | None]:
    """What each work returned or raised, in their order; None where it had not ended in time.

    show: is told how many of how many have ended; workers: how many are done at once.
    """
    until = time.monotonic() + within_s
    threads = Threads[T](min(workers, len(works)))
    futures = [threads.submit(work) for work in works]
    ended: queue.SimpleQueue[Future[T]] = queue.SimpleQueue()  # asked in turns, since Windows breaks off no waiting
    for future in futures:
        future.add_done_callback(ended.put)
    done = 0
    try:
        while done < len(works) and time.monotonic() < until:
            with suppress(queue.Empty):
                ended.get(timeout=_TICK_S)
                done += 1
                show(done, len(works))
    finally:
        threads.stop()
    return list(map(_find_outcome, futures))


def _find_outcome(future: Future[T]) -> T | BaseException | None:
    if future.cancelled() or not future.done():
        return None
    error = future.exception()
    return future.result() if error is None else error


_WANTED_S = 0.02
_MUCH_S = 0.01  # on average; where threads only wait for answers, it is a tenth of that


class Lateness:
    """How late a thread of this process comes to run while this is on; waiting for an answer makes none late."""

    def __init__(self) -> None:
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="lateness", daemon=True)
        self._began = self._ended = time.monotonic()
        self._times = 0  # that a thread has run which wants to run every `_WANTED_S`

    def __enter__(self) -> Lateness:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = time.monotonic()
        self._is_over.set()

    @property
    def is_much(self) -> bool:
        """Whether threads had to wait for the processor."""
        return (self._times + 1) * (_WANTED_S + _MUCH_S) < self._ended - self._began

    def _watch(self) -> None:
        while not self._is_over.wait(_WANTED_S):
            self._times += 1
