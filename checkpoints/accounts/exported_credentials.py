"""Credentials of accounts as operators' tools export them: a JSON object a line, kept in memory only.

Read are the names that AWS's own tools write: `AccessKeyId` of STS in its `Credentials` envelope and of a credential
process, `accessKeyId` of `sso get-role-credentials`, `aws_access_key_id` of the shared files, the variables' names; and
the names by which exports of event platforms call an account and its team.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from checkpoints.report.bounded_json import parse_json

_LONGEST_LINE = 1 << 16  # bytes; three values of credentials take four kilobytes at most
_MOST_LINES = 20_000
_MOST_BYTES = 64 << 20
_DEPTH, _ELEMENTS = 8, 4000
_LONGEST_NAME = 120
_ACCOUNT = re.compile(r"\d{12}", re.ASCII)
_IN_ARN = re.compile(r"^arn:aws[\w-]*:(?:iam|sts)::(\d{12}):", re.ASCII)
# Names without case, `aws` and signs, those that say most first.
_KEY = ("accesskeyid", "accesskey")
_SECRET = ("secretaccesskey", "secretkey", "secretaccesskeyid")
_TOKEN = ("sessiontoken", "securitytoken", "token")
_NAMES = (
    *("name", "label", "alias", "displayname", "teamname", "accountname", "accountalias", "participantname"),
    *("team", "teamid", "participant", "participantid", "attendee", "profile", "profilename"),
)
_ACCOUNTS = ("accountid", "account", "accountnumber")


@dataclass(frozen=True, slots=True)
class ExportedAccount:
    """The credentials of one account. place: its line, counted from 1, with the element of a list behind it."""

    place: str
    name: str
    account: str
    keys: tuple[str, str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that has no credentials. reason: the end of a text's key; nothing of the line is kept."""

    place: str
    reason: str


def read_exported_accounts(stream: IO[bytes]) -> Iterator[ExportedAccount | BadLine]:
    """The accounts of an export, and its bad lines; empty lines and comments are passed over.

    An export that is one JSON text over many lines is read as such.
    """
    content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        yield BadLine("1", "too-large")
        return
    content = _decode_wide(content)
    lines = content.removeprefix(b"\xef\xbb\xbf").splitlines()
    whole = _read_whole(content, lines)
    if whole is not None:
        yield from _read_value(whole, "1")
        return
    for number, line in enumerate(lines[:_MOST_LINES], 1):
        line = line.strip()
        if line and not line.startswith(b"#"):
            yield from _read_line(line, str(number))
    if len(lines) > _MOST_LINES:
        yield BadLine(str(_MOST_LINES + 1), "too-many")


def _decode_wide(content: bytes) -> bytes:
    """What PowerShell writes to a file by itself, as UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").encode()
    return content


def _read_whole(content: bytes, lines: list[bytes]) -> Any:
    """The value of an export whose lines are no values by themselves; None for JSON lines."""
    first = next((line.strip() for line in lines if line.strip()), b"")
    if first not in (b"[", b"{") and not (first.startswith(b"[") and len(lines) > 1):
        return None
    try:
        return parse_json(content, depth=_DEPTH, elements=_ELEMENTS * 100)
    except (ValueError, RecursionError):
        return None


def _read_line(line: bytes, place: str) -> Iterator[ExportedAccount | BadLine]:
    if len(line) > _LONGEST_LINE:
        yield BadLine(place, "too-large")
        return
    try:
        value = parse_json(line, depth=_DEPTH, elements=_ELEMENTS)
    except (ValueError, RecursionError):
        yield BadLine(place, "not-json")
        return
    yield from _read_value(value, place)


def _read_value(value: Any, place: str) -> Iterator[ExportedAccount | BadLine]:
    if isinstance(value, list):
        if not value:
            yield BadLine(place, "no-credentials")
        for number, each in enumerate(value, 1):
            yield _read_account(each, f"{place}.{number}")
    elif (accounts := _list_under(value)) is not None:
        yield from _read_value(accounts, place)
    else:
        yield _read_account(value, place)


def _list_under(value: Any) -> Any:
    """The list of accounts of an object that holds nothing else, such as `{"accounts": [...]}`."""
    if not isinstance(value, dict):
        return None
    lists = [each for each in value.values() if isinstance(each, list) and each and isinstance(each[0], dict)]
    return lists[0] if len(lists) == 1 and _find_keys(value) is None else None


def _read_account(value: Any, place: str) -> ExportedAccount | BadLine:
    if not isinstance(value, dict):
        return BadLine(place, "no-credentials")
    held = _find_keys(value)
    if held is None:
        return BadLine(place, "no-credentials")
    key, secret, token = (_find_text(held, each, str) for each in (_KEY, _SECRET, _TOKEN))
    if not key or not secret:
        return BadLine(place, "half")
    return ExportedAccount(
        place, _find_text(value, _NAMES, str, int)[:_LONGEST_NAME], _find_account(value), (key, secret, token)
    )


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower()).removeprefix("aws")


def _find_keys(value: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The object with the keys, this one or one within it."""
    if any(_plain(name) in (*_KEY, *_SECRET) for name in value):
        return value
    for each in value.values():
        if isinstance(each, dict):
            found = _find_keys(each)
            if found is not None:
                return found
    return None


def _find_text(value: Mapping[str, Any], known: tuple[str, ...], *kinds: type) -> str:
    """What stands under the first of the known names that has something. kinds: of value."""
    plain = {_plain(name): each for name, each in value.items()}
    found = (plain[name] for name in known if isinstance(plain.get(name), kinds))
    return next((str(each).strip() for each in found if str(each).strip()), "")


def _find_account(value: Mapping[str, Any]) -> str:
    """The account's id: as it is given, or as the ARN of an assumed role has it."""
    given = _find_text(value, _ACCOUNTS, str, int).replace("-", "").replace(" ", "")
    if given.isdigit() and len(given) < 12:
        given = given.zfill(12)  # a spreadsheet has taken it for a number
    if _ACCOUNT.fullmatch(given):
        return given
    for each in value.values():
        match = _IN_ARN.match(each) if isinstance(each, str) else None
        if match:
            return match[1]
        nested = _find_account(each) if isinstance(each, dict) else ""
        if nested:
            return nested
    return ""
