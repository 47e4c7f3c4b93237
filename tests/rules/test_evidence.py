"""Answers as evidence, and findings for answers that prove nothing."""

from __future__ import annotations

import pytest

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.guide.requirements import USE_CASE
from checkpoints.rules.evidence import Reply, judge_unheard, show_answer
from checkpoints.rules.finding import Evidence, message
from tests.rules.fakes import answered, faulty, refused, throttled, timed_out, unreachable
from tests.rules.messages import read
from tests.rules.worlds import NO_ACCESS, failing, refusing, told, unverified

OPERATION = "bedrock:InvokeModel"
NOT_SENT = Answer(OPERATION, Outcome.NOT_SENT, code="ValueError", message="m" * 1000)


def test_an_answer_shows_success() -> None:
    assert show_answer(answered(OPERATION)) == Evidence(OPERATION, message("evidence.answered"))


def test_a_refusal_shows_code_and_text_on_one_line() -> None:
    shown = show_answer(refused(OPERATION, "SomeException", "It isn\u2019t\n  so."))
    assert shown == Evidence(OPERATION, message("evidence.refused", code="SomeException", message="It isn't so."))


def test_silence_shows_what_was_not_heard() -> None:
    shown = show_answer(unreachable(OPERATION))
    assert shown == Evidence(
        OPERATION, message("evidence.not-heard", code="EndpointConnectionError", message="Could not connect")
    )


@pytest.mark.parametrize("answer", [refused(OPERATION, "X", "m" * 1000), NOT_SENT], ids=["refused", "not-sent"])
def test_a_long_text_is_cut(answer: Answer) -> None:
    assert show_answer(answer).shows.values["message"] == "m" * 400


@pytest.mark.parametrize(
    ("answer", "expected", "detail"),
    [
        (unreachable(OPERATION), failing("endpoint-unreachable"), "looking.unreachable"),
        (timed_out(OPERATION), failing("timeout"), "looking.unreachable"),
        (throttled(OPERATION), unverified("throttled"), "looking.no-answer"),
        (faulty(OPERATION), unverified("service-error"), "looking.no-answer"),
        (refusing(NO_ACCESS), failing("model-access-not-granted"), "looking.refused"),
        (refused(OPERATION, "NewException", "New words."), failing(None), "looking.refused"),
        (NOT_SENT, failing("endpoint-unreachable"), "looking.unreachable"),
    ],
    ids=["unreachable", "timeout", "throttled", "fault", "account", "unknown", "not-sent"],
)
def test_what_is_not_heard_is_failed_only_where_the_attendee_can_mend_it(
    answer: Answer, expected: tuple[str, str | None, tuple[str, ...]], detail: str
) -> None:
    found = judge_unheard(USE_CASE, Reply(answer))
    assert told(found) == expected
    assert found.check == "step1.use-case"
    assert found.detail.key == detail
    assert found.detail.values["operation"] == OPERATION
    assert found.evidence == (show_answer(answer),)


def test_what_the_account_refuses_is_told_of_all_models() -> None:
    answer = refusing(NO_ACCESS)
    assert judge_unheard(USE_CASE, Reply(answer)).values["model"] == "Claude"


def test_an_unknown_refusal_is_told_with_its_code_and_text() -> None:
    answer = refused(OPERATION, "NewException", "New\nwords.")
    found = judge_unheard(USE_CASE, Reply(answer))
    assert read(found.detail) == "AWS refused bedrock:InvokeModel (NewException): New words."
