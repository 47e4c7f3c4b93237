"""Who has improved, in columns for spreadsheets and as data for machines."""

from __future__ import annotations

from typing import Any

from checkpoints.classroom.improvement import Improvement, name_rows
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.report.moments import from_microseconds, to_rfc3339
from checkpoints.report.wording import Wording

# Columns, by the ends of their texts' keys.
IMPROVEMENT = ("first", "fixed", "new-failures", "same-cause", "same-cause-since", "same-cause-minutes")

_BREAK = "\u200b"  # where a narrow column of a page may break a short name


def improvement_cells(found: Improvement, read_at: int, wording: Wording) -> list[str]:
    """One person's cells in these columns. read_at: microseconds since 1970."""
    minutes = found.stuck_minutes(read_at)
    return [
        _written(found.first),
        *(name_rows(places, wording).replace(_BREAK, "") for places in (found.fixed, found.new_failures)),
        found.cause or "",
        "" if found.since is None else _written(found.since),
        "" if minutes is None else str(minutes),
    ]


def improvement_data(found: Improvement, read_at: int) -> dict[str, Any]:
    """The same in the words of the report's contract. read_at: microseconds since 1970."""
    return {
        "first_seen": _written(found.first),
        "last_seen": _written(found.last),
        "attempts": found.attempts,
        "fixed": _ids(found.fixed),
        "fixed_since_previous": _ids(found.fixed_since_previous),
        "new_failures": _ids(found.new_failures),
        "same_cause": found.cause or None,
        "same_cause_since": None if found.since is None else _written(found.since),
        "same_cause_minutes": found.stuck_minutes(read_at),
    }


def _written(moment: int) -> str:
    return to_rfc3339(from_microseconds(moment), fractions=True)


def _ids(places: tuple[int, ...]) -> list[str]:
    return [REQUIREMENTS[place].id for place in places]
