"""What has to be found out about the hand-ins of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checkpoints.classroom.found import Reason
from checkpoints.classroom.roll import Roll
from checkpoints.report.wording import Wording


def describe_doubts(roll: Roll, key: str, wording: Wording) -> Iterator[str]:
    """What keeps the hand-in that counts from being certainly the last word. key: of somebody who handed in."""
    if roll.people[key].is_ahead(roll.read_at):
        yield wording.say("class.ahead")
    newer = roll.newer_uncounted().get(key)
    if newer:
        yield wording.say("class.newer", {"reasons": name_reasons((each.reason for each in newer), wording)})


def describe_uncounted(reasons: Iterable[Reason], wording: Wording) -> str:
    """What somebody has handed in who has nothing that counts; "" for nothing."""
    named = name_reasons(reasons, wording)
    return wording.say("class.missing.apart", {"reasons": named}) if named else ""


def name_reasons(reasons: Iterable[Reason], wording: Wording) -> str:
    """Why files are set apart, each reason once."""
    return ", ".join(wording.say(f"apart.{reason.value}") for reason in dict.fromkeys(reasons))
