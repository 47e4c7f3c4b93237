"""The page works without scripts, without a network, with a keyboard, and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from checkpoints.guide.requirements import MODEL_PERMISSIONS
from tests.lengths import AT_LENGTH
from tests.report import samples
from tests.report.browser.conftest import LAPTOP, PHONE, Open

pytestmark = pytest.mark.browser

ARN = "arn:aws:bedrock:us-east-2::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0"


def test_without_scripts_everything_is_there(opened: Open) -> None:
    shown = opened(samples.one_failure(), scripts=False)
    page = shown.page
    for selector in ("h1", ".sentence", ".box >> nth=1", "section.next pre", ".summary-table", "#step4"):
        assert page.locator(selector).is_visible(), selector
    assert page.locator("button:visible").count() == 0
    page.locator("[id='step1.sonnet-access'] > summary").click()
    assert page.locator("[id='step1.sonnet-access'] .evidence").is_visible()
    page.locator("#technical > summary").click()
    assert page.locator("#results-table tbody.results-table-row:visible").count() == 4
    assert page.locator("#environment tr:visible").count() >= 3


def test_the_command_can_be_selected_or_copied_at_once_and_the_way_back_stays_one_step(opened: Open) -> None:
    page = opened(samples.one_failure()).page
    assert page.evaluate("history.length") == 2  # the empty tab, and the page
    command = page.locator("section.next pre")
    command.click()
    assert page.evaluate("getSelection().toString().trim()") == command.inner_text().strip()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.clock.install()
    button = page.locator("section.next button.copy")
    button.click()
    expect(button).to_have_text("복사했습니다")
    assert page.evaluate("navigator.clipboard.readText()") == command.inner_text()
    page.clock.run_for(5000)
    expect(button).to_have_text("복사")


def test_one_click_selects_a_whole_arn_as_it_is_written(opened: Open) -> None:
    lacking = samples.policy_needed().findings[MODEL_PERMISSIONS.id]
    told = lacking.with_(detail=lacking.detail._replace(values={**lacking.detail.values, "resource": ARN}))
    page = opened(samples.run_with(told), size=PHONE).page
    arn = page.locator(".check.failed .detail .long", has_text="arn:")
    arn.click()
    assert page.evaluate("getSelection().toString()") == ARN
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_technical_part_opens_sorts_and_is_filtered_by_keyboard_and_keeps_the_focus(opened: Open) -> None:
    page = opened(samples.one_failure()).page
    assert not page.locator(".technical-body").is_visible()
    page.locator("#technical > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#results-table").is_visible()
    # Its rows open and close.
    log = page.locator("#results-table tbody.failed .log")
    page.locator("#results-table tbody.failed button").focus()
    for expanded in (True, False):
        assert log.is_visible() is not expanded
        page.keyboard.press("Enter")
        assert log.is_visible() is expanded
        assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == str(expanded).lower()
    # Its columns sort.
    head = page.locator("th[data-column-type='testId']")
    head.locator("button").focus()
    page.keyboard.press("Enter")
    expect(head.locator("button")).to_be_focused()
    assert head.get_attribute("aria-sort") == "ascending"
    tests = page.locator("#results-table .col-testId code").all_inner_texts()
    assert [test.split("::")[1] for test in tests] == ["test_plain", "test_quiet", "test_blocked", "test_region"]
    # Its filters work.
    assert page.locator("#results-table tbody.results-table-row").count() == 4
    page.get_by_label("실패 1").uncheck()
    assert page.locator("#results-table .col-verdict").all_inner_texts() == ["통과", "통과", "확인 보류"]
    page.get_by_role("button", name="모두 펼치기").click()
    assert page.locator("#results-table .log:visible").count() == 3


@pytest.mark.parametrize("sandbox", ["", "allow-scripts"])
def test_a_mail_preview_shows_it_all(opened: Open, sandbox: str) -> None:
    shown = opened(samples.one_failure())
    shown.page.goto("about:blank")
    shown.page.evaluate(
        """([text, sandbox]) => {
            const frame = document.createElement("iframe");
            frame.setAttribute("sandbox", sandbox);
            frame.srcdoc = text;
            frame.style.cssText = "width: 700px; height: 600px";
            document.body.append(frame);
        }""",
        [shown.path.read_text(encoding="utf-8"), sandbox],
    )
    frame = shown.page.frame_locator("iframe")
    frame.locator(".sentence").wait_for()
    assert frame.locator("section.next pre").is_visible()
    frame.locator("#technical > summary").click()
    assert frame.locator("#results-table tbody.results-table-row:visible").count() == 4


def test_it_prints_on_a4(opened: Open, tmp_path: Path) -> None:
    found = None
    # The shortest page, the longest, and one with the marks of a rehearsal.
    for run in samples.RUNS if AT_LENGTH else ("ready", "every_verdict", "rehearsal_failed"):
        found = opened(samples.RUNS[run](), instead=found)
        found.page.pdf(path=tmp_path / f"{run}.pdf", prefer_css_page_size=True)
        printed = (tmp_path / f"{run}.pdf").read_bytes()
        boxes = {tuple(map(float, found.split())) for found in re.findall(rb"/MediaBox \[([\d. ]+)\]", printed)}
        assert [tuple(round(side) for side in box) for box in boxes] == [(0, 0, 595, 842)], run
        assert 1 <= printed.count(b"/Type /Page\n") <= 5, run


def test_on_paper_a_rehearsal_is_marked_in_words_without_colour(opened: Open) -> None:
    page = opened(samples.rehearsal()).page
    page.emulate_media(media="print")
    assert page.locator(".watermark").is_visible()
    assert page.locator(".rehearsal-band").is_visible()
    assert page.locator(".rehearsal-mark:visible").count() == 8
    look = "band => [getComputedStyle(band).color, getComputedStyle(band).borderStyle]"
    assert page.locator(".rehearsal-band").evaluate(look) == ["rgb(0, 0, 0)", "double"]


def test_on_paper_there_are_no_buttons_and_the_closed_part_is_left_out(opened: Open) -> None:
    page = opened(samples.one_failure()).page
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
    assert not page.locator("#technical").is_visible()


@pytest.mark.parametrize(("scheme", "shade"), [("light", "rgb(246, 247, 249)"), ("dark", "rgb(15, 18, 22)")])
def test_dark_is_dark(opened: Open, scheme: str, shade: str) -> None:
    page = opened(samples.ready(), scheme=scheme).page
    for size in (PHONE, LAPTOP):
        page.set_viewport_size(size)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == shade
