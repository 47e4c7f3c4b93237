"""The values at the head of a report: verdict, account, principal, duration."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from checkpoints.guide.vocabulary import RunVerdict, Verdict, judge_verdicts

WHOLE = "all"  # the selection of a run that tried every requirement
MASKED_ACCOUNT = re.compile(r"\*{8}[0-9]{4}")
# The name of a user, role or federated user as IAM lets it be, or with what the scrubber put into it.
PRINCIPAL = re.compile(r"root|unknown|(?:user|role|federated-user)/[\w+=,.@*-]{1,128}")
_MASK = "********"
_ACCOUNT = re.compile(r"[0-9]{12}")


def judge_run(verdicts: Iterable[Verdict], selection: str, *, interrupted: bool) -> RunVerdict:
    """The verdict of a run, from the verdicts of every requirement; a part or what was cut short is never ready."""
    verdict = judge_verdicts(verdicts)
    is_whole = selection == WHOLE and not interrupted
    return RunVerdict.UNPROVEN if verdict is RunVerdict.READY and not is_whole else verdict


def mask_account(account: str | None) -> str | None:
    """An account id of which only the last four digits are shown; None for what is no account id."""
    return f"{_MASK}{account[-4:]}" if account and _ACCOUNT.fullmatch(account) else None


def fit_principal(principal: str | None) -> str | None:
    """A caller as reports name one, such as `role/Workshop`; `unknown` for what is none, None where nobody is known."""
    return principal if principal is None or PRINCIPAL.fullmatch(principal) else "unknown"


def time_run(started: datetime, finished: datetime, rows: Iterable[float]) -> timedelta:
    """How long a run lasted: no shorter than its rows, in seconds, where the clock was set back meanwhile."""
    return max(finished - started, timedelta(seconds=sum(rows)))
