"""What a run can say, by which hand-ins are judged; `run_values` writes it.

The types of `contract` say which fields a report has; this says which of their values can stand together, and
`row_rules` the same of a single row. A rule is what every run keeps, whichever way credentials came, whatever the
caller may read, and whether models may be called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from checkpoints.guide.requirements import (
    CREDENTIALS_RESOLVE,
    CREDENTIALS_VALID,
    HAIKU_ACCESS,
    MARKETPLACE_PERMISSIONS,
    REGION_IS_GUIDE,
    SINGLE_SOURCE,
    SONNET_ACCESS,
    Requirement,
)
from checkpoints.guide.vocabulary import RunVerdict, Verdict, combine_verdicts
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.moments import from_rfc3339
from checkpoints.report.problems import list_rows
from checkpoints.report.row_rules import Row, find_row_contradiction
from checkpoints.report.run_values import MASKED_ACCOUNT, PRINCIPAL, WHOLE, judge_run

if TYPE_CHECKING:
    from checkpoints.report.contract import Report

# The calls for one token that a run may make: for either model the guide's, four newer ones and what is pinned.
_MOST_BILLED = 24
# Moments are written in whole seconds.
_ROUNDING = timedelta(seconds=1.5)
_SLACK_S = 1.0

_INVOKE = "bedrock:InvokeModel"
_IDENTITY = "sts:GetCallerIdentity"
_MODELS = (SONNET_ACCESS, HAIKU_ACCESS)
_ANSWERING = (Verdict.PASSED.value, Verdict.NOT_RUN.value)

_DIGITS_ALIKE = bytes(ord("0") if chr(byte).isdigit() and byte < 128 else byte for byte in range(256))
# As the scrubber has it: digests and UUIDs are no account ids.
_WHOLE_ACCOUNT = re.compile(
    rb"\b(?:[0-9a-fA-F]{32,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\b|"
    rb"(?P<account>(?<![0-9])(?<![0-9]\.)[0-9]{12}(?![0-9]))"
)
_REGION = re.compile(r"\b[a-z]{2}(?:-[a-z]+){1,2}-[1-9]\b")
_ACCESS_KEY = re.compile(rb"A[KS]IA[A-Z0-9]{12,}")


Rows = Mapping[str, Row]  # by the requirement's id


def find_contradiction(report: Report) -> str | None:
    """The first field of a report whose value no run can say beside the others, such as `steps.checks.evidence`.

    report: of the contract's shape. None where a run could have said all of it.
    """
    rows: Rows = {row["id"]: row for row in list_rows(report)}
    for row in rows.values():
        if (amiss := find_row_contradiction(row)) is not None:
            return f"{row['id']}: {amiss}"
    return next(_contradictions(report, rows), None)


def find_disclosure(canonical: bytes) -> str | None:
    """What no report discloses and these data do: `account` or `access-key`. canonical: the form that is digested."""
    if b"0" * 12 in canonical.translate(_DIGITS_ALIKE) and any(
        found["account"] for found in _WHOLE_ACCOUNT.finditer(canonical)
    ):
        return "account"
    return "access-key" if _ACCESS_KEY.search(canonical) else None


def _contradictions(report: Report, rows: Rows) -> Iterator[str]:
    if not _has_verdicts_that_follow(report):
        yield "verdict"
    if (report["scenario"] is not None) is not (report["mode"] == "offline"):
        yield "scenario"
    yield from _find_in_times(report)
    yield from _find_in_attendee(report)
    billed = report["billed_invocations"]
    if billed > _MOST_BILLED or (billed and report.get("invoke") == "never"):
        yield "billed_invocations"
    yield from _find_beside_machine(report, rows)
    yield from _find_beside_models(report, rows)
    if report["verdict"] == RunVerdict.READY.value:
        yield from _find_in_ready(report)


def _has_verdicts_that_follow(report: Report) -> bool:
    of_checks = [frozenset(check["verdict"] for check in step["checks"]) for step in report["steps"]]
    of_steps = [_judge_step(words) for words in of_checks]
    every = frozenset(box["verdict"] for box in report["checkpoints"]).union(*of_checks)
    is_cut_short = report.get("interrupted", False) is not False
    whole = _judge_words(every, report["selection"] == WHOLE, is_cut_short)
    return (
        report["verdict"] == whole
        and [step["verdict"] for step in report["steps"]] == of_steps
        and [row["verdict"] for row in report["summary"]] == of_steps
    )


@cache
def _judge_words(words: frozenset[str], is_whole: bool, is_cut_short: bool) -> str:
    return judge_run(map(Verdict, words), WHOLE if is_whole else "", interrupted=is_cut_short).value


@cache
def _judge_step(words: frozenset[str]) -> str:
    return combine_verdicts(map(Verdict, words)).value


def _find_in_times(report: Report) -> Iterator[str]:
    lasted = from_rfc3339(report["finished_at"]) - from_rfc3339(report["started_at"])
    if lasted < timedelta(0) or abs(lasted - timedelta(seconds=report["duration_s"])) > _ROUNDING:
        yield "finished_at"
    if sum(row.get("duration_s", 0.0) for row in list_rows(report)) > report["duration_s"] + _SLACK_S:
        yield "duration_s"


def _find_in_attendee(report: Report) -> Iterator[str]:
    account, principal = report["attendee"]["account"], report["attendee"]["principal"]
    if account is not None and not MASKED_ACCOUNT.fullmatch(account):
        yield "attendee.account"
    if principal is not None and not PRINCIPAL.fullmatch(principal):
        yield "attendee.principal"
    if account is None and principal not in (None, "unknown"):
        yield "attendee.account"


def _find_beside_machine(report: Report, rows: Rows) -> Iterator[str]:
    """What does not go with what the rows of credentials and Region say."""
    attendee = report["attendee"]
    if _is_passed(rows, CREDENTIALS_RESOLVE) and not attendee["credential_source"]:
        yield "attendee.credential_source"
    by_sts = _is_passed(rows, CREDENTIALS_VALID) and _sources(rows[CREDENTIALS_VALID.id]) == {_IDENTITY}
    if by_sts and attendee["account"] is None:  # whom STS alone has accepted is known by it
        yield "attendee.account"
    if _is_passed(rows, REGION_IS_GUIDE) and not _is_in_region(report, rows[REGION_IS_GUIDE.id]):
        yield "attendee.region"
    if _is_passed(rows, SINGLE_SOURCE) and _is_of_another(report.get("claude_code")):
        yield "claude_code"


def _find_beside_models(report: Report, rows: Rows) -> Iterator[str]:
    """What does not go with what the rows of both models say."""
    # A model whose gates nobody saw has answered with a token.
    answers = sum(_is_passed(rows, row) and _sources(rows[row.id]) == {_INVOKE} for row in _MODELS)
    if report["billed_invocations"] < answers:
        yield "billed_invocations"
    # There is nothing to subscribe to only where models answer.
    is_skipped = rows[MARKETPLACE_PERMISSIONS.id]["verdict"] == Verdict.NOT_APPLICABLE.value
    if is_skipped and not all(rows[row.id]["verdict"] in _ANSWERING for row in _MODELS):
        yield "steps.checks.verdict"


def _is_passed(rows: Rows, row: Requirement) -> bool:
    return bool(rows[row.id]["verdict"] == Verdict.PASSED.value)


def _sources(row: Row) -> set[str]:
    return {each["source"] for each in row.get("evidence", ())}


def _is_in_region(report: Report, row: Row) -> bool:
    """Whether a run that passed this row was in the guide's Region, and the evidence shows no other one alone."""
    shown = " ".join(each["shows"] for each in row.get("evidence", ()))
    is_other = WORKSHOP.region not in shown and _REGION.search(shown) is not None
    return report["attendee"]["region"] == WORKSHOP.region and not is_other


def _is_of_another(used: object) -> bool:
    """Whether Claude Code would use something else than what was tested."""
    return isinstance(used, dict) and any(used.get(name) is False for name in ("same_identity", "bedrock", "signs"))


def _find_in_ready(report: Report) -> Iterator[str]:
    """What does not go with a run that is ready."""
    if report["mode"] == "live" and report.get("next") is not None:
        yield "next"
    used = report.get("claude_code")
    region = used.get("region") if isinstance(used, dict) else None
    if isinstance(region, str) and region != WORKSHOP.region:
        yield "claude_code.region"
    if report["duration_s"] <= 0:
        yield "duration_s"
