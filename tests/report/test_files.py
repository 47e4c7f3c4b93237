"""A reader sees the old file or the new one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checkpoints.report import files


def test_a_file_is_written_with_the_folders_it_needs_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "page.html"
    files.write_file(target, ["가\n", "나\n"])
    assert target.read_bytes() == "가\n나\n".encode()
    files.write_file(target, ["new"])
    assert target.read_text() == "new"
    assert list(target.parent.iterdir()) == [target]


def test_a_write_that_breaks_off_leaves_the_old_file_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")

    def break_off(*_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", break_off)
    with pytest.raises(files.UnwritableError) as caught:
        files.write_file(target, ["new"])
    assert (caught.value.path, caught.value.reason) == (target, "No space left on device")
    assert (target.read_text(), list(tmp_path.iterdir())) == ("old", [target])


@pytest.mark.parametrize("in_the_way", ["a file as folder", "a folder"])
def test_a_place_that_cannot_be_written_is_named(in_the_way: str, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    if in_the_way == "a folder":
        target.mkdir()
    else:
        (tmp_path / "page.html").write_text("in the way")
        target = target / "page.html"
    with pytest.raises(files.UnwritableError) as caught:
        files.write_file(target, ["new"])
    assert caught.value.path == target
    assert caught.value.reason
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_half_a_character_does_not_stop_the_report(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    files.write_file(target, ["a\udc80b"])
    assert target.read_text(encoding="utf-8") == "a?b"


@pytest.mark.skipif(os.name == "nt", reason="modes are of POSIX")
def test_only_its_owner_may_read_a_file_and_an_old_one_gets_that_mode_as_well(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")
    target.chmod(0o644)
    files.write_file(target, ["new"])
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="links take rights there")
def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "page.html"
    link.symlink_to(tmp_path / "real" / "page.html")
    for text in ("first", "second"):
        files.write_file(link, [text])
        assert link.is_symlink()
        assert (tmp_path / "real" / "page.html").read_text() == text
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["page.html"]
