"""The rehearsal that is on: its world, and what has happened in it so far."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

from checkpoints.offline.account import read_clock
from checkpoints.offline.world import FoundationModel, SystemProfile, World
from checkpoints.refusals.refusal import ErrorReply


class Stage:
    """A world in motion. short_term_key: the Bedrock API key minted for this rehearsal, where the world has one."""

    def __init__(self, world: World, short_term_key: str | None = None) -> None:
        self.world = world
        self.short_term_key = short_term_key
        self._lock = threading.Lock()
        self._faults: Counter[int] = Counter()
        self._subscribed = {model.id for model in world.models if model.subscribed}
        self.invocations: list[str] = []

    def aws_now(self) -> datetime:
        """What AWS's own clock shows."""
        return read_clock() + timedelta(seconds=self.world.clock_ahead_s)

    def find_fault(self, operation: str) -> ErrorReply | None:
        """The fault that hits an operation now, if one does; each is used up by being asked for."""
        with self._lock:
            for number, fault in enumerate(self.world.faults):
                if not fnmatchcase(operation, fault.operation):
                    continue
                if fault.times is None or self._faults[number] < fault.times:
                    self._faults[number] += 1
                    return fault.refusal
        return None

    def list_profiles(self, region: str) -> tuple[SystemProfile, ...]:
        """The system profiles that a Region lists."""
        return self.world.profiles.get(region, ())

    def find_profile(self, region: str, name: str) -> SystemProfile | None:
        """A profile by its id or ARN, as a caller in a Region sees it."""
        profile_id = name.rsplit("inference-profile/", 1)[-1]
        return next((each for each in self.list_profiles(region) if each.id == profile_id), None)

    def find_model(self, name: str) -> FoundationModel | None:
        """A foundation model by its id or ARN."""
        model_id = name.rsplit("foundation-model/", 1)[-1]
        return next((each for each in self.world.models if each.id == model_id), None)

    def is_subscribed(self, model: FoundationModel) -> bool:
        """Whether the account has the model's Marketplace subscription."""
        with self._lock:
            return model.id in self._subscribed

    def subscribe(self, model: FoundationModel) -> None:
        """The first caller that may subscribe does it for the whole account."""
        with self._lock:
            self._subscribed.add(model.id)


_on: list[Stage] = []


def enter(stage: Stage) -> None:
    """Put a rehearsal on; one at a time."""
    if _on:
        raise RuntimeError("a rehearsal is on already")
    _on.append(stage)


def leave() -> None:
    """Take the rehearsal off."""
    _on.clear()


def find_stage() -> Stage:
    """The rehearsal that is on."""
    return _on[0]
