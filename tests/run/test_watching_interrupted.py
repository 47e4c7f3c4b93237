"""A signal ends a watch with what its last whole round has found, and with nothing of other credentials."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.run.changing_aws import OTHER_KEY, QUICK, SLOW, ChangingAws, haiku_refused, write_keys
from tests.run.fake_aws import served
from tests.run.running import Ran, interrupt

WATCH = ("--watch", "--lang=en", "--hand-in", "--attendee=Hong")


SONNET_TEST, HAIKU_TEST = "test_claude_sonnet_access", "test_claude_haiku_access"
# Says which tests have begun, in every round.
NOTING = """
import pathlib


def pytest_runtest_call(item):
    with (pathlib.Path(__file__).parent / "begun").open("a") as file:
        file.write(item.nodeid + "\\n")
"""


def stop(folder: Path, aws: ChangingAws, test: str, times: int, **variables: str) -> Ran:
    """A watch that gets a Ctrl-C once a test has begun so often; it ends at once, or not at all."""
    begun = folder / "begun"

    def has_begun(_: Path) -> bool:
        return begun.exists() and begun.read_text().count(test) >= times

    given = {name: value for name, value in {**aws.shell, **variables}.items() if value}
    return interrupt(folder, has_begun, *WATCH, variables=given, plugin=NOTING, values=QUICK)


def count_hand_ins(folder: Path) -> int:
    return len([*(folder / "hand-in").iterdir()])


def test_in_a_later_round_what_the_one_before_has_found_is_left(tmp_path: Path) -> None:
    with haiku_refused() as aws:
        aws.after = {2: lambda: setattr(aws, "silent", ("invoke-with-response-stream",))}
        ran = stop(tmp_path, aws, HAIKU_TEST, 2)
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
        ran = stop(tmp_path, aws, SONNET_TEST, 2, **write_keys(tmp_path))
    assert (ran.code, ran.data["verdict"], ran.data["interrupted"]) == (2, "unproven", True), ran.said
    assert ran.of("passed") & {"step1.sonnet-access", "step1.use-case", "step2.model-permissions"} == set()
    assert count_hand_ins(tmp_path) == 0


def test_in_the_first_round_the_run_is_cut_short(tmp_path: Path) -> None:
    with served(ChangingAws(silent=("SimulatePrincipalPolicy",))) as aws:
        ran = stop(tmp_path, aws, "test_step2_iam_policy", 1)
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
