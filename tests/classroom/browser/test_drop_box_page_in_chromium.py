"""What a browser makes of a drop box's page: folded on a screen, whole on paper, and nothing hostile or fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from checkpoints.classroom.drop_box_page import render_drop_box
from checkpoints.storage.address import Address
from checkpoints.storage.drop_box import Attendee, DropBox
from tests.report.browser.conftest import LAPTOP, LOOKS, PHONE, Opened, visit
from tests.storage.signing import STS_TOKEN, sign_text

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 3, tzinfo=timezone.utc)
NAMES = ("홍길동", "홍길동", '<img src=x onerror="document.title=1">', "a" * 120, "Kim Hana")
Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def box() -> DropBox:
    """A drop box of a few people, signed by session credentials."""
    attendees = tuple(Attendee(name, sign_text(name=name, session_token=STS_TOKEN)) for name in NAMES)
    address = Address("workshop-hand-ins", "seoul/")
    host = "workshop-hand-ins.s3.amazonaws.com"
    return DropBox(address, "ap-northeast-2", host, NOW, "unknown", True, "", attendees)


@pytest.fixture
def opened(chromium: Browser, box: DropBox, tmp_path: Path) -> Iterator[Open]:
    """Write the page and open it."""
    with ExitStack() as contexts:

        def one(language: str = "ko", **settings: Any) -> Opened:
            path = tmp_path / "drop-box.html"
            path.write_text("".join(render_drop_box(box, language, NOW)), encoding="utf-8")
            context = chromium.new_context(**{"viewport": LAPTOP, **settings})
            contexts.callback(context.close)
            return visit(context, path)

        yield one


def count_visible(found: Opened, selector: str) -> int:
    return sum(each.is_visible() for each in found.page.locator(selector).all())


def test_no_token_shows_until_it_is_asked_for_and_then_one(opened: Open) -> None:
    found = opened()
    assert [count_visible(found, each) for each in (".code", "pre", "summary")] == [0, 0, len(NAMES)]
    for place in (1, 4):
        found.page.locator("summary").nth(place).click()
        assert [count_visible(found, each) for each in (".code", "pre")] == [1, 1]
    assert found.page.locator("#ticket-5 .code").is_visible()


def test_paper_has_every_code_with_its_name(opened: Open) -> None:
    found = opened()
    found.page.emulate_media(media="print")
    found.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert [count_visible(found, each) for each in (".code", "summary", "button")] == [len(NAMES), len(NAMES), 0]
    widths = [box["width"] for each in found.page.locator(".code").all() if (box := each.bounding_box())]
    assert min(widths) > 250  # some 7 cm
    found.page.evaluate("dispatchEvent(new Event('afterprint'))")
    found.page.emulate_media(media="screen")
    assert count_visible(found, ".code") == 0


def test_the_button_copies_the_whole_command(opened: Open, box: DropBox) -> None:
    found = opened(permissions=["clipboard-read", "clipboard-write"])
    found.page.locator("summary").nth(4).click()
    found.page.locator("#ticket-5 button").click()
    copied = found.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"checkpoints run --hand-in-to={box.attendees[4].token}"


@LOOKS
def test_axe_finds_nothing_with_every_ticket_open(opened: Open, language: str, scheme: str) -> None:
    found = opened(language, color_scheme=scheme, viewport=PHONE if scheme == "dark" else LAPTOP)
    found.page.evaluate("document.querySelectorAll('details').forEach((each) => each.removeAttribute('name'))")
    found.unfold()
    assert found.violations() == []


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nothing_runs_is_fetched_or_wider_than_the_screen(opened: Open, viewport: Any) -> None:
    found = opened(viewport=viewport)
    for place in range(len(NAMES)):
        found.page.locator("summary").nth(place).click()
        assert found.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert "제출 토큰" in found.page.title()
    assert (found.told, [each for each in found.asked if not each.startswith("data:")]) == ([], [found.path.as_uri()])
