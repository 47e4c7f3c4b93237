"""Nothing leaves the machine: a guard below moto that blocks and records every attempt.

botocore wraps a blocked connection in an error of its own, so that only the record can prove that there was none.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from ipaddress import ip_address
from typing import Any
from unittest.mock import patch

LOOPBACK = "127.0.0.1"


class BlockedError(OSError):
    """A rehearsal does not talk to the network."""

    def __init__(self, address: str) -> None:
        super().__init__(errno.ENETUNREACH, f"a rehearsal does not leave this machine: {address}")


class Guard:
    """attempts: every address outside the rehearsal that somebody tried to reach, as `host:port` or a host's name.

    metadata_attempts: the same for link-local addresses, where SDKs look for the metadata service of an instance or a
    container; a machine without one answers nothing there, and nothing leaves it.
    """

    def __init__(self) -> None:
        self.attempts: list[str] = []
        self.metadata_attempts: list[str] = []
        self._ports: set[int] = set()

    def allow(self, port: int) -> None:
        """Let connections through to a port of 127.0.0.1 that the rehearsal has opened."""
        self._ports.add(port)

    def check(self, address: Any) -> None:
        """Raise `BlockedError`, and remember it, unless an address is of the rehearsal."""
        if not isinstance(address, tuple):
            return  # a Unix socket
        host, port = str(address[0]), int(address[1])
        if host == LOOPBACK and port in self._ports:
            return
        (self.metadata_attempts if _is_link_local(host) else self.attempts).append(f"{host}:{port}")
        raise BlockedError(f"{host}:{port}")

    def check_name(self, host: Any) -> None:
        """The same for a name that somebody wants to have resolved; addresses need no resolving."""
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        if name in ("", "localhost", socket.gethostname()) or _is_address(name):
            return
        self.attempts.append(name)
        raise BlockedError(name)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_link_local(host: str) -> bool:
    # fd00:ec2::254 is the metadata service's address on IPv6.
    return _is_address(host) and (ip_address(host).is_link_local or host.startswith("fd00:ec2::"))


@contextmanager
def guard_sockets() -> Iterator[Guard]:
    """Keep every socket of this process on the machine."""
    guard = Guard()
    with ExitStack() as undo:
        for name, position in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
            original = getattr(socket.socket, name)
            undo.enter_context(patch.object(socket.socket, name, _checked(guard, original, position)))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
            undo.enter_context(patch.object(socket, name, _named(guard, getattr(socket, name))))
        yield guard


def _checked(guard: Guard, original: Callable[..., Any], position: int) -> Callable[..., Any]:
    def checked(self: socket.socket, *arguments: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            guard.check(arguments[position])
        return original(self, *arguments)

    return checked


def _named(guard: Guard, original: Callable[..., Any]) -> Callable[..., Any]:
    def named(host: Any, *arguments: Any, **options: Any) -> Any:
        guard.check_name(host)
        return original(host, *arguments, **options)

    return named


@contextmanager
def open_dead_ends() -> Iterator[tuple[int, int]]:
    """Two ports of 127.0.0.1: one that refuses connections, and one that takes them and never answers."""
    with socket.socket() as closed, socket.socket() as silent:
        closed.bind((LOOPBACK, 0))
        silent.bind((LOOPBACK, 0))
        silent.listen(64)
        yield closed.getsockname()[1], silent.getsockname()[1]
