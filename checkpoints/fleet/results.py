"""From what machines said to a class: whose result each is, and what counts for that person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from checkpoints.classroom import names
from checkpoints.classroom.examine import examine_file
from checkpoints.classroom.found import GuideNote, HandedIn, Outcome, pack_hand_in
from checkpoints.classroom.machines import ClassMachine, CountsAs, MachineState
from checkpoints.classroom.people import counts_as_later
from checkpoints.classroom.roll import VERDICTS, Roll
from checkpoints.classroom.roster import Roster, make_roster
from checkpoints.fleet.command_state import Invocation
from checkpoints.fleet.envelope import EnvelopeReading
from checkpoints.fleet.instances import Instance
from checkpoints.fleet.merging import choose_standing
from checkpoints.fleet.states import find_state
from checkpoints.guide.vocabulary import Origin
from checkpoints.report.hand_in import read_hand_in


@dataclass(frozen=True, slots=True)
class MachineResult:
    """A machine of the roster, and what it handed in. notes: of the guide, for the facilitator."""

    machine: ClassMachine
    hand_in: HandedIn | None = None
    notes: tuple[GuideNote, ...] = ()


def read_results(
    instances: Iterable[Instance], invocations: Mapping[str, Invocation], messages: Mapping[str, EnvelopeReading]
) -> list[MachineResult]:
    """The result of each machine. messages: of those whose invocation has ended well."""
    known = {each.id: each for each in instances}
    # What the command was sent to has a row, whatever EC2 says of tags by now.
    every = {**known, **{each: Instance(each) for each in invocations if each not in known}}
    return [_read_result(each, invocations.get(each.id), messages.get(each.id)) for each in every.values()]


def _read_result(instance: Instance, invocation: Invocation | None, message: EnvelopeReading | None) -> MachineResult:
    state, reason = find_state(instance, invocation, message)
    attendee = instance.attendee if names.key(instance.attendee) else ""
    machine = ClassMachine(instance.id, instance.label, state, reason, names.bounded(attendee or instance.label))
    if message is None or message.content is None:
        return MachineResult(machine)
    return _read_answer(machine, message.content, attendee)


def _read_answer(machine: ClassMachine, content: bytes, attendee: str) -> MachineResult:
    """What a machine handed in. attendee: as its tag has it, "" where the hand-in is to say it."""
    report = read_hand_in(content).report
    if report is not None and report.get("origin") != Origin.FLEET.value:
        return MachineResult(replace(machine, state=MachineState.FAILED, reason="not-of-a-fleet"))
    outcomes = list(examine_file(content, machine.id))
    found = next((each for each in outcomes if isinstance(each, HandedIn)), None)
    if found is None:
        return MachineResult(replace(machine, state=MachineState.FAILED, reason="unreadable"))
    name = names.bounded(attendee or found.name or machine.label)
    # Of machines of one image two may say the very same, and still are two.
    digest = hashlib.sha256(found.digest + machine.id.encode()).digest()
    own = pack_hand_in(name, machine.id, found.finished, found.standing, digest, found.caller)
    machine = replace(machine, name=name, verdict=found.standing.verdict)
    return MachineResult(machine, own, tuple(each for each in outcomes if isinstance(each, GuideNote)))


def gather_class(results: list[MachineResult], hand_ins: Iterable[Outcome], roster: Roster | None) -> Roll:
    """The class of all machines and of what people handed in.

    Without a roster of people, the machines and whoever has handed in are the roster: whoever is behind a machine that
    has not answered is missing.
    """
    read = list(hand_ins)
    roll = Roll(roster=roster or _list_people(results, read))
    for outcome in read:
        roll.add(outcome)
    counted = _choose_for_people(results, roll)
    for each in results:
        roll.add_machine(replace(each.machine, counts=counted.get(each.machine.id, each.machine.counts)))
    return roll


def _list_people(results: list[MachineResult], hand_ins: list[Outcome]) -> Roster | None:
    """Everybody, each once, by the name that they gave themselves; None for nobody."""
    people: dict[str, str] = {}
    for name in (*(each.name for each in hand_ins if isinstance(each, HandedIn)), *(r.machine.name for r in results)):
        people.setdefault(names.key(name), name)
    people.pop("", None)
    return make_roster(people.values()) if people else None


class _Choice(NamedTuple):
    """A machine's result that counts for somebody, and what is added to the roll for it."""

    result: MachineResult
    chosen: HandedIn


def _choose_for_people(results: list[MachineResult], roll: Roll) -> dict[str, CountsAs]:
    """Add to the roll what counts of the machines' results; how each of them counts, by machine."""
    counted: dict[str, CountsAs] = {}
    of_people: dict[tuple[str, str], list[_Choice]] = {}  # by name, and by the caller that tells namesakes apart
    for each in results:
        if each.hand_in is not None:
            name = roll.find_line(each.machine.name)
            counts, chosen = _choose(name, each.hand_in, roll)
            counted[each.machine.id] = counts
            if chosen is not None:
                tells_apart = counts is CountsAs.BOTH or (roll.roster is not None and roll.roster.times(name) > 1)
                caller = chosen.caller if tells_apart else ""
                of_people.setdefault((name, caller), []).append(_Choice(each, chosen))
    for several in of_people.values():
        # Of several machines of one person the worst speaks: nobody is ready by half.
        worst, *others = sorted(several, key=_urgency)
        counted.update({each.result.machine.id: CountsAs.OTHER for each in others})
        roll.add(worst.chosen)
        for note in worst.result.notes:
            roll.add(note)
    return counted


def _urgency(choice: _Choice) -> tuple[int, int, str]:
    return VERDICTS.index(choice.chosen.standing.verdict), -choice.chosen.finished, choice.result.machine.id


def _choose(name: str, remote: HandedIn, roll: Roll) -> tuple[CountsAs, HandedIn | None]:
    """How a machine's result counts, and what is added to the roll for it; None where what was handed in counts.

    name: the key of the name or the roster's line that the machine is of.
    """
    keys = roll.find_keys(name)
    if not keys:
        return CountsAs.FLEET, remote
    if len(keys) > 1:  # namesakes, of whom the machine's caller may be one
        keys = [key for key in keys if remote.caller and roll.people[key].latest.caller == remote.caller]
    if not keys:
        return CountsAs.UNCLEAR, None
    own = roll.people[keys[0]].latest
    counts, standing = choose_standing(own, remote, roll.read_at)
    if counts is CountsAs.OWN:
        return counts, None
    file = f"{own.file} + {remote.file}"
    # Both together count, even where what was handed in alone would be the later one.
    finished = own.finished + 1 if counts_as_later(own, remote, roll.read_at) else remote.finished
    return counts, pack_hand_in(own.name, file, finished, standing, remote.digest, own.caller)
