"""Listing and reading what stands under an address in S3."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from checkpoints.storage.address import Address
from checkpoints.storage.asking import GET, LIST, Asker
from checkpoints.storage.trouble import BREAKING, StorageError

_LARGEST_PAGE = 8 << 20  # bytes of a page of 1,000 keys, each of 1,024 bytes and written with `%`
_LARGEST_HEAD = 64 << 10  # bytes of status and headers
_MOST_OBJECTS = 1_000_000
_PIECE = 1 << 20  # bytes of a large object that are fetched at once


class StoredObject(NamedTuple):
    """An object as it was listed. stamp: differs when the content does; size: in bytes."""

    key: str
    stamp: str
    size: int


class Bucket:
    """The objects under an address, the latest version of each. Threads may read from it at once."""

    def __init__(self, client: Any, address: Address) -> None:
        self._asker = Asker(client, address)

    def list_objects(self) -> Iterator[StoredObject]:
        """Every object, in order of the keys' bytes, without the markers of folders.

        Raises StorageError, also where the list breaks off: what came before is not all then.
        """
        for page in self._list_pages():
            yield from (each for each in page if each.size or not each.key.endswith("/"))

    def _list_pages(self) -> Iterator[list[StoredObject]]:
        token: str | None = None
        count = 0
        while True:
            try:
                page = self._list_page(token)
            except StorageError as error:
                if count and error.text in BREAKING:
                    raise StorageError("storage.list-broken", count=str(count), **error.values) from None
                raise
            count += len(page["objects"])
            yield page["objects"]
            before, token = token, page["next"]
            if token is None:
                return
            if token in ("", before) or count > _MOST_OBJECTS:
                raise StorageError("storage.list-broken", "IsTruncated", count=str(count))

    def _list_page(self, token: str | None) -> Mapping[str, Any]:
        """objects: of the page; next: the token of the one after it, None where there is none."""
        address = self._asker.address
        asked = {"Bucket": address.bucket, "Prefix": address.key, **({"ContinuationToken": token} if token else {})}

        def call() -> dict[str, Any]:
            page = self._asker.client.list_objects_v2(**asked)
            # XML of somebody else has no such fields, which is told as a misshapen answer.
            objects = [_read_object(each) for each in page.get("Contents", ())]
            return {"objects": objects, "next": page.get("NextContinuationToken", "") if page["IsTruncated"] else None}

        return self._asker.ask(LIST, call, _LARGEST_PAGE)

    def read_object(self, key: str, most: int) -> bytes:
        """An object's content as it is now. Raises ObjectTooLargeError for more than `most` bytes, and StorageError."""
        return self._read(most, Key=key)

    def open_object(self, stored: StoredObject) -> io.BufferedReader:
        """A large object, which is read in pieces and may be sought in; reading raises StorageError."""
        return io.BufferedReader(_RemoteFile(self, stored), _PIECE)

    def read_range(self, stored: StoredObject, first: int, count: int) -> bytes:
        """Some bytes of an object, as long as it is the one that was listed. Raises StorageError."""
        etag = stored.stamp.partition(" ")[0]
        return self._read(count, Key=stored.key, Range=f"bytes={first}-{first + count - 1}", IfMatch=etag)

    def _read(self, most: int, **asked: str) -> bytes:
        def call() -> dict[str, Any]:
            answer = self._asker.client.get_object(Bucket=self._asker.address.bucket, **asked)
            with answer["Body"] as body:
                return {"content": body.read()}

        content: bytes = self._asker.ask(GET, call, most + _LARGEST_HEAD)["content"]
        return content


def _read_object(listed: Mapping[str, Any]) -> StoredObject:
    return StoredObject(listed["Key"], f"{listed['ETag']} {listed['LastModified']} {listed['Size']}", listed["Size"])


def open_bucket(address: Address, connections: int) -> Bucket:
    """The objects under an address, by the credentials that are found now. Raises StorageError.

    connections: how many requests are sent at once.
    """
    from checkpoints.storage.client import make_s3_client, open_access

    access = open_access()
    # Times are only compared: reading one as a date takes as long as signing a request.
    access.session.get_component("response_parser_factory").set_parser_defaults(timestamp_parser=str)
    return Bucket(make_s3_client(access, attempts=1, connections=connections), address)


class _RemoteFile(io.RawIOBase):
    """An object as a file."""

    def __init__(self, bucket: Bucket, stored: StoredObject) -> None:
        self._bucket = bucket
        self._stored = stored
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._stored.size}[whence]
        if start + offset < 0:
            raise OSError("before the start of the object")
        self._place = start + offset
        return self._place

    def readinto(self, buffer: Any) -> int:
        count = min(len(buffer), self._stored.size - self._place)
        if count <= 0:
            return 0
        found = self._bucket.read_range(self._stored, self._place, count)[:count]
        buffer[: len(found)] = found
        self._place += len(found)
        return len(found)
