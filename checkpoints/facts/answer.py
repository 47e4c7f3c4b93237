"""AWS's answer to one question."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, NamedTuple

# Error codes of throttling: botocore's own list, and Bedrock's for models that are starting.
THROTTLED = frozenset(
    {
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "ModelNotReadyException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)


class Outcome(str, Enum):
    """How far a question got."""

    ANSWERED = "answered"  # AWS did what was asked
    REFUSED = "refused"  # AWS answered with an error: `status`, `code` and `message` say which
    UNREACHABLE = "unreachable"  # no connection: DNS, refused, proxy, TLS
    TIMEOUT = "timeout"  # a connection, but no answer in time
    NOT_SENT = "not_sent"  # the machine could not even send it: `code` is the exception's class name
    NOT_ASKED = "not_asked"  # it makes no sense for this caller
    OF_ANOTHER_CALLER = "of-another-caller"  # it would tell of whoever asks, who is not the one that is judged


class Answer(NamedTuple):
    """The answer to one question, error or not.

    operation: as IAM writes it, `bedrock:ListInferenceProfiles`; status: HTTP status or None;
    code and message: of the error, as AWS sent them (unscrubbed: for rules, never for people);
    skew_s: this machine's clock minus the answer's `Date`, in seconds, where the answer carried one;
    body: what was asked for, when `outcome` is ANSWERED;
    is_foreign: it has neither an error code nor a request id of AWS: a proxy or portal answered;
    proxy, endpoint: the variables that name the proxy in force, and another address than AWS's, where no answer of
    AWS came;
    is_slow: it did not come in time, and the same service of AWS has answered other questions of this run;
    silent: the operation that AWS left without an answer, where this one was not asked for that; else "";
    may_be_trusted: the certificate was not trusted here, and Claude Code may trust it.
    """

    operation: str
    outcome: Outcome
    status: int | None = None
    code: str = ""
    message: str = ""
    skew_s: float | None = None
    body: Mapping[str, Any] = MappingProxyType({})
    is_foreign: bool = False
    proxy: str = ""
    endpoint: str = ""
    is_slow: bool = False
    silent: str = ""
    may_be_trusted: bool = False

    @property
    def lost(self) -> bool:
        """Whether no answer came at all."""
        return self.outcome in (Outcome.UNREACHABLE, Outcome.TIMEOUT)

    @property
    def unanswered(self) -> str:
        """The operation to which no answer came."""
        return self.silent or self.operation

    @property
    def answered(self) -> bool:
        """Whether AWS did what was asked."""
        return self.outcome is Outcome.ANSWERED
