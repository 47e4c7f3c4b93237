"""What people see of the page, at the sizes of a phone and of a laptop."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from playwright.sync_api import FloatRect

from checkpoints.guide.requirements import CHECKPOINTS, REQUIREMENTS, SINGLE_SOURCE
from checkpoints.guide.vocabulary import Cause
from checkpoints.report import opening
from checkpoints.report.wording import Wording
from checkpoints.rules.finding import failed, message
from tests.lengths import AT_LENGTH, at_length
from tests.report import samples
from tests.report.browser.conftest import LAPTOP, PHONE, Open
from tests.report.samples import compose

pytestmark = pytest.mark.browser

LONGEST = ("blocked_cascade", "policy_needed", "rehearsal_failed", "every_verdict")
SIZES = {"phone": PHONE, "laptop": LAPTOP}
FIRST_VIEW = ["h1", ".attendee", "header time", ".sentence", ".box >> 0", ".box >> 1", "section.next"]
TO_DO = ", ".join(f"section.next > {part}" for part in ("h2", ".next-title", ".who", ".command pre", ".address"))
IN_ORDER = ["header", ".result", "section:has(.summary-table)", "section.step >> 0", "section.step >> 3"]


def overlap(one: FloatRect, other: FloatRect) -> bool:
    return (
        one["x"] < other["x"] + other["width"] - 0.5
        and other["x"] < one["x"] + one["width"] - 0.5
        and one["y"] < other["y"] + other["height"] - 0.5
        and other["y"] < one["y"] + one["height"] - 0.5
    )


@pytest.mark.parametrize("language", ["ko", at_length("en")])
def test_the_first_view_says_it_all_and_parts_follow_one_another(opened: Open, language: str) -> None:
    found = None
    for run in samples.RUNS if language == "ko" or AT_LENGTH else LONGEST:
        found = opened(samples.RUNS[run](), language=language, instead=found)
        shown = found.page
        shown.evaluate("document.querySelector('#technical').open = true")
        count = shown.locator(".checks > *").count()
        assert count == len(REQUIREMENTS) - len(CHECKPOINTS), run
        rows = [f".checks > * >> {place}" for place in range(count)]
        for name, size in SIZES.items():
            shown.set_viewport_size(size)
            assert shown.evaluate("document.documentElement.scrollWidth") == size["width"], (run, name)
            boxes = found.boxes([*FIRST_VIEW, *IN_ORDER, *rows])
            for selector, place in ((each, boxes[each]) for each in FIRST_VIEW):
                assert place["y"] >= 0, (run, name, selector)
                assert place["y"] + place["height"] <= size["height"], (run, name, selector)
                assert place["x"] >= 0 and place["x"] + place["width"] <= size["width"], (run, name, selector)
            for one, other in (*combinations(FIRST_VIEW, 2), *combinations(rows, 2)):
                assert not overlap(boxes[one], boxes[other]), (run, name, one, other)
            for above, below in pairwise(IN_ORDER):
                assert boxes[above]["y"] + boxes[above]["height"] <= boxes[below]["y"], (run, name, above)
        assert (found.asked, found.told) == ([found.path.as_uri()], []), run


# Puts one beginning of the page after the other in its place; gives how far down each part of what to do reaches.
_REACH = """([views, parts]) => views.map((html) => {
    document.querySelector(".first-view").outerHTML = html;
    return [...document.querySelectorAll(parts)].map((part) => part.getBoundingClientRect().bottom);
})"""


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_first_thing_to_do_is_in_view_for_every_cause(opened: Open, language: str) -> None:
    base, wording = replace(samples.rehearsal(), language=language), Wording(language)
    broken = [failed(SINGLE_SOURCE, cause, message("credentials.accepted-by-bedrock")) for cause in Cause]
    reports = (compose(replace(base, findings=samples.findings(each))) for each in broken)
    found = opened(base, size=PHONE, language=language, technical=False)
    reach = found.page.evaluate(_REACH, [[opening.render_result(each, wording) for each in reports], TO_DO])
    assert all(len(each) > 1 for each in reach)
    below = [cause.value for cause, each in zip(Cause, reach, strict=True) if max(each) > PHONE["height"]]
    assert below == []


def test_each_verdict_differs_in_word_sign_and_colour(opened: Open) -> None:
    shown = opened(samples.every_verdict()).page
    seen = {}
    for verdict in ("passed", "failed", "not_applicable", "blocked", "unverified", "not_run"):
        line = shown.locator(f".check.{verdict}").first
        sign = line.locator(".sign").first
        colour = sign.evaluate("sign => getComputedStyle(sign).color")
        border = line.locator(".word").first.evaluate("word => getComputedStyle(word).borderStyle")
        seen[verdict] = (
            line.locator(".word").first.inner_text(),
            sign.locator("use").get_attribute("href"),
            colour,
            border,
        )
    assert [word for word, *_ in seen.values()] == ["통과", "실패", "해당 없음", "확인 보류", "미확인", "실행 안 함"]
    assert len({sign for _, sign, *_ in seen.values()}) == 6
    assert len({(colour, border) for *_, colour, border in seen.values()}) == 6


def test_a_very_long_name_and_region_stay_inside_and_korean_breaks_between_words(opened: Open) -> None:
    run = replace(samples.one_failure(), attendee="가" * 200, region="x" * 300, principal="role/" + "y" * 300)
    shown = opened(run).page
    for size in SIZES.values():
        shown.set_viewport_size(size)
        assert shown.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert shown.evaluate("getComputedStyle(document.body).wordBreak") == "keep-all"


def test_a_rehearsal_keeps_its_band_in_view_and_links_land_below_it(opened: Open) -> None:
    found = opened(samples.rehearsal(), size=PHONE)
    shown = found.page
    shown.locator("#provenance").scroll_into_view_if_needed()
    assert shown.evaluate("scrollY") > 500
    assert found.boxes([".rehearsal-band"])[".rehearsal-band"]["y"] == 0
    assert shown.locator(".rehearsal-band").inner_text() == "연습 결과입니다. 제출할 수 없습니다."
    shown.locator(".summary-table a").last.click()
    band, heading = found.boxes([".bands", "#step4"]).values()
    assert heading["y"] >= band["y"] + band["height"]
