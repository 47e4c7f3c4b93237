"""What the start-up files of the attendee's shell give every terminal, for a run that stands in none of them.

Terminals come in two kinds. One that is logged in to reads `/etc/profile` and `~/.bash_profile` or `~/.profile`; one
that VS Code opens reads `~/.bashrc`. A run that Systems Manager starts is in a login shell, where many systems leave
`~/.bashrc` unread since nobody types there. So the same shell is asked once more, as a terminal of VS Code would start
it, and both are laid together. What neither of them has, and a line of a start-up file or a setting of VS Code may
give a terminal all the same, is looked for in the files themselves.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from checkpoints.facts.environment import BEARER, KEY_VARIABLES, Unsettled
from checkpoints.facts.start_up_mentions import find_other_mentions, is_seen, show_path
from checkpoints.facts.text_file import read_text_file
from checkpoints.facts.vs_code_settings import read_vs_code_settings

LIMIT_S = 8.0
_SHELLS = frozenset({"bash", "zsh", "sh", "dash", "ksh", "fish"})
_MARK = "--- checkpoints: environment ---"
_KEPT = ("HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "PATH")
_PREFIXES = ("AWS_", "CLAUDE_", "ANTHROPIC_", "BEDROCK_", "NODE_")
_PROXIES = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"})

# Which choose other credentials where they are missing.
_OF_CREDENTIALS = frozenset({BEARER, *KEY_VARIABLES, "AWS_PROFILE"})
_SYSTEM_WIDE = Path("/etc/environment")
_ASSIGNMENT = re.compile(r"\s*(?:export\s+)?(?P<name>\w+)=(?P<value>.*?)\s*$")
# Made where VS Code runs on this machine, in a browser or remotely.
_VS_CODE = (".local/share/code-server", ".vscode-server", ".vscode-remote")


class StartUp(NamedTuple):
    """What start-up files export. variables: of both kinds of terminal; unsettled: what is not known of them."""

    variables: Mapping[str, str]
    unsettled: Unsettled


def read_start_up_variables(
    variables: Mapping[str, str],
    project: Path | None = None,
    limit_s: float = LIMIT_S,
    system_wide: Path = _SYSTEM_WIDE,
) -> StartUp:
    """The variables of terminals that matter here, by their start-up files.

    variables: those of the login shell that this process was started from. A variable that only one kind of terminal
    has counts, unless only logging in gives it, and it is of credentials or this person's terminals are VS Code's.
    project: the folder that is looked at, default home. system_wide: the file that logging in reads for everybody,
    which the shell of Systems Manager is not given.
    """
    login = _choose({**_read_system_wide(system_wide), **variables})
    exported = _read_interactive(variables, limit_s)
    if exported is None:
        return StartUp(login, Unsettled(is_silent=True))
    interactive = _choose(exported)
    differing = {name for name in login.keys() & interactive.keys() if login[name] != interactive[name]}
    lost = login.keys() - interactive.keys()
    home = Path(variables.get("HOME", ""))
    if not _uses_vs_code(home):
        lost &= _OF_CREDENTIALS
    others, unread = _look_into_files(home, project or home, (login, interactive)) if home.is_absolute() else ({}, ())
    return StartUp({**login, **interactive}, Unsettled(frozenset(differing | lost), others, unread=unread))


def _look_into_files(
    home: Path, project: Path, shells: Sequence[Mapping[str, str]]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """To which variables a file may give another value than the shells have, with that file; what cannot be read."""
    found = find_other_mentions(home, shells)
    unread = []
    for path, mentions in read_vs_code_settings(home, project):
        if mentions is None:
            unread.append(show_path(path, home))
        for mention in mentions or ():
            if not is_seen(mention, shells):
                found.setdefault(mention.name, show_path(path, home))
    return found, tuple(unread)


def _read_system_wide(path: Path) -> dict[str, str]:
    """The variables of `/etc/environment`, as pam_env reads it: `NAME=VALUE`, with or without `export` and quotes."""
    lines = (_ASSIGNMENT.match(line) for line in (read_text_file(path).text or "").splitlines())
    return {found["name"]: found["value"].strip("\"'") for found in lines if found}


def _choose(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables that matter here."""
    return {name: value for name, value in variables.items() if _matters(name)}


def _matters(name: str) -> bool:
    return (name.startswith(_PREFIXES) or name.upper() in _PROXIES) and not name.startswith("AWS_SSM_")


def _uses_vs_code(home: Path) -> bool:
    return home.is_absolute() and any(map(os.path.exists, (home / name for name in _VS_CODE)))


def _read_interactive(variables: Mapping[str, str], limit_s: float) -> dict[str, str] | None:
    """The variables of an interactive shell that nobody has logged in to; None where it does not get as far."""
    shell = variables.get("SHELL") or _find_login_shell()
    if sys.platform == "win32" or Path(shell).name not in _SHELLS:
        return None
    from checkpoints.facts.helper_process import HelperOutputError, HelperProcess

    kept = {name: variables[name] for name in _KEPT if name in variables}
    command = (shell, "-i", "-c", f"echo; echo '{_MARK}'; env -0")
    try:
        process = HelperProcess(command, {**kept, "TERM": "dumb"}, waits_for_input=False)
        output, _ = process.communicate(limit_s)
    except (OSError, ValueError, HelperOutputError):
        return None
    return _parse(output)


def _find_login_shell() -> str:
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_shell
    except (ImportError, KeyError, AttributeError):  # Windows, or a user whom the system does not know
        return ""


def _parse(output: bytes) -> dict[str, str] | None:
    _, mark, listed = output.rpartition(f"\n{_MARK}\n".encode())
    if not mark:
        return None
    entries = (entry.partition("=") for entry in listed.decode("utf-8", "surrogateescape").split("\0"))
    return {name: value for name, equals, value in entries if equals}
