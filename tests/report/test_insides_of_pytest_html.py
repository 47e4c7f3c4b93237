"""What the page takes over of pytest-html's file: named when it goes, and left out then."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_html
from pytest_html.util import _read_template

from checkpoints.report import pytest_html_page, pytest_html_template
from checkpoints.report.markup import Html
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Wording

Written = Callable[[str], str]
PARTS = {
    "the rows, as JSON": r'data-jsonblob="\{[^"]+\}"',
    "its script": r"<script>.{1000,}?</script>",
    "the head of the table": r'<thead id="results-table-head">.+?</thead>',
    "a template for the rows": r'<template id="template_results-table__tbody">.+?</template>',
    "a template for no rows": r'<template id="template_results-table__body--empty">.+?</template>',
    "a template for the environment": r'<template id="template_environment_row">.+?</template>',
    "a count by outcome": r'<span class="passed">\d+ ',
    "the cell that names the test": r"td class=\W+(?:#34;)?col-testId",
}
ID = re.compile(r"getElementById\('([^']+)'\)")


@pytest.mark.parametrize("part", PARTS)
def test_pytest_html_writes_what_the_page_takes_over(recorded: Written, part: str) -> None:
    assert re.search(PARTS[part], recorded("ko"), re.DOTALL), f"pytest-html has no {part!r} where it was"


def test_its_script_finds_every_element_that_it_looks_for(recorded: Written) -> None:
    adopted = pytest_html_page.take_over(recorded("ko"), Wording("ko"), Scrubber())
    assert adopted is not None
    wanted = {*ID.findall(adopted.script)}
    there = {*re.findall(r' id="([^"]+)"', pytest_html_page.render_record(adopted, Wording("ko")))}
    assert len(wanted) >= 8, "the script looks for its elements in another way"
    assert wanted - there == set()


@pytest.mark.parametrize(
    "part", ["data-jsonblob", "<script>", "results-table-head", '<template id="template_results-table__tbody"']
)
def test_a_file_without_one_of_them_is_left_out(recorded: Written, part: str) -> None:
    assert pytest_html_page.take_over(recorded("ko").replace(part, "gone"), Wording("ko"), Scrubber()) is None


def test_a_table_that_is_built_in_another_way_is_left_alone() -> None:
    heads, cells = ["<th>Test</th>"], ["<td>test_it.py::test_a</td>"]
    pytest_html_page.name_columns(heads, Wording("ko"))
    pytest_html_page.add_verdict_cell(cells, SimpleNamespace(outcome="passed"), Wording("ko"))
    assert (heads, cells) == (["<th>Test</th>"], ["<td>test_it.py::test_a</td>"])


ROW = {
    "result": "Passed",
    "log": "No log output captured.",
    "resultsTableRow": ['<td class="col-result">Passed</td>', '<td class="col-testId">test_<b>it</b></td>'],
}
GIVEN: dict[str, Any] = {
    "test_data": json.dumps({"title": "", "environment": {"a": '<"b">'}, "tests": {"t": [ROW]}}),
    "table_head": ["<th>Result</th>", "<th>Test</th>"],
    "outcomes": {"passed": {"value": 3, "label": "Passed"}, "failed": {"value": 0, "label": "Failed"}},
}


def test_the_stand_in_for_its_template_gives_what_its_own_gives() -> None:
    folder = Path(pytest_html.__file__).with_name("resources")
    own = _read_template([folder]).render(**GIVEN, additional_summary={})
    stand_in = pytest_html_template.PartsTemplate(folder, lambda: pytest.fail("not asked")).render(**GIVEN)
    taken = [pytest_html_page.take_over(written, Wording("ko"), Scrubber()) for written in (own, stand_in)]
    one, other = (
        each._replace(head=Html(re.sub(r"\s+", "", each.head)), script=each.script.strip()) for each in taken if each
    )
    assert one == other
    assert one.counts == {"passed": 3, "failed": 0}


def test_a_pytest_html_that_gives_its_template_something_else_renders_its_own(tmp_path: Path) -> None:
    own = SimpleNamespace(render=lambda **given: " ".join(given))
    stand_in = pytest_html_template.PartsTemplate(Path(pytest_html.__file__).with_name("resources"), lambda: own)
    assert stand_in.render(rows="[]", title="t") == "rows title"
    assert pytest_html_template.PartsTemplate(tmp_path, lambda: own).render(**GIVEN) == " ".join(GIVEN)
