"""axe-core finds nothing. `tests/report/browser/install` fetches it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints.report.run import Run
from tests.report import samples
from tests.report.browser.conftest import LAPTOP, PHONE, Open

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"]});
    const said = (rule, node) => `${rule.id}: ${node.target}: ${node.failureSummary}`;
    return found.violations.flatMap((rule) => rule.nodes.map((node) => said(rule, node)));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("build", [samples.ready, samples.every_verdict, samples.rehearsal_failed])
def test_axe_finds_nothing_with_every_part_open(
    opened: Open, build: Callable[[], Run], language: str, scheme: str
) -> None:
    assert AXE.is_file(), "run tests/report/browser/install first"
    page = opened(build(), language=language, scheme=scheme, size=PHONE if scheme == "dark" else LAPTOP).page
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    page.locator("#show_all_details").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(_RUN) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_without_a_record_of_pytest_html(opened: Open, scheme: str) -> None:
    page = opened(samples.rehearsal_failed(), scheme=scheme, technical=False).page
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(_RUN) == []
