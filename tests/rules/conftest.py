"""Machines whose facts rules judge, and a reader of every finding that they come to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checkpoints.rules.finding import Finding
from tests.machine import Machine
from tests.rules import messages

_READ: set[str] = set()  # findings that have been read already: most are made a hundred times over


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture(autouse=True)
def every_finding_is_read(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever else a test asserts, a person can read each finding that a rule makes in it."""
    made: list[Finding] = []
    make = Finding.__init__

    def make_and_keep(finding: Finding, *values: Any, **more: Any) -> None:
        make(finding, *values, **more)
        made.append(finding)

    monkeypatch.setattr(Finding, "__init__", make_and_keep)
    yield
    for finding in made:
        written = repr(finding)
        if written not in _READ:
            messages.whole(finding)
            _READ.add(written)
