"""An S3 of the tests' own on 127.0.0.1, which lists and gives objects, and fails as it is told."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.web_server import Handler, serve_http

_ERROR = "<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code><Message>{message}</Message></Error>"
_SLOWLY_S = 0.05  # between the bytes of an answer that never ends


@dataclass(frozen=True)
class Fault:
    """An answer in place of the right one. cut: the body breaks off; trickles: it never ends; drops: none at all."""

    status: int = 503
    code: str = "SlowDown"
    message: str = "Please reduce your request rate."
    body: bytes | None = None
    cut: bool = False
    trickles: bool = False
    drops: bool = False
    of_aws: bool = True


@dataclass
class FakeS3:
    """A bucket. fail: the fault of a request, by what is asked for (a key; `list:TOKEN`), and for which time.

    delay_s: before each answer; sent: bytes of bodies, as they were given.
    """

    objects: dict[str, bytes] = field(default_factory=dict)
    page: int = 1000
    fail: Callable[[str, int], Fault | None] = lambda what, times: None
    asked: Counter[str] = field(default_factory=Counter)
    url: str = ""
    delay_s: float = 0.0
    sent: int = 0
    signed_by: str = ""  # the access key id of the last request
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> int:
        """How often this has been asked for, this time included."""
        with self._lock:
            self.asked[what] += 1
            return self.asked[what]

    def note_sent(self, count: int) -> None:
        """Count bytes that were sent."""
        with self._lock:
            self.sent += count

    def list_page(self, prefix: str, token: str) -> bytes:
        """A page of keys. token: the key of the page's first object."""
        keys = sorted((key for key in self.objects if key.startswith(prefix)), key=str.encode)
        first = keys.index(token) if token else 0
        found, rest = keys[first : first + self.page], keys[first + self.page :]
        listed = "".join(
            f"<Contents><Key>{quote(key)}</Key><LastModified>2026-11-02T00:00:00.000Z</LastModified>"
            f"<ETag>&quot;{_etag(self.objects[key])}&quot;</ETag><Size>{len(self.objects[key])}</Size></Contents>"
            for key in found
        )
        more = f"<NextContinuationToken>{quote(rest[0])}</NextContinuationToken>" if rest else ""
        return (
            "<?xml version='1.0' encoding='UTF-8'?>"
            f"<ListBucketResult xmlns='http://s3.amazonaws.com/doc/2006-03-01/'><EncodingType>url</EncodingType>"
            f"<IsTruncated>{'true' if rest else 'false'}</IsTruncated>{more}{listed}</ListBucketResult>"
        ).encode()


def _etag(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


@contextmanager
def serve(given: FakeS3 | None = None) -> Iterator[FakeS3]:
    """A fake, an empty one unless it is given, at an address of its own."""
    fake = given or FakeS3()

    class Bucket(Handler):
        def do_GET(self) -> None:  # noqa: N802 - http.server names it
            parts = urlsplit(self.path)
            query, key = parse_qs(parts.query), unquote(parts.path).lstrip("/").partition("/")[2]
            token = unquote(query.get("continuation-token", [""])[0])
            fake.signed_by = self.headers.get("Authorization", "").partition("Credential=")[2].partition("/")[0]
            what = f"list:{token}" if "list-type" in query else key
            time.sleep(fake.delay_s)
            fault = fake.fail(what, fake.count(what))
            is_list = what != key
            content = fake.list_page(query.get("prefix", [""])[0], token) if is_list else fake.objects.get(key, b"")
            if fault is not None:
                self._fail(fault, content)
            elif is_list:
                self._give(200, content)
            elif key not in fake.objects:
                self._fail(Fault(404, "NoSuchKey"), b"")
            else:
                first, _, last = self.headers.get("Range", "").removeprefix("bytes=").partition("-")
                if last:
                    self._give(206, content[int(first) : int(last) + 1])
                else:
                    self._give(200, content)

        def _fail(self, fault: Fault, content: bytes) -> None:
            if fault.drops:
                self.close_connection = True
            elif fault.cut:
                self._give(200, content[: len(content) // 2], length=len(content))
                self.close_connection = True
            elif fault.trickles:
                self._give(200, b"", length=100_000)
                self._trickle()
            else:
                told = _ERROR.format(code=fault.code, message=fault.message).encode()
                self._give(fault.status, told if fault.body is None else fault.body, of_aws=fault.of_aws)

        def _give(self, status: int, body: bytes, *, length: int | None = None, of_aws: bool = True) -> None:
            self.send_response(status)
            if of_aws:
                self.send_header("x-amz-request-id", "TX0")
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)
            fake.note_sent(len(body))

        def _trickle(self) -> None:
            self.close_connection = True
            while True:  # until whoever asked has gone
                self.wfile.write(b"a")
                time.sleep(_SLOWLY_S)

    with serve_http(Bucket) as fake.url:
        yield fake
