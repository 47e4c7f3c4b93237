"""Hand-ins of a class, as `pytest --hand-in` would have written them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from checkpoints.classroom import reading
from checkpoints.classroom.examine import examine_file
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import Roster, make_roster, read_roster
from checkpoints.report import data, page
from checkpoints.report.moments import from_rfc3339, to_microseconds, to_rfc3339
from checkpoints.report.run_result import RunResult
from checkpoints.report.scrub import Scrubber
from checkpoints.report.seal import seal_data
from tests.report import samples

Json = Any  # reports, and what only looks like one
Sample = Callable[[], RunResult]

READ_AT = to_microseconds(samples.STARTED + timedelta(days=30))
_OPENING = '<script type="application/json" id="checkpoint-report">'


def report(name: str | None, run: Sample = samples.ready, minute: int = 0, **changes: Any) -> Json:
    """A composed report, not sealed yet. minute: of finishing, after the samples' own time."""
    composed = _composed(run)
    later = timedelta(minutes=minute)
    times = {key: _later(composed[key], later) for key in ("started_at", "finished_at")}
    return {**composed, **times, "attendee": {**composed["attendee"], "name": name}, **changes}


@cache
def _composed(run: Sample) -> Json:
    return data.compose_report(replace(run(), attendee="김하나"), Scrubber())


def _later(moment: str, later: timedelta) -> str:
    return to_rfc3339(from_rfc3339(moment) + later, fractions=True)


def page_with(text: str) -> str:
    """A page in whose element for the data stands this text, as it is."""
    return f"<!DOCTYPE html>\n<html><body>{_OPENING}{text}</script></body></html>\n"


def page_of(report: Json) -> str:
    """A page that carries these data as they are, without a visible part."""
    return f"<!DOCTYPE html>\n<html><body>{page.render_data(report)}</body></html>\n"


def hand_in(name: str | None, run: Sample = samples.ready, minute: int = 0, **changes: Any) -> str:
    """The page that is handed in; its visible part is rendered once for each kind of run."""
    before, after = _rendered(run)
    return before + page.render_data(seal_data(report(name, run, minute, **changes))) + after


def hand_in_by(
    name: str,
    run: Sample = samples.ready,
    minute: int = 0,
    *,
    account: str | None = "********3333",
    principal: str | None = "role/Workshop",
) -> str:
    """A hand-in of somebody in this account; None for both: whoever has no credentials."""
    found = report(name, run, minute)
    return page_of(seal_data({**found, "attendee": {**found["attendee"], "account": account, "principal": principal}}))


@cache
def _rendered(run: Sample) -> tuple[str, str]:
    sealed = seal_data(report("김하나", run))
    before, element, after = page.render_page(sealed).partition(page.render_data(sealed))
    assert element
    return before, after


def plain_json(report: Json) -> str:
    """A report as its `.json` file has it."""
    return json.dumps(report, ensure_ascii=False, indent=2)


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """A file in a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def roll_of(*contents: str, roster: Iterable[str] | Roster | None = None) -> Roll:
    """The roll of hand-ins in files `000.html`, `001.html`, …; roster: of these names, where it is none itself."""
    listed = roster if roster is None or isinstance(roster, Roster) else make_roster(roster)
    roll = Roll(roster=listed, read_at=READ_AT)
    for place, content in enumerate(contents):
        for outcome in examine_file(content.encode(), f"{place:03}.html"):
            roll.add(outcome)
    return roll


def roll_of_folder(folder: Path, roster: Roster | None = None) -> Roll:
    """The roll of what stands in a folder."""
    roll = Roll(roster=roster)
    for outcome in reading.read_hand_ins(reading.open_stores([str(folder)]), lambda done, every: None):
        roll.add(outcome)
    return roll


def roster_of(folder: Path, content: str) -> Roster:
    """The roster in a file with this text."""
    return read_roster(put(folder, "roster.csv", content))
