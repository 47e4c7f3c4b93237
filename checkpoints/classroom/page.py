"""The class page: one self-contained HTML file in the style of the attendees' own, whole without its script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import checkpoints
from checkpoints.classroom import listings, machines, matrix, sections
from checkpoints.classroom.live import Live, render_live
from checkpoints.classroom.roll import Roll
from checkpoints.report.data import TOOL
from checkpoints.report.frame import read_resource, render_footer, render_head, render_header, write_moment
from checkpoints.report.markup import Html, tag
from checkpoints.report.moments import to_rfc3339
from checkpoints.report.wording import Wording


def render_class(roll: Roll, language: str, now: datetime, live: Live | None = None) -> Iterator[str]:
    """The page from start to end, in pieces: a large class's is never in memory as a whole.

    now: aware; live: while the class is watched.
    """
    wording = machines.make_wording(roll.machines, language)
    yield f'<!DOCTYPE html>\n<html lang="{language}">{_head(roll, wording, live)}<body class="class-page">'
    yield tag("a", wording.say("class.skip"), class_="skip", href="#matrix")
    yield render_made_at(wording.say("class.subtitle"), wording, now)
    yield '<main id="main">'
    if live:
        yield from render_live(live, len(roll.people), wording, now)
    yield '<div class="first-view">'
    yield sections.render_result(roll, wording)
    yield from sections.render_announcements(roll, wording)
    yield "</div>"
    yield sections.render_doubts(roll, wording) or ""
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
    yield render_footer(TOOL, checkpoints.__version__, wording, wording.say("class.seal"))
    yield f"<script>{_script()}</script></body></html>\n"


def _head(roll: Roll, wording: Wording, live: Live | None) -> Html:
    ready, every = roll.counts()
    title = {
        "ready": str(ready),
        "all": str(every),
        "section": wording.edition.section,
        "title": wording.say("section.title"),
    }
    style = read_resource("report", "page.css") + read_resource("classroom", "class.css")
    refresh_s = live.refresh_s(len(roll.people)) if live else None
    named = wording.say("class.title", title)
    return render_head(named, style, [_script()], scripts_give_styles=False, refresh_s=refresh_s)


def _script() -> str:
    return (
        read_resource("report", "copy.js")
        + read_resource("classroom", "class.js")
        + read_resource("classroom", "place.js")
    )


def render_made_at(subtitle: str, wording: Wording, now: datetime) -> Html:
    """The page's header. now: aware."""
    shown = wording.say("class.made-at", {"when": write_moment(now, wording)})
    return render_header(wording.edition.section, subtitle, to_rfc3339(now), shown, wording)
