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
    workers: int = WORKERS,
) -> list[T | BaseException | None]:
    """What each work returned or raised, in their order; None where it had not ended in time.

    show: is told how many of how many have ended. The threads are daemons: on Ctrl-C nobody waits for them.
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
