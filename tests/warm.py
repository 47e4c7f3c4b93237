"""Runs before others are forked from this process: what they import and what they build once is there afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

import pytest
from botocore import loaders

from tests.service_models import keep_handlers_known


def keep_models() -> None:
    """Read each model of a service once: a client and moto read one anew in each run, a sixth of a rehearsal's time."""
    read: Callable[..., object] | None = getattr(loaders.JSONFileLoader, "load_file", None)
    if read is not None:
        found = cache(lambda path: read(loaders.JSONFileLoader(), path))
        setattr(loaders.JSONFileLoader, "load_file", lambda _, path: found(path))  # noqa: B010 - it is theirs


def run_once(*arguments: str, variables: Mapping[str, str] | None = None) -> None:
    """Run the suite in this process, in a shell with these variables; how that ends is for tests to say."""
    keep_models()
    keep_handlers_known()
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
