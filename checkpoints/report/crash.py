"""What is reported where the suite's own code breaks."""

from __future__ import annotations

import traceback
from pathlib import Path

from checkpoints.guide.requirements import BY_ID
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.finding import Evidence, Finding, failed, message


def report_broken_check(check: str, error: BaseException) -> Finding:
    """A check whose own code broke, by its id: failed, with what to report."""
    detail = message("internal.crashed", error=type(error).__name__)
    return failed(BY_ID[check], Cause.INTERNAL_ERROR, detail, Evidence(_locate(error) or "-", detail))


def note_broken_fix(found: Finding, error: Exception) -> Finding:
    """The finding with a note that the code of its fix broke: what was found stands, with the cause's own advice."""
    note = message("internal.fix-crashed", error=type(error).__name__, place=_locate(error) or "-")
    return found.with_(notes=(*found.notes, note))


def _locate(error: BaseException) -> str:
    """File and line where it was raised. The exception's own words may hold secrets and are not told."""
    frames = traceback.extract_tb(error.__traceback__)[-1:]
    return ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
