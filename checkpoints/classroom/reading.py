"""Reading all that was named, on two processors where there is much of it."""

from __future__ import annotations

import io
import os
import signal
import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from checkpoints.classroom import archive, walk
from checkpoints.classroom.examine import examine_file
from checkpoints.classroom.found import Outcome, Reason, SetApart
from checkpoints.report.hand_in import LIMITS

_PROCESSES = 2
_WORTH_PROCESSES = 600  # files; below, starting the processes takes longer than they save
_BATCH = 64
_MOST_WAITING = 4  # batches, so that results do not pile up
_INNER = "!/"  # between an archive's path and a member's


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or the members from `first` up to `last` of an archive."""

    path: str
    first: int = 0
    last: int = 0

    @property
    def size(self) -> int:
        """How many files it stands for."""
        return max(1, self.last - self.first)


class Reader:
    """Reads sources; keeps the archive that it read last open for its next members."""

    def __init__(self) -> None:
        self._path = ""
        self._archive: zipfile.ZipFile | None = None
        self._listed: tuple[zipfile.ZipInfo, ...] = ()

    def read(self, source: Source) -> Iterator[Outcome]:
        """What a source came to. Never raises."""
        try:
            yield from self._members(source) if source.last else self._file(source.path)
        except archive.ArchiveError as error:
            yield SetApart(source.path, error.reason)
        except walk.NotAFileError:
            yield SetApart(source.path, Reason.NOT_A_FILE)
        except (OSError, ValueError):
            yield SetApart(source.path, Reason.UNREADABLE)

    def _file(self, path: str) -> Iterator[Outcome]:
        with walk.open_file(path) as file:
            content = file.read(LIMITS.file + 1)
        yield from examine_file(content, path)

    def _members(self, source: Source) -> Iterator[Outcome]:
        if self._archive is None or self._path != source.path:
            self.close()
            self._archive, self._path = archive.open_archive(walk.open_file(source.path)), source.path
            self._listed = archive.list_contents(self._archive).members
        for member in self._listed[source.first : source.last]:
            yield from _member(self._archive, member, source.path, depth=1)

    def close(self) -> None:
        """Close the archive that is open."""
        if self._archive is not None:
            file = self._archive.fp
            self._archive.close()
            if file is not None:
                file.close()
        self._archive, self._path, self._listed = None, "", ()


def _member(whole: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, depth: int) -> Iterator[Outcome]:
    shown = f"{path}{_INNER}{archive.member_name(member)}"
    try:
        content = archive.read_member(whole, member)
        if not archive.is_archive(member.filename):
            yield from examine_file(content, shown)
        elif depth > 1:
            yield SetApart(shown, Reason.NESTED)
        else:
            with archive.open_archive(io.BytesIO(content)) as inner:
                contents = archive.list_contents(inner)
                yield from _name_empty(contents, shown)
                for each in contents.members:
                    yield from _member(inner, each, shown, depth + 1)
    except archive.ArchiveError as error:
        yield SetApart(shown, error.reason)


def find_sources(paths: list[str], own: frozenset[walk.Identity]) -> Iterator[Source | SetApart]:
    """What there is to read, archives in pieces of a batch."""
    for found in walk.find_files(paths, own):
        if isinstance(found, SetApart):
            yield found
        elif archive.is_archive(found):
            yield from _pieces(found)
        else:
            yield Source(found)


def _pieces(path: str) -> Iterator[Source | SetApart]:
    try:
        with walk.open_file(path) as file, archive.open_archive(file) as whole:
            contents = archive.list_contents(whole)
    except archive.ArchiveError as error:
        yield SetApart(path, error.reason)
    except walk.NotAFileError:
        yield SetApart(path, Reason.NOT_A_FILE)
    except OSError:
        yield SetApart(path, Reason.UNREADABLE)
    else:
        yield from _name_empty(contents, path)
        count = len(contents.members)
        for first in range(0, count, _BATCH):
            yield Source(path, first, min(first + _BATCH, count))


def _name_empty(contents: archive.Contents, path: str) -> Iterator[SetApart]:
    """An archive, or folders in it, that hold nothing."""
    if not contents.members and not contents.empty_folders:
        yield SetApart(path, Reason.EMPTY)
    for folder in contents.empty_folders:
        yield SetApart(f"{path}{_INNER}{folder}", Reason.EMPTY)


def read_hand_ins(
    paths: list[str], own: frozenset[walk.Identity], show: Callable[[int, int], None]
) -> Iterator[Outcome]:
    """What every file under the paths came to, in an order that depends on names alone.

    own: files of the command itself, which are left out; show: is given how many files of how many have been read.
    """
    waiting: Waiting = deque()
    every = 0
    for found in find_sources(paths, own):
        if isinstance(found, SetApart):
            yield found
        else:
            waiting.append(found if found.last else os.fsencode(found.path))
            every += found.size
    many = every >= _WORTH_PROCESSES and (os.cpu_count() or 1) > 1
    done = 0
    for size, outcomes in _read_in_processes(waiting) if many else _read_here(waiting):
        done += size
        show(done, every)
        yield from outcomes


Batch = tuple[Source, ...]
Read = tuple[int, list[Outcome]]
Waiting = deque[Source | bytes]  # a file by its path alone, which takes less room


def _next(waiting: Waiting) -> Source:
    source = waiting.popleft()
    return source if isinstance(source, Source) else Source(os.fsdecode(source))


def _batches(waiting: Waiting) -> Iterator[Batch]:
    while waiting:
        batch: list[Source] = []
        while waiting and sum(source.size for source in batch) < _BATCH:
            batch.append(_next(waiting))
        yield tuple(batch)


def _read_here(waiting: Waiting) -> Iterator[Read]:
    reader = Reader()
    try:
        while waiting:
            source = _next(waiting)
            yield source.size, list(reader.read(source))
    finally:
        reader.close()


_READER = Reader()  # of a process that reads for another one


def _read_batch(batch: Batch) -> Read:
    size = sum(source.size for source in batch)
    return size, [outcome for source in batch for outcome in _READER.read(source)]


def _read_in_processes(waiting: Waiting) -> Iterator[Read]:
    with ProcessPoolExecutor(_PROCESSES, initializer=_leave_interrupts) as pool:
        submitted: deque[tuple[Batch, Future[Read]]] = deque()
        try:
            for batch in _batches(waiting):
                submitted.append((batch, _submit(pool, batch)))
                if len(submitted) > _MOST_WAITING:
                    yield _result(*submitted.popleft())
            while submitted:
                yield _result(*submitted.popleft())
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


def _result(batch: Batch, future: Future[Read]) -> Read:
    """What a batch came to; read here where the system has ended the process that should have read it."""
    try:
        return future.result()
    except BrokenProcessPool:
        return _read_batch(batch)
