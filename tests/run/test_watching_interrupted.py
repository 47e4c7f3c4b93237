"""A signal ends a watch with what its last whole round has found, and with nothing of other credentials."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.run.changing_aws import OTHER_KEY, QUICK, SLOW, ChangingAws, haiku_refused, write_keys
from tests.run.fake_aws import served
from tests.run.running import Ran, interrupt

WATCH = ("--watch", "--lang=en", "--hand-in", "--attendee=Hong")


def stop(folder: Path, aws: ChangingAws, now: Callable[[], bool], **variables: str) -> Ran:
    """A watch that gets a Ctrl-C soon after `now` holds; it ends at once, or not at all."""

    def soon(_: Path) -> bool:
        if not now():
            return False
        time.sleep(0.5)
        return True

    given = {name: value for name, value in {**aws.shell, **variables}.items() if value}
    return interrupt(folder, soon, *WATCH, variables=given, values=QUICK)


def count_hand_ins(folder: Path) -> int:
    return len([*(folder / "hand-in").iterdir()])


def test_in_a_later_round_what_the_one_before_has_found_is_left(tmp_path: Path) -> None:
    with haiku_refused() as aws:
        aws.after = {2: lambda: setattr(aws, "silent", ("invoke-with-response-stream",))}
        ran = stop(tmp_path, aws, lambda: aws.looks >= 2)
    assert (ran.code, ran.data["verdict"], ran.data["interrupted"]) == (1, "not_ready", False), ran.said
    assert ran.of("failed") >= {"step1.haiku-access", "checkpoint.model-access"}
    assert ran.of("passed") >= {"step1.sonnet-access", "step1.use-case"}
    assert count_hand_ins(tmp_path) == 1


def test_while_all_is_looked_at_anew_nothing_of_the_earlier_credentials_is_left(tmp_path: Path) -> None:
    with haiku_refused() as aws:
        aws.after = {
            2: lambda: write_keys(tmp_path, OTHER_KEY),
            3: lambda: setattr(aws, "silent", ("invoke-with-response-stream",)),
        }
        ran = stop(tmp_path, aws, lambda: aws.looks >= 3, **write_keys(tmp_path))
    assert (ran.code, ran.data["verdict"], ran.data["interrupted"]) == (2, "unproven", True), ran.said
    assert ran.of("passed") & {"step1.sonnet-access", "step1.use-case", "step2.model-permissions"} == set()
    assert count_hand_ins(tmp_path) == 0


def test_in_the_first_round_the_run_is_cut_short(tmp_path: Path) -> None:
    with served(ChangingAws(silent=("SimulatePrincipalPolicy",))) as aws:
        ran = stop(tmp_path, aws, lambda: aws.count("SimulatePrincipalPolicy") > 0)
    assert (ran.code, ran.data["interrupted"], ran.data["verdict"]) == (2, True, "unproven")
    assert ran.of("passed") >= {"step1.sonnet-access", "step1.haiku-access"}
    assert count_hand_ins(tmp_path) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_in_a_pause_it_ends_with_what_was_found_and_the_page_is_there_before(
    number: signal.Signals, tmp_path: Path
) -> None:
    pages: list[bytes] = []

    def pausing(terminal: Path) -> bool:
        if b"open: " not in terminal.read_bytes():
            return False
        pages.append((tmp_path / "x.html").read_bytes())
        return True

    with haiku_refused() as aws:
        ran = interrupt(tmp_path, pausing, *WATCH, variables=aws.shell, values=SLOW, number=number)
    assert (ran.code, ran.data["verdict"], ran.data["interrupted"]) == (1, "not_ready", False)
    assert ran.of("not_run") == set()
    assert b"model-access-not-granted" in pages[0]
    assert "1.1 AWS environment setup: checkpoints" in ran.said
    assert count_hand_ins(tmp_path) == 1
