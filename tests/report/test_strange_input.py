"""Bytes, pages and JSON from strangers: what cannot be read, what is more than is read, and that it takes no time."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkpoints.report import page
from checkpoints.report.bounded_json import UnboundedError, parse_json
from checkpoints.report.hand_in import LIMITS, Reading, read_hand_in
from checkpoints.report.seal import seal_data
from tests.classroom.hand_ins import page_of, page_with, plain_json, report
from tests.lengths import as_long


def _reading(content: str | bytes) -> Reading:
    return read_hand_in(content).reading


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


def test_what_is_larger_than_is_read_is_too_large() -> None:
    assert _reading(b"x" * (LIMITS.file + 1)) is Reading.TOO_LARGE
    assert _reading(page_with('{"a": "' + "x" * LIMITS.json + '"}')) is Reading.TOO_LARGE


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 25 + "]" * 25, "[" * 100_000, '{"a":' * 100_000),
        '{"\\\\":' + "[" * 30 + "]" * 30 + "}",
        '{"\\"[":' + "[" * 30 + "]" * 30 + "}",
        *("[" + "1," * 20_000 + "1]", "[" + "[]," * 20_000 + "[]]"),
    ],
)
def test_what_is_deeper_or_more_numerous_than_is_read_is_too_large(text: str) -> None:
    assert _reading(page_with(text)) is Reading.TOO_LARGE


def test_brackets_within_texts_are_no_depth() -> None:
    assert _reading(page_of(seal_data(report("[{" * 200 + '\\"[{"')))) is Reading.SOUND


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
    assert found in (Reading.BROKEN, Reading.TOO_LARGE if in_json else Reading.FOREIGN)
    assert time.process_time() - begun < 2


@given(st.binary(max_size=300))
def test_no_bytes_are_an_error(content: bytes) -> None:
    assert _reading(content) is not Reading.SOUND
    assert _reading(page_with("").encode().replace(b"</script>", content + b"</script>")) is not Reading.SOUND


@settings(deadline=None, max_examples=as_long(15, 100))  # seven files for each value
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner)))
def test_no_value_in_place_of_another_is_an_error(value: object) -> None:
    for name in ("schema_version", "attendee", "steps", "verdict", "finished_at", "hand_in", "guide_notes"):
        text = json.dumps({**report("김하나"), name: value})
        assert read_hand_in(page_with(text.replace("<", "\\u003c"))).reading is not Reading.SOUND


# -- JSON alone, against Python's own reader

# Many of what could be taken for structure.
_TEXTS = st.text(st.sampled_from('\\",:[]{} a가\n'), max_size=6)
_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)


def _parse(text: str) -> Any:
    return parse_json(text.encode(), depth=24, elements=1000)


@given(_VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_what_python_writes_is_read_as_it_was(value: Any, ascii_alone: bool, indent: int | None) -> None:
    assert _parse(json.dumps(value, ensure_ascii=ascii_alone, indent=indent)) == value


@given(_VALUES, _VALUES, _TEXTS, _TEXTS)
def test_a_key_that_stands_twice_is_refused_wherever_it_stands(one: Any, other: Any, key: str, around: str) -> None:
    written, outer = json.dumps(key), json.dumps(around)
    twice = f"{{{written}: {json.dumps(one)}, {written}: {json.dumps(other)}}}"
    for text in (twice, f"[{twice}]", f"{{{outer}: {twice}}}", f'{{"a": {{{outer}: [{twice}]}}, "b": {{}}}}'):
        with pytest.raises(ValueError, match="a key stands twice"):
            _parse(text)


def test_a_key_twice_whose_first_value_is_lost_with_others_in_it_is_refused() -> None:
    with pytest.raises(ValueError, match="a key stands twice"):
        _parse('{"a": {"x": 1, "y": 2}, "a": {}}')


@pytest.mark.parametrize("text", ["[1, 2, 3]", '{"a": 1, "b": [2]}', "[[], []]", "[[[[]]]]", '[",,,,,,", "[[[[", 1]'])
def test_what_has_more_than_is_read_is_unbounded_and_texts_do_not_count(text: str) -> None:
    assert parse_json(text.encode(), depth=4, elements=5) == json.loads(text)
    with pytest.raises(UnboundedError):
        parse_json(text.encode(), depth=4, elements=2)
