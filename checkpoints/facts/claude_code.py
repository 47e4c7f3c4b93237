"""Claude Code's own settings, as far as they change its view of AWS.

Files and precedence (Claude Code documentation, "Settings"): user < project < local < managed. A variable under `env`
replaces the shell's; an empty string cancels it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checkpoints.facts.text_file import FileTrouble, read_text_file

_HOOKS = ("awsAuthRefresh", "awsCredentialExport")
_MANAGED = "managed-settings.json"


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable that a settings file sets. shown: the file, as people know it."""

    value: str
    shown: str


@dataclass(frozen=True, slots=True)
class ClaudeCodeSettings:
    """Claude Code's settings of all files together.

    overlay: variables by name, "" where the shell's is cancelled. hooks: commands that Claude Code may run to get
    credentials, by setting name, with the file. unreadable: files that exist but hold no settings.
    """

    overlay: Mapping[str, Setting] = field(default_factory=dict)
    hooks: Mapping[str, str] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()


def find_managed_directory() -> Path:
    """The directory of administrators' Claude Code settings on this platform."""
    if sys.platform == "win32":
        return Path("C:/Program Files/ClaudeCode")
    if sys.platform == "darwin":
        return Path("/Library/Application Support/ClaudeCode")
    return Path("/etc/claude-code")


def read_claude_code_settings(
    variables: Mapping[str, str], home: Path | None, project: Path, managed: Path
) -> ClaudeCodeSettings:
    """The settings that a Claude Code started in `project` would have."""
    overlay: dict[str, Setting] = {}
    hooks: dict[str, str] = {}
    unreadable: list[str] = []
    for path, shown in _files(variables, home, project, managed):
        settings = _settings(path)
        if settings is None:
            unreadable.append(shown)
            continue
        for name, value in _variables(settings.get("env")):
            overlay[name] = Setting(value, shown)
        hooks.update({name: shown for name in _HOOKS if settings.get(name)})
    return ClaudeCodeSettings(overlay, hooks, tuple(unreadable))


def _files(variables: Mapping[str, str], home: Path | None, project: Path, managed: Path) -> Iterator[tuple[Path, str]]:
    configured = variables.get("CLAUDE_CONFIG_DIR")
    if configured:
        yield Path(configured) / "settings.json", "$CLAUDE_CONFIG_DIR/settings.json"
    elif home is not None:
        yield home / ".claude" / "settings.json", "~/.claude/settings.json"
    for name in ("settings.json", "settings.local.json"):
        path = project / ".claude" / name
        # In the home directory the project's file is the user's own.
        if not (name == "settings.json" and home is not None and project == home):
            yield path, f".claude/{name}"
    yield managed / _MANAGED, _MANAGED
    for path in _drop_ins(managed / "managed-settings.d"):
        yield path, f"managed-settings.d/{path.name}"


def _drop_ins(directory: Path) -> list[Path]:
    try:
        return sorted(path for path in directory.iterdir() if path.suffix == ".json" and not path.name.startswith("."))
    except OSError:
        return []


def _settings(path: Path) -> Mapping[str, Any] | None:
    """A file's settings; none where there is no file, None where it is not a settings file."""
    read_file = read_text_file(path)
    if read_file.trouble is FileTrouble.ABSENT:
        return {}
    try:
        settings = json.loads(read_file.text or "")
    except (ValueError, RecursionError):
        return None
    return settings if isinstance(settings, dict) else None


def _variables(env: object) -> Iterator[tuple[str, str]]:
    if not isinstance(env, dict):
        return
    for name, value in env.items():
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, int):  # numbers and booleans are taken as written
            yield name, json.dumps(value)
