"""What a browser makes of a drop box's page: folded on a screen, whole on paper, and nothing hostile or fetched."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from checkpoints.classroom.drop_box_page import render_drop_box
from checkpoints.storage.address import Address
from checkpoints.storage.drop_box import DropBox, TokenHolder
from tests.report.browser.conftest import LAPTOP, LOOKS, PHONE, Opened, Tab
from tests.storage.signing import STS_TOKEN, sign_text

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 3, tzinfo=timezone.utc)
NAMES = ("홍길동", "홍길동", '<img src=x onerror="document.title=1">', "a" * 120, "Kim Hana")


@pytest.fixture(scope="module")
def box() -> DropBox:
    """A drop box of a few people, signed by session credentials."""
    attendees = tuple(TokenHolder(name, sign_text(name=name, session_token=STS_TOKEN)) for name in NAMES)
    address = Address("workshop-hand-ins", "seoul/")
    host = "workshop-hand-ins.s3.amazonaws.com"
    return DropBox(address, "ap-northeast-2", host, NOW, "unknown", True, "", attendees)


@pytest.fixture
def opened(tab: Tab, box: DropBox, tmp_path: Path) -> Tab:
    """Write the page and open it."""

    def one(language: str = "ko", **settings: Any) -> Opened:
        path = tmp_path / "drop-box.html"
        path.write_text("".join(render_drop_box(box, language, NOW)), encoding="utf-8")
        return tab(path, **settings)

    return one


def count_visible(found: Opened, selector: str) -> int:
    return sum(each.is_visible() for each in found.page.locator(selector).all())


def test_a_screen_shows_one_token_at_a_time_when_asked_and_paper_all_with_their_names(opened: Tab) -> None:
    found = opened()
    assert [count_visible(found, each) for each in (".code", "pre", "summary")] == [0, 0, len(NAMES)]
    found.page.emulate_media(media="print")
    found.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert [count_visible(found, each) for each in (".code", "summary", "button")] == [len(NAMES), len(NAMES), 0]
    widths = [box["width"] for each in found.page.locator(".code").all() if (box := each.bounding_box())]
    assert min(widths) > 250  # some 7 cm
    found.page.evaluate("dispatchEvent(new Event('afterprint'))")
    found.page.emulate_media(media="screen")
    assert count_visible(found, ".code") == 0
    for place in (1, 4):
        found.page.locator("summary").nth(place).click()
        assert [count_visible(found, each) for each in (".code", "pre")] == [1, 1]
    assert found.page.locator("#ticket-5 .code").is_visible()


def test_the_button_copies_the_whole_command(opened: Tab, box: DropBox) -> None:
    found = opened(permissions=["clipboard-read", "clipboard-write"])
    found.page.locator("summary").nth(4).click()
    found.page.locator("#ticket-5 button").click()
    copied = found.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"checkpoints run --hand-in-to={box.attendees[4].token}"


@LOOKS
def test_axe_finds_nothing_with_every_ticket_open(opened: Tab, language: str, scheme: str) -> None:
    found = opened(language, color_scheme=scheme, viewport=PHONE if scheme == "dark" else LAPTOP)
    found.page.evaluate("document.querySelectorAll('details').forEach((each) => each.removeAttribute('name'))")
    found.unfold()
    assert found.violations() == []


def test_nothing_runs_is_fetched_or_wider_than_the_screen(opened: Tab) -> None:
    found = opened()
    for size in (LAPTOP, PHONE):
        found.page.set_viewport_size(size)
        for place in range(len(NAMES)):
            found.page.locator("summary").nth(place).click()
            assert found.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert "제출 토큰" in found.page.title()
    assert (found.told, [each for each in found.asked if not each.startswith("data:")]) == ([], [found.path.as_uri()])
