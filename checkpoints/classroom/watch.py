"""`class … --watch`: look again and again, and write the page anew when something has changed."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from types import FrameType
from typing import Protocol

from checkpoints.classroom import summary, walk
from checkpoints.classroom.changes import Changes
from checkpoints.classroom.class_state import ClassState
from checkpoints.classroom.live import HEARTBEAT_S, Live, write_clock
from checkpoints.classroom.progress import ReadingProgress
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import Roster
from checkpoints.classroom.store import Entry, show_nothing
from checkpoints.guide.command_error import CommandError
from checkpoints.guide.texts.encoding import language_on, write_line
from checkpoints.report.wording import Wording


class Write(Protocol):
    """Writes outputs, some or all of them. live: None once the watch has ended. Raises CommandError."""

    def __call__(self, roll: Roll, live: Live | None, *, page_alone: bool = False) -> None: ...


class _Ended(KeyboardInterrupt):
    """A signal asks to end. After a plain KeyboardInterrupt, Python may end by the signal, whoever caught it."""


class Watch:
    """The class while it is watched. read_roster raises CommandError."""

    def __init__(
        self,
        state: ClassState,
        roster: Path | None,
        read_roster: Callable[[], Roster | None],
        write: Write,
        language: str,
        interval: float,
    ) -> None:
        self._state = state
        self._roster_path = roster
        self._read_roster = read_roster
        self._write = write
        self._live = Live(interval)
        self._interval = interval
        self._page_language = language
        self._language = language_on(sys.stdout, language)
        self._wording = Wording(self._language)
        self._changes = Changes(self._wording)
        self._roster = read_roster()
        self._roster_stamp = self._stamp_roster()
        self._roll: Roll | None = None
        self._written_at: float | None = None  # of the monotonic clock; None where something could not be written
        self._reported: set[str] = set()  # faults that last

    def run(self) -> int:
        """Watch until Ctrl-C, or a signal that asks to end. Returns the exit code that the class has then."""
        try:
            with _handling_signals(_interrupt):
                while True:
                    begun = time.monotonic()
                    self.look()
                    used = time.monotonic() - begun
                    time.sleep(max(self._interval - used, used))  # a slow disk gets a rest too
        except KeyboardInterrupt:
            if self._roll is None:
                raise
            with _handling_signals(lambda number, frame: None):  # it ends anyway, within the time that writing takes
                return self._end(self._roll)

    def look(self) -> None:
        """Look once: read what is new, write what has changed, and tell of it."""
        faults: list[CommandError] = []
        is_changed = self._look_at_roster(faults)
        is_changed |= self._look_at_files()
        faults += self._state.faults()
        if self._state.is_complete():
            self._take_in(faults, is_changed=is_changed)
        self._report_faults(faults)

    def _take_in(self, faults: list[CommandError], *, is_changed: bool) -> None:
        """Write and tell what a look has found. faults: grows by what cannot be written."""
        texts = tuple(fault.describe(self._page_language) for fault in faults)
        self._live, before = Live(self._interval, texts), self._live
        is_changed |= self._roll is None or self._live != before
        is_due = is_changed or self._is_old()
        roll = self._state.make_roll(self._roster) if self._roll is None or is_due else self._roll
        lines = self._list_changes(roll)
        self._roll = roll
        if is_due:
            # A line without a change: the time of a clock that was ahead has come.
            is_same = not is_changed and not lines
            self._write_again(roll, page_alone=is_same and self._written_at is not None, faults=faults)
        for line in lines:
            self._say(line)

    def _list_changes(self, roll: Roll) -> list[str]:
        """What has changed, in lines; of the first roll, how the class stands."""
        return list(self._changes.describe_first_look(roll)) if self._roll is None else self._changes.describe(roll)

    def _is_old(self) -> bool:
        return self._written_at is None or time.monotonic() - self._written_at >= HEARTBEAT_S

    def _look_at_roster(self, faults: list[CommandError]) -> bool:
        stamp = self._stamp_roster()
        if stamp == self._roster_stamp:
            return False
        before = self._roster
        try:
            self._roster = self._read_roster()
        except CommandError as fault:
            faults.append(fault)  # it may be on its way; the one that was read counts until then
            return False
        self._roster_stamp = stamp
        return self._roster != before

    def _stamp_roster(self) -> str | None:
        # As it is read: a link is somebody's own here.
        entries = walk.find_files([os.path.realpath(self._roster_path)], frozenset()) if self._roster_path else ()
        return next((each.stamp for each in entries if isinstance(each, Entry)), None)

    def _look_at_files(self) -> bool:
        with ReadingProgress(sys.stderr, self._page_language) as progress:
            return self._state.look(progress.show if self._roll is None else show_nothing)

    def _write_again(self, roll: Roll, *, page_alone: bool, faults: list[CommandError]) -> None:
        self._written_at = None
        try:
            self._write(roll, self._live, page_alone=page_alone)
            self._written_at = time.monotonic()
        except CommandError as fault:
            faults.append(fault)

    def _end(self, roll: Roll) -> int:
        ended = Live(None, self._live.faults) if self._live.faults else None
        try:
            self._write(roll, ended)
        except CommandError as fault:
            self._say(fault.describe(self._language))
        self._say(self._wording.say("watch.ended"))
        for line in summary.write_summary(roll, self._language):
            write_line(sys.stdout, line)
        return roll.exit_code() if self._state.is_whole() else _BROKEN_OFF

    def _report_faults(self, faults: list[CommandError]) -> None:
        now = {fault.describe(self._language) for fault in faults}
        for line in sorted(now - self._reported):
            self._say(line)
        if self._reported and not now:
            self._say(self._wording.say("watch.well"))
        self._reported = now

    def _say(self, line: str) -> None:
        write_line(sys.stdout, f"{write_clock(datetime.now(timezone.utc), self._language)} {line}")


_BROKEN_OFF = 2
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def _interrupt(number: int, frame: FrameType | None) -> None:
    """End as by Ctrl-C: whoever closes the terminal wants the last page too."""
    raise _Ended


@contextmanager
def _handling_signals(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Signals that the process was told to ignore stay ignored."""
    usual = {number: signal.getsignal(number) for number in _SIGNALS}
    in_place = [number for number, before in usual.items() if before in (signal.SIG_DFL, signal.default_int_handler)]
    if threading.current_thread() is not threading.main_thread():
        in_place = []
    for number in in_place:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number in in_place:
            signal.signal(number, usual[number])
