"""The page: one self-contained HTML file that needs no script, no network and no other file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from checkpoints.guide.edition import Edition
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report import closing, icons, opening, pytest_html_page, steps
from checkpoints.report.dependencies import render_dependencies
from checkpoints.report.frame import read_resource, render_footer, render_head, render_header, write_moment
from checkpoints.report.markup import Html, tag
from checkpoints.report.moments import from_rfc3339
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Wording

if TYPE_CHECKING:
    from checkpoints.report.contract import Report

DATA_ID = "checkpoint-report"  # as `embedded` finds it, which a run that hands nothing in does not load


def render_page(
    report: Report, pytest_html: str | None = None, scrubber: Scrubber | None = None, edition: Edition = WORKSHOP
) -> str:
    """The whole page.

    report: as composed; pytest_html: the self-contained file that pytest-html wrote, or None where there is none;
    scrubber: for what pytest-html recorded (`report` is scrubbed already); edition: of the guide.
    """
    wording = Wording(report["language"], edition)
    recorded = (
        pytest_html_page.take_over(pytest_html, wording, scrubber or Scrubber()) if pytest_html is not None else None
    )
    scripts = [_script("copy.js") + _script("page.js")]
    if recorded is not None:
        scripts = [
            _script("before_pytest_html.js"),
            recorded.script,
            _script("after_pytest_html.js"),
            *scripts,
        ]
    rehearsal = report["mode"] == "offline"
    body = tag(
        "body",
        icons.SHEET,
        tag("a", wording.say("page.skip"), class_="skip", href="#result"),
        opening.render_bands(report, wording),
        _header(report, wording),
        tag(
            "main",
            opening.render_result(report, wording),
            opening.render_summary(report, wording),
            render_dependencies(report, wording),
            *steps.render_steps(report, wording),
            closing.render_guide_notes(report, wording),
            closing.render_provenance(report, wording),
            pytest_html_page.render_record(recorded, wording),
            id="main",
        ),
        render_footer(report["tool"]["name"], report["tool"]["version"], wording),
        render_data(report),
        *(tag("script", Html(script)) for script in scripts),
        class_=f"{report['verdict']} rehearsal" if rehearsal else report["verdict"],
    )
    style = read_resource("report", "page.css") + read_resource("report", "pytest_html_page.css")
    head = render_head(_title(report, wording), style, scripts)
    page = tag("html", head, body, lang=report["language"])
    return f"<!DOCTYPE html>\n{page}\n"


def render_data(data: Mapping[str, object]) -> Html:
    """The data as a script element that nothing runs and that nothing in it can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return tag("script", Html(text), type="application/json", id=DATA_ID)


def _header(report: Report, wording: Wording) -> Html:
    name, started = report["attendee"]["name"], report["started_at"]
    shown = write_moment(from_rfc3339(started), wording)
    return render_header(report["guide"]["section"], name or wording.say("page.no_name"), started, shown, wording)


def _script(name: str) -> str:
    return read_resource("report", name)


def _title(report: Report, wording: Wording) -> str:
    values = {
        "verdict": wording.say(f"run.{report['verdict']}"),
        "section": report["guide"]["section"],
        "title": wording.say("section.title"),
    }
    title = wording.say("page.title", values)
    named = f"{title} – {report['attendee']['name']}" if report["attendee"]["name"] else title
    return f"[{wording.say('page.rehearsal')}] {named}" if report["mode"] == "offline" else named
