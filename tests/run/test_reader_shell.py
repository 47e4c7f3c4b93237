"""The shell in which the reader will type is known by what it leaves in the environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from checkpoints.report.shells.reader import KeptVariable, Shell, System
from checkpoints.run.reader_shell import describe_reader, find_scripts, find_shell, find_start_up_file, find_system

MACHINE = r"C:\Program Files\WindowsPowerShell\Modules;C:\Windows\system32\WindowsPowerShell\v1.0\Modules"
KIM = {"USERPROFILE": r"C:\Users\kim"}
OF_51 = KIM | {"PSModulePath": rf"C:\Users\kim\Documents\WindowsPowerShell\Modules;{MACHINE}"}
OF_7 = KIM | {"PSModulePath": rf"C:\Users\Kim\OneDrive\Documents\PowerShell\Modules;C:\x\powershell\7;{MACHINE}"}


@pytest.mark.parametrize(
    ("system", "variables", "expected"),
    [
        (System.LINUX, {"SHELL": "/bin/bash"}, Shell.BASH),
        (System.LINUX, {"WSL_DISTRO_NAME": "Ubuntu", "PATH": "/mnt/c/Windows"}, Shell.BASH),
        (System.LINUX, {"PSModulePath": "/home/kim/.local/share/powershell/Modules"}, Shell.POWERSHELL),
        (System.LINUX, {"PSModulePath": "/x", "_": "/usr/bin/pwsh"}, Shell.POWERSHELL),
        (System.LINUX, {"PSModulePath": "/x", "_": "/home/kim/.venv/bin/pytest"}, Shell.BASH),
        (System.MACOS, {"SHELL": "/bin/zsh"}, Shell.BASH),
        (System.WINDOWS, KIM | {"PSModulePath": MACHINE, "PROMPT": "$P$G"}, Shell.CMD),
        (System.WINDOWS, {}, Shell.CMD),
        (System.WINDOWS, OF_51, Shell.POWERSHELL),
        (System.WINDOWS, OF_7, Shell.POWERSHELL),
        (System.WINDOWS, OF_7 | {"MSYSTEM": "MINGW64"}, Shell.BASH),
    ],
)
def test_the_shell(system: System, variables: dict[str, str], expected: Shell) -> None:
    assert find_shell(variables, system) is expected


def test_the_system() -> None:
    found = {name: find_system(name) for name in ("linux", "darwin", "win32", "freebsd14")}
    assert [*found.values()] == [System.LINUX, System.MACOS, System.WINDOWS, System.LINUX]


@pytest.mark.parametrize(
    ("shell", "system", "expected"),
    [
        ("/bin/bash", System.LINUX, "~/.bashrc"),
        ("/usr/bin/zsh", System.LINUX, "~/.zshrc"),
        ("/bin/zsh", System.MACOS, "~/.zshrc"),
        ("/bin/bash", System.MACOS, "~/.bash_profile"),
        ("", System.WINDOWS, "~/.bashrc"),
    ],
)
def test_the_start_up_file(shell: str, system: System, expected: str) -> None:
    assert find_start_up_file({"SHELL": shell}, system) == expected


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "VSCODE_PROXY_URI"])
def test_a_shell_on_another_machine_than_the_browser_s_is_known(tmp_path: Path, name: str) -> None:
    assert describe_reader({name: "x"}, tmp_path, tmp_path).is_remote
    assert not describe_reader({}, tmp_path, tmp_path).is_remote


def test_the_interpreter_is_named_where_the_shell_does_not_find_it() -> None:
    folder = Path(sys.executable).parent
    assert find_scripts({"PATH": str(folder)}, folder.parents[1]) == ""
    below = f"{folder.parent.name}{os.sep}{folder.name}{os.sep}"
    assert find_scripts({"PATH": "/nowhere"}, folder.parents[1]) == below
    assert find_scripts({"PATH": str(folder), "UV_RUN_RECURSION_DEPTH": "1"}, folder.parents[1]) == below
    assert find_scripts({}, Path("/another/folder")) == ""


def test_a_folder_of_the_path_that_cannot_be_looked_into_is_passed_over() -> None:
    folder = Path(sys.executable).parent
    too_long = "x" * 5000  # which ends as what nobody may look into does
    assert find_scripts({"PATH": f"/{too_long}{os.pathsep}{folder}"}, folder.parents[1]) == ""


def test_what_new_terminals_set_is_read_and_no_value_is_shown(tmp_path: Path) -> None:
    (tmp_path / ".bashrc").write_text(
        "case $- in *i*) ;; esac\nexport AWS_REGION='eu-west-1' # mine\nAWS_PROFILE=$TEAM\n"
        "  export AWS_A=1\n# export AWS_B=1\nexport PATH=/x\n",
        encoding="utf-8",
    )
    (tmp_path / ".zshrc").write_text("export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI\n", encoding="utf-8")
    reader = describe_reader({}, tmp_path, tmp_path)
    assert reader.kept == (
        KeptVariable("AWS_REGION", "~/.bashrc", "eu-west-1"),
        KeptVariable("AWS_PROFILE", "~/.bashrc"),
        KeptVariable("AWS_SECRET_ACCESS_KEY", "~/.zshrc", "wJalrXUtnFEMI"),
    )
    assert "wJalr" not in repr(reader)
