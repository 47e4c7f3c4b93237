"""What has to be found out about the hand-ins of one person."""

from __future__ import annotations

from collections.abc import Iterator

from checkpoints.classroom.roll import Roll
from checkpoints.report.wording import Wording


def tell_doubts(roll: Roll, key: str, wording: Wording) -> Iterator[str]:
    """What keeps the hand-in that counts from being certainly the last word. key: of somebody who handed in."""
    if roll.people[key].is_ahead(roll.read_at):
        yield wording.text("class.ahead")
