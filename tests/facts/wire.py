"""AWS at the end of botocore's wire: real clients sign and parse, and nothing leaves the machine."""

from __future__ import annotations

import binascii
import io
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from xml.sax.saxutils import escape

from botocore.awsrequest import AWSPreparedRequest, AWSResponse

DATE = "Tue, 24 Nov 2026 03:00:00 GMT"


@dataclass(frozen=True, slots=True)
class Reply:
    """What AWS sends back."""

    body: bytes = b"{}"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"x-amzn-requestid": "1"})


def reply(body: Any, status: int = 200) -> Reply:
    """An answer in JSON."""
    return Reply(json.dumps(body).encode(), status, {"content-type": "application/json", "x-amzn-requestid": "1"})


def refusal(code: str, message: str = "", status: int = 400) -> Reply:
    """An error in JSON, as Bedrock sends it."""
    headers = {"content-type": "application/json", "x-amzn-errortype": code}
    return Reply(json.dumps({"message": message}).encode(), status, headers)


def _xml(value: object) -> str:
    if isinstance(value, Mapping):
        return "".join(f"<{name}>{_xml(each)}</{name}>" for name, each in value.items())
    if isinstance(value, list | tuple):
        return "".join(f"<member>{_xml(each)}</member>" for each in value)
    return escape(str(value).lower() if isinstance(value, bool) else str(value))


def answer(operation: str, result: Mapping[str, Any]) -> Reply:
    """An answer in XML, as IAM and STS send it."""
    body = f"<{operation}Response><{operation}Result>{_xml(result)}</{operation}Result></{operation}Response>"
    return Reply(body.encode(), 200, {"content-type": "text/xml", "x-amzn-requestid": "1"})


def error(code: str, message: str = "", status: int = 403) -> Reply:
    """An error in XML, as IAM and STS send it."""
    body = f"<ErrorResponse><Error><Code>{code}</Code><Message>{escape(message)}</Message></Error></ErrorResponse>"
    return Reply(body.encode(), status, {"content-type": "text/xml", "x-amzn-requestid": "1"})


ACCOUNT_ID = "111122223333"
USER_ARN = f"arn:aws:iam::{ACCOUNT_ID}:user/kim"
WHO = answer("GetCallerIdentity", {"Arn": USER_ARN, "UserId": "AIDA", "Account": ACCOUNT_ID})
MESSAGE = reply({"type": "message", "content": [{"type": "text", "text": "."}]})


def list_profiles(*profiles: Mapping[str, Any], **more: str) -> Reply:
    """A page of inference profiles."""
    return reply({"inferenceProfileSummaries": list(profiles), **more})


def document(policy: object) -> str:
    """A policy document as IAM sends it."""
    return quote(json.dumps(policy))


def stream(*events: tuple[str, str, Mapping[str, Any]]) -> Reply:
    """An event stream: (`event` or `exception`, its type, its payload)."""
    body = b"".join(_message(kind, name, json.dumps(payload).encode()) for kind, name, payload in events)
    return Reply(body, 200, {"content-type": "application/vnd.amazon.eventstream", "x-amzn-requestid": "1"})


def _message(kind: str, name: str, payload: bytes) -> bytes:
    headers = _header(":message-type", kind) + _header(f":{kind}-type", name)
    headers += _header(":content-type", "application/json")
    prelude = struct.pack("!II", 12 + len(headers) + len(payload) + 4, len(headers))
    message = prelude + struct.pack("!I", binascii.crc32(prelude)) + headers + payload
    return message + struct.pack("!I", binascii.crc32(message))


def _header(name: str, value: str) -> bytes:
    return struct.pack("!B", len(name)) + name.encode() + b"\x07" + struct.pack("!H", len(value)) + value.encode()


class _Raw(io.BytesIO):
    """A body as botocore reads it off the wire."""

    def stream(self, amt: int = 1024, decode_content: bool | None = None) -> Iterator[bytes]:
        while chunk := self.read(amt):
            yield chunk


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that reached the wire. query: of the URL, or of a form body."""

    operation: str
    url: str
    headers: Mapping[str, str]
    query: Mapping[str, list[str]]
    body: bytes

    @property
    def path(self) -> str:
        """The path of the URL."""
        return urlsplit(self.url).path


class Wire:
    """Answers by operation: one for ever, or a list, one after another. An operation without one breaks the test."""

    def __init__(self) -> None:
        self.answers: dict[str, Reply | Exception | Sequence[Reply | Exception]] = {}
        self.asked: list[Asked] = []

    def __call__(self, request: AWSPreparedRequest, event_name: str, **_: Any) -> AWSResponse:
        operation = event_name.rsplit(".", 1)[-1]
        body = _bytes(request.body)
        form = body.decode() if b"Action=" in body else urlsplit(request.url).query
        headers = {name.lower(): _text(value) for name, value in request.headers.items()}
        self.asked.append(Asked(operation, request.url, headers, parse_qs(form), body))
        found = self.answers[operation]
        if isinstance(found, Sequence):
            found = found[min(self.count(operation), len(found)) - 1]
        if isinstance(found, Exception):
            raise found
        sent: Any = {"date": DATE, **found.headers}
        return AWSResponse(request.url, found.status, sent, _Raw(found.body))

    def count(self, operation: str) -> int:
        """How often an operation was asked."""
        return sum(each.operation == operation for each in self.asked)

    @property
    def operations(self) -> list[str]:
        """The operations that were asked, in order."""
        return [each.operation for each in self.asked]


def _bytes(body: Any) -> bytes:
    return body if isinstance(body, bytes) else (body or "").encode()


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
