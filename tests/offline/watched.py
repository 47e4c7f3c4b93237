"""A plugin for offline runs: prints, at their very end, whatever tried to leave the machine.

What never answers is given up sooner than in a run: all else of a rehearsal answers at once.
"""

from __future__ import annotations

import pytest

from checkpoints.facts import sending
from checkpoints.offline import network

MARK = "attempts to leave the machine:"
_guards: list[network.Guard] = []


class _Watched(network.Guard):
    def __init__(self) -> None:
        super().__init__()
        _guards.append(self)


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Not when it is imported, which tests do as well."""
    sending.READ_TIMEOUT_S = 2
    network.Guard = _Watched  # type: ignore[misc]


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Every rehearsal is over by now."""
    print(MARK, len(_guards), [attempt for guard in _guards for attempt in guard.attempts])
