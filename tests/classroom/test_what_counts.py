"""Which hand-in of each person counts: classes made by chance, held against the rule as the documents state it.

A person is a name, in any spelling or as another name of the roster, and a caller. Only sound hand-ins count, each copy
once, and of these the latest; of one moment the worst. A clock that is ahead makes nobody ready, and its doubt stays.
Nobody is ready before a file of another version that may be theirs and later. Where more people than lines have a name,
those who are not ready count.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from checkpoints.classroom.announcements import list_announcements
from checkpoints.classroom.examine import read_standing
from checkpoints.classroom.found import HandedIn, Outcome, Reason, SetApart, Standing, pack_hand_in
from checkpoints.classroom.improvement import find_improvement
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import Roster
from checkpoints.classroom.stopped import list_roots
from checkpoints.guide.vocabulary import RunVerdict
from tests.classroom.hand_ins import READ_AT, report, roster_of
from tests.classroom.told import read_data
from tests.lengths import lengths
from tests.report import samples

MINUTE_US = 60 * 1_000_000
READY, NOT_READY, UNPROVEN = RunVerdict.READY, RunVerdict.NOT_READY, RunVerdict.UNPROVEN
WORST = (NOT_READY, UNPROVEN, READY)
STANDINGS: dict[str, Standing] = {
    "ready": read_standing(report("", samples.ready)),
    "region": read_standing(report("", samples.one_failure)),
    "owner": read_standing(report("", samples.owner_needed)),
    "unseen": read_standing(report("", samples.not_verified)),
    "part": read_standing(report("", samples.part)),
    "custom": replace(read_standing(report("", samples.ready)), custom=True),
}
APART = ("rehearsal", "altered", "unsealed", "other-section", "other-version", "broken")
SPELLINGS = {  # of each name; what shows nothing is none
    "Hana Kim": ("Hana Kim", " HANA  kim", "Hana\u200b Kim", "Ｈana Kim"),
    "김하나": ("김하나", "김 하나", "\u1100\u1175\u11b7하나"),
    "이두리": ("이두리", "이두리 "),
    "vm-8": ("vm-8", "VM-8"),
    "한지민(8조)": ("한지민(8조)", "한지민 (8조)", "한지민（８조）"),
    "": ("", " ", "\u200b"),
}
NAMES = {spelling: name for name, spellings in SPELLINGS.items() for spelling in spellings}
CALLERS = ("", "********3333 role/Workshop", "********4444 role/Workshop")
Lines = tuple[tuple[str, tuple[str, ...]], ...]  # names, and the other names of each
ROSTERS: tuple[Lines, ...] = (
    (),
    (("김하나", ("vm-8",)),),
    (("김하나", ()), ("이두리", ())),
    (("Hana Kim", ("김하나", "한지민(8조)")), ("이두리", ("vm-8",))),
    (("김하나", ()), ("김하나", ()), ("Hana Kim", ())),
    (("김하나", ("vm-8",)), ("김하나", ("한지민(8조)",)), ("이두리", ("Hana Kim",))),
    (("김하나", ("vm-8",)), ("김하나", ()), ("이두리", ())),
    (("김하나", ("vm-8",)), ("이두리", ("vm-8", "Hana Kim"))),
)


class File(NamedTuple):
    """A file of somebody. kind: where they stand, or why it is set apart; minute: after the class is read."""

    path: str
    name: str
    caller: str
    kind: str
    minute: int

    @property
    def counts(self) -> bool:
        return self.kind in STANDINGS

    @property
    def verdict(self) -> RunVerdict:
        return STANDINGS[self.kind].verdict

    @property
    def is_ahead(self) -> bool:
        return self.minute > 10

    def read(self) -> Outcome:
        finished = READ_AT + self.minute * MINUTE_US
        if not self.counts:
            return SetApart(self.path, Reason(self.kind), self.name, finished=finished)
        digest = hashlib.sha256(repr(self[1:]).encode()).digest()
        return pack_hand_in(self.name, self.path, finished, STANDINGS[self.kind], digest, self.caller)


def make_files(chance: Random) -> list[File]:
    found: list[File] = []
    names, callers = chance.sample([*SPELLINGS], chance.randint(1, 4)), chance.sample(CALLERS, chance.randint(1, 3))
    for place in range(chance.randint(1, 7)):
        path = f"{chance.randrange(10)}/{place}.html"
        if found and chance.random() < 0.1:
            found.append(chance.choice(found)._replace(path=path))
            continue
        kind = chance.choice(APART if chance.random() < 0.2 else (*STANDINGS, *["ready"] * 10))
        name = chance.choice(SPELLINGS[chance.choice(names)])
        found.append(File(path, name, chance.choice(callers), kind, chance.choice((-30, -20, -20, -10, 5, 30, 40))))
    return found


def make_rosters(folder: Path) -> list[Roster | None]:
    texts = ("\n".join(f"{name},{';'.join(others)}" for name, others in lines) for lines in ROSTERS)
    return [roster_of(folder, f"name,aliases\n{text}\n") if text else None for text in texts]


def read_class(files: list[File], roster: Roster | None) -> Roll:
    roll = Roll(roster=roster, read_at=READ_AT)
    for each in files:
        roll.add(each.read())
    return roll


# -- the rule

Person = tuple[str, int | None, str]  # name; line, where the name has several and it is known; caller or own digest


def find_line(written: str, lines: Lines) -> tuple[str, int | None]:
    name, listed = NAMES[written], [each for each, _ in lines]
    owners = [place for place, (_, others) in enumerate(lines) if name in others]
    if name in listed or len(owners) != 1:
        return name, None
    (place,) = owners
    return listed[place], place if listed.count(listed[place]) > 1 else None


def judge_people(files: list[File], lines: Lines) -> dict[Person, RunVerdict]:
    attempts: dict[tuple[str, int | None], dict[str, list[File]]] = {}
    for each in {each[1:]: each for each in files if each.counts}.values():
        name, line = find_line(each.name, lines)
        caller = each.caller if name else repr(each[1:])
        attempts.setdefault((name, line), {}).setdefault(caller, []).append(each)
    people: dict[Person, File] = {}
    for (name, line), of_callers in attempts.items():
        before = of_callers.get("", [])
        if len(of_callers) == 2 and before and all(each.verdict is not READY for each in before):
            del of_callers[""]
            next(iter(of_callers.values())).extend(before)
        people.update({(name, line, caller): choose_last(each) for caller, each in of_callers.items()})
    others = [(each, *find_line(each.name, lines)) for each in files if each.kind == "other-version"]
    known = {person[:2] for person in people}
    found = {}
    for person, last in people.items():
        name, line, _ = person
        may_be_theirs = (
            each
            for each, its_name, its_line in others
            if name == its_name != ""
            and (its_line in (None, line) or (line is None and (its_name, its_line) not in known))
        )
        is_doubted = any(each.minute >= last.minute or each.is_ahead or last.is_ahead for each in may_be_theirs)
        found[person] = UNPROVEN if is_doubted and last.verdict is READY else last.verdict
    return found


def choose_last(attempts: list[File]) -> File:
    right = [each for each in attempts if not each.is_ahead]
    doubts = [each for each in attempts if each.is_ahead and each.verdict is not READY]
    return max(doubts or right or attempts, key=lambda each: (each.minute, -WORST.index(each.verdict)))


def count_ready(people: dict[Person, RunVerdict], lines: Lines) -> int:
    """How many lines are ready, however those who wrote a name alone stand for its lines."""
    ready = 0
    for name in dict.fromkeys(each for each, _ in lines):
        of_name = [(line, verdict is READY) for (its_name, line, _), verdict in people.items() if its_name == name]
        settled = {line: True for line, _ in of_name if line is not None}
        for line, is_ready in of_name:
            if line is not None:
                settled[line] = settled[line] and is_ready
        free = [each for each, _ in lines].count(name) - len(settled)
        alone = [is_ready for line, is_ready in of_name if line is None]
        good, bad = alone.count(True), alone.count(False)
        surplus = max(0, bad - free)
        ready += max(0, sum(settled.values()) + min(good, free - min(bad, free)) - surplus)
    return ready


def is_somebody_left(files: list[File]) -> bool:
    """Whether there is a file of somebody who has nothing that counts, of a class without a roster."""
    names = {NAMES[each.name] for each in files if each.counts}
    return any(NAMES[each.name] not in {"", *names} for each in files if not each.counts)


@pytest.mark.parametrize(("seed", "count"), lengths(1, 80, 12_000))
def test_in_each_class_what_counts_is_what_the_rule_says(seed: int, count: int, tmp_path: Path) -> None:
    chance, rosters, ended = Random(seed), make_rosters(tmp_path), Counter[int]()
    for _ in range(count):
        files, place = make_files(chance), chance.randrange(len(ROSTERS))
        lines, roster = ROSTERS[place], rosters[place]
        roll, people = read_class(files, roster), judge_people(files, lines)
        assert sorted(map(roll.find_verdict, roll.people)) == sorted(people.values()), (files, lines)
        every = len(lines) or len(people)
        ready = count_ready(people, lines) if lines else [*people.values()].count(READY)
        assert roll.counts() == (ready, every), (files, lines)
        assert len(roll.counted()) + len(roll.missing()) == every
        assert len(roll.counted()) + len(roll.others()) == len(people)
        assert (roll.exit_code() == 0) == (
            ready == every and bool(people) and bool(lines or not is_somebody_left(files))
        )
        hand_ins = [each for person in roll.people.values() for each in (person.latest, *person.earlier)]
        told = [*(each.file for each in hand_ins), *(each.file for each in roll.set_apart)]
        assert sorted(told) == sorted(each.path for each in files)
        for announcement in list_announcements(roll):
            for key in announcement.everybody:
                assert not roll.is_ready(key)
                assert set(announcement.causes) & set(list_roots(roll.people[key].latest.standing))
        ended[roll.exit_code()] += 1
    assert min(ended[0], ended[1]) > count // 20


@pytest.mark.parametrize(("seed", "count"), lengths(2, 60, 6000))
def test_neither_order_nor_names_of_files_nor_what_does_not_count_makes_anybody_ready(
    seed: int, count: int, tmp_path: Path
) -> None:
    chance, rosters = Random(seed), make_rosters(tmp_path)
    for _ in range(count):
        files, roster = make_files(chance), chance.choice(rosters)
        roll = read_class(files, roster)
        if not any(each.reason is Reason.DUPLICATE for each in roll.set_apart):  # of copies the first one is named
            assert read_data(roll) == read_data(read_class(chance.sample(files, len(files)), roster)), files
        renamed = [each._replace(path=f"{chance.random()}") for each in files]
        assert find_counted(read_class(renamed, roster)) == find_counted(roll), files
        name, kind = chance.choice([*NAMES]), chance.choice(APART)
        more = read_class([*files, File("more", name, "", kind, chance.choice((-40, -20, 5, 50)))], roster)
        assert (roll.exit_code() == 0) >= (more.exit_code() == 0)
        assert set(filter(more.is_ready, more.people)) <= set(filter(roll.is_ready, roll.people))
        # Nobody's hand-in changes what counts of somebody of another name.
        gone = chance.choice(files)
        left = read_class([each for each in files if each is not gone], roster)
        line = roll.find_line(gone.name).partition("\0")[0]
        of_others = [{key: each for key, each in find_counted(r).items() if not is_of(key, line)} for r in (roll, left)]
        assert of_others[0] == of_others[1] or not line, (files, gone)


def is_of(key: str, name: str) -> bool:
    return key.partition("\0")[0] == name


def find_counted(roll: Roll) -> dict[str, tuple[RunVerdict, bytes]]:
    return {key: (roll.find_verdict(key), person.latest.digest) for key, person in roll.people.items()}


# -- cases that chance hardly finds


def test_nobody_is_ready_beside_a_file_of_another_version_of_which_nobody_can_tell_when_it_was_made() -> None:
    roll = read_class([File("a", "김하나", "", "ready", -20)], None)
    roll.add(SetApart("b", Reason.OTHER_VERSION, "김하나"))
    assert (roll.counts(), roll.exit_code(), read_data(roll)["attendees"][0]["verdict"]) == ((0, 1), 1, "unproven")


def test_where_more_wrote_a_name_than_lines_are_free_those_who_are_not_ready_count_for_any_line(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "name,aliases\n김하나,vm-8\n김하나,\n")
    known = File("a", "vm-8", CALLERS[1], "ready", -20)
    others = [File(caller, "김하나", caller, "region", -20) for caller in CALLERS[1:]]
    assert read_class([known, others[0]], roster).counts() == (1, 2)
    assert read_class([known, *others], roster).counts() == (0, 2)


def test_who_has_improved_is_told_under_any_name_of_the_roster_and_of_no_namesake(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "name,aliases\n김하나,vm-8\n")

    def read_one(each: File) -> HandedIn:
        (person,) = read_class([each], None).people.values()
        return person.latest

    roster = roster_of(tmp_path, "name,aliases\n김하나,vm-8\n이두리,한지민(8조)\n이두리,Hana Kim\n")
    before, now = File("a", "vm-8", "", "region", -20), File("a", "김하나", CALLERS[1], "ready", -10)
    others = [now._replace(path=caller, caller=caller) for caller in ("", CALLERS[2])]
    of_line = [each._replace(name="한지민(8조)") for each in (before, now)]
    by_account = before._replace(caller=CALLERS[2])
    cases = [
        (before, [now], [2]),
        (before, [now, others[1]], [1, 1]),
        (by_account, [now], [1]),
        (by_account, others[:1], [2]),
        (by_account, [now, others[0]], [1, 1]),
        (of_line[0], of_line[1:], [2]),
        (of_line[0], [of_line[1]._replace(name="Hana Kim")], [1]),
        (before._replace(name=" "), [now._replace(name="", caller="")], [1]),
    ]
    for seen, files, attempts in cases:
        roll = read_class(files, roster)
        roll.remembered = {NAMES[seen.name]: [read_one(seen)]}
        assert sorted(find_improvement(roll, key).attempts for key in roll.people) == attempts, (seen, files)
