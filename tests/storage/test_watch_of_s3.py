"""A class in S3 that is looked at again and again, while hand-ins arrive and S3 fails now and then."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints.classroom import reading
from checkpoints.classroom.class_state import ClassState
from checkpoints.classroom.roll import Roll
from tests.classroom.conftest import Steps
from tests.classroom.hand_ins import hand_in
from tests.classroom.test_class_state import Class, describe_class, show_nothing
from tests.lengths import as_long
from tests.machine import LONG_TERM_ID, OTHER_ID
from tests.report import samples
from tests.storage.fake_s3 import FakeS3, Fault

ADDRESS = "s3://workshop/june/"


def _state() -> ClassState:
    return ClassState(reading.open_stores([ADDRESS]))


def _fresh() -> Roll:
    state = _state()
    state.look(show_nothing)
    assert not state.faults()
    return state.make_roll(None)


def _fail_some(failing: set[str]) -> Callable[[str, int], Fault | None]:
    return lambda what, times: Fault() if what in failing else None


@pytest.mark.parametrize("seed", range(as_long(1, 4)))
def test_after_each_look_that_no_fault_disturbs_everything_is_as_reading_it_anew_gives_it(
    fake: FakeS3, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    people = Class(tmp_path / "class", chance)
    fake.page = 7
    state, disturbed = _state(), 0
    for _ in range(as_long(6, 25)):
        for _ in range(chance.randrange(4)):
            people.act()
        files = (path for path in people.folder.rglob("*") if path.is_file())
        fake.objects = {f"june/{path.relative_to(people.folder).as_posix()}": path.read_bytes() for path in files}
        keys = sorted(fake.objects)
        fake.fail = _fail_some({*chance.sample(keys, min(4, len(keys))), *chance.choice((["list:"], [], []))})
        state.look(show_nothing)
        disturbed += bool(state.faults() or state.make_roll(None).count_unread())
        fake.fail = lambda what, times: None
        state.look(show_nothing)
        roll, fresh = state.make_roll(None), _fresh()
        fresh.remembered = roll.remembered  # what no object says any more
        assert not state.faults()
        assert describe_class(roll) == describe_class(fresh)
    assert disturbed


def test_only_what_has_changed_is_fetched_again(fake: FakeS3) -> None:
    fake.objects = {f"june/{place}.html": hand_in(f"사람{place}").encode() for place in range(5)}
    state = _state()
    assert state.look(show_nothing)
    fake.asked.clear()
    assert not state.look(show_nothing)
    assert dict(fake.asked) == {"list:": 1}
    fake.objects["june/3.html"] = hand_in("사람3", samples.one_failure, minute=5).encode()
    del fake.objects["june/4.html"]
    assert state.look(show_nothing)
    assert dict(fake.asked) == {"list:": 2, "june/3.html": 1}
    assert state.make_roll(None).counts() == (3, 4)


def test_what_could_not_be_fetched_is_asked_for_at_the_next_look(fake: FakeS3) -> None:
    fake.objects = {f"june/{place}.html": hand_in(f"사람{place}").encode() for place in range(3)}
    fake.fail = _fail_some({"june/1.html"})
    state = _state()
    state.look(show_nothing)
    assert (state.make_roll(None).counts(), state.make_roll(None).exit_code()) == ((2, 2), 1)
    fake.fail = _fail_some(set())
    assert state.look(show_nothing)
    assert (state.make_roll(None).counts(), state.make_roll(None).exit_code()) == ((3, 3), 0)
    # A list that breaks off takes nobody from the class.
    fake.page = 2
    fake.fail = _fail_some({"list:june/2.html"})
    assert not state.look(show_nothing)
    assert [fault.text for fault in state.faults()] == ["storage.list-broken"]
    assert state.make_roll(None).counts() == (3, 3)


def test_credentials_that_end_while_a_class_is_watched_may_be_renewed(
    fake: FakeS3, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.objects = {"june/1.html": hand_in("사람1").encode()}
    state = _state()
    state.look(show_nothing)
    assert fake.signed_by == LONG_TERM_ID
    fake.fail = lambda what, times: Fault(400, "ExpiredToken") if fake.signed_by == LONG_TERM_ID else None
    fake.objects["june/2.html"] = hand_in("사람2").encode()
    assert not state.look(show_nothing)
    assert [fault.text for fault in state.faults()] == ["storage.expired"]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", OTHER_ID)
    assert state.look(show_nothing)
    assert (state.faults(), state.make_roll(None).counts(), fake.signed_by) == ([], (2, 2), OTHER_ID)


def test_a_watched_class_in_s3_is_told_as_one_in_a_folder_is(fake: FakeS3, stepped: Steps, tmp_path: Path) -> None:
    fake.objects = {"june/1.html": hand_in("김하나").encode()}

    def arrive() -> None:
        fake.objects["june/2.html"] = hand_in("이두리").encode()

    def fail() -> None:
        fake.fail = lambda what, times: Fault(403, "AccessDenied", "Access Denied")

    def recover() -> None:
        fake.fail = _fail_some(set())

    page = tmp_path / "class.html"
    said = stepped(arrive, fail, recover, of=ADDRESS, options=("--html", str(page), "--lang", "en"), code=0)
    assert any("s3:ListBucket on arn:aws:s3:::workshop" in line for line in said)
    assert "이두리" in page.read_text(encoding="utf-8")
