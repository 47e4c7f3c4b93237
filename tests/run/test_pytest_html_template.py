"""The template that pytest-html is spared in a run."""

from __future__ import annotations

import pytest
import pytest_html.plugin
from pytest_html.util import _read_template

from checkpoints.report.pytest_html_template import PartsTemplate
from checkpoints.run.hooks import replace_template


def test_a_pytest_html_that_reads_its_template_in_another_way_uses_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("pytest_html.plugin._read_template")
    replace_template()()
    assert not hasattr(pytest_html.plugin, "_read_template")


def test_its_own_template_is_back_after_a_run() -> None:
    restore = replace_template()
    assert isinstance(pytest_html.plugin._read_template(["folder"]), PartsTemplate)
    restore()
    assert pytest_html.plugin._read_template is _read_template
