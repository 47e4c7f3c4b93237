"""What may be so of Haiku, in an account in which everything else is well."""

from __future__ import annotations

from typing import Any

from checkpoints.facts.answer import Answer
from tests.rules.worlds import HAIKU_ID, OPEN, SONNET_ID, US_HAIKU, US_SONNET, gates, lifecycle, permitted, spoke

LOOKING = {"availability_of": OPEN, "lifecycle_of": {HAIKU_ID: lifecycle()}}


def generates(answer: Answer) -> dict[str, Any]:
    """Haiku answers so when it is asked for a token."""
    return {"generation_of": {US_SONNET: spoke(), US_HAIKU: answer}}


def replies(answer: Answer) -> dict[str, Any]:
    """Haiku replies so, for free and when asked for a token."""
    return {"permission_of": permitted({US_HAIKU: answer}), **generates(answer)}


def shut(**closed: str) -> dict[str, Any]:
    """A gate of Haiku is not green, and the caller may look."""
    return {"availability_of": {SONNET_ID: gates(), HAIKU_ID: gates(**closed)}}
