"""The workshop's own edition of the rehearsal account, for tests that change it."""

from __future__ import annotations

from contextlib import AbstractContextManager

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.rehearsal import Rehearsal, play
from checkpoints.offline.scenarios.baseline import Baseline
from checkpoints.offline.world import Machine, Scenario, World
from tests.service_models import keep_botocores_findings, keep_models

keep_models()
keep_botocores_findings()
BASE = Baseline(WORKSHOP)


def play_world(world: World, machine: Machine = BASE.at_home) -> AbstractContextManager[Rehearsal]:
    """Rehearse a world, on the attendee's machine if no other is given."""
    return play(Scenario("any", world, machine))
