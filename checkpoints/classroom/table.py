"""The class as a table for spreadsheets, in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from checkpoints.classroom import names
from checkpoints.classroom.announcements import list_announcements, word_announcement
from checkpoints.classroom.improvement import Improvement, find_improvement, name_rows
from checkpoints.classroom.machines import MachineColumn, make_wording
from checkpoints.classroom.person_doubts import describe_doubts, describe_uncounted
from checkpoints.classroom.proposal_texts import describe_candidates, list_names_by_candidate
from checkpoints.classroom.roll import VERDICTS, Roll
from checkpoints.classroom.spreadsheet import START, write_row
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.report.moments import write_microseconds
from checkpoints.report.seal import write_code
from checkpoints.report.wording import Wording

# Columns before and behind those of the requirements, by the ends of their texts' keys.
_FIRST = ("name", "result", "finished", "endpoint", "causes", "earlier", "file", "code")
_LAST = (
    *("account", "principal", "roster", "say", "group", "near"),
    *("first", "fixed", "new-failures", "same-cause", "same-cause-since", "same-cause-minutes", "doubts"),
)
_BREAK = "\u200b"  # where a narrow column of a page may break a short name

Cells = dict[str, str]  # of a row, by column; what is not there is empty


def write_table(roll: Roll, language: str) -> Iterator[str]:
    """A row for each person: those who handed in, then those who did not."""
    wording = make_wording(roll.machines, language)
    columns = {
        **{name: wording.say(f"class.table.{name}") for name in _FIRST},
        **{row.id: wording.say_title(row.id) for row in REQUIREMENTS},
        **{name: wording.say(f"class.table.{name}") for name in _LAST},
        **({"machines": wording.say("class.table.machines")} if roll.machines else {}),
    }
    yield START
    yield write_row(columns.values())
    machines = MachineColumn(roll.machines, roll.find_line, wording)
    for cells in chain(_list_hand_ins(roll, machines, wording), _list_missing(roll, machines, wording)):
        yield write_row(cells.get(column, "") for column in columns)


def _sentences(roll: Roll, wording: Wording) -> dict[str, list[str]]:
    """What is to be said to each person, by key."""
    found: dict[str, list[str]] = {}
    for each in list_announcements(roll):
        sentence = word_announcement(each, wording).say.replace("`", "")
        for key in each.everybody:
            found.setdefault(key, []).append(sentence)
    return found


def _list_hand_ins(roll: Roll, machines: MachineColumn, wording: Wording) -> Iterator[Cells]:
    others, sentences = set(roll.others()), _sentences(roll, wording)
    for verdict in VERDICTS:
        for key in roll.list_in_order(verdict):
            listed = wording.say("class.not-on-roster" if key in others else "class.on-roster") if roll.roster else ""
            yield {
                **_describe_hand_in(roll, key, wording),
                **_describe_improvement(find_improvement(roll, key), roll.read_at, wording),
                "roster": listed,
                "say": " ".join(sentences.get(key, ())),
                "group": roll.find_group(key),
                "near": describe_candidates(roll, key, wording),
                "doubts": "; ".join(describe_doubts(roll, key, wording)),
                "machines": machines.take_out(key),
            }


def _describe_hand_in(roll: Roll, key: str, wording: Wording) -> Cells:
    person = roll.people[key]
    found, standing = person.latest, person.latest.standing
    account, principal = found.split_caller()
    verdicts = zip(REQUIREMENTS, standing.verdicts, strict=True)
    return {
        "name": roll.format_name(key, wording),
        "result": wording.say(f"run.{roll.find_verdict(key).value}"),
        "finished": write_microseconds(found.finished),
        "endpoint": wording.say("page.made.endpoint.custom" if standing.custom else "page.made.endpoint.aws"),
        "causes": " ".join(standing.list_causes()),
        "earlier": str(len(person.earlier)),
        "file": names.plain(found.file),
        "code": write_code(found.digest),
        **{row.id: wording.say(f"verdict.{verdict.value}") for row, verdict in verdicts},
        "account": account or "",
        "principal": principal or "",
    }


def _describe_improvement(found: Improvement, read_at: int, wording: Wording) -> Cells:
    """Who has improved, and how long one cause has stopped them. read_at: microseconds since 1970."""
    minutes = found.stuck_minutes(read_at)
    return {
        "first": write_microseconds(found.first),
        "fixed": name_rows(found.fixed, wording).replace(_BREAK, ""),
        "new-failures": name_rows(found.new_failures, wording).replace(_BREAK, ""),
        "same-cause": found.cause or "",
        "same-cause-since": "" if found.since is None else write_microseconds(found.since),
        "same-cause-minutes": "" if minutes is None else str(minutes),
    }


def _list_missing(roll: Roll, machines: MachineColumn, wording: Wording) -> Iterator[Cells]:
    """Those on the roster without a hand-in that counts; then the machines of nobody who has a row."""
    near, instead = list_names_by_candidate(roll), roll.reasons()
    for key in roll.missing():
        silent = roll.find_silent_machine(key)
        yield {
            "name": roll.find_name(key),
            "result": wording.say(f"fleet.state.{silent.state.value}" if silent else roll.missing_key),
            "roster": wording.say("class.on-roster"),
            "group": roll.find_group(key),
            "near": ", ".join(near.get(key, ())),
            "doubts": describe_uncounted(instead.get(key, ()), wording),
            "machines": machines.take_out(key),
        }
    for label, text in machines.list_rest():
        yield {"name": label, "machines": text}
