"""What the row of a requirement can say, by its verdict: which fields a verdict needs, and which it cannot have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    verdict = Verdict(row["verdict"])
    return next(_find_in_settled(row, verdict) if verdict in _WITHOUT_FIX else _find_in_open(row, verdict), None)


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


def _find_in_settled(row: Row, verdict: Verdict) -> Iterator[str]:
    """Of a row that asks nothing of anybody: no cause, no fix, no root, no advice; and evidence where it is proven."""
    if verdict is Verdict.NOT_APPLICABLE and row["id"] not in MAY_BE_SKIPPED:
        yield "verdict"
    yield from (name for name in ("cause", "fix") if row[name] is not None)
    if row["blocked_by"]:
        yield "blocked_by"
    if not row["detail"]:
        yield "detail"
    yield from (name for name in _ADVICE if row.get(name) is not None)
    if _has_wrong_evidence(row, verdict):
        yield "evidence"


def _has_wrong_evidence(row: Row, verdict: Verdict) -> bool:
    evidence = row.get("evidence")  # boxes of other releases may come without
    if verdict is Verdict.NOT_RUN:
        return bool(evidence)
    return evidence is not None and not _shows(row["id"], evidence)


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


def _find_in_open(row: Row, verdict: Verdict) -> Iterator[str]:
    """Of a row that has to be fixed: a root where it is blocked and only there, its fix, and what is wrong."""
    if verdict is Verdict.UNVERIFIED and row["cause"] is None:
        yield "cause"
    roots = row["blocked_by"]
    if bool(roots) is not (verdict is Verdict.BLOCKED) or row["id"] in roots:
        yield "blocked_by"
    yield from (name for name in ("fix", "detail") if not row[name])
