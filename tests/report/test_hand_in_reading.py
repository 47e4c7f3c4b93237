"""The one reader of hand-ins, and everything that it is not fooled by."""

from __future__ import annotations

import json
from typing import Any

import pytest

import checkpoints
from checkpoints.report import page
from checkpoints.report.contract import Box, Check, Report
from checkpoints.report.hand_in import HandIn, Reading, read_hand_in
from checkpoints.report.seal import seal_data
from tests.classroom.hand_ins import page_of, plain_json, report
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


def test_what_was_changed_after_it_was_sealed_is_altered() -> None:
    changed = page_of(seal_data(report("김하나"))).replace("us-east-1", "us-east-2", 1)
    made_live = page_of({**seal_data(report("김하나", samples.rehearsal)), "mode": "live"})
    assert [_reading(each) for each in (changed, made_live)] == [Reading.ALTERED] * 2


def test_another_section_is_told_with_its_number() -> None:
    found = read_hand_in(page_of(seal_data(report("김하나", guide={"section": "1.2", "title": "x"}))))
    assert (found.reading, found.where) == (Reading.OTHER_SECTION, "1.2")


NO_VERSIONS: tuple[object, ...] = (True, 1.0, "1", None, [])  # the contract writes no 1.0


@pytest.mark.parametrize(
    ("version", "reading"),
    [
        *((version, Reading.OTHER_VERSION) for version in (0, 2, 99, -1, 10**30)),
        *((version, Reading.BROKEN) for version in NO_VERSIONS),
    ],
)
def test_another_schema_version_is_told_before_its_shape_is_looked_at(version: object, reading: Reading) -> None:
    assert _reading(page_of({**report("김하나"), "schema_version": version, "steps": 7})) is reading


def test_the_element_is_found_however_it_is_written() -> None:
    text = page.render_data(seal_data(report("김하나")))
    inner = text[text.index(">") + 1 : -len("</script>")]
    for opening in (
        "<SCRIPT ID='checkpoint-report' TYPE='application/json'>",
        "<script\n id=checkpoint-report\n type = application/json >",
        '<script data-x=">" type="Application/JSON" id="checkpoint-report" >',
    ):
        assert _reading(f"<html>{opening}{inner}</ScRiPt ></html>") is Reading.SOUND


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
