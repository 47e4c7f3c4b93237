"""Many looks side by side: bounded in threads and time; nobody's trouble ends another's look."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

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

    show: is told how many of how many have ended; workers: how many are done at once. The threads are daemons: on
    Ctrl-C nobody waits for them.
    """
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    ended: queue.SimpleQueue[tuple[int, T | BaseException]] = queue.SimpleQueue()
    for place in range(len(works)):
        waiting.put(place)
    until = time.monotonic() + within_s

    def work() -> None:
        while time.monotonic() < until:
            try:
                place = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                ended.put((place, works[place]()))
            except BaseException as error:  # noqa: BLE001 - handed over
                ended.put((place, error))

    for _ in range(min(workers, len(works))):
        threading.Thread(target=work, name="looking", daemon=True).start()
    found: list[T | BaseException | None] = [None] * len(works)
    done = 0
    while done < len(works) and time.monotonic() < until:
        try:
            place, result = ended.get(timeout=_TICK_S)
        except queue.Empty:
            continue
        found[place] = result
        done += 1
        show(done, len(works))
    return found


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
