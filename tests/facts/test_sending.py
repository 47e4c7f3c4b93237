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
from tests.facts.chain import Shell
from tests.machine import KEYS, Machine

OPERATION = "bedrock:ListInferenceProfiles"
OF_AWS = {"ResponseMetadata": {"RequestId": "1"}}
ENDPOINT = {"endpoint_url": "https://bedrock.us-east-1.amazonaws.com"}


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, none of which takes time."""
    made: list[float] = []
    monkeypatch.setattr("checkpoints.facts.sending.time.sleep", made.append)
    return made


def refused(code: str, status: int = 400, message: str = "told", **headers: str) -> boto.ClientError:
    metadata = {"HTTPStatusCode": status, "HTTPHeaders": headers, "RequestId": "1"}
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
    assert send_question(OPERATION, Calls({})) == Answer(OPERATION, Outcome.ANSWERED, 200)


def test_a_refusal_comes_back_with_status_code_and_text() -> None:
    answer = send_question(OPERATION, Calls(refused("AccessDeniedException", 403, "You may not.")))
    assert answer == Answer(OPERATION, Outcome.REFUSED, 403, "AccessDeniedException", "You may not.")
    assert not answer.answered
    assert send_question(OPERATION, Calls(boto.ClientError({}, "Operation"))) == Answer(OPERATION, Outcome.REFUSED)


@pytest.mark.parametrize(
    ("status", "headers", "foreign"),
    [
        (403, {"content-type": "text/plain"}, True),
        (302, {}, True),
        (403, {"x-amzn-requestid": "1"}, False),
        (403, {"x-amzn-errortype": "AccessDeniedException"}, False),
        (None, {}, False),
    ],
    ids=["text", "redirect", "request-id", "error-type", "event-of-a-stream"],
)
def test_what_has_no_mark_of_aws_is_told_apart_with_the_proxy_in_force(
    status: int | None, headers: dict[str, str], foreign: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://someone:canary@proxy:8080")
    metadata = {"ResponseMetadata": {"HTTPStatusCode": status, "HTTPHeaders": headers}} if status else {}
    error: Any = {"Error": {"Code": "403"}, **metadata}
    answer = send_question(OPERATION, Calls(boto.ClientError(error, "Operation")))
    assert (answer.is_foreign, answer.proxy) == (foreign, "HTTPS_PROXY" if foreign else "")
    assert "canary" not in repr(answer)


UNREACHABLE, TIMEOUT, REFUSED, NOT_SENT = Outcome.UNREACHABLE, Outcome.TIMEOUT, Outcome.REFUSED, Outcome.NOT_SENT
NO_PROXY = boto.ProxyConnectionError(proxy_url="http://127.0.0.1:9", error=OSError("no"))
MALFORMED = "MalformedAnswer"
BREAKS: dict[str, tuple[Exception, Outcome, str, int, int]] = {
    # what breaks; outcome and code; how often it is tried, and how often where an answer may be billed
    "throttled": (refused("ThrottlingException", 429), REFUSED, "ThrottlingException", 2, 2),
    "throttled by code": (refused("TooManyRequestsException"), REFUSED, "TooManyRequestsException", 2, 2),
    "not ready": (refused("ModelNotReadyException", 429), REFUSED, "ModelNotReadyException", 2, 2),
    "fault": (refused("InternalServerException", 500), REFUSED, "InternalServerException", 2, 2),
    "unavailable": (refused("ServiceUnavailableException", 503), REFUSED, "ServiceUnavailableException", 2, 2),
    "overloaded": (refused("overloaded_error", 529), REFUSED, "overloaded_error", 2, 2),
    "gateway": (refused("502", 502), REFUSED, "502", 2, 2),
    "denied": (refused("AccessDeniedException", 403), REFUSED, "AccessDeniedException", 1, 1),
    "malformed": (refused("ValidationException"), REFUSED, "ValidationException", 1, 1),
    "not found": (refused("ResourceNotFoundException", 404), REFUSED, "ResourceNotFoundException", 1, 1),
    "silent": (boto.ReadTimeoutError(**ENDPOINT), TIMEOUT, "ReadTimeoutError", 1, 1),
    "not connected": (boto.ConnectTimeoutError(**ENDPOINT), TIMEOUT, "ConnectTimeoutError", 1, 1),
    "unreachable": (boto.EndpointConnectionError(**ENDPOINT), UNREACHABLE, "EndpointConnectionError", 2, 1),
    "closed": (boto.ConnectionClosedError(**ENDPOINT), UNREACHABLE, "ConnectionClosedError", 2, 1),
    "proxy": (NO_PROXY, UNREACHABLE, "ProxyConnectionError", 2, 1),
    "tls": (boto.SSLError(**ENDPOINT, error=OSError("certificate")), UNREACHABLE, "SSLError", 2, 1),
    "broken off": (boto.ResponseStreamingError(error="broken"), UNREACHABLE, "ResponseStreamingError", 2, 1),
    "foreign": (ResponseParserError("not XML"), REFUSED, "ForeignAnswer", 1, 1),
    "foreign and empty": (MalformedAnswerError("nothing", {"ResponseMetadata": {}}), REFUSED, "ForeignAnswer", 1, 1),
    "empty": (MalformedAnswerError("nothing in it", OF_AWS), REFUSED, MALFORMED, 1, 1),
    "of another shape": (AttributeError("'list' object has no attribute 'get'"), REFUSED, MALFORMED, 1, 1),
    "no event stream": (InvalidHeadersLength(9), REFUSED, MALFORMED, 1, 1),
    "no credentials": (boto.NoCredentialsError(), NOT_SENT, "NoCredentialsError", 1, 1),
    "bad header": (ValueError("Invalid header value"), NOT_SENT, "ValueError", 1, 1),
    "no file": (FileNotFoundError("token"), NOT_SENT, "FileNotFoundError", 1, 1),
    "not UTF-8": (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), NOT_SENT, "UnicodeDecodeError", 1, 1),
    "no Region": (boto.NoRegionError(), NOT_SENT, "NoRegionError", 1, 1),
}


@pytest.mark.parametrize("case", BREAKS)
def test_whatever_breaks_is_an_answer_and_is_put_twice_at_most_where_that_may_help(
    case: str, pauses: list[float]
) -> None:
    error, outcome, code, *times = BREAKS[case]
    for may_be_billed in (False, True):
        pauses.clear()
        call = Calls(error)
        answer = send_question(OPERATION, call, may_be_billed=may_be_billed)
        assert (answer.outcome, answer.code, answer.body) == (outcome, code, {})
        assert answer.message
        assert call.times == times[may_be_billed]
        assert pauses == [sending.PAUSE_S] * (call.times - 1)


def test_only_a_wish_to_stop_gets_through() -> None:
    with pytest.raises(KeyboardInterrupt):
        send_question(OPERATION, Calls(KeyboardInterrupt()))


def test_a_connection_that_took_long_to_break_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([100.0, 105.0])
    monkeypatch.setattr("checkpoints.facts.sending.time.monotonic", lambda: next(now))
    calls = Calls(boto.EndpointConnectionError(**ENDPOINT))
    assert send_question(OPERATION, calls).outcome is Outcome.UNREACHABLE
    assert calls.times == 1


@pytest.mark.parametrize("case", ["throttled", "unreachable"])
def test_the_second_answer_counts(case: str) -> None:
    assert send_question(OPERATION, Calls(BREAKS[case][0], {"profiles": []})).answered


def stamped(minutes_ago: float) -> str:
    return format_datetime(datetime.now(timezone.utc) - timedelta(minutes=minutes_ago), usegmt=True)


@pytest.mark.parametrize(
    ("date", "skew_s"),
    [
        (lambda: stamped(0), 0.0),
        (lambda: stamped(10), 600.0),
        (lambda: stamped(-10), -600.0),
        (lambda: stamped(10).replace("GMT", "-0000"), 600.0),
        (lambda: "yesterday", None),
        (lambda: "", None),
    ],
    ids=["none", "ahead", "behind", "without a zone", "nonsense", "empty"],
)
def test_the_clocks_skew_is_told_by_the_answers_date(date: Callable[[], str], skew_s: float | None) -> None:
    headers = {"date": date()}
    for outcome in (refused("X", 400, **headers), {"ResponseMetadata": {"HTTPHeaders": headers}}):
        found = send_question(OPERATION, Calls(outcome)).skew_s
        assert found == (None if skew_s is None else pytest.approx(skew_s, abs=5))


@pytest.mark.parametrize("version", [None, "v4", "bearer"])
def test_every_call_is_bounded(version: str | None) -> None:
    config: Any = make_client_config(version)
    assert isinstance(config, Config)
    assert (config.connect_timeout, config.read_timeout) == (3, 10)  # type: ignore[attr-defined]
    assert config.retries["total_max_attempts"] == 1  # type: ignore[attr-defined]
    assert config.signature_version == version  # type: ignore[attr-defined]


# Variables whose value botocore refuses, and that Claude Code does not mind.
UNKNOWN = (
    *("AWS_RETRY_MODE", "AWS_DEFAULTS_MODE", "AWS_MAX_ATTEMPTS", "AWS_ACCOUNT_ID_ENDPOINT_MODE"),
    *("AWS_REQUEST_CHECKSUM_CALCULATION", "AWS_RESPONSE_CHECKSUM_VALIDATION"),
    *("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "AWS_STS_REGIONAL_ENDPOINTS"),
)


def test_calls_are_signed_whatever_scheme_is_preferred(shell: Shell, machine: Machine) -> None:
    machine.write("home/.aws/config", "[default]\nauth_scheme_preference = httpBearerAuth\n")
    for variables in ({}, {"AWS_AUTH_SCHEME_PREFERENCE": "httpBearerAuth"}):
        session = shell.resolve(**KEYS, **variables).session
        assert session is not None
        client: Any = session.create_client("bedrock", region_name="us-east-1", config=make_client_config())
        sent: list[str] = []

        def keep(request: Any, sent: list[str] = sent, **_: Any) -> Any:
            sent.append(str(request.headers["Authorization"]))
            raise boto.EndpointConnectionError(**ENDPOINT)

        client.meta.events.register("before-send", keep)
        with pytest.raises(boto.EndpointConnectionError):
            client.list_inference_profiles()
        assert "AWS4-HMAC-SHA256" in sent[0]


def test_values_that_botocore_does_not_know_keep_no_client_from_being_made(shell: Shell) -> None:
    session = shell.resolve(**KEYS, **dict.fromkeys(UNKNOWN, "nonsense")).session
    assert session is not None
    for service in ("sts", "bedrock"):
        assert session.create_client(service, region_name="us-east-1", config=make_client_config())
