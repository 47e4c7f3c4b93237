"""Which files a run may replace: those that an earlier run has written, and empty ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from checkpoints.facts.text_file import read_content
from checkpoints.report.embedded import DATA_ID

_LARGEST = 32 << 20  # bytes; a page has some 100,000
_DOCTYPE = b"<!doctype html>"
_HOLDS_DATA = b'id="' + DATA_ID + b'"'  # a page of anything else has none
_DATA = re.compile(rb'\s*\{\s*"schema_version":\s*\d+,\s*"tool":\s*\{')
_JUNIT = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<testsuites?\b")


def _is_page(content: bytes) -> bool:
    start = content[: len(_DOCTYPE) + 100].lstrip()[: len(_DOCTYPE)]
    return start.lower() == _DOCTYPE and _HOLDS_DATA in content


# In the order of a run's outputs: page, data, the file of `--junitxml`.
OF_RUN: tuple[Callable[[bytes], object], ...] = (_is_page, _DATA.match, _JUNIT.match)


def is_replaceable(path: Path, is_own: Callable[[bytes], object]) -> bool:
    """Whether at a path nothing stands, or an empty file, or an earlier output as one of `OF_RUN` knows it."""
    content = read_content(path, _LARGEST)
    if content is None:
        return not path.exists()
    return not content or bool(is_own(content))
