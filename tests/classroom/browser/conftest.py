"""The same tabs as for reports."""

from __future__ import annotations

from tests.report.browser.conftest import tab

__all__ = ["tab"]
