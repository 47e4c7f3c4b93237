"""Hand-ins: how one is named, written and sealed, and the one reader that reads it back, here and for a class."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import Any

from checkpoints.guide.requirements import SECTION
from checkpoints.report import bounded_json, embedded, files, shape
from checkpoints.report.data import SCHEMA_VERSION
from checkpoints.report.seal import KEY, canonical, carries, code, digest_of, seal, verify

__all__ = [
    "HandIn",
    "HandInError",
    "Limits",
    "Reading",
    "canonical",
    "code",
    "file_name",
    "read",
    "seal",
    "verify",
    "write",
]

Json = dict[str, Any]

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_PAGE_START = re.compile(rb"\s*<(?:!doctype|html)\b", re.IGNORECASE)
_PAGE_END = re.compile(rb"</html\s*>", re.IGNORECASE)
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³")}
)
_KEYS = ("schema_version", "tool", "guide", "mode", "attendee", "verdict")


class Reading(str, Enum):
    """What a file turned out to be."""

    SOUND = "sound"  # sealed, whole, live, of this section
    ALTERED = "altered"  # the seal is not that of the data, or its verdicts do not follow from its checks
    UNSEALED = "unsealed"
    REHEARSAL = "rehearsal"
    OTHER_SECTION = "other-section"
    OTHER_VERSION = "other-version"
    EMPTY = "empty"
    BROKEN = "broken"
    FOREIGN = "foreign"
    TOO_LARGE = "too-large"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read. file, json: in bytes; depth: of containers within each other; elements: JSON values in all."""

    file: int = 4 * 1024 * 1024
    json: int = 1024 * 1024
    depth: int = 24
    elements: int = 20_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class HandIn:
    """What was read. report: the data, where their shape could be held against the contract; where: what is amiss.

    digest: 32 bytes, of the data's canonical form, only when SOUND.
    """

    reading: Reading
    report: Json | None = None
    digest: bytes | None = None
    where: str = ""


def read(content: str | bytes, limits: Limits = LIMITS) -> HandIn:
    """Read a hand-in: the page, or its data as a `.json` file. Never raises, whatever the content is."""
    raw = content.encode("utf-8", errors="surrogatepass") if isinstance(content, str) else content
    if len(raw) > limits.file:
        return HandIn(Reading.TOO_LARGE)
    if not raw.strip(b" \t\r\n\0"):
        return HandIn(Reading.EMPTY)
    try:
        found = embedded.element(raw)
    except embedded.UnclearPageError:
        return HandIn(Reading.BROKEN)
    if found is None:
        return _without_element(raw, limits)
    return _data(found, limits, Reading.BROKEN)


def _without_element(raw: bytes, limits: Limits) -> HandIn:
    if raw.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"{"):
        # A file of ours that was cut short still begins like one.
        ours = b'"schema_version"' in raw[:4096]
        return _data(raw, limits, Reading.BROKEN if ours else Reading.FOREIGN)
    if _PAGE_START.match(raw.removeprefix(_BYTE_ORDER_MARK)) and not _PAGE_END.search(raw):
        return HandIn(Reading.BROKEN)
    return HandIn(Reading.FOREIGN)


def _data(raw: bytes, limits: Limits, unreadable: Reading) -> HandIn:
    if len(raw) > limits.json:
        return HandIn(Reading.TOO_LARGE)
    try:
        data = bounded_json.parse(raw, depth=limits.depth, elements=limits.elements)
    except bounded_json.UnboundedError:
        return HandIn(Reading.TOO_LARGE)
    except (ValueError, RecursionError):
        return HandIn(unreadable)
    if not isinstance(data, dict):
        return HandIn(unreadable)
    return _report(data)


def _report(data: Json) -> HandIn:
    if not all(name in data for name in _KEYS):
        return HandIn(Reading.FOREIGN)
    version = data["schema_version"]
    if isinstance(version, int) and not isinstance(version, bool) and version != SCHEMA_VERSION:
        return HandIn(Reading.OTHER_VERSION, where=str(version) if abs(version) < 10**6 else "")
    try:
        shape.check(data)
        digest = digest_of(data)
    except shape.MisshapenError as error:
        return HandIn(Reading.BROKEN, where=error.path)
    except (ValueError, RecursionError):
        return HandIn(Reading.BROKEN)
    return _judged(data, digest)


def _judged(data: Json, digest: bytes) -> HandIn:
    if (KEY in data and not carries(data, digest)) or not shape.agrees(data):
        return HandIn(Reading.ALTERED, data)
    if data["mode"] != "live":
        return HandIn(Reading.REHEARSAL, data)
    if data["guide"]["section"] != SECTION:
        return HandIn(Reading.OTHER_SECTION, data, where=data["guide"]["section"])
    if KEY not in data:
        return HandIn(Reading.UNSEALED, data)
    return HandIn(Reading.SOUND, data, digest)


def file_name(section: str, attendee: str, when: datetime) -> str:
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


class HandInError(Exception):
    """A hand-in that was written did not read back as what it should be; the file is gone again.

    path: where it stood; reading: what it was read as.
    """

    def __init__(self, path: Path, reading: Reading) -> None:
        super().__init__(f"{path}: {reading.value}")
        self.path = path
        self.reading = reading


def write(report: Json, render: Callable[[Json], str], folder: Path, attendee: str, now: datetime) -> Path:
    """Seal a report, write its page under a name of its own, read the file back and verify it. Returns its path.

    report: as composed; where it has no name, it gets the attendee's. render: the page of the sealed report.
    now: aware. Raises UnwritableError when the file cannot be written, and HandInError when what was read back is not
    a sound hand-in with the same seal; neither leaves a file behind.
    """
    person = report["attendee"]
    sealed = seal({**report, "attendee": {**person, "name": person["name"] or attendee}})
    page = render(sealed)
    path = _reserved(folder, report["guide"]["section"], attendee, now)
    try:
        files.write(path, page)
        found = read(path.read_bytes())
        if found.reading is not Reading.SOUND or found.report != sealed:
            raise HandInError(path, Reading.ALTERED if found.reading is Reading.SOUND else found.reading)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _reserved(folder: Path, section: str, attendee: str, now: datetime) -> Path:
    """A file of this name that was not there before, empty."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            path = folder / file_name(section, attendee, now)
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                continue
            return path
    except OSError as error:
        raise files.UnwritableError(folder, error.strerror or str(error)) from error
