"""What fixes something, as HTML: a command to copy, the address of a page."""

from __future__ import annotations

from urllib.parse import urlsplit

from checkpoints.report.markup import Html, joined, tag
from checkpoints.report.wording import Wording


def render_command(text: str | None, wording: Wording) -> Html | None:
    """A command to copy: selectable as it is; where scripts run, with a button."""
    if not text:
        return None
    return tag(
        "div",
        tag("pre", tag("code", text)),
        tag(
            "button",
            wording.text("page.copy"),
            type="button",
            class_="copy",
            hidden=True,
            data_copied=wording.text("page.copied"),
        ),
        class_="command",
    )


def render_address(page: str | None, *, short: bool = False) -> Html | None:
    """An address of a page that fixes something, or only its host; nothing but the web's own is a link."""
    if not page:
        return None
    host = urlsplit(page).hostname
    if not page.startswith("https://") or not host:
        return tag("p", page, class_="address")
    message = joined(host, tag("span", " ↗", aria_hidden="true")) if short else page
    return tag("p", tag("a", message, href=page, rel="noopener noreferrer"), class_="address")
