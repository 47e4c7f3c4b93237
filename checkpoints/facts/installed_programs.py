"""Programs on the attendee's PATH: the installed Claude Code's version, and what is not there. None of them is run."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from checkpoints.facts.text_file import read_text_file

_PACKAGE = Path("@anthropic-ai", "claude-code", "package.json")
_VERSION = re.compile(r"\d+\.\d+\.\d+")


def find_claude_code_version(path: str) -> str:
    """The version of the Claude Code that a shell with this PATH starts, "" where it is not found or does not say.

    npm writes it into a `package.json`; Claude Code's own installer and Homebrew name a file or folder after it.
    """
    command = shutil.which("claude", path=path)
    if command is None:
        return ""
    try:
        program = Path(command).resolve()
    except (OSError, RuntimeError):
        return ""
    packages = (version for file in _list_packages(Path(command), program) if (version := _read_version(file)))
    named = (part for part in reversed(program.parts) if _VERSION.fullmatch(part))
    return next(packages, "") or next(named, "")


def find_missing(programs: Iterable[str], path: str) -> tuple[str, ...]:
    """Those of the programs that are not on a PATH; none of them where this is not Linux, whose programs they are."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(name for name in programs if shutil.which(name, path=path) is None)


def _list_packages(command: Path, program: Path) -> Iterator[Path]:
    for folder in program.parents:
        if folder.name == _PACKAGE.parts[1] and folder.parent.name == _PACKAGE.parts[0]:
            yield folder / _PACKAGE.name
    yield command.parent / "node_modules" / _PACKAGE  # beside npm's command file on Windows


def _read_version(file: Path) -> str:
    try:
        version = json.loads(read_text_file(file).text or "{}")["version"]
    except (ValueError, KeyError, TypeError):
        return ""
    return version if isinstance(version, str) else ""
