"""The one thing to do first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checkpoints.guide.requirements import CHECKPOINTS, REQUIREMENTS, Requirement, list_step_rows
from checkpoints.guide.vocabulary import Verdict
from checkpoints.report.consistency import WHOLE
from checkpoints.report.run_result import RunResult
from checkpoints.report.wording import Wording
from checkpoints.rules.finding import Finding

if TYPE_CHECKING:
    from checkpoints.report.contract import NextAction

# What the others rest on comes first: without credentials nothing can be asked, without policies no answer comes.
_IN_ORDER_OF_DEPENDENCE = (*list_step_rows(3), *list_step_rows(2), *list_step_rows(4), *list_step_rows(1), *CHECKPOINTS)
_COMMAND = "pytest"


def next_action(run: RunResult, wording: Wording) -> NextAction | None:
    """What to do first; None when nothing is left to do.

    A failed root comes before the root of something blocked that this run did not select, that before what could not
    be verified, and that before what was not run. A rehearsal that is all green points to the real account.
    """
    finding = next(_candidates(run), None)
    if finding is not None:
        remedy = wording.of_cause(finding)
        return {
            "check": finding.root,
            "title": wording.title(finding.root),
            "what": remedy.what or wording.message(finding.detail),
            "how": remedy.how,
            "who": remedy.who,
            "command": remedy.command,
            "commands": dict(remedy.commands) if remedy.commands else None,
            "page": remedy.page,
            "policy": dict(finding.policy) if finding.policy else None,
        }
    if run.interrupted or run.selection != WHOLE or any(row.id not in run.findings for row in REQUIREMENTS):
        return _all_of_it(run, wording.text("next.rest"))
    return _all_of_it(run, wording.text("next.live")) if run.mode == "offline" else None


def _candidates(run: RunResult) -> Iterator[Finding]:
    for verdict in (Verdict.FAILED, Verdict.BLOCKED, Verdict.UNVERIFIED):
        yield from _with(run, verdict, _IN_ORDER_OF_DEPENDENCE)


def _with(run: RunResult, verdict: Verdict, rows: tuple[Requirement, ...]) -> Iterator[Finding]:
    findings = (run.findings[row.id] for row in rows if row.id in run.findings)
    return (finding for finding in findings if finding.verdict is verdict)


def _all_of_it(run: RunResult, what: str) -> NextAction:
    partial = any(row.id not in run.findings for row in REQUIREMENTS)
    command = f"{_COMMAND} --offline" if run.mode == "offline" and partial else _COMMAND
    return {"check": None, "title": None, "what": what, "how": None, "who": None, "command": command, "page": None}
