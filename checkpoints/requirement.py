"""The decorator that ties a test to its row of the registry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from checkpoints.guide.requirements import BY_ID

Test = TypeVar("Test", bound=Callable[..., Any])


def requirement(check_id: str) -> Callable[[Test], Test]:
    """Mark a test as the proof of one requirement, and give it the marker of its step. Raises KeyError for no row."""
    row = BY_ID[check_id]

    def mark(test: Test) -> Test:
        marked: Test = getattr(pytest.mark, row.marker)(pytest.mark.requirement(row.id)(test))
        return marked

    return mark
