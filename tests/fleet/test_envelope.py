"""The one line that comes back, found among whatever else stands in an output."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkpoints.fleet.envelope import STATES, EnvelopeReading, read_output, write_report, write_state
from tests.lengths import as_long

DATA = {"schema_version": 1, "text": "한국어 " * 400, "number": 1.5}
LINE = write_report(DATA)
AROUND = st.text("checkpoints-fleet:1:report:end \n한\x00=+/")


def test_data_come_back_as_they_were_sent() -> None:
    content = read_output(LINE).content
    assert content is not None
    assert json.loads(content) == DATA


@settings(max_examples=as_long(25, 100))
@given(AROUND, AROUND)
def test_whatever_stands_around_the_line_is_stepped_over(before: str, after: str) -> None:
    assert read_output(f"{before}{LINE}{after}").content is not None


@given(st.integers(min_value=20, max_value=len(LINE) - 1))
def test_a_line_that_does_not_end_is_cut(length: int) -> None:
    assert read_output(LINE[:length]) == EnvelopeReading(state="cut")


@given(st.integers(min_value=len("checkpoints-fleet:1:report:"), max_value=len(LINE) - len(":end") - 1))
def test_a_character_that_has_changed_is_damage(place: int) -> None:
    other = "A" if LINE[place] != "A" else "B"
    assert read_output(LINE[:place] + other + LINE[place + 1 :]).content is None


@pytest.mark.parametrize("output", ["", "Welcome!", "checkpoints", "a" * 30_000])
def test_an_output_without_the_line_holds_nothing(output: str) -> None:
    assert read_output(output) == EnvelopeReading(state="nothing")


@pytest.mark.parametrize("state", STATES)
def test_a_state_comes_back_and_the_last_line_counts(state: str) -> None:
    assert read_output(f"noise\n{LINE}\n{write_state(state)}\n") == EnvelopeReading(state=state)
    assert read_output(f"{write_state(state)}\n{LINE}\n").content is not None


def test_data_that_unpack_to_more_than_a_report_are_damage() -> None:
    assert read_output(write_report({"bomb": " " * 3_000_000})) == EnvelopeReading(state="damaged")
