"""The class as a table for spreadsheets and as data for machines, both in pieces."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from checkpoints.classroom import names
from checkpoints.classroom.announcements import Announcement, list_announcements, word_announcement
from checkpoints.classroom.found import HandedIn, SetApart
from checkpoints.classroom.improvement import find_improvement
from checkpoints.classroom.improvement_tables import IMPROVEMENT, improvement_cells, improvement_data
from checkpoints.classroom.machines import MachineColumn, describe_machine, make_wording
from checkpoints.classroom.matrix import ORDER
from checkpoints.classroom.person_doubts import tell_doubts, tell_instead
from checkpoints.classroom.proposal_texts import (
    describe_missing,
    describe_proposal,
    names_by_candidate,
    tell_candidates,
)
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.spreadsheet import START, write_row
from checkpoints.classroom.stopped import list_stopped
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.moments import from_microseconds, to_rfc3339
from checkpoints.report.seal import write_code
from checkpoints.report.wording import Wording

JSON_VERSION = 1


def csv_rows(roll: Roll, language: str) -> Iterator[str]:
    """A row for each person: those who handed in, then those who did not."""
    wording = make_wording(roll.machines, language)
    yield START
    heads = ("name", "result", "finished", "endpoint", "causes", "earlier", "file", "code")
    columns = [
        *(wording.say(f"class.table.{head}") for head in heads),
        *(wording.say_title(row.id) for row in REQUIREMENTS),
        *(wording.say(f"class.table.{head}") for head in ("account", "principal", "roster", "say", "group", "near")),
        *(wording.say(f"class.table.{head}") for head in (*IMPROVEMENT, "doubts")),
    ]
    machines = MachineColumn(roll.machines, wording)
    columns += machines.heads
    yield write_row(columns)
    yield from _rows_of_hand_ins(roll, machines, wording)
    near, instead = names_by_candidate(roll), roll.reasons()
    for key in roll.missing():
        listed, silent = wording.say("class.on-roster"), roll.silent_machine(key)
        result = wording.say(f"fleet.state.{silent.state.value}" if silent else roll.missing_key)
        cells = [listed, "", roll.group(key), ", ".join(near.get(key, ())), *[""] * len(IMPROVEMENT)]
        cells.append(tell_instead(instead.get(key, ()), wording))
        cells += machines.take_cells(key)
        blank = [""] * (len(columns) - 2 - len(cells))
        yield write_row([roll.name(key), result, *blank, *cells])
    for label, state in machines.list_rest():
        yield write_row([label, *[""] * (len(columns) - 2), state])


def _rows_of_hand_ins(roll: Roll, machines: MachineColumn, wording: Wording) -> Iterator[str]:
    others, said = set(roll.others()), _sentences(roll, wording)
    for verdict in ORDER:
        for key in roll.in_order(verdict):
            listed = wording.say("class.not-on-roster" if key in others else "class.on-roster") if roll.roster else ""
            cells = [
                *_cells(roll, key, wording),
                listed,
                " ".join(said.get(key, ())),
                roll.group(key),
                tell_candidates(roll, key, wording),
            ]
            more = improvement_cells(find_improvement(roll, key), roll.read_at, wording)
            more.append("; ".join(tell_doubts(roll, key, wording)))
            yield write_row([*cells, *more, *machines.take_cells(key)])


def _sentences(roll: Roll, wording: Wording) -> dict[str, list[str]]:
    """What is to be said to each person, by key."""
    found: dict[str, list[str]] = {}
    for each in list_announcements(roll):
        sentence = word_announcement(each, wording).say.replace("`", "")
        for key in each.everybody:
            found.setdefault(key, []).append(sentence)
    return found


def _cells(roll: Roll, key: str, wording: Wording) -> list[str]:
    person = roll.people[key]
    found, standing = person.latest, person.latest.standing
    return [
        roll.name(key) or wording.say("class.no-name"),
        wording.say(f"run.{roll.verdict(key).value}"),
        _finished_at(found.finished),
        wording.say("page.made.endpoint.custom" if standing.custom else "page.made.endpoint.aws"),
        " ".join(_causes(found)),
        str(len(person.earlier)),
        names.plain(found.file),
        write_code(found.digest),
        *(wording.say(f"verdict.{verdict.value}") for verdict in standing.verdicts),
        *(each or "" for each in _caller(found)),
    ]


def json_parts(roll: Roll, now: datetime, language: str = "ko") -> Iterator[str]:
    """The same and all the rest in the report contract's words; language: of sentences to say. now: aware."""
    yield _json(_head(roll, now))[:-1]
    for name, items in _lists(roll, make_wording(roll.machines, language)):
        yield f', "{name}": ['
        for place, item in enumerate(items):
            yield f"{',' if place else ''}\n{_json(item)}"
        yield "]"
    yield "}\n"


