"""Where a value stands, so that a message can name file, line and key without showing a content; what removes it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """Where a value stands.

    name: the variable, key or section. file: as people know it, `~/.aws/config`, None for the shell's environment.
    line: counted from 1, None where there is no file.
    """

    name: str
    file: str | None = None
    line: int | None = None

    @property
    def shown(self) -> str:
        """The place as people find it: `~/.aws/config:3`, or `shell` for a variable of the shell."""
        if self.file is None:
            return "shell"
        return self.file if self.line is None else f"{self.file}:{self.line}"

    @property
    def removal(self) -> str:
        """The command that removes a variable from the shell, or a setting from its file."""
        return f"unset {self.name}" if self.file is None else write_removal((self.name,), self.file)


def write_removal(names: Iterable[str], file: str, section: str = "") -> str:
    """The command that removes settings from a file, and from a section of a file of the AWS CLI."""
    inside = ("--section", section) if section else ()
    return shlex.join(("python", "-m", "checkpoints", "remove", *names, "--from", file, *inside))


def write_removals(places: Iterable[Place]) -> str:
    """The command that removes settings from the files in which they stand."""
    names: dict[str, list[str]] = {}
    for place in places:
        names.setdefault(str(place.file), []).append(place.name)
    return " && ".join(write_removal(of_file, file) for file, of_file in names.items())


@dataclass(frozen=True, slots=True)
class Value:
    """A value, which may be a secret, and its place."""

    text: str = field(repr=False)
    place: Place


Values = Mapping[str, Value]


def text_of(values: Values, name: str) -> str:
    """The text under a name, "" where there is none."""
    value = values.get(name)
    return value.text if value else ""
