"""Web servers of the tests' own, on 127.0.0.1."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote


class Request(NamedTuple):
    """A request. path: decoded, with its query; headers: by name in any case."""

    method: str
    path: str
    body: bytes
    headers: Any


Answer = tuple[int, str, str]  # status, error type of AWS ("" for none), body


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


class Handler(BaseHTTPRequestHandler):
    """Answers without a word on the terminal, to clients that may go away."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the body waits for the client to acknowledge the head

    def log_message(self, *_: object) -> None:
        """The terminal belongs to the tests."""

    def handle(self) -> None:
        with suppress(OSError):
            super().handle()


@contextmanager
def serve_http(handler: type[Handler], certificate: tuple[Path, Path] | None = None) -> Iterator[str]:
    """Serve, and give the address. certificate: files of a certificate and of its key, for TLS."""
    server = _Server(("127.0.0.1", 0), handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serve_answers(answer: Callable[[Request], Answer]) -> Iterator[str]:
    """Serve what a function answers, as AWS sends it; gives the address."""

    class Answering(Handler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, error, text = answer(Request(self.command, unquote(self.path), content, self.headers))
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/xml" if text.startswith("<") else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("x-amzn-RequestId", "1")
            if error:
                self.send_header("x-amzn-ErrorType", error)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_POST  # noqa: N815 - http.server names them

    with serve_http(Answering) as address:
        yield address
