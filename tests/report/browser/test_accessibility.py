"""axe-core finds nothing. `tests/report/browser/install` fetches it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkpoints.guide.requirements import MODEL_PERMISSIONS
from checkpoints.report.run_result import RunResult
from tests.report import samples
from tests.report.browser.conftest import LAPTOP, LOOKS, PHONE, Open

pytestmark = pytest.mark.browser


def everything() -> RunResult:
    """Each verdict, a policy to copy, and the marks of a rehearsal, on one page."""
    run = samples.every_verdict()
    lacking = {MODEL_PERMISSIONS.id: samples.policy_needed().findings[MODEL_PERMISSIONS.id]}
    return replace(run, findings={**run.findings, **lacking}, mode="offline", scenario="ready", endpoint="custom")


@LOOKS
def test_axe_finds_nothing_with_every_part_open(opened: Open, language: str, scheme: str) -> None:
    size = PHONE if scheme == "dark" else LAPTOP
    found = opened(everything(), language=language, scheme=scheme, size=size)
    found.unfold()
    found.page.locator("#show_all_details").click()
    assert found.violations() == []
    found = opened(samples.ready(), language=language, technical=False, instead=found)
    found.unfold()
    assert found.violations() == []
