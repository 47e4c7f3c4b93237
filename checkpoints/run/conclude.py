"""How a test ends: with a finding, which is an outcome of pytest: passed, failed or skipped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checkpoints.guide.vocabulary import Verdict
from checkpoints.rules.finding import Finding

Conclude = Callable[[Finding], None]


def end_test(finding: Finding, text: str) -> None:
    """Raise pytest's exception for the verdict; none for passed. text: scrubbed, since pytest keeps it."""
    __tracebackhide__ = True
    if finding.verdict is Verdict.FAILED:
        pytest.fail(text, pytrace=False)
    if finding.verdict is not Verdict.PASSED:
        pytest.skip(text)
