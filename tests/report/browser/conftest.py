"""Pages in a real Chromium, from a file, as attendees open them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from checkpoints.report import data, page
from checkpoints.report.run import Run
from checkpoints.report.scrub import Scrubber

PHONE: ViewportSize = {"width": 360, "height": 740}
LAPTOP: ViewportSize = {"width": 1280, "height": 720}


@dataclass(frozen=True, slots=True)
class Opened:
    """A page in the browser. told: what it wrote to the console; asked: every address that it asked for."""

    page: Page
    path: Path
    told: list[str]
    asked: list[str]


Open = Callable[..., Opened]


@pytest.fixture
def opened(
    chromium: Browser, tmp_path: Path, recorded: Callable[[str], str], request: pytest.FixtureRequest
) -> Iterator[Open]:
    """Write a run's page and open it: `opened(run, size=…, scheme=…, scripts=…, language=…, technical=…)`."""
    with ExitStack() as contexts:

        def one(
            run: Run,
            *,
            size: ViewportSize = LAPTOP,
            scheme: str = "light",
            scripts: bool = True,
            language: str = "ko",
            technical: bool = True,
        ) -> Opened:
            report = data.compose(replace(run, language=language), Scrubber())
            path = tmp_path / "report.html"
            path.write_text(page.render_page(report, recorded(language) if technical else None), encoding="utf-8")
            settings: dict[str, Any] = {"viewport": size, "color_scheme": scheme, "java_script_enabled": scripts}
            context = chromium.new_context(**settings)
            contexts.callback(context.close)
            shown = context.new_page()
            opened = Opened(shown, path, [], [])
            shown.on("console", lambda message: opened.told.append(message.text))
            shown.on("pageerror", lambda error: opened.told.append(str(error)))
            shown.on("request", lambda request: opened.asked.append(request.url))
            shown.goto(path.as_uri())
            return opened

        yield one
