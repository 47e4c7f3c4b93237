"""HTML that is escaped unless it says otherwise."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from checkpoints.report.columns import show_unseen

# Within a sentence: what stands between backticks, and names that are long and have separators (ARNs, actions).
_CODE = re.compile(r"`(?P<code>[^`\n]+)`|(?P<long>\barn:aws[\w-]*:[^\s,;()<>&`]*[\w*/]|\b[a-z][a-z-]+:[A-Z]\w{9,})")
_PIECE = re.compile(r"(?:https://)?.+?(?:[:/?#]+(?=[^:/?#]{2})|$)")  # the `:0` at the end of a model stays with it
_SHORT = 30  # characters that fit on a line of a phone
_VOID = frozenset({"br", "img", "input", "link", "meta", "wbr"})


class Html(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


def escape(text: str) -> Html:
    """A text as HTML, with what shows nothing written out."""
    return Html(html.escape(show_unseen(text)))


def write_prose(text: str) -> Html:
    """A sentence as HTML: what stands between backticks is code, long names break at separators, line breaks stay."""
    return Html(_CODE.sub(_code, escape(text)).replace("\n", "<br>"))


def _code(match: re.Match[str]) -> str:
    long = match["long"]
    return break_at_separators(html.unescape(long)) if long else f"<code>{match['code']}</code>"


def break_at_separators(text: str) -> Html:
    """An ARN or an address whose lines end at its separators where they can; copied, it is as it was."""
    pieces = [tag("span", piece) if len(piece) <= _SHORT else escape(piece) for piece in _PIECE.findall(text)]
    return tag("span", Html("<wbr>".join(pieces)), class_="long")


def join_parts(*parts: str | None) -> Html:
    """Parts one after the other; plain strings are escaped, None is left out."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts if part is not None))


def join_list(parts: Iterable[str]) -> Html:
    """Parts with commas between them; plain strings are escaped."""
    return Html(", ".join(map(join_parts, parts)))


def tag(element: str, *children: str | None, **attributes: str | bool | None) -> Html:
    """An element. Attributes: `class_` is class, `aria_label` is aria-label; True stands bare, None is left out."""
    opened = "".join([element, *(_attribute(name, value) for name, value in attributes.items())])
    if element in _VOID:
        return Html(f"<{opened}>")
    return Html(f"<{opened}>{join_parts(*children)}</{element}>")


def render_section(anchor: str, heading: Iterable[str | None], *parts: str | None, class_: str | None = None) -> Html:
    """A section under a heading that names it. anchor: the heading's id."""
    return tag("section", tag("h2", *heading, id=anchor), *parts, class_=class_, aria_labelledby=anchor)


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{escape(value)}"'
