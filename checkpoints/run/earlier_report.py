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


def _is_data(content: bytes) -> bool:
    return _DATA.match(content) is not None


def _is_junit(content: bytes) -> bool:
    return _JUNIT.match(content) is not None


OF_RUN = (_is_page, _is_data, _is_junit)  # in the order of a run's outputs: page, data, the file of `--junitxml`


def is_replaceable(path: Path, is_own: Callable[[bytes], bool]) -> bool:
    """Whether at a path nothing stands, or an empty file, or an earlier output as one of `OF_RUN` knows it."""
    content = read_content(path, _LARGEST)
    if content is None:
        return not path.exists()
    return not content or is_own(content)
