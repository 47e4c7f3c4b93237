"""What is said about hand-ins whose names nearly match somebody's."""

from __future__ import annotations

from typing import Any

from checkpoints.classroom import names
from checkpoints.classroom.enumerations import show_first
from checkpoints.classroom.proposals import Proposal
from checkpoints.classroom.roll import Roll
from checkpoints.report.wording import Wording

_MOST_CANDIDATES = 3


def name_candidates(proposal: Proposal, roll: Roll, wording: Wording) -> str:
    """Whom a hand-in may be of, `한지민`; of namesakes with their groups where they are known, `한지민 (8조)`."""

    def name(key: str) -> str:
        group = roll.find_group(key) if "\0" in key[1:] else ""
        return f"{roll.find_name(key)} ({group})" if group else roll.find_name(key)

    return " / ".join(dict.fromkeys(show_first(proposal.candidates, _MOST_CANDIDATES, name, wording)))


def format_proposal(key: str, proposal: Proposal, roll: Roll, wording: Wording) -> str:
    """Whom a hand-in may be of, behind its name: `한지민(8조) → 한지민?`."""
    values = {"name": names.plain(roll.people[key].latest.name), "people": name_candidates(proposal, roll, wording)}
    return wording.say("class.near.name", values)


def list_proposals(roll: Roll, wording: Wording, *, clear: bool) -> list[str]:
    """The proposals that are clear, or those where two people could be meant, by the name of the hand-in."""
    found = sorted(roll.proposals().items())
    return [format_proposal(key, each, roll, wording) for key, each in found if each.is_clear is clear]


def list_names_by_candidate(roll: Roll) -> dict[str, list[str]]:
    """The names of the hand-ins that are proposed as somebody, by the key of whom they are proposed as."""
    found: dict[str, list[str]] = {}
    for key, proposal in sorted(roll.proposals().items()):
        if proposal.is_clear:
            found.setdefault(proposal.candidates[0], []).append(names.plain(roll.people[key].latest.name))
    return found


# -- in the table and in the data


def describe_candidates(roll: Roll, key: str, wording: Wording) -> str:
    """Whom the hand-in of a person may be of, `→ 한지민?`; "" for nobody."""
    proposal = roll.proposals().get(key)
    return wording.say("class.near.row", {"people": name_candidates(proposal, roll, wording)}) if proposal else ""


def describe_missing(roll: Roll, key: str) -> dict[str, Any]:
    """Somebody on the roster without a hand-in, as data."""
    return {"name": roll.find_name(key), "group": roll.find_group(key) or None}


def describe_proposal(roll: Roll, key: str) -> dict[str, Any]:
    """Whom a hand-in may be of; is_clear: whether only one person can be meant. Not counted as that person's."""
    candidates, is_clear = roll.proposals()[key]
    people = [{"name": roll.find_name(each), "group": roll.find_group(each) or None} for each in candidates]
    found = roll.people[key].latest
    return {"written_name": found.name, "file": found.file, "may_be": people, "is_clear": is_clear}
