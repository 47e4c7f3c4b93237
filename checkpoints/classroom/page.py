"""The class page: one self-contained HTML file in the style of the attendees' own, whole without its script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import checkpoints
from checkpoints.classroom import listings, machines, matrix, sections
from checkpoints.classroom.live import Live, render_live
from checkpoints.classroom.roll import Roll
from checkpoints.report.data import TOOL
from checkpoints.report.frame import read_resource, render_footer, render_head, render_header, write_moment
from checkpoints.report.markup import tag
from checkpoints.report.moments import to_rfc3339
from checkpoints.report.wording import Wording

_STYLES = (("report", "page.css"), ("classroom", "class.css"))
_SCRIPTS = (("report", "copy.js"), ("classroom", "class.js"), ("classroom", "place.js"))


class PageFrame(NamedTuple):
    """What a page for the facilitator has around its body. kind: its class; whose: what stands in its header.

    styles, scripts: rooms and files; skip: the text of the link to the grid, "" where there is none.
    """

    title: str
    whose: str
    kind: str
    styles: Sequence[tuple[str, str]]
    scripts: Sequence[tuple[str, str]]
    footer: str
    skip: str = ""


def write_framed(
    frame: PageFrame, body: Iterable[str], wording: Wording, now: datetime, refresh_s: int | None = None
) -> Iterator[str]:
    """A page from start to end, in pieces. now: aware; refresh_s: as for `render_head`."""
    style, script = ("".join(read_resource(*each) for each in files) for files in (frame.styles, frame.scripts))
    head = render_head(frame.title, style, [script], scripts_give_styles=False, refresh_s=refresh_s)
    yield f'<!DOCTYPE html>\n<html lang="{wording.language}">{head}<body class="{frame.kind}">'
    if frame.skip:
        yield tag("a", frame.skip, class_="skip", href="#matrix")
    made_at = wording.say("class.made-at", {"when": write_moment(now, wording)})
    yield render_header(wording.edition.section, frame.whose, to_rfc3339(now), made_at, wording)
    yield from body
    yield render_footer(TOOL, checkpoints.__version__, wording, frame.footer)
    yield f"<script>{script}</script></body></html>\n"


def render_class(roll: Roll, language: str, now: datetime, live: Live | None = None) -> Iterator[str]:
    """The page from start to end, in pieces: a large class's is never in memory as a whole.

    now: aware; live: while the class is watched.
    """
    wording = machines.make_wording(roll.machines, language)
    ready, every = roll.counts()
    values = {"section": wording.edition.section, "title": wording.say("section.title")}
    frame = PageFrame(
        wording.say("class.title", {"ready": str(ready), "all": str(every), **values}),
        wording.say("class.subtitle"),
        "class-page",
        _STYLES,
        _SCRIPTS,
        wording.say("class.seal"),
        wording.say("class.skip"),
    )
    refresh_s = live.refresh_s(len(roll.people)) if live else None
    return write_framed(frame, _render_body(roll, wording, now, live), wording, now, refresh_s)


def _render_body(roll: Roll, wording: Wording, now: datetime, live: Live | None) -> Iterator[str]:
    yield '<main id="main">'
    if live:
        yield from render_live(live, len(roll.people), wording, now)
    yield '<div class="first-view">'
    yield sections.render_result(roll, wording)
    yield from sections.render_announcements(roll, wording)
    yield "</div>"
    yield sections.render_doubts(sections.list_doubts(roll, wording)) or ""
    yield from machines.render_machines(roll.machines, wording)
    yield from listings.render_missing(roll, wording)
    if roll.people:
        yield '<section class="matrix" aria-labelledby="matrix">'
        yield tag("h2", wording.say("class.matrix"), id="matrix")
        yield matrix.render_tools(roll, wording)
        yield from matrix.render_groups(roll, wording)
        yield matrix.render_legend(wording)
        yield "</section>"
    yield from listings.render_unexpected(roll, wording)
    yield listings.render_guide_notes(roll, wording) or ""
    yield from listings.render_earlier(roll, wording)
    yield from listings.render_set_apart(roll, wording)
    yield "</main>"
