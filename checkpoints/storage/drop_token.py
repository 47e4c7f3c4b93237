"""The token of a drop box: all that one attendee's hand-in is uploaded with, as one word to send, to copy or to scan.

It is `HANDIN1` and Base32: capitals and digits alone, which no chat takes for markup and no shell for its own, and
which a QR code holds in 5.5 bits a character. Inside are the signature and the policy document of a presigned POST
(https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html); the policy names every field of
the form. The words that all policies share are left to a dictionary that writer and reader have.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from urllib.parse import urlsplit

from checkpoints.storage.post_policy import FIELDS, HAND_INS, find_end, find_place, read_conditions, write_url

_START = "HANDIN"
_VERSION = "1"
# Digits that Base32 does not have: none of them is part of another token.
_WRITTEN = re.compile(r"HANDIN([0189])((?:(?!HANDIN[0189])[A-Z2-7\s])*)", re.IGNORECASE)
_LONGEST = 12_000  # characters; one that role credentials signed has about 1,600
_LARGEST = 16_384  # bytes of what is inside
_SIGNATURE = 32  # bytes
_S3 = re.compile(r"\.s3[.-][a-z0-9.-]+\.amazonaws\.(?:com(?:\.cn)?|eu)")  # behind the bucket's name
_LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1")
_WORDS = (
    b"1.1\n\nap-northeast-us-west-https://.s3.amazonaws.com/"
    b'AKIA"}, {"x-amz-security-token": "IQoJb3JpZ2luX2Vj"}, ["starts-with", "$key", "/hand-ins/'
    b'{"expiration": "2026-1-T0:00:00Z", "conditions": [{"Content-Type": "text/html; charset=utf-8"}, '
    b'{"success_action_status": "201"}, ["content-length-range", 1, 4194304], {"bucket": "'
    b'"}, ["starts-with", "$key", "/"], {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, {"x-amz-credential": "ASIA'
    b'/us-east-/s3/aws4_request"}, {"x-amz-date": "20261Z"}]}'
)


class TokenTrouble(str, Enum):
    """Why a text is no token that can be used."""

    ABSENT = "absent"  # there is none in it
    SEVERAL = "several"
    ALTERED = "altered"  # cut short, or changed on the way
    OTHER_VERSION = "other-version"
    FOREIGN = "foreign"  # whole, and not what this suite mints
    PLAIN = "plain"  # it leads to another machine, without TLS


class TokenError(Exception):
    """A text is no token that can be used. The text itself is a secret and is not part of the error."""

    def __init__(self, trouble: TokenTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class DropToken:
    """A presigned POST for one attendee.

    section: of the guide. attendee: the name on the roster. url: where the form goes; is_s3: to Amazon S3 itself.
    prefix: what every key begins with. expires: what the policy says, aware; credentials may end before. most: bytes of
    a file. fields: of the form, without key and file.
    """

    section: str
    attendee: str
    url: str
    is_s3: bool
    bucket: str
    prefix: str
    expires: datetime
    most: int
    fields: Mapping[str, str] = field(repr=False)

    @property
    def class_name(self) -> str:
        """The prefix of the class, as `checkpoints class s3://BUCKET/…` reads it, without the last slash."""
        return self.prefix.rpartition(HAND_INS)[0].rstrip("/")

    @property
    def host(self) -> str:
        """The host that the form goes to."""
        return urlsplit(self.url).netloc

    @property
    def secrets(self) -> frozenset[str]:
        """Values that no report and no terminal may show; `written` forms of the token are known by their shape."""
        named = ("policy", "x-amz-signature", "x-amz-security-token", "x-amz-credential")
        own = self.prefix.rstrip("/").rpartition("/")[2]
        return frozenset({*(self.fields[name] for name in named if name in self.fields), own})


def write_token(section: str, attendee: str, url: str, fields: Mapping[str, str]) -> str:
    """The token of a presigned POST.

    url, fields: as botocore's `generate_presigned_post` returns them. Raises TokenError for fields of another kind.
    """
    policy, signature = base64.b64decode(fields["policy"]), bytes.fromhex(fields["x-amz-signature"])
    plain = url.rstrip("/") + "/"
    address = "" if plain == write_url(*find_place(read_conditions(policy))) else plain
    name = "".join(each for each in " ".join(attendee.split()) if each.isprintable())
    head = "\n".join([section, name, address, ""]).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS, 9, zdict=_WORDS)
    packed = packer.compress(signature + head + policy) + packer.flush()
    return f"{_START}{_VERSION}{base64.b32encode(packed).decode().rstrip('=')}"


def read_token(text: str) -> DropToken:
    """The token that stands in a text, wherever lines were broken or words stand around it. Raises TokenError."""
    found = {(version, "".join(body.split()).upper()) for version, body in _WRITTEN.findall(text)}
    if not found:
        raise TokenError(TokenTrouble.ABSENT)
    if len(found) > 1:
        raise TokenError(TokenTrouble.SEVERAL)
    ((version, body),) = found
    if version != _VERSION:
        raise TokenError(TokenTrouble.OTHER_VERSION)
    if len(body) > _LONGEST:
        raise TokenError(TokenTrouble.ALTERED)
    return _parse(_unpack(body))


def looks_like_token(text: str) -> bool:
    """Whether a text begins as a token does, and so is no path."""
    return _WRITTEN.match(text.strip().strip("\"'")) is not None


def _unpack(body: str) -> bytes:
    """What was packed. Words behind the token are none of it: the stream says itself where it ends."""
    body = body[: len(body) - {1: 1, 3: 1, 6: 1}.get(len(body) % 8, 0)]
    unpacker = zlib.decompressobj(zdict=_WORDS)
    try:
        found = unpacker.decompress(base64.b32decode(body + "=" * (-len(body) % 8)), _LARGEST)
    except (binascii.Error, zlib.error):
        raise TokenError(TokenTrouble.ALTERED) from None
    if not unpacker.eof:
        raise TokenError(TokenTrouble.ALTERED)
    return found


def _parse(packed: bytes) -> DropToken:
    signature, rest = packed[:_SIGNATURE], packed[_SIGNATURE:]
    try:
        section, attendee, address, policy = rest.split(b"\n", 3)
        if not (section + attendee).decode().isprintable():
            raise ValueError("name")
        conditions = read_conditions(policy)
        bucket, region = find_place(conditions)
        url = address.decode() or write_url(bucket, region)
        return DropToken(
            section.decode(),
            attendee.decode(),
            _check_url(url),
            _is_s3(url, bucket),
            bucket,
            conditions["$key"],
            find_end(json.loads(policy)["expiration"], conditions["x-amz-date"]),
            conditions["content-length-range"],
            MappingProxyType(
                {name: value for name, value in conditions.items() if name in FIELDS}
                | {"policy": base64.b64encode(policy).decode(), "x-amz-signature": signature.hex()}
            ),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise TokenError(TokenTrouble.FOREIGN) from None


def _is_s3(url: str, bucket: str) -> bool:
    """Whether a URL leads to a bucket of Amazon S3, in whichever Region and by whichever of S3's names for it."""
    host = urlsplit(url).netloc
    return host.startswith(f"{bucket}.") and _S3.fullmatch(host.removeprefix(bucket)) is not None


def _check_url(url: str) -> str:
    """The URL. Raises TokenError where it leads to another machine without TLS, ValueError where it is none."""
    parts = urlsplit(url)
    has_more = any((parts.username, parts.password, parts.query, parts.fragment))
    if not parts.hostname or parts.port == 0 or has_more or not url.isprintable():
        raise ValueError("url")
    if parts.scheme == "https" or (parts.scheme == "http" and _LOOPBACK.fullmatch(parts.hostname)):
        return url
    raise TokenError(TokenTrouble.PLAIN)
