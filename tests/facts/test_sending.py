"""One question, sent within bounds: whatever happens comes back as an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

import pytest
from botocore import exceptions as boto
from botocore.config import Config
from botocore.eventstream import InvalidHeadersLength
from botocore.parsers import ResponseParserError

from checkpoints.facts import sending
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.sending import MalformedAnswerError, make_client_config, send_question

OF_AWS = {"ResponseMetadata": {"RequestId": "1"}}

OPERATION = "bedrock:ListInferenceProfiles"


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, none of which takes time."""
    made: list[float] = []
    monkeypatch.setattr("checkpoints.facts.sending.time.sleep", made.append)
    return made


def client_error(code: str, status: int | None = 400, message: str = "told", **headers: str) -> boto.ClientError:
    metadata = {"HTTPStatusCode": status, "HTTPHeaders": headers, "RequestId": "1"} if status else {}
    response: Any = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": metadata}
    return boto.ClientError(response, "Operation")


class Calls:
    """A call that does one thing after another, the last one for ever; times: how often it was made."""

    def __init__(self, *outcomes: Mapping[str, Any] | BaseException) -> None:
        self._outcomes = outcomes
        self.times = 0

    def __call__(self) -> Mapping[str, Any]:
        outcome = self._outcomes[min(self.times, len(self._outcomes) - 1)]
        self.times += 1
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


def test_an_answer_comes_back_without_its_metadata() -> None:
    answer = send_question(OPERATION, Calls({"profiles": [1], "ResponseMetadata": {"HTTPHeaders": {}}}))
    assert answer == Answer(OPERATION, Outcome.ANSWERED, 200, body={"profiles": [1]})
    assert answer.answered


def test_an_answer_without_metadata_is_an_answer() -> None:
    assert send_question(OPERATION, Calls({})) == Answer(OPERATION, Outcome.ANSWERED, 200)


def test_a_refusal_comes_back_with_status_code_and_text() -> None:
    answer = send_question(OPERATION, Calls(client_error("AccessDeniedException", 403, "You may not.")))
    assert answer == Answer(OPERATION, Outcome.REFUSED, 403, "AccessDeniedException", "You may not.")
    assert not answer.answered


def foreign_error(status: int, headers: dict[str, str]) -> boto.ClientError:
    metadata: Any = {"HTTPStatusCode": status, "HTTPHeaders": headers}
    return boto.ClientError({"Error": {"Code": str(status)}, "ResponseMetadata": metadata}, "Operation")


@pytest.mark.parametrize(
    ("error", "foreign"),
    [
        (foreign_error(403, {"content-type": "text/plain"}), True),
        (foreign_error(302, {}), True),
        (foreign_error(403, {"x-amzn-requestid": "1"}), False),
        (foreign_error(403, {"x-amzn-errortype": "AccessDeniedException"}), False),
        (boto.ClientError({"Error": {"Code": "ThrottlingException"}}, "Operation"), False),
    ],
    ids=["text", "redirect", "request-id", "error-type", "event-of-a-stream"],
)
def test_what_has_no_mark_of_aws_is_told_apart_with_the_proxy_in_force(
    error: boto.ClientError, foreign: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://someone:canary@proxy:8080")
    answer = send_question(OPERATION, Calls(error))
    assert (answer.is_foreign, answer.proxy) == (foreign, "HTTPS_PROXY" if foreign else "")
    assert "canary" not in repr(answer)


def test_a_refusal_that_tells_nothing_is_a_refusal() -> None:
    answer = send_question(OPERATION, Calls(boto.ClientError({}, "Operation")))
    assert answer == Answer(OPERATION, Outcome.REFUSED)


ENDPOINT = {"endpoint_url": "https://bedrock.us-east-1.amazonaws.com"}
SILENCE: dict[str, tuple[Exception, Outcome, str]] = {
    "read-timeout": (boto.ReadTimeoutError(**ENDPOINT), Outcome.TIMEOUT, "ReadTimeoutError"),
    "connect-timeout": (boto.ConnectTimeoutError(**ENDPOINT), Outcome.TIMEOUT, "ConnectTimeoutError"),
    "refused": (boto.EndpointConnectionError(**ENDPOINT), Outcome.UNREACHABLE, "EndpointConnectionError"),
    "closed": (boto.ConnectionClosedError(**ENDPOINT), Outcome.UNREACHABLE, "ConnectionClosedError"),
    "proxy": (
        boto.ProxyConnectionError(proxy_url="http://127.0.0.1:9", error=OSError("no")),
        Outcome.UNREACHABLE,
        "ProxyConnectionError",
    ),
    "tls": (boto.SSLError(**ENDPOINT, error=OSError("certificate")), Outcome.UNREACHABLE, "SSLError"),
    "broken-off": (boto.ResponseStreamingError(error="broken"), Outcome.UNREACHABLE, "ResponseStreamingError"),
    "foreign": (ResponseParserError("not XML"), Outcome.REFUSED, "ForeignAnswer"),
    "foreign-and-empty": (MalformedAnswerError("nothing", {"ResponseMetadata": {}}), Outcome.REFUSED, "ForeignAnswer"),
    "empty": (MalformedAnswerError("nothing in it", OF_AWS), Outcome.REFUSED, "MalformedAnswer"),
    "of-another-shape": (AttributeError("'list' object has no attribute 'get'"), Outcome.REFUSED, "MalformedAnswer"),
    "no-event-stream": (InvalidHeadersLength(9), Outcome.REFUSED, "MalformedAnswer"),
    "no-credentials": (boto.NoCredentialsError(), Outcome.NOT_SENT, "NoCredentialsError"),
    "bad-header": (ValueError("Invalid header value"), Outcome.NOT_SENT, "ValueError"),
    "no-file": (FileNotFoundError("token"), Outcome.NOT_SENT, "FileNotFoundError"),
    "not-utf-8": (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), Outcome.NOT_SENT, "UnicodeDecodeError"),
    "no-region": (boto.NoRegionError(), Outcome.NOT_SENT, "NoRegionError"),
}


