"""Hand-ins: their seal, their name, and writing one."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoints.report import page
from checkpoints.report.contract import Report
from checkpoints.report.hand_in import Reading, read_hand_in
from checkpoints.report.hand_in_file import HandInError, name_file, write_hand_in
from checkpoints.report.run_result import RunResult
from checkpoints.report.scrub import Scrubber
from checkpoints.report.seal import carries_seal, compute_digest, seal_data, write_canonical_form, write_code
from tests.report import samples
from tests.report.samples import compose

NOW = datetime(2026, 11, 2, 12, 51, 7, 123456, tzinfo=timezone(timedelta(hours=9)))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def _report(**changes: Any) -> Report:
    report: Any = {**compose(samples.ready()), **changes}
    return report  # type: ignore[no-any-return]


def test_the_seal_is_the_digest_of_the_sorted_compact_utf_8_form_without_the_seal() -> None:
    report = _report()
    form = json.dumps(report, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    sealed = seal_data(report)
    assert write_canonical_form(sealed) == form
    assert sealed["hand_in"]["sha256"] == hashlib.sha256(form).hexdigest()
    assert {key: value for key, value in sealed.items() if key != "hand_in"} == report
    assert seal_data(sealed) == sealed


def test_the_code_is_four_groups_without_letters_that_are_mistaken_for_others() -> None:
    code = seal_data(_report())["hand_in"]["code"]
    assert re.fullmatch(r"[2346789BCDFGHJKMPQRTVWXY]{4}(-[2346789BCDFGHJKMPQRTVWXY]{4}){3}", code)
    assert write_code(bytes(32)) == "2222-2222-2222-2222"
    assert write_code(bytes(31) + b"\x01") == "3222-2222-2222-2222"


@given(st.dictionaries(st.text(), _VALUES, max_size=5))
def test_what_was_sealed_carries_its_seal_after_a_round_through_json(found: dict[str, Any]) -> None:
    sealed = seal_data(found)
    assert carries_seal(json.loads(json.dumps(sealed)), compute_digest(write_canonical_form(sealed)))
    more = {**sealed, "one more": 1}
    assert not carries_seal(more, compute_digest(write_canonical_form(more)))
    assert Scrubber(["secret-value"]).scrub_tree(sealed["hand_in"]) == sealed["hand_in"]


@pytest.mark.parametrize(
    "seal",
    [
        *(None, 1, "x", {}, {"sha256": 1, "code": 2}, {"sha256": "é" * 64, "code": "é"}),
        {**seal_data(_report())["hand_in"], "code": "2222-2222-2222-2222"},
    ],
)
def test_anything_else_in_place_of_a_seal_is_altered(seal: object) -> None:
    assert read_hand_in(json.dumps({**_report(), "hand_in": seal})).reading is Reading.ALTERED


def test_a_name_says_section_attendee_and_utc_time() -> None:
    name = name_file("1.1", "김하나", NOW)
    assert re.fullmatch(r"1\.1_김하나_20261102T035107\.123456Z-[a-z2-9]{4}\.html", name)


@pytest.mark.parametrize(
    ("attendee", "part"),
    [
        (unicodedata.normalize("NFD", "김하나"), "김하나"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\C:\\x", "C-x"),
        ('a<b>c:d"e|f?g*h', "a-b-c-d-e-f-g-h"),
        ("이 름\t\n\x00\x1b[31m", "이-름-31m"),
        ("\u202egnp.exe", "gnp-exe"),
        *((attendee, "attendee") for attendee in ("\ud800", "...", "", "🙂")),
        ("Ana_María-José", "Ana-María-José"),
        ("가" * 400, "가" * 26),
    ],
)
def test_whatever_an_attendee_is_called_the_name_is_safe(attendee: str, part: str) -> None:
    assert name_file("1.1", attendee, NOW).split("_")[1] == part


@pytest.mark.parametrize("section", ["con.1", "NUL.1", "Com1.x", "LPT9.x"])
def test_a_name_is_never_that_of_a_device(section: str) -> None:
    assert name_file(section, "x", NOW).startswith(f"_{section}_x_")


@given(st.text(), st.text())
def test_every_name_is_one_bounded_part_of_a_path(section: str, attendee: str) -> None:
    name = name_file(section, attendee, NOW)
    assert len(name.encode()) <= 150
    assert name == unicodedata.normalize("NFC", name)
    assert not set(name) & set('/\\<>:"|?*')
    assert name.isprintable()
    assert not name.startswith((".", "-")) and name.endswith(".html")
    assert Path(name).name == name


def test_two_names_of_the_same_moment_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("aaaaaaaabbbb")
    monkeypatch.setattr("checkpoints.report.hand_in_file.secrets.choice", lambda _: next(letters))
    written = [write_hand_in(_report(), page.render_page, tmp_path, NOW).path.name[-9:] for _ in range(2)]
    assert written == ["aaaa.html", "bbbb.html"]


HOSTILE = "</script><script>alert(1)</script><!--\u2028 & \"'"


@pytest.mark.parametrize(("name", "read"), [("김하나", "김하나"), (None, None), ("x\udcff", "x?"), (HOSTILE, HOSTILE)])
def test_what_is_written_is_sealed_whole_and_reads_back(tmp_path: Path, name: str | None, read: str | None) -> None:
    folder, report = tmp_path / "reports" / "hand-in", _report(attendee={**_report()["attendee"], "name": name})
    written = write_hand_in(report, page.render_page, folder, NOW)
    assert list(folder.iterdir()) == [written.path]
    found = read_hand_in(written.path.read_bytes())
    assert (found.reading, found.report) == (Reading.SOUND, seal_data(report))
    assert found.report is not None
    assert (found.report["attendee"]["name"], found.report["hand_in"]["code"]) == (read, written.code)


def _of_another_region(report: Report) -> str:
    return page.render_page(report).replace("us-east-1", "us-west-2")


def _of_another_report(_: Report) -> str:
    return page.render_page(seal_data(_report(billed_invocations=7)))


@pytest.mark.parametrize(
    ("run", "render", "reading"),
    [
        (samples.rehearsal, page.render_page, Reading.REHEARSAL),
        (samples.ready, _of_another_region, Reading.ALTERED),
        (samples.ready, _of_another_report, Reading.ALTERED),
    ],
)
def test_a_page_that_does_not_read_back_as_a_sound_hand_in_is_taken_away_again(
    run: Callable[[], RunResult], render: Callable[[Report], str], reading: Reading, tmp_path: Path
) -> None:
    with pytest.raises(HandInError) as caught:
        write_hand_in(compose(run()), render, tmp_path, NOW)
    assert caught.value.reading is reading
    assert list(tmp_path.iterdir()) == []
