"""What the row of a requirement can say, by its verdict: which fields a verdict needs, and which it cannot have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from checkpoints.guide.requirements import BOX_ROWS, REQUIREMENTS
from checkpoints.guide.vocabulary import Verdict
from checkpoints.rules.finding import Finding

Row = Mapping[str, Any]  # a check or a box

MAY_BE_SKIPPED = frozenset(row.id for row in REQUIREMENTS if row.may_be_skipped)
_SHOWN_BY = {row.id: row.shown_by for row in REQUIREMENTS if row.shown_by}
_ROWS_OF_BOX = {box.id: frozenset(row.id for row in rows) for box, rows in BOX_ROWS.items()}
_ADVICE = ("what", "why", "how", "denied_by")
_WITHOUT_FIX = frozenset({Verdict.PASSED, Verdict.NOT_APPLICABLE, Verdict.NOT_RUN})


def find_row_contradiction(row: Row) -> str | None:
    """The first field of a row that does not go with its verdict, None where all do."""
    return _BY_VERDICT[row["verdict"]](row)


class InconsistentFindingError(ValueError):
    """A finding that no rule may come to: a defect of the rule."""


def hold_finding(finding: Finding) -> None:
    """Hold a finding against what its verdict can say. Raises InconsistentFindingError."""
    row = {
        "id": finding.check,
        "verdict": finding.verdict.value,
        "cause": finding.cause and finding.cause.value,
        "detail": finding.detail.key,
        "fix": None if finding.verdict in _WITHOUT_FIX else finding.detail.key,  # it is made from the cause
        "blocked_by": finding.blocked_by,
        "evidence": [{"source": each.source, "shows": each.shows.key} for each in finding.evidence],
    }
    amiss = find_row_contradiction(row)
    if amiss is not None:
        raise InconsistentFindingError(f"{finding.check}: {finding.verdict.value}, {amiss}")


def _find_in_quiet(row: Row) -> str | None:
    """Of a row that asks nothing of anybody: no cause, no fix, no root, no advice."""
    if row["cause"] is not None:
        return "cause"
    if row["fix"] is not None:
        return "fix"
    if row["blocked_by"]:
        return "blocked_by"
    if not row["detail"]:
        return "detail"
    return next((name for name in _ADVICE if row.get(name) is not None), None)


def _find_in_passed(row: Row) -> str | None:
    quiet = _find_in_quiet(row)
    if quiet is not None:
        return quiet
    # Boxes of other releases may come without evidence.
    evidence = row.get("evidence")
    return None if evidence is None or _shows(row["id"], evidence) else "evidence"


def _shows(check: str, evidence: list[dict[str, str]]) -> bool:
    """Whether evidence is whole, and of the kinds that show this row; of a box, from each of its rows."""
    kinds = _SHOWN_BY.get(check, ("",))
    is_shown = False
    for each in evidence:
        source = each["source"]
        if not source or not each["shows"]:
            return False
        is_shown = is_shown or source.startswith(kinds)
    return _ROWS_OF_BOX[check] <= {each["source"] for each in evidence} if check in _ROWS_OF_BOX else is_shown


def _find_in_not_applicable(row: Row) -> str | None:
    return _find_in_passed(row) if row["id"] in MAY_BE_SKIPPED else "verdict"


def _find_in_not_run(row: Row) -> str | None:
    return _find_in_quiet(row) or ("evidence" if row.get("evidence") else None)


def _find_in_failed(row: Row) -> str | None:
    return "blocked_by" if row["blocked_by"] else _find_lacking(row)


def _find_lacking(row: Row) -> str | None:
    """Of a row that has to be fixed: its fix, or what is wrong."""
    return next((name for name in ("fix", "detail") if not row[name]), None)


def _find_in_unverified(row: Row) -> str | None:
    return "cause" if row["cause"] is None else _find_in_failed(row)


def _find_in_blocked(row: Row) -> str | None:
    is_amiss = not row["blocked_by"] or row["id"] in row["blocked_by"]
    return "blocked_by" if is_amiss else _find_lacking(row)


_BY_VERDICT: dict[str, Callable[[Row], str | None]] = {
    Verdict.PASSED.value: _find_in_passed,
    Verdict.NOT_APPLICABLE.value: _find_in_not_applicable,
    Verdict.FAILED.value: _find_in_failed,
    Verdict.UNVERIFIED.value: _find_in_unverified,
    Verdict.BLOCKED.value: _find_in_blocked,
    Verdict.NOT_RUN.value: _find_in_not_run,
}
