"""A folder or an object in S3 as a store: fetched by several threads at once, in memory alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial

from checkpoints.classroom import archive, walk
from checkpoints.classroom.examine import examine_file
from checkpoints.classroom.file_reader import read_archive
from checkpoints.classroom.found import Outcome, Reason, SetApart
from checkpoints.classroom.store import Entry, Show
from checkpoints.classroom.threads import Threads
from checkpoints.report.hand_in import LIMITS
from checkpoints.report.scrub import Scrubber
from checkpoints.storage.address import OWN, Address
from checkpoints.storage.bucket import Bucket, StoredObject, open_bucket
from checkpoints.storage.trouble import BREAKING, ObjectGoneError, ObjectTooLargeError, StorageError

THREADS = 16
_MOST_WAITING = 64  # hand-ins that are fetched or wait for their turn, so that results do not pile up
_PIECE = 64  # of an archive's members, given at once
_MOST_FAILURES = 2 * THREADS  # in a row: it is not the hand-ins then
# What is the same for every object, so that no other one has to be tried.
_OF_EVERY_OBJECT = frozenset(
    {"storage.clock", "storage.expired", "storage.no-credentials", "storage.no-such-bucket", "storage.rejected"}
)

Read = list[Outcome] | StorageError


class BucketStore:
    """What stands under an address; credentials are looked for when it is listed."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._bucket: Bucket | None = None
        self._has_read = False
        # A bucket's name often has the account's id in it.
        self._shown = f"s3://{Scrubber().scrub_text(address.bucket)}/"

    def list_entries(self) -> Iterator[Entry | SetApart]:
        """Every object but those of the suite and of operating systems, in order of the keys' bytes."""
        found = False
        try:
            # Credentials that have ended may have been renewed elsewhere since.
            self._bucket = self._bucket or open_bucket(self._address, THREADS)
            for each in self._bucket.list_objects():
                if self._address.is_folder or each.key == self._address.key:
                    found = True
                    if not self._is_passed_over(each.key):
                        yield Entry(self._shown + each.key, each.stamp, each.size)
        except StorageError:
            self._bucket = None
            raise
        if not found:
            reason = Reason.NOTHING_YET if self._address.is_folder else Reason.UNREADABLE
            yield SetApart(self._shown + self._address.key, reason)

    def _is_passed_over(self, key: str) -> bool:
        parts = key.removeprefix(self._address.key).split("/") if self._address.is_folder else [key.rpartition("/")[2]]
        return OWN in parts or any(map(walk.is_of_the_system, parts))

    def read_entries(self, entries: deque[Entry], show: Show) -> Iterator[tuple[Entry, list[Outcome]]]:
        """What objects came to; of one that S3 does not give, why. Raises StorageError where it gives no more."""
        every, done, failures = len(entries), 0, 0
        before, last = None, None
        for entry, read in self._read(entries):
            done += entry is not before  # an archive comes in pieces
            before = entry
            if isinstance(read, StorageError):
                failures, last = failures + 1, read
                if failures >= _MOST_FAILURES or read.text in _OF_EVERY_OBJECT:
                    raise _end_with(read, done - failures, every)
                yield entry, [SetApart(entry.path, Reason.UNREADABLE, where=read.code)]
            else:
                failures, self._has_read = 0, self._has_read or bool(read)
                yield entry, read
            show(done, every)
        if last is not None and not self._has_read:
            raise _end_with(last, 0, every)

    def _read(self, entries: deque[Entry]) -> Iterator[tuple[Entry, Read]]:
        """In the order of the entries; archives here, everything else by threads, some of it ahead of its turn."""
        threads: Threads[Read] = Threads(min(THREADS, len(entries)))
        waiting: deque[tuple[Entry, Future[Read] | None]] = deque()
        try:
            while entries or waiting:
                while entries and len(waiting) < _MOST_WAITING:
                    entry = entries.popleft()
                    is_archive = archive.is_archive(entry.path)
                    waiting.append((entry, None if is_archive else threads.submit(partial(self._read_one, entry))))
                entry, future = waiting.popleft()
                if future is None:
                    yield from ((entry, piece) for piece in self._read_archive(entry))
                else:
                    yield entry, future.result()
        finally:
            threads.stop()

    def _read_one(self, entry: Entry) -> Read:
        if entry.size > LIMITS.file:
            return [SetApart(entry.path, Reason.TOO_LARGE)]
        try:
            content = self._listed.read_object(self._key(entry), LIMITS.file) if entry.size else b""
        except ObjectGoneError:  # since it was listed
            return []
        except ObjectTooLargeError:  # by now
            return [SetApart(entry.path, Reason.TOO_LARGE)]
        except StorageError as error:
            return error
        return list(examine_file(content, entry.path))

    def _read_archive(self, entry: Entry) -> Iterator[Read]:
        piece: list[Outcome] = []
        try:
            with self._listed.open_object(StoredObject(self._key(entry), entry.stamp, entry.size)) as file:
                for outcome in read_archive(file, entry.path):
                    piece.append(outcome)
                    if len(piece) == _PIECE:
                        yield piece
                        piece = []
            yield piece
        except ObjectGoneError:
            yield piece
        except StorageError as error:
            yield piece
            yield error

    def _key(self, entry: Entry) -> str:
        return entry.path[len(self._shown) :]

    @property
    def _listed(self) -> Bucket:
        if self._bucket is None:
            raise LookupError("entries are read after they were listed")
        return self._bucket


def _end_with(error: StorageError, done: int, every: int) -> StorageError:
    """The error of a reading that ends with one."""
    is_broken_off = error.text in BREAKING
    return StorageError("storage.read-broken", error.code, count=str(done), all=str(every)) if is_broken_off else error
