"""A class page that is written anew while it is looked at: it loads itself, and the reader stays where they were.

Where scripts run, the page's clock is put forward, so that nobody waits for the seconds between two looks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from checkpoints.classroom import page
from checkpoints.classroom.live import Live
from checkpoints.report.files import write_file
from tests.classroom.hand_ins import hand_in, roll_of
from tests.report import samples
from tests.report.browser.conftest import LAPTOP, LOOKS, PHONE, Tab

pytestmark = pytest.mark.browser

EACH_SECOND = Live(1)
UNTOUCHED_MS = 4000  # whoever has touched the page, or opened it, is left alone for three seconds
OLD_LAPTOP: ViewportSize = {"width": 1366, "height": 768}
RUNS = (samples.one_failure, samples.owner_needed, samples.ready, samples.blocked_cascade)
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the page of a class of so many, in three groups, as a watch does."""

    def one(count: int, language: str = "ko", live: Live | None = EACH_SECOND, age_s: int = 0) -> Path:
        names = (f"사람{place:03} ({place % 3 + 1}조)" for place in range(count))
        contents = (hand_in(name, RUNS[place % 4], place) for place, name in enumerate(names))
        now = datetime.now(timezone.utc) - timedelta(seconds=age_s)
        path = tmp_path / "class.html"
        write_file(path, page.render_class(roll_of(*contents), language, now, live))
        return path

    return one


@pytest.fixture
def opened(tab: Tab) -> Tab:
    return lambda path, **settings: tab(
        path, **{"viewport": OLD_LAPTOP, "clock": settings.get("scripts", True), **settings}
    )


def _wait_for(found: Page, ready: int, every: int) -> None:
    found.get_by_role("heading", name=f"{every}명 중 {ready}명 준비 완료").wait_for(timeout=8000)


def test_the_page_loads_itself_when_it_was_written_anew(write: Write, opened: Tab) -> None:
    shown = opened(write(3))
    _wait_for(shown.page, 1, 3)
    write(7)
    shown.page.clock.run_for(UNTOUCHED_MS)
    _wait_for(shown.page, 2, 7)
    write(8, live=None)
    shown.page.clock.run_for(UNTOUCHED_MS)
    _wait_for(shown.page, 2, 8)
    write(9)
    shown.page.clock.run_for(60_000)
    _wait_for(shown.page, 2, 8)  # after the last page, nothing loads any more
    assert shown.told == []


def test_without_scripts_the_page_loads_itself_as_well(write: Write, opened: Tab) -> None:
    shown = opened(write(3), scripts=False)
    write(7, live=None)
    _wait_for(shown.page, 2, 7)
    write(8)
    shown.page.wait_for_timeout(1500)
    _wait_for(shown.page, 2, 7)


def test_the_reader_stays_where_they_were(write: Write, opened: Tab) -> None:
    shown = opened(write(40)).page
    shown.locator(".person", has_text="사람014").locator("summary").click()
    shown.locator(".columns").evaluate("it => it.parentElement.querySelector('summary').click()")
    shown.locator(".say .message summary").first.click()
    shown.locator(".group", has_text="준비 완료").last.locator("summary").first.click()
    row = shown.locator(".person", has_text="사람024")
    row.evaluate("it => scrollTo(0, scrollY + it.getBoundingClientRect().top - 5)")
    before = row.bounding_box()
    write(60)
    shown.clock.run_for(UNTOUCHED_MS)
    _wait_for(shown, 15, 60)
    after = row.bounding_box()
    assert before and after and before["y"] == pytest.approx(after["y"], abs=2)
    assert shown.evaluate("scrollY") > 300
    assert shown.locator(".person", has_text="사람014").get_attribute("open") is not None
    assert shown.locator(".legend details").get_attribute("open") is not None
    assert shown.locator(".say .message").first.get_attribute("open") is not None
    assert shown.locator(".group", has_text="준비 완료").last.get_attribute("open") is None


