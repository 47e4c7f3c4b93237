"""Where Claude Code looks for its files, by its own rules."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from enum import Enum
from hashlib import sha256
from pathlib import PurePath
from typing import NamedTuple, Protocol

from checkpoints.client.place import Value, Values, text_of
from checkpoints.facts.config_files import expand_path

CONFIG_FILE, CREDENTIALS_FILE = "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"
HOME_VARIABLES = ("HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH")
CONFIG_DIRECTORY, LOGIN_CACHE = "CLAUDE_CONFIG_DIR", "AWS_LOGIN_CACHE_DIRECTORY"
_MANAGED = "managed-settings.json"
# The folder for temporary files: the first that is not empty counts.
_TEMPORARY_FOLDER = ("CLAUDE_CODE_TMPDIR", "TMPDIR", "TMP", "TEMP")
_GIT_DIRECTORY = b"gitdir:"
_DROP_INS = "managed-settings.d"


class Files(Protocol):
    """The disk, as a caller reads it."""

    def content(self, path: str) -> bytes | None:
        """What a file holds; None where it is not there or cannot be read. Relative paths: from the project."""

    def names(self, directory: str) -> Sequence[str]:
        """The names of the files in a directory, in any order; none where there is no such directory."""

    def is_directory(self, path: str) -> bool:
        """Whether a path leads to a directory."""

    def is_own(self, path: str) -> bool:
        """Whether a file or directory belongs to the user of this process; True where files have no owners."""


class Scope(str, Enum):
    """Whose settings a file holds, from the weakest to the strongest."""

    GLOBAL = "global"  # what Claude Code keeps for itself, `~/.claude.json`
    USER = "user"
    PROJECT = "project"
    LOCAL = "local"
    MANAGED = "managed"


class Folders(NamedTuple):
    """The folders of a machine. home: None where there is none; managed: where administrators put settings."""

    home: str | None
    project: str
    managed: str


class Location(NamedTuple):
    """A file: its path, and how people know it, `~/.aws/config`. path: "" where there is no place for it."""

    path: str
    shown: str


def global_config(config_directory: str | None, folders: Folders, files: Files) -> Location | None:
    """The file in which Claude Code keeps its own state, None where it keeps none yet."""
    found = []
    if config_directory is not None:
        found.append(_in_config_directory(config_directory, folders, ".config.json"))
    elif folders.home:
        found.append(Location(_join(folders.home, ".claude/.config.json"), "~/.claude/.config.json"))
    if config_directory:
        found.append(_in_config_directory(config_directory, folders, ".claude.json"))
    elif folders.home:
        found.append(Location(_join(folders.home, ".claude.json"), "~/.claude.json"))
    return next((each for each in found if files.content(each.path) is not None), None)


def user_settings(config_directory: str | None, folders: Folders) -> Location | None:
    """The user's settings, None where there is no place for them.

    config_directory: `CLAUDE_CONFIG_DIR`, None where it is not set. An empty one is the folder in use.
    """
    if config_directory is not None:
        return _in_config_directory(config_directory, folders, "settings.json")
    return Location(_join(folders.home, ".claude/settings.json"), "~/.claude/settings.json") if folders.home else None


def _in_config_directory(config_directory: str, folders: Folders, name: str) -> Location:
    if not config_directory:
        return Location(_join(folders.project, name), name)
    path = _join(config_directory, name)
    is_at_home = folders.home and path.startswith(f"{folders.home}/")
    return Location(path, f"~{path.removeprefix(folders.home or '')}" if is_at_home else path)


def settings_files(config_directory: str | None, folders: Folders, files: Files) -> list[tuple[Scope, Location]]:
    """Every place of settings, from the weakest to the strongest. config_directory: the shell's `CLAUDE_CONFIG_DIR`."""
    of_user = user_settings(config_directory, folders)
    found = [(Scope.USER, of_user)] if of_user else []
    for scope, name in ((Scope.PROJECT, "settings.json"), (Scope.LOCAL, "settings.local.json")):
        path = _join(folders.project, f".claude/{name}")
        if all(path != location.path for _, location in found):  # started at home, the project's file is the user's own
            found.append((scope, Location(path, f".claude/{name}")))
    root = _find_repository(folders, files)
    if root and root not in (folders.project, folders.home) and _is_trusted(root, files):
        local = _join(root, ".claude/settings.local.json")
        shown = local if "\\" in root else posixpath.relpath(local, folders.project)
        found.append((Scope.LOCAL, Location(local, shown)))
    found += [(Scope.MANAGED, location) for location in (managed_settings(folders), *_find_drop_ins(folders, files))]
    return found


