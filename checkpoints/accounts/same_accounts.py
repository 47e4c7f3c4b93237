"""Accounts that were given more than once: by several lines or profiles whose credentials lead into the same one."""

from __future__ import annotations

from collections.abc import Sequence

from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.look import Look


def merge_same_accounts(
    looks: Sequence[Look], results: Sequence[AccountResult]
) -> tuple[list[Look], list[AccountResult]]:
    """Each account once, by the id that AWS tells: the first look at it, which says where else it was given.

    An account that could not be looked at, or whose id STS did not tell, stays a row of its own.
    """
    first: dict[str, int] = {}  # the place of the first look at an account, by its id
    further: dict[int, list[AccountResult]] = {}  # the other looks at the same account, by the place of the first
    for place, each in enumerate(results):
        is_told = each.trouble is None and bool(each.caller)
        kept = first.setdefault(each.account, place) if is_told else place
        others = further.setdefault(kept, [])
        if kept != place:
            others.append(each)
    found = [looks[kept].add_places(others) if others else results[kept] for kept, others in further.items()]
    return [looks[kept] for kept in further], found
