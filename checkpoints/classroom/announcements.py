"""What to say to a class: causes that one sentence and one command help with, as one announcement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from checkpoints.classroom.roll import Roll
from checkpoints.classroom.stopped import Stopped, list_stopped
from checkpoints.guide.requirements import HAIKU_ACCESS, REQUIREMENTS, SONNET_ACCESS
from checkpoints.guide.texts.advice import Who
from checkpoints.report.general_advice import differs_by_attendee, explain_cause
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
# What each lacks is on their own page; the guide's policy grants it to all.
_WHOLE_POLICY = frozenset({"policy-incomplete", "streaming-not-allowed", "destination-region-denied"})
_MODEL_ROWS = {SONNET_ACCESS: "sonnet", HAIKU_ACCESS: "haiku"}
_GROUP_OF = {cause: name for name, causes in TOGETHER.items() for cause in causes}


@dataclass(frozen=True, slots=True)
class Announcement:
    """What one sentence helps with.

    causes: the one that stops most people first; "" for trouble without one. who: can fix it, None where this version
    does not know. people: keys of those of the roster, or of all where there is none; others: keys of those who are
    not on the roster. models: how many people lack each of the guide's models, `sonnet` or `haiku`.
    """

    causes: tuple[str, ...]
    who: Who | None
    people: list[str]
    others: list[str]
    models: Mapping[str, int]

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
    found = [_announce(roll, causes, others) for causes in groups.values()]
    return sorted(found, key=lambda each: (-len(each.people), -len(each.others)))


def _announce(roll: Roll, stopped: list[Stopped], others: set[str]) -> Announcement:
    causes = tuple(each.cause for each in stopped)
    keys = dict.fromkeys(key for each in stopped for key in each.people)
    return Announcement(
        causes=causes,
        who=stopped[0].who,
        people=[key for key in keys if key not in others],
        others=[key for key in keys if key in others],
        models=Counter(model for key in keys for model in _find_models(roll, key, causes)),
    )


def _find_models(roll: Roll, key: str, causes: Collection[str]) -> Iterator[str]:
    """The guide's models that one of the causes keeps from a person."""
    of_rows = roll.people[key].latest.standing.causes
    for row, cause in zip(REQUIREMENTS, of_rows, strict=True):
        if cause in causes and row in _MODEL_ROWS:
            yield _MODEL_ROWS[row]


def word_announcement(announcement: Announcement, wording: Wording) -> Wordings:
    """The announcement in the language of a page."""
    first, *more = announcement.causes
    remedy = _explain_to_all(announcement, wording)
    if more:
        say = wording.say(f"together.{_GROUP_OF[first]}")
    else:
        say = remedy.headline or first or wording.say("class.causes.none")
    again = None
    if announcement.who is Who.ATTENDEE:
        command = wording.choose_command(wording.write_commands("pytest --hand-in", {})) or ""
        again = wording.say("class.message.again", {"command": command})
    return Wordings(say, remedy, "\n".join(line for line in (say, remedy.command, remedy.page, again) if line))


def _explain_to_all(announcement: Announcement, wording: Wording) -> Remedy:
    """The advice about the first cause, for all whom it helps at once."""
    remedy = explain_cause(announcement.causes[0], wording, _name_models(announcement, wording))
    if announcement.causes[0] in _WHOLE_POLICY:
        return remedy._replace(how=wording.say("class.fix.policy"))
    if remedy.how and differs_by_attendee(remedy.how, wording):
        return remedy._replace(how=f"{remedy.how} {wording.say('class.fix.own-values')}")
    return remedy


def _name_models(announcement: Announcement, wording: Wording) -> dict[str, str]:
    """The models that the cause keeps from people, with how many each, where not all lack the same."""
    names = {"sonnet": wording.edition.sonnet.name, "haiku": wording.edition.haiku.name}
    found = [(names[model], count) for model, count in sorted(announcement.models.items())]
    if not found:
        return {}
    if len(found) == 1 and found[0][1] == len(announcement.everybody):
        return {"model": found[0][0]}
    counted = (wording.say("class.fix.model", {"model": name, "count": str(count)}) for name, count in found)
    return {"model": ", ".join(counted)}


def word_first_announcements(roll: Roll, wording: Wording) -> tuple[dict[str, int], list[str]]:
    """What is said first: for each person whom something helps, by key, the place of a sentence; and the sentences."""
    announcements = list_announcements(roll)
    # What helps most people stands first, and so is written last.
    places = {key: place for place, each in reversed([*enumerate(announcements)]) for key in each.everybody}
    return places, [word_announcement(each, wording).say.replace("`", "") for each in announcements]