def _head(roll: Roll, now: datetime) -> dict[str, Any]:
    ready, every = roll.counts()
    return {
        "schema_version": JSON_VERSION,
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


def _lists(roll: Roll, wording: Wording) -> tuple[tuple[str, Iterable[Any]], ...]:
    """Each list with its name; its items are made one after the other, since a class may be large."""
    return (
        ("attendees", (_attendee(roll, key) for verdict in ORDER for key in roll.in_order(verdict))),
        ("missing", map(roll.name, roll.missing())),
        ("missing_people", _missing(roll)),
        ("not_on_roster", map(roll.name, roll.unexpected())),
        ("similar_names", (describe_proposal(roll, key) for key in sorted(roll.proposals()))),
        *([("machines", map(describe_machine, roll.machines))] if roll.machines else ()),
        ("announcements", (_announcement(roll, each, wording) for each in list_announcements(roll))),
        ("causes", (_cause(roll, *each) for each in _stopped(roll))),
        ("guide_notes", _notes(roll)),
        ("set_apart", (_apart(each) for each in sorted(roll.set_apart, key=lambda each: each.file))),
    )


def _count_verdicts(roll: Roll, keys: Iterable[str]) -> dict[str, int]:
    return {verdict.value: count for verdict, count in roll.count_verdicts(keys).items()}


def _attendee(roll: Roll, key: str) -> dict[str, Any]:
    person = roll.people[key]
    found = person.latest
    account, principal = _caller(found)
    return {
        "name": roll.name(key) or None,
        "written_name": found.name or None,
        "group": roll.group(key) or None,
        **_hand_in(found),
        "verdict": roll.verdict(key).value,
        "newer_not_counted": [_apart(each) for each in roll.newer_uncounted().get(key, ())],
        "endpoint": "custom" if found.standing.custom else "aws",
        "checks": {row.id: verdict.value for row, verdict in zip(REQUIREMENTS, found.standing.verdicts, strict=True)},
        "causes": _causes(found),
        "earlier": [_hand_in(each) for each in person.earlier],
        "account": account,
        "principal": principal,
        "namesake": roll.is_namesake(key),
        "finished_in_future": person.is_ahead(roll.read_at),
        "look_alike": names.is_look_alike(found.name),
        "improvement": improvement_data(find_improvement(roll, key), roll.read_at),
    }


def _missing(roll: Roll) -> Iterator[dict[str, Any]]:
    instead = roll.reasons()
    for key in roll.missing():
        yield {**describe_missing(roll, key), "set_apart": [reason.value for reason in instead.get(key, ())]}


def _caller(found: HandedIn) -> tuple[str | None, str | None]:
    """Account and principal; an account begins with its mask."""
    account, _, principal = found.caller.rpartition(" ")
    return (account or None, principal or None) if not principal.startswith("*") else (principal, None)


def _hand_in(found: HandedIn) -> dict[str, Any]:
    return {
        "verdict": found.standing.verdict.value,
        "finished_at": _finished_at(found.finished),
        "file": found.file,
        "sha256": found.digest.hex(),
        "code": write_code(found.digest),
    }


def _stopped(roll: Roll) -> Iterator[tuple[str, str | None, list[str]]]:
    return ((each.cause, each.who.value if each.who else None, each.people) for each in list_stopped(roll))


def _cause(roll: Roll, cause: str, who: str | None, people: list[str]) -> dict[str, Any]:
    shown = [roll.name(key) for key in people]
    return {"cause": cause or None, "who": who, "count": len(people), "attendees": shown}


def _announcement(roll: Roll, announcement: Announcement, wording: Wording) -> dict[str, Any]:
    told = word_announcement(announcement, wording)
    return {
        "say": told.say,
        "message": told.message,
        "command": told.remedy.command or None,
        "page": told.remedy.page or None,
        "who": announcement.who.value if announcement.who else None,
        "causes": [cause for cause in announcement.causes if cause],
        "count": len(announcement.people),
        "attendees": [roll.name(key) for key in announcement.people],
        "not_on_roster": [roll.name(key) for key in announcement.others],
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
        "finished_at": None if found.finished is None else _finished_at(found.finished),
    }


def _causes(found: HandedIn) -> list[str]:
    return [cause for cause in dict.fromkeys(found.standing.causes) if cause]


def _finished_at(finished: int) -> str:
    return to_rfc3339(from_microseconds(finished), fractions=True)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
