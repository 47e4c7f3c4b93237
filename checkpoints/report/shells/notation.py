"""Commands as they are written down in texts and rules, and what they consist of.

A command is written once, in the words of bash, its steps joined by `&&`; these are its kinds of steps:

    aws sso login --profile={profile}      a program; every placeholder stays within its word
    export AWS_PROFILE=work                a variable for this shell and the programs that it starts
    keep AWS_REGION={guide_region}         the same, for new terminals too
    unset AWS_PROFILE AWS_SESSION_TOKEN    variables that go, from new terminals too
    ask AWS_SESSION_TOKEN                  variables whose values the shell asks for, hidden but for a profile
    trim AWS_SECRET_ACCESS_KEY             variables of which only the first word stays
    wslpath AWS_CONFIG_FILE                a variable whose path of Windows becomes one of WSL; bash alone can do it

`python` and `pytest` are those of the run. A word that begins with `~/` is a path in the home directory.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import NamedTuple, TypeAlias


class UnsayableError(ValueError):
    """Something that a shell cannot be told in any form that all its releases read."""


class Program(NamedTuple):
    """A program and its arguments, each as the program is to get it."""

    words: tuple[str, ...]


class Assignment(NamedTuple):
    """A variable of the environment and its value. kept: for new terminals too."""

    name: str
    value: str
    kept: bool = False


class Removal(NamedTuple):
    """Variables of the environment that go."""

    names: tuple[str, ...]


class Question(NamedTuple):
    """Variables whose values the shell asks for."""

    names: tuple[str, ...]

    @property
    def is_secret(self) -> bool:
        """Whether what is typed must not be shown."""
        return self.names != ("AWS_PROFILE",)


class Trimming(NamedTuple):
    """Variables of which only the first word stays."""

    names: tuple[str, ...]


class PathChange(NamedTuple):
    """Variables whose paths of Windows become paths of WSL."""

    names: tuple[str, ...]


Step: TypeAlias = Program | Assignment | Removal | Question | Trimming | PathChange
_OF_VARIABLES: dict[str, Callable[[tuple[str, ...]], Step]] = {
    "unset": Removal,
    "ask": Question,
    "trim": Trimming,
    "wslpath": PathChange,
}


def parse_steps(notation: str, fill: Callable[[str], str] = str) -> tuple[Step, ...]:
    """The steps of a command. fill: fills the placeholders of a word. Raises ValueError for an open quote."""
    steps: list[Step] = []
    words: list[str] = []
    for word in [*shlex.split(notation), "&&"]:
        if word != "&&":
            words.append(fill(word))
        elif words:
            steps.extend(_read_step(words))
            words = []
    return tuple(steps)


def _read_step(words: list[str]) -> list[Step]:
    first, *others = words
    if first in ("export", "keep"):
        pairs = (word.partition("=") for word in others)
        return [Assignment(name, value, first == "keep") for name, _, value in pairs]
    if first in _OF_VARIABLES:
        return [_OF_VARIABLES[first](tuple(others))]
    return [Program(tuple(words))]
