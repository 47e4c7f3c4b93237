"""Whether Claude Code reaches AWS from here, by its own proxy and with the certificates that it trusts.

The AWS CLI and boto3 trust the file of `AWS_CA_BUNDLE`. Claude Code does not know that variable: it trusts the roots
that come with it (Mozilla's, as botocore's own), those of the system with the files of `SSL_CERT_FILE` and
`SSL_CERT_DIR`, and the file of `NODE_EXTRA_CA_CERTS`, in which it passes over what is no certificate. Its settings may
name a proxy that the shell does not have. Seen with Claude Code 2.1.332.
"""

from __future__ import annotations

import atexit
import os
import re
import ssl
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from checkpoints.facts.text_file import read_content
from checkpoints.facts.time_limit import OverdueError, call_within

if TYPE_CHECKING:
    import urllib3

LIMIT_S = 4.0
# Of Debian, Fedora and Amazon Linux, SUSE, and Alpine: a Python that is not the system's own may look elsewhere.
_SYSTEM_FILES = ("/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem")
_SYSTEM_FOLDERS = ("/etc/ssl/certs", "/etc/pki/tls/certs")
_MOST_FILES = 1000  # of a folder of certificates
_LABEL = rb"(?:X509 )?CERTIFICATE-----[ \t]*\r?$"
_PEM = "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n"
_CERTIFICATE = re.compile(rb"^-----BEGIN " + _LABEL + rb"([\sA-Za-z0-9+/=]+)^-----END " + _LABEL, re.MULTILINE)


class ConnectionOutcome(str, Enum):
    """What came of a connection."""

    REACHED = "reached"  # whatever was answered
    UNTRUSTED = "untrusted"  # the certificate is none that Claude Code trusts
    UNREACHED = "unreached"  # the proxy or the network let nothing through
    UNKNOWN = "unknown"


class ConnectionRoute(NamedTuple):
    """The way of Claude Code to AWS, which botocore is to take as well.

    proxy: its address, "" without one. bundle: the file of certificates to trust.
    """

    proxy: str
    bundle: str

    @property
    def proxies(self) -> dict[str, str]:
        """The proxy as botocore takes it."""
        return {"https": self.proxy} if self.proxy else {}


@cache
def join_bundles(extra: str, *others: str) -> str:
    """The path of a file, kept as long as this process: public roots, the system's, and the certificates of files.

    extra: the file of `NODE_EXTRA_CA_CERTS`, of which botocore gets what Claude Code reads.
    """
    handle, joined = tempfile.mkstemp(suffix=".pem")
    atexit.register(Path(joined).unlink, missing_ok=True)
    roots = _trust_what_claude_code_trusts("", trusts_bundled=True, trusts_system=True).get_ca_certs(binary_form=True)
    with os.fdopen(handle, "wb") as file:
        file.writelines(ssl.DER_cert_to_PEM_cert(root).encode("ascii") for root in roots)
        # One that signs no others is no root, and may be named all the same.
        for path in filter(None, (os.environ.get("SSL_CERT_FILE", ""), *others)):
            file.write((read_content(Path(path)) or b"") + b"\n")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        file.writelines(pem.encode("ascii") for pem in _add_certificates(context, extra))
    return joined


def try_client_connection(
    host: str, proxy: str, extra: str, *, trusts_bundled: bool = True, trusts_system: bool = True
) -> ConnectionOutcome:
    """Connect to a host as Claude Code does, for no longer than `LIMIT_S` seconds.

    proxy: its address, "" without one. extra: the file of `NODE_EXTRA_CA_CERTS`, "" without one.
    trusts_bundled, trusts_system: the root certificates that come with Claude Code, and those of the system.
    """

    def connect() -> ConnectionOutcome:
        return _connect(host, proxy, _trust_what_claude_code_trusts(extra, trusts_bundled, trusts_system))

    try:
        return call_within(LIMIT_S, connect, "client-connection")
    except OverdueError:
        return ConnectionOutcome.UNREACHED


def is_broken_certificate(certificate: str, key: str, passphrase: str) -> bool:
    """Whether no connection comes about with a certificate of Claude Code's own. The paths are "" for none.

    Files that are not there or hold no block in PEM form are passed over, as Claude Code does.
    """
    named = [path if _holds_pem(path) else "" for path in (certificate, key)]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        if all(named):
            context.load_cert_chain(named[0], named[1], password=passphrase)
        elif named[0]:
            context.load_verify_locations(named[0])
    except (ssl.SSLError, ValueError):
        return True
    return False


def _holds_pem(path: str) -> bool:
    return bool(path) and b"-----BEGIN " in (read_content(Path(path)) or b"")


def _connect(host: str, proxy: str, context: ssl.SSLContext) -> ConnectionOutcome:
    import urllib3

    try:
        manager = _by_proxy(proxy, context) if proxy else urllib3.PoolManager(ssl_context=context)
        url = f"https://{host}/"
        manager.request("GET", url, retries=False, redirect=False, timeout=LIMIT_S, preload_content=False).close()
    except urllib3.exceptions.SSLError as error:
        is_refused = any(isinstance(each, ssl.SSLCertVerificationError) for each in error.args)
        # Python does not see the certificates of macOS's keychain, which Claude Code does.
        return ConnectionOutcome.UNTRUSTED if is_refused and sys.platform != "darwin" else ConnectionOutcome.UNKNOWN
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        return ConnectionOutcome.UNREACHED
    return ConnectionOutcome.REACHED


def _by_proxy(proxy: str, context: ssl.SSLContext) -> urllib3.ProxyManager:
    """Connections by a proxy, with the user's name and password that its address may hold."""
    import urllib3

    auth = urllib3.util.parse_url(proxy).auth
    headers = urllib3.util.make_headers(proxy_basic_auth=unquote(auth)) if auth else None
    return urllib3.ProxyManager(proxy, ssl_context=context, proxy_headers=headers)


def _trust_what_claude_code_trusts(extra: str, trusts_bundled: bool, trusts_system: bool) -> ssl.SSLContext:
    from botocore.httpsession import DEFAULT_CA_BUNDLE

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    files = list(_list_system_files()) if trusts_system else []
    if trusts_system:
        context.load_default_certs()
    if trusts_bundled:
        files.append(Path(DEFAULT_CA_BUNDLE))
    for path in filter(os.path.isfile, files):
        with suppress(OSError):
            context.load_verify_locations(path)
    _add_certificates(context, extra)
    return context


def _add_certificates(context: ssl.SSLContext, path: str) -> list[str]:
    """Trust each certificate of a file, "" for none, but for broken ones; those that are trusted."""
    trusted = []
    for block in _CERTIFICATE.findall(read_content(Path(path)) or b"") if path else ():
        pem = _PEM.format("\n".join(block.decode("ascii").split()))
        with suppress(ssl.SSLError, ValueError):
            context.load_verify_locations(cadata=pem)
            trusted.append(pem)
    return trusted


def _list_system_files() -> Iterator[Path]:
    yield from map(Path, _SYSTEM_FILES)
    named = os.environ.get("SSL_CERT_DIR", "").split(os.pathsep)
    for folder in filter(None, (*_SYSTEM_FOLDERS, *named)):
        with suppress(OSError):
            yield from islice(Path(folder).iterdir(), _MOST_FILES)
