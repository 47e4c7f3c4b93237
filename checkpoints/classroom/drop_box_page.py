"""The page of a drop box: for each attendee a code to scan and a command to copy. Private: it holds every token."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec

from checkpoints.classroom.page import PageFrame, write_framed
from checkpoints.classroom.store import Show, show_nothing
from checkpoints.report.fixes import render_copy_button
from checkpoints.report.frame import write_moment
from checkpoints.report.markup import Html, tag, write_prose
from checkpoints.report.wording import Wording
from checkpoints.storage.drop_box import DropBox, TokenHolder

_SCALE = 8  # pixels a module: 300 dpi on 8 cm of paper
_QUIET = 4  # modules around the code, as the standard has it


def can_draw() -> bool:
    """Whether segno is installed, of the extra `[dropbox]`; imports nothing."""
    return find_spec("segno") is not None


def draw_code(token: str) -> str | None:
    """A QR code as a `data:` address of a PNG; None for what no code holds.

    A token is capitals and digits, of which a code holds the most. Error correction is at its lowest level (L): a code
    on a screen or on fresh paper is not damaged, and larger modules are worth more. With keys of an IAM user a code has
    49 modules a side; with session credentials 100 to 125, which a phone reads from a screen or from 8 cm of paper in
    the hand, but not from the other end of a room.
    """
    import segno

    try:
        code = segno.make(token, error="l", boost_error=False, micro=False)
    except segno.DataOverflowError:
        return None
    picture = io.BytesIO()
    code.save(picture, kind="png", scale=_SCALE, border=_QUIET)
    return f"data:image/png;base64,{b64encode(picture.getvalue()).decode()}"


def write_attendee_command(attendee: TokenHolder) -> str:
    """What an attendee types."""
    return f"checkpoints run --hand-in-to={attendee.token}"


def render_drop_box(box: DropBox, language: str, now: datetime, show: Show = show_nothing) -> Iterator[str]:
    """The page from start to end, in pieces: codes of a large class are never in memory as a whole.

    now: aware. show: is given how many tickets of how many are done; a code takes a tenth of a second.
    """
    wording = Wording(language)
    frame = PageFrame(
        wording.say("drop-box.title"),
        wording.say("drop-box.title"),
        "drop-box",
        (("report", "page.css"), ("classroom", "drop_box.css")),
        (("report", "copy.js"), ("classroom", "drop_box.js")),
        wording.say("drop-box.secret"),
    )
    return write_framed(frame, _render_body(box, wording, show), wording, now)


def _render_body(box: DropBox, wording: Wording, show: Show) -> Iterator[str]:
    yield "<main>"
    yield _render_place(box, wording)
    yield '<section class="tickets" aria-labelledby="tickets">'
    yield tag("h2", wording.say("drop-box.tickets", {"count": str(len(box.attendees))}), id="tickets")
    yield "<ul>"
    for number, attendee in enumerate(box.attendees, 1):
        yield _render_ticket(number, attendee, box, wording)
        show(number, len(box.attendees))
    yield "</ul></section></main>"


def _render_place(box: DropBox, wording: Wording) -> Html:
    place = {"address": str(box.address), "region": box.region, "host": box.host}
    lines = [wording.say(f"drop-box.end.{box.end}")]
    if not can_draw():
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
    code = draw_code(attendee.token) if can_draw() else None
    name = {"name": attendee.name}
    group = tag("small", attendee.group) if attendee.group else None
    shown = tag(
        "pre",
        tag("code", write_attendee_command(attendee)),
        tabindex="0",
        aria_label=wording.say("drop-box.command", name),
    )
    button = render_copy_button(wording.say("page.copy"), wording)
    use = tag(
        "div",
        tag("p", write_prose(wording.say("drop-box.how" if code else "drop-box.how-copied")), class_="muted"),
        tag("div", shown, button, class_="command"),
        tag("p", wording.say("drop-box.ends", {"end": write_moment(box.ends, wording)}), class_="end"),
        class_="use",
    )
    picture = tag("img", src=code, alt=wording.say("drop-box.code", name), class_="code") if code else None
    ticket = tag("div", picture, use, class_="ticket")
    heading = tag("summary", tag("h3", attendee.name, " " if group else None, group))
    return tag("li", tag("details", heading, ticket, name="ticket"), id=f"ticket-{number}")
