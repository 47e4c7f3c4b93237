"""Waiting for what AWS is still processing, and asking again."""

from __future__ import annotations

import time

import pytest

from checkpoints.facts.aws_account import AwsAccount
from checkpoints.guide.requirements import HAIKU_ACCESS, SONNET_ACCESS, USE_CASE
from checkpoints.guide.texts import say
from checkpoints.rules import access, use_case
from checkpoints.rules.finding import Finding
from checkpoints.rules.seen import Seen

EVERY_S = 30.0
LONGEST_MIN = 120.0
_RULES = {SONNET_ACCESS.id: access.sonnet, HAIKU_ACCESS.id: access.haiku, USE_CASE.id: use_case.submitted}
_until = pytest.StashKey[float]()


def settled(finding: Finding, seen: Seen, account: AwsAccount, config: pytest.Config, language: str) -> Finding:
    """The finding once AWS is done with it, or as it stands when the run's `--wait` is over.

    Only findings of step 1 are waited for, and those that one of them blocks.
    """
    allowed = config.stash.setdefault(_until, time.monotonic() + config.option.wait * 60)
    rule = _RULES.get(finding.check)
    while rule is not None and _is_pending(finding, seen) and time.monotonic() < allowed:
        _count_down(finding, min(EVERY_S, allowed - time.monotonic()), allowed, config, language)
        account.forget()
        finding = rule(seen)
    return finding


def _is_pending(finding: Finding, seen: Seen) -> bool:
    root = _RULES.get(finding.root)
    wait = finding.wait_minutes
    if wait is None and finding.blocked_by and root is not None:
        wait = root(seen).wait_minutes
    return wait is not None


def _count_down(finding: Finding, seconds: float, until: float, config: pytest.Config, language: str) -> None:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    capture = config.pluginmanager.get_plugin("capturemanager")
    left = max(0, round(until - time.monotonic()))
    values = {"check": finding.check, "left": f"{left // 60}:{left % 60:02d}"}
    if reporter is not None and capture is not None:
        with capture.global_and_fixture_disabled():
            reporter.write_line(say("wait.counting", language, values))
    time.sleep(max(0.0, seconds))
