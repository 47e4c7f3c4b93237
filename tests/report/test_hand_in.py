"""Hand-ins: their seal, their name, and writing one."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoints.report import data, files, hand_in, page
from checkpoints.report.hand_in import HandInError, Reading
from checkpoints.report.scrub import Scrubber
from tests.report import samples

NOW = datetime(2026, 11, 2, 12, 51, 7, 123456, tzinfo=timezone(timedelta(hours=9)))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def _report(**changes: Any) -> dict[str, Any]:
    return {**data.compose(samples.ready(), Scrubber()), **changes}


def test_the_seal_is_the_digest_of_the_sorted_compact_utf_8_form_without_the_seal() -> None:
    report = _report()
    form = json.dumps(report, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    sealed = hand_in.seal(report)
    assert hand_in.canonical(sealed) == form
    assert sealed["hand_in"]["sha256"] == hashlib.sha256(form).hexdigest()
    assert {key: value for key, value in sealed.items() if key != "hand_in"} == report


def test_the_code_is_four_groups_without_letters_that_are_mistaken_for_others() -> None:
    code = hand_in.seal(_report())["hand_in"]["code"]
    assert re.fullmatch(r"[2346789BCDFGHJKMPQRTVWXY]{4}(-[2346789BCDFGHJKMPQRTVWXY]{4}){3}", code)
    assert hand_in.code(bytes(32)) == "2222-2222-2222-2222"
    assert hand_in.code(bytes(31) + b"\x01") == "3222-2222-2222-2222"


def test_sealing_twice_replaces_the_seal() -> None:
    sealed = hand_in.seal(_report())
    assert hand_in.seal(sealed) == sealed


@given(st.dictionaries(st.text(), _VALUES, max_size=5))
def test_what_was_sealed_verifies_after_a_round_through_json(found: dict[str, Any]) -> None:
    sealed = hand_in.seal(found)
    assert hand_in.verify(json.loads(json.dumps(sealed)))
    assert not hand_in.verify({**sealed, "one more": 1})


@pytest.mark.parametrize("seal", [None, 1, "x", {}, {"sha256": 1, "code": 2}, {"sha256": "é" * 64, "code": "é"}])
def test_anything_else_in_place_of_a_seal_does_not_verify(seal: object) -> None:
    assert not hand_in.verify({**_report(), "hand_in": seal})


def test_a_digest_without_its_code_does_not_verify() -> None:
    sealed = hand_in.seal(_report())
    assert not hand_in.verify({**sealed, "hand_in": {**sealed["hand_in"], "code": "2222-2222-2222-2222"}})


def test_data_that_json_cannot_hold_do_not_verify() -> None:
    assert not hand_in.verify({"x": float("nan"), "hand_in": {}})
    assert not hand_in.verify({"x": "\ud800", "hand_in": {}})


def test_a_name_says_section_attendee_and_utc_time() -> None:
    name = hand_in.file_name("1.1", "김하나", NOW)
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
        ("\ud800", "attendee"),
        ("...", "attendee"),
        ("", "attendee"),
        ("Ana_María-José", "Ana-María-José"),
        ("🙂", "attendee"),
        ("가" * 400, "가" * 26),
    ],
)
def test_whatever_an_attendee_is_called_the_name_is_safe(attendee: str, part: str) -> None:
    assert hand_in.file_name("1.1", attendee, NOW).split("_")[1] == part


@pytest.mark.parametrize("section", ["con.1", "NUL.1", "Com1.x", "LPT9.x"])
def test_a_name_is_never_that_of_a_device(section: str) -> None:
    assert hand_in.file_name(section, "x", NOW).startswith(f"_{section}_x_")


@given(st.text(), st.text())
def test_every_name_is_one_bounded_part_of_a_path(section: str, attendee: str) -> None:
    name = hand_in.file_name(section, attendee, NOW)
    assert len(name.encode()) <= 150
    assert name == unicodedata.normalize("NFC", name)
    assert not set(name) & set('/\\<>:"|?*')
    assert name.isprintable()
    assert not name.startswith((".", "-")) and name.endswith(".html")
    assert Path(name).name == name


def test_two_names_of_the_same_moment_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("aaaaaaaabbbb")
    monkeypatch.setattr("checkpoints.report.hand_in.secrets.choice", lambda _: next(letters))
    first = hand_in.write(_report(), page.render, tmp_path, "김하나", NOW)
    second = hand_in.write(_report(), page.render, tmp_path, "김하나", NOW)
    assert [first.name[-9:], second.name[-9:]] == ["aaaa.html", "bbbb.html"]


def test_what_is_written_is_sealed_whole_and_reads_back(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "hand-in"
    path = hand_in.write(_report(), page.render, folder, "김하나", NOW)
    assert list(folder.iterdir()) == [path]
    found = hand_in.read(path.read_bytes())
    assert found.reading is Reading.SOUND
    assert found.report == hand_in.seal(_report())


def test_a_report_without_a_name_gets_the_attendees(tmp_path: Path) -> None:
    attendee = {**_report()["attendee"], "name": None}
    path = hand_in.write(_report(attendee=attendee), page.render, tmp_path, "이두리", NOW)
    report = hand_in.read(path.read_bytes()).report
    assert report is not None and report["attendee"]["name"] == "이두리"


def test_a_name_that_was_half_a_character_is_written_and_read(tmp_path: Path) -> None:
    attendee = {**_report()["attendee"], "name": "x\udcff"}
    path = hand_in.write(_report(attendee=attendee), page.render, tmp_path, "x\udcff", NOW)
    report = hand_in.read(path.read_bytes()).report
    assert report is not None and report["attendee"]["name"] == "x?"


def test_a_name_full_of_markup_is_written_and_read(tmp_path: Path) -> None:
    name = "</script><script>alert(1)</script><!--\u2028 & \"'"
    attendee = {**_report()["attendee"], "name": name}
    path = hand_in.write(_report(attendee=attendee), page.render, tmp_path, name, NOW)
    report = hand_in.read(path.read_bytes()).report
    assert report is not None and report["attendee"]["name"] == name


def test_a_rehearsal_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(HandInError) as caught:
        hand_in.write(data.compose(samples.rehearsal(), Scrubber()), page.render, tmp_path, "김하나", NOW)
    assert caught.value.reading is Reading.REHEARSAL
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_does_not_read_back_is_taken_away_again(tmp_path: Path) -> None:
    def careless(report: dict[str, Any]) -> str:
        return page.render(report).replace("us-east-1", "us-west-2")

    with pytest.raises(HandInError) as caught:
        hand_in.write(_report(), careless, tmp_path, "김하나", NOW)
    assert caught.value.reading is Reading.ALTERED
    assert list(tmp_path.iterdir()) == []


def test_a_page_of_another_sound_report_is_not_taken_for_this_one(tmp_path: Path) -> None:
    other = page.render(hand_in.seal(_report(billed_invocations=7)))
    with pytest.raises(HandInError) as caught:
        hand_in.write(_report(), lambda _: other, tmp_path, "김하나", NOW)
    assert caught.value.reading is Reading.ALTERED
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(files.UnwritableError) as caught:
        hand_in.write(_report(), page.render, tmp_path / "file", "김하나", NOW)
    assert caught.value.path == tmp_path / "file"


def test_the_scrubber_leaves_the_seal_as_it_is() -> None:
    for number in range(200):
        sealed = hand_in.seal({"n": number})
        assert Scrubber(["secret-value"]).tree(sealed) == sealed
