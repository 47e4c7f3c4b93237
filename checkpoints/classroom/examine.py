"""From the bytes of a file to what it came to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checkpoints.classroom import names
from checkpoints.classroom.found import GuideNote, Outcome, Reason, SetApart, Standing, pack_hand_in
from checkpoints.guide.vocabulary import RunVerdict, Verdict
from checkpoints.report.hand_in import HandIn, Reading, read_hand_in
from checkpoints.report.moments import from_rfc3339, to_microseconds
from checkpoints.report.problems import list_rows

if TYPE_CHECKING:
    from checkpoints.report.contract import Report

_NEEDS_CAUSE = ("failed", "blocked", "unverified")
_LONGEST_NOTE = 600
_MOST_NOTES = 20


def examine_file(content: bytes, file: str) -> Iterator[Outcome]:
    """What a file's content came to, and the guide notes in it. Never raises."""
    try:
        found = read_hand_in(content)
        yield from _sound(found, file) if found.reading is Reading.SOUND else [_apart(found, file)]
    except Exception:  # noqa: BLE001 - one stranger's file must not end the reading of all the others
        yield SetApart(file, Reason.BROKEN)


def _apart(found: HandIn, file: str) -> SetApart:
    name, finished_at = found.attendee, found.finished_at
    if found.report:
        name, finished_at = found.report["attendee"]["name"] or "", found.report["finished_at"]
    where = names.plain(found.where, 60)
    return SetApart(file, Reason(found.reading.value), names.bounded(name), where, _read_moment(finished_at))


def _read_moment(text: str) -> int | None:
    try:
        return to_microseconds(from_rfc3339(text))
    except ValueError:
        return None


def _sound(found: HandIn, file: str) -> list[Outcome]:
    report, digest = found.report, found.digest
    if report is None or digest is None:
        raise ValueError("a sound hand-in has data and a digest")
    name = names.bounded(report["attendee"]["name"] or "")
    finished = to_microseconds(from_rfc3339(report["finished_at"]))
    notes = [
        GuideNote(names.plain(note["about"], _LONGEST_NOTE), names.plain(note["text"], _LONGEST_NOTE))
        for note in report["guide_notes"][:_MOST_NOTES]
    ]
    return [pack_hand_in(name, file, finished, read_standing(report), digest, _caller(report)), *notes]


def _caller(report: Report) -> str:
    attendee = report["attendee"]
    return " ".join(each for each in (attendee["account"], attendee["principal"]) if each)


def read_standing(report: Report) -> Standing:
    """Where a report's attendee stands. report: of the contract's shape, agreeing with itself."""
    rows = list_rows(report)
    return Standing(
        verdict=RunVerdict(report["verdict"]),
        verdicts=tuple(Verdict(row["verdict"]) for row in rows),
        causes=tuple((row["cause"] or "") if row["verdict"] in _NEEDS_CAUSE else None for row in rows),
        custom=report["endpoint"] == "custom",
    )
