"""Answers as evidence: what a person is shown of them."""

from __future__ import annotations

import pytest

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.guide.requirements import USE_CASE
from checkpoints.rules.finding import Evidence, Message, Reply, judge_unanswered, message, show_answer
from tests.rules import words
from tests.rules.fakes import answered, refused, unreachable
from tests.rules.messages import read
from tests.rules.worlds import told

OPERATION = "bedrock:InvokeModel"
LONG = "m" * 1000
SHOWN: dict[str, tuple[Answer, Message]] = {
    "success": (answered(OPERATION), message("evidence.answered")),
    "refusal-on-one-line": (
        refused(OPERATION, "SomeException", "It isn\u2019t\n  so."),
        message("evidence.refused", code="SomeException", message="It isn't so."),
    ),
    "refusal-without-a-word": (
        refused(OPERATION, "403", " "),
        message("evidence.refused-mute", code="403", message=""),
    ),
    "somebody-s-address": (
        refused(OPERATION, "403", "mina.kim@corp.example, see claude-code@1.0.3"),
        message("evidence.refused", code="403", message="***, see claude-code@1.0.3"),
    ),
    "silence": (
        unreachable(OPERATION),
        message("evidence.unanswered", code="EndpointConnectionError", message="Could not connect"),
    ),
    "what-nobody-asked": (Answer(OPERATION, Outcome.OF_ANOTHER_CALLER), message("evidence.not-asked")),
    "long-refusal": (refused(OPERATION, "X", LONG), message("evidence.refused", code="X", message=LONG[:400])),
    "long-error": (
        Answer(OPERATION, Outcome.NOT_SENT, code="ValueError", message=LONG),
        message("evidence.unanswered", code="ValueError", message=LONG[:400]),
    ),
}


@pytest.mark.parametrize(("answer", "shows"), SHOWN.values(), ids=SHOWN)
def test_an_answer_is_shown_as_it_came(answer: Answer, shows: Message) -> None:
    assert show_answer(answer) == Reply(answer).shown == Evidence(OPERATION, shows)


def test_what_the_account_refuses_is_told_of_all_models() -> None:
    found = judge_unanswered(USE_CASE, Reply(refused(OPERATION, *words.NO_ACCESS)))
    assert told(found) == "failed: model-access-not-granted"
    assert (found.check, found.detail.key, found.values["model"]) == ("step1.use-case", "looking.refused", "Claude")


def test_an_unknown_refusal_is_told_with_its_code_and_text() -> None:
    found = judge_unanswered(USE_CASE, Reply(refused(OPERATION, "NewException", "New\nwords.")))
    assert told(found) == "failed"
    assert read(found.detail) == "AWS refused bedrock:InvokeModel (NewException): New words."
