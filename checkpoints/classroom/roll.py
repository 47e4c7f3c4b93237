"""The roll: whose hand-in counts, and who is ready."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from checkpoints.classroom import names
from checkpoints.classroom.found import READ, UNCOUNTED, GuideNote, HandedIn, Outcome, Reason, SetApart, Standing
from checkpoints.classroom.machines import ClassMachine, MachineState
from checkpoints.classroom.near_names import find_group
from checkpoints.classroom.people import People, Person, choose_counted, find_people, may_be_newer, read_clock
from checkpoints.classroom.proposals import Proposal, propose_among, propose_from_roster
from checkpoints.classroom.roster import Roster
from checkpoints.guide.vocabulary import RunVerdict
from checkpoints.report.wording import Wording

_MOST_NOTES = 200
_FILE = attrgetter("file")  # an order that does not depend on which place was read first
VERDICTS = (RunVerdict.NOT_READY, RunVerdict.UNPROVEN, RunVerdict.READY)  # the worst first


@dataclass(slots=True)
class Roll:
    """Everything that was read, as it comes in.

    A person's key is as `People` says; of a hand-in without a name, its digest. read_at: microseconds since 1970.
    """

    set_apart: list[SetApart] = field(default_factory=list)
    notes: Counter[GuideNote] = field(default_factory=Counter)
    roster: Roster | None = None
    read_at: int = field(default_factory=read_clock)
    remembered: dict[str, list[HandedIn]] = field(default_factory=dict)
    machines: list[ClassMachine] = field(default_factory=list, init=False)
    _under_name: dict[str, HandedIn | list[HandedIn]] = field(default_factory=dict)  # a list takes room
    _people: People | None = None  # as they were found last
    _newer: dict[str, list[SetApart]] | None = None  # as they were found last
    _digests: set[bytes] = field(default_factory=set)  # of those under names that several hand-ins have
    _standings: dict[Standing, Standing] = field(default_factory=dict)
    _counts_notes: bool = False
    _silent: dict[str, ClassMachine] = field(default_factory=dict)  # machines without an answer, by whose they are
    _proposals: dict[str, Proposal] | None = None  # as they were found last

    def add(self, outcome: Outcome) -> None:
        """Take in what a file came to."""
        if isinstance(outcome, HandedIn):
            self._counts_notes = self._hand_in(outcome)
        elif isinstance(outcome, SetApart):
            self.set_apart.append(outcome)
            self._newer = None
        elif self._counts_notes and (outcome in self.notes or len(self.notes) < _MOST_NOTES):
            self.notes[outcome] += 1

    def add_machine(self, machine: ClassMachine) -> None:
        """Take in what became of a machine."""
        self.machines.append(machine)
        if machine.state is not MachineState.ANSWERED:
            self._silent.setdefault(self.find_line(machine.name), machine)

    def _hand_in(self, found: HandedIn) -> bool:
        """Take in a hand-in, unless it is a copy. Returns whether it is none."""
        found = HandedIn(found.packed, self._standings.setdefault(found.standing, found.standing))
        name = names.key(found.name) or f"\0{found.digest.hex()}"
        others = self._under_name.get(name)
        if others is None:
            self._under_name[name] = found
        elif self._is_copy(found, others):
            self.set_apart.append(SetApart(found.file, Reason.DUPLICATE, found.name))
            return False
        else:
            attempts = others if isinstance(others, list) else [others]
            attempts.append(found)
            self._under_name[name] = attempts
            self._digests.update((attempts[0].digest, found.digest))
        self._people = self._proposals = self._newer = None
        return True

    def _is_copy(self, found: HandedIn, others: HandedIn | list[HandedIn]) -> bool:
        """Whether the same data are there already, which are under the same name then."""
        return found.digest in self._digests if isinstance(others, list) else found.digest == others.digest

    # -- who is who

    def _found(self) -> People:
        if self._people is None:
            self._people = find_people(self._under_name, self.roster, self.read_at)
        return self._people

    @property
    def people(self) -> dict[str, Person]:
        """Everybody who handed in something that counts, by key."""
        return self._found().by_key

    def find_keys(self, name: str) -> list[str]:
        """The keys of the people under a name's key, or under that of a line of the roster."""
        found = self._found()
        if name in found.by_key:
            return [name]
        keys = found.shared.get(name.partition("\0")[0], [])
        return [key for key in keys if f"{key}\0".startswith(f"{name}\0")]

    def namesakes(self) -> list[str]:
        """The keys of the names that different people share, whom the roster does not tell apart either."""
        shared = self._found().shared
        return sorted(
            name for name, keys in shared.items() if len({key.rpartition("\0")[0] for key in keys}) < len(keys)
        )

    def is_namesake(self, key: str) -> bool:
        """Whether somebody else has this person's name."""
        return "\0" in key[1:]

    def ahead(self) -> list[str]:
        """The keys of those with a hand-in that finished after it was read, as no clock that is right would have it."""
        return sorted(key for key, person in self.people.items() if person.is_ahead(self.read_at))

    def proposals(self) -> dict[str, Proposal]:
        """Whom hand-ins may be of whose name nearly matches, by the keys of who handed in. None of them is counted."""
        if self._proposals is None:
            beside = self.unexpected()
            if self.roster is None:
                self._proposals = propose_among(self.people)
            elif beside:
                self._proposals = propose_from_roster(self.roster, self.people, beside, self.missing())
            else:
                self._proposals = {}
        return self._proposals

    # -- results

    def is_ready(self, key: str) -> bool:
        """Whether this person's latest hand-in is ready, and no later one is of a version that cannot be read here."""
        return key in self.people and self.find_verdict(key) is RunVerdict.READY

    def find_verdict(self, key: str) -> RunVerdict:
        """The verdict of somebody who handed in; unproven where a later file may say anything."""
        verdict = self.people[key].latest.standing.verdict
        newer = self.newer_uncounted().get(key, ())
        is_doubted = any(each.reason is Reason.OTHER_VERSION for each in newer)
        return RunVerdict.UNPROVEN if verdict is RunVerdict.READY and is_doubted else verdict

    def newer_uncounted(self) -> dict[str, list[SetApart]]:
        """The files that are not counted and may be later than what counts of a person under the same name, by key."""
        if self._newer is None:
            self._newer = {}
            for each in sorted(self.set_apart, key=_FILE):
                line = self.find_line(each.name) if each.reason in UNCOUNTED else ""
                for key in self._find_possible_keys(line) if line else ():
                    if may_be_newer(each, self.people[key].latest, self.read_at):
                        self._newer.setdefault(key, []).append(each)
        return self._newer

    def _find_possible_keys(self, line: str) -> list[str]:
        """The keys of the people on a line; where nobody is known to be, of those who may be on any of its name."""
        found, name = self.find_keys(line), line.partition("\0")[0]
        if found or self.roster is None:
            return found
        return self._split_by_line(name, self.roster)[1]

    def counts(self) -> tuple[int, int]:
        """How many are ready, of how many: those on the roster, or where there is none, all who handed in."""
        every = len(self.people) if self.roster is None else sum(map(self.roster.times, self.roster.people))
        return sum(map(self.is_ready, self.counted())), every

    def counted(self) -> list[str]:
        """The keys of those that `counts` speaks of: on the roster, or where there is none, all who handed in."""
        if self.roster is None:
            return list(self.people)
        split = (self._split_by_line(name, self.roster) for name in self.roster.people)
        return [key for of_lines, unknown in split for key in choose_counted(of_lines, unknown, self.is_ready)]

    def _split_by_line(self, name: str, roster: Roster) -> tuple[list[list[str]], list[str]]:
        """The people under a name by its lines, and those on no known line: of several, another name settles it."""
        of_lines = [self.find_keys(line) for line in roster.lines(name)]
        known = {key for each in of_lines for key in each}
        return of_lines, [key for key in self.find_keys(name) if key not in known]

    def others(self) -> list[str]:
        """The keys of those who handed in and whom the roster does not have, by name."""
        return sorted(self.people.keys() - set(self.counted())) if self.roster else []

    def count_verdicts(self, keys: Iterable[str]) -> dict[RunVerdict, int]:
        """How many of these people have each verdict, those who are ready first."""
        found = Counter(map(self.find_verdict, keys))
        return {verdict: found[verdict] for verdict in reversed(VERDICTS)}

    def list_in_order(self, verdict: RunVerdict) -> list[str]:
        """The keys of those with a verdict, by name."""
        return sorted(key for key in self.people if self.find_verdict(key) is verdict)

    def missing(self) -> list[str]:
        """The keys of the lines of the roster without a hand-in that counts, in its order.

        Where it is not known which lines of a name these are, the name's key as often as one is missing.
        """
        return (
            [key for name in self.roster.people for key in self._find_missing(name, self.roster)] if self.roster else []
        )

    @property
    def missing_key(self) -> str:
        """The text that says what `missing` lack: a hand-in, or where machines were asked, any result."""
        return "fleet.missing" if self.machines else "class.missing"

    def _find_missing(self, name: str, roster: Roster) -> list[str]:
        of_lines, unknown = self._split_by_line(name, roster)
        free = [line for line, found in zip(roster.lines(name), of_lines, strict=True) if not found]
        return [name] * (len(free) - len(unknown)) if unknown else free

    def unexpected(self) -> list[str]:
        """The keys of those who handed in without being on the roster, by name."""
        roster = self.roster
        if roster is None:
            return []
        names_beside = (name for name in self._under_name if name not in roster.people and name not in roster.aliases)
        return sorted(key for name in names_beside for key in self.find_keys(name))

    def reasons(self) -> dict[str, list[Reason]]:
        """Why the files of people were set apart, by key of the names in them, for those who have nothing better."""
        found: dict[str, list[Reason]] = {}
        for each in sorted(self.set_apart, key=_FILE):
            key = self.find_line(each.name)
            if key and not self.find_keys(key):
                reasons = found.setdefault(key, [])
                if each.reason not in reasons:
                    reasons.append(each.reason)
        return found

    def find_line(self, name: str) -> str:
        """The key of the roster's line that has a written name as another name; else the name's own key."""
        key = names.key(name)
        return self.roster.aliases.get(key, key) if self.roster else key

    def find_name(self, key: str) -> str:
        """The name that a key stands for, on one line, as the roster has it if it does; "" where there is none."""
        name = key.partition("\0")[0]
        if self.roster and name in self.roster.people:
            return names.plain(self.roster.people[name])
        person = self.people.get(key) or next((self.people[each] for each in self.find_keys(key)), None)
        return names.plain(person.latest.name if person else key)

    def format_name(self, key: str, wording: Wording) -> str:
        """The name that a key stands for, or the words for no name."""
        return self.find_name(key) or wording.say("class.no-name")

    def find_written_name(self, key: str) -> str:
        """The other name under which a person handed in, on one line; "" where it is the one that `name` says."""
        written = self.people[key].latest.name
        return "" if names.key(written) == key.partition("\0")[0] else names.plain(written)

    def find_group(self, key: str) -> str:
        """The group of a person or of a line of the roster, else the one within the name; "" where none is known."""
        of_roster = self.roster.group(key) if self.roster else ""
        if of_roster:
            return of_roster
        person, name = self.people.get(key), self.find_name(key)
        written = person.latest.name if person else name
        return find_group(written) or find_group(name)

    def find_group_beside(self, key: str) -> str:
        """The group to show beside the name, where the name does not say it."""
        group = self.find_group(key)
        return group if group not in self.find_name(key) else ""

    def exit_code(self) -> int:
        """0: everybody is ready; 1: somebody is not; 2: no file could be read as a report at all."""
        if not self._under_name and not any(each.reason in READ for each in self.set_apart):
            return 2
        ready, every = self.counts()
        if not self._under_name:
            return 1
        # Without a roster, whoever only rehearsed has been read too, and is not ready; and nobody knows whose a hand-in
        # is that could not be read, nor what it says.
        others = 0 if self.roster else len(self.reasons())
        return 0 if ready == every and not others and not (self.count_unread() or self.unsettled_machines()) else 1

    def count_unread(self) -> int:
        """How many hand-ins could not be read, of whom nobody knows.

        With a roster, which says by itself who is missing, only those that S3 lists and does not give.
        """
        return sum(each.reason is Reason.UNREADABLE and bool(each.where or not self.roster) for each in self.set_apart)

    def unsettled_machines(self) -> list[ClassMachine]:
        """The machines that have not answered, or whose person is not ready by what counts for them."""
        return [each for each in self.machines if not self._is_settled(each)]

    def _is_settled(self, machine: ClassMachine) -> bool:
        keys = self.find_keys(self.find_line(machine.name))
        return machine.state is MachineState.ANSWERED and bool(keys) and all(map(self.is_ready, keys))

    def find_silent_machine(self, key: str) -> ClassMachine | None:
        """The machine of somebody who is missing, by key, that has not answered; None where there is none.

        What a machine answered that counts for nobody is given by `reasons`.
        """
        return self._silent.get(key) or self._silent.get(key.partition("\0")[0])
