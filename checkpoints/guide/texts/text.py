"""How a text for people is written down: Korean and English side by side, placeholders as `{name}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

Key = TypeVar("Key")
Entry = TypeVar("Entry")


class _Values(dict[str, str]):
    """Values for placeholders; one that nobody gave shows as an ellipsis instead of breaking a report."""

    def __missing__(self, name: str) -> str:
        return "…"


class Text(NamedTuple):
    """One text in every language of the suite: a field for each, so that one that a text lacks is a type error."""

    ko: str
    en: str

    def say(self, language: str, values: Mapping[str, str] | None = None) -> str:
        """The text in one language, its placeholders filled. Raises AttributeError for one that is not in `LANGUAGES`."""
        written: str = getattr(self, language)
        return written.format_map(_Values(values or {}))


LANGUAGES = Text._fields


def merge_tables(*tables: Mapping[Key, Entry]) -> dict[Key, Entry]:
    """Several tables as one. Raises ValueError for a key that two of them have, which is a defect."""
    found: dict[Key, Entry] = {}
    for table in tables:
        twice = found.keys() & table.keys()
        if twice:
            raise ValueError(f"written twice: {sorted(map(str, twice))}")
        found |= table
    return found
