"""Every text that a person reads, in Korean and English, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from checkpoints.guide.texts.text import LANGUAGES, Advice, Text, Who

__all__ = ["ADVICE", "LANGUAGES", "TEXTS", "Advice", "Text", "Who", "say"]

_ROOMS = (
    "access",
    "classroom",
    "credentials",
    "looking",
    "options",
    "page",
    "permissions",
    "region",
    "scenarios",
    "terminal",
    "titles",
)


def _gathered(name: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for room in _ROOMS:
        entries = getattr(import_module(f"{__name__}.{room}"), name, {})
        twice = found.keys() & entries.keys()
        if twice:
            raise ValueError(f"written twice: {sorted(twice)}")
        found |= entries
    return found


TEXTS: dict[str, Text] = _gathered("TEXTS")  # type: ignore[assignment]
ADVICE: dict[str, Advice] = _gathered("ADVICE")  # type: ignore[assignment]


def say(key: str, language: str, values: Mapping[str, str] | None = None) -> str:
    """A text by its key, in one language, placeholders filled. Raises KeyError for a key that nobody wrote."""
    return TEXTS[key].say(language, values)
