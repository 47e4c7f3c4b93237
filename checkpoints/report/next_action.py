"""The one thing to do first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checkpoints.guide.requirements import BY_ID, CHECKPOINTS, REQUIREMENTS, list_step_rows
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.report.run_result import RunResult
from checkpoints.report.run_values import WHOLE
from checkpoints.report.wording import EXPLAIN, Remedy, Wording
from checkpoints.rules.finding import Finding

if TYPE_CHECKING:
    from checkpoints.report.contract import NextAction

# What the others rest on comes first: without credentials nothing can be asked, without policies no answer comes.
_IN_ORDER_OF_DEPENDENCE = (*list_step_rows(3), *list_step_rows(2), *list_step_rows(4), *list_step_rows(1), *CHECKPOINTS)

# Nobody can do anything about them but wait.
_PASSING = frozenset({Cause.AGREEMENT_PENDING, Cause.THROTTLED, Cause.SERVICE_ERROR})
# Notes that ask for something besides the fix.
_TO_DO_BESIDES = frozenset(
    {
        "marketplace.or-above",
        "permissions.also-missing",
        "permissions.also-denied",
        "permissions.also-there",
        "permissions.grant-as-well",
        "permissions.grant-in-set",
    }
)
_WHO_FIRST = ("attendee", "owner", "authors", None)


def find_next_action(run: RunResult, wording: Wording) -> NextAction | None:
    """What to do first; None when nothing is left to do.

    A failed root comes before the root of something blocked that this run did not select, that before what could not
    be verified, and that before what was not run. Among these, what the attendee can fix now comes first, then what
    the account's owner can, then what takes waiting. A rehearsal that is all green points to the real account.
    """
    finding = next(_candidates(run, wording), None)
    if finding is not None:
        return _fix(finding, wording)
    if run.interrupted or run.selection != WHOLE or any(row.id not in run.findings for row in REQUIREMENTS):
        return _all_of_it(run, wording.say("next.rest"))
    return _all_of_it(run, wording.say("next.live")) if run.mode == "offline" else None


def _fix(finding: Finding, wording: Wording) -> NextAction:
    remedy = wording.explain_cause(finding)
    return {
        "headline": remedy.headline,
        "recheck": _write_recheck(finding, remedy, wording),
        "explain": wording.choose_command(wording.write_commands(EXPLAIN, {})) or EXPLAIN,
        "message": _write_message(finding, remedy, wording),
        "check": finding.root,
        "title": wording.say_title(finding.root),
        "what": remedy.what or wording.say_message(finding.detail),
        "how": remedy.how,
        "who": remedy.who,
        "command": remedy.command,
        "commands": dict(remedy.commands) if remedy.commands else None,
        "page": remedy.page,
        "policy": dict(finding.policy) if finding.policy else None,
    }


def _candidates(run: RunResult, wording: Wording) -> Iterator[Finding]:
    findings = [run.findings[row.id] for row in _IN_ORDER_OF_DEPENDENCE if row.id in run.findings]
    for verdict in (Verdict.FAILED, Verdict.BLOCKED, Verdict.UNVERIFIED):
        found = [each for each in findings if each.verdict is verdict]
        yield from sorted(found, key=lambda finding: _rank(finding, wording))


def _rank(finding: Finding, wording: Wording) -> tuple[bool, int]:
    """The lower, the sooner somebody can fix it, the attendee before others."""
    return finding.cause in _PASSING, _WHO_FIRST.index(wording.explain_cause(finding).who)


def _write_recheck(finding: Finding, remedy: Remedy, wording: Wording) -> str | None:
    """The command that checks the row again; None where the fix is such a command itself."""
    whole, again = (
        wording.choose_command(wording.write_commands(notation, {}))
        for notation in ("pytest", f"pytest -m {BY_ID[finding.root].marker}")
    )
    return None if whole and remedy.command and remedy.command.startswith(whole) else again


def _write_message(finding: Finding, remedy: Remedy, wording: Wording) -> str | None:
    """What an attendee sends to the account's owner, who has no report: what is wrong, and all that fixes it."""
    if remedy.who != "owner":
        return None
    policy = json.dumps(finding.policy, indent=2) if finding.policy else None
    besides = (wording.say_message(note) for note in finding.notes if note.key in _TO_DO_BESIDES)
    parts = (wording.say("next.message"), remedy.what, remedy.how, *besides, remedy.command, remedy.page, policy)
    return "\n".join(part for part in parts if part)


def _all_of_it(run: RunResult, what: str) -> NextAction:
    partial = any(row.id not in run.findings for row in REQUIREMENTS)
    command = f"{run.command} --offline" if run.mode == "offline" and partial else run.command
    return {"check": None, "title": None, "what": what, "how": None, "who": None, "command": command, "page": None}
