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
    wrapped: parts with quotes, white space or line ends around or control characters within.
    is_example: the access key id of AWS's documentation. identity: a fingerprint of all three, "" without a key id.
    """

    kind: KeyKind = KeyKind.NONE
    present: frozenset[Part] = frozenset()
    placeholders: frozenset[Part] = frozenset()
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
_PLACEHOLDER = re.compile(
    r"""^[\s"']*(?:
        your[-_ .].*                        # the guide's own
      | [<\[{(].*[>\]})]                    # <access-key>
      | (?:AKIA|ASIA)?[xX*.…•]{3,}\W*       # AKIAXXXXXXXXXXXXXXXX
      | .*[가-힣].*                          # a sentence instead of a key
      | (?:change|replace|insert|paste|enter)[-_ ]?(?:me|this|here|your).*
    )[\s"']*$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_WRAPPED = re.compile(r"""^["'“”‘’\s]|["'“”‘’\s]$|[\x00-\x1f\x7f]""")


def is_placeholder(value: str) -> bool:
    """Whether a value is a placeholder of a guide or template that was never filled in."""
    return _PLACEHOLDER.match(value) is not None


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
        wrapped=frozenset(part for part, value in values.items() if is_wrapped(value)),
        is_example=key_id.strip().endswith("EXAMPLE"),
        identity=fingerprint(*(values.get(part, "") for part in Part)) if key_id else "",
    )


def _kind(key_id: str) -> KeyKind:
    if not key_id:
        return KeyKind.NONE
    letters = _FIRST_LETTERS.match(key_id)
    return KeyKind(letters[1]) if letters else KeyKind.OTHER
