"""A rule as a list of witnesses, in the order in which they count.

A witness is a small function that looks at one thing: it returns a finding, or None where it has nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, overload

from checkpoints.rules.finding import Finding

P = ParamSpec("P")


@overload
def build_rule(*witnesses: Callable[P, Finding | None]) -> Callable[P, Finding | None]: ...
@overload
def build_rule(*witnesses: Callable[P, Finding | None], otherwise: Callable[P, Finding]) -> Callable[P, Finding]: ...
def build_rule(
    *witnesses: Callable[P, Finding | None], otherwise: Callable[P, Finding] | None = None
) -> Callable[P, Finding | None]:
    """The rule whose finding is that of the first witness that has one, and where none has, that of `otherwise`.

    Witnesses after it are not asked, and so ask nothing of AWS.
    """

    def judge(*args: P.args, **kwargs: P.kwargs) -> Finding | None:
        for witness in witnesses:
            found = witness(*args, **kwargs)
            if found is not None:
                return found
        return otherwise(*args, **kwargs) if otherwise else None

    return judge
