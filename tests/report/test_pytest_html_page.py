"""pytest-html's record fits into the page."""

from __future__ import annotations

import html
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


def adopted(written: Written, language: str = "ko", scrubber: Scrubber | None = None) -> pytest_html_page.Recorded:
    adopted_one = pytest_html_page.take_over(written(language), Wording(language), scrubber or Scrubber())
    assert adopted_one is not None
    return adopted_one


def cells(written: Written, name: str, language: str = "ko") -> tuple[list[str], str]:
    """The cells of a test's row, and its log."""
    (row,) = adopted(written, language).rows["tests"][f"test_it.py::{name}"]
    return row["resultsTableRow"], row["log"]


def test_every_test_is_taken_over_in_the_guide_s_order_and_closed(recorded: Written) -> None:
    rows = adopted(recorded).rows
    # Outcomes stay as the script knows them.
    assert [(name, test["result"]) for name, tests in rows["tests"].items() for test in tests] == [
        ("test_it.py::test_plain", "Passed"),
        ("test_it.py::test_quiet", "Passed"),
        ("test_it.py::test_region", "Failed"),
        ("test_it.py::test_blocked", "Skipped"),
    ]
    assert (rows["initialSort"], rows["renderCollapsed"]) == ("original", ["all"])


def test_the_record_is_scrubbed(recorded: Written) -> None:
    assert "CANARY-output" in json.dumps(adopted(recorded).rows)
    scrubbed = json.dumps(adopted(recorded, scrubber=Scrubber(["CANARY-output"])).rows)
    assert "CANARY" not in scrubbed
    assert "111122223333" not in scrubbed


def test_a_row_has_its_verdict_its_title_and_its_reason_and_not_its_place_on_the_disk(recorded: Written) -> None:
    row, log = cells(recorded, "test_blocked")
    assert row[1:3] == [
        '<td class="col-verdict blocked">확인 보류</td>',
        '<td class="col-testId"><span class="row-title">AWS_REGION 값 (us-east-1)</span>'
        "<code>test_it.py::test_blocked</code></td>",
    ]
    assert log == "it&#x27;s &lt;blocked&gt;"


def test_a_test_without_a_verdict_shows_its_outcome_and_that_nothing_was_recorded(recorded: Written) -> None:
    row, log = cells(recorded, "test_quiet", "en")
    assert (row[1], log) == ('<td class="col-verdict passed">passed</td>', "Nothing was recorded.")


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("ko", ["pytest 결과", "판정", "테스트", "시간", "링크"]),
        ("en", ["Outcome", "Verdict", "Test", "Duration", "Links"]),
    ],
)
def test_the_columns_are_named_in_the_page_s_language(recorded: Written, language: str, heads: list[str]) -> None:
    assert re.findall(r">([^<]+)</th>", adopted(recorded, language).head) == heads


def test_the_rows_stand_there_without_the_script_and_none_of_pytest_html_s_english(recorded: Written) -> None:
    section = pytest_html_page.render_record(adopted(recorded), Wording("ko"))
    shown = re.sub(r"<(?:[^>\"]|\"[^\"]*\")*>", "|", section)
    words = set(re.findall(r"[A-Za-z]{4,}", html.unescape(shown)))
    assert not words & {"Environment", "Summary", "Result", "Duration", "Links", "results", "filters", "Show", "Hide"}
    table = section[section.index('<table id="results-table">') : section.index("</table>")]
    assert table.count('<tbody class="results-table-row') == 4
    assert "AWS_REGION &lt;b&gt;is&lt;/b&gt; missing for ********3333" in table


def test_an_unknown_build_of_pytest_html_is_left_out_and_said() -> None:
    assert pytest_html_page.take_over("<html><body>another</body></html>", Wording("ko"), Scrubber()) is None
    section = pytest_html_page.render_record(None, Wording("ko"))
    assert "이번 실행에는 pytest-html 기록이 없습니다." in section


def test_a_row_that_another_hook_removed_stays_removed() -> None:
    cells: list[str] = []
    pytest_html_page.add_verdict_cell(cells, object(), Wording("ko"))
    assert cells == []


# -- what the page takes over of its inside: named when it goes, and left out then


def test_its_script_finds_every_element_that_it_looks_for(recorded: Written) -> None:
    record = adopted(recorded)
    wanted = {*re.findall(r"getElementById\('([^']+)'\)", record.script)}
    there = {*re.findall(r' id="([^"]+)"', pytest_html_page.render_record(record, Wording("ko")))}
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
