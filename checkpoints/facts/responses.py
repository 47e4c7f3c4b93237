"""HTTP responses, read within a time and a size, whoever sends them.

A socket's timeout begins anew with every byte. Here it bounds a whole response: status, headers, body, and whatever
`100 Continue` comes before. The metadata service, a container's endpoint, STS, the SSO portal and a proxy's answer to
CONNECT are read by it as well as Bedrock.
"""

from __future__ import annotations

import http.client
import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

LIMIT = 1 << 20  # bytes of a response; the list of inference profiles is a tenth of that


class ResponseTooLargeError(Exception):
    """A response has more bytes than are read. Not an OSError, which botocore would try again.

    status: its HTTP status, None where the response never came so far.
    """

    def __init__(self, status: int | None) -> None:
        super().__init__(f"the response has more than {_ALLOWANCE.bytes} bytes")
        self.status = status


class _Allowance(threading.local):
    """How many bytes of a response one thread reads."""

    def __init__(self) -> None:
        self.bytes = LIMIT


_ALLOWANCE = _Allowance()


@contextmanager
def allow_bytes(most: int) -> Iterator[None]:
    """Let this thread read responses of so many bytes, where they are asked for inside."""
    before, _ALLOWANCE.bytes = _ALLOWANCE.bytes, most
    try:
        yield
    finally:
        _ALLOWANCE.bytes = before


class Slowness(threading.local):
    """What one thread has seen of slow responses, since some credential providers keep it to themselves.

    silent: a response did not begin in time; unfinished: one began, and did not end in time.
    """

    def __init__(self) -> None:
        self.silent = self.unfinished = False


SLOWNESS = Slowness()


class Tunnel(threading.local):
    """What one thread knows of a proxy's tunnel. is_last: a proxy's answer was the last, or is still being read.

    What was to go through the tunnel was then never sent.
    """

    def __init__(self) -> None:
        self.is_last = False


TUNNEL = Tunnel()


class BoundedResponse(http.client.HTTPResponse):
    """A response that ends with TimeoutError or ResponseTooLargeError where its sender does not end it."""

    def __init__(self, sock: Any, *arguments: Any, **options: Any) -> None:
        TUNNEL.is_last = True  # until `begin`, which http.client does not call for an answer to CONNECT
        self._bytes = _BoundedBytes(sock)
        source: Any = _Source(self._bytes)
        super().__init__(source, *arguments, **options)

    def begin(self) -> None:
        """Read status and headers, and refuse a body that says itself that it is too large."""
        TUNNEL.is_last = False
        super().begin()
        self._bytes.status = self.status
        if self.length is not None and self.length > self._bytes.most:
            raise ResponseTooLargeError(self.status)


class _Source:
    """What `http.client.HTTPResponse` takes for a socket: it makes a file of it, and no more."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._raw)


class _BoundedBytes(io.RawIOBase):
    """The bytes of one response, off a socket whose timeout is the time for all of them.

    most: how many are read; status: once it is known.
    """

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._bytes = sock.makefile("rb", buffering=0)
        self._timeout: float | None = sock.gettimeout()
        self._until = time.monotonic() + (self._timeout or 0.0)
        self._count = 0
        self.most = _ALLOWANCE.bytes
        self.status: int | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._count > self.most:
            raise ResponseTooLargeError(self.status)
        try:
            count: int | None = self._read_in_time(buffer)
        except TimeoutError:
            SLOWNESS.unfinished |= self._count > 0
            SLOWNESS.silent |= self._count == 0
            raise
        self._count += count or 0
        return count

    def _read_in_time(self, buffer: Any) -> int | None:
        if self._timeout is None:
            return self._bytes.readinto(buffer)  # type: ignore[no-any-return]
        left_s = self._until - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("the response took too long")
        self._sock.settimeout(left_s)
        try:
            return self._bytes.readinto(buffer)  # type: ignore[no-any-return]
        finally:
            with suppress(OSError):  # closed in the meantime
                self._sock.settimeout(self._timeout)

    def close(self) -> None:
        self._bytes.close()
        super().close()
