"""A file that pytest-html wrote of four tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.processes import LIBRARIES, ROOT, Streams, run_python

_CONFTEST = """
import pytest
from checkpoints.report import pytest_html_page
from checkpoints.report.wording import Wording

VERDICTS = {"failed": "failed", "passed": "passed", "skipped": "blocked"}
CHECKS = {"test_region": "step4.region-exported", "test_blocked": "step4.region-is-guide"}

@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if item.name in CHECKS:
        report.verdict, report.check = VERDICTS[report.outcome], CHECKS[item.name]
    return report

def pytest_html_results_table_header(cells):
    pytest_html_page.name_columns(cells, Wording("LANGUAGE"))

def pytest_html_results_table_row(report, cells):
    pytest_html_page.add_verdict_cell(cells, report, Wording("LANGUAGE"))
"""

_TESTS = """
import pytest

def test_plain():
    print("CANARY-output")

def test_quiet():
    pass

def test_region():
    pytest.fail("AWS_REGION <b>is</b> missing for 111122223333", pytrace=False)

def test_blocked():
    pytest.skip("it's <blocked>")
"""


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """What pytest-html writes of four tests, by language; each made once."""

    @cache
    def record(language: str) -> str:
        folder = tmp_path_factory.mktemp("pytest-html")
        (folder / "conftest.py").write_text(_CONFTEST.replace("LANGUAGE", language), encoding="utf-8")
        (folder / "test_it.py").write_text(_TESTS, encoding="utf-8")
        page = folder / "page.html"
        arguments = ["-q", "-p", "no:cacheprovider", f"--html={page}", "--self-contained-html"]
        nowhere, variables = Path(os.devnull), {**os.environ, "PYTHONPATH": str(ROOT)}
        run_python("pytest", arguments, variables, folder, Streams(nowhere, nowhere), LIBRARIES)
        return page.read_text(encoding="utf-8")

    return record
