"""`python -m checkpoints remove` takes settings out of a file, and keeps the old file beside it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from checkpoints.__main__ import main

OLD = """{
    "model": "팀 모델",
    "env": {"AWS_PROFILE": "a", "AWS_REGION": "us-east-1"}
}
"""
BASHRC = """export AWS_PROFILE=work  # mine
if true; then
  export AWS_PROFILE="a b"
fi
export AWS_PROFILE_2=x
# export AWS_PROFILE=y
AWS_PROFILE='c'
"""


def remove(file: Path, *names: str, section: str = "") -> int:
    return main(["remove", *names, "--from", str(file), "--lang", "en", *(("--section", section) if section else ())])


def test_a_variable_goes_from_the_settings_of_claude_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "settings.json"
    file.write_text(OLD, encoding="utf-8")
    assert remove(file, "AWS_PROFILE", "model") == 0
    assert file.read_text(encoding="utf-8") == '{\n    "env": {\n        "AWS_REGION": "us-east-1"\n    }\n}\n'
    assert (tmp_path / "settings.json.bak").read_text(encoding="utf-8") == OLD
    assert capsys.readouterr().out.splitlines() == [
        f"Removed from {file}: AWS_PROFILE, model. The old file: {file}.bak"
    ]
    assert remove(file, "AWS_PROFILE") == 0
    assert capsys.readouterr().out == f"There is nothing to remove in {file}: AWS_PROFILE\n"
    assert remove(file, "AWS_REGION") == 0
    assert json.loads(file.read_text(encoding="utf-8")) == {"env": {}}
    assert json.loads((tmp_path / "settings.json.bak1").read_text(encoding="utf-8"))["env"]


def test_plain_assignments_become_comments_and_the_script_stays_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / ".bashrc"
    file.write_text(BASHRC, encoding="utf-8")
    assert remove(file, "AWS_PROFILE") == 0
    line = ["bash", "-c", f"set -e; . {file}; echo ${{AWS_PROFILE-none}} $AWS_PROFILE_2"]
    found = subprocess.run(line, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True)
    assert (found.stdout, found.stderr) == ("none x\n", "")
    assert "export AWS_PROFILE=work" in file.read_text(encoding="utf-8")
    assert "The old file: " in capsys.readouterr().out


LEFT = [
    *("export AWS_PROFILE=$(whoami)", "export AWS_PROFILE=a AWS_REGION=b", "AWS_PROFILE=a; ls"),
    *("declare -x AWS_PROFILE=a", 'export AWS_PROFILE="a', "export AWS_PROFILE=a \\"),
    "env \\\nAWS_PROFILE=a ls",  # it goes on from the line before
    *(
        "cd; export AWS_PROFILE=a",
        "[ -d x ] && export AWS_PROFILE=a",
        "export A='b c' AWS_PROFILE=a",
        "{ AWS_PROFILE=a; }",
    ),
    *("if true; then export AWS_PROFILE=a; fi", "x) AWS_PROFILE=a ;;", ': "${AWS_PROFILE:=a}"', "AWS_PROFILE+=a"),
]


@pytest.mark.parametrize("line", LEFT)
def test_any_other_statement_is_left_to_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    file = tmp_path / ".zshrc"
    file.write_text(f"ls\n{line}\n", encoding="utf-8")
    assert remove(file, "AWS_PROFILE") == 1
    assert capsys.readouterr().out == f"Remove line {2 + line.count(chr(10))} of {file} by hand.\n"
    assert file.read_text(encoding="utf-8") == f"ls\n{line}\n"
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize(
    "line", ["# cd; AWS_PROFILE=a", "alias a='AWS_PROFILE=a aws'", 'export X="AWS_PROFILE=a"', "echo $AWS_PROFILE=a"]
)
def test_what_sets_no_variable_is_no_statement_to_remove(tmp_path: Path, line: str) -> None:
    file = tmp_path / ".zshrc"
    file.write_text(f"{line}\n", encoding="utf-8")
    assert remove(file, "AWS_PROFILE") == 0
    assert file.read_text(encoding="utf-8") == f"{line}\n"


def test_a_key_goes_from_its_section_alone(tmp_path: Path) -> None:
    file = tmp_path / "credentials"
    before = b"[a]\r\naws_session_token = one\r\n[b]\r\naws_session_token=two\r\n  three\r\nregion = x\r\n"
    file.write_bytes(before)
    assert remove(file, "aws_session_token", section="b") == 0
    assert file.read_bytes() == b"[a]\r\naws_session_token = one\r\n[b]\r\nregion = x\r\n"
    assert (tmp_path / "credentials.bak").read_bytes() == before


@pytest.mark.parametrize("title", ["profile b", 'profile  "b"', "profile 'b'", " profile\tb "])
def test_a_profile_s_section_is_found_however_its_title_is_written(tmp_path: Path, title: str) -> None:
    file, other = tmp_path / "config", "[profile c]\naws_session_token = one\n[b]\naws_session_token = two\n"
    file.write_text(f"{other}[{title}]\naws_session_token = three\n", encoding="utf-8")
    assert remove(file, "aws_session_token", section="profile b") == 0
    assert file.read_text(encoding="utf-8") == f"{other}[{title}]\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes, and links need a privilege")
def test_links_and_modes_stay_and_a_path_may_begin_in_the_home_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "dotfiles").mkdir()
    target, link = tmp_path / "dotfiles" / "bashrc", tmp_path / ".bashrc"
    target.write_text("export A=b\n", encoding="utf-8")
    target.chmod(0o644)
    link.symlink_to(target)
    assert remove(Path("~/.bashrc"), "A") == 0
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o644
    assert target.read_text(encoding="utf-8") == ": # export A=b\n"


@pytest.mark.parametrize("content", [None, b"{", b"[]", b'{"a": "\xff"}'])
def test_what_cannot_be_read_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None) -> None:
    file = tmp_path / "settings.json"
    if content is not None:
        file.write_bytes(content)
    assert remove(file, "A") == 1
    assert capsys.readouterr().out == f"The file {file} cannot be read.\n"
    assert (file.read_bytes() if content is not None else None) == content
