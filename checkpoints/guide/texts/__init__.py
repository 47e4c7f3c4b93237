"""Every text that a person reads, in Korean and English, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from checkpoints.guide.texts import (
    access,
    access_advice,
    classroom,
    credential_advice,
    credentials,
    looking,
    options,
    page,
    permissions,
    region,
    scenarios,
    terminal,
    titles,
)
from checkpoints.guide.texts.text import LANGUAGES, Advice, Text, Who

__all__ = ["ADVICE", "LANGUAGES", "TEXTS", "Advice", "Text", "Who", "say"]

Entry = TypeVar("Entry")


def _together(*parts: Mapping[str, Entry]) -> dict[str, Entry]:
    """All parts as one; a key that two of them write is a defect. Raises ValueError."""
    found: dict[str, Entry] = {}
    for part in parts:
        twice = found.keys() & part.keys()
        if twice:
            raise ValueError(f"written twice: {sorted(twice)}")
        found |= part
    return found


TEXTS: dict[str, Text] = _together(
    access.TEXTS,
    classroom.TEXTS,
    credentials.TEXTS,
    looking.TEXTS,
    options.TEXTS,
    page.TEXTS,
    permissions.TEXTS,
    region.TEXTS,
    scenarios.TEXTS,
    terminal.TEXTS,
    titles.TEXTS,
)
ADVICE: dict[str, Advice] = _together(
    access_advice.ADVICE, credential_advice.ADVICE, looking.ADVICE, permissions.ADVICE, region.ADVICE
)


def say(key: str, language: str, values: Mapping[str, str] | None = None) -> str:
    """A text by its key, in one language, placeholders filled. Raises KeyError for a key that nobody wrote."""
    return TEXTS[key].say(language, values)
