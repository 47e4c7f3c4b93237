"""Every text that a person reads, in Korean and English, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from checkpoints.guide.texts import (
    access,
    classroom,
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
from checkpoints.guide.texts.causes import ADVICE
from checkpoints.guide.texts.text import LANGUAGES, Advice, Text, Who, merge_tables

__all__ = ["ADVICE", "LANGUAGES", "TEXTS", "Advice", "Text", "Who", "say"]

TEXTS: dict[str, Text] = merge_tables(
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


def say(key: str, language: str, values: Mapping[str, str] | None = None) -> str:
    """A text by its key, in one language, placeholders filled. Raises KeyError for a key that nobody wrote."""
    return TEXTS[key].say(language, values)
