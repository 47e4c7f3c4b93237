"""Stands in for pytest-html's Jinja template, of whose output the page takes over a few parts only.

Compiling that template takes a fortieth of a run.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

_STATIC = re.compile(r'<template id=".*?</template>', re.DOTALL)
_COLUMNS = "{{ table_head|length }}"


class PartsTemplate:
    """Writes rows, counts, table head, row templates and script, as pytest-html 4.2 does, and nothing around them.

    folder: where pytest-html keeps its template and its script; read_own: reads its own template, which is rendered
    where it gives or keeps anything in another way.
    """

    def __init__(self, folder: Path, read_own: Callable[[], Any]) -> None:
        self._folder = folder
        self._read_own = read_own

    def render(self, **given: Any) -> str:
        """The parts, in pytest-html's markup. given: what it gives to its own template."""
        try:
            return "\n".join(self._parts(**given))
        except (AttributeError, KeyError, OSError, TypeError, ValueError):
            return str(self._read_own().render(**given))

    def _parts(
        self, *, test_data: str, table_head: Iterable[str], outcomes: Mapping[str, Mapping[str, Any]], **_: object
    ) -> Iterator[str]:
        heads = list(table_head)
        page, script = (self._folder.joinpath(name).read_text(encoding="utf-8") for name in ("index.jinja2", "app.js"))
        yield from (found[0].replace(_COLUMNS, str(len(heads))) for found in _STATIC.finditer(page))
        yield from (f'<span class="{name}">{each["value"]} {each["label"]}</span>' for name, each in outcomes.items())
        yield f'<thead id="results-table-head"><tr>{"".join(heads)}</tr></thead>'
        yield f'<div id="data-container" data-jsonblob="{html.escape(test_data)}"></div>'
        yield f"<script>{script}</script>"
