"""Which files are pages, tables or data that a command has written of a class or of accounts before."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

from checkpoints.classroom.walk import open_file
from checkpoints.guide.texts import LANGUAGES, say
from checkpoints.report.embedded import DATA_ID

_SEEN = 1 << 16  # bytes of a file: a page's style stands before its body
_PAGE = re.compile(rb'<!DOCTYPE html>\n<html lang="\w+"><head>.*<body class="class-page[" ]', re.DOTALL)
_DATA = re.compile(rb'\{"schema_version": \d+, "kind": "(?:class|accounts)", ')
_HEADS = ("name", "result", "finished")  # of the columns with which the table of a class begins


def is_earlier_output(path: Path) -> bool:
    """Whether a file begins as the page, the table or the data of a class do; False for every hand-in."""
    try:
        with open_file(os.path.realpath(path)) as file:
            start = file.read(_SEEN)
    except (OSError, ValueError):
        return False
    is_page = _PAGE.match(start) is not None and DATA_ID not in start
    return is_page or _DATA.match(start) is not None or _is_table(start)


def _is_table(start: bytes) -> bool:
    """Whether a file begins with a table's heads, also where a spreadsheet has written it anew."""
    first = start.decode("utf-8-sig", errors="replace").split("\n", 1)[0]
    try:
        heads = next(csv.reader([first]), [])[: len(_HEADS)]
    except csv.Error:
        return False
    return any(heads == [say(f"class.table.{head}", language) for head in _HEADS] for language in LANGUAGES)
