"""The page: one self-contained HTML file that needs no script, no network and no other file."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files

from checkpoints.report import closing, icons, opening, pytest_html_page, steps
from checkpoints.report.contract import Report
from checkpoints.report.markup import Html, tag
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Wording

DATA_ID = "checkpoint-report"


def render_page(report: Report, pytest_html: str | None = None, scrubber: Scrubber | None = None) -> str:
    """The whole page.

    report: as composed; pytest_html: the self-contained file that pytest-html wrote, or None where there is none;
    scrubber: for what pytest-html recorded (`report` is scrubbed already).
    """
    wording = Wording(report["language"])
    recorded = pytest_html_page.adopt(pytest_html, wording, scrubber or Scrubber()) if pytest_html is not None else None
    scripts = [_part("page.js")]
    if recorded is not None:
        scripts = [_part("before_pytest_html.js"), recorded.script, _part("after_pytest_html.js"), *scripts]
    rehearsal = report["mode"] == "offline"
    body = tag(
        "body",
        icons.SHEET,
        tag("a", wording.text("page.skip"), class_="skip", href="#result"),
        opening.bands(report, wording),
        opening.header(report, wording),
        tag(
            "main",
            opening.result(report, wording),
            opening.summary(report, wording),
            *steps.sections(report, wording),
            closing.guide_notes(report, wording),
            closing.provenance(report, wording),
            pytest_html_page.section(recorded, wording),
            id="main",
        ),
        closing.footer(report, wording),
        data_element(report),
        *(tag("script", Html(script)) for script in scripts),
        class_=f"{report['verdict']} rehearsal" if rehearsal else report["verdict"],
    )
    page = tag("html", _head(report, wording, scripts), body, lang=report["language"])
    return f"<!DOCTYPE html>\n{page}\n"


def data_element(data: Mapping[str, object]) -> Html:
    """The data as a script element that nothing runs and that nothing in it can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return tag("script", Html(text), type="application/json", id=DATA_ID)


def _head(report: Report, wording: Wording, scripts: list[str]) -> Html:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(scripts)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex"),
        tag("title", _title(report, wording)),
        tag("style", Html(_part("page.css") + _part("pytest_html_page.css"))),
    )


def _title(report: Report, wording: Wording) -> str:
    values = {
        "verdict": wording.text(f"run.{report['verdict']}"),
        "section": report["guide"]["section"],
        "title": wording.text("section.title"),
    }
    title = wording.text("page.title", values)
    named = f"{title} – {report['attendee']['name']}" if report["attendee"]["name"] else title
    return f"[{wording.text('page.rehearsal')}] {named}" if report["mode"] == "offline" else named


def _policy(scripts: list[str]) -> str:
    """Nothing is fetched from anywhere, and no script runs but those written here."""
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _part(name: str) -> str:
    return files("checkpoints.report").joinpath(name).read_text(encoding="utf-8")