def _find_drop_ins(folders: Folders, files: Files) -> Iterator[Location]:
    """An administrator's settings beside the main file, in the order in which they are read."""
    folder = _join(folders.managed, _DROP_INS)
    for name in sorted(files.names(folder)):
        if name.endswith(".json") and not name.startswith("."):
            yield Location(_join(folder, name), f"{_DROP_INS}/{name}")


def _find_repository(folders: Folders, files: Files) -> str | None:
    """The root of the Git repository around the project, of a linked worktree that of the main one; None without any.

    Claude Code reads the local settings there as well, and they come over those of the project's folder.
    """
    for folder in (folders.project, *map(str, PurePath(folders.project).parents)):
        link = _join(folder, ".git")
        if files.is_directory(link):
            return folder
        content = files.content(link)
        if content is not None and content.startswith(_GIT_DIRECTORY):
            named = PurePath(content.removeprefix(_GIT_DIRECTORY).decode("utf-8", "replace").strip())
            is_worktree = named.parent.match(".git/worktrees")
            return posixpath.normpath(PurePath(folder, named.parents[2])) if is_worktree else folder
    return None


def _is_trusted(root: str, files: Files) -> bool:
    """Whether Claude Code reads settings of a repository above the project: nothing there is another user's.

    Whose the file itself is does not matter. Seen with 2.1.332.
    """
    return all(files.is_own(path) for path in (root, _join(root, ".git"), _join(root, ".claude")))


def managed_settings(folders: Folders) -> Location:
    """An administrator's settings, but for those beside them."""
    return Location(_join(folders.managed, _MANAGED), _MANAGED)


def find_temporary_folder(at_start: Values) -> Value | None:
    """The variable that names the folder for temporary files, None where none does. at_start: as Claude Code starts."""
    return next((at_start[name] for name in _TEMPORARY_FOLDER if text_of(at_start, name)), None)


def shared_files(variables: Values, home: str | None) -> tuple[Location, Location]:
    """The AWS config file and the credentials file.

    `~/` at the start of a variable is expanded, `$HOME` is not; an empty variable counts as unset.
    """
    own_home = find_home(variables, home)
    return (
        _shared(text_of(variables, CONFIG_FILE), "config", own_home),
        _shared(text_of(variables, CREDENTIALS_FILE), "credentials", own_home),
    )


def knows_sessions(variables: Values) -> bool:
    """Whether `[sso-session]` sections are found: for them alone the SDK does not expand `~/` in `AWS_CONFIG_FILE`."""
    return not text_of(variables, CONFIG_FILE).startswith("~/")


def cli_files(variables: Values, home: str | None) -> tuple[Location, Location]:
    """The same two for the AWS CLI: `~` and `$NAME` are expanded, and an empty variable names no file."""
    return (
        _of_cli(variables.get(CONFIG_FILE), "config", variables, home),
        _of_cli(variables.get(CREDENTIALS_FILE), "credentials", variables, home),
    )


def login_token(directory: str, session: str) -> str:
    """The file of an `aws login` session in a cache directory, whose `~` and `$NAME` Claude Code does not expand."""
    return f"{directory or '.'}/{sha256(session.encode()).hexdigest()}.json"


def _of_cli(configured: Value | None, name: str, variables: Values, home: str | None) -> Location:
    if configured is None:
        return Location(_join(home, f".aws/{name}") if home else "", f"~/.aws/{name}")
    return Location(expand_as_cli(configured.text, variables, home), configured.text)


def expand_as_cli(path: str, variables: Values, home: str | None) -> str:
    """A path as the AWS CLI takes it."""
    return expand_path(path, {name: value.text for name, value in variables.items()}, home)


def _shared(configured: str, name: str, home: str | None) -> Location:
    if configured.startswith("~/"):
        return Location(_join(home, configured[2:]) if home else "", configured)
    if configured:
        return Location(configured, configured)
    return Location(_join(home, f".aws/{name}") if home else "", f"~/.aws/{name}")


def find_home(variables: Values, home: str | None) -> str | None:
    """The home directory as the SDK finds it: HOME comes before USERPROFILE, on Windows as well."""
    for name in ("HOME", "USERPROFILE"):
        if text_of(variables, name):
            return text_of(variables, name)
    if text_of(variables, "HOMEPATH"):
        return (text_of(variables, "HOMEDRIVE") or "C:") + text_of(variables, "HOMEPATH")
    return home


def _join(folder: str, name: str) -> str:
    """A path below a folder; both separators work on Windows."""
    return posixpath.normpath(posixpath.join(folder, name)) if folder.startswith("/") else f"{folder}/{name}"
