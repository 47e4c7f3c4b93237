"""What people see of the page, at the sizes of a phone and of a laptop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page

from checkpoints.guide.requirements import HAIKU_ACCESS, SINGLE_SOURCE, SONNET_ACCESS
from checkpoints.guide.vocabulary import Cause
from checkpoints.report.run import Run
from checkpoints.rules.finding import failed, not_applicable, said, unverified
from tests.report import samples
from tests.report.browser.conftest import LAPTOP, PHONE, Open

pytestmark = pytest.mark.browser

SIZES = {"phone": PHONE, "laptop": LAPTOP}
FIRST_VIEW = ["h1", ".attendee", "header time", ".sentence", ".box >> nth=0", ".box >> nth=1", "section.next"]
IN_ORDER = ["header", ".result", "section:has(.summary-table)", "section.step >> nth=0", "section.step >> nth=3"]


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found is not None, f"{selector} is not shown"
    return dict(found)


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["x"] < other["x"] + other["width"] - 0.5
        and other["x"] < one["x"] + one["width"] - 0.5
        and one["y"] < other["y"] + other["height"] - 0.5
        and other["y"] < one["y"] + one["height"] - 0.5
    )


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("build", samples.RUNS.values(), ids=samples.RUNS)
def test_the_first_view_says_it_all(
    opened: Open, build: Callable[[], Run], size: dict[str, int], language: str, tmp_path: Path
) -> None:
    page = opened(build(), size=size, language=language).page
    page.screenshot(path=tmp_path / "first-view.png")
    page.screenshot(path=tmp_path / "whole.png", full_page=True)
    boxes = {selector: box(page, selector) for selector in FIRST_VIEW}
    for selector, found in boxes.items():
        assert found["y"] >= 0, selector
        assert found["y"] + found["height"] <= size["height"], selector
        assert found["x"] >= 0 and found["x"] + found["width"] <= size["width"], selector
    for one, other in combinations(boxes, 2):
        assert not overlap(boxes[one], boxes[other]), (one, other)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("mode", ["live", "offline"])
def test_the_first_thing_to_do_is_in_view_for_every_cause(opened: Open, language: str, mode: str) -> None:
    base = samples.rehearsal() if mode == "offline" else samples.ready()
    too_long = []
    for cause in Cause:
        broken = failed(SINGLE_SOURCE, cause, said("sample.passed"))
        shown = opened(replace(base, findings=samples.findings(broken)), size=PHONE, language=language, technical=False)
        for selector in ("section.next h2", "section.next .command pre", "section.next .address"):
            for found in shown.page.locator(selector).all():
                place = found.bounding_box()
                if place is None or place["y"] + place["height"] > PHONE["height"]:
                    too_long.append((cause.value, selector, place and place["y"] + place["height"]))
        shown.page.context.close()
    assert too_long == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("build", samples.RUNS.values(), ids=samples.RUNS)
def test_parts_follow_one_another_and_none_is_wider_than_the_screen(
    opened: Open, build: Callable[[], Run], size: dict[str, int]
) -> None:
    page = opened(build(), size=size).page
    page.locator("#technical > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    parts = [box(page, selector) for selector in IN_ORDER]
    for above, below in zip(parts, parts[1:], strict=False):
        assert above["y"] + above["height"] <= below["y"]
    lines = [found.bounding_box() for found in page.locator(".checks > *").all()]
    shown = [dict(found) for found in lines if found is not None]
    assert len(shown) == 13
    assert not any(overlap(one, other) for one, other in combinations(shown, 2))


def test_each_verdict_differs_in_word_sign_and_colour(opened: Open) -> None:
    run = replace(
        samples.one_failure(),
        findings=samples.one_failure().findings
        | {
            SONNET_ACCESS.id: unverified(SONNET_ACCESS, Cause.NOT_PERMITTED_TO_LOOK, said("sample.may-not-look")),
            SINGLE_SOURCE.id: not_applicable(SINGLE_SOURCE, said("sample.instance-role")),
        },
    )
    kept = {name: found for name, found in run.findings.items() if name != HAIKU_ACCESS.id}
    page = opened(replace(run, findings=kept)).page
    seen = {}
    for verdict in ("passed", "failed", "not_applicable", "blocked", "unverified", "not_run"):
        line = page.locator(f".check.{verdict}").first
        sign = line.locator(".sign").first
        colour = sign.evaluate("sign => getComputedStyle(sign).color")
        border = line.locator(".word").first.evaluate("word => getComputedStyle(word).borderStyle")
        seen[verdict] = (
            line.locator(".word").first.inner_text(),
            sign.locator("use").get_attribute("href"),
            colour,
            border,
        )
    assert [word for word, *_ in seen.values()] == ["통과", "실패", "해당 없음", "선행 실패", "확인 불가", "실행 안 함"]
    assert len({sign for _, sign, *_ in seen.values()}) == 6
    assert len({(colour, border) for *_, colour, border in seen.values()}) == 6


def test_korean_breaks_between_words(opened: Open) -> None:
    page = opened(samples.one_failure(), size=PHONE).page
    assert page.evaluate("getComputedStyle(document.body).wordBreak") == "keep-all"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_very_long_name_and_region_stay_inside(opened: Open, size: dict[str, int]) -> None:
    run = replace(samples.one_failure(), attendee="가" * 200, region="x" * 300, principal="role/" + "y" * 300)
    page = opened(run, size=size).page
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_a_rehearsal_keeps_its_band_in_view_while_scrolling(opened: Open) -> None:
    page = opened(samples.rehearsal(), size=PHONE).page
    page.mouse.wheel(0, 2000)
    page.wait_for_function("scrollY > 500")
    assert box(page, ".rehearsal-band")["y"] == 0
    assert page.locator(".rehearsal-band").inner_text() == "리허설 결과입니다. 제출할 수 없습니다."


def test_a_link_lands_below_the_band(opened: Open) -> None:
    page = opened(samples.rehearsal(), size=PHONE).page
    page.locator(".summary-table a").last.click()
    band, heading = box(page, ".bands"), box(page, "#step4")
    assert heading["y"] >= band["y"] + band["height"]
