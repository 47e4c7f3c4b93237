"""The one scrubber: what must not leave the machine is taken out of every text here, and nowhere else."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote, quote_plus

MARK = "***"
SHORTEST_SECRET = 6
_SHORTEST_BASE64 = 12
_SHORTEST_CUT = 32
_CUT = 20
_SHORTEST_WORD = 10
_LONG, _LONGEST = 256, 8192
_HEAD = 48
_MOST_PARTS = 100  # of a secret: lines, or words of one that is no secret of AWS any more
_API_KEY = "bedrock-api-key-"
_HAND_IN = "HANDIN"

T = TypeVar("T")


class Scrubber:
    """Takes secrets and account ids out of texts.

    secrets: values that this run knows (keys, tokens, API keys), replaced wherever and however encoded they occur.
    Values shorter than 6 characters, placeholders of the guide and plain short words are no secrets and are ignored.
    words: plain words that are replaced where they stand alone, however short.
    What looks like a secret is replaced as well, whether known or not. Scrubbing twice changes nothing more.
    """

    def __init__(self, secrets: Iterable[str] = (), words: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets for form in _forms(secret)}
        self._known = sorted(forms, key=lambda form: len(form.pattern), reverse=True)
        self._words = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in sorted(words)]
        self._scrubbed: dict[str, str] = {}  # a report says the same words many times

    def scrub_text(self, text: str) -> str:
        """The text without secrets; account ids keep their last four digits."""
        if text not in self._scrubbed:
            self._scrubbed[text] = self._scrub(text)
        return self._scrubbed[text]

    def _scrub(self, text: str) -> str:
        # A machine may keep hundreds of tokens; hardly any text holds one.
        known = "|".join(form.pattern for form in self._known if form.literal in text)
        if known:
            text = re.sub(known, MARK, text)
        for word in self._words:
            text = word.sub(MARK, text)
        for pattern, replacement in _PATTERNS:
            text = pattern.sub(replacement, text)
        return text

    def scrub_tree(self, tree: T) -> T:
        """The same JSON value with every string in it scrubbed, keys included."""
        scrubbed: Any = tree
        if isinstance(tree, str):
            scrubbed = self.scrub_text(tree)
        elif isinstance(tree, dict):
            scrubbed = {self.scrub_tree(key): self.scrub_tree(value) for key, value in tree.items()}
        elif isinstance(tree, (list, tuple)):
            scrubbed = [self.scrub_tree(value) for value in tree]
        return scrubbed  # type: ignore[no-any-return]


class _Form(NamedTuple):
    """A way in which a secret may be written down. literal: what a text has to hold for the pattern to match."""

    literal: str
    pattern: str


_END = r"[^\s\"'<>&]*"  # up to where a secret ends in any text
_ENDS = re.compile(r"[\s\"'<>&]+")


def _forms(secret: str) -> Iterator[_Form]:
    """Every way in which a secret may be written down."""
    for value in {secret, *secret.splitlines()[:_MOST_PARTS]}:
        value = value.strip().strip("\"'")
        if not _worth_hiding(value):
            continue
        if _is_long(value):
            yield from _forms_of_long(value)
            continue
        yield from (_Form(form, re.escape(form)) for form in _encodings(value))
        if len(value) >= _SHORTEST_BASE64:
            yield from (_Form(form, re.escape(form)) for form in _base64(value))
        if len(value) >= _SHORTEST_CUT and not value.startswith(_API_KEY):
            # Long values are shown cut short by whoever prints them.
            yield _Form(value[:_CUT], re.escape(value[:_CUT]) + _END)
            yield _Form(value[-_CUT:], r"(?<=\.)" + re.escape(value[-_CUT:]))


def _is_long(value: str) -> bool:
    """Whether a value is told well enough by how it begins, and too long to be looked for as a whole."""
    if len(value) > _LONGEST:
        return True
    return len(value) > _LONG and not value.startswith(_API_KEY) and not _ENDS.search(value)


def _forms_of_long(value: str) -> Iterator[_Form]:
    """What a long value begins with, up to where it ends in the text; each word where it has several."""
    for word in _ENDS.split(value, _MOST_PARTS)[:_MOST_PARTS]:
        if len(word) < _SHORTEST_CUT:
            continue
        head = word[:_HEAD]
        yield from (_Form(form, re.escape(form) + _END) for form in {*_encodings(head), *_base64(head)})
        yield _Form(word[:_CUT], re.escape(word[:_CUT]) + _END)
        yield _Form(word[-_CUT:], r"(?<=\.)" + re.escape(word[-_CUT:]))


def _worth_hiding(value: str) -> bool:
    if len(value) < SHORTEST_SECRET or value.startswith(("your-", "<", "$")) or set(value) <= {"*", "x", "X", "."}:
        return False
    return not (len(value) < _SHORTEST_WORD and value.isascii() and value.isalpha() and value.islower())


def _encodings(value: str) -> set[str]:
    escaped = html.escape(value)
    return {
        value,
        quote(value, safe=""),
        quote(value),
        quote_plus(value),
        quote(quote(value, safe=""), safe=""),
        json.dumps(value)[1:-1],
        json.dumps(value, ensure_ascii=False)[1:-1],
        json.dumps(value).replace("/", "\\/")[1:-1],
        repr(value)[1:-1],
        escaped,
        html.escape(value, quote=False),
        escaped.replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
    }


def _base64(value: str) -> Iterator[str]:
    """What a value's base64 has in common at each of the three places it can start in a longer text."""
    raw = value.encode()
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw).decode()
        core = encoded[(0, 2, 3)[before] :].rstrip("=")
        core = core if (before + len(raw)) % 3 == 0 else core[:-1]
        yield core
        yield core.translate(str.maketrans("+/", "-_"))


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
    return _API_KEY + MARK if len(tail) >= SHORTEST_SECRET and re.search("[A-Z0-9]", tail) else match[0]


_PAIR_NAMES = (
    r"aws_?secret_?access_?key|aws_?session_?token|aws_?security_?token|aws_?access_?key_?id|aws_bearer_token_bedrock|"
    r"secret_?access_?key|access_?key_?id|session_?token|security_?token|access_?token|refresh_?token|id_?token|"
    r"client_?secret|x-amz-security-token|authorization|password|passwd"
)

# In this order: what has a name or a prefix first, what only looks random last. Each takes time by a text's length:
# where a prefix is followed by a run of characters, the run is taken whether it is a secret or not, so that no part of
# it is looked at again.
_PATTERNS: tuple[tuple[re.Pattern[str], _Replacement], ...] = (
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
    (re.compile(rf"{_API_KEY}(?P<tail>[A-Za-z0-9+/=_%-]*)"), _mask_short_term_key),
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
