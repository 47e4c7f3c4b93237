"""What is written for bash and zsh does in bash and zsh what it says."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from checkpoints.report.shells.commands import write_commands
from checkpoints.report.shells.reader import KeptVariable, Reader, Shell, System
from tests.report.shells.words import WORDS, keeping

SHELLS = [shell for shell in ("bash", "zsh") if shutil.which(shell)]  # every Linux and macOS has the first
SHOW = "import json, os, sys; print(json.dumps([sys.argv[1:], dict(os.environ)]))"
LINUX = Reader()


def written(notation: str, reader: Reader = LINUX) -> str:
    return write_commands(notation, reader)["bash"]


def typed(
    shell: str, text: str, variables: Mapping[str, str] | None = None, home: str = "/home/kim", answers: str = ""
) -> tuple[list[str], dict[str, str]]:
    """The arguments that `show` gets when a shell has read the text, and the variables that are there then."""
    show = f'show() {{ {shlex.join([sys.executable, "-c", SHOW])} "$@"; }}'
    found = subprocess.run(
        [shell, "-c", f"{show}\n{text}\nshow"],
        env={"HOME": home, "LANG": "C.UTF-8", **(variables or {})},
        input=answers,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert found.stderr == ""
    last = [line for line in found.stdout.splitlines() if line.startswith("[[")]
    arguments: list[str] = json.loads(last[0])[0]
    return arguments, json.loads(last[-1])[1]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_word_arrives_as_it_stands(shell: str) -> None:
    words = (*WORDS, "two\nlines", "a\ttab", "\\\n'")
    assert typed(shell, written(shlex.join(["show", *words])))[0] == list(words)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_path_in_the_home_directory_is_one(shell: str) -> None:
    text = written("show '~/my files/a$b' ~/.aws/config")
    assert text == "show ~/'my files/a$b' ~/.aws/config"
    assert typed(shell, text)[0] == ["/home/kim/my files/a$b", "/home/kim/.aws/config"]


@pytest.mark.parametrize("shell", SHELLS)
def test_variables_are_set_removed_and_cut_to_their_first_word(shell: str) -> None:
    text = written("export AWS_PROFILE='팀 $1' && unset AWS_A AWS_B && trim C D")
    before = {"AWS_A": "1", "AWS_B": "2", "AWS_PROFILE": "old", "C": "key # mine", "D": "key"}
    _, variables = typed(shell, text, before)
    assert (variables["AWS_PROFILE"], variables["C"], variables["D"]) == ("팀 $1", "key", "key")
    assert not variables.keys() & {"AWS_A", "AWS_B"}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_asks_for_every_value_and_shows_none(shell: str) -> None:
    text = written("ask A B")
    assert "\n" not in text
    _, variables = typed(shell, text, answers="first \\ secret\nsecond\n")
    assert (variables["A"], variables["B"]) == ("first \\ secret", "second")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_variable_that_is_kept_is_there_in_new_terminals(shell: str, tmp_path: Path) -> None:
    values = ("us-east-1", "a b", "it's", "back\\slash")
    for place, value in enumerate(values):
        typed(shell, written(f"keep AWS_{place}={shlex.quote(value)}"), home=str(tmp_path))
    _, variables = typed(shell, (tmp_path / ".bashrc").read_text(encoding="utf-8"))
    assert tuple(variables[f"AWS_{place}"] for place in range(len(values))) == values


def test_start_up_files_that_set_a_variable_are_minded() -> None:
    keep, export = "keep AWS_REGION=eu-west-1", "export AWS_REGION=eu-west-1"
    right = KeptVariable("AWS_REGION", "~/.zshrc", "eu-west-1")
    assert written(keep, keeping(LINUX, right)) == export
    wrong = KeptVariable("AWS_REGION", "~/.profile", "ap-northeast-2")
    assert written(keep, keeping(LINUX, wrong)).splitlines() == [
        export,
        "python -m checkpoints remove AWS_REGION --from ~/.profile",
        f"echo '{export}' >> ~/.bashrc",
    ]
    others = KeptVariable("AWS_A", "~/.bashrc"), KeptVariable("AWS_C", "~/.bashrc")
    assert written("unset AWS_A AWS_B", keeping(LINUX, *others)).splitlines() == [
        "unset AWS_A AWS_B",
        "python -m checkpoints remove AWS_A --from ~/.bashrc",
    ]


def test_python_and_pytest_are_those_of_the_run() -> None:
    reader = Reader(scripts=".venv/bin/")
    assert written("pytest -m step1 && python -m pip list", reader).splitlines() == [
        ".venv/bin/pytest -m step1",
        ".venv/bin/python -m pip list",
    ]


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("aws sso login --profile=work", " --use-device-code"),
        ("aws configure sso --profile work", " --use-device-code"),
        ("aws login --profile work", " --remote"),
        ("aws configure --profile work", ""),
    ],
)
def test_a_login_on_another_machine_than_the_browser_s_does_not_wait_for_one_here(command: str, option: str) -> None:
    assert written(command) == command
    assert write_commands(command, Reader(is_remote=True)) == dict.fromkeys(
        ("bash", "powershell", "cmd"), f"{command}{option}"
    )


def test_each_system_sets_its_clock_in_its_own_way() -> None:
    clock = "sudo timedatectl set-ntp true"
    assert written(clock) == clock
    assert written(clock, Reader(Shell.BASH, System.MACOS)) == "sudo sntp -sS time.apple.com"
    assert write_commands(clock, LINUX)["powershell"] == "w32tm /resync"
