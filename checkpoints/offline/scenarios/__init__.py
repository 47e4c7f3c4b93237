"""Every scenario by its name, `ready` first. Needs no moto, so that they can be listed at once."""

from __future__ import annotations

from checkpoints.offline.scenarios import credentials, looking, models, permissions, region, well
from checkpoints.offline.world import Scenario

SCENARIOS: dict[str, Scenario] = {
    scenario.name: scenario
    for room in (well, credentials, region, permissions, models, looking)
    for scenario in room.SCENARIOS
}
NAMES = tuple(SCENARIOS)
DEFAULT = NAMES[0]


class UnknownScenario(LookupError):  # noqa: N818 - it reads as what it tells
    """There is no scenario of this name. known: the names that there are."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.known = NAMES


def named(name: str) -> Scenario:
    """A scenario by its name. Raises `UnknownScenario`."""
    try:
        return SCENARIOS[name]
    except KeyError:
        raise UnknownScenario(name) from None
