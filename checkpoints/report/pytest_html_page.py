"""pytest-html's record, fitted into the page.

pytest-html 4.2 keeps its rows in an attribute that only its script shows. Here its templates, its rows and its script
are taken over; the frame around them is drawn anew (language, headings, keyboard, contrast, width), and the rows stand
there without the script as well.
"""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from checkpoints.report.markup import Html, escape, join_parts, tag
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Wording

_ROWS = re.compile(r'data-jsonblob="([^"]*)"')
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_TEMPLATE = re.compile(r'<template id="(\w[\w-]*)">.*?</template>', re.DOTALL)
_HEAD = re.compile(r'<thead id="results-table-head">(.*?)</thead>', re.DOTALL)
_COUNT = re.compile(r'<span class="(\w+)">(\d+) ')
_EMPTY = "No results found. Check the filters."
_SKIPPED = re.compile(r"""\(['"].*['"], \d+, ('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\)""")
_NO_LOG = "No log output captured."
_COLUMN = re.compile(r'data-column-type="(\w+)"')
_CELL = re.compile(r"^<td[^>]*>|</td>$")
_HEADS = {
    "result": "page.technical.result",
    "testId": "page.technical.test",
    "duration": "page.technical.duration",
    "links": "page.technical.links",
}


class Recorded(NamedTuple):
    """What pytest-html wrote: its rows (the JSON it shows), its script, templates, table head, counts by outcome."""

    rows: dict[str, Any]
    script: str
    templates: tuple[Html, ...]
    head: Html
    counts: dict[str, int]

    @property
    def tests(self) -> list[dict[str, Any]]:
        """Its rows in the order in which the tests ran."""
        return [test for tests in self.rows["tests"].values() for test in tests]


def name_columns(cells: list[str], wording: Wording) -> None:
    """For `pytest_html_results_table_header`: name the columns, and add one for the verdict, in place.

    pytest-html's own Result column stays, since its script counts on the English word, and is not shown.
    """
    if not any('data-column-type="testId"' in cell for cell in cells):
        return  # a table that is built in another way: `row` leaves its rows alone, too
    for index, cell in enumerate(cells):
        column = _COLUMN.search(cell)
        key = _HEADS.get(column[1] if column else "links")
        if key is not None:
            cells[index] = re.sub(r">[^<]*<", f">{escape(wording.say(key))}<", cell, count=1)
    verdict = wording.say("page.technical.verdict")
    cells.insert(1, str(tag("th", verdict, class_="sortable", data_column_type="verdict")))


def add_verdict_cell(cells: list[str], report: Any, wording: Wording) -> None:
    """For `pytest_html_results_table_row`: add the verdict's cell, and the requirement's title, in place.

    report: pytest's, which may carry `verdict` and `check` (the contract's word and id) as attributes; a test without
    them shows pytest's own outcome.
    """
    place = next((index for index, cell in enumerate(cells) if 'class="col-testId"' in cell), None)
    if place is None:  # another hook removed the row, or pytest-html builds it in another way
        return
    verdict, check = getattr(report, "verdict", None), getattr(report, "check", None)
    message = wording.say(f"verdict.{verdict}" if verdict else f"page.outcome.{report.outcome}")
    name = _CELL.sub("", cells[place])
    shown = tag("span", wording.say_title(check), class_="row-title") if check else None
    cells[place] = str(tag("td", shown, tag("code", html.unescape(name)), class_="col-testId"))
    cells.insert(1, str(tag("td", message, class_=f"col-verdict {verdict or report.outcome}")))


def take_over(pytest_html: str, wording: Wording, scrubber: Scrubber) -> Recorded | None:
    """What a file of pytest-html holds, scrubbed; None when it is not built as pytest-html 4.2 builds it."""
    blob, scripts, head = _ROWS.search(pytest_html), _SCRIPT.findall(pytest_html), _HEAD.search(pytest_html)
    templates = tuple(_fix_template(match[0], wording) for match in _TEMPLATE.finditer(pytest_html))
    if blob is None or not scripts or head is None or len(templates) != 3:
        return None
    rows = scrubber.scrub_tree(json.loads(html.unescape(blob[1])))
    _adapt_rows(rows, wording)
    counts = {outcome: int(count) for outcome, count in _COUNT.findall(pytest_html)}
    return Recorded(rows, scripts[-1], templates, Html(head[1].strip()), counts)


