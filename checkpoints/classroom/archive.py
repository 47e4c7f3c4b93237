"""Zip archives from strangers: read in memory, a member at a time, within bounds; nothing is ever unpacked to disk."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from checkpoints.classroom.found import Reason
from checkpoints.classroom.walk import is_of_the_system
from checkpoints.report.hand_in import LIMITS

MOST_MEMBERS = 50_000
MOST_BYTES = 8 * 1024**3  # unpacked, of one archive
LARGEST_INNER = 32 * 1024**2  # an archive within an archive, unpacked in memory
_LARGEST_READ = 6 * 1024**2  # at once, and so of an archive's directory
_RATIO, _RATIO_FROM = 100, 256 * 1024  # a page of ours packs about 8 to 1
_PIECE = 1024**2
_DEEPEST_NAMED = 16  # folders within each other
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for gigabytes before they give a byte
_ENCRYPTED = 0x1
_UTF_8 = 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    OverflowError,
)


class ArchiveError(Exception):
    """An archive or a member that is not read, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class _Bounded:
    """A file that gives only so much at a time: zipfile reads an archive's whole directory at once."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek, self.tell, self.close = file.seek, file.tell, file.close

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > _LARGEST_READ:
            content = self._file.read(_LARGEST_READ + 1)
            if len(content) > _LARGEST_READ:
                raise ArchiveError(Reason.TOO_LARGE)
            return content
        return self._file.read(size)

    def seekable(self) -> bool:
        return True


def open_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive in a file. Raises ArchiveError."""
    try:
        archive = zipfile.ZipFile(_Bounded(file))
    except _BROKEN:
        raise ArchiveError(Reason.BROKEN) from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise ArchiveError(Reason.TOO_LARGE)
    return archive


def decode_member_name(member: zipfile.ZipInfo) -> str:
    """A member's name. Korean Windows writes CP949 where the format's default is an old American code page."""
    if member.flag_bits & _UTF_8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("cp949")
    except UnicodeError:
        return member.filename


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds: the members to read, and the outermost folders that hold none."""

    members: tuple[zipfile.ZipInfo, ...]
    empty_folders: tuple[str, ...]


def list_contents(archive: zipfile.ZipFile) -> Contents:
    """The members without folders and without what the system put there."""
    listed = [member for member in archive.infolist() if not _is_of_the_system(member.filename)]
    members = tuple(member for member in listed if not member.is_dir())
    folders = {member.filename: decode_member_name(member) for member in listed if member.is_dir()}
    return Contents(members, tuple(_list_empty(folders, members)) if folders else ())


def _list_empty(folders: dict[str, str], members: Iterable[zipfile.ZipInfo]) -> Iterator[str]:
    """The outermost folders without a member. folders: by their own members' names, as people are shown them."""
    filled = {above for member in members for above in _folders_above(member.filename)}
    empty = folders.keys() - filled
    for name, shown in folders.items():
        if name in empty and not empty & set(_folders_above(name)):
            yield shown


def _folders_above(name: str) -> Iterator[str]:
    """The folders that a member is in, as their own members are called; of one that is very deep, the nearest."""
    name = name.rstrip("/")
    for _ in range(_DEEPEST_NAMED):
        name = name.rpartition("/")[0]
        if not name:
            return
        yield f"{name}/"


def _is_of_the_system(name: str) -> bool:
    return any(map(is_of_the_system, name.split("/")))


def is_archive(file: str) -> bool:
    """Whether a name is that of an archive."""
    return file.lower().endswith(".zip")


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member's content. Raises ArchiveError for one that is not read: by its path, kind, size or packing."""
    reason = _refused(member)
    if reason is not None:
        raise ArchiveError(reason)
    try:
        with archive.open(member) as file:
            return b"".join(_pieces(file))
    except _BROKEN:
        raise ArchiveError(Reason.BROKEN) from None


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _refused(member: zipfile.ZipInfo) -> Reason | None:
    if _leads_out(member):
        return Reason.UNSAFE_PATH
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return Reason.NOT_A_FILE
    if member.flag_bits & _ENCRYPTED:
        return Reason.ENCRYPTED
    if member.compress_type not in _PACKINGS:
        return Reason.BROKEN
    largest = LARGEST_INNER if is_archive(member.filename) else LIMITS.file
    packed_tightly = member.file_size > _RATIO_FROM and member.file_size > _RATIO * member.compress_size
    return Reason.TOO_LARGE if member.file_size > largest or packed_tightly else None


def _leads_out(member: zipfile.ZipInfo) -> bool:
    path = member.orig_filename.replace("\\", "/")
    return "\0" in path or path.startswith("/") or bool(_DRIVE.match(path)) or ".." in path.split("/")
