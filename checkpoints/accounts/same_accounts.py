"""Accounts that were given more than once: by several lines or profiles whose credentials lead into the same one."""

from __future__ import annotations

from collections.abc import Sequence

from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.look import Look
from checkpoints.classroom.roll import VERDICTS
from checkpoints.guide.vocabulary import Verdict


def merge_same_accounts(
    looks: Sequence[Look], results: Sequence[AccountResult]
) -> tuple[list[Look], list[AccountResult]]:
    """Each account once, by the id that AWS tells: the look that saw most of it, which says where else it was given.

    An account that could not be looked at, or whose id STS did not tell, stays a row of its own.
    """
    places_of: dict[str, list[int]] = {}
    for place, each in enumerate(results):
        is_known = each.trouble is None and bool(each.caller)
        places_of.setdefault(each.account if is_known else f"at {place}", []).append(place)
    kept, found = [], []
    for places in places_of.values():
        best, *others = sorted(places, key=lambda place: rank_sight(results[place]))
        kept.append(looks[best])
        found.append(
            looks[best].add_places(results[best], [results[place] for place in others]) if others else results[best]
        )
    return kept, found


def rank_sight(result: AccountResult) -> tuple[bool, int, int]:
    """The lower, the more a look has seen; of two that saw as much, the one that found more amiss."""
    unseen = sum(each.verdict is Verdict.UNVERIFIED for each in result.findings.values())
    return result.trouble is not None, unseen, VERDICTS.index(result.verdict)
