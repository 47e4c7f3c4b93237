"""Whether Claude Code reaches AWS by its own proxy, and trusts what answers."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from checkpoints.facts.client_connection import Reach, try_client_connection
from checkpoints.offline import certificate


class _Refuses(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(403)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def inspected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """A host whose certificate no public root signs, and the file of that certificate."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    pem, key = certificate.write_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    with HTTPServer(("127.0.0.1", 0), _Refuses) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}", str(pem)
        server.shutdown()


@pytest.mark.parametrize("extra", ["", "/nowhere/corp.pem", "/"])
def test_a_certificate_of_the_network_s_own_is_not_trusted(inspected: tuple[str, str], extra: str) -> None:
    assert try_client_connection(inspected[0], "", extra) is Reach.UNTRUSTED


def test_it_is_trusted_by_its_own_file_whatever_is_answered(inspected: tuple[str, str]) -> None:
    assert try_client_connection(inspected[0], "", inspected[1]) is Reach.REACHED


def test_the_system_s_certificates_are_trusted_as_well(
    inspected: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", inspected[1])
    assert try_client_connection(inspected[0], "", "") is Reach.REACHED


def test_python_does_not_know_what_a_keychain_holds(
    inspected: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert try_client_connection(inspected[0], "", "") is Reach.UNKNOWN


@pytest.mark.parametrize("proxy", ["", "http://127.0.0.1:9", "nonsense://"])
def test_where_nobody_answers_nothing_is_reached(proxy: str) -> None:
    assert try_client_connection("127.0.0.1:9", proxy, "") is Reach.UNREACHED