@pytest.mark.parametrize(("error", "outcome", "code"), SILENCE.values(), ids=SILENCE)
def test_whatever_breaks_comes_back_as_an_answer(error: Exception, outcome: Outcome, code: str) -> None:
    answer = send_question(OPERATION, Calls(error))
    assert (answer.outcome, answer.code, answer.status, answer.body) == (outcome, code, None, {})
    assert answer.message


def test_only_a_wish_to_stop_gets_through() -> None:
    with pytest.raises(KeyboardInterrupt):
        send_question(OPERATION, Calls(KeyboardInterrupt()))


def test_a_connection_that_took_long_to_break_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([100.0, 105.0])
    monkeypatch.setattr("checkpoints.facts.sending.time.monotonic", lambda: next(now))
    calls = Calls(boto.EndpointConnectionError(**ENDPOINT))
    assert send_question(OPERATION, calls).outcome is Outcome.UNREACHABLE
    assert calls.times == 1


AGAIN: dict[str, tuple[Exception, int, int]] = {
    # what breaks; how often it is tried; how often where an answer may be billed
    "throttled": (client_error("ThrottlingException", 429), 2, 2),
    "throttled-by-code": (client_error("TooManyRequestsException"), 2, 2),
    "not-ready": (client_error("ModelNotReadyException", 429), 2, 2),
    "fault": (client_error("InternalServerException", 500), 2, 2),
    "unavailable": (client_error("ServiceUnavailableException", 503), 2, 2),
    "overloaded": (client_error("overloaded_error", 529), 2, 2),
    "gateway": (client_error("502", 502), 2, 2),
    "denied": (client_error("AccessDeniedException", 403), 1, 1),
    "malformed": (client_error("ValidationException", 400), 1, 1),
    "not-found": (client_error("ResourceNotFoundException", 404), 1, 1),
    "unreachable": (boto.EndpointConnectionError(**ENDPOINT), 2, 1),
    "closed": (boto.ConnectionClosedError(**ENDPOINT), 2, 1),
    "read-timeout": (boto.ReadTimeoutError(**ENDPOINT), 1, 1),
    "connect-timeout": (boto.ConnectTimeoutError(**ENDPOINT), 1, 1),
    "foreign": (MalformedAnswerError("nothing", OF_AWS), 1, 1),
    "not-sent": (ValueError("bad"), 1, 1),
}


@pytest.mark.parametrize("may_be_billed", [False, True], ids=["free", "billed"])
@pytest.mark.parametrize(("error", "free", "billed"), AGAIN.values(), ids=AGAIN)
def test_a_question_is_put_twice_at_most_and_only_where_that_may_help(
    error: Exception, free: int, billed: int, may_be_billed: bool, pauses: list[float]
) -> None:
    call = Calls(error)
    send_question(OPERATION, call, may_be_billed=may_be_billed)
    assert call.times == (billed if may_be_billed else free)
    assert pauses == [sending.PAUSE_S] * (call.times - 1)


@pytest.mark.parametrize(
    "first",
    [client_error("ThrottlingException", 429), boto.EndpointConnectionError(**ENDPOINT)],
    ids=["throttled", "unreachable"],
)
def test_the_second_answer_counts(first: Exception) -> None:
    assert send_question(OPERATION, Calls(first, {"profiles": []})).answered


def stamped(**ago: float) -> str:
    return format_datetime(datetime.now(timezone.utc) - timedelta(**ago), usegmt=True)


SKEWS: dict[str, tuple[Callable[[], str], float | None]] = {
    "none": (lambda: stamped(), 0.0),
    "ahead": (lambda: stamped(minutes=10), 600.0),
    "behind": (lambda: stamped(minutes=-10), -600.0),
    "without-a-zone": (lambda: stamped(minutes=10).replace("GMT", "-0000"), 600.0),
    "nonsense": (lambda: "yesterday", None),
    "empty": (lambda: "", None),
}


@pytest.mark.parametrize(("date", "expected"), SKEWS.values(), ids=SKEWS)
@pytest.mark.parametrize("refuses", [False, True], ids=["answered", "refused"])
def test_the_clocks_skew_is_told_by_the_answers_date(
    date: Callable[[], str], expected: float | None, refuses: bool
) -> None:
    headers = {"date": date()}
    answer = send_question(
        OPERATION,
        Calls(client_error("X", 400, **headers) if refuses else {"ResponseMetadata": {"HTTPHeaders": headers}}),
    )
    if expected is None:
        assert answer.skew_s is None
    else:
        assert answer.skew_s == pytest.approx(expected, abs=5)


@pytest.mark.parametrize("version", [None, "v4", "bearer"])
def test_every_call_is_bounded(version: str | None) -> None:
    config: Any = make_client_config(version)
    assert isinstance(config, Config)
    assert (config.connect_timeout, config.read_timeout) == (3, 10)  # type: ignore[attr-defined]
    assert config.retries == {"total_max_attempts": 1}  # type: ignore[attr-defined]
    assert config.signature_version == version  # type: ignore[attr-defined]
