"""Every scenario by its name, `ready` first. Needs no moto, so that they can be listed at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from checkpoints.guide.edition import Edition
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.scenarios import claude_code, credentials, looking, models, permissions, ready, region
from checkpoints.offline.scenarios.baseline import Baseline
from checkpoints.offline.world import Scenario


@cache
def list_scenarios(edition: Edition = WORKSHOP) -> Mapping[str, Scenario]:
    """The scenarios of an edition of the guide, by name."""
    base = Baseline(edition)
    return {
        scenario.name: scenario
        for part in (ready, credentials, claude_code, region, permissions, models, looking)
        for scenario in part.write_scenarios(base)
    }


NAMES = tuple(list_scenarios())
DEFAULT = NAMES[0]


class UnknownScenario(LookupError):  # noqa: N818 - it reads as what it tells
    """There is no scenario of this name. known: the names that there are."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.known = NAMES


def find_scenario(name: str, edition: Edition = WORKSHOP) -> Scenario:
    """A scenario by its name. Raises `UnknownScenario`."""
    try:
        return list_scenarios(edition)[name]
    except KeyError:
        raise UnknownScenario(name) from None
