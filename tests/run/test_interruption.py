"""Ctrl-C: the report is written with what is known by then, and nobody waits for an endpoint that does not answer."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.run.interruption import defer_interrupt
from tests.run.fake_aws import FakeAws, served
from tests.run.running import interrupt

# Whoever waits for a silent endpoint after Ctrl-C waits longer than the test does.
PATIENT: dict[str, object] = {"checkpoints.facts.sending.READ_TIMEOUT_S": 600}
# Says that a question is on its way.
NOTING = """
import pathlib
from checkpoints.facts import sending

def attempt(*arguments, right=sending._attempt):
    (pathlib.Path(__file__).parent / "asked").touch()
    return right(*arguments)

sending._attempt = attempt
"""
ALL = {row.id for row in REQUIREMENTS}


def test_while_the_facts_are_asked_for(tmp_path: Path) -> None:
    with served(FakeAws(silent=("/inference-profiles",))) as aws:
        asked = lambda _: any("/inference-profiles" in path for _, path, _ in aws.asked)  # noqa: E731
        ran = interrupt(tmp_path, asked, variables=aws.shell, values=PATIENT)
    assert (ran.code, ran.data["interrupted"], ran.data["verdict"]) == (2, True, "unproven")
    assert ran.of("not_run") == ALL
    assert {row["detail"] for row in ran.checks.values()} == {"실행이 중단되어 확인하지 못했습니다."}
    assert "실행이 중단되었습니다. 중단되기 전까지의 결과만 있습니다." in ran.said
    assert f"보고서: {ran.page}" in ran.said
    assert 'id="checkpoint-report"' in ran.html


def test_calls_that_are_on_their_way_are_counted(tmp_path: Path) -> None:
    with served(FakeAws(silent=("max_tokens",))) as aws:
        ran = interrupt(tmp_path, lambda _: len(aws.one_token) == 2, variables=aws.shell, values=PATIENT)
    assert (ran.code, ran.data["interrupted"]) == (2, True)
    assert ran.data["billed_invocations"] == len(aws.one_token) == 2


def test_a_rehearsal_waits_for_no_endpoint_that_does_not_answer(tmp_path: Path) -> None:
    ended: list[float] = []

    def asking(_: Path) -> bool:
        ended[:] = [time.monotonic()]
        return (tmp_path / "asked").exists()

    arguments = ("--offline", "--scenario", "timeout")
    ran = interrupt(tmp_path, asking, *arguments, variables=FakeAws().shell, plugin=NOTING, values=PATIENT)
    assert time.monotonic() - ended[0] < 15, "it waited for what it had asked"
    assert (ran.code, ran.data["interrupted"], ran.data["mode"]) == (2, True, "offline")


def test_in_the_middle_what_had_finished_is_kept(tmp_path: Path) -> None:
    with served(FakeAws(silent=("SimulatePrincipalPolicy",))) as aws:
        begun = lambda terminal: b"test_step2_iam_policy" in terminal.read_bytes()  # noqa: E731
        arguments = ("--hand-in", "--attendee", "홍길동")
        ran = interrupt(tmp_path, begun, *arguments, variables=aws.shell, values=PATIENT)
    assert (ran.code, ran.data["interrupted"], ran.data["verdict"]) == (2, True, "unproven")
    assert ran.of("passed") == {"step1.sonnet-access", "step1.haiku-access", "step1.use-case"}
    assert ran.of("not_run") == ALL - ran.of("passed")
    assert ran.data["billed_invocations"] == 2
    assert ran.data["attendee"]["account"] == "********4321"
    assert "점검이 끝나지 않아 제출 파일을 만들지 않았습니다." in ran.said
    assert list((tmp_path / "hand-in").iterdir()) == []


def test_a_wait_ends_with_all_that_its_last_round_has_found(tmp_path: Path) -> None:
    waiting: dict[str, object] = {"checkpoints.run.rounds.WAIT_S": 600.0}
    with served(FakeAws(pending=1000)) as aws:
        counting = lambda terminal: "최대 9:" in terminal.read_text(encoding="utf-8", errors="replace")  # noqa: E731
        ran = interrupt(tmp_path, counting, "-m", "step1", "--wait", "9.99", variables=aws.shell, values=waiting)
    assert (ran.code, ran.data["interrupted"], ran.data["verdict"]) == (1, False, "not_ready")
    assert ran.of("passed") == {"step1.sonnet-access", "step1.use-case"}
    assert ran.of("failed") == {"step1.haiku-access"}
    assert ran.causes == {"agreement-pending"}


def test_a_ctrl_c_that_is_put_off_comes_in_at_the_end() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt), defer_interrupt():
        signal.raise_signal(signal.SIGINT)
        done.append("all the same")
    assert done == ["all the same"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_on_another_thread_nothing_is_put_off() -> None:
    def look() -> object:
        with defer_interrupt():
            return signal.getsignal(signal.SIGINT)

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(look).result() is signal.getsignal(signal.SIGINT)
