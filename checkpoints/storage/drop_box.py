"""Making a drop box: a presigned POST for each attendee, tried once before it is given away.

A presigned POST lives for 7 days at most, and no longer than the credentials that signed it.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

from checkpoints.guide.texts import say
from checkpoints.report.hand_in import LIMITS
from checkpoints.storage.address import OWN, Address
from checkpoints.storage.asking import LIST, Asker
from checkpoints.storage.client import FacilitatorSession, make_s3_client
from checkpoints.storage.drop_token import DropToken, TokenError, read_token, write_token
from checkpoints.storage.post_answer import UploadTrouble
from checkpoints.storage.post_policy import HAND_INS
from checkpoints.storage.trouble import StorageError
from checkpoints.storage.upload import upload_file

LONGEST = timedelta(days=7)
_CONTENT_TYPE = "text/html; charset=utf-8"
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_CHANCE = 10  # letters, about 49 bits
_LONGEST_SLUG = 30
_PROBE = f"{HAND_INS}{OWN}/"
_LARGEST_LIST = 1 << 20  # bytes
_DENIED = ("storage.denied", "storage.denied-by-policy")
_LEAST_LEFT = timedelta(minutes=5)


class TrialError(StorageError):
    """A trial upload was not proven to arrive. leftover: its address where it may be there and was not removed."""

    def __init__(self, leftover: str, text: str, code: str, **values: str) -> None:
        super().__init__(text, code, **values)
        self.leftover = leftover

    def describe(self, language: str) -> str:
        """What people are told, in a second line of what is left."""
        text = super().describe(language)
        return f"{text}\n{say('drop-box.leftover', language, {'address': self.leftover})}" if self.leftover else text


class TokenHolder(NamedTuple):
    """One line of a drop box. name: as on the roster; token: a secret; group: "" where none is known."""

    name: str
    token: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class DropBox:
    """What was made. host, region: where hand-ins go.

    ends: until when every token can be used, to a second, aware. end: what sets it. is_listed: whether these
    credentials may list the class; leftover: the address of the object with which it was tried, where it could not be
    removed again.
    """

    address: Address
    region: str
    host: str
    ends: datetime
    end: str
    is_listed: bool
    leftover: str
    attendees: tuple[TokenHolder, ...] = field(repr=False)


def make_drop_box(
    access: FacilitatorSession,
    address: Address,
    people: Iterable[tuple[str, str]],
    section: str,
    lifetime: timedelta,
    region: str,
) -> DropBox:
    """Make a token for each of these people, namesakes included, after one small file was uploaded and removed again.

    people: names and groups, in order. region: the bucket's, "" where S3 is to tell it. Raises StorageError for
    what cannot work: an address that cannot, credentials that have ended or may not write there, a host that is not
    reached.
    """
    if not address.is_folder:
        raise StorageError("drop-box.no-folder", address=str(address))
    if "." in address.bucket:
        raise StorageError("drop-box.dots", bucket=address.bucket)
    ends, end = _find_end(access, lifetime)
    region, is_listed = _look_at_bucket(access, address, region)
    signer = _Signer(replace(access, region=region), address, section, ends)
    token, leftover = signer.try_out()
    taken: set[str] = set()
    attendees = tuple(
        TokenHolder(name, signer.sign(name, f"{HAND_INS}{_own_prefix(name, taken)}/"), group) for name, group in people
    )
    return DropBox(address, region, token.host, token.expires, end, is_listed, leftover, attendees)


def _find_end(access: FacilitatorSession, lifetime: timedelta) -> tuple[datetime, str]:
    """Until when a token is good, and what sets that: `asked`, `credentials`, or `unknown` for a session's."""
    asked = datetime.now(timezone.utc) + lifetime
    until = access.expires_at
    if until is not None:
        if until - datetime.now(timezone.utc) < _LEAST_LEFT:
            raise StorageError("drop-box.credentials-ending")
        return (until, "credentials") if until < asked else (asked, "asked")
    found: Any = access.session.get_credentials()
    return asked, "unknown" if found is not None and found.get_frozen_credentials().token else "asked"


def _look_at_bucket(access: FacilitatorSession, address: Address, region: str) -> tuple[str, bool]:
    """The bucket's Region, and whether these credentials may list it. Raises StorageError where it cannot be used."""
    client = make_s3_client(access)
    is_listed = True
    try:
        _list_one(client, address)
    except StorageError as error:
        if error.text not in _DENIED:
            raise
        is_listed = False
    found = _ask_region(client, address.bucket)
    if region and found and region != found:
        raise StorageError("drop-box.region-differs", bucket=address.bucket, region=found, given=region)
    if not (region or found):
        raise StorageError("drop-box.no-region", bucket=address.bucket)
    return region or found, is_listed


