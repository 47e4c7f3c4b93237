"""Names and other texts from strangers: when two names are the same, and how any of them is shown on one line."""

from __future__ import annotations

import hashlib
import unicodedata

_LONGEST = 120
_SHOWN = 200


def key(name: str) -> str:
    """What two spellings of one name have in common: NFC, without space around or runs of it within, case folded."""
    composed = " ".join(unicodedata.normalize("NFC", name).split())
    return unicodedata.normalize("NFC", composed.casefold())


def bounded(name: str) -> str:
    """The name itself; one of more than 120 characters cut, with a few digits of its digest in place of the rest."""
    if len(name) <= _LONGEST:
        return name
    rest = hashlib.sha256(name.encode("utf-8", errors="replace")).hexdigest()[:8]
    return f"{name[:_LONGEST]}…{rest}"


def plain(text: str, most: int = _SHOWN) -> str:
    """The text on one line, without what steers a terminal, hides, or turns the reading direction; cut at `most`."""
    line = text[: most + 1]
    if not line.isprintable():
        line = "".join(each if _shows(each) else " " for each in line)
    line = " ".join(line.split())
    return line if len(text) <= most else f"{line[: most - 1]}…"


def _shows(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"
