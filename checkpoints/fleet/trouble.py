"""What goes wrong with Systems Manager, EC2 and S3."""

from __future__ import annotations

from typing import Any

from checkpoints.facts.answer import THROTTLED
from checkpoints.storage.trouble import DENIED, EXPIRED, REJECTED, AwsError

_THROTTLED = THROTTLED | {"RateExceeded", "TooManyUpdates"}
_TEXTS = {
    "InvalidDocument": "fleet.no-document",
    "InvalidDocumentVersion": "fleet.no-document",
    "InvalidCommandId": "fleet.no-command",
    "InvalidParameters": "fleet.other-document",
    "InvalidOutputFolder": "fleet.no-bucket",
    "NoSuchBucket": "fleet.no-bucket",
    "InvalidInstanceId": "fleet.unknown-instance",
}


class FleetError(AwsError):
    """The fleet cannot be asked."""


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
    if code in DENIED:
        return FleetError("fleet.denied", permission=permission)
    if code in EXPIRED:
        return FleetError("fleet.expired")
    if code in REJECTED:
        return FleetError("fleet.invalid-credentials", code=code)
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if code in _THROTTLED or status == 429:
        return ThrottledError("fleet.throttled", permission=permission)
    if code == "InvocationDoesNotExist":  # Systems Manager takes a moment to know what it has just listed
        return ThrottledError("fleet.refused", permission=permission, code=code, words=words)
    kind = OutageError if isinstance(status, int) and status >= 500 else FleetError
    return kind(_TEXTS.get(code, "fleet.refused"), permission=permission, code=code, words=words, **values)


def _explain_silence(error: Exception, permission: str) -> FleetError:
    name = type(error).__name__
    if name in ("NoCredentialsError", "PartialCredentialsError"):
        return FleetError("fleet.invalid-credentials", code=name)
    if name in ("ParamValidationError", "NoRegionError"):
        return FleetError("fleet.refused", permission=permission, code=name, words=str(error))
    return OutageError("fleet.unreachable", permission=permission, code=name)
