"""What an act is: a fix as a report says it, done in a situation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from tests.offline.solver.report import Fix
from tests.offline.solver.situation import Situation

Act: TypeAlias = Callable[[Fix, Situation], None]
Acts: TypeAlias = Mapping[str, Act]


def run_command(*typed: str) -> Act:
    """The command does it all. typed: what its prompts are answered."""

    def act(fix: Fix, situation: Situation) -> None:
        assert fix.command is not None
        situation.run(fix.command, *typed)

    return act
