"""What an Amazon Bedrock API key shows without asking AWS.

A long-term key is `ABSK` and base64 of `BedrockAPIKey-<name>-at-<account>[+<n>]:<secret>`; a short-term key is
`bedrock-api-key-` and base64 of a presigned address with Region, time and duration
(Amazon Bedrock user guide, "API keys"; aws-bedrock-token-generator).
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from enum import Enum
from urllib.parse import parse_qs, urlsplit

from checkpoints.facts.fingerprint import fingerprint
from checkpoints.facts.secret_text import is_bracketed, is_commented, is_placeholder, is_wrapped, list_secrets

LONG_TERM_PREFIX = "ABSK"
SHORT_TERM_PREFIX = "bedrock-api-key-"


class ApiKeyKind(str, Enum):
    """Which kind the prefix names."""

    LONG_TERM = "long-term"
    SHORT_TERM = "short-term"
    UNKNOWN = "unknown"


class ApiKeyTrouble(str, Enum):
    """Why a key cannot work, whatever AWS would say."""

    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    COMMENT = "comment"
    BRACKETS = "brackets"
    QUOTES = "quotes"
    WHITE_SPACE = "white space"
    PREFIX = "prefix"
    CHARACTERS = "characters"  # that no header of HTTP can have, so that nothing can be sent


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key by what can be read from it; None for what cannot.

    account: 12 digits, and user: the IAM user behind the key, of long-term keys. region, issued_at, expires_at (aware,
    UTC): of short-term keys; the session that made the key may end sooner. is_base64: every character is one that a key
    can have. is_padded: white space stands around it, which Claude Code alone leaves out. identity: a fingerprint.
    secrets: values that must never be shown.
    """

    kind: ApiKeyKind
    trouble: ApiKeyTrouble | None = None
    account: str | None = None
    user: str | None = None
    region: str | None = None
    issued_at: datetime | None = None
    expires_at: datetime | None = None
    is_base64: bool = True
    is_padded: bool = False
    identity: str = field(default="", repr=False)
    secrets: frozenset[str] = field(default=frozenset(), repr=False)


def trim_api_key(value: str) -> str:
    """The key without white space around it, as Claude Code sends it."""
    return value.strip().strip("\ufeff").strip()


def parse_api_key(value: str) -> ApiKey:
    """Parse a value of AWS_BEARER_TOKEN_BEDROCK."""
    trimmed = trim_api_key(value)
    bare = trimmed.strip("\"'“”‘’").strip()
    key = _read(trimmed, bare)
    return replace(key, is_base64=_FOREIGN.search(bare) is None, is_padded=value != trimmed)


def _read(value: str, bare: str) -> ApiKey:
    trouble = _trouble(value, bare)
    identity, secrets = fingerprint(value), list_secrets(value)
    if bare.startswith(SHORT_TERM_PREFIX):
        return _short_term(bare.removeprefix(SHORT_TERM_PREFIX), trouble, identity, secrets)
    if bare.startswith(LONG_TERM_PREFIX):
        return _long_term(bare.removeprefix(LONG_TERM_PREFIX), trouble, identity, secrets)
    return ApiKey(ApiKeyKind.UNKNOWN, trouble, identity=identity, secrets=secrets)


def _trouble(value: str, bare: str) -> ApiKeyTrouble | None:
    if not value:
        return ApiKeyTrouble.EMPTY
    if is_placeholder(value):
        return ApiKeyTrouble.PLACEHOLDER
    if is_commented(value):
        return ApiKeyTrouble.COMMENT
    if is_bracketed(value):
        return ApiKeyTrouble.BRACKETS
    if value != bare:
        return ApiKeyTrouble.QUOTES
    if max(value) > _LAST_OF_HEADERS:
        return ApiKeyTrouble.CHARACTERS
    if is_wrapped(value):
        return ApiKeyTrouble.WHITE_SPACE
    known = value.startswith((LONG_TERM_PREFIX, SHORT_TERM_PREFIX))
    return None if known else ApiKeyTrouble.PREFIX


def _decoded(text: str) -> str:
    """The text of a base64 value, "" where it is not base64."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""


_LAST_OF_HEADERS = "\xff"  # they are Latin-1
_FOREIGN = re.compile(r"[^A-Za-z0-9+/=_-]")
_ACCOUNT = re.compile(r"-at-(\d{12})(?:\+\d+)?$")
_USER = re.compile(r"(BedrockAPIKey-\w+)-at-\d{12}")


def _long_term(rest: str, trouble: ApiKeyTrouble | None, identity: str, secrets: frozenset[str]) -> ApiKey:
    name, _, secret = _decoded(rest).partition(":")
    account, user = _ACCOUNT.search(name), _USER.match(name)
    return ApiKey(
        ApiKeyKind.LONG_TERM,
        trouble,
        account=account[1] if account else None,
        user=user[1] if user else None,
        identity=identity,
        secrets=secrets | ({secret} if secret else set()),
    )


def _short_term(rest: str, trouble: ApiKeyTrouble | None, identity: str, secrets: frozenset[str]) -> ApiKey:
    query = {name: values[0] for name, values in _query(_decoded(rest)).items()}
    scope = query.get("X-Amz-Credential", "").split("/")
    issued_at = _instant(query.get("X-Amz-Date", ""))
    lifetime = query.get("X-Amz-Expires", "")
    hidden = {scope[0], query.get("X-Amz-Security-Token", ""), query.get("X-Amz-Signature", "")} - {""}
    return ApiKey(
        ApiKeyKind.SHORT_TERM,
        trouble,
        region=scope[2] if len(scope) == 5 else None,
        issued_at=issued_at,
        expires_at=_later(issued_at, lifetime),
        identity=identity,
        secrets=secrets | hidden,
    )


def _query(address: str) -> dict[str, list[str]]:
    try:
        return parse_qs(urlsplit("//" + address).query)
    except ValueError:  # not an address, or more fields than `parse_qs` accepts
        return {}


def _instant(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    except ValueError:
        return None


def _later(issued_at: datetime | None, seconds: str) -> datetime | None:
    if issued_at is None or re.fullmatch(r"[0-9]{1,7}", seconds) is None:
        return None
    try:
        return issued_at + timedelta(seconds=int(seconds))
    except OverflowError:
        return None
