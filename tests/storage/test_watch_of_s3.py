"""`class … --watch` over a class in S3: at each look it is what reading the bucket anew gives, also after faults."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest

from checkpoints.classroom import reading, tables
from checkpoints.classroom.class_state import ClassState
from checkpoints.classroom.roll import Roll
from tests.classroom.hand_ins import READ_AT, hand_in
from tests.report import samples
from tests.storage.fake_s3 import FakeS3, Fault

RUNS = (samples.ready, samples.one_failure, samples.owner_needed)
NOW = datetime(2026, 12, 3, tzinfo=timezone.utc)


def _show(done: int, every: int) -> None:
    pass


def _data(roll: Roll) -> str:
    roll.read_at = READ_AT
    return "".join(tables.json_parts(roll, NOW))


def _fresh(address: str) -> Roll:
    roll = Roll()
    for outcome in reading.read_hand_ins(reading.open_stores([address]), _show):
        roll.add(outcome)
    return roll


def _act(chance: random.Random, s3: Any, bucket: str, keys: list[str]) -> None:
    """Something arrives, is written over, is handed in twice, or is removed."""
    content = hand_in(f"사람{chance.randrange(12):02}", chance.choice(RUNS), chance.randrange(300))
    if keys and chance.random() < 0.15:
        s3.delete_object(Bucket=bucket, Key=keys.pop(chance.randrange(len(keys))))
    elif keys and chance.random() < 0.3:
        s3.put_object(Bucket=bucket, Key=chance.choice(keys), Body=content.encode())
    else:
        for _ in range(chance.choice((1, 1, 1, 2))):
            keys.append(f"june/{chance.randrange(10)}/{len(keys)}-{chance.randrange(1000)}.html")
            s3.put_object(Bucket=bucket, Key=keys[-1], Body=content[: chance.choice((None, 5000))].encode())


@pytest.mark.parametrize("seed", range(2))
def test_at_each_look_the_class_is_what_the_bucket_holds(s3: Any, bucket: str, seed: int) -> None:
    chance, address, keys = random.Random(seed), f"s3://{bucket}/june/", list[str]()
    state = ClassState(reading.open_stores([address]))
    for _ in range(15):
        for _ in range(chance.randrange(4)):
            _act(chance, s3, bucket, keys)
        state.look(_show)
        roll, fresh = state.make_roll(None), _fresh(address)
        fresh.remembered = roll.remembered
        assert _data(roll) == _data(fresh)
    assert len(roll.people) > 5


@pytest.fixture
def watched(fake: FakeS3) -> Iterator[tuple[FakeS3, ClassState]]:
    fake.objects = {f"june/{place}.html": hand_in(f"사람{place}").encode() for place in range(3)}
    yield fake, ClassState(reading.open_stores(["s3://workshop/june/"]))


def test_only_new_objects_are_fetched(watched: tuple[FakeS3, ClassState]) -> None:
    fake, state = watched
    state.look(_show)
    fake.objects["june/9.html"] = hand_in("나중").encode()
    assert state.look(_show)
    assert not state.look(_show)
    assert [fake.asked[f"june/{place}.html"] for place in (0, 1, 2, 9)] == [1, 1, 1, 1]
    assert state.make_roll(None).counts() == (4, 4)


def test_a_list_that_breaks_off_leaves_the_class_as_it_was(watched: tuple[FakeS3, ClassState]) -> None:
    fake, state = watched
    state.look(_show)
    fake.objects.clear()
    fake.fail = lambda asked, times: Fault(403, "AccessDenied")
    assert not state.look(_show)
    assert (len(state.faults()), state.make_roll(None).counts()) == (1, (3, 3))
    fake.fail = lambda asked, times: None
    assert state.look(_show)
    assert (state.faults(), state.make_roll(None).counts()) == ([], (0, 0))


def test_an_object_that_s3_did_not_give_is_asked_for_again(watched: tuple[FakeS3, ClassState]) -> None:
    fake, state = watched
    fake.fail = lambda asked, times: Fault(403, "AccessDenied") if asked == "june/1.html" else None
    state.look(_show)
    assert state.make_roll(None).exit_code() == 1
    fake.fail = lambda asked, times: None
    assert state.look(_show)
    assert (state.make_roll(None).exit_code(), state.make_roll(None).counts()) == (0, (3, 3))
