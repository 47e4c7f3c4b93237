"""Files, folders and archives as a store, read on two processors where there is much of them."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from checkpoints.classroom import walk
from checkpoints.classroom.file_reader import FileReader, Piece, list_pieces
from checkpoints.classroom.found import Outcome, SetApart
from checkpoints.classroom.store import Entry, Show
from checkpoints.report.files import identify_file

_PROCESSES = 2
_WORTH_PROCESSES = 600  # files; below, starting the processes takes longer than they save
_BATCH = 64  # files
_MOST_WAITING = 4  # batches, so that results do not pile up

Batch = tuple[Piece, ...]
Read = list[list[Outcome]]  # of each piece of a batch


@dataclass(frozen=True, slots=True)
class FileStore:
    """Files that were named, and those in folders that were named. own: paths of the command's own files."""

    paths: tuple[str, ...]
    own: tuple[str, ...] = ()

    def list_entries(self) -> Iterator[Entry | SetApart]:
        """Every file, folders in order of name; links and devices are set apart."""
        own = (identify_file(path) for path in self.own)
        return walk.find_files(self.paths, frozenset(each for each in own if each))

    def read_entries(self, entries: deque[Entry], show: Show) -> Iterator[tuple[Entry, list[Outcome]]]:
        """What files came to; archives are listed first, so that it is known how many hand-ins there are."""
        waiting = deque[Piece]()
        while entries:
            waiting.extend(list_pieces(entries.popleft()))
        every = sum(piece.files for piece in waiting)
        many = every >= _WORTH_PROCESSES and (os.cpu_count() or 1) > 1
        done = 0
        for piece, outcomes in _read_in_processes(waiting) if many else _read_here(waiting):
            done += piece.files
            show(done, every)
            yield piece.entry, outcomes


def _batches(waiting: deque[Piece]) -> Iterator[Batch]:
    while waiting:
        batch: list[Piece] = []
        while waiting and sum(piece.files for piece in batch) < _BATCH:
            batch.append(waiting.popleft())
        yield tuple(batch)


def _read_here(waiting: deque[Piece]) -> Iterator[tuple[Piece, list[Outcome]]]:
    reader = FileReader()
    try:
        while waiting:
            piece = waiting.popleft()
            yield piece, list(reader.read(piece))
    finally:
        reader.close()


_READER = FileReader()  # of a process that reads for another one


def _read_batch(batch: Batch) -> Read:
    return [list(_READER.read(piece)) for piece in batch]


def _read_in_processes(waiting: deque[Piece]) -> Iterator[tuple[Piece, list[Outcome]]]:
    with ProcessPoolExecutor(_PROCESSES, initializer=_leave_interrupts) as pool:
        submitted: deque[tuple[Batch, Future[Read]]] = deque()
        try:
            for batch in _batches(waiting):
                submitted.append((batch, _submit(pool, batch)))
                if len(submitted) > _MOST_WAITING:
                    yield from _results(*submitted.popleft())
            while submitted:
                yield from _results(*submitted.popleft())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; the one that was started by people answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _submit(pool: ProcessPoolExecutor, batch: Batch) -> Future[Read]:
    try:
        return pool.submit(_read_batch, batch)
    except BrokenProcessPool as error:
        broken: Future[Read] = Future()
        broken.set_exception(error)
        return broken


def _results(batch: Batch, future: Future[Read]) -> Iterator[tuple[Piece, list[Outcome]]]:
    """What a batch came to; read here where the system has ended the process that should have read it."""
    try:
        found = future.result()
    except BrokenProcessPool:
        yield from _read_here(deque(batch))
    else:
        yield from zip(batch, found, strict=True)
