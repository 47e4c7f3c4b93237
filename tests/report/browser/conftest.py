"""Pages in a real Chromium, from a file, as attendees open them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize

from checkpoints.report import page
from checkpoints.report.run_result import RunResult
from tests.report.samples import compose

PHONE: ViewportSize = {"width": 360, "height": 740}
LAPTOP: ViewportSize = {"width": 1280, "height": 720}
# Every language and every scheme in each run, and each of the one with each of the other at length.
LOOKS = pytest.mark.parametrize(
    ("language", "scheme"),
    [
        ("ko", "light"),
        ("en", "dark"),
        pytest.param("ko", "dark", marks=pytest.mark.at_length),
        pytest.param("en", "light", marks=pytest.mark.at_length),
    ],
)
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_FIND_VIOLATIONS = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"]});
    const text = (rule, node) => `${rule.id}: ${node.target}: ${node.failureSummary}`;
    return found.violations.flatMap((rule) => rule.nodes.map((node) => text(rule, node)));
}"""


# Where each selector's element is; a place behind ` >> `, counted from 0, for another than its first.
_FIND_BOXES = """selectors => selectors.map((each) => {
    const [selector, place] = each.split(" >> ");
    const found = document.querySelectorAll(selector)[Number(place ?? 0)];
    const {x, y, width, height} = found?.getBoundingClientRect() ?? {};
    return found?.checkVisibility() && width && height ? {x, y, width, height} : null;
})"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page in the browser. told: what it wrote to the console; asked: every address that it asked for."""

    page: Page
    path: Path
    told: list[str]
    asked: list[str]

    def load(self) -> None:
        """Open the file, as it is now; what was told and asked before is forgotten."""
        self.told.clear()
        self.asked.clear()
        self.page.goto(self.path.as_uri())

    def boxes(self, selectors: Sequence[str]) -> dict[str, FloatRect]:
        """The boxes of elements that are shown, asked for at once."""
        found = dict(zip(selectors, self.page.evaluate(_FIND_BOXES, [*selectors]), strict=True))
        assert all(found.values()), [selector for selector, box in found.items() if not box]
        return found

    def unfold(self) -> None:
        """Open every part that is folded."""
        self.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")

    def violations(self) -> object:
        """What axe-core finds wrong for people who use a screen reader, a keyboard or strong contrast."""
        assert AXE.is_file(), "run tests/report/browser/install first"
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        return self.page.evaluate(_FIND_VIOLATIONS)


Tab = Callable[..., Opened]


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    """Open a file in a tab of its own: `tab(path, scripts=…)`, and what else a context of a browser is given.

    clock: whether the page's clock can be put forward.
    """
    with ExitStack() as contexts:

        def one(path: Path, *, scripts: bool = True, clock: bool = False, **settings: Any) -> Opened:
            context = chromium.new_context(**{"viewport": LAPTOP, "java_script_enabled": scripts, **settings})
            contexts.callback(context.close)
            opened = Opened(context.new_page(), path, [], [])
            opened.page.on("console", lambda message: opened.told.append(message.text))
            opened.page.on("pageerror", lambda error: opened.told.append(str(error)))
            opened.page.on("request", lambda request: opened.asked.append(request.url))
            if clock:
                opened.page.clock.install()
            opened.load()
            return opened

        yield one


Open = Callable[..., Opened]


@pytest.fixture
def opened(tab: Tab, tmp_path: Path, recorded: Callable[[str], str]) -> Open:
    """Write a run's page and open it: `opened(run, size=…, scheme=…, scripts=…, language=…, technical=…)`.

    instead: what is open already, to be opened anew with this run: a tab of its own costs ten times as much.
    """

    def one(
        run: RunResult,
        *,
        size: ViewportSize = LAPTOP,
        scheme: str = "light",
        scripts: bool = True,
        language: str = "ko",
        technical: bool = True,
        instead: Opened | None = None,
    ) -> Opened:
        path = tmp_path / "report.html"
        record = recorded(language) if technical else None
        path.write_text(page.render_page(compose(replace(run, language=language)), record), encoding="utf-8")
        if instead is None:
            return tab(path, scripts=scripts, viewport=size, color_scheme=scheme)
        instead.load()
        return instead

    return one
