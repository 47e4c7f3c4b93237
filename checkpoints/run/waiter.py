"""Waiting for what AWS is still processing, and asking again."""

from __future__ import annotations

import time
from collections.abc import Callable

from checkpoints.facts.aws_account import AwsAccount
from checkpoints.guide.requirements import HAIKU_ACCESS, MARKETPLACE_PERMISSIONS, SONNET_ACCESS, USE_CASE
from checkpoints.rules import step1, step2
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding

EVERY_S = 30.0
_RULES = {
    SONNET_ACCESS.id: step1.judge_sonnet_access,
    HAIKU_ACCESS.id: step1.judge_haiku_access,
    USE_CASE.id: step1.judge_use_case,
    MARKETPLACE_PERMISSIONS.id: step2.judge_marketplace_permissions,
}


class Waiter:
    """How long a run waits, in all. show: is given the check and the seconds left."""

    def __init__(self, facts: Facts, account: AwsAccount, seconds: float, show: Callable[[str, float], None]) -> None:
        self._facts = facts
        self._account = account
        self._seconds = seconds
        self._show = show
        self._until: float | None = None  # from the first that is waited for

    def wait_for(self, finding: Finding) -> Finding:
        """The finding once AWS is done with it, or as it stands when the time is over.

        Only findings of model access and its subscription are waited for, and those that one of them blocks.
        """
        rule = _RULES.get(finding.check)
        if rule is None:
            return finding
        while _is_pending(finding, self._facts):
            left = self._left_s()
            if left <= 0:
                break
            self._show(finding.check, left)
            time.sleep(min(EVERY_S, left))
            self._account.forget()
            self._facts.forget()
            finding = rule(self._facts)
        return finding

    def _left_s(self) -> float:
        if self._until is None:
            self._until = time.monotonic() + self._seconds
        return self._until - time.monotonic()


def _is_pending(finding: Finding, facts: Facts) -> bool:
    root = _RULES.get(finding.root)
    wait = finding.wait_minutes
    if wait is None and finding.blocked_by and root is not None:
        wait = root(facts).wait_minutes
    return wait is not None
