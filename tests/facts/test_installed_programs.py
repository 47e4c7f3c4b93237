"""What is installed on the attendee's PATH, without running it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from checkpoints.facts.installed_programs import find_claude_code_version, find_missing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs of a PATH are made by links here")


def program(path: Path) -> Path:
    """A program that ends the test if it is run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\nexit 9\n")
    path.chmod(0o755)
    return path


def link(path: Path, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


PACKAGE = "node_modules/@anthropic-ai/claude-code"


@pytest.mark.parametrize(
    "place",
    ["share/claude/versions/2.1.332", "Caskroom/claude-code/2.1.332/claude", f"24.1.0/lib/{PACKAGE}/bin/claude.exe"],
)
def test_the_version_stands_in_the_path_of_the_program_or_in_npm_s_package(tmp_path: Path, place: str) -> None:
    link(tmp_path / "bin/claude", program(tmp_path / place))
    if PACKAGE in place:
        (tmp_path / place).parents[1].joinpath("package.json").write_text('{"version": "2.1.332"}')
    assert find_claude_code_version(str(tmp_path / "bin")) == "2.1.332"


@pytest.mark.parametrize(
    ("content", "version"),
    [('{"version": "2.1.332"}', "2.1.332"), ("", ""), ("[]", ""), ("{", ""), ('{"version": 5}', "")],
)
def test_npm_on_windows_keeps_the_package_beside_the_command(tmp_path: Path, content: str, version: str) -> None:
    assert find_claude_code_version(str(tmp_path)) == ""
    program(tmp_path / "claude")
    package = tmp_path / PACKAGE / "package.json"
    package.parent.mkdir(parents=True)
    package.write_text(content)
    assert find_claude_code_version(str(tmp_path)) == version


@pytest.mark.parametrize(("platform", "missing"), [("linux", ("socat",)), ("darwin", ())])
def test_programs_are_missed_on_linux_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, missing: tuple[str, ...]
) -> None:
    program(tmp_path / "bwrap")
    monkeypatch.setattr(sys, "platform", platform)
    assert find_missing(("bwrap", "socat"), str(tmp_path)) == missing
