"""Whose hand-in counts, and what it all comes to."""

from __future__ import annotations

import pytest

from checkpoints.classroom.found import Reason
from checkpoints.classroom.stopped import list_stopped
from checkpoints.guide.texts.advice import Who
from checkpoints.report.seal import seal_data
from tests.classroom.hand_ins import hand_in, page_of, report, roll_of
from tests.report import samples

NOT_READY = (samples.one_failure, samples.not_verified, samples.part)
OUTCOMES: dict[str, tuple[tuple[str, ...], tuple[int, int], int]] = {
    # hand-ins; how many are ready of how many; exit code
    "everybody is ready": ((hand_in("김하나"), hand_in("이두리")), (2, 2), 0),
    **{
        f"somebody is not: {run.__name__}": ((hand_in("김하나"), hand_in("이두리", run)), (1, 2), 1)
        for run in NOT_READY
    },
    "nothing": ((), (0, 0), 2),
    "nothing that is a report": (("", "hello"), (0, 0), 2),
    "only rehearsals": ((hand_in("김하나", samples.rehearsal),), (0, 0), 1),
    "an unsealed rehearsal without a name": ((page_of(report(None, samples.rehearsal)),), (0, 0), 1),
    "a later failure": ((hand_in("김하나"), hand_in("김하나", samples.one_failure, 5)), (0, 1), 1),
    "another spelling, later": ((hand_in("Kim Hana", NOT_READY[0]), hand_in(" KIM  HANA ", minute=1)), (1, 1), 0),
    "no names": ((hand_in(None), hand_in(" ", minute=1), hand_in(None, samples.one_failure)), (2, 3), 1),
    "a custom endpoint": ((hand_in("김하나", endpoint="custom"),), (1, 1), 0),
}


@pytest.mark.parametrize(("contents", "counts", "code"), OUTCOMES.values(), ids=OUTCOMES)
def test_a_class_comes_to_this(contents: tuple[str, ...], counts: tuple[int, int], code: int) -> None:
    roll = roll_of(*contents)
    assert (roll.counts(), roll.exit_code()) == (counts, code)


def test_the_roster_is_who_has_to_be_ready() -> None:
    assert roll_of("hello", roster=["김하나"]).exit_code() == 2
    contents = [hand_in("김하나"), hand_in("남", samples.one_failure)]
    assert roll_of(*contents, roster=["김하나"]).exit_code() == 0
    assert roll_of(*contents, roster=["김하나", "이두리"]).exit_code() == 1
    roll = roll_of(*contents, roster=["김하나", "이두리"])
    assert (roll.missing(), roll.unexpected(), roll.counts()) == (["이두리"], ["남"], (1, 2))


def test_the_latest_hand_in_counts_whatever_the_order_of_the_files() -> None:
    early, late = hand_in("김하나", samples.one_failure, 0), hand_in("김하나", samples.ready, 5)
    for contents in ([early, late], [late, early]):
        roll = roll_of(*contents)
        assert (roll.counts(), roll.exit_code()) == ((1, 1), 0)
        assert [each.standing.verdict.value for each in roll.people["김하나"].earlier] == ["not_ready"]


def test_a_copy_is_a_duplicate_and_counts_once() -> None:
    roll = roll_of(hand_in("김하나"), hand_in("김하나"), page_of(seal_data(report("김하나"))))
    assert roll.counts() == (1, 1)
    assert [each.reason for each in roll.set_apart] == [Reason.DUPLICATE] * 2
    assert roll.people["김하나"].earlier == ()
    assert list(roll.notes.values()) == [1]


def test_whoever_only_rehearsed_is_told_and_a_rehearsal_beside_the_real_thing_changes_nothing() -> None:
    roll = roll_of(hand_in("김하나"), hand_in("이두리", samples.rehearsal))
    assert (roll.counts(), roll.exit_code(), roll.reasons()) == ((1, 1), 1, {"이두리": [Reason.REHEARSAL]})
    roll = roll_of(hand_in("김하나"), hand_in("김하나", samples.rehearsal, 9))
    assert (roll.counts(), roll.exit_code(), roll.reasons()) == ((1, 1), 0, {})


def test_causes_are_told_once_a_person_the_owners_first_then_by_number() -> None:
    kinds = (samples.one_failure, samples.one_failure, samples.owner_needed, samples.blocked_cascade)
    roll = roll_of(*(hand_in(f"사람{place}", run) for place, run in enumerate(kinds)))
    told = [(each.cause, each.who, each.people) for each in list_stopped(roll)]
    assert told == [
        ("model-access-not-granted", Who.OWNER, ["사람2"]),
        ("region-missing", Who.ATTENDEE, ["사람0", "사람1"]),
        ("no-credentials", Who.ATTENDEE, ["사람3"]),
    ]


def test_trouble_without_a_cause_is_told_too() -> None:
    roll = roll_of(hand_in("김하나", samples.unknown_refusal))
    assert [(each.cause, each.who) for each in list_stopped(roll)] == [("", None)]


def test_guide_notes_are_gathered_counted_and_bounded() -> None:
    roll = roll_of(*(hand_in(f"사람{place}") for place in range(3)))
    assert [(note.about, count) for note, count in roll.notes.items()] == [("Claude Sonnet 모델 액세스", 3)]
    notes = [[{"about": str(place), "text": str(n)} for n in range(30)] for place in range(20)]
    roll = roll_of(*(hand_in(f"사람{place}", guide_notes=each) for place, each in enumerate(notes)))
    assert len(roll.notes) == 200
