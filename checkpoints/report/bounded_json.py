"""JSON from strangers: bounded before it is parsed, and read more strictly than Python reads it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

_BRACKETS = b"[]{}"
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
_OPENING = ord("[")
_ALL_BUT_STRUCTURE_AND_QUOTES = bytes(set(range(256)) - set(_BRACKETS + b',:"'))


class UnboundedError(ValueError):
    """JSON that is larger, deeper or has more elements than is read."""


def parse_json(raw: bytes, *, depth: int, elements: int) -> Any:
    """The value of a JSON text in UTF-8, with or without a byte order mark.

    depth: the most containers within each other; elements: the most values in all of it. Raises UnboundedError beyond
    them, and ValueError for what is not JSON, for NaN and infinities, and for a key that stands twice in an object.
    """
    structure = _find_structure(raw)
    # Every value but the first of its container follows a comma, and the first one its bracket.
    if structure.count(b",") + structure.count(b"[") + 1 > elements:
        raise UnboundedError
    if _is_deeper(structure.translate(None, b",:"), depth):
        raise UnboundedError
    lengths: list[int] = []

    def count_keys(found: dict[str, Any]) -> dict[str, Any]:
        lengths.append(len(found))
        return found

    found = json.JSONDecoder(object_hook=count_keys, parse_constant=_refuse).decode(raw.decode("utf-8-sig"))
    # Cheaper than to look at every pair: a colon follows each key that was written.
    if sum(lengths) != structure.count(b":"):
        raise ValueError("a key stands twice")
    return found


def _find_structure(raw: bytes) -> bytes:
    """Commas, colons, and brackets as one kind, without those in strings; up to the first error in what is no JSON."""
    if b"\\" in raw:
        raw = raw.replace(b"\\\\", b"").replace(b'\\"', b"")
    kept = raw.translate(_ONE_KIND, _ALL_BUT_STRUCTURE_AND_QUOTES)
    return b"".join(kept.split(b'"')[::2])


def _is_deeper(brackets: bytes, most: int) -> bool:
    """Whether brackets stand deeper than so."""
    left = brackets
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


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")
