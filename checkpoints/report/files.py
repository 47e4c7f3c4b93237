"""Files that a reader sees whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from checkpoints.guide.texts import fill_text

_PAUSES_S = (0.05, 0.1, 0.2, 0.4)
_OWN_MODE = 0o600  # reports name people

Identity = tuple[int, int]  # of a file: its device and its inode


class UnwritableError(Exception):
    """A file could not be written. path: where to; reason: the system's own words, in English."""

    def __init__(self, path: Path, error: Exception | str) -> None:
        self.path = path
        self._error = error
        self.reason = describe_reason(error, "en")
        super().__init__(f"{path}: {self.reason}")

    def describe_reason(self, language: str) -> str:
        """The reason in a language."""
        return describe_reason(self._error, language)


def describe_reason(error: Exception | str, language: str) -> str:
    """Why the system refused, in a language; in the system's own words where we have none.

    error: as it was raised, or the end of a text's key.
    """
    word = error if isinstance(error, str) else _name_error(error)
    from checkpoints.guide.texts.system import TEXTS  # nearly every file can be written

    text = TEXTS.get(f"system.{word}")
    return fill_text(text, language) if text else getattr(error, "strerror", None) or str(error)


def _name_error(error: Exception) -> str:
    if isinstance(error, ValueError):
        return "bad-name"  # a NUL in the path
    return errno.errorcode.get(getattr(error, "errno", None) or 0, "").lower()


def check_replaceable(path: Path) -> None:
    """Raise UnwritableError where something stands that is no regular file, behind symbolic links as well."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise UnwritableError(path, error) from error
    if not stat.S_ISREG(mode):
        raise UnwritableError(path, "irregular")


def check_distinct(paths: Iterable[Path]) -> None:
    """Raise UnwritableError where two paths lead to one file, by a symbolic link for instance."""
    taken: set[str] = set()
    for path in paths:
        try:
            target = os.path.normcase(os.path.realpath(path))
        except (OSError, ValueError) as error:
            raise UnwritableError(path, error) from error
        if target in taken:
            raise UnwritableError(path, "same-file")
        taken.add(target)


def identify_file(path: str | Path | int) -> Identity | None:
    """Device and inode of the file that a path leads to, through symbolic links; None where it leads to none.

    path: or the number of an open file.
    """
    try:
        found = os.stat(path)  # noqa: PTH116 - strings, for speed
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def check_unread(path: Path, read: Iterable[str | Path | int]) -> None:
    """Raise UnwritableError where an output is a file that the command reads, by whatever path, link or hard link."""
    own = identify_file(path)
    if own is not None and any(identify_file(each) == own for each in read):
        raise UnwritableError(path, "input")


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Put one text in place of a file, as `write_files` does."""
    write_files({path: pieces})


def write_files(texts: Mapping[Path, Iterable[str]]) -> None:
    """Put UTF-8 texts, given in pieces, in place of files: all of them or none, and each at once.

    A reader sees the old file or the new one. Folders that are missing are made. Where a symbolic link stands, the file
    that it leads to is replaced, and the link stays. Only their owner may read the files, where the system has modes.
    Raises UnwritableError; then the old files are untouched.
    """
    changes: list[_Replacement] = []
    try:
        check_distinct(texts)
        for path, pieces in texts.items():
            with _named(path):
                changes.append(_Replacement(path))
                changes[-1].write(pieces)
        for change in changes:
            with _named(change.path):
                change.put_in_place(keep_old=change is not changes[-1])
    except BaseException:
        for change in reversed(changes):
            change.undo()
        raise
    finally:
        for change in changes:
            change.clean_up()


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name the file in what the system has against it."""
    try:
        yield
    except OSError as error:
        raise UnwritableError(path, error) from error


class _Replacement:
    """A file that is to be replaced. path: as it was given, maybe a link."""

    def __init__(self, path: Path) -> None:
        check_replaceable(path)
        self.path = path
        self._target = Path(os.path.realpath(path)) if path.is_symlink() else path
        # Beside the target, since a rename is atomic only within one file system.
        name = f".{self._target.stem[:40]}-{os.urandom(6).hex()}"
        self._part = self._target.with_name(f"{name}.part")
        self._old = self._target.with_name(f"{name}.old")
        self._is_new = self._is_in_place = False

    def write(self, pieces: Iterable[str]) -> None:
        """Write the new file beside the old one."""
        self._target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWN_MODE)
        # A name that came from an undecodable command line or disk holds halves of characters.
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(pieces)

    def put_in_place(self, *, keep_old: bool) -> None:
        """Replace the old file, which is kept where another file may still fail."""
        check_replaceable(self._target)  # something else may stand there by now
        self._is_new = not self._target.exists()
        if keep_old and not self._is_new:
            self._keep_old()
        _rename(self._part, self._target)
        self._is_in_place = True

    def _keep_old(self) -> None:
        """Give the old file a second name, without room for a copy of it."""
        try:
            os.link(self._target, self._old)
        except OSError:  # a file system without links, or a file of somebody else
            _rename(self._target, self._old)

    def undo(self) -> None:
        """Let the old file stand again."""
        with suppress(OSError):
            if self._old.exists():
                _rename(self._old, self._target)
            elif self._is_in_place and self._is_new:
                self._target.unlink()

    def clean_up(self) -> None:
        """Leave nothing beside the file."""
        for path in (self._part, self._old):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _rename(part: Path, path: Path) -> None:
    """Windows refuses for a moment while a virus scanner or a preview holds the old file."""
    for pause in _PAUSES_S:
        try:
            part.replace(path)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(pause)
        else:
            return
    part.replace(path)
