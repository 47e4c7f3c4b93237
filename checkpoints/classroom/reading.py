"""Reading all that was named on the command line, once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby

from checkpoints.classroom.file_store import FileStore
from checkpoints.classroom.found import Outcome, SetApart
from checkpoints.classroom.store import Entry, Show, Store
from checkpoints.storage.address import is_address, parse_address


def open_stores(paths: Iterable[str], own: Iterable[str] = ()) -> list[Store]:
    """The stores that arguments of the command line name, in their order; files that follow each other are one store.

    own: paths of the command's own files, which are left out. Raises StorageError for an address that cannot be one.
    """
    own = tuple(own)
    stores: list[Store] = []
    for in_s3, group in groupby(paths, is_address):
        named = tuple(group)
        stores += map(_open_bucket_store, named) if in_s3 else [FileStore(named, own)]
    return stores


def _open_bucket_store(address: str) -> Store:
    # Most classes are read from files.
    from checkpoints.classroom.bucket_store import BucketStore

    return BucketStore(parse_address(address))


def list_absent(paths: Iterable[str]) -> list[str]:
    """The paths, of those that are no addresses, at which nothing stands."""
    return [path for path in paths if not is_address(path) and not os.path.lexists(path)]


def read_hand_ins(stores: Iterable[Store], show: Show) -> Iterator[Outcome]:
    """What everything in stores came to, in an order that depends on names alone. Raises CommandError."""
    read = 0  # hand-ins of the stores before
    for store in stores:
        entries: deque[Entry] = deque()
        for found in store.list_entries():
            if isinstance(found, SetApart):
                yield found
            else:
                entries.append(found)
        of_store = 0

        def show_beyond(done: int, every: int, before: int = read) -> None:
            nonlocal of_store
            of_store = every
            show(before + done, before + every)

        for _, outcomes in store.read_entries(entries, show_beyond):
            yield from outcomes
        read += of_store
