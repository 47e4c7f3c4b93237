"""All looks, in a wide pass; and once more, few at once, those for which this machine had too little time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.crew import WORKERS, Lateness, do_side_by_side
from checkpoints.accounts.look import Look, give_up
from checkpoints.accounts.same_accounts import rank_sight

FEW = 8  # at once in the second pass: hardly one of them has to wait for the processor


def look_at_all(looks: Sequence[Look], within_s: float, show: Callable[[int, int], None]) -> list[AccountResult]:
    """What each look came to, in their order; within_s: for both passes.

    A look that timed out while this process had to wait for the processor says nothing of AWS: it is taken again. What
    the second pass cannot end in time, or sees less of, stays as the first one left it. show: is told how many of how
    many have ended.
    """
    until = time.monotonic() + within_s
    with Lateness() as lateness:
        found = act_on_all(looks, Look.take, within_s, show)
    late = [place for place, each in enumerate(found) if each.is_late]
    left_s = until - time.monotonic()
    if not late or not lateness.is_much or left_s <= 0:
        return found
    before = len(looks) - len(late)
    again = do_side_by_side(
        [looks[place].take for place in late], left_s, lambda done, _: show(before + done, len(looks)), FEW
    )
    for place, each in zip(late, again, strict=True):
        if isinstance(each, AccountResult):
            found[place] = min(each, found[place], key=rank_sight)
    return found


def act_on_all(
    looks: Sequence[Look],
    act: Callable[[Look], AccountResult],
    within_s: float,
    show: Callable[[int, int], None],
) -> list[AccountResult]:
    """What an act on each account came to; of one that broke, or was not over in time, why."""
    found = do_side_by_side([partial(act, look) for look in looks], within_s, show, WORKERS)
    return [
        each if isinstance(each, AccountResult) else give_up(look, each)
        for look, each in zip(looks, found, strict=True)
    ]
