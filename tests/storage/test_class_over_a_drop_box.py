"""A class of two hundred that hands in over a drop box: after each step, what is shown is what was handed in."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone

import pytest

from checkpoints.classroom import page, reading
from checkpoints.classroom.class_state import ClassState
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import make_roster
from checkpoints.guide.vocabulary import RunVerdict
from checkpoints.storage.address import parse_address
from checkpoints.storage.client import open_access
from checkpoints.storage.drop_box import make_drop_box
from checkpoints.storage.drop_token import DropToken, read_token
from checkpoints.storage.post_answer import Trouble
from checkpoints.storage.upload import upload_file
from tests.classroom.hand_ins import hand_in
from tests.lengths import as_long
from tests.report import samples
from tests.storage.receiver import Receiver

NAMES = [f"참가자 {number:03}" for number in range(200)]
RUNS = {RunVerdict.READY: samples.ready, RunVerdict.NOT_READY: samples.one_failure, RunVerdict.UNPROVEN: samples.part}
STEPS, EVENTS = as_long(5, 12), 30
NOW = datetime(2026, 11, 28, tzinfo=timezone.utc)


class Truth:
    """What a class has handed in: for each name the latest minute, and the verdict of then."""

    def __init__(self) -> None:
        self.latest: dict[str, tuple[int, RunVerdict]] = {}

    def note(self, name: str, minute: int, verdict: RunVerdict) -> None:
        if name not in self.latest or minute > self.latest[name][0]:
            self.latest[name] = minute, verdict

    def verdicts(self) -> dict[str, RunVerdict]:
        return {name: verdict for name, (_, verdict) in self.latest.items()}


@pytest.fixture
def tokens(receiver: Receiver, facilitator: None) -> dict[str, DropToken]:
    """Everybody's token, by name."""
    address = parse_address(f"s3://{receiver.bucket}/seoul/")
    box = make_drop_box(open_access(), address, NAMES, "1.1", timedelta(hours=8))
    return {each.name: read_token(each.token) for each in box.attendees}


def send(token: DropToken, verdict: RunVerdict, minute: int, number: int) -> Trouble | None:
    """Upload what a run at a minute came to. number: tells files apart, as their time does."""
    content = hand_in(token.attendee, RUNS[verdict], minute).encode()
    return upload_file(token, f"1.1_20261127T000000.{number:06}Z-abcd.html", content).trouble


def shown(roll: Roll) -> dict[str, RunVerdict]:
    return {roll.name(key): person.latest.standing.verdict for key, person in roll.people.items()}


def events(chance: random.Random) -> list[list[tuple[str, int, RunVerdict]]]:
    """By steps, who hands in what, and of which minute: in any order, some people again, each minute once."""
    minutes = iter(chance.sample(range(1, 2 * STEPS * EVENTS), STEPS * EVENTS))
    return [
        [(chance.choice(NAMES), next(minutes), chance.choice([*RUNS])) for _ in range(EVENTS)] for _ in range(STEPS)
    ]


def test_at_every_step_the_class_is_what_was_handed_in(receiver: Receiver, tokens: dict[str, DropToken]) -> None:
    chance, truth, number = random.Random(20261127), Truth(), 0
    roster = make_roster(NAMES)
    stores = reading.open_stores([f"s3://{receiver.bucket}/seoul/"])
    state = ClassState(stores)
    for step, happened in enumerate(events(chance)):
        for name, minute, verdict in happened:
            number += 1
            assert send(tokens[name], verdict, minute, number) is None
            if chance.random() < 0.1:  # the answer was lost, and it is sent again
                assert send(tokens[name], verdict, minute, number) is None
            truth.note(name, minute, verdict)
        state.look(lambda done, every: None)
        assert (state.faults(), state.is_complete()) == ([], True)
        roll = state.make_roll(roster)
        assert shown(roll) == truth.verdicts(), step
        assert sorted(map(roll.name, roll.missing())) == sorted({*NAMES} - truth.latest.keys())
        ready = sum(verdict is RunVerdict.READY for verdict in truth.verdicts().values())
        assert roll.counts() == (ready, len(NAMES))
    assert len(truth.latest) > len(NAMES) / 2
    # Who looks for the first time sees the same.
    anew = Roll(roster=roster)
    for outcome in reading.read_hand_ins(stores, lambda done, every: None):
        anew.add(outcome)
    assert shown(anew) == truth.verdicts()
    assert "".join(page.render_class(anew, "en", NOW)) == "".join(page.render_class(roll, "en", NOW))


def test_what_comes_too_late_changes_nothing(receiver: Receiver, tokens: dict[str, DropToken]) -> None:
    kim, lee = tokens[NAMES[0]], tokens[NAMES[1]]
    assert send(kim, RunVerdict.READY, 1, 1) is None
    receiver.now = lambda: datetime.now(timezone.utc) + timedelta(hours=9)
    assert send(lee, RunVerdict.READY, 2, 2) is Trouble.EXPIRED
    state = ClassState(reading.open_stores([f"s3://{receiver.bucket}/seoul/"]))
    state.look(lambda done, every: None)
    assert shown(state.make_roll(make_roster(NAMES))) == {NAMES[0]: RunVerdict.READY}
