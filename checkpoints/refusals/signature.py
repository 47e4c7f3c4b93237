"""Access keys, signatures and session tokens that AWS does not accept. It says so before it looks at any policy."""

from __future__ import annotations

from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.kind import Kind
from checkpoints.refusals.refusal import Refusal, collect_rows

_COMMON_ERRORS = "AWS: common error types of the query and JSON protocols"

CLOCK_BEHIND = Refusal(
    403,
    "InvalidSignatureException",
    "Signature expired: {signed} is now earlier than {edge} ({now} - 5 min.)",
    Kind.CREDENTIALS,
    Cause.CLOCK_SKEW,
    r"signature expired",
    source="AWS: troubleshooting Signature Version 4",
)
CLOCK_AHEAD = Refusal(
    403,
    "InvalidSignatureException",
    "Signature not yet current: {signed} is still later than {edge} ({now} + 5 min.)",
    Kind.CREDENTIALS,
    Cause.CLOCK_SKEW,
    r"signature not yet current",
    source="AWS: troubleshooting Signature Version 4",
)
CLOCK_OFF = Refusal(
    403,
    "RequestTimeTooSkewed",
    "The difference between the request time and the current time is too large.",
    Kind.CREDENTIALS,
    Cause.CLOCK_SKEW,
    codes=("RequestTimeTooSkewed", "RequestExpired"),
    source=_COMMON_ERRORS,
)
SESSION_EXPIRED = Refusal(
    403,
    "ExpiredTokenException",
    "The security token included in the request is expired",
    Kind.CREDENTIALS,
    Cause.EXPIRED_CREDENTIALS,
    r"security token included in the request is expired",
    codes=("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"),
    source="#2280, #18396",
)
UNKNOWN_KEY = Refusal(
    403,
    "UnrecognizedClientException",
    "The security token included in the request is invalid.",
    Kind.CREDENTIALS,
    Cause.INVALID_CREDENTIALS,
    r"security token included in the request is invalid",
    codes=(
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "UnrecognizedClient",
        "InvalidAccessKeyId",
        "AuthFailure",
        "InvalidToken",
    ),
    source="#2260, #4229",
)
WRONG_SECRET = Refusal(
    403,
    "InvalidSignatureException",
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details.",
    Kind.CREDENTIALS,
    Cause.INVALID_CREDENTIALS,
    r"request signature we calculated does not match",
    codes=(
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "IncompleteSignatureException",
    ),
    source="AWS: troubleshooting Signature Version 4",
)
UNSIGNED = Refusal(
    403,
    "MissingAuthenticationTokenException",
    "Missing Authentication Token",
    Kind.CREDENTIALS,
    Cause.INVALID_CREDENTIALS,
    codes=("MissingAuthenticationToken", "MissingAuthenticationTokenException"),
    source=_COMMON_ERRORS,
)
ROWS = collect_rows(globals())
