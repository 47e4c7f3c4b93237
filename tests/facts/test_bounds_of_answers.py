"""Whatever answers in AWS's place, or on the way to it, the answer ends soon and stays small."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from botocore.session import Session

from checkpoints.facts.answer import Outcome
from checkpoints.facts.aws_account import AwsAccount
from checkpoints.facts.botocore_bounds import bound_botocore
from tests.facts.chain import SHORT_S, SOON_S
from tests.facts.conftest import forget_aws, set_timeouts
from tests.hostile_server import CLOSED_TUNNELS, LARGE, SLOW, hostile_server

pytestmark = pytest.mark.usefixtures("short_timeouts")


@pytest.fixture(scope="module")
def plain_session() -> Session:
    """A session with keys of nobody, which reads within our bounds."""
    bound_botocore()
    with pytest.MonkeyPatch.context() as away:
        forget_aws(away)
        session = Session()
        session.set_credentials("AKIAQ7EXAMPL2345ABCD", "secret-of-nobody")
        return session


def account_at(session: Session, port: int, monkeypatch: pytest.MonkeyPatch, within_s: float = 20.0) -> AwsAccount:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    return AwsAccount(session, "us-east-1", api_key=False, within_s=within_s)


# What each question is parsed from: JSON, XML, a body that is streamed, and a stream of events.
QUESTIONS: dict[str, Callable[[AwsAccount], Any]] = {
    "profiles": lambda account: account.inference_profiles,
    "identity": lambda account: account.identity,
    "reply": lambda account: account.generation("us.model"),
    "stream": lambda account: account.permission("bedrock:InvokeModelWithResponseStream", "us.model"),
}


def cases(modes: Iterable[str], of_all: tuple[str, ...]) -> list[tuple[str, str]]:
    """Every way for one question, and some ways for all of them."""
    return [(each, mode) for mode in modes for each in (QUESTIONS if mode in of_all else ("profiles",))]


@pytest.mark.parametrize(("question", "mode"), cases(SLOW, ("body",)))
def test_an_answer_that_never_ends_is_a_timeout(
    question: str, mode: str, plain_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_server(SLOW[mode]) as port:
        assert QUESTIONS[question](account_at(plain_session, port, monkeypatch)).outcome is Outcome.TIMEOUT


@pytest.mark.parametrize(("question", "mode"), cases(LARGE, ("body", "promise", "error-in-xml")))
def test_an_answer_that_is_too_large_is_none_of_aws(
    question: str, mode: str, plain_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_timeouts(monkeypatch, 5.0)  # a busy machine is slow to send so much
    with hostile_server(LARGE[mode]) as port:
        answer = QUESTIONS[question](account_at(plain_session, port, monkeypatch))
    # http.client ends a header that has no end by itself.
    expected = Outcome.UNREACHABLE if mode.startswith("header") else Outcome.REFUSED
    assert (answer.outcome, len(answer.message) <= 2000) == (expected, True)
    assert answer.code == ("ConnectionClosedError" if mode.startswith("header") else "MalformedAnswer")


@pytest.mark.parametrize(
    ("mode", "answer", "billed"),
    [("body", SLOW, 1), ("status", SLOW, 1), ("body", LARGE, 1), ("promise", LARGE, 1), ("error-in-json", LARGE, 0)],
)
def test_a_one_token_call_that_was_sent_is_billed_unless_it_was_refused(
    mode: str, answer: dict[str, Any], billed: int, plain_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_timeouts(monkeypatch, SHORT_S if answer is SLOW else 5.0)
    with hostile_server(answer[mode]) as port:
        account = account_at(plain_session, port, monkeypatch)
        assert not account.generation("us.model").answered
    assert account.billed_invocations == billed


@pytest.mark.parametrize("billed", [False, True], ids=["free", "billed"])
def test_a_question_is_not_waited_for_beyond_the_run(
    billed: bool, plain_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is never resolved has no timeout of its own."""
    over = threading.Event()

    def resolve(*_: object, **__: object) -> None:
        over.wait(SOON_S)
        raise OSError("over")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    account = account_at(plain_session, 9, monkeypatch, within_s=SHORT_S)
    answer = account.generation("us.model") if billed else account.inference_profiles
    assert (answer.outcome, answer.code) == (Outcome.TIMEOUT, "Overdue")
    assert account.billed_invocations == billed
    assert account.identity.code == "Overdue", "asked although the time was over"
    over.set()


@pytest.mark.parametrize("mode", CLOSED_TUNNELS)
def test_a_proxy_that_opens_no_tunnel_costs_nothing(
    mode: str, plain_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = mode in ("nothing", "status", "tunnel")
    # A busy machine is slow to send much.
    monkeypatch.setattr("checkpoints.facts.sending.CONNECT_TIMEOUT_S", SHORT_S if late else 5.0)
    with hostile_server(CLOSED_TUNNELS[mode]) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        account = AwsAccount(plain_session, "us-east-1", api_key=False)
        answers = [account.generation("us.model"), account.inference_profiles]
    assert {answer.outcome for answer in answers} == {Outcome.TIMEOUT if late else Outcome.UNREACHABLE}
    assert account.billed_invocations == 0
