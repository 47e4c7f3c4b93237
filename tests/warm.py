"""Runs before others are forked from this process: what they import and what they build once is there afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tests.service_models import keep_botocores_findings, keep_models


def run_once(*arguments: str, variables: Mapping[str, str] | None = None) -> None:
    """Run the suite in this process, in a shell with these variables; how that ends is for tests to say."""
    keep_models()
    keep_botocores_findings()
    found = dict(os.environ)
    with (
        tempfile.TemporaryDirectory() as folder,
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
    ):
        os.environ.update({"HOME": folder, "LANG": "C.UTF-8", **(variables or {})})
        pytest.main([*arguments, "--html", str(Path(folder) / "page.html")])
    os.environ.clear()
    os.environ.update(found)
