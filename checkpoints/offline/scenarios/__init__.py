"""Every scenario by its name, `ready` first. Needs no moto, so that they can be listed at once."""

from __future__ import annotations

from checkpoints.offline.scenarios import basic
from checkpoints.offline.world import Scenario

DEFAULT = "ready"

SCENARIOS: dict[str, Scenario] = {scenario.name: scenario for scenario in (*basic.SCENARIOS,)}


class UnknownScenario(LookupError):  # noqa: N818 - it reads as what it tells
    """There is no scenario of this name. known: the names that there are."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.known = tuple(SCENARIOS)


def named(name: str) -> Scenario:
    """A scenario by its name. Raises `UnknownScenario`."""
    try:
        return SCENARIOS[name]
    except KeyError:
        raise UnknownScenario(name) from None
