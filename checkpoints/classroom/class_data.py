"""The class as data for machines, in the words of the report's contract and in pieces."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from checkpoints.classroom import names
from checkpoints.classroom.announcements import Announcement, list_announcements, word_announcement
from checkpoints.classroom.found import HandedIn, SetApart
from checkpoints.classroom.improvement import Improvement, find_improvement
from checkpoints.classroom.machines import describe_machine, make_wording
from checkpoints.classroom.proposal_texts import describe_missing, describe_proposal
from checkpoints.classroom.roll import VERDICTS, Roll
from checkpoints.classroom.stopped import Stopped, list_stopped
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.moments import to_rfc3339, write_microseconds
from checkpoints.report.seal import write_code
from checkpoints.report.wording import Wording

_VERSION = 1


def write_data(roll: Roll, now: datetime, language: str = "ko") -> Iterator[str]:
    """All that is known of a class. now: aware; language: of sentences to say."""
    return write_json(_head(roll, now), _lists(roll, make_wording(roll.machines, language)))


def write_json(head: Mapping[str, Any], lists: Iterable[tuple[str, Iterable[Any]]]) -> Iterator[str]:
    """An object in pieces: its first fields, then lists, an item a line; items are made one after the other."""
    yield _json(head)[:-1]
    for name, items in lists:
        yield f', "{name}": ['
        for place, item in enumerate(items):
            yield f"{',' if place else ''}\n{_json(item)}"
        yield "]"
    yield "}\n"


def _head(roll: Roll, now: datetime) -> dict[str, Any]:
    ready, every = roll.counts()
    return {
        "schema_version": _VERSION,
        "kind": "class",
        "section": WORKSHOP.section,
        "made_at": to_rfc3339(now),
        "of": "roster" if roll.roster else "read",
        "ready": ready,
        "all": every,
        "verdicts": _count_verdicts(roll, roll.people),
        # The same of those that `ready` and `all` speak of, and of those whom the roster does not have.
        "counted": {**_count_verdicts(roll, roll.counted()), "missing": len(roll.missing())},
        "others": _count_verdicts(roll, roll.others()),
        "exit_code": roll.exit_code(),
    }


def _count_verdicts(roll: Roll, keys: Iterable[str]) -> dict[str, int]:
    return {verdict.value: count for verdict, count in roll.count_verdicts(keys).items()}


def _lists(roll: Roll, wording: Wording) -> tuple[tuple[str, Iterable[Any]], ...]:
    """Each list with its name; its items are generated, since a class may be large."""
    return (
        ("attendees", (_attendee(roll, key) for verdict in VERDICTS for key in roll.list_in_order(verdict))),
        ("missing", map(roll.find_name, roll.missing())),
        ("missing_people", _missing(roll)),
        ("not_on_roster", map(roll.find_name, roll.unexpected())),
        ("similar_names", (describe_proposal(roll, key) for key in sorted(roll.proposals()))),
        *([("machines", map(describe_machine, roll.machines))] if roll.machines else ()),
        ("announcements", (_announcement(roll, each, wording) for each in list_announcements(roll))),
        ("causes", (_cause(roll, each) for each in list_stopped(roll))),
        ("guide_notes", _notes(roll)),
        ("set_apart", (_apart(each) for each in sorted(roll.set_apart, key=lambda each: each.file))),
    )


def _attendee(roll: Roll, key: str) -> dict[str, Any]:
    person = roll.people[key]
    found = person.latest
    account, principal = found.split_caller()
    return {
        "name": roll.find_name(key) or None,
        "written_name": found.name or None,
        "group": roll.find_group(key) or None,
        **_hand_in(found),
        "verdict": roll.find_verdict(key).value,
        "newer_not_counted": [_apart(each) for each in roll.newer_uncounted().get(key, ())],
        "endpoint": "custom" if found.standing.custom else "aws",
        "checks": {row.id: verdict.value for row, verdict in zip(REQUIREMENTS, found.standing.verdicts, strict=True)},
        "causes": found.standing.list_causes(),
        "earlier": [_hand_in(each) for each in person.earlier],
        "account": account,
        "principal": principal,
        "namesake": roll.is_namesake(key),
        "finished_in_future": person.is_ahead(roll.read_at),
        "look_alike": names.is_look_alike(found.name),
        "improvement": _improvement(find_improvement(roll, key), roll.read_at),
    }


def _improvement(found: Improvement, read_at: int) -> dict[str, Any]:
    """Who has improved. read_at: microseconds since 1970."""
    return {
        "first_seen": write_microseconds(found.first),
        "last_seen": write_microseconds(found.last),
        "attempts": found.attempts,
        "fixed": _ids(found.fixed),
        "fixed_since_previous": _ids(found.fixed_since_previous),
        "new_failures": _ids(found.new_failures),
        "same_cause": found.cause or None,
        "same_cause_since": None if found.since is None else write_microseconds(found.since),
        "same_cause_minutes": found.stuck_minutes(read_at),
    }


def _ids(places: tuple[int, ...]) -> list[str]:
    return [REQUIREMENTS[place].id for place in places]


def _hand_in(found: HandedIn) -> dict[str, Any]:
    return {
        "verdict": found.standing.verdict.value,
        "finished_at": write_microseconds(found.finished),
        "file": found.file,
        "sha256": found.digest.hex(),
        "code": write_code(found.digest),
    }


def _missing(roll: Roll) -> Iterator[dict[str, Any]]:
    instead = roll.reasons()
    for key in roll.missing():
        yield {**describe_missing(roll, key), "set_apart": [reason.value for reason in instead.get(key, ())]}


def _announcement(roll: Roll, announcement: Announcement, wording: Wording) -> dict[str, Any]:
    words = word_announcement(announcement, wording)
    return {
        "say": words.say,
        "message": words.message,
        "command": words.remedy.command or None,
        "page": words.remedy.page or None,
        "who": announcement.who.value if announcement.who else None,
        "causes": [cause for cause in announcement.causes if cause],
        "count": len(announcement.people),
        "attendees": [roll.find_name(key) for key in announcement.people],
        "not_on_roster": [roll.find_name(key) for key in announcement.others],
    }


def _cause(roll: Roll, stopped: Stopped) -> dict[str, Any]:
    return {
        "cause": stopped.cause or None,
        "who": stopped.who.value if stopped.who else None,
        "count": len(stopped.people),
        "attendees": [roll.find_name(key) for key in stopped.people],
    }


def _notes(roll: Roll) -> Iterator[dict[str, Any]]:
    for note, count in roll.notes.most_common():
        yield {"about": note.about, "text": note.text, "count": count}


def _apart(found: SetApart) -> dict[str, Any]:
    return {
        "file": found.file,
        "reason": found.reason.value,
        "name": found.name or None,
        "where": found.where or None,
        "finished_at": None if found.finished is None else write_microseconds(found.finished),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
