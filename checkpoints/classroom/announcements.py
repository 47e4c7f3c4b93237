"""What to say to a class: causes that one sentence and one command help with, as one announcement."""

from __future__ import annotations

from dataclasses import dataclass

from checkpoints.classroom.roll import Roll
from checkpoints.classroom.stopped import Stopped, list_stopped
from checkpoints.guide.texts.advice import Who
from checkpoints.report.general_advice import explain_cause
from checkpoints.report.wording import Remedy, Wording

# Causes that the same command helps with; `together.*` is the sentence for several of them.
TOGETHER = {
    "region": (
        "region-missing",
        "region-only-in-config",
        "region-only-in-default-variable",
        "region-only-in-dotenv",
        "region-malformed",
        "region-not-guide",
    ),
    "api-key": ("bearer-token-malformed", "bearer-token-rejected", "bearer-token-expired", "bearer-token-wrong-region"),
    "temporary-credentials": ("expired-credentials", "session-token-missing"),
    "network": ("endpoint-unreachable", "timeout"),
    "again": ("throttled", "service-error"),
}
_GROUP_OF = {cause: name for name, causes in TOGETHER.items() for cause in causes}


@dataclass(frozen=True, slots=True)
class Announcement:
    """What one sentence helps with.

    causes: the one that stops most people first; "" for trouble without one. who: can fix it, None where this version
    does not know. people: keys of those of the roster, or of all where there is none; others: keys of those who are
    not on the roster.
    """

    causes: tuple[str, ...]
    who: Who | None
    people: list[str]
    others: list[str]

    @property
    def everybody(self) -> list[str]:
        """The keys of all whom it helps, those of the roster first."""
        return [*self.people, *self.others]


@dataclass(frozen=True, slots=True)
class Wordings:
    """An announcement in a language. say: the sentence to say aloud; remedy: of its first cause; message: to copy."""

    say: str
    remedy: Remedy
    message: str


def list_announcements(roll: Roll) -> list[Announcement]:
    """What to say, that which helps most people first."""
    groups: dict[str, list[Stopped]] = {}
    for each in list_stopped(roll):
        groups.setdefault(_GROUP_OF.get(each.cause, each.cause), []).append(each)
    others = set(roll.others())
    found = [_announce(causes, others) for causes in groups.values()]
    return sorted(found, key=lambda each: (-len(each.people), -len(each.others)))


def _announce(stopped: list[Stopped], others: set[str]) -> Announcement:
    keys = dict.fromkeys(key for each in stopped for key in each.people)
    return Announcement(
        causes=tuple(each.cause for each in stopped),
        who=stopped[0].who,
        people=[key for key in keys if key not in others],
        others=[key for key in keys if key in others],
    )


def word_announcement(announcement: Announcement, wording: Wording) -> Wordings:
    """The announcement in the language of a page."""
    first, *more = announcement.causes
    remedy = explain_cause(first, wording)
    if more:
        say = wording.text(f"together.{_GROUP_OF[first]}")
    else:
        say = remedy.headline or first or wording.text("class.causes.none")
    again = wording.text("class.message.again") if announcement.who is Who.ATTENDEE else None
    return Wordings(say, remedy, "\n".join(line for line in (say, remedy.command, remedy.page, again) if line))


def find_leading_announcements(announcements: list[Announcement]) -> dict[str, int]:
    """For each person, by key, the place of the first announcement that helps."""
    found: dict[str, int] = {}
    for place, each in enumerate(announcements):
        for key in each.everybody:
            found.setdefault(key, place)
    return found
