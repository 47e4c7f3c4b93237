"""Every scenario by its name, `ready` first. Needs no moto, so that they can be listed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from checkpoints.guide.edition import Edition
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.scenarios import ready
from checkpoints.offline.scenarios.baseline import Baseline
from checkpoints.offline.world import Scenario

DEFAULT = "ready"

_Write = Callable[[Baseline], tuple[Scenario, ...]]


class UnknownScenario(LookupError):  # noqa: N818 - it reads as what it tells
    """There is no scenario of this name. known: the names that there are."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.known = list_names()


def list_names() -> tuple[str, ...]:
    """The names of the scenarios, the default one first."""
    return tuple(list_scenarios())


@cache
def list_scenarios(edition: Edition = WORKSHOP) -> Mapping[str, Scenario]:
    """The scenarios of an edition of the guide, by name."""
    return {name: scenario for write in _parts() for name, scenario in _write_part(write, edition).items()}


def find_scenario(name: str, edition: Edition = WORKSHOP) -> Scenario:
    """A scenario by its name. Raises `UnknownScenario`."""
    for write in _parts():
        found = _write_part(write, edition).get(name)
        if found is not None:
            return found
    raise UnknownScenario(name)


def _parts() -> Iterator[_Write]:
    """What writes the scenarios, in the order of the list; most rehearsals import the first part only."""
    yield ready.write_scenarios
    from checkpoints.offline.scenarios import claude_code, credentials, looking, models, permissions, region

    for part in (credentials, claude_code, region, permissions, models, looking):
        yield part.write_scenarios


@cache
def _write_part(write: _Write, edition: Edition) -> Mapping[str, Scenario]:
    return {scenario.name: scenario for scenario in write(_make_baseline(edition))}


_make_baseline = cache(Baseline)
