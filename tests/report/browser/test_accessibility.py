"""axe-core finds nothing. `tests/report/browser/install` fetches it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checkpoints.report.run_result import RunResult
from tests.report import samples
from tests.report.browser.conftest import LAPTOP, LOOKS, PHONE, Open

pytestmark = pytest.mark.browser


@LOOKS
@pytest.mark.parametrize(
    "build", [samples.ready, samples.every_verdict, samples.rehearsal_failed, samples.policy_needed]
)
def test_axe_finds_nothing_with_every_part_open(
    opened: Open, build: Callable[[], RunResult], language: str, scheme: str
) -> None:
    found = opened(build(), language=language, scheme=scheme, size=PHONE if scheme == "dark" else LAPTOP)
    found.unfold()
    found.page.locator("#show_all_details").click()
    assert found.violations() == []


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.at_length)])
def test_axe_finds_nothing_without_a_record_of_pytest_html(opened: Open, scheme: str) -> None:
    assert opened(samples.rehearsal_failed(), scheme=scheme, technical=False).violations() == []
