"""Threads that wait for others' answers, and that nobody has to wait for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Threads(Generic[Result]):
    """Some threads for work of one kind, in the order in which it is given.

    Unlike those of `concurrent.futures`, they do not keep a process from ending, whatever they wait for.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._given: SimpleQueue[tuple[Callable[[], Result], Future[Result]] | None] = SimpleQueue()
        for _ in range(count):
            Thread(target=self._work, daemon=True).start()

    def submit(self, work: Callable[[], Result]) -> Future[Result]:
        """Have something done; the future has its result or exception."""
        future: Future[Result] = Future()
        self._given.put((work, future))
        return future

    def stop(self) -> None:
        """End the threads once they have done what they have begun; what waits for its turn is cancelled."""
        with suppress(Empty):
            while (given := self._given.get_nowait()) is not None:
                given[1].cancel()
        for _ in range(self._count):
            self._given.put(None)

    def _work(self) -> None:
        while (given := self._given.get()) is not None:
            work, future = given
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 - whoever asks for the result gets it
                future.set_exception(error)
