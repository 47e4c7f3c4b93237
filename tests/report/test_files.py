"""A reader sees the old file or the new one."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checkpoints.report import files

posix = pytest.mark.skipif(os.name == "nt", reason="modes, FIFOs and links for everybody are of POSIX")


def refusal(*paths: Path, pieces: Iterable[str] = ("new",)) -> files.UnwritableError:
    """Why files cannot be written."""
    with pytest.raises(files.UnwritableError) as caught:
        files.write_files(dict.fromkeys(paths, pieces))
    return caught.value


def test_a_file_is_written_with_the_folders_it_needs_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "page.html"
    files.write_file(target, ["가\n", "a\udc80b\n"])
    assert target.read_bytes() == "가\na?b\n".encode()  # half a character stops nothing
    files.write_file(target, ["new"])
    assert target.read_text() == "new"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("in_the_way", ["a file as folder", "a folder"])
def test_a_place_that_cannot_be_written_is_named(in_the_way: str, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    if in_the_way == "a folder":
        target.mkdir()
    else:
        target.write_text("in the way")
        target = target / "page.html"
    refused = refusal(target)
    assert (refused.path, bool(refused.reason)) == (target, True)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@posix
def test_only_its_owner_may_read_a_file_and_an_old_one_gets_that_mode_as_well(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")
    target.chmod(0o644)
    files.write_file(target, ["new"])
    assert target.stat().st_mode & 0o777 == 0o600


@posix
def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "page.html"
    link.symlink_to(tmp_path / "real" / "page.html")
    for text in ("first", "second"):
        files.write_file(link, [text])
        assert link.is_symlink()
        assert (tmp_path / "real" / "page.html").read_text() == text
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["page.html"]


# -- files that belong together are all new or all old, whatever breaks when

OLD = {"x.html": "old page", "x.json": "old data"}
STEPS = 12  # more than a pair takes


def broken(right: Callable[..., Any], error: BaseException, at: int, counted: itertools.count[int]) -> Any:
    """A function of the system that breaks at one of all the calls."""

    def call(*arguments: Any, **options: Any) -> Any:
        if next(counted) == at:
            raise error
        return right(*arguments, **options)

    return call


def refuse_link(*_: object) -> None:
    """What a file system without links says."""
    raise PermissionError(1, "Operation not permitted")


def standing(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "Ctrl-C"])
@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize(
    "before", [OLD, {}, {"x.html": "old page"}, {"x.json": "old data"}], ids=["both", "no", "a", "b"]
)
def test_a_pair_is_all_new_or_as_it_was(
    before: dict[str, str], links: bool, error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = set[str]()
    for at in range(STEPS):
        folder = tmp_path / str(at)
        folder.mkdir()
        for name, text in before.items():
            (folder / name).write_text(text)
        counted = itertools.count()
        with monkeypatch.context() as system:
            for where, name in ((os, "open"), (os, "fdopen"), (Path, "replace"), (os, "link")):
                right = getattr(where, name) if name != "link" or links else refuse_link
                system.setattr(where, name, broken(right, error, at, counted))
            try:
                files.write_files({folder / "x.json": ["new data"], folder / "x.html": ["new page"]})
                outcomes.add("written")
                assert standing(folder) == {"x.html": "new page", "x.json": "new data"}
            except (files.UnwritableError, KeyboardInterrupt) as raised:
                outcomes.add("broken")
                assert getattr(raised, "reason", "") == (getattr(error, "strerror", None) or "")
                assert standing(folder) == before
    assert outcomes == {"written", "broken"}


@pytest.mark.parametrize("linked", ["x.json", "x.html"])
def test_two_names_of_one_file_are_refused(linked: str, tmp_path: Path) -> None:
    other = {"x.json": "x.html", "x.html": "x.json"}[linked]
    (tmp_path / other).write_text("old")
    (tmp_path / linked).symlink_to(tmp_path / other)
    assert refusal(tmp_path / "x.json", tmp_path / "x.html").reason == "The same file as another output"
    assert (tmp_path / other).read_text() == "old"


@posix
def test_what_comes_to_stand_in_the_place_while_a_file_is_written_stays(tmp_path: Path) -> None:
    target = tmp_path / "x.html"

    def pieces() -> Iterator[str]:
        yield "new"
        os.mkfifo(target)

    assert refusal(target, pieces=pieces()).reason.startswith("Not a regular file")
    assert (target.is_fifo(), list(tmp_path.iterdir())) == (True, [target])


@pytest.mark.parametrize(
    ("name", "en", "ko"),
    [
        ("a\0b", "Not a valid file name", "사용할 수 없는 이름입니다"),
        ("x" * 300, "File name too long", "이름이 너무 깁니다"),
    ],
)
def test_what_is_no_name_of_a_file_is_told(name: str, en: str, ko: str, tmp_path: Path) -> None:
    refused = refusal(tmp_path / name)
    assert (refused.reason, refused.describe_reason("ko")) == (en, ko)
