"""Which files are pages, tables or data that a command has written before, of a class, of accounts or of a drop box."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from checkpoints.classroom.walk import open_file
from checkpoints.guide.texts import LANGUAGES, say
from checkpoints.report.embedded import DATA_ID

_SEEN = 1 << 16  # bytes of a file: a page's style stands before its body


class Outputs(NamedTuple):
    """How outputs of one kind begin. page, data: patterns; heads: of a table's first columns, by the texts' prefix."""

    page: re.Pattern[bytes]
    heads: Mapping[str, tuple[str, ...]]
    data: re.Pattern[bytes] | None = None


def _match_page(kind: bytes) -> re.Pattern[bytes]:
    return re.compile(rb'<!DOCTYPE html>\n<html lang="\w+"><head>.*<body class="' + kind + rb'[" ]', re.DOTALL)


OF_CLASS = Outputs(
    _match_page(b"class-page"),
    {"class.table": ("name", "result", "finished"), "accounts.table": ("name", "account", "source")},
    re.compile(rb'\{"schema_version": \d+, "kind": "(?:class|accounts)", '),
)
OF_DROP_BOX = Outputs(_match_page(b"drop-box"), {"drop-box.table": ("name", "token", "command")})


def is_earlier_output(path: Path, outputs: Outputs = OF_CLASS) -> bool:
    """Whether a file begins as the page, the table or the data of a kind do; False for every hand-in."""
    try:
        with open_file(os.path.realpath(path)) as file:
            start = file.read(_SEEN)
    except (OSError, ValueError):
        return False
    is_page = outputs.page.match(start) is not None and DATA_ID not in start
    is_data = outputs.data is not None and outputs.data.match(start) is not None
    return is_page or is_data or _is_table(start, outputs.heads)


def _is_table(start: bytes, heads: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a file begins with a table's heads, also where a spreadsheet has written it anew."""
    first = start.decode("utf-8-sig", errors="replace").split("\n", 1)[0]
    try:
        found = next(csv.reader([first]), [])
    except csv.Error:
        return False
    return any(
        found[: len(names)] == [say(f"{prefix}.{name}", language) for name in names]
        for prefix, names in heads.items()
        for language in LANGUAGES
    )
