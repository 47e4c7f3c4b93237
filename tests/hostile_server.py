"""Servers on 127.0.0.1 that answer whatever they are asked in ways that have no end, or a very late one."""

from __future__ import annotations

import itertools
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

EVERY_S = 0.05  # between the bytes of a slow answer: no timeout that begins anew with each byte ever ends
_PIECE = b"a" * (1 << 16)
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
_MB = 1 << 20


def _slowly(text: bytes) -> Iterator[bytes]:
    for byte in itertools.chain(text, itertools.repeat(ord("a"))):
        time.sleep(EVERY_S)
        yield bytes((byte,))


def _slow_body() -> Iterator[bytes]:
    yield _OK + b"Content-Length: 100000\r\n\r\n"
    yield from _slowly(b"{")


def _slow_continue() -> Iterator[bytes]:
    while True:
        time.sleep(EVERY_S)
        yield b"HTTP/1.1 100 Continue\r\n\r\n"


def _slow_tunnel() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 Connection established\r\n"
    yield from _slowly(b"Via: ")


def _silence() -> Iterator[bytes]:
    while True:
        time.sleep(EVERY_S)
        yield b""


# Each byte comes soon, and the last one never.
SLOW: dict[str, Callable[[], Iterator[bytes]]] = {
    "nothing": _silence,
    "status": lambda: _slowly(b"HTTP/1.1 200 "),
    "header": lambda: itertools.chain((_OK,), _slowly(b"X-Long: ")),
    "body": _slow_body,
    "continue": _slow_continue,
    "tunnel": _slow_tunnel,
}


def _chunk(piece: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(piece), piece)


def _refusal(body: bytes, kind: bytes) -> Iterator[bytes]:
    headers = b"HTTP/1.1 403 Forbidden\r\nContent-Type: %s\r\nx-amzn-errortype: AccessDeniedException\r\n" % kind
    yield headers + b"Content-Length: %d\r\n\r\n" % len(body) + body


def _forever(first: bytes, piece: bytes) -> Iterator[bytes]:
    yield first
    yield from itertools.repeat(piece)


# As fast as it is read, and far more than anybody needs.
LARGE: dict[str, Callable[[], Iterator[bytes]]] = {
    "body": lambda: _forever(_OK + b"\r\n", _PIECE),
    "chunks": lambda: _forever(_OK + b"Transfer-Encoding: chunked\r\n\r\n", _chunk(_PIECE)),
    "promise": lambda: _forever(_OK + b"Content-Length: 1000000000000\r\n\r\n", _PIECE),
    "chunk": lambda: _forever(_OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n", _PIECE),
    "headers": lambda: _forever(_OK, b"X-Again: and again\r\n"),
    "header": lambda: _forever(_OK + b"X-Long: ", _PIECE),
    "continue": lambda: _forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "error-in-json": lambda: _refusal(json.dumps({"message": "no " * 3 * _MB}).encode(), b"application/json"),
    "error-in-xml": lambda: _refusal(
        b"<ErrorResponse><Error><Code>AccessDenied</Code><Message>%s</Message></Error></ErrorResponse>"
        % (b"no " * 3 * _MB),
        b"text/xml",
    ),
}


# What a proxy says to CONNECT: what was to go through the tunnel was never sent.
CLOSED_TUNNELS: dict[str, Callable[[], Iterator[bytes]]] = {
    **{name: SLOW[name] for name in ("nothing", "status", "tunnel")},
    **{name: LARGE[name] for name in ("headers", "header", "continue")},
    "long-status": lambda: _forever(b"HTTP/1.1 200 ", _PIECE),
    "refusal": lambda: iter([b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"]),
    "fault": lambda: iter([b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"]),
    "end": lambda: iter([b""]),
    "noise": lambda: iter([b"\x00\x01\r\n\r\n"]),
    "no-tls": lambda: iter([b"HTTP/1.1 200 OK\r\n\r\n"]),
}


@contextmanager
def hostile_server(answer: Callable[[], Iterator[bytes]]) -> Iterator[int]:
    """Serve an answer to whatever comes, on a port of 127.0.0.1."""
    over = threading.Event()

    def respond(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(1 << 16)
            for piece in answer():
                if over.is_set():
                    return
                connection.sendall(piece)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=respond, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        threading.Thread(target=accept, daemon=True).start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
