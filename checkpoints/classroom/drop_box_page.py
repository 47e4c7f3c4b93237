"""The page of a drop box: for each attendee a code to scan and a command to copy. Private: it holds every token."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import checkpoints
from checkpoints.classroom import drop_box_codes
from checkpoints.classroom.page import render_made_at
from checkpoints.classroom.store import Show, show_nothing
from checkpoints.report.data import TOOL
from checkpoints.report.frame import read_resource, render_footer, render_head, write_moment
from checkpoints.report.markup import Html, tag, write_prose
from checkpoints.report.wording import Wording
from checkpoints.storage.drop_box import DropBox, TokenHolder


def write_attendee_command(attendee: TokenHolder) -> str:
    """What an attendee types."""
    return f"checkpoints run --hand-in-to={attendee.token}"


def render_drop_box(box: DropBox, language: str, now: datetime, show: Show = show_nothing) -> Iterator[str]:
    """The page from start to end, in pieces: codes of a large class are never in memory as a whole.

    now: aware. show: is given how many tickets of how many are done; a code takes a tenth of a second.
    """
    wording = Wording(language)
    style = read_resource("report", "page.css") + read_resource("classroom", "drop_box.css")
    script = read_resource("report", "copy.js") + read_resource("classroom", "drop_box.js")
    head = render_head(wording.say("drop-box.title"), style, [script], scripts_give_styles=False)
    yield f'<!DOCTYPE html>\n<html lang="{language}">{head}<body class="drop-box">'
    yield render_made_at(wording.say("drop-box.title"), wording, now)
    yield "<main>"
    yield _render_place(box, wording)
    yield '<section class="tickets" aria-labelledby="tickets">'
    yield tag("h2", wording.say("drop-box.tickets", {"count": str(len(box.attendees))}), id="tickets")
    yield "<ul>"
    for number, attendee in enumerate(box.attendees, 1):
        yield _render_ticket(number, attendee, box, wording)
        show(number, len(box.attendees))
    yield "</ul></section></main>"
    yield render_footer(TOOL, checkpoints.__version__, wording, wording.say("drop-box.secret"))
    yield f"<script>{script}</script></body></html>\n"


def _render_place(box: DropBox, wording: Wording) -> Html:
    place = {"address": str(box.address), "region": box.region, "host": box.host}
    lines = [wording.say(f"drop-box.end.{box.end}")]
    if not drop_box_codes.can_draw():
        lines.append(wording.say("drop-box.no-codes"))
    return tag(
        "section",
        tag("h2", wording.say("drop-box.secret-short")),
        tag("p", wording.say("drop-box.secret")),
        tag("p", wording.say("drop-box.place", place)),
        tag("p", tag("strong", wording.say("drop-box.ends", {"end": write_moment(box.ends, wording)}))),
        *(tag("p", write_prose(line), class_="muted") for line in lines),
        class_="place",
    )


def _render_ticket(number: int, attendee: TokenHolder, box: DropBox, wording: Wording) -> Html:
    """One attendee, folded: only who is asked for is shown, and all of them on paper."""
    code = drop_box_codes.draw_code(attendee.token) if drop_box_codes.can_draw() else None
    name = {"name": attendee.name}
    group = tag("small", attendee.group) if attendee.group else None
    copied = wording.say("page.copied")
    shown = tag(
        "pre",
        tag("code", write_attendee_command(attendee)),
        tabindex="0",
        aria_label=wording.say("drop-box.command", name),
    )
    button = tag("button", wording.say("page.copy"), type="button", class_="copy", data_copied=copied, hidden=True)
    end = write_moment(box.ends, wording)
    use = tag(
        "div",
        tag("p", write_prose(wording.say("drop-box.how" if code else "drop-box.how-copied")), class_="muted"),
        tag("div", shown, button, class_="command"),
        tag("p", wording.say("drop-box.ends", {"end": end}), class_="end"),
        class_="use",
    )
    picture = tag("img", src=code, alt=wording.say("drop-box.code", name), class_="code") if code else None
    ticket = tag("div", picture, use, class_="ticket")
    heading = tag("summary", tag("h3", attendee.name, " " if group else None, group))
    return tag("li", tag("details", heading, ticket, name="ticket"), id=f"ticket-{number}")
