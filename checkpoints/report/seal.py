"""The seal of a hand-in: a SHA-256 over the data's canonical form, and a short code of it for reading aloud.

It shows that the data arrived as they were written. It does not show who made the run: whoever can run the suite can
also write a seal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeVar, cast

KEY = "hand_in"
Data = TypeVar("Data", bound=Mapping[str, object])

# No vowels, so that no words come out; nothing that is mistaken for another by eye or by ear in capitals.
_ALPHABET = "2346789BCDFGHJKMPQRTVWXY"
_GROUPS, _GROUP = 4, 4


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def write_canonical_form(data: Mapping[str, object]) -> bytes:
    """The form that is digested: without the seal, keys sorted, no white space, UTF-8.

    Raises ValueError for what JSON cannot hold: NaN, infinities, halves of characters.
    """
    unsealed = {name: value for name, value in data.items() if name != KEY}
    return _CANONICAL.encode(unsealed).encode("utf-8")


def compute_digest(canonical: bytes) -> bytes:
    """The SHA-256 of a canonical form, 32 bytes."""
    return hashlib.sha256(canonical).digest()


def seal_data(data: Data) -> Data:
    """The same data with its seal under `hand_in`: `sha256` in hexadecimal and `code`. An older seal is replaced."""
    whole = _storable({name: value for name, value in data.items() if name != KEY})
    digest = compute_digest(write_canonical_form(whole))
    return cast(Data, {**whole, KEY: {"sha256": digest.hex(), "code": write_code(digest)}})


def carries_seal(data: Mapping[str, object], digest: bytes) -> bool:
    """Whether the data carry the seal of a digest."""
    found = data.get(KEY)
    if not isinstance(found, dict):
        return False
    expected = {"sha256": digest.hex(), "code": write_code(digest)}
    return all(found.get(name) == value for name, value in expected.items())


def write_code(digest: bytes) -> str:
    """A digest in four groups of four characters, about 73 bits of it, such as `7KQX-M2RD-HB4T-9WVC`."""
    # What the code does not show is left out first: small numbers are divided faster.
    number = int.from_bytes(digest, "big") % len(_ALPHABET) ** (_GROUPS * _GROUP)
    characters = []
    for _ in range(_GROUPS * _GROUP):
        number, place = divmod(number, len(_ALPHABET))
        characters.append(_ALPHABET[place])
    text = "".join(characters)
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def _storable(value: Any) -> Any:
    """The value as a file gives it back: halves of characters, which come from undecodable command lines, replaced."""
    if isinstance(value, str):
        return value.encode("utf-8", errors="replace").decode("utf-8")
    if isinstance(value, dict):
        return {_storable(name): _storable(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_storable(inner) for inner in value]
    return value
