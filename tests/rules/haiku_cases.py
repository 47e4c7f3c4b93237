"""What may be so of Haiku, in an account in which everything else is well."""

from __future__ import annotations

from typing import Any

from checkpoints.facts.answer import Answer
from tests.rules.fakes import Reply
from tests.rules.worlds import HAIKU_ID, OPEN, SONNET_ID, US_HAIKU, gates, lifecycle


def generates(reply: Reply) -> dict[str, Any]:
    """Haiku answers so when it is asked for a token."""
    return {"called": {US_HAIKU: reply}}


def replies(reply: Reply) -> dict[str, Any]:
    """Haiku replies so, for free and when asked for a token."""
    return {"free": {US_HAIKU: reply}, **generates(reply)}


def free(reply: Reply, *actions: str) -> dict[str, Any]:
    """Haiku replies so for free, to these actions or to both, and speaks when asked for a token."""
    return {"free": {(each, US_HAIKU): reply for each in actions} if actions else {US_HAIKU: reply}}


def shut(**closed: str) -> dict[str, Any]:
    """A gate of Haiku is not green, and the caller may look."""
    return {"gates": {SONNET_ID: gates(), HAIKU_ID: gates(**closed)}}


def lives(cycle: Answer) -> dict[str, Any]:
    """What Haiku's life cycle says."""
    return {"life": {HAIKU_ID: cycle}}


LOOKING = {"gates": OPEN, **lives(lifecycle())}
