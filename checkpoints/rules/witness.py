"""A rule as a list of witnesses, in the order in which they count.

A witness is a small function that looks at one thing: it returns a finding, or None where it has nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ParamSpec

from checkpoints.rules.finding import Finding

P = ParamSpec("P")


def first_to_speak(
    witnesses: Iterable[Callable[P, Finding | None]], *args: P.args, **kwargs: P.kwargs
) -> Finding | None:
    """The finding of the first witness that has one. Those after it are not asked, and so ask nothing of AWS."""
    for witness in witnesses:
        found = witness(*args, **kwargs)
        if found is not None:
            return found
    return None
