"""Small text files, read without raising."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkpoints.facts import text_file
from checkpoints.facts.text_file import FileTrouble, read_text_file


def test_a_file_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_text("리전", encoding="utf-8")
    assert read_text_file(path).text == "리전"
    assert read_text_file(path).trouble is None


def test_a_byte_order_mark_is_told_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_bytes(b"\xef\xbb\xbf[default]")
    assert read_text_file(path).text == "[default]"
    assert read_text_file(path).marked


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"a" * text_file.LIMIT, None),
        (b"a" * (text_file.LIMIT + 1), FileTrouble.TOO_LARGE),
        ("한글".encode("cp949"), FileTrouble.UNDECODABLE),
    ],
    ids=["at-the-limit", "over-the-limit", "cp949"],
)
def test_a_file_too_large_or_undecodable_is_not_read(
    tmp_path: Path, content: bytes, trouble: FileTrouble | None
) -> None:
    path = tmp_path / "config"
    path.write_bytes(content)
    assert read_text_file(path).trouble is trouble


def test_an_absent_file_and_a_directory_have_no_text(tmp_path: Path) -> None:
    assert read_text_file(tmp_path / "none").trouble is FileTrouble.ABSENT
    assert read_text_file(tmp_path).trouble is FileTrouble.NOT_A_FILE


def test_a_file_that_may_not_be_opened_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config"
    path.write_text("x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(path)

    monkeypatch.setattr("checkpoints.facts.text_file.os.open", refuse)
    assert read_text_file(path).trouble is FileTrouble.UNREADABLE


def test_a_path_with_a_null_byte_does_not_raise() -> None:
    assert read_text_file(Path("a\0b")).trouble in (FileTrouble.UNREADABLE, FileTrouble.ABSENT)
