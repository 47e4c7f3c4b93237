"""The files that were named, and those in the folders that were named."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from checkpoints.classroom.found import Reason, SetApart
from checkpoints.classroom.store import Entry
from checkpoints.report.files import Identity

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to must not hold us
    | getattr(os, "O_NOCTTY", 0)
)

# What an entry's name ends with in a listing; below every byte of a name, so that names sort as names.
_FILE, _FOLDER, _OTHER = b"\1", b"\2", b"\3"

_SETTLED_NS = 3 * 10**9  # after a write; some file systems count in steps of two seconds

# What macOS and Windows put into folders and archives by themselves; nobody handed it in.
_OF_THE_SYSTEM = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", ".localized"})
_APPLE_DOUBLE = "._"


class NotAFileError(OSError):
    """A link, a device, a pipe, a socket: nothing that is opened."""


def find_files(paths: Iterable[str], own: frozenset[Identity]) -> Iterator[Entry | SetApart]:
    """Every regular file under the paths, folders in order of name; what is none is set apart.

    Symbolic links are not followed, not even those that were named: a shell's `*` names what strangers put there.
    own: device and inode of files that are the command's own.
    """
    for path in paths:
        yield from _find_under(path, own)


def open_file(path: str) -> BinaryIO:
    """A regular file, open for reading, and nothing else. Raises NotAFileError, or OSError as `open` does."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise NotAFileError(path)
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise NotAFileError(path) from error
        raise
    try:
        # It may have been replaced since `lstat`.
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotAFileError(path)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def is_of_the_system(name: str) -> bool:
    """Whether a file or folder of this name is the system's own, which is passed over without a word."""
    return name.lower() in _OF_THE_SYSTEM or name.startswith(_APPLE_DOUBLE)


def _find_under(path: str, own: frozenset[Identity]) -> Iterator[Entry | SetApart]:
    try:
        mode = os.lstat(path).st_mode
    except (OSError, ValueError):
        yield SetApart(path, Reason.UNREADABLE)
        return
    if stat.S_ISDIR(mode) and not _is_junction(path):
        yield from _find_in_folder(path, own)
    elif not stat.S_ISREG(mode):
        yield SetApart(path, Reason.NOT_A_FILE)
    else:
        yield from _file(path, own, time.time_ns())


def _file(path: str, own: frozenset[Identity], now: int) -> Iterator[Entry | SetApart]:
    try:
        found = os.lstat(path)
    except OSError:  # gone since its folder was listed
        yield SetApart(path, Reason.UNREADABLE)
        return
    if (found.st_dev, found.st_ino) not in own:
        yield Entry(path, _stamp(found, now), found.st_size)


def _stamp(found: os.stat_result, now: int) -> str:
    """What differs when the content does; of a file that was just written, each time that it is looked at."""
    stamp = f"{found.st_ino:x}.{found.st_size:x}.{found.st_mtime_ns:x}.{found.st_ctime_ns:x}"
    return f"{stamp}.{now:x}" if abs(now - found.st_mtime_ns) < _SETTLED_NS else stamp


def _find_in_folder(folder: str, own: frozenset[Identity]) -> Iterator[Entry | SetApart]:
    """Without recursion: a stranger's folders may be deeper than Python's stack."""
    waiting, now = [folder], time.time_ns()
    while waiting:
        current = waiting.pop()
        try:
            found = _entries(current)
        except OSError:
            yield SetApart(current, Reason.UNREADABLE)
            continue
        folders = []
        for entry in found:
            if is_of_the_system(os.fsdecode(entry[:-1])):
                continue
            kind, path = entry[-1:], os.path.join(current, os.fsdecode(entry[:-1]))  # noqa: PTH118 - strings, for speed
            if kind == _FOLDER and not _is_junction(path):
                folders.append(path)
            elif kind != _FILE:
                yield SetApart(path, Reason.NOT_A_FILE)
            else:
                yield from _file(path, own, now)
        waiting += reversed(folders)


def _entries(folder: str) -> list[bytes]:
    """Names and kinds of what is in a folder, sorted; as bytes, since a folder may have tens of thousands."""
    with os.scandir(folder) as entries:
        return sorted(os.fsencode(entry.name) + _kind(entry) for entry in entries)


def _kind(entry: os.DirEntry[str]) -> bytes:
    if entry.is_dir(follow_symlinks=False):
        return _FOLDER
    return _FILE if entry.is_file(follow_symlinks=False) else _OTHER


def _is_junction(path: str) -> bool:
    """Windows has links to folders that are no symbolic links."""
    if os.name != "nt":
        return False
    return bool(getattr(os.lstat(path), "st_reparse_tag", 0))
