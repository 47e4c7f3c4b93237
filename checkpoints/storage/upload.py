"""Uploading one file to a drop box, by the standard library alone and without credentials.

The form is S3's (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html). It goes to the host of the
token and to no other: a redirect is not followed.
"""

from __future__ import annotations

import http.client
import os
import secrets
import ssl
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import checkpoints
from checkpoints.facts.time_limit import OverdueError, call_within
from checkpoints.storage.drop_token import DropToken
from checkpoints.storage.post_answer import PostAnswer, UploadTrouble, diagnose_answer

LIMIT_S = 40.0  # for all attempts together
ATTEMPT_S = 15.0  # 4 MB at 2.5 Mbit/s
PAUSES_S = (1.0, 2.0, 4.0)  # before each further attempt
_SILENCE_S = 8.0  # of a socket
_LARGEST_ANSWER = 64 * 1024  # bytes
_PIECE = 64 * 1024


def upload_file(token: DropToken, name: str, content: bytes) -> PostAnswer:
    """Upload a file under the attendee's prefix, with as many attempts as fit into the time; it never raises.

    An attempt that comes twice writes the same object: its key is of the prefix and the file's name.
    """
    until = time.monotonic() + LIMIT_S
    if len(content) > token.most:
        return PostAnswer(UploadTrouble.TOO_LARGE)
    for pause in (*PAUSES_S, None):
        found = _try_upload(token, name, content, min(ATTEMPT_S, until - time.monotonic()))
        may_pass = found.trouble is not None and found.trouble.may_pass
        if pause is None or not may_pass or time.monotonic() + pause >= until:
            break
        time.sleep(pause)
    return found


def _try_upload(token: DropToken, name: str, content: bytes, within_s: float) -> PostAnswer:
    try:
        return call_within(within_s, lambda: _post(token, name, content), "hand-in")
    except (OverdueError, TimeoutError):
        return PostAnswer(UploadTrouble.TIMEOUT)
    except ssl.SSLCertVerificationError:
        return PostAnswer(UploadTrouble.UNTRUSTED)
    except _ProxyError as error:
        return PostAnswer(UploadTrouble.PROXY, error.code)
    except (OSError, http.client.IncompleteRead, ValueError):
        return PostAnswer(UploadTrouble.UNREACHED)
    except http.client.HTTPException as error:  # what came is no answer of HTTP, or its head is too large for one
        return PostAnswer(UploadTrouble.NOT_S3, type(error).__name__)


def _post(token: DropToken, name: str, content: bytes) -> PostAnswer:
    # In ASCII: without an attendee's name that is not.
    key = token.prefix + "_".join(part for part in name.split("_") if part.isascii() and part.isprintable())
    boundary = f"checkpoints-{secrets.token_hex(16)}"
    form = b"".join(_form(token, key, content, boundary))
    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Content-Length": str(len(form)),
        "User-Agent": f"bedrock-workshop-checkpoints/{checkpoints.__version__}",
        "Connection": "close",
    }
    with closing(_connect(token.url)) as connection:
        connection.putrequest("POST", urlsplit(token.url).path, skip_accept_encoding=True)
        for header, value in headers.items():
            connection.putheader(header, value)
        connection.endheaders()
        # Who refuses does so early, and closes: what it said can still be read.
        with suppress(ConnectionError, ssl.SSLError):
            for start in range(0, len(form), _PIECE):
                connection.send(form[start : start + _PIECE])
        answer = connection.getresponse()
        return diagnose_answer(answer.status, answer.read(_LARGEST_ANSWER), key)


def _form(token: DropToken, key: str, content: bytes, boundary: str) -> Iterator[bytes]:
    """The parts of a form: the fields in front of the file, after which S3 looks at none."""
    for field, value in {"key": key, **token.fields}.items():
        yield f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
    kind = token.fields.get("Content-Type", "application/octet-stream")
    yield f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="hand-in.html"\r\n'.encode()
    yield f"Content-Type: {kind}\r\n\r\n".encode() + content + f"\r\n--{boundary}--\r\n".encode()


class _ProxyError(Exception):
    """A proxy does not let the connection through. code: the status of its answer, "" where it gave none."""

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.code = code


def _connect(url: str) -> http.client.HTTPConnection:
    """A connection to the host of a URL, through the environment's proxy where there is one."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "http":  # to this machine alone, past every proxy
        return http.client.HTTPConnection(host, parts.port, timeout=_SILENCE_S)
    context = trust_usual_roots()
    proxy = _find_proxy(host)
    if proxy is None:
        return http.client.HTTPSConnection(host, parts.port, timeout=_SILENCE_S, context=context)
    connection = http.client.HTTPSConnection(*proxy[:2], timeout=_SILENCE_S, context=context)
    connection.set_tunnel(host, parts.port or 443, proxy[2])
    try:
        connection.connect()
    except ssl.SSLError:
        raise
    except OSError as error:
        # http.client has the status in a sentence: "Tunnel connection failed: 407 Proxy Authentication Required".
        words = str(error).removeprefix("Tunnel connection failed: ").split()
        raise _ProxyError(words[0] if words and words[0].isdigit() else "") from None
    return connection


def _find_proxy(host: str) -> tuple[str, int, dict[str, str]] | None:
    """Host, port and headers of the proxy that the environment, or the system, has for HTTPS."""
    address = getproxies().get("https")
    if not address or proxy_bypass(host):
        return None
    parts = urlsplit(address if "//" in address else f"//{address}")
    if not parts.hostname:
        raise _ProxyError
    headers = {}
    if parts.username:
        known = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Proxy-Authorization"] = f"Basic {b64encode(known.encode()).decode()}"
    return parts.hostname, parts.port or 80, headers


def trust_usual_roots() -> ssl.SSLContext:
    """TLS that trusts what the run's own questions to AWS do: the system's roots, botocore's, and `AWS_CA_BUNDLE`.

    A Python of python.org on macOS has none of the system's. botocore is not imported for its file.
    """
    context = ssl.create_default_context()
    botocore = find_spec("botocore")
    own = Path(botocore.origin).with_name("cacert.pem") if botocore and botocore.origin else None
    for path in (own, os.environ.get("AWS_CA_BUNDLE")):
        with suppress(OSError):
            if path and Path(path).is_file():
                context.load_verify_locations(str(path))
    return context
