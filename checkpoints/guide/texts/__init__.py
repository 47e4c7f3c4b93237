"""Every text that a person reads, in Korean and English, and nowhere else.

What people are told about causes stands in `causes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from checkpoints.guide.edition import Edition
from checkpoints.guide.texts import options, page, region, terminal, titles
from checkpoints.guide.texts.text import LANGUAGES, Text, merge_tables
from checkpoints.guide.workshop import WORKSHOP

__all__ = ["LANGUAGES", "Text", "fill_text", "find_text", "list_texts", "say"]


def _tables() -> Iterator[Mapping[str, Text]]:
    """Every table of texts: what any run shows first, the others imported once they are asked for."""
    yield from (titles.TEXTS, page.TEXTS, terminal.TEXTS, region.TEXTS, options.TEXTS)
    from checkpoints.guide.texts import (
        access,
        checklist,
        claude_code,
        credentials,
        destinations,
        looking,
        permissions,
        shells,
        system,
    )

    yield from (access.TEXTS, permissions.TEXTS, credentials.TEXTS, claude_code.TEXTS, looking.TEXTS)
    yield from (checklist.TEXTS, shells.TEXTS, system.TEXTS, destinations.TEXTS)
    from checkpoints.guide.texts import (
        accounts,
        classroom,
        classroom_page,
        drop_box,
        explanation,
        fleet,
        rounds,
        scenarios,
        storage,
        uploads,
        watching,
    )

    yield from (classroom.TEXTS, classroom_page.TEXTS, explanation.TEXTS, scenarios.TEXTS, storage.TEXTS)
    yield from (uploads.TEXTS, watching.TEXTS, fleet.TEXTS)
    yield from (rounds.TEXTS, accounts.TEXTS, drop_box.TEXTS)


@cache
def find_text(key: str) -> Text:
    """A text by its key. Raises KeyError for a key that nobody wrote."""
    for table in _tables():
        if key in table:
            return table[key]
    raise KeyError(key)


def list_texts() -> dict[str, Text]:
    """Every text by its key. Raises ValueError for a key that is written twice."""
    return merge_tables(*_tables())


def say(key: str, language: str, values: Mapping[str, str] | None = None, edition: Edition = WORKSHOP) -> str:
    """A text by its key, in one language, placeholders filled. Raises KeyError for a key that nobody wrote."""
    return fill_text(find_text(key), language, values, edition)


def fill_text(text: Text, language: str, values: Mapping[str, str] | None = None, edition: Edition = WORKSHOP) -> str:
    """A text in one language, its placeholders filled: `guide_…` from the edition of the guide, others from values."""
    return text.say(language, {**edition.list_words(language), **(values or {})})
