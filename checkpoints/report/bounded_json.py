"""JSON from strangers: bounded before it is parsed, and read more strictly than Python reads it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

_BRACKETS = b"[]{}"
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
_OPENING = ord("[")
_ALL_BUT_BRACKETS_AND_QUOTES = bytes(set(range(256)) - set(_BRACKETS + b'"'))


class UnboundedError(ValueError):
    """JSON that is larger, deeper or has more elements than is read."""


def parse_json(raw: bytes, *, depth: int, elements: int) -> Any:
    """The value of a JSON text in UTF-8, with or without a byte order mark.

    depth: the most containers within each other; elements: the most values in all of it. Raises UnboundedError beyond
    them, and ValueError for what is not JSON, for NaN and infinities, and for a key that stands twice in an object.
    """
    # Every value but the first of its container follows a comma, and the first one its bracket.
    if raw.count(b",") + raw.count(b"[") + raw.count(b"{") + 1 > elements:
        raise UnboundedError
    if _is_deeper(raw, depth):
        raise UnboundedError
    return _STRICT.decode(raw.decode("utf-8-sig"))


def _is_deeper(raw: bytes, most: int) -> bool:
    """Whether brackets stand deeper than so, not counting those within strings."""
    unescaped = raw.replace(b"\\\\", b"").replace(b'\\"', b"")
    structure = unescaped.translate(_ONE_KIND, _ALL_BUT_BRACKETS_AND_QUOTES)
    brackets = left = b"".join(structure.split(b'"')[::2])
    for _ in range(most):
        left = left.replace(b"[]", b"")  # the innermost of each, and so one level of all
        if not left:
            return False
    level = 0
    for bracket in brackets:
        level += 1 if bracket == _OPENING else -1
        if level > most:
            return True
    return False


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


_STRICT = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse)
