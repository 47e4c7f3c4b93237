"""What a browser makes of the class page: nothing hostile runs, nothing is fetched, everything is in view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ViewportSize

from checkpoints.classroom.roll import Roll
from checkpoints.report.seal import seal_data
from tests.classroom.hand_ins import hand_in, page_of, put, roll_of, roll_of_folder, roster_of
from tests.classroom.hostile import APART, HARMFUL_NAMES, harmful
from tests.classroom.told import write_page
from tests.lengths import at_length
from tests.report import samples
from tests.report.browser.conftest import LAPTOP, LOOKS, PHONE, Opened, Tab

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(tab: Tab, tmp_path: Path) -> Tab:
    """Write a class's page and open it."""

    def one(roll: Roll, language: str = "ko", **settings: Any) -> Opened:
        path = tmp_path / "class.html"
        path.write_text(write_page(roll, language), encoding="utf-8", errors="replace")
        return tab(path, **settings)

    return one


@pytest.fixture
def mixed() -> Roll:
    """A small class with some of everything."""
    runs = (samples.ready, samples.one_failure, samples.owner_needed, samples.blocked_cascade, samples.not_verified)
    contents = (hand_in(f"참가자 {n}", run, n) for n, run in enumerate((*runs, samples.part, samples.unknown_refusal)))
    again = hand_in("참가자 0", samples.one_failure, -5)
    others = again, hand_in("참가자 9", endpoint="custom"), hand_in("이두리", samples.rehearsal), ""
    return roll_of(*contents, *others, roster=("참가자 0", "참가자 1", "이두리", "박세리", "박세리"))


