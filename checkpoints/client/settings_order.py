"""Which settings files of Claude Code count on a machine, and which of two wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checkpoints.client import locations
from checkpoints.client.locations import Files, Folders, Scope
from checkpoints.client.place import Place, Values

if TYPE_CHECKING:
    from checkpoints.client.settings import SettingsFile


def read_all_settings(config_directory: str | None, folders: Folders, files: Files) -> list[SettingsFile]:
    """The settings files that there are, from the weakest to the strongest."""
    own = locations.global_config(config_directory, folders, files)
    found = list(_find_settings(config_directory, folders, files))
    managed = locations.managed_settings(folders)
    is_stopped = files.is_directory(managed.path)
    if not found and own is None and not is_stopped:
        return []
    from checkpoints.client import settings

    weakest = [settings.read_global_config(files.content(own.path) or b"", own.shown)] if own else []
    read = weakest + [settings.read_settings(*each) for each in found]
    if is_stopped:
        read.append(settings.SettingsFile(Scope.MANAGED, managed.shown, dropped=Place("", managed.shown)))
    return _follow_moved_directory(read, config_directory, folders, files)


def _find_settings(config_directory: str | None, folders: Folders, files: Files) -> Iterator[tuple[bytes, Scope, str]]:
    """The contents of settings files, from the weakest to the strongest, with whose and what they are."""
    for scope, location in locations.settings_files(config_directory, folders, files):
        content = files.content(location.path)
        if content is not None:
            yield content, scope, location.shown


def _follow_moved_directory(
    read: list[SettingsFile], config_directory: str | None, folders: Folders, files: Files
) -> list[SettingsFile]:
    """The settings once the user's are read where settings move the folder to; the same where none does."""
    from checkpoints.client import settings

    moved = _find_moved_directory(read)
    at = locations.user_settings(moved, folders) if moved not in (None, config_directory) else None
    if at is None:
        return read
    return _move(read, settings.read_settings(files.content(at.path) or b"", Scope.USER, at.shown))


def _find_moved_directory(read: Sequence[SettingsFile]) -> str | None:
    """`CLAUDE_CONFIG_DIR` of settings that are not a project's, None where none sets it."""
    named = (each for each in read if each.scope not in (Scope.PROJECT, Scope.LOCAL))
    found = [each.env[locations.CONFIG_DIRECTORY] for each in named if locations.CONFIG_DIRECTORY in each.env]
    return found[-1].text if found else None


def _move(read: Sequence[SettingsFile], other: SettingsFile) -> list[SettingsFile]:
    """The settings once the user's are read from another folder: of the first file, its variables alone still count."""
    before = [each for each in read if each.scope in (Scope.GLOBAL, Scope.USER)]
    after = [each for each in read if each.scope not in (Scope.GLOBAL, Scope.USER)]
    return [*(replace(each, texts={}, options={}, overrides={}) for each in before), other, *after]


def join_values(of_files: Iterable[Values]) -> Values:
    """The values of files, from the weakest to the strongest; of two for one name the stronger file's."""
    return {name: value for values in of_files for name, value in values.items()}
