"""Samples speak with texts of their own."""

from __future__ import annotations

import pytest

from tests.report import samples


@pytest.fixture(autouse=True)
def sample_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    samples.install(monkeypatch)
