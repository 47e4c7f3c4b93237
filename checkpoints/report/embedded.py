"""Finding the data in a page that a stranger wrote, without running or believing any of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

DATA_ID = b"checkpoint-report"
DATA_TYPE = b"application/json"

# A page of ours has five scripts. The bounds keep a page made of nothing but tags from taking long.
_MOST_SCRIPTS = 64
_MOST_COMMENTS = 4096
_LONGEST_TAG = 2048

# Spelled out, since a pattern that ignores case altogether cannot leap from one `<` to the next.
_SCRIPT = rb"[sS][cC][rR][iI][pP][tT](?=[\s/>])"
_OPENING = re.compile(rb"<(?:!--|" + _SCRIPT + rb")")
_TAG_END = re.compile(rb"""(?:[^>"']|"[^"]*"|'[^']*')*>""")
_CLOSING = re.compile(rb"</" + _SCRIPT)
_ATTRIBUTE = re.compile(rb"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")


class UnclearPageError(ValueError):
    """A page whose data are there twice, cut off, or among more tags than any page of ours has."""


def find_element(page: bytes) -> bytes | None:
    """What stands in `<script type="application/json" id="checkpoint-report">`; None where there is no such element.

    Raises UnclearPageError.
    """
    found: bytes | None = None
    for tag, content in _walk_scripts(page):
        if _is_ours(tag):
            if content is None or found is not None:
                raise UnclearPageError
            found = content
    return found


def _walk_scripts(page: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """The tag and the content of each script, in one pass that steps over comments and contents.

    The content of a script that is cut off is None, and nothing comes after it. Raises UnclearPageError.
    """
    scripts = comments = position = 0
    while opening := _OPENING.search(page, position):
        if opening[0] == b"<!--":
            comments += 1
            end = page.find(b"-->", opening.end())
            if end < 0:
                return
            position = end + 3
        else:
            scripts += 1
            tag = _TAG_END.match(page, opening.end(), opening.end() + _LONGEST_TAG)
            closing = _CLOSING.search(page, tag.end()) if tag else None
            if tag is None or closing is None:
                yield (tag[0] if tag else page[opening.end() : opening.end() + _LONGEST_TAG]), None
                return
            yield tag[0], page[tag.end() : closing.start()]
            position = closing.end()
        if scripts > _MOST_SCRIPTS or comments > _MOST_COMMENTS:
            raise UnclearPageError


def _is_ours(tag: bytes) -> bool:
    attributes: dict[bytes, bytes] = {}
    for name, *values in _ATTRIBUTE.findall(tag):
        attributes.setdefault(name.lower(), b"".join(values))
    kind = attributes.get(b"type", b"").strip().lower()
    return attributes.get(b"id") == DATA_ID and kind == DATA_TYPE
