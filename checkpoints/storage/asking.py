"""Asking S3: again after what passes by itself, within a time; what is left is an error that people can be told."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from checkpoints.facts.answer import THROTTLED, Answer, Outcome
from checkpoints.facts.responses import allow_bytes
from checkpoints.facts.sending import FOREIGN, MALFORMED, send_question
from checkpoints.refusals.denial import parse_denial
from checkpoints.storage.address import Address
from checkpoints.storage.trouble import DENIED, EXPIRED, REJECTED, ObjectGoneError, ObjectTooLargeError, StorageError

LIST, GET = "s3:ListObjectsV2", "s3:GetObject"
_PERMISSIONS = {LIST: "s3:ListBucket", GET: "s3:GetObject"}

_PAUSES_S = (1.0, 3.0, 6.0)  # between rounds; `send_question` asks twice in each, unless the first time took long
_MOST_S = 30.0  # after which there is no further round

# https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
_PASSING_CODES = THROTTLED | {
    "InternalError",
    "OperationAborted",
    "RequestTimeout",
    "ServiceUnavailable",
    # botocore's, of a response that broke off, and ours of one that was no XML
    "HTTPClientError",
    "IncompleteReadError",
    FOREIGN,
}
_PASSING_STATUS = frozenset({429, 500, 502, 503, 504, 529})
_ELSEWHERE = frozenset(  # botocore follows what names the bucket's Region
    {
        "301",
        "307",
        "AuthorizationHeaderMalformed",
        "IllegalLocationConstraintException",
        "PermanentRedirect",
        "TemporaryRedirect",
    }
)
_GONE = frozenset({"404", "NoSuchKey", "NoSuchVersion"})
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.]{0,63}", re.ASCII)

# What is said for an error's code, where nothing but the bucket has to be named.
_TEXTS: Mapping[str, str] = {
    "NoSuchBucket": "storage.no-such-bucket",
    "RequestTimeTooSkewed": "storage.clock",
    "NoCredentialsError": "storage.no-credentials",
    MALFORMED: "storage.foreign",
    FOREIGN: "storage.foreign",
    **dict.fromkeys(EXPIRED, "storage.expired"),
    **dict.fromkeys(REJECTED, "storage.rejected"),
    **dict.fromkeys(_ELSEWHERE, "storage.wrong-region"),
    # A session that cannot be renewed any more
    **dict.fromkeys(
        ("CredentialRetrievalError", "UnauthorizedSSOTokenError", "TokenRetrievalError"), "storage.expired"
    ),
}


class Asker:
    """Asks S3 about an address through a client. Threads may use it at once."""

    def __init__(self, client: Any, address: Address) -> None:
        self.client = client
        self.address = address

    def ask(self, operation: str, call: Callable[[], Mapping[str, Any]], most: int) -> Mapping[str, Any]:
        """What S3 answers. most: bytes of the response. Raises StorageError."""
        until = time.monotonic() + _MOST_S
        for pause in (*_PAUSES_S, None):
            with allow_bytes(most):
                answer = send_question(operation, call)
            if answer.answered:
                return answer.body
            if pause is None or not _may_pass(answer) or time.monotonic() > until:
                break
            time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - so that threads do not ask all at once
        raise self._explain(answer)

    def _explain(self, answer: Answer) -> StorageError:
        code = _short_code(answer)
        named = {"bucket": self.address.bucket, "endpoint": urlsplit(self.client.meta.endpoint_url).netloc}
        if answer.operation == GET and answer.code in _GONE:
            return ObjectGoneError("storage.refused", code, **named)
        if answer.operation == GET and answer.code == MALFORMED:  # its body is of any shape, but not of any size
            return ObjectTooLargeError("storage.foreign", code, **named)
        if answer.lost:
            return StorageError("storage.unreachable", code, **named)
        if answer.code in DENIED:
            return self._explain_denial(answer, code)
        if answer.code in _TEXTS or answer.is_foreign:
            return StorageError(_TEXTS.get(answer.code, "storage.foreign"), code, **named)
        return StorageError("storage.busy" if _may_pass(answer) else "storage.refused", code, **named)

    def _explain_denial(self, answer: Answer, code: str) -> StorageError:
        denial = parse_denial(answer.message)
        action = denial.action if denial else _PERMISSIONS[answer.operation]
        resource = denial.resource if denial and not action.startswith("s3:") else self._resource(answer.operation)
        text = "storage.denied-by-policy" if denial and denial.explicit else "storage.denied"
        return StorageError(text, code, action=action, resource=resource, bucket=self.address.bucket)

    def _resource(self, operation: str) -> str:
        """The resource that a policy has to name for an operation on the address."""
        arn = f"arn:{self.client.meta.partition}:s3:::{self.address.bucket}"
        return f"{arn}/{self.address.key}{'*' * self.address.is_folder}" if operation == GET else arn


def _may_pass(answer: Answer) -> bool:
    return answer.lost or answer.status in _PASSING_STATUS or answer.code in _PASSING_CODES


def _short_code(answer: Answer) -> str:
    """AWS's error code, or the status, or what stands for them; a word of one's own where strangers wrote the code."""
    if answer.outcome is Outcome.TIMEOUT:
        return "timeout"
    if _WORD.fullmatch(answer.code):
        return answer.code
    return f"HTTP {answer.status}" if answer.status else answer.outcome.value
