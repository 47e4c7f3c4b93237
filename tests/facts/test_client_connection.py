"""Whether Claude Code reaches AWS by its own proxy, and trusts what answers."""

from __future__ import annotations

import base64
import os
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from checkpoints.facts import client_connection
from checkpoints.facts.client_connection import (
    ConnectionOutcome,
    is_broken_certificate,
    join_bundles,
    try_client_connection,
)
from checkpoints.offline import certificate
from tests.lengths import choose_cases
from tests.processes import LIMIT_S


class _Refuses(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(403)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def busy_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection may take its time while other tests run, and leaves the system's hundreds of certificates out."""
    monkeypatch.setattr(client_connection, "LIMIT_S", LIMIT_S)
    monkeypatch.setattr(client_connection, "_SYSTEM_FOLDERS", ())


@pytest.fixture
def inspected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """A host whose certificate no public root signs, and the file of that certificate."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    pem, key = certificate.write_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    with HTTPServer(("127.0.0.1", 0), _Refuses) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"127.0.0.1:{server.server_port}", str(pem)
        server.shutdown()


# The file of NODE_EXTRA_CA_CERTS, or that of the system's certificates; the system; what comes of it.
CASES: dict[str, tuple[str, str, str, ConnectionOutcome]] = {
    "a certificate of the network's own": ("", "", "linux", ConnectionOutcome.UNTRUSTED),
    "a file that is not there": ("/nowhere/corp.pem", "", "linux", ConnectionOutcome.UNTRUSTED),
    "a folder": ("/", "", "linux", ConnectionOutcome.UNTRUSTED),
    "its own file, whatever is answered": ("{pem}", "", "linux", ConnectionOutcome.REACHED),
    "a file of the system": ("", "{pem}", "linux", ConnectionOutcome.REACHED),
    "a keychain, whose content Python does not know": ("", "", "darwin", ConnectionOutcome.UNKNOWN),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_trusted(case: str, inspected: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    extra, of_system, platform, reach = CASES[case]
    host, pem = inspected
    monkeypatch.setattr("sys.platform", platform)
    if of_system:
        monkeypatch.setenv("SSL_CERT_FILE", of_system.format(pem=pem))
    assert try_client_connection(host, "", extra.format(pem=pem)) is reach


# How the certificate stands in the file of NODE_EXTRA_CA_CERTS, and what comes of it.
BROKEN = "-----BEGIN CERTIFICATE-----\nxxx\n-----END CERTIFICATE-----\n"
WRITTEN: dict[str, tuple[str, ConnectionOutcome]] = {
    "behind words": ("# ours\n{pem}", ConnectionOutcome.REACHED),
    "behind one that is broken": (f"{BROKEN}{{pem}}", ConnectionOutcome.REACHED),
    "behind one that does not end": ("-----BEGIN CERTIFICATE-----\nanVuaw==\n{pem}", ConnectionOutcome.REACHED),
    "by its older name": ("{older}", ConnectionOutcome.REACHED),
    "behind a byte order mark": ("\ufeff{pem}", ConnectionOutcome.UNTRUSTED),
    "indented": ("  {pem}", ConnectionOutcome.UNTRUSTED),
}


@pytest.mark.parametrize(
    ("written", "reach"), choose_cases(WRITTEN, ("behind one that does not end", "by its older name", "indented"))
)
def test_a_certificate_is_read_as_claude_code_reads_it(
    written: str, reach: ConnectionOutcome, inspected: tuple[str, str], tmp_path: Path
) -> None:
    host, file = inspected
    pem, extra = Path(file).read_text(encoding="utf-8"), tmp_path / "extra.pem"
    older = pem.replace(" CERTIFICATE", " X509 CERTIFICATE")
    extra.write_text(written.format(pem=pem, older=older), encoding="utf-8")
    assert try_client_connection(host, "", str(extra)) is reach
    # botocore is to trust the same, and takes no file with a broken certificate.
    joined = join_bundles(str(extra), "")
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(joined)
    assert (pem.strip() in Path(joined).read_text(encoding="utf-8")) is (reach is ConnectionOutcome.REACHED)


def test_what_the_system_trusts_counts_where_claude_code_looks_at_it(
    inspected: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, pem = inspected
    folder = tmp_path / "certificates"
    folder.mkdir()
    (folder / "corp").write_bytes(Path(pem).read_bytes())
    monkeypatch.setenv("SSL_CERT_DIR", f"/nowhere{os.pathsep}{folder}")
    assert try_client_connection(host, "", "") is ConnectionOutcome.REACHED
    assert try_client_connection(host, "", "", trusts_bundled=False) is ConnectionOutcome.REACHED
    assert try_client_connection(host, "", "", trusts_system=False) is ConnectionOutcome.UNTRUSTED
    assert try_client_connection(host, "", pem, trusts_system=False) is ConnectionOutcome.REACHED


@pytest.mark.parametrize("proxy", ["", "http://127.0.0.1:9", "nonsense://"])
def test_where_nobody_answers_nothing_is_reached(proxy: str) -> None:
    assert try_client_connection("127.0.0.1:9", proxy, "") is ConnectionOutcome.UNREACHED


class _Proxy(BaseHTTPRequestHandler):
    asked_by: str | None = None

    def do_CONNECT(self) -> None:
        type(self).asked_by = self.headers["Proxy-Authorization"]
        self.send_error(502)

    def log_message(self, *_: object) -> None:
        pass


def test_a_proxy_is_told_the_name_and_password_of_its_address() -> None:
    with HTTPServer(("127.0.0.1", 0), _Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, args=(0.02,), daemon=True).start()
        address = f"http://kim:p%40ss@127.0.0.1:{proxy.server_port}"
        assert (
            try_client_connection("bedrock-runtime.us-east-1.amazonaws.com", address, "") is ConnectionOutcome.UNREACHED
        )
        proxy.shutdown()
    assert _Proxy.asked_by == f"Basic {base64.b64encode(b'kim:p@ss').decode()}"


# The files of the certificate and of its key, and whether they keep Claude Code from every connection.
CERTIFICATES: dict[str, tuple[str, str, bool]] = {
    "a pair": ("own", "own", False),
    "a key of another certificate": ("own", "other", True),
    "a certificate alone": ("own", "", False),
    "a key alone": ("", "own", False),
    "a broken certificate": ("broken", "own", True),
    "a broken certificate alone": ("broken", "", True),
    "a broken key": ("own", "broken", True),
    "no certificate at all": ("text", "", False),
    "neither": ("", "", False),
}


@pytest.mark.parametrize(("of_certificate", "of_key", "is_broken"), CERTIFICATES.values(), ids=CERTIFICATES)
def test_a_certificate_with_which_no_connection_comes_about(
    of_certificate: str, of_key: str, is_broken: bool, tmp_path: Path
) -> None:
    pairs: dict[str, tuple[object, object]] = {"": ("", "")}
    for name, content in (("text", "junk"), ("broken", "-----BEGIN CERTIFICATE-----\nanVuaw==\n")):
        path = tmp_path / name
        path.write_text(content)
        pairs[name] = (path, path)
    for name in ("own", "other"):
        folder = tmp_path / name
        folder.mkdir()
        pairs[name] = certificate.write_certificate(folder)
    assert is_broken_certificate(str(pairs[of_certificate][0]), str(pairs[of_key][1]), "") is is_broken
