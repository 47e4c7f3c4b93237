"""A company that looks into TLS: its certificate, its proxy, and its network in which AWS's names lead to itself."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.run.fake_aws import FakeAws

_HOSTS = ("*.amazonaws.com", "*.us-east-1.amazonaws.com", "*.sso.us-east-1.amazonaws.com")
# A plugin for a run in such a network: the names of AWS have the address of one server. The system's hundreds of
# certificates, which sign nothing here, take most of the time of a connection.
_NAMES_OF_AWS = """
import socket

from checkpoints.facts import client_connection

client_connection._SYSTEM_FOLDERS = ()
resolve = socket.getaddrinfo


def getaddrinfo(host, port, *rest, **more):
    is_of_aws = str(host).endswith(".amazonaws.com")
    return resolve("127.0.0.1" if is_of_aws else host, {port} if is_of_aws else port, *rest, **more)


socket.getaddrinfo = getaddrinfo
"""


def write_certificate(folder: Path) -> Path:
    """A file with the certificate that is shown in AWS's place, which signs itself, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(timezone.utc)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "corp")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in _HOSTS]), critical=False)
    pem = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).sign(key, hashes.SHA256())
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = folder / "corp.pem"
    path.write_bytes(pem.public_bytes(form[0]) + key.private_bytes(*form))
    return path


@contextmanager
def inspecting_proxy(certificate: Path, aws: FakeAws) -> Iterator[str]:
    """A proxy that opens what is sent to AWS, and lets the fake answer; gives its address."""
    context = _show(certificate)

    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            self.send_response(200)
            self.end_headers()
            _pass_on(self.connection, context, aws)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def inspecting_network(certificate: Path, aws: FakeAws) -> Iterator[str]:
    """The same without a proxy; gives the source of the plugin that puts a run into this network."""
    context = _show(certificate)

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # whoever does not trust the certificate breaks off
                _pass_on(self.request, context, aws)

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield _NAMES_OF_AWS.replace("{port}", str(server.server_address[1]))
        server.shutdown()


def _show(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def _pass_on(connection: socket.socket, context: ssl.SSLContext, aws: FakeAws) -> None:
    behind = urlsplit(aws.url)
    with (
        context.wrap_socket(connection, server_side=True) as opened,
        socket.create_connection((str(behind.hostname), behind.port or 0)) as answering,
    ):
        threading.Thread(target=_pump, args=(answering, opened), daemon=True).start()
        _pump(opened, answering)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(1 << 16):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
