"""Who has improved, since when, and who has been stopped by one cause for how long."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from checkpoints.classroom import names, reading
from checkpoints.classroom.class_state import ClassState
from checkpoints.classroom.improvement import write_duration
from checkpoints.classroom.roll import Roll
from checkpoints.report.wording import Wording
from tests.classroom.hand_ins import hand_in, put, roll_of
from tests.classroom.told import read_data, read_table, read_terminal, write_page
from tests.report import samples

REGION = "step4.region-exported"


def _told(roll: Roll) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each["improvement"] for each in read_data(roll)["attendees"] if each["name"] == "김하나"
    )
    return found


def _read_minutes_after(roll: Roll, minutes: int, name: str = "김하나") -> Roll:
    """The same roll, read so long after the hand-in that counts."""
    roll.read_at = roll.people[names.key(name)].latest.finished + minutes * 60 * 1_000_000
    return roll


def test_one_hand_in_is_first_and_last_and_its_cause_lasts_since() -> None:
    roll = _read_minutes_after(roll_of(hand_in("김하나", samples.one_failure)), 35)
    found = _told(roll)
    assert found["first_seen"] == found["last_seen"] == found["same_cause_since"]
    assert (found["attempts"], found["fixed"], found["new_failures"]) == (1, [], [])
    assert (found["same_cause"], found["same_cause_minutes"]) == ("region-missing", 35)


def test_who_becomes_ready_has_fixed_what_failed_at_first() -> None:
    found = _told(roll_of(hand_in("김하나", samples.one_failure), hand_in("김하나", minute=20)))
    assert found["first_seen"] != found["last_seen"]
    assert found["attempts"] == 2
    assert REGION in found["fixed"] and found["fixed"] == found["fixed_since_previous"]
    assert (found["new_failures"], found["same_cause"], found["same_cause_minutes"]) == ([], None, None)


def test_what_was_done_and_fails_now_is_a_new_failure() -> None:
    roll = roll_of(
        hand_in("김하나", samples.owner_needed), hand_in("김하나", minute=5), hand_in("김하나", samples.one_failure, 9)
    )
    found = _told(_read_minutes_after(roll, 3))
    assert (found["attempts"], found["fixed_since_previous"]) == (3, [])
    assert found["fixed"]  # of the first
    assert found["new_failures"] == [REGION]
    assert (found["same_cause"], found["same_cause_minutes"]) == ("region-missing", 3)


def test_a_cause_lasts_since_the_first_hand_in_in_a_row_that_has_it() -> None:
    attempts = ((samples.one_failure, 0), (samples.ready, 10), (samples.one_failure, 20), (samples.one_failure, 50))
    roll = roll_of(*(hand_in("김하나", run, minute) for run, minute in reversed(attempts)))
    assert _told(_read_minutes_after(roll, 5))["same_cause_minutes"] == 35


def test_clocks_that_are_ahead_count_for_nothing() -> None:
    ahead = 60 * 24 * 90
    alone = _told(roll_of(hand_in("김하나", samples.one_failure, ahead)))
    assert (alone["same_cause"], alone["same_cause_since"], alone["same_cause_minutes"]) == (None, None, None)
    both = _told(roll_of(hand_in("김하나", minute=ahead), hand_in("김하나", samples.one_failure)))
    assert (both["attempts"], both["first_seen"] == both["last_seen"]) == (1, True)


def test_a_watch_remembers_what_was_replaced(tmp_path: Path) -> None:
    state = ClassState(reading.open_stores([str(tmp_path)]))
    for minute, run in ((0, samples.owner_needed), (10, samples.one_failure), (30, samples.one_failure)):
        put(tmp_path, "1.html", hand_in("김하나", run, minute))
        put(tmp_path, "2.html", hand_in("이두리", samples.one_failure, minute))
        state.look(lambda done, every: None)
    roll = _read_minutes_after(state.make_roll(None), 5)
    found = _told(roll)
    assert (found["attempts"], found["same_cause_minutes"]) == (3, 25)
    assert "step1.haiku-access" in found["fixed"]
    assert (len(roll.people), roll.people["김하나"].earlier) == (2, ())
    (tmp_path / "1.html").rename(tmp_path / "3.html")
    state.look(lambda done, every: None)
    assert _told(state.make_roll(None))["attempts"] == 3
    (tmp_path / "3.html").unlink()
    put(tmp_path, "4.html", hand_in("김하나", minute=40))
    state.look(lambda done, every: None)
    assert _told(state.make_roll(None))["attempts"] == 4


@pytest.mark.parametrize(
    ("language", "marks", "opened"),
    [
        (
            "ko",
            "개선 2개 · 45분째",
            ("이전 제출 2건", "첫 제출: 2026-11-02 12:51", "같은 원인: region-missing, 45분째"),
        ),
        (
            "en",
            "2 fixed · for 45 min",
            ("2 earlier", "first hand-in: 2026-11-02 03:51", "same cause: region-missing, for 45 min"),
        ),
    ],
)
def test_the_grid_says_it_in_short_and_the_opened_row_in_full(
    language: str, marks: str, opened: tuple[str, ...]
) -> None:
    attempts = ((samples.owner_needed, 0), (samples.one_failure, 10), (samples.one_failure, 30))
    roll = _read_minutes_after(roll_of(*(hand_in("김하나", run, minute) for run, minute in attempts)), 25)
    html = write_page(roll, language)
    row = re.search(r"<details class=\"person.*?</details>", html, re.DOTALL)
    assert row and f"<span class=cause><small>{marks}</small> " in row[0]
    for words in opened:
        assert words in row[0]


def test_the_table_has_it_in_columns() -> None:
    roll = roll_of(hand_in("김하나", samples.owner_needed), hand_in("김하나", samples.one_failure, 10), roster=["없음"])
    found, _ = read_table(_read_minutes_after(roll, 25))
    assert found["가장 오래된 원인"] == "region-missing"
    assert (found["같은 원인(분)"], found["같은 원인의 시작(UTC)"]) == ("25", found["완료 시각(UTC)"])
    assert "Haiku" in found["해결한 항목"] and "AWS_REGION" in found["새로 생긴 문제"]
    assert found["첫 제출(UTC)"] < found["완료 시각(UTC)"]
    assert "\u200b" not in f"{found}{read_data(roll)}{read_terminal(roll)}"  # as it stands in a row's title


def test_the_terminal_names_who_has_been_stopped_longest_in_one_line() -> None:
    late = (hand_in(f"사람{place}", samples.one_failure, place) for place in range(7))
    roll = _read_minutes_after(roll_of(*late, hand_in("끝", minute=0)), 60, "사람6")
    assert (
        "같은 원인으로 가장 오래 막힌 사람: 사람0 1시간, 사람1 1시간, 사람2 1시간, 사람3 1시간, 사람4 1시간"
        in read_terminal(roll)
    )


@pytest.mark.parametrize(
    ("minutes", "ko", "en"),
    [(0, "0분", "0 min"), (59, "59분", "59 min"), (60, "1시간", "1 h"), (2879, "47시간", "47 h"), (2880, "2일", "2 d")],
)
def test_durations_are_short(minutes: int, ko: str, en: str) -> None:
    assert (write_duration(minutes, Wording("ko")), write_duration(minutes, Wording("en"))) == (ko, en)
