"""Which files a run may replace: those that an earlier run has written, and empty ones."""

from __future__ import annotations

import re
from pathlib import Path

from checkpoints.facts.text_file import read_content
from checkpoints.report.embedded import DATA_ID

_LARGEST = 32 << 20  # bytes; a page has some 100,000
_PAGE = re.compile(rb"\s*<!doctype html>.*\bid=\"" + DATA_ID + rb'"', re.DOTALL | re.IGNORECASE)
_DATA = re.compile(rb'\s*\{\s*"schema_version":\s*\d+,\s*"tool":\s*\{')
_JUNIT = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<testsuites?\b")
OF_RUN = (_PAGE, _DATA, _JUNIT)  # in the order of a run's outputs: page, data, the file of `--junitxml`


def is_replaceable(path: Path, kind: re.Pattern[bytes]) -> bool:
    """Whether at a path nothing stands, or an empty file, or an earlier output of a kind of `OF_RUN`."""
    content = read_content(path, _LARGEST)
    if content is None:
        return not path.exists()
    return not content or kind.match(content) is not None
