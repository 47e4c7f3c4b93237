"""Whether Claude Code reaches AWS from here, by its own proxy and with the certificates that it trusts.

The AWS CLI and boto3 trust the file of `AWS_CA_BUNDLE`. Claude Code does not know that variable: it trusts the roots
that come with Node.js (Mozilla's, as botocore's own), those of the system, and the file of `NODE_EXTRA_CA_CERTS`. Its
settings may name a proxy that the shell does not have. Seen with Claude Code 2.1.332.
"""

from __future__ import annotations

import atexit
import os
import ssl
import sys
import tempfile
from contextlib import suppress
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from checkpoints.facts.text_file import read_content
from checkpoints.facts.time_limit import OverdueError, call_within

if TYPE_CHECKING:
    import urllib3

LIMIT_S = 4.0


class Reach(str, Enum):
    """What came of a connection."""

    REACHED = "reached"  # whatever was answered
    UNTRUSTED = "untrusted"  # the certificate is none that Claude Code trusts
    UNREACHED = "unreached"  # the proxy or the network let nothing through
    UNKNOWN = "unknown"


class Route(NamedTuple):
    """The way of Claude Code to AWS, which botocore is to take as well.

    proxy: its address, "" without one. bundle: the file of certificates to trust, "" for those of AWS tools.
    """

    proxy: str
    bundle: str

    @property
    def proxies(self) -> dict[str, str]:
        """The proxy as botocore takes it."""
        return {"https": self.proxy} if self.proxy else {}


@cache
def join_bundles(*paths: str) -> str:
    """The path of a file, kept as long as this process, with public roots and the certificates of some files."""
    from botocore.httpsession import DEFAULT_CA_BUNDLE

    handle, joined = tempfile.mkstemp(suffix=".pem")
    atexit.register(Path(joined).unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        for path in (DEFAULT_CA_BUNDLE, *filter(None, paths)):
            file.write((read_content(Path(path)) or b"") + b"\n")
    return joined


def try_client_connection(host: str, proxy: str, extra: str) -> Reach:
    """Connect to a host as Claude Code does, for no longer than `LIMIT_S` seconds.

    proxy: its address, "" without one. extra: the file of `NODE_EXTRA_CA_CERTS`, "" without one.
    """
    try:
        return call_within(LIMIT_S, lambda: _connect(host, proxy, extra), "client-connection")
    except OverdueError:
        return Reach.UNREACHED


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


def _connect(host: str, proxy: str, extra: str) -> Reach:
    import urllib3

    context = _trust_what_claude_code_trusts(extra)
    try:
        manager = _by_proxy(proxy, context) if proxy else urllib3.PoolManager(ssl_context=context)
        url = f"https://{host}/"
        manager.request("GET", url, retries=False, redirect=False, timeout=LIMIT_S, preload_content=False).close()
    except urllib3.exceptions.SSLError as error:
        is_refused = any(isinstance(each, ssl.SSLCertVerificationError) for each in error.args)
        # Python does not see the certificates of macOS's keychain, which Claude Code does.
        return Reach.UNTRUSTED if is_refused and sys.platform != "darwin" else Reach.UNKNOWN
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        return Reach.UNREACHED
    return Reach.REACHED


def _by_proxy(proxy: str, context: ssl.SSLContext) -> urllib3.ProxyManager:
    """Connections by a proxy, with the user's name and password that its address may hold."""
    import urllib3

    auth = urllib3.util.parse_url(proxy).auth
    headers = urllib3.util.make_headers(proxy_basic_auth=unquote(auth)) if auth else None
    return urllib3.ProxyManager(proxy, ssl_context=context, proxy_headers=headers)


def _trust_what_claude_code_trusts(extra: str) -> ssl.SSLContext:
    from botocore.httpsession import DEFAULT_CA_BUNDLE

    context = ssl.create_default_context()
    for path in (DEFAULT_CA_BUNDLE, extra):
        with suppress(OSError):  # Node.js warns of a file that it cannot read, and goes on
            if path and Path(path).is_file():
                context.load_verify_locations(path)
    return context
