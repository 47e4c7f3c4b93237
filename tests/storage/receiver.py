"""A bucket of S3 that takes presigned POSTs on 127.0.0.1, and checks all that S3 does by an implementation of its own.

moto takes any form, so nothing is proven there. Written from AWS's pages on POST policies and on signing them
(sigv4-HTTPPOSTConstructPolicy, sigv4-authentication-HTTPPOST), without botocore. What it
stores can be read from moto's server behind it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.parser import BytesParser
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from tests.web_server import Handler, serve_http

KEY_ID = "AKIAQ7DROPBOXKEY2345"
SECRET = "canary/secret+of/the/drop/box0123456789ab"
_ANY = "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
_HOPS = ("connection", "content-length", "date", "server", "transfer-encoding")
_UNCHECKED = ("x-amz-signature", "file", "policy")
_NEEDED = ("key", "policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature")


class RefusedError(Exception):
    """What S3 answers instead of storing the file."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message


@dataclass(frozen=True)
class Form:
    """A form as it came. file: None where there is none."""

    fields: dict[str, str]
    file: bytes | None


@dataclass
class Receiver:
    """A bucket that is being served.

    secrets: by access key id; session_tokens: by that of temporary credentials, "" for those that have expired.
    now: S3's clock. before: called before each answer with the number of the request; what it returns is sent in place
    of an answer, as status, body and headers, or nothing at all where it is b"". behind: the server of moto that
    answers all other requests, and keeps what is stored. tells_region: whether the bucket's Region is in those answers,
    as S3 has it. refuse: by method, status and code that are answered instead.
    forms: all that came, refused or not. refused: the codes of refusals.
    """

    bucket: str = "workshop-hand-ins"
    region: str = "ap-northeast-2"
    secrets: dict[str, str] = field(default_factory=lambda: {KEY_ID: SECRET})
    session_tokens: dict[str, str] = field(default_factory=dict)
    now: Callable[[], datetime] = lambda: datetime.now(timezone.utc)
    before: Callable[[int], tuple[int, str, dict[str, str]] | bytes | None] = lambda number: None
    refuse: dict[str, tuple[int, str]] = field(default_factory=dict)
    behind: str = ""
    tells_region: bool = True
    url: str = ""
    forms: list[Form] = field(default_factory=list)
    objects: dict[str, bytes] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        """The host and the port at which it is served."""
        return self.url.partition("://")[2]

    @property
    def shell(self) -> dict[str, str]:
        """What a facilitator's shell has who uses this bucket, in another Region by default."""
        return {
            "AWS_ENDPOINT_URL_S3": self.url,
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": self.secrets.get(KEY_ID, SECRET),
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_REGION": "eu-west-1",
        }

    def answer(self, path: str, kind: str, body: bytes) -> tuple[int, str, dict[str, str]]:
        """Status, body and headers of S3's answer."""
        try:
            form = read_form(kind, body)
            self.forms.append(form)
            if path.strip("/") != self.bucket:
                raise RefusedError(404, "NoSuchBucket", "The specified bucket does not exist")
            self.check(form)
        except RefusedError as error:
            self.refused.append(error.code)
            return error.status, _tell(error), {}
        key, content = form.fields["key"], form.file or b""
        self.objects[key] = content
        if self.behind:
            self.forward("PUT", f"/{self.bucket}/{quote(key)}", {"Content-Type": form.fields["Content-Type"]}, content)
        if form.fields.get("success_action_status") != "201":
            return 204, "", {}
        found = f"<Bucket>{self.bucket}</Bucket><Key>{escape(key)}</Key><ETag>&quot;{hashlib.md5(content).hexdigest()}"
        return 201, f"<?xml version='1.0'?><PostResponse><Location>x</Location>{found}&quot;</ETag></PostResponse>", {}

    def forward(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, bytes, dict[str, str]]:
        """What moto's server answers; status, body and headers."""
        if method in self.refuse:
            status, code = self.refuse[method]
            headers = {"x-amz-bucket-region": self.region, "x-amz-request-id": "1", "Content-Type": "application/xml"}
            return status, _tell(RefusedError(status, code, code)).encode(), headers
        connection = http.client.HTTPConnection(self.behind.removeprefix("http://"), timeout=30)
        connection.request(method, path, body, {"Authorization": _ANY, **headers})
        found = connection.getresponse()
        kept = {name.lower(): value for name, value in found.getheaders() if name.lower() not in _HOPS}
        kept.pop("x-amz-bucket-region", None)
        return found.status, found.read(), kept | ({"x-amz-bucket-region": self.region} if self.tells_region else {})

    def check(self, form: Form) -> None:
        """Raise RefusedError for a form that S3 would not take."""
        if form.file is None:
            raise RefusedError(400, "InvalidArgument", "POST requires exactly one file upload per request.")
        for name in _NEEDED:
            if name not in form.fields:
                raise RefusedError(400, "InvalidArgument", f"Bucket POST must contain a field named '{name}'.")
        self._check_signature(form.fields)
        policy = _read_policy(form.fields["policy"])
        expires = datetime.strptime(policy["expiration"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
        if self.now() >= expires:
            raise RefusedError(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
        named = {"bucket"}
        for condition in policy["conditions"]:
            named.add(self._check_condition(condition, form))
        extra = [name for name in form.fields if name.lower() not in named and name not in _UNCHECKED]
        if extra:
            said = f"Invalid according to Policy: Extra input fields: {', '.join(extra)}"
            raise RefusedError(403, "AccessDenied", said)

    def _check_signature(self, fields: dict[str, str]) -> None:
        parts = fields["x-amz-credential"].split("/")
        if fields["x-amz-algorithm"] != "AWS4-HMAC-SHA256" or len(parts) != 5:
            raise RefusedError(400, "InvalidArgument", "X-Amz-Credential is malformed")
        key_id, date, region, service, end = parts
        if key_id not in self.secrets:
            raise RefusedError(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist")
        if (region, service, end) != (self.region, "s3", "aws4_request") or not fields["x-amz-date"].startswith(date):
            raise RefusedError(400, "AuthorizationHeaderMalformed", f"the region '{region}' is wrong")
        token = self.session_tokens.get(key_id)
        if token == "":
            raise RefusedError(400, "ExpiredToken", "The provided token has expired.")
        if token != fields.get("x-amz-security-token"):
            raise RefusedError(400, "InvalidToken", "The provided token is malformed or otherwise invalid.")
        signing = f"AWS4{self.secrets[key_id]}".encode()
        for part in (date, region, service, end):
            signing = hmac.digest(signing, part.encode(), "sha256")
        expected = hmac.digest(signing, fields["policy"].encode(), "sha256").hex()
        if not hmac.compare_digest(expected, fields["x-amz-signature"]):
            raise RefusedError(403, "SignatureDoesNotMatch", "The request signature we calculated does not match")

    def _check_condition(self, condition: Any, form: Form) -> str:
        """The field that a condition names, in lower case."""
        if isinstance(condition, dict):
            ((name, value),) = condition.items()
            kind = "eq"
        else:
            kind, name, value = condition
        if kind == "content-length-range":
            size = len(form.file or b"")
            if size < int(name):
                raise RefusedError(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed")
            if size > int(value):
                raise RefusedError(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
            return ""
        name = name.removeprefix("$").lower()
        fields = {"bucket": self.bucket, **{each.lower(): given for each, given in form.fields.items()}}
        given = fields.get(name)
        is_met = given is not None and (given == value if kind == "eq" else given.startswith(value))
        if kind not in ("eq", "starts-with") or not is_met:
            said = f"Invalid according to Policy: Policy Condition failed: {escape(json.dumps(condition))}"
            raise RefusedError(403, "AccessDenied", said)
        return str(name)


def _read_policy(encoded: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(base64.b64decode(encoded, validate=True))
    except (binascii.Error, ValueError):
        raise RefusedError(400, "InvalidPolicyDocument", "Invalid Policy: Invalid JSON.") from None
    return found


def _tell(error: RefusedError) -> str:
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<Error><Code>{error.code}</Code><Message>{error.message}</Message>"
        "<RequestId>1</RequestId></Error>"
    )


def read_form(kind: str, body: bytes) -> Form:
    """The fields and the file of a form; fields that stand behind the file do not count."""
    if not kind.startswith("multipart/form-data; boundary="):
        raise RefusedError(412, "PreconditionFailed", "Bucket POST must be of the enclosure-type multipart/form-data")
    boundary = kind.partition("boundary=")[2].encode()
    pieces = body.split(b"--" + boundary)
    if len(pieces) < 3 or pieces[-1].strip() != b"--":
        raise RefusedError(400, "MalformedPOSTRequest", "The body of your POST request is not well-formed")
    fields: dict[str, str] = {}
    for piece in pieces[1:-1]:
        head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = BytesParser().parsebytes(head + b"\r\n\r\n").get_param("name", header="content-disposition")
        value = content.removesuffix(b"\r\n")
        if name == "file":
            return Form(fields, value)
        fields[str(name)] = value.decode()
    return Form(fields, None)


@contextmanager
def served(receiver: Receiver, certificate: tuple[Path, Path] | None = None) -> Iterator[Receiver]:
    """Serve a bucket on 127.0.0.1; its `url` is what `generate_presigned_post` gets as endpoint.

    certificate: files of a certificate and of its key, for TLS.
    """
    numbers = count(1)

    class Bucket(Handler):
        def do_POST(self) -> None:  # noqa: N802 - http.server names it
            body = self._read()
            planned = receiver.before(next(numbers))
            if planned == b"":
                self.close_connection = True
                return
            found = planned or receiver.answer(self.path, self.headers.get("Content-Type", ""), body)
            assert not isinstance(found, bytes)
            status, text, headers = found
            self._give(status, text.encode(), headers)

        def do_GET(self) -> None:  # noqa: N802 - http.server names it
            given = {name: value for name, value in self.headers.items() if name.lower() not in ("host", *_HOPS)}
            self._give(*receiver.forward(self.command, self.path, given, self._read()))

        do_HEAD = do_PUT = do_DELETE = do_GET  # noqa: N815 - http.server names them

        def _read(self) -> bytes:
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))

        def _give(self, status: int, content: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

    with serve_http(Bucket, certificate) as receiver.url:
        yield receiver
