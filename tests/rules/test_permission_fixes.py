"""What a denial's fix says is done to the letter, and then nothing more is denied: in one round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules.iam import Effect, Policy, evaluate
from tests.rules.policy_worlds import (
    EVERYTHING,
    SUBSCRIBING,
    Pair,
    fall_short,
    find_failed,
    judge,
    paste,
    write_request,
)

PRINTED: Any = WORKSHOP.policy.document["Statement"]
SEEDS = range(40)


def granted(policy: Any, pairs: Sequence[Pair]) -> list[Pair]:
    """Those of the pairs that a policy allows by statements that are not the guide's own."""
    exact = {**policy, "Statement": [each for each in policy["Statement"] if each not in PRINTED]}
    return [pair for pair in pairs if evaluate(write_request(pair), [Policy("", exact)]).effect is Effect.ALLOWED]


@pytest.mark.parametrize("seed", SEEDS)
def test_one_policy_grants_all_that_is_missing(seed: int) -> None:
    world = fall_short(seed)
    needed = [each for each in EVERYTHING if each not in SUBSCRIBING] if world.subscribed else EVERYTHING
    failed = find_failed(judge(world))
    if not failed:  # nothing but subscribing was missing, which nobody has to do
        assert world.lacks(needed) == []
        return
    for finding in failed:
        fixed = world.attach(paste(finding))
        assert fixed.lacks(needed) == []
        assert find_failed(judge(fixed)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_policy_grants_nothing_that_was_granted_where_policies_can_be_read(seed: int) -> None:
    world = fall_short(seed)
    if not world.readable:
        return
    lacked = world.lacks(EVERYTHING)
    for finding in find_failed(judge(world)):
        policy = paste(finding)
        assert set(granted(policy, EVERYTHING)) <= set(lacked)
        for each in policy["Statement"]:
            actions = {action for action, _ in lacked}
            assert set(each["Action"]) <= actions
