"""Names that are nearly a name that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_MOST = 3


def list_nearest(name: str, known: Iterable[str]) -> list[str]:
    """The known names, the one that is most like the given one first."""
    wanted = name.casefold()
    return sorted(known, key=lambda each: -SequenceMatcher(None, each.casefold(), wanted).ratio())


def describe_nearest(name: str, known: Iterable[str]) -> str:
    """The few names that are most like the given one, for a list that is too long to be read."""
    return ", ".join(list_nearest(name, known)[:_MOST])
