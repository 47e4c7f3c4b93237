"""The class page: one self-contained HTML file in the style of the attendees' own, without any script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files

import checkpoints
from checkpoints.classroom import matrix, sections
from checkpoints.classroom.roll import Roll
from checkpoints.guide.requirements import SECTION
from checkpoints.report.data import TOOL
from checkpoints.report.markup import Html, tag
from checkpoints.report.moments import to_rfc3339
from checkpoints.report.opening import when
from checkpoints.report.wording import Wording


def pieces(roll: Roll, language: str, now: datetime) -> Iterator[str]:
    """The page from start to end, in pieces: a large class's is never in memory as a whole. now: aware."""
    wording = Wording(language)
    yield f'<!DOCTYPE html>\n<html lang="{language}">{_head(roll, wording)}<body class="class-page">'
    yield tag("a", wording.text("class.skip"), class_="skip", href="#matrix")
    yield _header(wording, now)
    yield '<main id="main"><div class="first-view">'
    yield sections.result(roll, wording)
    yield "</div>"
    yield from sections.causes(roll, wording)
    yield from sections.missing(roll, wording)
    if roll.latest:
        yield '<section class="matrix" aria-labelledby="matrix">'
        yield tag("h2", wording.text("class.matrix"), id="matrix")
        yield matrix.legend(wording)
        yield from matrix.groups(roll, wording)
        yield "</section>"
    yield from sections.unexpected(roll, wording)
    yield sections.guide_notes(roll, wording) or ""
    yield from sections.earlier(roll, wording)
    yield from sections.apart(roll, wording)
    yield "</main>"
    yield _footer(wording)
    yield "</body></html>\n"


def _head(roll: Roll, wording: Wording) -> Html:
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    ready, every = roll.counts()
    title = {"ready": str(ready), "all": str(every), "section": SECTION, "title": wording.text("section.title")}
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex"),
        tag("title", wording.text("class.title", title)),
        tag("style", Html(style)),
    )


def _style() -> str:
    shared = files("checkpoints.report").joinpath("page.css").read_text(encoding="utf-8")
    return shared + files("checkpoints.classroom").joinpath("class.css").read_text(encoding="utf-8")


def _header(wording: Wording, now: datetime) -> Html:
    written = to_rfc3339(now)
    made = wording.text("class.made-at", {"when": when(written, wording)})
    return tag(
        "header",
        tag("p", wording.text("page.workshop"), class_="workshop"),
        tag("h1", tag("span", SECTION, class_="number"), " ", wording.text("section.title")),
        tag(
            "p",
            tag("strong", wording.text("class.subtitle"), class_="attendee"),
            " ",
            tag("time", made, datetime=written),
            class_="who-when",
        ),
    )


def _footer(wording: Wording) -> Html:
    tool = {"tool": TOOL, "version": checkpoints.__version__}
    return tag(
        "footer",
        tag("p", wording.text("class.seal")),
        tag("p", wording.text("page.made_by", tool)),
    )
