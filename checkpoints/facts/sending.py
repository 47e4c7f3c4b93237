"""Sends one question to AWS within bounds; whatever happens is returned as an `Answer`.

Connect 3 s, 10 s for the whole response (`responses`), at most two attempts. The second attempt is made here and not
by botocore, which does not know that a question may have been billed although no answer came, and would wait twice for
a silent endpoint.
"""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from checkpoints.facts.answer import THROTTLED, Answer, Outcome
from checkpoints.facts.other_route import is_untrusted
from checkpoints.facts.responses import TUNNEL, ResponseTooLargeError
from checkpoints.facts.time_limit import OverdueError

if TYPE_CHECKING:
    from botocore.config import Config

CONNECT_TIMEOUT_S = 3
READ_TIMEOUT_S = 10
PAUSE_S = 1.0
LONGEST_MESSAGE = 2000  # characters; AWS's longest denials have half of that
_LONGEST_CODE = 100
MALFORMED = "MalformedAnswer"  # the code of an answer that AWS cannot have sent
OVERDUE = "Overdue"  # the code of an answer that the run did not wait for
# What botocore's parsers, and our reading of their results, raise where an answer has another shape.
_OF_OTHER_SHAPE = (AttributeError, KeyError, TypeError)


FOREIGN = "ForeignAnswer"  # the code of success that is not AWS's


class MalformedAnswerError(Exception):
    """AWS, or something in its place, answered with success but without the expected content.

    answer: what botocore made of it, by whose metadata AWS can be told from what stands in its place.
    """

    def __init__(self, text: str, answer: Mapping[str, Any]) -> None:
        super().__init__(text)
        self.is_foreign = not _is_of_aws(answer.get("ResponseMetadata", {}))


_HEADERS_OF_AWS = frozenset({"x-amzn-requestid", "x-amz-request-id", "x-amzn-errortype"})
_ENDPOINT = "AWS_ENDPOINT_URL"
_PROXIES = ("https_proxy", "HTTPS_PROXY")  # botocore asks `urllib`, for which the former comes first


def _is_of_aws(metadata: Mapping[str, Any]) -> bool:
    """Whether an answer has an error code or a request id, as every answer of AWS has."""
    return bool(metadata.get("RequestId")) or not _HEADERS_OF_AWS.isdisjoint(metadata.get("HTTPHeaders", {}))


def _find_proxy() -> str:
    return next((name for name in _PROXIES if os.environ.get(name)), "")


def _find_endpoint(operation: str) -> str:
    """The variable that names another address for an operation, by botocore's rules; "" where none does."""
    if os.environ.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() == "true":
        return ""
    service = operation.partition(":")[0].upper()
    names = (f"{_ENDPOINT}_BEDROCK_RUNTIME" if "Invoke" in operation else f"{_ENDPOINT}_{service}", _ENDPOINT)
    return next((name for name in names if os.environ.get(name)), "")


def make_client_config(
    signature: str | None = None, attempts: int = 1, proxies: Mapping[str, str] | None = None
) -> Config:
    """Make botocore's configuration for every client.

    proxies: by scheme, none where it is empty; None for those of the session or of the variables. signature: `v4` keeps
    an API key variable out of the calls, `bearer` puts the session's own token into them; None leaves it to botocore.
    What botocore reads of variables and makes no client for where it does not know the value is given here: Claude Code
    knows most of it not at all.
    """
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_TIMEOUT_S,
        read_timeout=READ_TIMEOUT_S,
        retries={"mode": "standard", "total_max_attempts": attempts},
        defaults_mode="legacy",  # type: ignore[arg-type]  # a text, whatever the stubs say
        account_id_endpoint_mode="preferred",
        request_checksum_calculation="when_supported",
        response_checksum_validation="when_supported",
        request_min_compression_size_bytes=10240,
        signature_version=signature,
    )
    # A proxy that is given as None would hide the session's.
    return config if proxies is None else config.merge(Config(proxies=dict(proxies)))


def send_question(operation: str, call: Callable[[], Mapping[str, Any]], *, may_be_billed: bool = False) -> Answer:
    """Ask, and once more after a pause when AWS was busy or the connection broke, unless that took long. Never raises.

    call: sends the question and returns the answer's body, with `ResponseMetadata` where there is one.
    """
    began = time.monotonic()
    answer = _attempt(operation, call)
    if _worth_another(answer, may_be_billed) and time.monotonic() - began < CONNECT_TIMEOUT_S:
        time.sleep(PAUSE_S)
        answer = _attempt(operation, call)
    if answer.is_foreign or answer.outcome is Outcome.UNREACHABLE or answer.status == 407:
        return answer._replace(proxy=_find_proxy(), endpoint=_find_endpoint(operation))
    if answer.outcome is Outcome.TIMEOUT or _has_no_address(answer):
        return answer._replace(endpoint=_find_endpoint(operation))
    return answer


def _has_no_address(answer: Answer) -> bool:
    """Whether botocore made no client, since a variable holds something else than an address, white space for one."""
    return answer.outcome is Outcome.NOT_SENT and answer.message.startswith("Invalid endpoint")


