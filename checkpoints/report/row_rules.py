"""What the row of a requirement can say, by its verdict: which fields a verdict needs, and which it cannot have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from checkpoints.guide.requirements import (
    BOX_ROWS,
    CREDENTIALS_VALID,
    HAIKU_ACCESS,
    MARKETPLACE_PERMISSIONS,
    MODEL_PERMISSIONS,
    MODEL_PROFILES,
    POLICY_ATTACHED,
    PROFILES_LISTED,
    REGION_EXPORTED,
    REGION_IS_GUIDE,
    SONNET_ACCESS,
    USE_CASE,
)
from checkpoints.guide.vocabulary import Verdict
from checkpoints.rules.finding import Finding

Row = Mapping[str, Any]  # a check or a box

# The guide's rows that an attendee may skip: nothing is left to subscribe to where both models answer.
MAY_BE_SKIPPED = frozenset({MARKETPLACE_PERMISSIONS.id})
_REGION = ("AWS_REGION",)
_BEDROCK = ("bedrock:",)
# What shows that a row is passed: one of its sources begins so. Where credentials are found, sources are the machine's.
_SHOWN_BY: dict[str, tuple[str, ...]] = {
    SONNET_ACCESS.id: _BEDROCK,
    HAIKU_ACCESS.id: _BEDROCK,
    USE_CASE.id: _BEDROCK,
    POLICY_ATTACHED.id: (*_BEDROCK, "iam:"),
    MODEL_PERMISSIONS.id: (*_BEDROCK, "iam:"),
    MARKETPLACE_PERMISSIONS.id: (*_BEDROCK, "iam:"),
    CREDENTIALS_VALID.id: (*_BEDROCK, "sts:"),
    REGION_EXPORTED.id: _REGION,
    REGION_IS_GUIDE.id: _REGION,
    PROFILES_LISTED.id: _BEDROCK,
    MODEL_PROFILES.id: _BEDROCK,
    **{box.id: tuple(row.id for row in rows) for box, rows in BOX_ROWS.items()},
}


def find_row_contradiction(row: Row) -> str | None:
    """The first field of a row that does not go with its verdict, None where all do."""
    return next((name for name, holds in _BY_VERDICT[row["verdict"]] if not holds(row)), None)


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


Rule = tuple[str, Callable[[Row], bool]]


def _has_no_cause(row: Row) -> bool:
    return row["cause"] is None


def _has_a_cause(row: Row) -> bool:
    return row["cause"] is not None


def _has_no_fix(row: Row) -> bool:
    return row["fix"] is None


def _has_a_fix(row: Row) -> bool:
    return bool(row["fix"])


def _is_blocked_by_none(row: Row) -> bool:
    return not row["blocked_by"]


def _is_blocked_by_others(row: Row) -> bool:
    return bool(row["blocked_by"]) and row["id"] not in row["blocked_by"]


def _has_no_evidence(row: Row) -> bool:
    return not row.get("evidence")


def _has_evidence_of_its_kind(row: Row) -> bool:
    # Boxes of other releases may come without evidence.
    evidence = row.get("evidence")
    if evidence is None:
        return True
    kinds = _SHOWN_BY.get(row["id"], ("",))
    is_whole = all(each["source"] and each["shows"] for each in evidence)
    return is_whole and any(each["source"].startswith(kinds) for each in evidence)


def _shows_each_of_its_rows(row: Row) -> bool:
    rows, evidence = _ROWS_OF_BOX.get(row["id"]), row.get("evidence")
    return rows is None or evidence is None or rows <= {each["source"] for each in evidence}


def _may_be_skipped(row: Row) -> bool:
    return row["id"] in MAY_BE_SKIPPED


def _says_something(row: Row) -> bool:
    return bool(row["detail"])


_ROWS_OF_BOX = {box.id: frozenset(row.id for row in rows) for box, rows in BOX_ROWS.items()}
_WITHOUT_FIX = frozenset({Verdict.PASSED, Verdict.NOT_APPLICABLE, Verdict.NOT_RUN})
_DETAIL: Rule = ("detail", _says_something)
_FREE: Rule = ("blocked_by", _is_blocked_by_none)
_QUIET: tuple[Rule, ...] = (_DETAIL, ("cause", _has_no_cause), ("fix", _has_no_fix), _FREE)
_PROVEN: tuple[Rule, ...] = (
    *_QUIET,
    ("evidence", _has_evidence_of_its_kind),
    ("evidence", _shows_each_of_its_rows),
)
_BY_VERDICT: dict[str, tuple[Rule, ...]] = {
    Verdict.PASSED.value: _PROVEN,
    Verdict.NOT_APPLICABLE.value: (("verdict", _may_be_skipped), *_PROVEN),
    Verdict.FAILED.value: (_DETAIL, ("fix", _has_a_fix), _FREE),
    Verdict.UNVERIFIED.value: (_DETAIL, ("cause", _has_a_cause), ("fix", _has_a_fix), _FREE),
    Verdict.BLOCKED.value: (_DETAIL, ("fix", _has_a_fix), ("blocked_by", _is_blocked_by_others)),
    Verdict.NOT_RUN.value: (*_QUIET, ("evidence", _has_no_evidence)),
}
