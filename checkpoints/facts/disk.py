"""The attendee's disk, as the model of Claude Code reads it, and where this platform keeps its files."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from checkpoints.facts.text_file import LIMIT, read_content

# Claude Code keeps what it remembers of every project in a file of its own, beside variables that count.
_STATE, _LARGEST_STATE = ".claude.json", 16 << 20


class Disk:
    """Files by path; relative paths are below `project`, the folder that Claude Code is started in."""

    def __init__(self, project: Path) -> None:
        self._project = project

    def content(self, path: str) -> bytes | None:
        """What a regular file holds, None where it is none, is too large or cannot be read."""
        return read_content(self._project / path, _LARGEST_STATE if path.endswith(_STATE) else LIMIT)

    def names(self, directory: str) -> Sequence[str]:
        """The names in a directory, in no order; none where there is no such directory."""
        try:
            return [path.name for path in (self._project / directory).iterdir()]
        except (OSError, ValueError):
            return ()

    def is_directory(self, path: str) -> bool:
        """Whether a path leads to a directory; False where nobody may know."""
        return os.path.isdir(self._project / path)  # noqa: PTH112 - it raises nothing

    def is_own(self, path: str) -> bool:
        """Whether a file or directory belongs to the user of this process; True on Windows."""
        if os.name == "nt":
            return True
        try:
            return (self._project / path).stat().st_uid == os.geteuid()
        except (OSError, ValueError):
            return False


def can_hold_folder(path: Path) -> bool:
    """Whether a folder is there, or could be made in the nearest one above it that is there."""
    for each in (path, *path.parents):
        if os.path.lexists(each):  # False below a closed folder, which comes next
            is_folder = os.path.isdir(each)  # noqa: PTH112 - it raises nothing
            return is_folder and (each == path or os.access(each, os.W_OK | os.X_OK))
    return False


def find_home(variables: Mapping[str, str]) -> Path | None:
    """The home directory that the variables name."""
    home = variables.get("USERPROFILE" if is_windows() else "HOME")
    return Path(home) if home else None


def is_windows() -> bool:
    """Whether this is Windows."""
    return os.name == "nt"


def find_working_directory() -> Path:
    """The working directory; where it was removed, the empty path."""
    try:
        return Path.cwd()
    except OSError:
        return Path()


def find_managed_directory() -> Path:
    """The directory of administrators' Claude Code settings on this platform."""
    if sys.platform == "win32":
        return Path("C:/Program Files/ClaudeCode")
    if sys.platform == "darwin":
        return Path("/Library/Application Support/ClaudeCode")
    return Path("/etc/claude-code")
