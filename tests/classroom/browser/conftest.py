"""The class page in a real Chromium, from a file, as facilitators open it."""

from __future__ import annotations

from tests.report.browser.conftest import chromium

__all__ = ["chromium"]
