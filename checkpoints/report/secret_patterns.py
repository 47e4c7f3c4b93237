"""What looks like a secret or an account id, whether a run knows it or not, and what stands in its place."""

from __future__ import annotations

import re
from collections.abc import Callable

MARK = "***"
SHORTEST_SECRET = 6  # characters
API_KEY = "bedrock-api-key-"
_HAND_IN = "HANDIN"

_Replacement = str | Callable[[re.Match[str]], str]


def _mask_account(match: re.Match[str]) -> str:
    return match[0] if match["kept"] else (match["before"] or "") + "********" + match[0][-4:]


def _mask_pair(match: re.Match[str]) -> str:
    value = match["value"]
    if value.lower().startswith(("your", MARK, "bearer")):
        return match[0]
    if ("=" not in match["between"]) and not re.search(r"[0-9+/=]|[A-Z]{2}|[a-z][A-Z]", value):
        return match[0]  # a sentence about it: "session token: missing"
    return match["name"] + match["between"] + MARK


def _mask_blob(match: re.Match[str]) -> str:
    blob = match[0]
    mixed = re.search(r"[a-z]", blob) and re.search(r"[A-Z]", blob) and re.search(r"\d", blob)
    return MARK if mixed and blob.count("/") <= 2 + len(blob) // 20 else blob


def _mask_web_token(match: re.Match[str]) -> str:
    return MARK if "." in match[0] else match[0]


_LONG_TERM_KEY = re.compile(r"ABSK(?P<tail>[A-Za-z0-9+/=_-]*)")
_TO_LAST_SMALL = re.compile(r".*[0-9a-z]", re.DOTALL)


def _mask_long_term_keys(match: re.Match[str]) -> str:
    """A word's keys; in one without small letters and digits behind it, ABSK is part of a name."""
    last = _TO_LAST_SMALL.match(match[0])
    end = last.end() if last else 0

    def mask(key: re.Match[str]) -> str:
        return f"ABSK{MARK}" if len(key["tail"]) >= SHORTEST_SECRET and key.start("tail") < end else key[0]

    return _LONG_TERM_KEY.sub(mask, match[0])


def _mask_short_term_key(match: re.Match[str]) -> str:
    tail = match["tail"]
    return API_KEY + MARK if len(tail) >= SHORTEST_SECRET and re.search("[A-Z0-9]", tail) else match[0]


_PAIR_NAMES = (
    r"aws_?secret_?access_?key|aws_?session_?token|aws_?security_?token|aws_?access_?key_?id|aws_bearer_token_bedrock|"
    r"secret_?access_?key|access_?key_?id|session_?token|security_?token|access_?token|refresh_?token|id_?token|"
    r"client_?secret|x-amz-security-token|authorization|password|passwd"
)

# In this order: what has a name or a prefix first, what only looks random last. Each takes time by a text's length:
# where a prefix is followed by a run of characters, the run is taken whether it is a secret or not, so that no part of
# it is looked at again.
PATTERNS: tuple[tuple[re.Pattern[str], _Replacement], ...] = (
    # JSON web tokens (SSO, web identity)
    (re.compile(r"eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+){1,2}|eyJ[A-Za-z0-9_-]*"), _mask_web_token),
    # user and password in an address
    (re.compile(r"(://)[^\s/?#@\"'<>]+@"), rf"\1{MARK}@"),
    # query parameters of presigned addresses, plain or encoded
    (
        re.compile(
            r"(X-Amz-(?:Signature|Credential|Security-Token))(=|%3D|%253D)(?!\*)[^&\s\"'<>)\]}|]+", re.IGNORECASE
        ),
        rf"\1\2{MARK}",
    ),
    (re.compile(r"\b(Signature=)[0-9a-fA-F]{32,}"), rf"\1{MARK}"),
    # tokens that hand-ins are uploaded with
    (re.compile(rf"({_HAND_IN}[0189])[A-Z2-7]{{12,}}", re.IGNORECASE), rf"\1{MARK}"),
    # Bedrock API keys
    (re.compile(r"ABSK[^\s\"'<>]*"), _mask_long_term_keys),
    (re.compile(rf"{API_KEY}(?P<tail>[A-Za-z0-9+/=_%-]*)"), _mask_short_term_key),
    (
        re.compile(r"\b((?i:bearer))\s+(?=\S*(?:[0-9+/=_]|[A-Z]{2}))[A-Za-z0-9._~+/=%-]{8,}"),
        rf"\1 {MARK}",
    ),
    # access key ids and the unique ids of principals
    (re.compile(r"(A(?:KIA|SIA|BIA|CCA|ROA|IDA|GPA|IPA|NPA|NVA|PKA|SCA))[A-Z0-9]{12,}(?::[\w+=,.@-]+)?"), rf"\1{MARK}"),
    # the name of a session, which IAM Identity Center makes of a person's e-mail address
    (
        re.compile(
            r"((?::|%3A)(?:assumed-role(?:/|%2F)[\w+=,.@-]+|federated-user)(?:/|%2F))(?!\*)"
            r"[\w+=,.@%-]*[\w+=@-]",
            re.IGNORECASE,
        ),
        rf"\1{MARK}",
    ),
    # temporary credentials and SSO access tokens
    (re.compile(r"(?:FwoGZXIvYXdz|IQoJb3JpZ2lu|FQoGZXIvYXdz|FQoDYXdz)[A-Za-z0-9+/=%_-]*"), MARK),
    (re.compile(r"\baoa[A-Za-z0-9+/=:_-]{40,}"), MARK),
    # names with a value
    (
        re.compile(
            rf"(?P<name>(?:{_PAIR_NAMES}))(?P<between>[\"']?\s*(?:=|:|%3D)\s*[\"']?)(?P<value>[!-;=?-~][^\s\"'<>&,;)\]}}|]{{5,}})",
            re.IGNORECASE,
        ),
        _mask_pair,
    ),
    # account ids; digests and UUIDs stay whole
    (
        re.compile(
            r"(?P<kept>\b(?:[0-9a-fA-F]{32,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\b)|"
            r"(?P<before>%[0-9A-Fa-f]{2})\d{12}(?!\d)|(?<!\d)(?<!\d\.)\d{12}(?!\d)"
        ),
        _mask_account,
    ),
    (re.compile(r"(?<![\w-])\d{4}-\d{4}-(\d{4})(?![\w-])"), r"****-****-\1"),
    # what only looks random: a secret access key, a token
    (re.compile(r"(?<![A-Za-z0-9/+=_.-])(?![0-9a-f]{40}\b)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_.-])"), _mask_blob),
    (re.compile(r"(?<![A-Za-z0-9+/_-])(?![0-9a-f]+\b)[A-Za-z0-9+/_-]{80,}={0,2}"), _mask_blob),
)
