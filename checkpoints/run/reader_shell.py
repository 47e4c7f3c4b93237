"""In which shell the reader of a run will type, by what it leaves in the environment of the run."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PureWindowsPath

from checkpoints.facts.text_file import read_text_file
from checkpoints.report.shells.reader import KeptVariable, Reader, Shell, System

# What a new terminal of bash and zsh may read.
START_UP_FILES = (".bashrc", ".zshrc", ".profile", ".bash_profile", ".zprofile", ".zshenv", ".bash_login")
_BY_UV = "UV_RUN_RECURSION_DEPTH"
_OF_REMOTE_SHELLS = ("SSH_CONNECTION", "SSH_TTY", "VSCODE_PROXY_URI")
_NAMES = ("AWS_", "ANTHROPIC_", "CLAUDE_CODE_", "HTTP_PROXY", "HTTPS_PROXY", "NODE_EXTRA_CA_CERTS")
_ASSIGNMENT = re.compile(r"^(?:export[ \t]+)?(?P<name>[A-Za-z_]\w*)=(?P<value>.*)$", re.MULTILINE)
_PLAIN_VALUE = re.compile(r"(?:\"(?P<double>[^\"$`\\]*)\"|'(?P<single>[^']*)'|(?P<bare>[\w@%+=:,./-]*))[ \t]*(?:#.*)?")
_POWERSHELL_MODULES = re.compile(r"[\\/](?:Windows)?PowerShell[\\/]Modules", re.IGNORECASE)


def describe_reader(
    variables: Mapping[str, str], home: Path | None, working_directory: Path, runner: tuple[str, ...] = ()
) -> Reader:
    """The reader of a run.

    variables: of the shell; home: its home directory, whose start-up files are read; working_directory: of the run;
    runner: what started it where that was not `pytest`.
    """
    system = find_system(sys.platform)
    shell = find_shell(variables, system)
    kept = _find_in_registry() if system is System.WINDOWS and shell is not Shell.BASH else _find_in_files(home)
    return Reader(
        shell,
        system,
        any(variables.get(name) for name in _OF_REMOTE_SHELLS),
        find_scripts(variables, working_directory),
        find_start_up_file(variables, system),
        tuple(kept),
        runner,
    )


def find_system(platform: str) -> System:
    """The system, by Python's name for the platform; whatever is neither Windows nor macOS counts as Linux."""
    return {"win32": System.WINDOWS, "darwin": System.MACOS}.get(platform, System.LINUX)


def find_shell(variables: Mapping[str, str], system: System) -> Shell:
    """The shell that has started the run.

    On Windows, PowerShell adds the user's own modules to PSModulePath, which stand in it nowhere else; Git Bash and
    MSYS2 set MSYSTEM. Elsewhere only PowerShell sets PSModulePath; a shell that it starts tells in `_` what it runs.
    """
    modules = variables.get("PSModulePath", "")
    if system is not System.WINDOWS:
        started = PureWindowsPath(variables.get("_", "pwsh")).name
        return Shell.POWERSHELL if modules and started.startswith("pwsh") else Shell.BASH
    if variables.get("MSYSTEM"):
        return Shell.BASH
    profile = variables.get("USERPROFILE", "").lower()
    own = (each for each in modules.split(";") if _POWERSHELL_MODULES.search(each))
    is_powershell = any(each.lower().startswith(profile) for each in own) if profile else False
    return Shell.POWERSHELL if is_powershell else Shell.CMD


def find_scripts(variables: Mapping[str, str], working_directory: Path) -> str:
    """The folder of the run's `python` and `pytest` with a separator at its end, "" where the shell finds them itself.

    It is told from the working directory; a folder elsewhere is not told, since its path may name a person. What
    `uv run` puts on the path is there for the run alone.
    """
    folder = Path(sys.executable).parent
    path = "" if _BY_UV in variables else variables.get("PATH", "")
    on_path = (Path(each) for each in path.split(os.pathsep)[:20] if each)
    # A folder that may not be looked into, as another user's, is passed over.
    first = next((each for each in on_path if any(map(os.path.isfile, (each / "python", each / "python.exe")))), None)
    if first is not None and first == folder:
        return ""
    try:
        return f"{folder.relative_to(working_directory)}{os.sep}"
    except ValueError:
        return ""


def find_start_up_file(variables: Mapping[str, str], system: System) -> str:
    """What a new terminal reads."""
    if "zsh" in variables.get("SHELL", ""):
        return "~/.zshrc"
    return "~/.bash_profile" if system is System.MACOS else "~/.bashrc"


def _find_in_files(home: Path | None) -> Iterator[KeptVariable]:
    """The variables that start-up files set for everything, and not under a condition."""
    for name in START_UP_FILES if home is not None else ():
        text = read_text_file(home / name).text or "" if home is not None else ""
        for found in _ASSIGNMENT.finditer(text):
            if found["name"].startswith(_NAMES):
                yield KeptVariable(found["name"], f"~/{name}", _read_value(found["value"]))


def _read_value(written: str) -> str | None:
    plain = _PLAIN_VALUE.fullmatch(written)
    return next((value for value in plain.groups() if value is not None), None) if plain else None


def _find_in_registry() -> Iterator[KeptVariable]:
    """The variables that Windows keeps for the user."""
    if sys.platform != "win32":
        return
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, "Environment") as key:
            for place in range(winreg.QueryInfoKey(key)[1]):
                name, value, _ = winreg.EnumValue(key, place)
                if name.startswith(_NAMES):
                    yield KeptVariable(name, "", str(value))
    except OSError:
        return
