"""Where a value stands, so that a message can name file, line and key without showing a content."""

from __future__ import annotations

from collections.abc import Mapping
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
