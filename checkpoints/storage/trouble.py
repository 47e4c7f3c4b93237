"""What goes wrong with S3, and with AWS as a whole where the facilitator asks it."""

from __future__ import annotations

from checkpoints.guide.command_error import CommandError
from checkpoints.guide.texts import say
from checkpoints.report.scrub import Scrubber

# What may come in the middle of a listing or a reading, and pass.
BREAKING = frozenset({"storage.busy", "storage.foreign", "storage.unreachable"})

# AWS's codes for one and the same refusal, by whichever service.
EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"})
REJECTED = frozenset(
    {
        *("AuthFailure", "IncompleteSignature", "InvalidAccessKeyId", "InvalidClientTokenId", "InvalidSecurity"),
        *("InvalidSignatureException", "InvalidToken", "MissingAuthenticationToken", "SignatureDoesNotMatch"),
        "UnrecognizedClientException",
    }
)
DENIED = frozenset(
    {
        *("AccessDenied", "AccessDeniedException", "AccountProblem", "AllAccessDisabled", "AuthorizationError"),
        *("UnauthorizedOperation", "403"),
    }
)


class AwsError(CommandError):
    """AWS cannot be used as it was asked."""

    def describe(self, language: str) -> str:
        """What people are told, without account ids and secrets."""
        scrubber = Scrubber()
        return say(self.text, language, {name: scrubber.scrub_text(value) for name, value in self.values.items()})


class StorageError(AwsError):
    """S3 cannot be used as it was asked. code: AWS's error code or what stands for one, "" where none was met."""

    def __init__(self, text: str, code: str = "", **values: str) -> None:
        super().__init__(text, code=code, **values)
        self.code = code


class ObjectGoneError(StorageError):
    """An object is not there, or not there any more."""


class ObjectTooLargeError(StorageError):
    """An object has more bytes than are read."""
