"""What stops people: the causes, and whom each stops."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from checkpoints.classroom.found import Standing
from checkpoints.classroom.roll import VERDICTS, Roll
from checkpoints.guide.texts.advice import Who
from checkpoints.guide.texts.causes import ADVICE
from checkpoints.guide.vocabulary import Cause, Verdict

_FOR_WHOM = (Who.OWNER, Who.ATTENDEE, Who.AUTHORS)
_HANGING = {(Verdict.BLOCKED, ""), (Verdict.UNVERIFIED, Cause.NOT_PERMITTED_TO_LOOK.value)}
_IN_ORDER = {cause.value: place for place, cause in enumerate(Cause)}


@dataclass(frozen=True, slots=True)
class Stopped:
    """A cause, who can fix it, and the keys of the people that it stops.

    cause: the contract's word, or "" for trouble without one; who: None where this version does not know the word.
    """

    cause: str
    who: Who | None
    people: list[str]


def list_stopped(roll: Roll) -> list[Stopped]:
    """The causes: first those that only the account's owner can fix, then by how many people they stop.

    What hangs on another failure of the same person has that one's cause, and where it has none, is not counted.
    """
    people: dict[str, list[str]] = {}
    for verdict in VERDICTS:
        for key in roll.list_in_order(verdict):
            for cause in dict.fromkeys(list_roots(roll.people[key].latest.standing)):
                people.setdefault(sys.intern(cause), []).append(key)
    found = [Stopped(cause, ADVICE[cause].who if cause in ADVICE else None, keys) for cause, keys in people.items()]
    return sorted(found, key=_urgency)


def list_roots(standing: Standing) -> Iterator[str]:
    """The causes that stop an attendee, "" for trouble without one; what hangs on another failure is not counted.

    Beside a failure, what nobody may look at is such: the attendee's own report says to fix what failed first.
    """
    has_failed = Verdict.FAILED in standing.verdicts
    for verdict, cause in zip(standing.verdicts, standing.causes, strict=True):
        if cause is not None and not (has_failed and (verdict, cause) in _HANGING):
            yield cause


def _urgency(stopped: Stopped) -> tuple[int, int, int, str]:
    who = _FOR_WHOM.index(stopped.who) if stopped.who else len(_FOR_WHOM)
    return who, -len(stopped.people), _IN_ORDER.get(stopped.cause, len(_IN_ORDER)), stopped.cause
