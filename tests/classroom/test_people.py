"""A class is people: who shares a name is not the same, and nobody is ready by another's hand-in."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest

from checkpoints.classroom.machines import ClassMachine, MachineState
from checkpoints.classroom.roll import Roll
from tests.classroom.hand_ins import Sample, hand_in_by, roll_of, roster_of
from tests.classroom.told import read_data, read_table, read_terminal, write_page
from tests.report import samples

Caller = tuple[str | None, str | None]
ME: Caller = ("********3333", "role/Workshop")
NOBODY: Caller = (None, None)
OTHERS: tuple[Caller, ...] = (
    ("********4444", "role/Workshop"),
    ("********3333", "user/min-su"),
    ("********3333", "root"),
)


def _by(caller: Caller, run: Sample = samples.ready, minute: int = 0, name: str = "김민수") -> str:
    account, principal = caller
    return hand_in_by(name, run, minute, account=account, principal=principal)


@pytest.mark.parametrize("other", OTHERS)
def test_people_of_one_name_stay_apart_and_are_told(other: Caller) -> None:
    roll = roll_of(_by(ME, samples.one_failure), _by(other, minute=5))
    assert (roll.counts(), roll.exit_code(), len(roll.people)) == ((1, 2), 1, 2)
    doubt = "이름은 같지만 계정이나 역할이 다른 사람이 있습니다. 누구인지 확인하세요: 김민수 2명"
    assert doubt in read_terminal(roll)
    page = write_page(roll)
    assert doubt in page and " ".join(map(str, other)) in page
    assert [each["namesake"] for each in read_data(roll)["attendees"]] == [True, True]


def test_an_attempt_before_there_were_credentials_is_the_same_persons_and_nobodys_of_several() -> None:
    before, mine = _by(NOBODY, samples.blocked_cascade), _by(ME, minute=5)
    roll = roll_of(before, mine)
    assert (roll.counts(), roll.namesakes(), len(roll.people["김민수"].earlier)) == ((1, 1), [], 1)
    roll = roll_of(before, mine, _by(OTHERS[0], minute=6))
    assert (roll.counts(), roll.exit_code()) == ((2, 3), 1)


def _assert_clock_is_told(roll: Roll) -> None:
    told = "완료 시각이 현재보다 늦은 제출이 있습니다. 컴퓨터의 시계를 확인하세요: 김민수"
    assert told in read_terminal(roll)
    page = write_page(roll)
    assert told in page and "<small>완료 시각이 미래</small>" in page
    assert "완료 시각이 미래" in read_table(roll)[0]["확인할 내용"]
    assert [each["finished_in_future"] for each in read_data(roll)["attendees"]] == [True]


_AHEAD = 60 * 24 * 30 + 60  # an hour after the reading


@pytest.mark.parametrize(
    ("runs", "counts", "file"),
    [
        ([(samples.ready, 0), (samples.one_failure, _AHEAD)], (0, 1), "001.html"),
        ([(samples.ready, 0), (samples.one_failure, _AHEAD), (samples.ready, _AHEAD + 5)], (0, 1), "001.html"),
        ([(samples.one_failure, 0), (samples.ready, _AHEAD)], (0, 1), "000.html"),
        ([(samples.ready, 0), (samples.ready, _AHEAD)], (1, 1), "000.html"),
        ([(samples.one_failure, 0), (samples.ready, _AHEAD * 12)], (0, 1), "000.html"),
        ([(samples.ready, _AHEAD)], (1, 1), "000.html"),
        ([(samples.ready, _AHEAD), (samples.one_failure, _AHEAD + 5)], (0, 1), "001.html"),
    ],
)
def test_no_clock_that_is_ahead_makes_ready_or_loses_a_doubt_and_it_is_told(
    runs: list[tuple[Sample, int]], counts: tuple[int, int], file: str
) -> None:
    for order in permutations(runs):
        roll = roll_of(*(_by(ME, run, minute) for run, minute in order))
        assert (roll.counts(), roll.exit_code()) == (counts, int(counts[0] < 1))
        assert roll.people["김민수"].latest.file == f"{order.index(runs[int(file[:3])]):03}.html"
        _assert_clock_is_told(roll)


def test_clocks_that_differ_by_minutes_are_let_be() -> None:
    late = 60 * 24 * 30 + 5  # five minutes after the reading
    roll = roll_of(_by(ME, samples.one_failure), _by(ME, minute=late))
    assert (roll.counts(), roll.ahead()) == ((1, 1), [])


def test_a_name_that_looks_alike_is_marked_and_no_other_person_by_that() -> None:
    roll = roll_of(_by(ME, samples.one_failure), _by(ME, minute=5, name="김\u200b민수"), roster=["김민수"])
    assert roll.counts() == (1, 1)
    assert "비슷해 보이는 다른 문자 포함" in write_page(roll)


# -- people with other names on the roster


@pytest.mark.parametrize("written", ["한지민(8조)", "한지민 ( 8조 )", "한지민（８조）"])
def test_another_name_on_the_roster_counts_as_the_person(written: str, tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "이름,다른 이름\n한지민,한지민(8조);Jimin Han\n")
    roll = roll_of(_by(ME, samples.one_failure, name="한지민"), _by(ME, minute=5, name=written), roster=roster)
    assert (roll.counts(), roll.exit_code(), roll.missing(), roll.unexpected()) == ((1, 1), 0, [], [])
    assert len(roll.people["한지민"].earlier) == 1
    assert roll.find_name("한지민") == "한지민"
    roll = roll_of(_by(ME, name=written), roster=roster)
    assert (roll.counts(), roll.exit_code(), roll.missing()) == ((1, 1), 0, [])


def test_under_another_name_a_later_failure_counts_and_another_account_is_a_namesake_to_check(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "이름,다른 이름\n한지민,한지민(8조)\n")
    later = _by(ME, samples.one_failure, 5, name="한지민(8조)")
    assert roll_of(_by(ME, name="한지민"), later, roster=roster).exit_code() == 1
    contents = _by(ME, samples.one_failure, name="한지민"), _by(OTHERS[0], name="한지민(8조)")
    roll = roll_of(*contents, roster=roster)
    assert (roll.counts(), roll.exit_code(), roll.namesakes()) == ((0, 1), 1, ["한지민"])
    roll = roll_of(_by(ME, samples.rehearsal, name="한지민(8조)"), roster=roster)
    assert (list(roll.reasons()), roll.missing()) == (["한지민"], ["한지민"])


def test_other_names_tell_namesakes_of_one_account_apart(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "이름,조,다른 이름\n김민수,1,김민수A\n김민수,2,김민수B\n")
    first, second = _by(ME, samples.one_failure, name="김민수A"), _by(ME, minute=5, name="김민수B")
    roll = roll_of(first, second, roster=roster)
    assert (roll.counts(), roll.exit_code(), len(roll.people), roll.namesakes()) == ((1, 2), 1, 2, [])
    assert sorted((roll.find_group(key), roll.is_ready(key)) for key in roll.people) == [("1조", False), ("2조", True)]
    roll = roll_of(second, roster=roster)
    assert (roll.counts(), [roll.find_group(key) for key in roll.missing()]) == ((1, 2), ["1조"])
    roll = roll_of(second, _by(ME, name="김민수"), roster=roster)
    assert (roll.counts(), roll.exit_code(), len(roll.people)) == ((2, 2), 0, 2)


def test_a_machine_known_by_another_name_is_of_the_person_on_the_roster(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "이름,다른 이름\n한지민,vm-08\n")
    roll = roll_of(_by(ME, name="vm-08"), roster=roster)
    roll.add_machine(ClassMachine("i-1", "vm-08", MachineState.ANSWERED, name="VM-08"))
    assert (roll.unsettled_machines(), roll.exit_code()) == ([], 0)
    silent = ClassMachine("i-1", "vm-08", MachineState.OFF, name="VM-08")
    roll = roll_of(roster=roster)
    roll.add_machine(silent)
    assert (roll.find_silent_machine("한지민"), roll.unsettled_machines()) == (silent, [silent])


def test_a_machine_of_a_name_on_two_lines_is_told_on_either(tmp_path: Path) -> None:
    roll = roll_of(_by(ME, name="ji-min"), roster=roster_of(tmp_path, "이름,다른 이름\n한지민,ji-min\n한지민,jm\n"))
    silent = ClassMachine("i-1", "vm-08", MachineState.OFF, name="한지민")
    roll.add_machine(silent)
    (missing,) = roll.missing()
    assert missing.startswith("한지민\0")
    assert roll.find_silent_machine(missing) is silent


def test_whoever_is_missing_is_told_the_state_of_the_machine_that_has_not_answered(tmp_path: Path) -> None:
    answered = ClassMachine("i-1", "vm-08", MachineState.ANSWERED, name="한지민")
    silent = ClassMachine("i-2", "vm-09", MachineState.OFF, name="한지민")
    for machines, state in (([answered, silent], "꺼져 있음"), ([answered], "결과 없음")):
        roll = roll_of(roster=roster_of(tmp_path, "한지민\n박세리\n"))
        for each in machines:
            roll.add_machine(each)
        row = next(each for each in read_table(roll) if each["이름"] == "한지민")
        assert row["결과"] == state
        (line,) = re.findall("<li>한지민.*?</li>", write_page(roll))
        assert ("꺼져 있음" in line, "응답함" in line) == (silent in machines, False)
