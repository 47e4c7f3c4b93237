"""Which answers that did not come show that AWS cannot be reached, and which were only slow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError

from checkpoints.facts.questions import Questions

Call = Callable[[], Mapping[str, Any]]
ADDRESS = "https://bedrock-runtime.us-east-1.amazonaws.com"


def answers() -> Mapping[str, Any]:
    return {"answer": 1}


def refuses() -> Mapping[str, Any]:
    metadata = {"RequestId": "1", "HTTPStatusCode": 403, "HTTPHeaders": {}}
    response: Any = {"Error": {"Code": "AccessDeniedException"}, "ResponseMetadata": metadata}
    raise ClientError(response, "List")


def gives_a_page() -> Mapping[str, Any]:
    metadata: Any = {"HTTPStatusCode": 403, "HTTPHeaders": {}}
    raise ClientError({"Error": {"Code": "403"}, "ResponseMetadata": metadata}, "List")


def hangs() -> Mapping[str, Any]:
    raise ReadTimeoutError(endpoint_url=ADDRESS)


def lets_nobody_connect() -> Mapping[str, Any]:
    raise ConnectTimeoutError(endpoint_url=ADDRESS)


# What else is asked, of which service, and what becomes of the question that hangs: whether it is slow, and whether its
# service is asked more.
CASES: dict[str, tuple[str, Call, Call, tuple[bool, bool]]] = {
    "beside-an-answer": ("runtime", answers, hangs, (True, True)),
    "beside-a-refusal": ("runtime", refuses, hangs, (True, True)),
    "beside-a-page-of-something-else": ("runtime", gives_a_page, hangs, (False, False)),
    "beside-another-service": ("sts", answers, hangs, (False, False)),
    "beside-another-that-hangs": ("sts", hangs, hangs, (False, False)),
    "one-connection-that-fails": ("runtime", answers, lets_nobody_connect, (True, True)),
    "a-service-to-which-nobody-connects": ("sts", answers, lets_nobody_connect, (False, False)),
}


@pytest.mark.parametrize(("service", "other", "hanging", "ending"), CASES.values(), ids=CASES)
def test_an_answer_that_does_not_come_is_slow_where_aws_answers_others(
    service: str, other: Call, hanging: Call, ending: tuple[bool, bool]
) -> None:
    questions = Questions()
    questions.ask(service, "other", other)
    silent = questions.ask("runtime", "hanging", hanging)
    further = questions.ask("runtime", "further", answers)
    assert (silent.is_slow, further.answered) == ending
    assert (further.operation, further.unanswered) == ("further", "further" if further.answered else "hanging")
    assert further.is_slow == (silent.is_slow and not further.answered)


def test_what_aws_answers_later_shows_that_it_was_slow() -> None:
    questions = Questions()
    silent = questions.send("runtime", "hanging", hangs, billed=True)
    assert not questions.mark_slow("runtime", silent).is_slow
    questions.ask("runtime", "other", answers)
    assert questions.mark_slow("runtime", silent).is_slow
    questions.forget(lambda _: False)
    assert not questions.mark_slow("runtime", silent).is_slow
