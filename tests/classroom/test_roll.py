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
KIM, LEE, KIM_FAILED = hand_in("김하나"), hand_in("이두리"), hand_in("김하나", samples.one_failure)
OTHER_FAILED, KIM_LATER = hand_in("남", samples.one_failure), hand_in("김하나", minute=5)
OUTCOMES: dict[str, tuple[tuple[str, ...], list[str] | None, tuple[int, int], int]] = {
    # hand-ins; the roster; how many are ready of how many; exit code
    "everybody is ready": ((KIM, LEE), None, (2, 2), 0),
    **{f"somebody is not: {run.__name__}": ((KIM, hand_in("이두리", run)), None, (1, 2), 1) for run in NOT_READY},
    "nothing": ((), None, (0, 0), 2),
    "nothing that is a report": (("", "hello"), None, (0, 0), 2),
    "nothing of those on the roster": (("hello",), ["김하나"], (0, 1), 2),
    "only rehearsals": ((hand_in("김하나", samples.rehearsal),), None, (0, 0), 1),
    "an unsealed rehearsal without a name": ((page_of(report(None, samples.rehearsal)),), None, (0, 0), 1),
    "somebody who only rehearsed": ((KIM, hand_in("이두리", samples.rehearsal)), None, (1, 1), 1),
    "a rehearsal beside the real thing": ((KIM, hand_in("김하나", samples.rehearsal, 9)), None, (1, 1), 0),
    "a later failure": ((KIM, hand_in("김하나", samples.one_failure, 5)), None, (0, 1), 1),
    "a later success": ((KIM_FAILED, KIM_LATER), None, (1, 1), 0),
    "a later success that is read first": ((KIM_LATER, KIM_FAILED), None, (1, 1), 0),
    "another spelling, later": ((hand_in("Kim Hana", NOT_READY[0]), hand_in(" KIM  HANA ", minute=1)), None, (1, 1), 0),
    "no names": ((hand_in(None), hand_in(" ", minute=1), hand_in(None, samples.one_failure)), None, (2, 3), 1),
    "a custom endpoint": ((hand_in("김하나", endpoint="custom"),), None, (1, 1), 0),
    "everybody on the roster is ready": ((KIM, OTHER_FAILED), ["김하나"], (1, 1), 0),
    "somebody on the roster is missing": ((KIM, OTHER_FAILED), ["김하나", "이두리"], (1, 2), 1),
}


@pytest.mark.parametrize(("contents", "roster", "counts", "code"), OUTCOMES.values(), ids=OUTCOMES)
def test_a_class_comes_to_this(
    contents: tuple[str, ...], roster: list[str] | None, counts: tuple[int, int], code: int
) -> None:
    roll = roll_of(*contents, roster=roster)
    assert (roll.counts(), roll.exit_code()) == (counts, code)


def test_a_copy_is_a_duplicate_and_counts_once() -> None:
    roll = roll_of(hand_in("김하나"), hand_in("김하나"), page_of(seal_data(report("김하나"))))
    assert roll.counts() == (1, 1)
    assert [each.reason for each in roll.set_apart] == [Reason.DUPLICATE] * 2
    assert roll.people["김하나"].earlier == ()
    assert list(roll.notes.values()) == [1]


def test_causes_are_told_once_a_person_the_owners_first_then_by_number() -> None:
    kinds = (samples.one_failure, samples.one_failure, samples.owner_needed, samples.blocked_cascade)
    roll = roll_of(*(hand_in(f"사람{place}", run) for place, run in enumerate(kinds)))
    told = [(each.cause, each.who, each.people) for each in list_stopped(roll)]
    assert told == [
        ("model-access-not-granted", Who.OWNER, ["사람2"]),
        ("region-missing", Who.ATTENDEE, ["사람0", "사람1"]),
        ("no-credentials", Who.ATTENDEE, ["사람3"]),
    ]


def test_what_nobody_may_look_at_is_told_where_nothing_has_failed() -> None:
    """Beside a failure, the attendee's own report says to fix that first, and to look again."""
    both = [samples.unseen_beside_a_failure, samples.not_verified]
    roll = roll_of(*(hand_in(f"사람{place}", run) for place, run in enumerate(both)))
    told = [(each.cause, each.people) for each in list_stopped(roll)]
    assert told == [("model-access-not-granted", ["사람0"]), ("not-permitted-to-look", ["사람1"])]


def test_trouble_without_a_cause_is_told_too() -> None:
    roll = roll_of(hand_in("김하나", samples.unknown_refusal))
    assert [(each.cause, each.who) for each in list_stopped(roll)] == [("", None)]


def test_guide_notes_are_gathered_counted_and_bounded() -> None:
    roll = roll_of(*(hand_in(f"사람{place}") for place in range(3)))
    assert [(note.about, count) for note, count in roll.notes.items()] == [("Claude Sonnet 모델 액세스", 3)]
    notes = [[{"about": str(place), "text": str(n)} for n in range(30)] for place in range(20)]
    roll = roll_of(*(hand_in(f"사람{place}", guide_notes=each) for place, each in enumerate(notes)))
    assert len(roll.notes) == 200