def _adapt_rows(rows: dict[str, Any], wording: Wording) -> None:
    # The guide's order, and every row closed: the page above has what matters.
    rows.update(initialSort="original", renderCollapsed=["all"], title="")
    # Their script takes values as HTML, and builds nested ones into lists that are never closed.
    rows["environment"] = {name: escape(_flat(value)) for name, value in rows["environment"].items()}
    for test in (test for tests in rows["tests"].values() for test in tests):
        test["log"] = _log(test["log"]) or escape(wording.say("page.technical.nothing"))


def _log(log: str) -> str:
    """A test's log without the place on the attendee's disk that pytest puts before the reason of a skip."""
    first, _, rest = log.partition("\n")
    skipped = _SKIPPED.fullmatch(html.unescape(first))
    if skipped is not None:
        first = escape(str(ast.literal_eval(skipped[1])).removeprefix("Skipped: "))
    return "" if log.strip() == _NO_LOG else "\n".join((first, rest)).strip()


def _fix_template(template: str, wording: Wording) -> Html:
    fixed = template.replace(_EMPTY, escape(wording.say("page.technical.empty")))
    return Html(fixed.replace('<img src="" />', '<img alt="">'))


def render_record(recorded: Recorded | None, wording: Wording) -> Html:
    """The technical part, closed."""
    if recorded is None:
        body = join_parts(tag("p", wording.say("page.technical.absent"), class_="muted"))
    else:
        body = join_parts(
            tag("p", wording.say("page.technical.more"), class_="muted"),
            *_results(recorded, wording),
            *_environment(recorded, wording),
            *recorded.templates,
            tag("div", id="data-container", data_jsonblob=json.dumps(recorded.rows)),
        )
    return tag(
        "section",
        tag(
            "details",
            tag("summary", tag("h2", wording.say("page.technical"), id="technical-title")),
            tag("div", body, class_="technical-body"),
            id="technical",
        ),
        aria_labelledby="technical-title",
    )


def _results(recorded: Recorded, wording: Wording) -> Iterator[Html]:
    yield tag("h3", wording.say("page.technical.results"), id="technical-results")
    yield tag(
        "div",
        tag(
            "fieldset",
            tag("legend", wording.say("page.technical.filter")),
            *(_filter(outcome, count, wording) for outcome, count in recorded.counts.items()),
        ),
        tag("button", wording.say("page.technical.show"), type="button", id="show_all_details"),
        tag("button", wording.say("page.technical.hide"), type="button", id="hide_all_details"),
        class_="controls",
        hidden=True,
    )
    table = tag(
        "table",
        tag("thead", recorded.head, id="results-table-head"),
        *(_row(test) for test in recorded.tests),
        id="results-table",
    )
    linked = any("col-links__extra" in cell for test in recorded.tests for cell in test["resultsTableRow"])
    kind = "wide" if linked else "wide no-links"
    yield tag("div", table, class_=kind, tabindex="0", role="region", aria_labelledby="technical-results")


def _filter(outcome: str, count: int, wording: Wording) -> Html:
    box = tag(
        "input",
        type="checkbox",
        name="filter_checkbox",
        class_="filter",
        checked=True,
        data_test_result=outcome,
    )
    word = wording.say("page.count", {"word": wording.say(f"page.outcome.{outcome}"), "count": str(count)})
    return tag("label", box, " ", word, hidden=count == 0)


def _row(test: dict[str, Any]) -> Html:
    """A row as pytest-html's script would draw it; its cells and log are HTML of pytest-html already."""
    cells = [Html(cell) for cell in test["resultsTableRow"]]
    log = tag("div", Html(test["log"]), class_="log")
    return tag(
        "tbody",
        tag("tr", *cells, class_="collapsible"),
        tag("tr", tag("td", log, class_="extra", colspan=str(len(cells)))),
        class_=f"results-table-row {test['result'].lower()}",
    )


def _environment(recorded: Recorded, wording: Wording) -> Iterator[Html]:
    yield tag("h3", wording.say("page.technical.environment"), id="technical-environment")
    # Their script listens to this element; the table below is always open.
    yield tag("div", id="environment-header", hidden=True)
    rows = (
        tag("tr", tag("td", name), tag("td", tag("div", Html(value))))
        for name, value in recorded.rows["environment"].items()
    )
    table = tag("table", *rows, id="environment")
    yield tag("div", table, class_="wide", tabindex="0", role="region", aria_labelledby="technical-environment")


def _flat(value: Any) -> str:
    return ", ".join(f"{name} {part}" for name, part in value.items()) if isinstance(value, dict) else str(value)
