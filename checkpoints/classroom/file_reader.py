"""Reading one file: a hand-in, or some of an archive's members."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO, NamedTuple

from checkpoints.classroom import archive, walk
from checkpoints.classroom.examine import examine_file
from checkpoints.classroom.found import Outcome, Reason, SetApart
from checkpoints.classroom.store import Entry
from checkpoints.report.hand_in import LIMITS

_MEMBERS = 64  # of an archive, in one piece
_INNER = "!/"  # between an archive's path and a member's


class Piece(NamedTuple):
    """A file to read, or the members from `first` up to `last` of an archive, and what is known before they are read.

    last: 0 where there is nothing to read but `known`, or where the file is no archive.
    """

    entry: Entry
    first: int = 0
    last: int = 0
    known: tuple[SetApart, ...] = ()

    @property
    def files(self) -> int:
        """How many files it stands for."""
        return max(1, self.last - self.first)


def list_pieces(entry: Entry) -> Iterator[Piece]:
    """An archive in pieces of some members; one piece of anything else. Never raises."""
    if not archive.is_archive(entry.path):
        yield Piece(entry)
        return
    try:
        with walk.open_file(entry.path) as file, archive.open_archive(file) as whole:
            contents = archive.list_contents(whole)
    except (archive.ArchiveError, OSError, ValueError) as error:
        yield Piece(entry, known=(SetApart(entry.path, _reason_of(error)),))
        return
    known = tuple(_name_empty(contents, entry.path))
    count = len(contents.members)
    if not count:
        yield Piece(entry, known=known)
    for first in range(0, count, _MEMBERS):
        yield Piece(entry, first, min(first + _MEMBERS, count), known if first == 0 else ())


def _reason_of(error: Exception) -> Reason:
    if isinstance(error, archive.ArchiveError):
        return error.reason
    return Reason.NOT_A_FILE if isinstance(error, walk.NotAFileError) else Reason.UNREADABLE


class FileReader:
    """Reads pieces; keeps the archive that it read last open for its next members."""

    def __init__(self) -> None:
        self._path = ""
        self._archive: zipfile.ZipFile | None = None
        self._listed: tuple[zipfile.ZipInfo, ...] = ()

    def read(self, piece: Piece) -> Iterator[Outcome]:
        """What a piece came to. Never raises."""
        path = piece.entry.path
        yield from piece.known
        try:
            if piece.last:
                yield from self._members(piece)
            elif not archive.is_archive(path):
                with walk.open_file(path) as file:
                    content = file.read(LIMITS.file + 1)
                yield from examine_file(content, path)
        except (archive.ArchiveError, OSError, ValueError) as error:
            yield SetApart(path, _reason_of(error))

    def _members(self, piece: Piece) -> Iterator[Outcome]:
        path = piece.entry.path
        if self._archive is None or self._path != path:
            self.close()
            self._archive, self._path = archive.open_archive(walk.open_file(path)), path
            self._listed = archive.list_contents(self._archive).members
        for member in self._listed[piece.first : piece.last]:
            yield from _read_member(self._archive, member, path, depth=1)

    def close(self) -> None:
        """Close the archive that is open."""
        if self._archive is not None:
            file = self._archive.fp
            self._archive.close()
            if file is not None:
                file.close()
        self._archive, self._path, self._listed = None, "", ()


def read_archive(file: IO[bytes], path: str) -> Iterator[Outcome]:
    """What an archive's members came to. Raises only what the file raises and is no error of the system."""
    try:
        yield from _read_archive(file, path, depth=0)
    except archive.ArchiveError as error:
        yield SetApart(path, error.reason)


def _read_archive(file: IO[bytes], path: str, depth: int) -> Iterator[Outcome]:
    with archive.open_archive(file) as whole:
        contents = archive.list_contents(whole)
        yield from _name_empty(contents, path)
        for member in contents.members:
            yield from _read_member(whole, member, path, depth + 1)


def _read_nested(content: bytes, path: str, depth: int) -> Iterator[Outcome]:
    """depth: how many archives it is in."""
    if not archive.is_archive(path):
        yield from examine_file(content, path)
    elif depth > 1:
        yield SetApart(path, Reason.NESTED)
    else:
        yield from _read_archive(io.BytesIO(content), path, depth)


def _read_member(whole: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, depth: int) -> Iterator[Outcome]:
    shown = f"{path}{_INNER}{archive.decode_member_name(member)}"
    try:
        yield from _read_nested(archive.read_member(whole, member), shown, depth)
    except archive.ArchiveError as error:
        yield SetApart(shown, error.reason)


def _name_empty(contents: archive.Contents, path: str) -> Iterator[SetApart]:
    """An archive, or folders in it, that hold nothing."""
    if not contents.members and not contents.empty_folders:
        yield SetApart(path, Reason.EMPTY)
    for folder in contents.empty_folders:
        yield SetApart(f"{path}{_INNER}{folder}", Reason.EMPTY)
