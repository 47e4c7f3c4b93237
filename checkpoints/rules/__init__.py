"""What facts mean: pure functions from facts to a finding.

A module is imported when a check first asks for it (`rules.step1`), so that a part of the guide does not wait for
the rest.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkpoints.rules import step1 as step1
    from checkpoints.rules import step2 as step2
    from checkpoints.rules import step3 as step3
    from checkpoints.rules import step4 as step4

_WHEN_ASKED_FOR = frozenset(("step1", "step2", "step3", "step4"))


def __getattr__(name: str) -> ModuleType:
    if name not in _WHEN_ASKED_FOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")