def test_nothing_of_a_hostile_class_runs_or_is_fetched(opened: Tab, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for place in range(len(HARMFUL_NAMES)):
        put(folder, f"harm{place}.html", page_of(seal_data(harmful(place))))
        put(folder, f"rehearsal{place}.html", page_of({**harmful(place), "mode": "offline"}))
    for kind, (_, build) in APART.items():
        build(folder, kind)
    put(folder, "<img src=x onerror=window.harmed=1>.html", "hello")
    found = opened(roll_of_folder(folder))
    found.unfold()
    found.page.wait_for_timeout(300)
    assert found.page.evaluate("typeof window.harmed") == "undefined"
    assert found.asked == [found.path.as_uri()]
    assert found.told == []
    assert found.page.url == found.path.as_uri()
    assert found.page.locator("iframe, object, embed, form, base, img, link").count() == 0
    assert found.page.locator("script").count() == 1
    assert found.page.get_by_text("<script>window.harmed = 1</script> 0").count() > 0


def test_the_policy_would_stop_what_escaping_let_through(opened: Tab, mixed: Roll) -> None:
    found = opened(mixed)
    found.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.harmed = 1";
            document.body.append(script);
            const image = document.createElement("img");
            image.src = "http://127.0.0.1:9/x.png";
            document.body.append(image);
        }"""
    )
    found.page.wait_for_timeout(200)
    assert found.page.evaluate("typeof window.harmed") == "undefined"
    assert found.page.evaluate("document.querySelector('img').naturalWidth") == 0
    assert len(found.told) == 2 and all("Content Security Policy" in each for each in found.told)


@pytest.mark.parametrize("language", ["ko", at_length("en")])
def test_the_result_is_in_view_and_nothing_overflows_on_screens_and_paper(
    opened: Tab, mixed: Roll, language: str, tmp_path: Path
) -> None:
    found = opened(mixed, language, scripts=False)
    for size in (PHONE, LAPTOP):
        found.page.set_viewport_size(size)
        boxes = found.boxes(["section.result", ".people"])
        assert boxes["section.result"]["y"] + boxes["section.result"]["height"] < size["height"]
        assert found.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert boxes[".people"]["x"] >= 0 and boxes[".people"]["x"] + boxes[".people"]["width"] <= size["width"]
    found.page.pdf(path=tmp_path / "class.pdf", format="A4")
    assert (tmp_path / "class.pdf").read_bytes().startswith(b"%PDF-")
    found.page.emulate_media(media="print")
    assert found.boxes([".people"])[".people"]["width"] <= LAPTOP["width"]


_LONG_WORDS = """() => {
    for (const each of document.querySelectorAll(".fixer"))
        each.textContent = "Who fixes it: the AWS account administrator · takes effect: AWS states no time";
    for (const each of document.querySelectorAll(".person .m")) each.lastChild.textContent = "Not applicable";
}"""
_NARROWEST_SENTENCE = "Math.min(...[...document.querySelectorAll('.say h3')].map(each => each.offsetWidth))"
_OVERFLOWING = "[...document.querySelectorAll('.person .m')].filter(each => each.scrollWidth > each.clientWidth).length"


@pytest.mark.parametrize("width", [800, at_length(1024), at_length(1280)])
def test_long_words_leave_the_sentences_their_room_and_stay_in_their_columns(
    opened: Tab, mixed: Roll, width: int
) -> None:
    shown = opened(mixed, "en").page
    shown.set_viewport_size({"width": width, "height": 900})
    shown.evaluate(_LONG_WORDS)
    assert shown.evaluate(_NARROWEST_SENTENCE) > width / 4
    assert shown.evaluate(_OVERFLOWING) == 0


_TOWERS = ("Z" + "\u0301\u0488" * 60, "\u1100" * 120, "\u1100\u1161\u11a8" * 40, "\ufdfa" * 100, "x" * 128, "क्" * 60)


def test_no_name_widens_the_page(opened: Tab) -> None:
    contents = [
        each
        for name in _TOWERS
        for each in (
            hand_in(name, samples.one_failure, 5),
            hand_in(name, samples.one_failure),
            hand_in(f"{name}2", samples.rehearsal),
        )
    ]
    found = opened(roll_of(*contents, roster=(*_TOWERS[:3], *(f"{name}3" for name in _TOWERS))))
    found.unfold()
    for width in (320, 1280):
        found.page.set_viewport_size({"width": width, "height": 900})
        assert found.page.evaluate("document.documentElement.scrollWidth") <= width
    assert found.page.locator(".person .name").count() == len(_TOWERS)


def test_forty_rows_need_no_scrolling_within_the_page(opened: Tab) -> None:
    runs = (samples.ready, samples.one_failure, samples.blocked_cascade)
    found = opened(roll_of(*(hand_in(f"사람{n:02}", runs[n % 3], n) for n in range(40))), scripts=False)
    rows = found.page.locator(".person")
    assert rows.count() == 40
    assert rows.evaluate_all("all => Math.max(...all.map((each) => each.offsetHeight))") < 40
    assert found.page.evaluate(
        "[...document.querySelectorAll('.people, .group')].every((each) => each.scrollHeight <= each.clientHeight + 1)"
    )
    assert not found.page.locator(".tools").is_visible()
    rows.first.locator("summary").click()
    assert rows.first.locator("li").count() == 15
    assert rows.first.locator("li").last.is_visible()


def test_people_are_found_by_name_cause_and_group_and_stand_by_name_if_asked(opened: Tab, tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "이름,조\n이두리,2\n박세리,10\n김하나,2\n")
    failed = hand_in("박세리", samples.one_failure), hand_in("김하나", samples.blocked_cascade)
    found = opened(roll_of(hand_in("이두리"), *failed, roster=roster))
    shown = found.page.locator(".person:visible .name")
    for group, words, names in (
        ("모든 조", "region-missing", ["박세리 10조"]),
        ("모든 조", "두리", ["이두리 2조"]),
        ("모든 조", "10조", ["박세리 10조"]),
        ("2조", "10조", []),
        ("2조", "", ["김하나 2조", "이두리 2조"]),
    ):
        found.page.locator(".of-group").select_option(group)
        found.page.locator(".filter").fill(words)
        assert sorted(shown.all_inner_texts()) == names
    assert found.page.locator(".found").inner_text() == "2 / 3"
    found.page.locator(".of-group").select_option("모든 조")
    found.page.locator(".sort").select_option("name")
    assert shown.all_inner_texts() == ["김하나 2조", "박세리 10조", "이두리 2조"]
    assert found.violations() == []


@LOOKS
def test_marks_differ_in_shape_word_and_colour_and_axe_finds_nothing_with_every_part_open(
    opened: Tab, mixed: Roll, language: str, scheme: str
) -> None:
    found = opened(mixed, language, color_scheme=scheme, viewport=PHONE if scheme == "dark" else LAPTOP)
    marks = found.page.locator(".legend .marks li")
    shapes = marks.evaluate_all("all => all.map((each) => getComputedStyle(each, '::before').maskImage)")
    colours = marks.evaluate_all("all => all.map((each) => getComputedStyle(each).color)")
    assert len(set(shapes)) == len(set(marks.all_inner_texts())) == 6
    assert all(shape.startswith('url("data:image/svg+xml') for shape in shapes)
    assert len(set(colours)) >= 4
    found.unfold()
    assert found.violations() == []


def test_a_name_in_a_cause_leads_to_its_row_in_a_folded_group(opened: Tab) -> None:
    found = opened(roll_of(*(hand_in(f"사람{n:03}", samples.one_failure, n) for n in range(230))), scripts=False)
    row = found.page.locator(".person", has_text="사람220")
    assert not row.is_visible()
    found.page.locator(".more-names summary").first.click()
    found.page.get_by_role("link", name="사람220").click()
    row.wait_for(state="visible")
    assert "사람220" in row.inner_text()


PROJECTOR: ViewportSize = {"width": 1920, "height": 1080}
OLD_LAPTOP: ViewportSize = {"width": 1366, "height": 768}


def test_what_to_say_to_whom_is_in_the_first_view(opened: Tab) -> None:
    runs = (samples.ready, samples.one_failure, samples.blocked_cascade, samples.owner_needed, samples.policy_needed)
    found = opened(roll_of(*(hand_in(f"사람{n:02}", runs[n % 5], n) for n in range(40))))
    said = found.page.locator(".say")
    assert said.count() == 4
    for size in (PROJECTOR, OLD_LAPTOP):
        found.page.set_viewport_size(size)
        for box in found.boxes([f".say >> {place}" for place in range(4)]).values():
            assert box["y"] + box["height"] <= size["height"]
        assert float(said.locator("h3").first.evaluate("it => parseFloat(getComputedStyle(it).fontSize)")) >= 17
    for place in range(4):
        assert said.nth(place).locator(".names a").count() == 8
        assert said.nth(place).get_by_role("button", name="메시지 복사").is_visible()


def test_the_message_is_copied(opened: Tab, mixed: Roll) -> None:
    page = opened(mixed, permissions=["clipboard-read", "clipboard-write"]).page
    page.locator("li.say > button.copy").first.click()
    page.get_by_role("button", name="복사했습니다").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied
    assert copied == page.locator("li.say .message pre code").first.text_content()
