"""How much is compared: a little in each run, and all of it where the marker `at_length` is asked for."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping

import pytest

AT_ONCE = 1500  # cases in one process of the other program
AT_LENGTH = "at_length" in os.environ.get("TESTS_ALSO", "")


def as_long(short: int, full: int) -> int:
    """How many generated cases a test takes, or how long a text it makes: short in each run, full at length."""
    return full if AT_LENGTH else short


def at_length(*values: object) -> object:
    """The parameters of a case that is left to the stage `at_length`."""
    return pytest.param(*values, marks=pytest.mark.at_length)


def choose(values: Iterable[object], in_each_run: Container[object]) -> list[object]:
    """Parameters: values that each run has, and the others at length. A value that is a tuple is several parameters."""
    return [
        value if value in in_each_run else at_length(*(value if isinstance(value, tuple) else (value,)))
        for value in values
    ]


def choose_cases(cases: Mapping[str, tuple[object, ...]], in_each_run: Container[str]) -> list[object]:
    """The same for cases with a name."""
    return [
        pytest.param(*values, id=name, marks=[] if name in in_each_run else pytest.mark.at_length)
        for name, values in cases.items()
    ]


def lengths(seed: int, short: int, full: int) -> list[object]:
    """Parameters `seed` and `count`: `short` cases in each run, at least `full` more, under other seeds, at length."""
    parts = -(-full // AT_ONCE)
    return [
        pytest.param(seed, short),
        *(at_length(seed + part, AT_ONCE) for part in range(1, parts + 1)),
    ]
