"""What page, table, data and terminal say of a class."""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from typing import Any

from checkpoints.classroom import class_data, table
from checkpoints.classroom.page import render_class
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.summary import write_summary
from checkpoints.report.moments import from_microseconds
from tests.classroom.hand_ins import READ_AT

NOW = from_microseconds(READ_AT)


def write_page(roll: Roll, language: str = "ko") -> str:
    return "".join(render_class(roll, language, NOW))


def read_page(roll: Roll, language: str = "ko") -> str:
    """The page as it reads."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", write_page(roll, language).split("</style>")[1])).split())


def read_table(roll: Roll, language: str = "ko") -> list[dict[str, str]]:
    """The rows of the table, by the names of its columns."""
    text = "".join(table.write_table(roll, language))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines(), strict=True))


def read_data(roll: Roll) -> Any:
    return json.loads("".join(class_data.write_data(roll, NOW)))


def read_terminal(roll: Roll, language: str = "ko") -> list[str]:
    return list(write_summary(roll, language))
