"""HTML that is escaped unless it says otherwise."""

from __future__ import annotations

import html
import re

_CODE = re.compile(r"`([^`\n]+)`")
# What an element may hold that shows nothing, or that makes the text after it read backwards.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_VOID = frozenset({"br", "img", "input", "link", "meta"})


class Html(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


def escaped(text: str) -> Html:
    """A text as HTML, without control characters."""
    return Html(html.escape(_UNSEEN.sub("", text)))


def prose(text: str) -> Html:
    """A sentence as HTML: what stands between backticks is code, line breaks stay."""
    return Html(_CODE.sub(r"<code>\1</code>", escaped(text)).replace("\n", "<br>"))


def joined(*parts: str | None) -> Html:
    """Parts one after the other; plain strings are escaped, None is left out."""
    return Html("".join(part if isinstance(part, Html) else escaped(part) for part in parts if part is not None))


def tag(element: str, *children: str | None, **attributes: str | bool | None) -> Html:
    """An element. Attributes: `class_` is class, `aria_label` is aria-label; True stands bare, None is left out."""
    opened = "".join([element, *(_attribute(name, value) for name, value in attributes.items())])
    if element in _VOID:
        return Html(f"<{opened}>")
    return Html(f"<{opened}>{joined(*children)}</{element}>")


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{escaped(value)}"'
