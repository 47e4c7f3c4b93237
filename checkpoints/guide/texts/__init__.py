"""Every text that a person reads, in Korean and English, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from checkpoints.guide.edition import Edition
from checkpoints.guide.texts import (
    access,
    classroom,
    claude_code,
    credentials,
    looking,
    options,
    page,
    permissions,
    region,
    scenarios,
    shells,
    system,
    terminal,
    titles,
)
from checkpoints.guide.texts.causes import ADVICE, CASES, find_advice
from checkpoints.guide.texts.text import LANGUAGES, Advice, Text, Who, merge_tables
from checkpoints.guide.workshop import WORKSHOP

__all__ = ["ADVICE", "CASES", "LANGUAGES", "TEXTS", "Advice", "Text", "Who", "fill_text", "find_advice", "say"]

TEXTS: dict[str, Text] = merge_tables(
    access.TEXTS,
    classroom.TEXTS,
    claude_code.TEXTS,
    credentials.TEXTS,
    looking.TEXTS,
    options.TEXTS,
    page.TEXTS,
    permissions.TEXTS,
    region.TEXTS,
    scenarios.TEXTS,
    shells.TEXTS,
    system.TEXTS,
    terminal.TEXTS,
    titles.TEXTS,
)


def say(key: str, language: str, values: Mapping[str, str] | None = None, edition: Edition = WORKSHOP) -> str:
    """A text by its key, in one language, placeholders filled. Raises KeyError for a key that nobody wrote."""
    return fill_text(TEXTS[key], language, values, edition)


def fill_text(text: Text, language: str, values: Mapping[str, str] | None = None, edition: Edition = WORKSHOP) -> str:
    """A text in one language, its placeholders filled: `guide_…` from the edition of the guide, others from values."""
    return text.say(language, {**edition.list_words(language), **(values or {})})
