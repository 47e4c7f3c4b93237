"""JSON from strangers: bounded before it is parsed, and read more strictly than Python reads it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

_BRACKETS = b"[]{}"
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
    if _depth(raw) > depth:
        raise UnboundedError
    return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refuse)


def _depth(raw: bytes) -> int:
    """How deep the brackets stand, those within strings left out; up to the first error where it is not JSON."""
    unescaped = raw.replace(b"\\\\", b"").replace(b'\\"', b"")
    structure = unescaped.translate(None, _ALL_BUT_BRACKETS_AND_QUOTES)
    deepest = level = 0
    for bracket in b"".join(structure.split(b'"')[::2]):
        if bracket in b"[{":
            level += 1
            deepest = max(deepest, level)
        else:
            level -= 1
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")