def _worth_another(answer: Answer, may_be_billed: bool) -> bool:
    if answer.outcome is Outcome.REFUSED:
        return answer.code in THROTTLED or answer.status in (429, 500, 502, 503, 504, 529)
    is_lasting = is_untrusted(answer.code, answer.message)
    return answer.outcome is Outcome.UNREACHABLE and not may_be_billed and not is_lasting


def _attempt(operation: str, call: Callable[[], Mapping[str, Any]]) -> Answer:
    from botocore import exceptions as boto
    from botocore.eventstream import ParserError
    from botocore.parsers import ResponseParserError
    from urllib3 import exceptions as wire  # a stream of events passes on what botocore renames elsewhere

    try:
        body = dict(call())
    except OverdueError:
        return answer_overdue(operation)
    except boto.ClientError as error:
        return _refusal(operation, error)
    except (boto.ReadTimeoutError, boto.ConnectTimeoutError, wire.ReadTimeoutError) as error:
        return Answer(operation, Outcome.TIMEOUT, code=type(error).__name__, message=str(error))
    except (boto.ConnectionError, boto.ConnectionClosedError, boto.ResponseStreamingError, wire.ProtocolError) as error:
        return Answer(operation, Outcome.UNREACHABLE, code=type(error).__name__, message=str(error))
    except (MalformedAnswerError, ResponseParserError) as error:
        # What is no XML at all where XML is spoken is a page of somebody else.
        foreign = error.is_foreign if isinstance(error, MalformedAnswerError) else True
        code = FOREIGN if foreign else MALFORMED
        return Answer(operation, Outcome.REFUSED, code=code, message=shorten_message(str(error)), is_foreign=foreign)
    except (ParserError, *_OF_OTHER_SHAPE) as error:
        return Answer(operation, Outcome.REFUSED, code=MALFORMED, message=shorten_message(str(error)))
    except Exception as error:  # noqa: BLE001 - botocore raises ValueError, OSError and more; none may break a check
        return _answer_for_other(operation, error)
    skew = _skew(body.pop("ResponseMetadata", {}))
    return Answer(operation, Outcome.ANSWERED, status=200, skew_s=skew, body=body)


def was_parsing(error: Exception) -> bool:
    """Whether botocore was taking an answer apart: a moment, a number or a base64 in it is none."""
    frames = traceback.walk_tb(error.__traceback__)
    return any(frame.f_globals.get("__name__") == "botocore.parsers" for frame, _ in frames)


def answer_overdue(operation: str) -> Answer:
    """The answer to a question that a run has no time for any more."""
    return Answer(operation, Outcome.TIMEOUT, code=OVERDUE, message="the run has taken too long to ask more")


def _answer_for_other(operation: str, error: Exception) -> Answer:
    """The answer for an exception of no kind that is known: what botocore has wrapped is told as what it is."""
    cause = getattr(error, "kwargs", {}).get("error", error)
    if isinstance(cause, ResponseTooLargeError) and TUNNEL.is_last:
        return Answer(operation, Outcome.UNREACHABLE, code="ProxyConnectionError", message=str(cause))
    if isinstance(cause, ResponseTooLargeError):
        return Answer(operation, Outcome.REFUSED, cause.status, MALFORMED, str(cause))
    if was_parsing(error):
        return Answer(operation, Outcome.REFUSED, code=MALFORMED, message=shorten_message(str(error)))
    return Answer(operation, Outcome.NOT_SENT, code=type(error).__name__, message=shorten_message(str(error)))


def shorten_message(text: str) -> str:
    """A message as far as it is worth keeping; a word that the end cuts is left out, since it may be a secret."""
    if len(text) <= LONGEST_MESSAGE:
        return text
    kept = text[:LONGEST_MESSAGE]
    return kept[: max(kept.rfind(space) for space in " \t\n") + 1].rstrip() + " …"


def _refusal(operation: str, error: Any) -> Answer:
    response = error.response
    metadata, details = response.get("ResponseMetadata", {}), response.get("Error", {})
    return Answer(
        operation,
        Outcome.REFUSED,
        status=metadata.get("HTTPStatusCode"),
        code=_code(str(details.get("Code") or "")),
        message=shorten_message(str(details.get("Message") or "")),
        skew_s=_skew(metadata),
        # An error in a stream's event has no status: the stream was AWS's.
        is_foreign="HTTPStatusCode" in metadata and not _is_of_aws(metadata),
    )


def _code(code: str) -> str:
    """An error's code as the service model writes it; in an event of a stream it begins in lower case."""
    code = code[:_LONGEST_CODE]
    return code[:1].upper() + code[1:] if code.endswith("Exception") else code


def _skew(metadata: Mapping[str, Any]) -> float | None:
    stamp = metadata.get("HTTPHeaders", {}).get("date")
    if not stamp:
        return None
    try:
        there = parsedate_to_datetime(stamp)
    except (TypeError, ValueError):
        return None
    if there.tzinfo is None:
        there = there.replace(tzinfo=timezone.utc)
    return (datetime.now(timezone.utc) - there).total_seconds()
