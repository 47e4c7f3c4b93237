"""Accounts that were given more than once: by several lines or profiles whose credentials lead into the same one."""

from __future__ import annotations

from collections.abc import Sequence

from checkpoints.accounts.look import Look
from checkpoints.accounts.looked import Looked


def merge_same_accounts(looks: Sequence[Look], looked: Sequence[Looked]) -> tuple[list[Look], list[Looked]]:
    """Each account once, by the id that AWS tells: the first look at it, which says where else it was given.

    An account that could not be looked at, or whose id STS did not tell, stays a row of its own.
    """
    first: dict[str, int] = {}
    again: dict[int, list[Looked]] = {}
    for place, each in enumerate(looked):
        is_told = each.trouble is None and bool(each.caller)
        if is_told and first.setdefault(each.account, place) != place:
            again.setdefault(first[each.account], []).append(each)
    dropped = {id(each) for others in again.values() for each in others}
    kept = [place for place, each in enumerate(looked) if id(each) not in dropped]
    found = [looks[place].add_places(again[place]) if place in again else looked[place] for place in kept]
    return [looks[place] for place in kept], found