def _list_one(client: Any, address: Address) -> None:
    def call() -> dict[str, Any]:
        return {
            "is_whole": not client.list_objects_v2(Bucket=address.bucket, Prefix=address.key, MaxKeys=1)["IsTruncated"]
        }

    Asker(client, address).ask(LIST, call, _LARGEST_LIST)


def _ask_region(client: Any, bucket: str) -> str:
    """The Region of a bucket, which S3 tells in a header even where it refuses; "" where it does not."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        answer = client.head_bucket(Bucket=bucket)
    except ClientError as error:
        answer = error.response
    except (BotoCoreError, ValueError):
        return ""
    header: Any = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("x-amz-bucket-region", "")
    return str(answer.get("BucketRegion") or header)


class _Signer:
    """Signs tokens for a folder until a time."""

    def __init__(self, access: FacilitatorSession, address: Address, section: str, ends: datetime) -> None:
        self._client = make_s3_client(access, for_presigning=True)
        self._address = address
        self._section = section
        self._ends = ends

    def sign(self, name: str, prefix: str) -> str:
        """A token with which files can be uploaded under a prefix below the folder."""
        form: dict[str, str] = {"Content-Type": _CONTENT_TYPE, "success_action_status": "201"}
        signed = self._client.generate_presigned_post(
            self._address.bucket,
            f"{self._address.key}{prefix}${{filename}}",
            Fields=form,
            Conditions=[*({name: value} for name, value in form.items()), ["content-length-range", 1, LIMITS.file]],
            ExpiresIn=int((self._ends - datetime.now(timezone.utc)).total_seconds()),
        )
        try:
            return write_token(self._section, name, signed["url"], signed["fields"])
        except (TokenError, ValueError, LookupError):
            raise StorageError("drop-box.unsigned") from None

    def try_out(self) -> tuple[DropToken, str]:
        """Upload a small file with a token, and remove it. Returns the token, and the address of what is left."""
        try:
            token = read_token(self.sign("", _PROBE))
        except TokenError:  # an endpoint of one's own without TLS
            raise StorageError("drop-box.plain") from None
        found = upload_file(token, "probe.txt", b"A drop box was tried with this file. It can be removed.\n")
        leftover = "" if found.trouble in _UNSENT else self._remove(token, "probe.txt")
        if found.trouble is not None:
            raise _describe_trial(found.trouble, found.code, token, leftover)
        return token, leftover

    def _remove(self, token: DropToken, name: str) -> str:
        """Remove what was uploaded with a token; the address of what could not be removed."""
        from botocore.exceptions import BotoCoreError, ClientError

        key = f"{token.prefix}{name}"
        try:
            self._client.delete_object(Bucket=token.bucket, Key=key)
        except (BotoCoreError, ClientError, ValueError):
            return str(Address(token.bucket, key))
        return ""


_UNSENT = (UploadTrouble.UNTRUSTED, UploadTrouble.PROXY)
_TEXTS = {
    UploadTrouble.DENIED: "drop-box.denied",
    UploadTrouble.CREDENTIALS_ENDED: "storage.expired",
    UploadTrouble.CREDENTIALS_UNKNOWN: "storage.rejected",
    UploadTrouble.NO_BUCKET: "storage.no-such-bucket",
    UploadTrouble.OTHER_REGION: "drop-box.other-region",
    UploadTrouble.NEW_BUCKET: "drop-box.new-bucket",
    UploadTrouble.EXPIRED: "storage.clock",
    UploadTrouble.CLOCK: "storage.clock",
    UploadTrouble.NOT_S3: "storage.foreign",
    UploadTrouble.UNPROVEN: "drop-box.unproven",
    UploadTrouble.BUSY: "storage.busy",
    UploadTrouble.TIMEOUT: "storage.unreachable",
    UploadTrouble.UNREACHED: "storage.unreachable",
    **dict.fromkeys(_UNSENT, "drop-box.untried"),
}


def _describe_trial(trouble: UploadTrouble, code: str, token: DropToken, leftover: str) -> TrialError:
    prefix = f"{token.bucket}/{token.prefix.rpartition(HAND_INS)[0]}{HAND_INS}"
    named = {"bucket": token.bucket, "prefix": prefix, "host": token.host, "endpoint": token.host}
    left = leftover if trouble.may_be_stored else ""
    return TrialError(left, _TEXTS.get(trouble, "drop-box.refused"), code or trouble.value, **named)


def _own_prefix(name: str, taken: set[str]) -> str:
    """A prefix for one attendee: what is ASCII of the name, and letters by chance that make it one's own."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-")
    while True:
        chance = "".join(secrets.choice(_LETTERS) for _ in range(_CHANCE))
        found = f"{slug}-{chance}" if slug else chance
        if found not in taken:
            taken.add(found)
            return found
