"""The policies that fixes print, as an independent evaluator judges them once they are attached."""

from __future__ import annotations

import pytest

from checkpoints.guide.policy import LIST
from checkpoints.rules.iam import Effect
from tests.lengths import as_long
from tests.rules.iam.generated import Case
from tests.rules.iam.simulating import compare
from tests.rules.policy_worlds import EVERYTHING, SUBSCRIBING, fall_short, find_failed, judge, paste, write_request

pytestmark = pytest.mark.simulator


def test_all_that_is_needed_is_allowed_after_one_round() -> None:
    cases: dict[str, Case] = {}
    lacked_before = 0
    worlds = as_long(20, 150)
    for seed in range(worlds):
        world = fall_short(seed)
        needed = [each for each in EVERYTHING if not (world.subscribed and each in SUBSCRIBING)]
        for finding in find_failed(judge(world))[:1]:
            fixed = world.attach(paste(finding))
            lacked_before += len(world.lacks(needed))
            for pair in needed:
                # On paper listing has no resource, so the simulator takes none, and the guide's own statement for none.
                if pair[0] != LIST:
                    request = write_request(pair)
                    identity = tuple(map(dict, fixed.identity))
                    case = Case(request.action, request.resource, request.context, identity, None)
                    cases[repr(case)] = case  # what several worlds come to is asked once
    compared = compare(list(cases.values()), ("crash: Condition key",))
    assert len(compared) == len(cases) > 9 * worlds < lacked_before
    assert [each for each in compared if each.theirs is not Effect.ALLOWED or each.ours.effect is not each.theirs] == []
