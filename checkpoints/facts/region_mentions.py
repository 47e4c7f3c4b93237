"""Other places that set something like `AWS_REGION`: variables with nearly that name, and shells' start-up files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path

from checkpoints.facts.text_file import read_text_file

SHELL_FILES = (".bashrc", ".zshrc", ".profile", ".bash_profile")
# Names that look alike but mean something else.
_OTHERS = frozenset({"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_SDK_LOAD_CONFIG"})
_NEAR = re.compile(r"^(?:AWS|BEDROCK|AWSBEDROCK|BEDROCKAWS|AMAZON)REGION(?:S|NAME|ID|CODE)?$")
# Blanks and tabs alone: looked for over many lines, white space would take time by the square of a file's length.
_ASSIGNMENT = re.compile(r"^[ \t]*(?:(?:export|set|typeset|declare)[ \t]+(?:-\w+[ \t]+)*)?AWS_REGION=", re.MULTILINE)


def find_near_misses(variables: Mapping[str, str]) -> tuple[str, ...]:
    """Names of set variables that look like misspellings of `AWS_REGION`, in alphabetical order."""
    return tuple(sorted(name for name, value in variables.items() if value and _is_near(name)))


def _is_near(name: str) -> bool:
    if name in _OTHERS or name.startswith("AWS_SSM_"):  # AWS Systems Manager sets AWS_SSM_REGION_NAME and the like
        return False
    letters = re.sub(r"[^A-Z]", "", name.upper())
    return bool(_NEAR.match(letters)) or SequenceMatcher(None, letters, "AWSREGION").ratio() > 0.87


def find_shell_files(home: Path | None) -> tuple[str, ...]:
    """Start-up files of shells that set `AWS_REGION`, as `~/.bashrc`."""
    if home is None:
        return ()
    return tuple(f"~/{name}" for name in SHELL_FILES if _ASSIGNMENT.search(read_text_file(home / name).text or ""))
