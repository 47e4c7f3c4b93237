"""What an answer to a drop box's form means.

S3's codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote

# Behind the element that they stand in: an answer of whomever is searched once, and not from each of its places.
_CODE = re.compile(r"<Code>(\w{1,60})</Code>")
_MESSAGE = re.compile(r"<Message>([^<]{0,500})</Message>")
_KEY = re.compile(r"<Key>([^<]{0,3000})</Key>")


class UploadTrouble(str, Enum):
    """Why a file has not arrived. The words are those of the texts `upload.…`."""

    EXPIRED = "expired"  # the time for handing in is over
    CREDENTIALS_ENDED = "credentials-ended"  # those that signed the token
    CREDENTIALS_UNKNOWN = "credentials-unknown"  # S3 does not know them, or not any more
    ALTERED = "altered"  # the signature is not that of the policy
    CONDITION = "condition"  # the form is not what the policy demands
    DENIED = "denied"  # who signed the token may not write there
    TOO_LARGE = "too-large"
    NO_BUCKET = "no-bucket"
    OTHER_REGION = "other-region"
    NEW_BUCKET = "new-bucket"  # S3's names do not lead to it yet
    CLOCK = "clock"
    REFUSED = "refused"  # in a word that is none of the known ones
    NOT_S3 = "not-s3"  # somebody else has answered
    UNPROVEN = "unproven"  # taken, but not in S3's words
    BUSY = "busy"
    TIMEOUT = "timeout"
    UNREACHED = "unreached"
    UNTRUSTED = "untrusted"  # the certificate
    PROXY = "proxy"

    @property
    def may_pass(self) -> bool:
        """Whether another attempt can help."""
        return self in (UploadTrouble.BUSY, UploadTrouble.TIMEOUT, UploadTrouble.UNREACHED)

    @property
    def may_be_stored(self) -> bool:
        """Whether the file may have arrived nevertheless: nobody said in S3's words that it was refused."""
        return self.may_pass or self in (UploadTrouble.NOT_S3, UploadTrouble.UNPROVEN)


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What came of an upload. trouble: None where S3 has the file. code: S3's word, or HTTP's status, or ""."""

    trouble: UploadTrouble | None
    code: str = ""


_BY_CODE = {
    "ExpiredToken": UploadTrouble.CREDENTIALS_ENDED,
    "TokenRefreshRequired": UploadTrouble.CREDENTIALS_ENDED,
    # Of keys that were mistyped, deleted or deactivated, and of temporary ones without their session token.
    "InvalidAccessKeyId": UploadTrouble.CREDENTIALS_UNKNOWN,
    "InvalidToken": UploadTrouble.CREDENTIALS_UNKNOWN,
    "SignatureDoesNotMatch": UploadTrouble.ALTERED,
    "InvalidPolicyDocument": UploadTrouble.ALTERED,
    "MalformedPOSTRequest": UploadTrouble.CONDITION,
    "InvalidArgument": UploadTrouble.CONDITION,
    "AccessDenied": UploadTrouble.DENIED,
    "AllAccessDisabled": UploadTrouble.DENIED,
    "AccountProblem": UploadTrouble.DENIED,
    "EntityTooLarge": UploadTrouble.TOO_LARGE,
    "EntityTooSmall": UploadTrouble.CONDITION,
    "NoSuchBucket": UploadTrouble.NO_BUCKET,
    # Both with 307, to a Regional endpoint: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html
    "TemporaryRedirect": UploadTrouble.NEW_BUCKET,
    "Redirect": UploadTrouble.NEW_BUCKET,
    "PermanentRedirect": UploadTrouble.OTHER_REGION,
    "AuthorizationHeaderMalformed": UploadTrouble.OTHER_REGION,
    "IllegalLocationConstraintException": UploadTrouble.OTHER_REGION,
    "RequestTimeTooSkewed": UploadTrouble.CLOCK,
    "RequestTimeout": UploadTrouble.BUSY,
    "InternalError": UploadTrouble.BUSY,
    "ServiceUnavailable": UploadTrouble.BUSY,
    "SlowDown": UploadTrouble.BUSY,
    "OperationAborted": UploadTrouble.BUSY,
}


def diagnose_answer(status: int, body: bytes, key: str) -> PostAnswer:
    """What an answer means. key: what the file should be stored under; only S3's own word for it is an arrival."""
    text = body.decode("utf-8", "replace")
    found_key = _KEY.search(text.partition("<PostResponse>")[2])
    stored = html.unescape(found_key[1]) if found_key else ""
    if status == 201 and key in (stored, unquote(stored)):
        return PostAnswer(None)
    found = _CODE.search(text.partition("<Error>")[2])
    if found is None:
        return PostAnswer(_of_status(status), f"HTTP {status}")
    code = found[1]
    trouble = _BY_CODE.get(code) or (UploadTrouble.BUSY if status >= 500 else UploadTrouble.REFUSED)
    if trouble is UploadTrouble.DENIED:
        trouble = _of_policy(text) or trouble
    return PostAnswer(trouble, code)


def _of_status(status: int) -> UploadTrouble:
    """What an answer without S3's words means."""
    if status >= 500 or status == 429:
        return UploadTrouble.BUSY
    return UploadTrouble.UNPROVEN if status in (201, 204) else UploadTrouble.NOT_S3


def _of_policy(text: str) -> UploadTrouble | None:
    """What AccessDenied says of the policy in the form, where it is about that."""
    message = _MESSAGE.search(text)
    if message is None or not message[1].startswith("Invalid according to Policy"):
        return None
    return UploadTrouble.EXPIRED if "expired" in message[1] else UploadTrouble.CONDITION
