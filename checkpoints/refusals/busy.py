"""Answers that prove nothing about credentials, account or policies: AWS is busy, slow or broken."""

from __future__ import annotations

from checkpoints.facts.answer import THROTTLED
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.kind import Kind
from checkpoints.refusals.refusal import Refusal, collect_rows

_INVOKE_MODEL = "AWS: errors of InvokeModel in the Bedrock API reference"

TOO_MANY_REQUESTS = Refusal(
    429,
    "ThrottlingException",
    "Too many requests, please wait before trying again.",
    Kind.LOOKING,
    Cause.THROTTLED,
    codes=tuple(sorted(THROTTLED)),
    also=("Too many tokens, please wait before trying again.",),
    source="#77, #236, #1293",
)
MODEL_TOO_SLOW = Refusal(
    408,
    "ModelTimeoutException",
    "The request took too long to process. Processing time exceeded the model timeout length.",
    Kind.LOOKING,
    Cause.TIMEOUT,
    codes=("ModelTimeoutException",),
    source=_INVOKE_MODEL,
)
UNAVAILABLE = Refusal(
    503,
    "ServiceUnavailableException",
    "Bedrock is unable to process your request.",
    Kind.LOOKING,
    Cause.SERVICE_ERROR,
    codes=("ServiceUnavailable", "ServiceUnavailableException", "overloaded_error"),
    source="Claude Code documentation, errors",
)
BROKEN = Refusal(
    500,
    "InternalServerException",
    "The system encountered an unexpected error during processing. Try your request again.",
    Kind.LOOKING,
    Cause.SERVICE_ERROR,
    codes=("InternalServerException", "InternalFailure", "InternalError"),
    source=_INVOKE_MODEL,
)
MODEL_BROKEN = Refusal(
    424,
    "ModelErrorException",
    "The request failed due to an error while processing the model.",
    Kind.LOOKING,
    Cause.SERVICE_ERROR,
    codes=("ModelErrorException", "ModelStreamErrorException"),
    source=_INVOKE_MODEL,
)

ROWS = collect_rows(globals())
