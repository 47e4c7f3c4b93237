"""What a run can say, by which hand-ins are judged; `run_values` writes it.

The types of `contract` say which fields a report has; this says which of their values can stand together, and
`row_rules` the same of a single row. A rule is what every run keeps, whichever way credentials came, whatever the
caller may read, and whether models may be called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
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
    yield from (path for path, holds in _OF_THE_RUN if not holds(report))
    yield from (path for path, holds in _BETWEEN if not holds(report, rows))
    if report["verdict"] == RunVerdict.READY.value:
        yield from (path for path, holds in _OF_THE_READY if not holds(report))


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


def _has_a_scenario_only_offline(report: Report) -> bool:
    return (report["scenario"] is not None) is (report["mode"] == "offline")


def _has_an_end_after_its_start(report: Report) -> bool:
    lasted = from_rfc3339(report["finished_at"]) - from_rfc3339(report["started_at"])
    return lasted >= timedelta(0) and abs(lasted - timedelta(seconds=report["duration_s"])) <= _ROUNDING


def _has_a_masked_account(report: Report) -> bool:
    account = report["attendee"]["account"]
    return account is None or MASKED_ACCOUNT.fullmatch(account) is not None


def _has_a_principal_of_a_known_kind(report: Report) -> bool:
    principal = report["attendee"]["principal"]
    return principal is None or PRINCIPAL.fullmatch(principal) is not None


def _has_an_account_beside_its_principal(report: Report) -> bool:
    return report["attendee"]["account"] is not None or report["attendee"]["principal"] in (None, "unknown")


def _has_calls_that_were_allowed(report: Report) -> bool:
    billed = report["billed_invocations"]
    return billed <= _MOST_BILLED and not (billed and report.get("invoke") == "never")


def _lasts_as_long_as_its_rows(report: Report) -> bool:
    return sum(row.get("duration_s", 0.0) for row in list_rows(report)) <= report["duration_s"] + _SLACK_S


_OF_THE_RUN: tuple[tuple[str, Callable[[Report], bool]], ...] = (
    ("verdict", _has_verdicts_that_follow),
    ("scenario", _has_a_scenario_only_offline),
    ("finished_at", _has_an_end_after_its_start),
    ("duration_s", _lasts_as_long_as_its_rows),
    ("attendee.account", _has_a_masked_account),
    ("attendee.principal", _has_a_principal_of_a_known_kind),
    ("attendee.account", _has_an_account_beside_its_principal),
    ("billed_invocations", _has_calls_that_were_allowed),
)


def _is_passed(rows: Rows, check: str) -> bool:
    return bool(rows[check]["verdict"] == Verdict.PASSED.value)


def _sources(row: Row) -> set[str]:
    return {each["source"] for each in row.get("evidence", ())}


def _names_the_source_that_it_found(report: Report, rows: Rows) -> bool:
    return not _is_passed(rows, CREDENTIALS_RESOLVE.id) or bool(report["attendee"]["credential_source"])


def _names_the_account_that_answered(report: Report, rows: Rows) -> bool:
    """Who is accepted by STS alone is known by it."""
    if not _is_passed(rows, CREDENTIALS_VALID.id) or report["attendee"]["account"] is not None:
        return True
    return _sources(rows[CREDENTIALS_VALID.id]) != {_IDENTITY}


def _runs_in_the_region_that_passed(report: Report, rows: Rows) -> bool:
    """The evidence of the row that passed shows no other Region alone."""
    if not _is_passed(rows, REGION_IS_GUIDE.id):
        return True
    shown = " ".join(each["shows"] for each in rows[REGION_IS_GUIDE.id].get("evidence", ()))
    is_other = WORKSHOP.region not in shown and _REGION.search(shown) is not None
    return report["attendee"]["region"] == WORKSHOP.region and not is_other


def _bills_the_answers_that_it_shows(report: Report, rows: Rows) -> bool:
    """A model whose gates nobody saw has answered with a token."""
    models = (rows[SONNET_ACCESS.id], rows[HAIKU_ACCESS.id])
    answers = sum(row["verdict"] == Verdict.PASSED.value and _sources(row) == {_INVOKE} for row in models)
    return bool(report["billed_invocations"] >= answers)


def _skips_a_subscription_only_for_models_that_answer(report: Report, rows: Rows) -> bool:
    if rows[MARKETPLACE_PERMISSIONS.id]["verdict"] != Verdict.NOT_APPLICABLE.value:
        return True
    fit = (Verdict.PASSED.value, Verdict.NOT_RUN.value)
    return all(rows[model.id]["verdict"] in fit for model in (SONNET_ACCESS, HAIKU_ACCESS))


def _is_the_identity_of_claude_code(report: Report, rows: Rows) -> bool:
    used = report.get("claude_code")
    if not isinstance(used, dict) or not _is_passed(rows, SINGLE_SOURCE.id):
        return True
    return (
        used.get("same_identity") is not False and used.get("bedrock") is not False and used.get("signs") is not False
    )


_BETWEEN: tuple[tuple[str, Callable[[Report, Rows], bool]], ...] = (
    ("attendee.credential_source", _names_the_source_that_it_found),
    ("attendee.account", _names_the_account_that_answered),
    ("attendee.region", _runs_in_the_region_that_passed),
    ("billed_invocations", _bills_the_answers_that_it_shows),
    ("steps.checks.verdict", _skips_a_subscription_only_for_models_that_answer),
    ("claude_code", _is_the_identity_of_claude_code),
)


def _leaves_nothing_to_do(report: Report) -> bool:
    return report["mode"] != "live" or report.get("next") is None


def _leaves_claude_code_in_the_region(report: Report) -> bool:
    used = report.get("claude_code")
    region = used.get("region") if isinstance(used, dict) else None
    return not isinstance(region, str) or region == WORKSHOP.region


def _took_time(report: Report) -> bool:
    return report["duration_s"] > 0


_OF_THE_READY: tuple[tuple[str, Callable[[Report], bool]], ...] = (
    ("next", _leaves_nothing_to_do),
    ("claude_code.region", _leaves_claude_code_in_the_region),
    ("duration_s", _took_time),
)
