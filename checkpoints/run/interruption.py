"""Ctrl-C and the signals that ask a process to end: what they do before, during and after a run.

Before the run the process ends with one line; during it the run ends as with Ctrl-C, with its report; while the report
is written they are let be, since the run ends anyway. While pytest starts its session it can end no run with a report:
they come in right after that.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from types import FrameType
from typing import Any

_PAUSE_S = 1.0
CODE = 2  # pytest's own, for a run that was interrupted
_SIGNALS = tuple(
    number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
)


class Interrupted(KeyboardInterrupt):
    """A signal asks the run to end.

    It is no plain KeyboardInterrupt: where one comes in while Python runs code from a string, as every dataclass is
    made, Python ends by the signal itself, whoever has caught it, and the exit code is not pytest's.
    """


class _Phase(Enum):
    STARTING = "starting"
    HELD = "held"
    RUNNING = "running"
    ENDING = "ending"


class Interruption:
    """The handlers of this process."""

    def __init__(self) -> None:
        self._usual: dict[int, Any] = {}
        self._phase = _Phase.STARTING
        self._code = CODE
        self._asked_at: float | None = None  # to end
        self._held = 0  # the signal that came in while they are held; 0 for none

    def install(self, code: int = CODE) -> None:
        """Handle the signals from now on; those that the process was told to ignore, by `nohup` say, stay ignored.

        code: with which the process ends where one comes in before the run begins.
        """
        if threading.current_thread() is not threading.main_thread():
            return
        self._phase, self._code, self._asked_at, self._held = _Phase.STARTING, code, None, 0
        for number in _SIGNALS:
            usual = signal.getsignal(number)
            if usual in (signal.SIG_DFL, signal.default_int_handler):
                self._usual[number] = usual
                signal.signal(number, self._handle)

    def begin_run(self) -> None:
        """From now on a signal is raised as `Interrupted`."""
        self._phase = _Phase.RUNNING

    def hold(self) -> None:
        """From now on a signal waits for `release`."""
        if self._phase is _Phase.RUNNING:
            self._phase = _Phase.HELD

    def release(self) -> None:
        """From now on a signal is raised again; so is one that has come in meanwhile."""
        if self._phase is _Phase.HELD:
            self.begin_run()
        if self._held:
            self._handle(self._held, None)

    def end_run(self) -> None:
        """From now on a signal changes nothing."""
        self._phase = _Phase.ENDING

    def remove(self) -> None:
        """Give the signals back to whoever had them; where one has ended the run, the process ends next."""
        if self._asked_at is not None:
            self._ignore()
            return
        while self._usual:
            number, usual = self._usual.popitem()
            if signal.getsignal(number) == self._handle:
                signal.signal(number, usual)

    def _ignore(self) -> None:
        """Let be whatever follows, while Python ends as well, which gives other handlers up first."""
        for number in self._usual:
            signal.signal(number, signal.SIG_IGN)

    def _handle(self, number: int, _: FrameType | None) -> None:
        if self._phase is _Phase.STARTING:
            self._ignore()
            os.write(2, describe_interruption(number).encode())
            raise SystemExit(self._code)
        if self._phase is _Phase.HELD:
            self._held = number
        if self._phase is _Phase.RUNNING:
            now = time.monotonic()
            if self._asked_at is not None and now - self._asked_at < _PAUSE_S:
                return  # right after the first, it would break off what that one began
            self._asked_at = now
            raise Interrupted(signal.Signals(number).name)


INTERRUPTION = Interruption()


def describe_interruption(number: int) -> str:
    """The line for a run that never began."""
    try:
        from checkpoints.guide.texts import say
        from checkpoints.guide.texts.encoding import encoding_of, fit_text, language_for
        from checkpoints.run.options import language_before_parsing

        encoding = encoding_of(sys.__stderr__)
        line = say("option.interrupted", language_for(encoding, language_before_parsing(sys.argv[1:])))
        return f"\n{fit_text(line, encoding)}\n"
    except Exception:  # noqa: BLE001 - the texts themselves may be what was just being imported
        return f"\n{signal.Signals(number).name}\n"


@contextmanager
def defer_interrupt() -> Iterator[None]:
    """Put the signals off to the end. Only for code that waits for nothing: it cannot be stopped.

    What is imported is imported as a whole.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's
        return
    caught: list[int] = []
    note: Callable[[int, FrameType | None], None] = lambda number, _: caught.append(number)  # noqa: E731
    usual = {number: signal.signal(number, note) for number in _SIGNALS if callable(signal.getsignal(number))}
    try:
        yield
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler)
    if caught:
        signal.raise_signal(caught[0])
