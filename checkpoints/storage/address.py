"""Addresses of folders and objects in S3: `s3://BUCKET/PREFIX`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checkpoints.storage.trouble import StorageError

OWN = ".checkpoints"  # the folder in which the suite keeps what nobody handed in

_SCHEME = "s3://"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
_IP = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}", re.ASCII)
_LONGEST_KEY = 1024  # bytes in UTF-8
_OF_OBJECTS = (".html", ".json", ".zip")


@dataclass(frozen=True, slots=True)
class Address:
    """A folder or an object. key: "" or ending with `/` for a folder, the object's key for an object."""

    bucket: str
    key: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether it stands for everything under it, and not for one object."""
        return not self.key or self.key.endswith("/")

    def __str__(self) -> str:
        return f"{_SCHEME}{self.bucket}/{self.key}"


def is_address(text: str) -> bool:
    """Whether a text is meant as an address in S3, and not as a path."""
    return text[: len(_SCHEME)].lower() == _SCHEME or text.lower() in ("s3:", "s3:/")


def parse_address(text: str) -> Address:
    """The address that a text gives; what does not end like a file is a folder, with or without its last `/`.

    Raises StorageError.
    """
    bucket, _, key = text[len(_SCHEME) :].partition("/")
    if not is_address(text) or not bucket:
        raise StorageError("storage.address.no-bucket", address=text)
    _check_bucket(bucket, text)
    if not key.isprintable() or len(key.encode(errors="surrogatepass")) > _LONGEST_KEY:
        raise StorageError("storage.address.key", address=f"{_SCHEME}{bucket}/…")
    lacks_its_end = bool(key) and not key.endswith("/") and not key.lower().endswith(_OF_OBJECTS)
    return Address(bucket, f"{key}/" if lacks_its_end else key)


def _check_bucket(bucket: str, text: str) -> None:
    """Raise StorageError for what cannot be the name of a bucket. text: the whole address, to quote.

    Names of buckets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    """
    if bucket != bucket.lower():
        raise StorageError("storage.address.capitals", address=text, bucket=bucket)
    if not _BUCKET.fullmatch(bucket) or ".." in bucket or _IP.fullmatch(bucket):
        raise StorageError("storage.address.bucket", address=text, bucket=bucket)
