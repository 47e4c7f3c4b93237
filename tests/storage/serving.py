"""HTTP servers of the tests' own, on 127.0.0.1."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


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
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
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
