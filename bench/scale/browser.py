"""The class page of so many people in a real Chromium: how long it takes to open, filter and sort, and its memory."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from bench.scale.hand_ins import compose
from checkpoints.classroom import page
from checkpoints.classroom.examine import examine_file
from checkpoints.classroom.roll import Roll

SIZES = (10, 1000, 10_000)
_ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
_LIMIT_MS = 600_000.0
# Both wait until the browser has painted what has changed.
_PAINTED = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
_FILTER = f"""async () => {{
    const filter = document.querySelector(".filter");
    filter.value = "use-case-form-missing";
    filter.dispatchEvent(new Event("input"));
    await {_PAINTED};
}}"""
_SORT = f"""async () => {{
    const filter = document.querySelector(".filter"), sort = document.querySelector(".sort");
    filter.value = "";
    sort.value = "name";
    sort.dispatchEvent(new Event("change"));
    await {_PAINTED};
}}"""


def measure(size: int) -> dict[str, float]:
    """Compose a page, open it, filter by a cause and sort by name: megabytes (10^6 bytes), seconds, elements."""
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium")
    if executable is None:
        sys.exit("Debian's package `chromium` is needed")
    roll = Roll()
    for place in range(size):
        for outcome in examine_file(compose(place), f"{place}.html"):
            roll.add(outcome)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        path = Path(name) / "class.html"
        begun = time.process_time()
        with path.open("w", encoding="utf-8") as file:
            file.writelines(page.render_class(roll, "ko", datetime.now(timezone.utc)))
        figures = {"rendering, s of the processor": time.process_time() - begun, "page, MB": path.stat().st_size / 1e6}
        browser = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        opened = browser.new_page()
        opened.set_default_timeout(_LIMIT_MS)
        figures["open, s"] = _time(lambda: opened.goto(path.as_uri(), wait_until="load", timeout=_LIMIT_MS))
        figures["elements"] = opened.evaluate("document.querySelectorAll('*').length")
        figures["filter, s"] = _time(lambda: opened.evaluate(_FILTER))
        figures["sort, s"] = _time(lambda: opened.evaluate(_SORT))
        figures["memory of the tab, MB"] = max(map(_read_peak_mb, _find_renderers(browser)))
        browser.close()
    return figures


def _time(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _find_renderers(browser: Any) -> list[int]:
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return [each["id"] for each in found if each["type"] == "renderer"]


def _read_peak_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) * 1024 / 1e6 if found else 0.0
