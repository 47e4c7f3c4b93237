"""A reader sees the old file or the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkpoints.report import files


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "page.html"
    files.write_file(target, ["가\n", "나\n"])
    assert target.read_bytes() == "가\n나\n".encode()
    assert list(target.parent.iterdir()) == [target]


def test_a_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")
    files.write_file(target, ["new"])
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")

    def full(*_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(files.UnwritableError) as caught:
        files.write_file(target, ["new"])
    assert (caught.value.path, caught.value.reason) == (target, "No space left on device")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_ctrl_c_in_the_middle_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")

    def interrupted(*_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_file(target, ["new"])
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    target = tmp_path / "file" / "page.html"
    with pytest.raises(files.UnwritableError) as caught:
        files.write_file(target, ["new"])
    assert caught.value.path == target
    assert caught.value.reason


def test_a_folder_in_the_file_s_place_is_named(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.mkdir()
    with pytest.raises(files.UnwritableError):
        files.write_file(target, ["new"])
    assert list(tmp_path.iterdir()) == [target]


def test_half_a_character_does_not_stop_the_report(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    files.write_file(target, ["a\udc80b"])
    assert target.read_text(encoding="utf-8") == "a?b"
