"""Reading hand-ins: the one reader, here and for a class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from checkpoints.guide.vocabulary import SCHEMA_VERSION
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report import bounded_json, consistency, embedded, shape
from checkpoints.report.seal import KEY, carries_seal, compute_digest, write_canonical_form

if TYPE_CHECKING:
    from checkpoints.report.contract import Report

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLANK = re.compile(rb"[ \t\r\n\0]*")
_PAGE_START = re.compile(rb"\s*<(?:!doctype|html)\b", re.IGNORECASE)
_PAGE_END = re.compile(rb"</html\s*>", re.IGNORECASE)
_LONGEST_TEXT = 1000
_KEYS = ("schema_version", "tool", "guide", "mode", "attendee", "verdict")


class Reading(str, Enum):
    """What a file turned out to be."""

    SOUND = "sound"  # sealed, whole, live, of this section
    ALTERED = "altered"  # the seal is not that of the data, or no run can say what stands in them
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

    digest: 32 bytes, of the data's canonical form, only when SOUND. attendee, finished_at: of data that could not
    be held against the contract, as they stand there, "" where they are no texts.
    """

    reading: Reading
    report: Report | None = None
    digest: bytes | None = None
    where: str = ""
    attendee: str = ""
    finished_at: str = ""


def read_hand_in(content: str | bytes) -> HandIn:
    """Read a hand-in: the page, or its data as a `.json` file. Never raises, whatever the content is."""
    raw = content.encode("utf-8", errors="surrogatepass") if isinstance(content, str) else content
    if len(raw) > LIMITS.file:
        return HandIn(Reading.TOO_LARGE)
    if _BLANK.fullmatch(raw):
        return HandIn(Reading.EMPTY)
    try:
        found = embedded.find_element(raw)
    except embedded.UnclearPageError:
        return HandIn(Reading.BROKEN)
    if found is None:
        return _without_element(raw)
    return _data(found, Reading.BROKEN)


def _without_element(raw: bytes) -> HandIn:
    if raw.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"{"):
        # A file of ours that was cut short still begins like one.
        ours = b'"schema_version"' in raw[:4096]
        return _data(raw, Reading.BROKEN if ours else Reading.FOREIGN)
    if _PAGE_START.match(raw.removeprefix(_BYTE_ORDER_MARK)) and not _PAGE_END.search(raw):
        return HandIn(Reading.BROKEN)
    return HandIn(Reading.FOREIGN)


def _data(raw: bytes, unreadable: Reading) -> HandIn:
    if len(raw) > LIMITS.json:
        return HandIn(Reading.TOO_LARGE)
    try:
        data = bounded_json.parse_json(raw, depth=LIMITS.depth, elements=LIMITS.elements)
    except bounded_json.UnboundedError:
        return HandIn(Reading.TOO_LARGE)
    except (ValueError, RecursionError):
        return HandIn(unreadable)
    if not isinstance(data, dict):
        return HandIn(unreadable)
    return _report(data)


def _report(data: dict[str, Any]) -> HandIn:
    if not all(name in data for name in _KEYS):
        return HandIn(Reading.FOREIGN)
    version = data["schema_version"]
    if _is_other_version(version):
        return _not_held(Reading.OTHER_VERSION, data, str(version) if abs(version) < 10**6 else "")
    try:
        report, canonical = shape.check_shape(data), write_canonical_form(data)
    except shape.OtherReleaseError:
        release = data["tool"]["version"]
        return _not_held(Reading.OTHER_VERSION, data, release if isinstance(release, str) else "")
    except shape.MisshapenError as error:
        return _not_held(Reading.BROKEN, data, error.path)
    except (ValueError, RecursionError):
        return HandIn(Reading.BROKEN)
    return _judge(report, canonical)


def _not_held(reading: Reading, data: dict[str, Any], where: str) -> HandIn:
    """What data came to whose shape is not this release's: at least whose they are and when the run finished."""
    attendee = data["attendee"]
    name = attendee.get("name") if isinstance(attendee, dict) else None
    return HandIn(reading, where=where, attendee=_read_text(name), finished_at=_read_text(data.get("finished_at")))


def _read_text(value: object) -> str:
    """The value where it is a text of a length that a name or a moment can have, else ""."""
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        return ""
    return value.encode("utf-8", errors="replace").decode()


def _is_other_version(version: object) -> bool:
    return isinstance(version, int) and not isinstance(version, bool) and version != SCHEMA_VERSION


def _judge(report: Report, canonical: bytes) -> HandIn:
    digest = compute_digest(canonical)
    if KEY in report and not carries_seal(report, digest):
        return HandIn(Reading.ALTERED, report)
    try:
        contradiction = _find_contradiction(report, canonical)
    except (TypeError, AttributeError, LookupError, ValueError):
        return HandIn(Reading.BROKEN)  # a field that may be missing is there, and is not what the contract says
    if contradiction is not None:
        # A newer release may know how this comes about; nobody else does.
        release = report["tool"]["version"]
        if shape.is_newer(release):
            return HandIn(Reading.OTHER_VERSION, report, where=release)
        return HandIn(Reading.ALTERED, report, where=contradiction)
    if report["mode"] != "live":
        return HandIn(Reading.REHEARSAL, report)
    if report["guide"]["section"] != WORKSHOP.section:
        return HandIn(Reading.OTHER_SECTION, report, where=report["guide"]["section"])
    if KEY not in report:
        return HandIn(Reading.UNSEALED, report)
    return HandIn(Reading.SOUND, report, digest)


def _find_contradiction(report: Report, canonical: bytes) -> str | None:
    if KEY in report and report.get("interrupted"):
        return "interrupted"  # no run seals what was cut short
    return consistency.find_contradiction(report) or consistency.find_disclosure(canonical)
