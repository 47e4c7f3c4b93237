"""What facts mean: pure functions from facts to a finding.

A module is imported when a check first asks for it (`rules.access`), so that a part of the guide does not wait for
the rest.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkpoints.rules import access as access
    from checkpoints.rules import boxes as boxes
    from checkpoints.rules import marketplace as marketplace
    from checkpoints.rules import permissions as permissions
    from checkpoints.rules import profiles as profiles
    from checkpoints.rules import region as region
    from checkpoints.rules import standin as standin
    from checkpoints.rules import step3 as step3
    from checkpoints.rules import use_case as use_case


_WHEN_ASKED_FOR = frozenset(
    {
        "access",
        "boxes",
        "marketplace",
        "permissions",
        "profiles",
        "region",
        "standin",
        "step3",
        "use_case",
    }
)


def __getattr__(name: str) -> ModuleType:
    if name not in _WHEN_ASKED_FOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")
