"""The commands of Claude Code's settings that give it credentials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checkpoints.client.javascript import trim_text
from checkpoints.client.locations import Scope
from checkpoints.client.place import Place, text_of

if TYPE_CHECKING:
    from checkpoints.client.settings import SettingsFile

EXPORT, REFRESH = "awsCredentialExport", "awsAuthRefresh"


@dataclass(frozen=True, slots=True)
class Helper:
    """A command of the settings that Claude Code runs for credentials.

    may_run: it is the user's own or an administrator's; one that a project brings along must never be run here.
    """

    command: str = field(repr=False)
    place: Place
    scope: Scope

    @property
    def may_run(self) -> bool:
        """Whether this machine's owner chose the command."""
        return self.scope in (Scope.USER, Scope.MANAGED)


def find_helper(name: str, read: Sequence[SettingsFile]) -> Helper | None:
    """A command of the settings; one that a project's file names as well counts as the project's."""
    strongest = next((each for each in reversed(read) if name in each.texts), None)
    if strongest is None or not trim_text(text_of(strongest.texts, name)):
        return None
    command = strongest.texts[name]
    of_project = next(
        (
            each
            for each in reversed(read)
            if each.scope in (Scope.LOCAL, Scope.PROJECT) and text_of(each.texts, name) == command.text
        ),
        strongest,
    )
    return Helper(command.text, of_project.texts[name].place, of_project.scope)
