"""How much is compared: a little in each run, and all of it where the marker `at_length` is asked for."""

from __future__ import annotations

import pytest

AT_ONCE = 1500  # cases in one process of the other program


def lengths(seed: int, short: int, full: int) -> list[object]:
    """Parameters `seed` and `count`: `short` cases in each run, at least `full` more, under other seeds, at length."""
    parts = -(-full // AT_ONCE)
    return [
        pytest.param(seed, short),
        *(pytest.param(seed + part, AT_ONCE, marks=pytest.mark.at_length) for part in range(1, parts + 1)),
    ]
