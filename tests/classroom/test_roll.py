"""Whose hand-in counts, and what it all comes to."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from checkpoints.classroom.examine import examine_file
from checkpoints.classroom.found import Reason
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import Roster
from checkpoints.guide.texts import Who
from checkpoints.report.seal import seal_data
from tests.classroom.hand_ins import Sample, hand_in, page_of, report
from tests.report import samples


def _roll(contents: Iterable[str], roster: Iterable[str] | None = None) -> Roll:
    roll = Roll(roster=Roster({name: name for name in roster}, ()) if roster is not None else None)
    for place, content in enumerate(contents):
        for outcome in examine_file(content.encode(), f"{place:03}.html"):
            roll.add(outcome)
    return roll


def test_everybody_ready_is_0() -> None:
    roll = _roll([hand_in("김하나"), hand_in("이두리")])
    assert (roll.counts(), roll.exit_code()) == ((2, 2), 0)


@pytest.mark.parametrize("run", [samples.one_failure, samples.not_verified, samples.part, samples.interrupted])
def test_somebody_who_is_not_ready_is_1(run: Sample) -> None:
    roll = _roll([hand_in("김하나"), hand_in("이두리", run)])
    assert (roll.counts(), roll.exit_code()) == ((1, 2), 1)


def test_nothing_read_is_2_with_a_roster_too() -> None:
    assert _roll([]).exit_code() == 2
    assert _roll(["", "hello"]).exit_code() == 2
    assert _roll(["hello"], ["김하나"]).exit_code() == 2


def test_the_roster_is_who_has_to_be_ready() -> None:
    contents = [hand_in("김하나"), hand_in("남", samples.one_failure)]
    assert _roll(contents, ["김하나"]).exit_code() == 0
    assert _roll(contents, ["김하나", "이두리"]).exit_code() == 1
    roll = _roll(contents, ["김하나", "이두리"])
    assert (roll.missing(), roll.unexpected(), roll.counts()) == (["이두리"], ["남"], (1, 2))


def test_the_latest_hand_in_counts_whatever_the_order_of_the_files() -> None:
    early, late = hand_in("김하나", samples.one_failure, 0), hand_in("김하나", samples.ready, 5)
    for contents in ([early, late], [late, early]):
        roll = _roll(contents)
        assert (roll.counts(), roll.exit_code()) == ((1, 1), 0)
        assert [each.standing.verdict.value for each in roll.earlier["김하나"]] == ["not_ready"]


def test_a_later_failure_stands_in_for_an_earlier_success() -> None:
    roll = _roll([hand_in("김하나", samples.ready, 0), hand_in("김하나", samples.one_failure, 5)])
    assert (roll.counts(), roll.exit_code()) == ((0, 1), 1)


def test_of_two_that_finished_together_the_file_decides() -> None:
    roll = _roll([hand_in("김하나", samples.ready), hand_in("김하나", samples.one_failure)])
    assert roll.latest["김하나"].file == "001.html"


def test_the_same_person_is_known_by_another_spelling() -> None:
    roll = _roll([hand_in("Kim  Hana", samples.one_failure, 0), hand_in(" KIM HANA ", samples.ready, 1)])
    assert roll.counts() == (1, 1)


def test_a_copy_is_a_duplicate_and_counts_once() -> None:
    roll = _roll([hand_in("김하나"), hand_in("김하나"), page_of(seal_data(report("김하나")))])
    assert roll.counts() == (1, 1)
    assert [each.reason for each in roll.set_apart] == [Reason.DUPLICATE] * 2
    assert roll.earlier == {}
    assert list(roll.notes.values()) == [1]


def test_hand_ins_without_a_name_stand_for_themselves() -> None:
    roll = _roll([hand_in(None), hand_in(" ", minute=1), hand_in(None, samples.one_failure)])
    assert roll.counts() == (2, 3)
    assert {roll.name(key) for key in roll.latest} == {""}


def test_whoever_only_rehearsed_is_not_ready_without_a_roster() -> None:
    roll = _roll([hand_in("김하나"), hand_in("이두리", samples.rehearsal)])
    assert (roll.counts(), roll.exit_code()) == ((1, 1), 1)
    assert roll.reasons() == {"이두리": [Reason.REHEARSAL]}


def test_a_rehearsal_beside_the_real_thing_changes_nothing() -> None:
    roll = _roll([hand_in("김하나"), hand_in("김하나", samples.rehearsal, 9)])
    assert (roll.counts(), roll.exit_code(), roll.reasons()) == ((1, 1), 0, {})


def test_rehearsals_alone_were_read_but_nobody_is_ready() -> None:
    assert _roll([hand_in("김하나", samples.rehearsal)]).exit_code() == 1
    assert _roll([page_of(report(None, samples.rehearsal))]).exit_code() == 1


def test_causes_are_told_once_a_person_the_owners_first_then_by_number() -> None:
    kinds = (samples.one_failure, samples.one_failure, samples.owner_needed, samples.blocked_cascade)
    roll = _roll(hand_in(f"사람{place}", run) for place, run in enumerate(kinds))
    told = [(each.cause, each.who, each.people) for each in roll.stopped()]
    assert told == [
        ("model-access-not-granted", Who.OWNER, ["사람2"]),
        ("region-missing", Who.ATTENDEE, ["사람0", "사람1"]),
        ("no-credentials", Who.ATTENDEE, ["사람3"]),
    ]


def test_trouble_without_a_cause_is_told_too() -> None:
    roll = _roll([hand_in("김하나", samples.unknown_refusal)])
    assert [(each.cause, each.who) for each in roll.stopped()] == [("", None)]


def test_guide_notes_are_gathered_and_counted() -> None:
    roll = _roll(hand_in(f"사람{place}") for place in range(3))
    assert [(note.about, count) for note, count in roll.notes.items()] == [("Claude Sonnet 모델 액세스 승인", 3)]


def test_notes_without_end_are_bounded() -> None:
    notes = [[{"about": str(place), "text": str(n)} for n in range(30)] for place in range(20)]
    roll = _roll(hand_in(f"사람{place}", guide_notes=each) for place, each in enumerate(notes))
    assert len(roll.notes) == 200


def test_a_custom_endpoint_is_remembered() -> None:
    roll = _roll([hand_in("김하나", endpoint="custom")])
    assert roll.latest["김하나"].standing.custom
    assert roll.counts() == (1, 1)
