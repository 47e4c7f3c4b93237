"""An access key pair, described by its shape and never by its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from checkpoints.facts.fingerprint import fingerprint


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
    wrapped: parts with quotes, white space or line ends around, or control characters or bytes that are no text within;
    white space around a token does no harm. is_token_padded: a line end is there, which Claude Code alone leaves out.
    is_example: the access key id of AWS's documentation. identity: a fingerprint of all three, "" without a key id.
    """

    kind: KeyKind = KeyKind.NONE
    present: frozenset[Part] = frozenset()
    placeholders: frozenset[Part] = frozenset()
    commented: frozenset[Part] = frozenset()
    bracketed: frozenset[Part] = frozenset()
    wrapped: frozenset[Part] = frozenset()
    is_token_padded: bool = False
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


def trim_token(token: str) -> str:
    """A session token without white space around it, as a header's value is sent (Fetch Standard, "normalize").

    A blank one stays as it is.
    """
    return token.strip(" \t\r\n") or token


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
    if not values:
        return NO_KEYS
    from checkpoints.facts.secret_text import is_bracketed, is_commented, is_placeholder, is_wrapped

    key_id, token = values.get(Part.ID, ""), values.get(Part.TOKEN, "")
    in_headers = {**values, Part.TOKEN: trim_token(token)}
    return KeyPair(
        kind=_kind(key_id),
        present=frozenset(values),
        placeholders=_select(values, is_placeholder),
        commented=_select(values, is_commented),
        bracketed=_select(values, is_bracketed),
        wrapped=_select(in_headers, is_wrapped),
        is_token_padded=token.strip(" \t") != token.strip(" \t\r\n"),
        is_example=key_id.strip().endswith("EXAMPLE"),
        identity=fingerprint(*(values.get(part, "") for part in Part)) if key_id else "",
    )


def _select(values: Mapping[Part, str], is_so: Callable[[str], bool]) -> frozenset[Part]:
    """The parts whose value is of a kind."""
    return frozenset(part for part, value in values.items() if is_so(value))


def _kind(key_id: str) -> KeyKind:
    if not key_id:
        return KeyKind.NONE
    letters = re.match(r"^\W*(AKIA|ASIA)", key_id)
    return KeyKind(letters[1]) if letters else KeyKind.OTHER
