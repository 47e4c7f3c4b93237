"""A web server on 127.0.0.1 whose answers a test gives."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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

    def handle_error(self, *_: Any) -> None:
        """A client that breaks off is nobody's concern here."""


@contextmanager
def serve_answers(answer: Callable[[Request], Answer]) -> Iterator[str]:
    """Serve what a function answers, as AWS sends it; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16  # head and body in one piece: the second would wait for the client's acknowledgement

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

        def log_message(self, *_: object) -> None:
            """The terminal belongs to the tests."""

    server = _Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