def test_filter_group_and_order_stay_and_nobody_is_interrupted_who_types(write: Write, opened: Tab) -> None:
    shown = opened(write(12)).page
    shown.clock.pause_at(datetime.now(timezone.utc) + timedelta(seconds=1))  # a slow machine is no pause in typing
    names = shown.locator(".person:visible .name")
    shown.locator(".sort").select_option("name")
    write(13)
    shown.locator(".filter").fill("사람")
    for digit in "01":
        shown.locator(".filter").press_sequentially(digit)
        shown.clock.run_for(2500)
    assert shown.locator(".person").count() == 12
    shown.clock.run_for(1000)
    _wait_for(shown, 3, 13)
    assert names.all_inner_texts() == ["사람010 (2조)", "사람011 (3조)", "사람012 (1조)"]
    assert (shown.locator(".filter").input_value(), shown.locator(".sort").input_value()) == ("사람01", "name")
    assert shown.evaluate("document.activeElement.className") == "filter"
    shown.locator(".of-group").focus()
    shown.locator(".of-group").select_option("2조")
    write(14)
    shown.clock.run_for(UNTOUCHED_MS)
    _wait_for(shown, 3, 14)
    assert names.all_inner_texts() == ["사람010 (2조)", "사람013 (2조)"]
    assert shown.locator(".of-group").input_value() == "2조"
    assert shown.evaluate("document.activeElement.className") == "of-group"


def test_a_name_that_was_followed_does_not_hold_the_place(write: Write, opened: Tab) -> None:
    shown = opened(write(40)).page
    shown.locator(".say .names a").first.click()
    shown.wait_for_function("scrollY > 0")
    shown.evaluate("scrollTo(0, 0)")
    write(41)
    shown.clock.run_for(UNTOUCHED_MS)
    _wait_for(shown, 10, 41)
    assert shown.evaluate("scrollY") == 0


def test_the_way_back_from_a_name_leads_to_where_it_was_followed(write: Write, opened: Tab) -> None:
    shown = opened(write(60)).page
    shown.evaluate("scrollTo(0, 150)")
    shown.wait_for_timeout(200)
    shown.locator(".say .names a").last.click()
    shown.wait_for_function("scrollY > 300")
    shown.go_back()
    shown.wait_for_function("scrollY === 150")


def test_loading_can_be_switched_off_and_a_page_that_is_old_says_so(write: Write, opened: Tab) -> None:
    shown = opened(write(3)).page
    shown.get_by_label("화면 자동 갱신").uncheck()
    write(7)
    shown.clock.run_for(60_000)
    _wait_for(shown, 1, 3)
    assert not shown.get_by_text("갱신되지 않았습니다").is_visible()
    shown.clock.run_for(100_000)
    assert shown.get_by_text("갱신되지 않았습니다").is_visible()
    shown.reload()
    _wait_for(shown, 2, 7)
    assert not shown.get_by_label("화면 자동 갱신").is_checked()


def test_what_to_say_stays_in_the_first_view_and_who_is_stopped_longest_stands_first_if_asked(
    write: Write, opened: Tab
) -> None:
    shown = opened(write(40)).page
    for size, lines in ((OLD_LAPTOP, 30), (PHONE, 60)):
        shown.set_viewport_size(size)
        live, result = shown.locator(".live").bounding_box(), shown.locator("section.result").bounding_box()
        assert live and result and result["y"] + result["height"] < size["height"]
        assert live["height"] < lines
        assert shown.evaluate("document.documentElement.scrollWidth") <= size["width"]
    shown.locator(".sort").select_option("stuck")
    names = shown.locator(".person .name").all_text_contents()
    assert [name[:5] for name in names[:4]] == ["사람000", "사람001", "사람003", "사람004"]
    assert {name[:5] for name in names[-10:]} == {f"사람{place:03}" for place in range(2, 40, 4)}  # ready


@LOOKS
def test_axe_finds_nothing(write: Write, opened: Tab, language: str, scheme: str) -> None:
    viewport = PHONE if scheme == "dark" else LAPTOP
    found = opened(write(5, language, Live(60), age_s=600), color_scheme=scheme, viewport=viewport)
    found.unfold()
    assert found.violations() == []
