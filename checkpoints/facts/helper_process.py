"""A command that prints credentials, whose output is bounded and which does not outlive the run."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO, Any

LIMIT = 1 << 20  # bytes of each output; credentials are a few kilobytes
_CHUNK = 1 << 16


class HelperOutputError(Exception):
    """A command wrote more than `LIMIT` bytes. kwargs: the credential provider, as botocore's own errors name it."""

    def __init__(self) -> None:
        super().__init__(f"the command wrote more than {LIMIT} bytes")
        self.kwargs = {"provider": "custom-process"}


class HelperProcess:
    """What `ProcessProvider` takes for `subprocess.Popen`.

    environment: the variables of the command, None for those of this process. waits_for_input: it has no terminal to
    ask on, but an input that never comes and never ends, as Claude Code gives such a command: one that asks for a
    password never ends. False gives it an input that is at its end.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        *,
        waits_for_input: bool = True,
        **_: Any,
    ) -> None:
        # A session of its own, so that what the command starts is ended with it; Ctrl-C does not reach it there.
        self._process = subprocess.Popen(  # noqa: S603 - the attendee's own command, split as the AWS CLI splits it
            command,
            stdin=subprocess.PIPE if waits_for_input else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
        self.thread = threading.current_thread()  # that started it, and waits for it
        self.is_late = False
        self._too_much = False
        self._reading = 2  # of its two outputs, how many are still read
        self._is_over = threading.Event()
        self.returncode: int | None = None
        _RUNNING.add(self)

    def communicate(self, limit_s: float | None = None) -> tuple[bytes, bytes]:
        """Wait for its end, and return its output and its errors. Raises HelperOutputError.

        limit_s: after which it is ended, and `is_late`.
        A child that has left its session can hold the outputs open after `end`: nobody waits for it then.
        """
        texts = (bytearray(), bytearray())
        streams: tuple[Any, Any] = (self._process.stdout, self._process.stderr)
        readers = [
            threading.Thread(target=self._read, args=each, name="helper-output", daemon=True)
            for each in zip(streams, texts, strict=True)
        ]
        try:
            for reader in readers:
                reader.start()
            if not self._is_over.wait(limit_s):
                self.is_late = True
                self.end()
            self.returncode = self._process.wait()
        finally:
            _RUNNING.discard(self)
            if self._process.stdin is not None:
                self._process.stdin.close()
        if self._too_much:
            raise HelperOutputError
        return bytes(texts[0]), bytes(texts[1])

    def _read(self, stream: IO[bytes], text: bytearray) -> None:
        with stream:
            while chunk := os.read(stream.fileno(), _CHUNK):
                if len(text) + len(chunk) > LIMIT:
                    self._too_much = True
                    self.end()
                    return
                text += chunk
        with _COUNTING:
            self._reading -= 1
            if not self._reading:
                self._is_over.set()

    def end(self) -> None:
        """End the command and what it has started."""
        with suppress(OSError):  # it has ended by itself
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._is_over.set()


_RUNNING: set[HelperProcess] = set()
_COUNTING = threading.Lock()


def end_helper_processes(thread: threading.Thread | None = None) -> None:
    """End every command that is still running, or those alone that a thread has started."""
    for helper in tuple(_RUNNING):
        if thread in (None, helper.thread):
            helper.end()


atexit.register(end_helper_processes)
