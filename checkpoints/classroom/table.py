"""The class as a table for spreadsheets, in pieces."""

from __future__ import annotations

from collections.abc import Iterator

from checkpoints.classroom import names
from checkpoints.classroom.announcements import list_announcements, word_announcement
from checkpoints.classroom.improvement import Improvement, find_improvement, name_rows
from checkpoints.classroom.machines import MachineColumn, make_wording
from checkpoints.classroom.person_doubts import tell_doubts, tell_instead
from checkpoints.classroom.proposal_texts import list_names_by_candidate, tell_candidates
from checkpoints.classroom.roll import VERDICTS, Roll
from checkpoints.classroom.spreadsheet import START, write_row
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.report.moments import write_microseconds
from checkpoints.report.seal import write_code
from checkpoints.report.wording import Wording

# Columns, by the ends of their texts' keys.
_IMPROVEMENT = ("first", "fixed", "new-failures", "same-cause", "same-cause-since", "same-cause-minutes")
_BREAK = "\u200b"  # where a narrow column of a page may break a short name


def write_table(roll: Roll, language: str) -> Iterator[str]:
    """A row for each person: those who handed in, then those who did not."""
    wording = make_wording(roll.machines, language)
    yield START
    heads = ("name", "result", "finished", "endpoint", "causes", "earlier", "file", "code")
    columns = [
        *(wording.say(f"class.table.{head}") for head in heads),
        *(wording.say_title(row.id) for row in REQUIREMENTS),
        *(wording.say(f"class.table.{head}") for head in ("account", "principal", "roster", "say", "group", "near")),
        *(wording.say(f"class.table.{head}") for head in (*_IMPROVEMENT, "doubts")),
    ]
    machines = MachineColumn(roll.machines, wording)
    columns += machines.heads
    yield write_row(columns)
    yield from _rows_of_hand_ins(roll, machines, wording)
    near, instead = list_names_by_candidate(roll), roll.reasons()
    for key in roll.missing():
        listed, silent = wording.say("class.on-roster"), roll.find_silent_machine(key)
        result = wording.say(f"fleet.state.{silent.state.value}" if silent else roll.missing_key)
        cells = [listed, "", roll.find_group(key), ", ".join(near.get(key, ())), *[""] * len(_IMPROVEMENT)]
        cells.append(tell_instead(instead.get(key, ()), wording))
        cells += machines.take_cells(key)
        blank = [""] * (len(columns) - 2 - len(cells))
        yield write_row([roll.find_name(key), result, *blank, *cells])
    for label, state in machines.list_rest():
        yield write_row([label, *[""] * (len(columns) - 2), state])


def _rows_of_hand_ins(roll: Roll, machines: MachineColumn, wording: Wording) -> Iterator[str]:
    others, said = set(roll.others()), _sentences(roll, wording)
    for verdict in VERDICTS:
        for key in roll.list_in_order(verdict):
            listed = wording.say("class.not-on-roster" if key in others else "class.on-roster") if roll.roster else ""
            cells = [
                *_cells(roll, key, wording),
                listed,
                " ".join(said.get(key, ())),
                roll.find_group(key),
                tell_candidates(roll, key, wording),
            ]
            more = _improvement_cells(find_improvement(roll, key), roll.read_at, wording)
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
        roll.find_name(key) or wording.say("class.no-name"),
        wording.say(f"run.{roll.find_verdict(key).value}"),
        write_microseconds(found.finished),
        wording.say("page.made.endpoint.custom" if standing.custom else "page.made.endpoint.aws"),
        " ".join(found.standing.list_causes()),
        str(len(person.earlier)),
        names.plain(found.file),
        write_code(found.digest),
        *(wording.say(f"verdict.{verdict.value}") for verdict in standing.verdicts),
        *(each or "" for each in found.split_caller()),
    ]


def _improvement_cells(found: Improvement, read_at: int, wording: Wording) -> list[str]:
    """Who has improved, and how long one cause has stopped them. read_at: microseconds since 1970."""
    minutes = found.stuck_minutes(read_at)
    return [
        write_microseconds(found.first),
        *(name_rows(places, wording).replace(_BREAK, "") for places in (found.fixed, found.new_failures)),
        found.cause or "",
        "" if found.since is None else write_microseconds(found.since),
        "" if minutes is None else str(minutes),
    ]
