"""An access key pair, described by its shape and never by its values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256


class KeyKind(str, Enum):
    """The kind of key that the first letters of its id name (IAM user guide, "IAM identifiers")."""

    NONE = "none"  # there is no access key id
    LONG_TERM = "AKIA"
    TEMPORARY = "ASIA"
    OTHER = "other"


class Part(str, Enum):
    """One of the three values."""

    ID = "access key id"
    SECRET = "secret access key"
    TOKEN = "session token"


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Access key id, secret access key and session token of one place, by shape.

    present: the parts that are set and not empty. placeholders: parts that still hold a template's words.
    commented: parts with a comment behind the value, which the AWS CLI takes for a part of it and Claude Code does not.
    bracketed: parts whose real value stands in the brackets of a template.
    wrapped: parts with quotes, white space or line ends around or control characters within.
    is_example: the access key id of AWS's documentation. identity: a fingerprint of all three, "" without a key id.
    """

    kind: KeyKind = KeyKind.NONE
    present: frozenset[Part] = frozenset()
    placeholders: frozenset[Part] = frozenset()
    commented: frozenset[Part] = frozenset()
    bracketed: frozenset[Part] = frozenset()
    wrapped: frozenset[Part] = frozenset()
    is_example: bool = False
    identity: str = field(default="", repr=False)

    @property
    def is_complete(self) -> bool:
        """Whether id and secret are both present."""
        return {Part.ID, Part.SECRET} <= self.present

    @property
    def is_half(self) -> bool:
        """Whether some part is present, but not a pair."""
        return bool(self.present) and not self.is_complete

    @property
    def has_token(self) -> bool:
        """Whether a session token is present."""
        return Part.TOKEN in self.present


NO_KEYS = KeyPair()

_FIRST_LETTERS = re.compile(r"^\W*(AKIA|ASIA)")
_TEMPLATE = re.compile(
    r"""^[\s"']*(?:
        your[-_ .].*                        # the guide's own
      | [<\[{(].*[>\]})]                    # <access-key>
      | (?:AKIA|ASIA)?[xX*.…•]{3,}(?:\W*[^\w\s"'])?  # AKIAXXXXXXXXXXXXXXXX
      | [#;].*                              # a comment and nothing else
      | (?:change|replace|insert|paste|enter)[-_ ]?(?:me|this|here|your).*
    )[\s"']*$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_HANGUL = re.compile(r"[가-힣]")
_COMMENT = re.compile(r"(?<!\s)\s+[#;].*", re.DOTALL)
_BRACKETED = re.compile(r"""[\s"']*[<\[{(].*[>\]})][\s"']*""", re.DOTALL)
# What is a key whatever stands around it: an id, a secret, a token, an API key.
_KEY = re.compile(
    r"(?:AKIA|ASIA)[A-Z0-9]{16}|(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=_-]{20,}|[A-Za-z0-9/+=]{40,}", re.ASCII
)
_LEAST_LETTERS = 7  # different ones: a row of x is no key
_WRAPPED = re.compile(r"""^["'“”‘’\s]|["'“”‘’\s]$|[\x00-\x1f\x7f]""")


def is_placeholder(value: str) -> bool:
    """Whether a value is a placeholder of a guide or template that was never filled in, or a sentence in Hangul.

    A comment behind a key, or brackets around one, make no placeholder of it.
    """
    bare = _COMMENT.sub("", value)
    return not _holds_key(bare) and (_TEMPLATE.match(bare) is not None or _HANGUL.search(bare) is not None)


def _holds_key(value: str) -> bool:
    return any(len(set(found)) >= _LEAST_LETTERS for found in _KEY.findall(value))


def is_commented(value: str) -> bool:
    """Whether a comment stands behind a value."""
    return _COMMENT.search(value.strip()) is not None


def is_bracketed(value: str) -> bool:
    """Whether a value stands in brackets."""
    return _BRACKETED.fullmatch(_COMMENT.sub("", value)) is not None


def list_secrets(value: str) -> frozenset[str]:
    """What has to be hidden of a value that stands where a secret belongs, however malformed it is.

    The value itself, and what is left of it without a comment, without what stands around it, and piece by piece where
    white space cut it. Words of a template are no secrets.
    """
    bare = _COMMENT.sub("", value.strip())
    core = bare.strip("\"'“”‘’,;<>[]{}()\t\r\n ")
    is_words = _TEMPLATE.match(bare) is not None and not any(character.isdigit() for character in core)
    if not core or is_words:
        return frozenset()
    pieces = [piece for piece in core.split() if any(character.isdigit() for character in piece)]
    return frozenset({value.strip(), bare, core, *pieces})


def is_wrapped(value: str) -> bool:
    """Whether a value was pasted with quotes, white space or control characters."""
    return _WRAPPED.search(value) is not None


def fingerprint(*values: str) -> str:
    """A hash to compare identities by, without keeping their values: 16 hexadecimal digits."""
    return sha256("\0".join(values).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def describe_key_pair(
    access_key_id: str | None, secret_access_key: str | None, session_token: str | None = None
) -> KeyPair:
    """Describe the shape of a pair; None and "" both mean that a value is absent."""
    values = {
        part: value
        for part, value in (
            (Part.ID, access_key_id),
            (Part.SECRET, secret_access_key),
            (Part.TOKEN, session_token),
        )
        if value
    }
    key_id = values.get(Part.ID, "")
    return KeyPair(
        kind=_kind(key_id),
        present=frozenset(values),
        placeholders=frozenset(part for part, value in values.items() if is_placeholder(value)),
        commented=frozenset(part for part, value in values.items() if is_commented(value)),
        bracketed=frozenset(part for part, value in values.items() if is_bracketed(value)),
        wrapped=frozenset(part for part, value in values.items() if is_wrapped(value)),
        is_example=key_id.strip().endswith("EXAMPLE"),
        identity=fingerprint(*(values.get(part, "") for part in Part)) if key_id else "",
    )


def _kind(key_id: str) -> KeyKind:
    if not key_id:
        return KeyKind.NONE
    letters = _FIRST_LETTERS.match(key_id)
    return KeyKind(letters[1]) if letters else KeyKind.OTHER
