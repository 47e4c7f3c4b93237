"""What is said of a large class takes time by its size, and not by the square of it."""

from __future__ import annotations

import time

from checkpoints.classroom.changes import Changes
from checkpoints.classroom.examine import read_standing
from checkpoints.classroom.found import pack_hand_in
from checkpoints.classroom.machines import ClassMachine, MachineState
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import make_roster
from checkpoints.report.wording import Wording
from tests.classroom.hand_ins import READ_AT, report
from tests.classroom.told import read_table

PEOPLE = [f"사람{place}" for place in range(3000)]


def _class_without_hand_ins() -> Roll:
    return Roll(roster=make_roster(PEOPLE), read_at=READ_AT)


def test_a_class_that_hands_in_between_two_looks_is_told_of_quickly() -> None:
    changes, full, standing = Changes(Wording("ko")), _class_without_hand_ins(), read_standing(report("x"))
    for place, name in enumerate(PEOPLE):
        full.add(pack_hand_in(name, f"{place}.html", READ_AT - place, standing, place.to_bytes(32, "big")))
    assert list(changes.describe_first_look(_class_without_hand_ins()))
    began = time.process_time()
    first, *_, rest = changes.describe(full)
    assert (first, rest) == ("사람0 준비 완료 — 3000/3000", "그 밖의 변경 2990건")
    assert time.process_time() - began < 5


def test_a_class_whose_machines_are_all_off_has_its_table_quickly() -> None:
    roll = _class_without_hand_ins()
    for place, name in enumerate(PEOPLE):
        roll.add_machine(ClassMachine(f"i-{place}", f"vm-{place}", MachineState.OFF, "stopped", name))
    began = time.process_time()
    rows = read_table(roll)
    assert (len(rows), {row["결과"] for row in rows}) == (3000, {"꺼져 있음"})
    assert time.process_time() - began < 2
