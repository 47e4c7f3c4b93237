"""What a run leans on inside pytest and pytest-html: where it is named, when it goes, and what then still works."""

from __future__ import annotations

import io
import sys
from pkgutil import resolve_name
from types import SimpleNamespace
from typing import Any, cast

import pytest
import pytest_html.plugin
from _pytest.terminal import TerminalReporter
from pytest_html.util import _read_template

from checkpoints.guide.texts.encoding import encoding_of
from checkpoints.report.pytest_html_template import PartsTemplate
from checkpoints.run import console
from checkpoints.run.pytest_html_plugins import replace_template


@pytest.mark.parametrize(
    "place",
    [
        "_pytest.config:Config._ensure_unconfigure",
        "_pytest.capture:CaptureManager.suspend_global_capture",
        "_pytest.capture:CaptureManager.resume_global_capture",
        "_pytest.capture:CaptureManager.start_global_capturing",
        "_pytest.capture:CaptureManager.stop_global_capturing",
        "_pytest.capture:MultiCapture.is_started",
        "_pytest.runner:runtestprotocol",
        "_pytest.assertion.rewrite:AssertionRewritingHook",
        "pytest_html.basereport:BaseReport.pytest_terminal_summary",
        "pytest_html.plugin:_read_template",
    ],
)
def test_what_a_run_leans_on_is_there(place: str) -> None:
    try:
        resolve_name(place)
    except (AttributeError, ImportError) as error:
        pytest.fail(f"{place} is gone ({error}): find what does its work now", pytrace=False)


def test_pytest_s_capture_says_whether_it_has_begun_and_its_reporter_where_it_writes(
    pytestconfig: pytest.Config,
) -> None:
    capture = pytestconfig.pluginmanager.get_plugin("capturemanager")
    assert hasattr(capture, "_global_capturing"), "CaptureManager._global_capturing: console._is_capturing"
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp949")
    reporter: Any = TerminalReporter(pytestconfig, stream)
    assert getattr(reporter._tw, "_file", None) is stream, "TerminalReporter._tw._file: console.encoding"


def test_the_template_that_pytest_html_is_spared_is_back_after_a_run_and_is_left_where_it_is_read_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    restore = replace_template()
    assert isinstance(pytest_html.plugin._read_template(["folder"]), PartsTemplate)
    restore()
    assert pytest_html.plugin._read_template is _read_template
    monkeypatch.delattr("pytest_html.plugin._read_template")
    replace_template()()
    assert not hasattr(pytest_html.plugin, "_read_template")


class Capture:
    """A capture of pytest that tells nothing of itself."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def suspend_global_capture(self, in_: bool = False) -> None:
        self.done.append("suspend with the keyboard" if in_ else "suspend")

    def resume_global_capture(self) -> None:
        self.done.append("resume")


def test_a_pytest_that_does_not_say_whether_it_captures_is_asked_past(monkeypatch: pytest.MonkeyPatch) -> None:
    capture = Capture()
    config = SimpleNamespace(pluginmanager=SimpleNamespace(get_plugin={"capturemanager": capture}.get))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", lambda _: "Hong Gildong")
    assert console.ask_person(cast(pytest.Config, config), "?") == "Hong Gildong"
    assert capture.done == ["suspend with the keyboard", "resume", "suspend"]


def test_a_pytest_that_does_not_say_where_it_writes_is_read_as_the_terminal() -> None:
    config = SimpleNamespace(pluginmanager=SimpleNamespace(get_plugin=lambda _: object()))
    assert console.terminal_encoding(cast(pytest.Config, config)) == encoding_of(sys.stdout)
