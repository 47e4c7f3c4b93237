"""axe-core finds nothing. `tests/report/browser/install` fetches it."""

from __future__ import annotations

import pytest

from tests.report import samples
from tests.report.browser.conftest import LAPTOP, LOOKS, PHONE, Open

pytestmark = pytest.mark.browser


@LOOKS
def test_axe_finds_nothing_with_every_part_open(opened: Open, language: str, scheme: str) -> None:
    found = None
    for build in (samples.ready, samples.every_verdict, samples.rehearsal_failed, samples.policy_needed):
        size = PHONE if scheme == "dark" else LAPTOP
        found = opened(build(), language=language, scheme=scheme, size=size, instead=found)
        found.unfold()
        found.page.locator("#show_all_details").click()
        assert found.violations() == [], build.__name__


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.at_length)])
def test_axe_finds_nothing_without_a_record_of_pytest_html(opened: Open, scheme: str) -> None:
    assert opened(samples.rehearsal_failed(), scheme=scheme, technical=False).violations() == []
