"""What every page of ours has around its parts: the head, the header with the section, and the footer."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import datetime
from importlib.resources import files

from checkpoints.report.markup import Html, tag
from checkpoints.report.moments import convert_to_clock
from checkpoints.report.wording import Wording


def read_resource(room: str, name: str) -> str:
    """A style or a script that stands beside the code of a room, such as `report`."""
    return files(f"checkpoints.{room}").joinpath(name).read_text(encoding="utf-8")


def render_head(
    title: str,
    style: str,
    scripts: Iterable[str],
    *,
    scripts_give_styles: bool = True,
    refresh_s: int | None = None,
) -> Html:
    """The head of a page that fetches nothing from anywhere and runs no script but those that are given.

    scripts_give_styles: elements may have styles of their own too, which pytest-html's script gives them; refresh_s:
    seconds until a browser without scripts loads the page again, None for never.
    """
    styles = "'unsafe-inline'" if scripts_give_styles else _digest(style)
    allowed = f"script-src {' '.join(map(_digest, scripts))}; style-src {styles}"
    policy = f"default-src 'none'; {allowed}; img-src data:; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("noscript", tag("meta", http_equiv="refresh", content=str(refresh_s))) if refresh_s else None,
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex"),
        tag("title", title),
        tag("style", Html(style)),
    )


def _digest(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def render_header(section: str, whose: str, moment: str, shown: str, wording: Wording) -> Html:
    """Section, whose page it is, and when. moment: RFC 3339; shown: the same as people read it."""
    return tag(
        "header",
        tag("p", wording.say("page.workshop"), class_="workshop"),
        tag("h1", tag("span", section, class_="number"), " ", wording.say("section.title")),
        tag(
            "p",
            tag("strong", whose, class_="attendee"),
            " ",
            tag("time", shown, datetime=moment),
            class_="who-when",
        ),
    )


def render_footer(tool: str, version: str, wording: Wording, more: str | None = None) -> Html:
    """What made the page."""
    made_by = wording.say("page.made_by", {"tool": tool, "version": version})
    return tag("footer", tag("p", more) if more else None, tag("p", made_by))


def write_moment(moment: datetime, wording: Wording) -> str:
    """A moment as people of the page's language read it. moment: aware."""
    shown = convert_to_clock(wording.language, moment)
    return wording.say(
        "page.when",
        {
            "year": str(shown.year),
            "month": str(shown.month),
            "day": str(shown.day),
            "hour": f"{shown.hour:02}",
            "minute": f"{shown.minute:02}",
        },
    )
