"""The machines of a class that were asked remotely: what became of each, beside what people handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from checkpoints.classroom import names
from checkpoints.classroom.enumerations import list_numbers, show_first
from checkpoints.guide.vocabulary import RunVerdict
from checkpoints.report.markup import Html, tag, write_prose
from checkpoints.report.shells.reader import Reader
from checkpoints.report.wording import Wording

_MOST_NAMES = 12


class MachineState(str, Enum):
    """What became of a machine that should have been asked."""

    FAILED = "failed-to-run"  # the suite was sent there, and sent nothing back that can be read
    RUNNING = "still-running"
    NOT_REACHED = "not-reached"  # it is on and managed, and nothing was sent there
    UNMANAGED = "unmanaged"  # Systems Manager does not know it, or has lost it
    OFF = "off"
    ANSWERED = "answered"


class CountsAs(str, Enum):
    """What counts for the person of a machine that has answered."""

    FLEET = "fleet"  # what the machine says
    OWN = "own"  # what the person has handed in
    BOTH = "both"  # the machine's, and for what only the person's terminal knows what was handed in
    OTHER = "other"  # what another machine of the same person says
    UNCLEAR = "unclear"  # several people of this name have handed in


@dataclass(frozen=True, slots=True)
class ClassMachine:
    """A machine. label: what people call it. reason: why it has not answered, a word of the texts, or "".

    name: of the person that it counts for; verdict: what it said, where it has answered; counts: for that person.
    """

    id: str
    label: str
    state: MachineState
    reason: str = ""
    name: str = ""
    verdict: RunVerdict | None = None
    counts: CountsAs = CountsAs.FLEET

    def describe_reason(self, wording: Wording) -> str:
        """Why it has not answered, in words."""
        return wording.say(f"fleet.reason.{self.reason}") if self.reason else ""


def make_wording(machines: list[ClassMachine], language: str) -> Wording:
    """The words of a class. On machines that are asked remotely, the suite is installed as a command of its own."""
    return Wording(language, reader=Reader(runner=("checkpoints", "run")) if machines else None)


def count_states(machines: Iterable[ClassMachine]) -> dict[MachineState, int]:
    """How many machines are in each state, in the order in which they are shown."""
    found = Counter(each.state for each in machines)
    return {state: found[state] for state in MachineState if found[state]}


def describe_counts(machines: Iterable[ClassMachine], wording: Wording) -> str:
    """How many machines are in each state, in words."""
    counts = count_states(machines).items()
    return list_numbers((wording.say(f"fleet.state.{state.value}"), count) for state, count in counts)


def render_machines(machines: list[ClassMachine], wording: Wording) -> Iterator[Html]:
    """A row for each machine, those that have not answered first."""
    if not machines:
        return
    yield Html('<section class="listed machines" aria-labelledby="machines">')
    yield tag("h2", wording.say("fleet.machines"), id="machines")
    yield tag("p", describe_counts(machines, wording))
    yield tag("p", wording.say("fleet.machines.more"), class_="muted")
    for state in MachineState:
        found = [each for each in machines if each.state is state]
        if found:
            title = f"{wording.say(f'fleet.state.{state.value}')} ({len(found)})"
            yield Html(f"<details{'' if state is MachineState.ANSWERED else ' open'}>")
            yield tag("summary", tag("h3", title))
            yield tag("p", write_prose(wording.say(f"fleet.state.{state.value}.more")), class_="muted")
            yield tag("ul", *(_row(each, wording) for each in found))
            yield Html("</details>")
    yield Html("</section>")


def _row(machine: ClassMachine, wording: Wording) -> Html:
    lines = [machine.describe_reason(wording)]
    if machine.verdict is not None:
        lines.append(wording.say(f"run.{machine.verdict.value}"))
        lines.append(wording.say(f"fleet.counts.{machine.counts.value}"))
    name = names.plain(machine.name)
    label = names.plain(machine.label)
    return tag(
        "li",
        tag("strong", label),
        tag("span", name) if name and name != label else None,
        *(tag("small", each) for each in lines if each),
    )


def write_summary(machines: list[ClassMachine], wording: Wording) -> Iterator[str]:
    """What the terminal says about machines: how many there are, and which have not answered."""
    if not machines:
        return
    yield ""
    yield f"{wording.say('fleet.machines')}: {describe_counts(machines, wording)}"
    for state in MachineState:
        found = [each for each in machines if each.state is state and state is not MachineState.ANSWERED]
        if found:
            yield f"  {wording.say(f'fleet.state.{state.value}')} {len(found)}: {_list(found, wording)}"


def _list(machines: list[ClassMachine], wording: Wording) -> str:
    return ", ".join(show_first(machines, _MOST_NAMES, lambda each: _describe(each, wording), wording))


def _describe(machine: ClassMachine, wording: Wording) -> str:
    reason = machine.describe_reason(wording)
    label = names.plain(machine.label)
    return f"{label} – {reason}" if reason else label


def describe_machine(machine: ClassMachine) -> dict[str, Any]:
    """A machine as data."""
    answered = machine.state is MachineState.ANSWERED
    return {
        "id": machine.id,
        "label": machine.label,
        "state": machine.state.value,
        "reason": machine.reason or None,
        "name": machine.name or None,
        "verdict": machine.verdict.value if machine.verdict else None,
        "counts": machine.counts.value if answered else None,
    }


class MachineColumn:
    """The column of a table that says of each person what became of their machines.

    find_line: gives the key of the roster's line, or of the name, that a machine's name is of.
    """

    def __init__(self, machines: list[ClassMachine], find_line: Callable[[str], str], wording: Wording) -> None:
        self._of_people: dict[str, list[tuple[str, str]]] = {}  # labels, and what is said of each
        for each in machines:
            state, reason = wording.say(f"fleet.state.{each.state.value}"), each.describe_reason(wording)
            text = f"{state} ({reason})" if reason else state
            self._of_people.setdefault(find_line(each.name), []).append((names.plain(each.label), text))

    def take_out(self, key: str) -> str:
        """What is said once of the machines of a person, by key: of their line on the roster, and of their name."""
        parts = key.split("\0")
        lines = ("\0".join(parts[:end]) for end in range(len(parts), 0, -1))
        return _join_machines([text for line in lines for text in self._of_people.pop(line, [])])

    def list_rest(self) -> Iterator[tuple[str, str]]:
        """The machines of people who have no line of their own: a label, and what is said of it."""
        for machines in self._of_people.values():
            yield machines[0][0], _join_machines(machines)


def _join_machines(machines: list[tuple[str, str]]) -> str:
    return "; ".join(f"{label}: {state}" for label, state in machines)
