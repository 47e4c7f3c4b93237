"""JSON from strangers, against Python's own reader."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoints.report.bounded_json import UnboundedError, parse_json

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
