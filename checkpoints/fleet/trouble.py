"""What goes wrong with Systems Manager, EC2 and S3."""

from __future__ import annotations

from typing import Any

from checkpoints.guide.texts import say
from checkpoints.guide.told_error import ToldError
from checkpoints.report.scrub import Scrubber

_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "403"})
_EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"})
_INVALID = frozenset(
    {
        *("InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "AuthFailure"),
        *("InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature", "MissingAuthenticationToken"),
    }
)
_THROTTLED = frozenset(
    {
        *("Throttling", "ThrottlingException", "ThrottledException", "RequestLimitExceeded", "SlowDown"),
        *(
            "TooManyRequestsException",
            "TooManyUpdates",
            "RequestThrottled",
            "RequestThrottledException",
            "RateExceeded",
        ),
    }
)
_TEXTS = {
    "InvalidDocument": "fleet.no-document",
    "InvalidDocumentVersion": "fleet.no-document",
    "InvalidCommandId": "fleet.no-command",
    "InvalidParameters": "fleet.other-document",
    "InvalidOutputFolder": "fleet.no-bucket",
    "NoSuchBucket": "fleet.no-bucket",
    "InvalidInstanceId": "fleet.unknown-instance",
}


class FleetError(ToldError):
    """The fleet cannot be asked."""

    def tell(self, language: str) -> str:
        """What people are told, without account ids and secrets."""
        scrubber = Scrubber()
        return say(self.text, language, {name: scrubber.scrub_text(value) for name, value in self.values.items()})


class ThrottledError(FleetError):
    """AWS asks to wait."""


class OutageError(FleetError):
    """AWS does not answer, or answers that the trouble is its own."""


def explain_error(error: Exception, permission: str, **values: str) -> FleetError:
    """What an exception of botocore's means. permission: the IAM action of the call; values: for further texts."""
    response: Any = getattr(error, "response", None)
    if not isinstance(response, dict):
        return _explain_silence(error, permission)
    found = response.get("Error", {})
    code, words = str(found.get("Code", "")), str(found.get("Message", ""))
    if code in _DENIED:
        return FleetError("fleet.denied", permission=permission)
    if code in _EXPIRED:
        return FleetError("fleet.expired")
    if code in _INVALID:
        return FleetError("fleet.invalid-credentials", code=code)
    if code in _THROTTLED or response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 429:
        return ThrottledError("fleet.throttled", permission=permission)
    if code == "InvocationDoesNotExist":  # Systems Manager takes a moment to know what it has just listed
        return ThrottledError("fleet.refused", permission=permission, code=code, words=words)
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    kind = OutageError if isinstance(status, int) and status >= 500 else FleetError
    return kind(_TEXTS.get(code, "fleet.refused"), permission=permission, code=code, words=words, **values)


def _explain_silence(error: Exception, permission: str) -> FleetError:
    name = type(error).__name__
    if name in ("NoCredentialsError", "PartialCredentialsError"):
        return FleetError("fleet.invalid-credentials", code=name)
    if name in ("ParamValidationError", "NoRegionError"):
        return FleetError("fleet.refused", permission=permission, code=name, words=str(error))
    return OutageError("fleet.unreachable", permission=permission, code=name)
