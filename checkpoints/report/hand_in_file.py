"""Writing hand-ins: what one is called, and how it comes to be sealed, whole and readable."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from checkpoints.report.files import UnwritableError, write_file
from checkpoints.report.hand_in import Reading, read_hand_in
from checkpoints.report.seal import seal_data

if TYPE_CHECKING:
    from checkpoints.report.contract import Report

_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³")}
)


@dataclass(frozen=True, slots=True)
class WrittenHandIn:
    """A hand-in that stands in a file and read back sound. code: the short one of its seal."""

    path: Path
    code: str


class HandInError(Exception):
    """A hand-in that was written did not read back as what it should be; the file is gone again.

    path: where it stood; reading: what it was read as.
    """

    def __init__(self, path: Path, reading: Reading) -> None:
        super().__init__(f"{path}: {reading.value}")
        self.path = path
        self.reading = reading


def write_hand_in(report: Report, render: Callable[[Report], str], folder: Path, now: datetime) -> WrittenHandIn:
    """Seal a report, write its page under a name of its own, read the file back and verify it.

    render: the page of the sealed report. now: aware. Raises UnwritableError when the file cannot be written, and
    HandInError when what was read back is not a sound hand-in with the same seal; neither leaves a file behind.
    """
    sealed = seal_data(report)
    page = render(sealed)
    path = _reserve_file(folder, report["guide"]["section"], report["attendee"]["name"] or "", now)
    try:
        write_file(path, [page])
        found = read_hand_in(path.read_bytes())
        if found.reading is not Reading.SOUND or found.report != sealed:
            raise HandInError(path, Reading.ALTERED if found.reading is Reading.SOUND else found.reading)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return WrittenHandIn(path, sealed["hand_in"]["code"])


def _reserve_file(folder: Path, section: str, attendee: str, now: datetime) -> Path:
    """A file of this name that was not there before, empty."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            path = folder / name_file(section, attendee, now)
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                continue
            return path
    except OSError as error:
        raise UnwritableError(folder, error) from error


def name_file(section: str, attendee: str, when: datetime) -> str:
    """`<section>_<attendee>_<UTC time>.html`: a name for any file system, at most 150 bytes of UTF-8, Korean kept.

    when: aware. Microseconds and four random characters keep two names from being the same.
    """
    time = when.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%S.%fZ")
    chance = "".join(secrets.choice("23456789abcdefghjkmnpqrstuvwxyz") for _ in range(4))
    name = f"{_part(section, 20, keep='.') or 'section'}_{_part(attendee, 80) or 'attendee'}_{time}-{chance}.html"
    return f"_{name}" if name.partition(".")[0].upper() in _DEVICES else name


def _part(text: str, most: int, keep: str = "") -> str:
    """Letters, digits and their marks as they are, anything else one hyphen; at most so many bytes."""
    whole = "".join(
        each if each.isalnum() or each in keep or unicodedata.category(each) in ("Mn", "Mc") else "-"
        for each in unicodedata.normalize("NFC", text)
    )
    short = re.sub("-+", "-", whole).strip("-.").encode("utf-8", errors="replace")[:most]
    return short.decode("utf-8", errors="ignore").strip("-.")
