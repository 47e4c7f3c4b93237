"""Files that do not count and have a name in them: who handed them in is told, and nobody is ready against them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints.report.seal import seal_data
from tests.classroom.hand_ins import Json, Sample, hand_in, page_of, report, roll_of, roster_of
from tests.classroom.told import read_data, read_table, read_terminal, write_page
from tests.report import samples


def _without_a_row(found: Json) -> None:
    found["tool"]["version"] = "0.9.0"
    found["steps"][2]["checks"].pop()


def _with_another_word(found: Json) -> None:
    found["steps"][0]["checks"][0]["verdict"] = "postponed"


def _with_another_schema(found: Json) -> None:
    found["schema_version"] = 2


_OTHER_VERSIONS = (_without_a_row, _with_another_word, _with_another_schema)


def _changed(change: Callable[[Json], None], minute: int = 0, run: Sample = samples.ready, name: str = "김하나") -> str:
    found = copy.deepcopy(report(name, run, minute))
    change(found)
    return page_of(seal_data(found))


@pytest.mark.parametrize("change", _OTHER_VERSIONS)
@pytest.mark.parametrize("roster", [None, ["김하나"]])
def test_nobody_is_ready_by_a_hand_in_before_one_of_another_version(
    change: Callable[[Json], None], roster: list[str] | None
) -> None:
    roll = roll_of(hand_in("김하나"), _changed(change, 5), roster=roster)
    assert (roll.counts(), roll.exit_code()) == ((0, 1), 1)
    told = (
        "집계한 결과보다 최근에 만든 파일이 집계에서 제외된 사람이 있습니다. 파일을 다시 받으세요: 김하나 (다른 버전)"
    )
    assert told in read_terminal(roll)
    page = write_page(roll)
    assert told in page and "<small>더 최근 파일은 집계에서 제외: 다른 버전</small>" in page
    (row,) = read_table(roll)
    assert (row["결과"], row["확인할 내용"]) == ("미확인 항목 있음", "더 최근 파일은 집계에서 제외: 다른 버전")
    data = read_data(roll)
    (attendee,) = data["attendees"]
    assert (attendee["verdict"], data["verdicts"]["ready"], data["counted"]["unproven"]) == ("unproven", 0, 1)
    (newer,) = attendee["newer_not_counted"]
    assert (newer["file"], newer["reason"], newer["finished_at"]) == (
        "001.html",
        "other-version",
        "2026-11-02T03:56:11Z",
    )


@pytest.mark.parametrize("change", _OTHER_VERSIONS)
def test_a_hand_in_after_one_of_another_version_counts_and_one_whose_clock_is_ahead_does_not(
    change: Callable[[Json], None],
) -> None:
    roll = roll_of(_changed(change), hand_in("김하나", minute=5))
    assert (roll.counts(), roll.exit_code(), roll.newer_uncounted()) == ((1, 1), 0, {})
    roll = roll_of(hand_in("김하나", minute=60 * 24 * 31), _changed(change, 5))
    assert (roll.counts(), roll.exit_code()) == ((0, 1), 1)


def test_a_later_altered_file_is_told_and_harms_nobody() -> None:
    altered = hand_in("김하나", samples.one_failure, 5).replace("us-east-1", "us-east-2")
    roll = roll_of(hand_in("김하나"), altered)
    assert (roll.counts(), roll.exit_code()) == ((1, 1), 0)
    assert any(line.endswith("김하나 (변경된 파일)") for line in read_terminal(roll))
    (row,) = read_table(roll)
    assert (row["결과"], row["확인할 내용"]) == ("준비 완료", "더 최근 파일은 집계에서 제외: 변경된 파일")


def test_the_report_of_the_run_that_was_handed_in_is_not_told_as_later() -> None:
    roll = roll_of(hand_in("김하나"), page_of(report("김하나")))
    assert (roll.counts(), roll.exit_code(), roll.newer_uncounted()) == ((1, 1), 0, {})


@pytest.mark.parametrize("change", _OTHER_VERSIONS)
def test_whoever_handed_in_only_another_version_is_told_so(change: Callable[[Json], None]) -> None:
    roll = roll_of(_changed(change), hand_in("이두리"), roster=["김하나", "이두리", "박세리"])
    assert (roll.counts(), roll.exit_code()) == ((1, 3), 1)
    assert "미제출: 김하나 (다른 버전), 박세리" in read_terminal(roll)
    assert "<small>집계에서 제외한 파일만 있음: 다른 버전</small>" in write_page(roll)
    told = [row["확인할 내용"] for row in read_table(roll) if row["결과"] == "미제출"]
    assert told == ["집계에서 제외한 파일만 있음: 다른 버전", ""]
    data = read_data(roll)
    assert [each["set_apart"] for each in data["missing_people"]] == [["other-version"], []]
    assert [each["name"] for each in data["set_apart"]] == ["김하나"]


def test_without_a_roster_whoever_handed_in_only_another_version_is_not_ready() -> None:
    roll = roll_of(_changed(_without_a_row), hand_in("이두리"))
    assert (roll.counts(), roll.exit_code()) == ((1, 1), 1)
    assert "집계할 수 없는 파일만 제출: 김하나 (다른 버전)" in read_terminal(roll)


def test_a_later_file_of_one_of_two_namesakes_is_held_against_whoever_it_may_be_of(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "name,aliases\n김하나,hana-1\n김하나,hana-2\n")
    later = _changed(_without_a_row, 5, name="hana-1")
    roll = roll_of(hand_in("김하나"), later, roster=roster)
    assert (list(roll.newer_uncounted()), roll.counts(), roll.exit_code()) == (["김하나"], (0, 2), 1)
    # Once it is known whose the first one is, the other is somebody else.
    roll = roll_of(hand_in("hana-2"), later, roster=roster)
    assert (list(roll.newer_uncounted()), roll.counts()) == ([], (1, 2))


@pytest.mark.parametrize("name", [None, 7, ["김하나"], "x" * 5000])
def test_a_name_that_is_no_name_is_none_and_no_error(name: object) -> None:
    def change(found: Json) -> None:
        found.update(schema_version=2, attendee={"name": name}, finished_at={})

    roll = roll_of(_changed(change), hand_in("이두리"))
    assert [(each.name, each.finished) for each in roll.set_apart] == [("", None)]
