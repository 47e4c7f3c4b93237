"""The one reader of hand-ins, and everything that it is not fooled by."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import checkpoints
from checkpoints.report import page
from checkpoints.report.contract import Box, Check, Report
from checkpoints.report.hand_in import LIMITS, HandIn, Limits, Reading, read_hand_in
from checkpoints.report.seal import seal_data
from tests.classroom.hand_ins import Sample, page_of, page_with, plain_json, report
from tests.report import samples
from tests.report.alterations import set_at


def _reading(content: str | bytes) -> Reading:
    return read_hand_in(content).reading


def test_a_sealed_page_is_sound() -> None:
    sealed = seal_data(report("김하나"))
    found = read_hand_in(page.render_page(sealed).encode())
    assert (found.reading, found.report, found.where) == (Reading.SOUND, sealed, "")
    assert found.digest is not None and found.digest.hex() == sealed["hand_in"]["sha256"]


def test_a_sealed_data_file_is_sound_with_and_without_a_byte_order_mark_and_broken_when_cut_short() -> None:
    text = plain_json(seal_data(report("김하나")))
    assert [_reading(text), _reading("\ufeff" + text), _reading(text.encode("utf-8-sig"))] == [Reading.SOUND] * 3
    assert _reading(text[:-40]) is Reading.BROKEN


@pytest.mark.parametrize("name", sorted(samples.RUNS))
def test_a_report_of_every_kind_is_read_for_what_it_is(name: str) -> None:
    # Nobody seals a run that was cut short.
    expected = {"rehearsal": Reading.REHEARSAL, "rehearsal_failed": Reading.REHEARSAL, "interrupted": Reading.ALTERED}
    found = report("김하나", samples.RUNS[name])
    assert _reading(page_of(seal_data(found))) is expected.get(name, Reading.SOUND)
    # Without a seal nothing counts, whatever it claims.
    assert _reading(page_of(found)) is (Reading.REHEARSAL if "rehearsal" in name else Reading.UNSEALED)


def _claiming(run: Sample, field: str) -> str:
    """A sealed report that claims more than its checks bear out."""
    found: Any = report("김하나", run)
    lines = {"verdict": "ready", **{each: [{**row, "verdict": "passed"} for row in found[each]] for each in LINES}}
    return page_of(seal_data({**found, field: lines[field]}))


LINES = ("steps", "summary")
ALTERED: dict[str, Callable[[], str]] = {
    "one letter changed": lambda: page_of(seal_data(report("김하나"))).replace("us-east-1", "us-east-2", 1),
    "a rehearsal made live": lambda: page_of({**seal_data(report("김하나", samples.rehearsal)), "mode": "live"}),
    "a failure called ready": lambda: _claiming(samples.one_failure, "verdict"),
    "steps called passed": lambda: _claiming(samples.one_failure, "steps"),
    "a summary called passed": lambda: _claiming(samples.one_failure, "summary"),
    "a part called ready": lambda: _claiming(samples.part, "verdict"),
}


@pytest.mark.parametrize("build", ALTERED.values(), ids=ALTERED)
def test_what_was_changed_or_is_not_borne_out_by_its_checks_is_altered(build: Callable[[], str]) -> None:
    assert _reading(build()) is Reading.ALTERED


def test_another_section_is_told_with_its_number() -> None:
    found = read_hand_in(page_of(seal_data(report("김하나", guide={"section": "1.2", "title": "x"}))))
    assert (found.reading, found.where) == (Reading.OTHER_SECTION, "1.2")


@pytest.mark.parametrize("version", [0, 2, 99, -1, 10**30])
def test_another_schema_version_is_told_before_its_shape_is_looked_at(version: int) -> None:
    assert _reading(page_of({**report("김하나"), "schema_version": version, "steps": 7})) is Reading.OTHER_VERSION


@pytest.mark.parametrize("version", [True, 1.0, "1", None, []])
def test_a_schema_version_that_is_no_whole_number_is_broken(version: object) -> None:
    found = read_hand_in(page_of(seal_data({**report("김하나"), "schema_version": version})))
    # 1.0 is a number, but not the one that the contract writes.
    assert (found.reading, found.where) == (Reading.BROKEN, "schema_version")


@pytest.mark.parametrize("content", [b"", b" \n\t", b"\0\0\0"])
def test_nothing_is_empty(content: bytes) -> None:
    assert _reading(content) is Reading.EMPTY


@pytest.mark.parametrize(
    "content",
    [
        *("hello", b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 docx", b"\xff" * 1000),
        *("{}", "[]", '{"a": 1}', "{ not json", "null", "1", '{"schema_version": 1}'),
        "<!DOCTYPE html><html><body>another page</body></html>",
        json.dumps({"kind": "class", "schema_version": 1, "attendees": []}),
        "<html>안녕</html>".encode("utf-16"),
        "<html>안녕</html>".encode("cp949"),
        '<html><script id="checkpoint-report">{}</script></html>',
        '<html><script type="application/json" id="other">{}</script></html>',
        '<html><!-- <script type="application/json" id="checkpoint-report">{}</script> --></html>',
        '<html><script>"<script type=application/json id=checkpoint-report>{}"</script></html>',
        page_with("{}"),
    ],
)
def test_what_is_no_report_is_foreign(content: str | bytes) -> None:
    assert _reading(content) is Reading.FOREIGN


def test_a_page_cut_short_anywhere_is_never_sound_and_never_an_error() -> None:
    text = page.render_page(seal_data(report("김하나"))).encode()
    end = text.index(b"</script>", text.index(b'id="checkpoint-report"')) + len("</script>")
    readings = {_reading(text[:cut]) for cut in range(200, end, 997)}
    assert readings == {Reading.BROKEN}


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", '"x"', "{]", "{'a': 1}", '{"a": NaN}', '{"a": Infinity}', '{"a": -Infinity}'),
        *('{"a": 1, "a": 2}', '{"a": {"b": 1, "b": 1}}', '{"a": "\x01"}', '{"a": 01}'),
        *("1" * 5000, '{"a": ' + "1" * 5000 + "}"),
    ],
    ids=range(15),
)
def test_an_element_without_readable_json_is_broken(text: str) -> None:
    assert _reading(page_with(text)) is Reading.BROKEN


@pytest.mark.parametrize(
    "text", ['"\\ud800"', "1e999", "-1e999", '{"x": "\\udfff"}', '["\\udbff\\ud800"]', "123456789" * 500]
)
def test_values_that_json_cannot_carry_are_broken_wherever_they_stand(text: str) -> None:
    whole = plain_json(seal_data(report("김하나")))
    assert _reading(page_with(whole[:-1].rstrip() + f', "more": {text}}}')) is Reading.BROKEN


def test_wrong_encodings_are_broken() -> None:
    text = page_of(seal_data(report("김하나")))
    assert _reading(text.encode("cp949", errors="replace")) is Reading.BROKEN
    assert _reading(text.encode().replace("김".encode(), b"\xed\xa0\x80")) is Reading.BROKEN
    assert _reading(text.replace("김하나", "\ud800")) is Reading.BROKEN


def test_the_element_is_found_however_it_is_written() -> None:
    text = page.render_data(seal_data(report("김하나")))
    inner = text[text.index(">") + 1 : -len("</script>")]
    for opening in (
        "<SCRIPT ID='checkpoint-report' TYPE='application/json'>",
        "<script\n id=checkpoint-report\n type = application/json >",
        '<script data-x=">" type="Application/JSON" id="checkpoint-report" >',
    ):
        assert _reading(f"<html>{opening}{inner}</ScRiPt ></html>") is Reading.SOUND


def test_two_elements_are_broken_since_nobody_can_tell_which_one_counts() -> None:
    element = page.render_data(seal_data(report("김하나")))
    assert _reading(f"<html>{element}{element}</html>") is Reading.BROKEN


_CHECK = "steps/0/checks/0"


@pytest.mark.parametrize(
    ("place", "value", "where"),
    [
        ("steps", {}, "steps"),
        ("steps", [], "steps"),
        ("steps/0/step", 2, "steps"),
        ("steps/0/step", True, "steps.step"),
        ("steps/0/checks", [], "steps.checks.id"),
        ("steps/0/checks/0", None, "steps.checks"),
        (f"{_CHECK}/id", "step1.haiku-access", "steps.checks.id"),
        (f"{_CHECK}/verdict", ["passed"], "steps.checks.verdict"),
        (f"{_CHECK}/cause", "Not A Word", "steps.checks.cause"),
        (f"{_CHECK}/cause", "x" * 65, "steps.checks.cause"),
        (f"{_CHECK}/duration_s", -1, "steps.checks.duration_s"),
        (f"{_CHECK}/duration_s", True, "steps.checks.duration_s"),
        (f"{_CHECK}/evidence", [{}], "steps.checks.evidence.source"),
        ("checkpoints", [], "checkpoints.id"),
        ("summary", [], "summary"),
        ("attendee", None, "attendee"),
        ("attendee/name", ["x"], "attendee.name"),
        ("attendee/credential_source", "A Guess", "attendee.credential_source"),
        ("mode", "LIVE", "mode"),
        ("endpoint", None, "endpoint"),
        ("finished_at", "yesterday", "finished_at"),
        ("finished_at", "2026-11-02T03:51:07", "finished_at"),
        ("finished_at", "9999-12-31T23:59:59-23:59", "finished_at"),
        ("finished_at", 1, "finished_at"),
        ("billed_invocations", 1.5, "billed_invocations"),
        ("guide_notes", [{"about": "x"}], "guide_notes.text"),
        ("guide", "1.1", "guide"),
        ("verdict", "Fine", "verdict"),
    ],
    ids=str,
)
def test_a_shape_that_is_not_the_contracts_is_broken_and_says_where(place: str, value: object, where: str) -> None:
    got = _read_with(place, value)
    assert (got.reading, got.where) == (Reading.BROKEN, where)


def _read_with(place: str, value: object) -> HandIn:
    """A sealed report in which another value stands at a place, or one more at the end of a list."""
    found: Any = json.loads(json.dumps(report("김하나", samples.one_failure)))
    set_at(found, place, value)
    return read_hand_in(page_of(seal_data(found)))


_ROW: dict[str, Any] = {
    **dict.fromkeys(("id", "title", "detail"), "step1.opus-access"),
    **{field: [] for field in ("evidence", "blocked_by", "notes")},
    "verdict": "passed",
    "cause": None,
    "fix": None,
    "duration_s": 0.1,
}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (f"{_CHECK}/verdict", "postponed"),
        ("endpoint", "partition"),
        ("mode", "replayed"),
        ("verdict", "nearly_ready"),
        ("steps/0/checks/-", _ROW),
        ("steps/1/checks", [_ROW]),
        ("checkpoints/-", {**_ROW, "text": "x"}),
        ("steps/-", {"step": 5, "title": "x", "verdict": "passed", "checks": [_ROW]}),
    ],
    ids=str,
)
def test_words_and_rows_of_another_release_are_told_with_that_release(place: str, value: object) -> None:
    got = _read_with(place, value)
    assert (got.reading, got.where) == (Reading.OTHER_VERSION, checkpoints.__version__)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("weather", {"sun": [1, 2.5, None]}),
        ("steps/3/checks/0/cause", "moon-in-the-way"),
        ("attendee/credential_source", "quantum-link"),
        ("claude_code", {"credential_source": "credential-export"}),
        (f"{_CHECK}/who", "nobody"),
        (f"{_CHECK}/commands", {"fish": "set -x"}),
    ],
    ids=str,
)
def test_causes_sources_and_fields_of_another_release_are_let_be(place: str, value: object) -> None:
    assert _read_with(place, value).reading is Reading.SOUND


def test_a_hand_in_of_a_release_that_wrote_fewer_fields_is_sound() -> None:
    found: Any = report("김하나", samples.one_failure)
    found = {**found, "checkpoints": [_required(Box, box) for box in found["checkpoints"]]}
    found["steps"] = [
        {**step, "checks": [_required(Check, check) for check in step["checks"]]} for step in found["steps"]
    ]
    assert "command" not in found["steps"][3]["checks"][0]
    assert _reading(page_of(seal_data(_required(Report, found)))) is Reading.SOUND


def _required(kind: Any, found: Any) -> Any:
    return {name: value for name, value in found.items() if name in kind.__required_keys__}


@pytest.mark.parametrize("field", ["steps", "summary", "checkpoints", "finished_at", "endpoint", "selection"])
def test_a_field_of_the_contract_that_is_missing_is_broken(field: str) -> None:
    found = {name: value for name, value in report("김하나").items() if name != field}
    got = read_hand_in(page_of(seal_data(found)))
    assert (got.reading, got.where) == (Reading.BROKEN, field)


def test_what_is_larger_than_is_read_is_too_large() -> None:
    assert _reading(b"x" * (LIMITS.file + 1)) is Reading.TOO_LARGE
    assert _reading(page_with('{"a": "' + "x" * LIMITS.json + '"}')) is Reading.TOO_LARGE


@pytest.mark.parametrize(
    "text",
    [
        "[" * 25 + "]" * 25,
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"\\\\":' + "[" * 30 + "]" * 30 + "}",
        '{"\\"[":' + "[" * 30 + "]" * 30 + "}",
        "[" + "1," * 20_000 + "1]",
        "[" + "[]," * 20_000 + "[]]",
    ],
)
def test_what_is_deeper_or_more_numerous_than_is_read_is_too_large(text: str) -> None:
    assert _reading(page_with(text)) is Reading.TOO_LARGE


def test_brackets_within_texts_are_no_depth() -> None:
    assert _reading(page_of(seal_data(report("[{" * 200 + '\\"[{"')))) is Reading.SOUND


@pytest.mark.parametrize("limits", [Limits(file=100), Limits(depth=3), Limits(elements=50)])
def test_limits_can_be_narrower(limits: Limits) -> None:
    assert read_hand_in(page_of(seal_data(report("김하나"))), limits).reading is Reading.TOO_LARGE


@pytest.mark.parametrize(
    ("piece", "in_json"),
    [
        *((each, False) for each in ("<script ", "<script>", "<script a='", '<script x="', "<script/", "</script")),
        *((each, False) for each in ("<!-->", "<!--", "<", '\\"')),
        *((each, True) for each in ('\\"', '"', '"\\', "{}", '""', "[", "]")),
    ],
)
def test_nothing_but_tags_quotes_or_brackets_takes_no_time(piece: str, in_json: bool) -> None:
    length = LIMITS.json - 10 if in_json else LIMITS.file
    text = piece * (length // len(piece))
    begun = time.process_time()
    found = _reading(page_with('{"' + text) if in_json else text)
    assert found in (Reading.FOREIGN, Reading.BROKEN, *([Reading.TOO_LARGE] if in_json else []))
    assert time.process_time() - begun < 2


@given(st.binary(max_size=300))
def test_no_bytes_are_an_error(content: bytes) -> None:
    assert _reading(content) is not Reading.SOUND
    assert _reading(page_with("").encode().replace(b"</script>", content + b"</script>")) is not Reading.SOUND


@settings(deadline=None)  # seven files for each value
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner)))
def test_no_value_in_place_of_another_is_an_error(value: object) -> None:
    for name in ("schema_version", "attendee", "steps", "verdict", "finished_at", "hand_in", "guide_notes"):
        text = json.dumps({**report("김하나"), name: value})
        assert read_hand_in(page_with(text.replace("<", "\\u003c"))).reading is not Reading.SOUND
