"""Three-valued logic: true, false, or a doubt that says why nobody can tell."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

Reason = Literal[
    "condition-operator",
    "condition-value",
    "context-missing",
    "context-multivalued",
    "context-value",
    "malformed-document",
    "malformed-statement",
    "policy-variable",
    "resource-pattern",
]

CONDITION_OPERATOR: Final = "condition-operator"
"""IAM has no operator of this name."""
CONDITION_VALUE: Final = "condition-value"
"""The policy compares with something that its operator cannot read."""
CONTEXT_MISSING: Final = "context-missing"
"""Whether the request has this key, and with which value, is unknown."""
CONTEXT_MULTIVALUED: Final = "context-multivalued"
"""The key has, or is made for, several values, and the operator no ForAnyValue or ForAllValues."""
CONTEXT_VALUE: Final = "context-value"
"""The request's value is nothing that the operator can read."""
MALFORMED_DOCUMENT: Final = "malformed-document"
MALFORMED_STATEMENT: Final = "malformed-statement"
POLICY_VARIABLE: Final = "policy-variable"
"""A `${…}` that does not parse, stands where IAM takes none, or whose value IAM does not document how to use."""
RESOURCE_PATTERN: Final = "resource-pattern"
"""AWS's documents do not decide whether the pattern of a Resource names the request's resource."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why something is neither true nor false: the first cause, and every other one that it hangs on as well."""

    reason: Reason
    about: str = ""
    """The condition key, variable, operator, value or element that cannot be judged."""
    where: str = ""
    """The condition key, or the pattern of a Resource, in whose comparison it stands; empty for other elements."""
    regional: bool = False
    """Whether the Region of the request has a part in it, so that in another Region it may come out otherwise."""
    others: tuple["Doubt", ...] = ()

    def __bool__(self) -> bool:
        """Refuse to be taken for true or false."""
        raise TypeError("a doubt is neither true nor false")

    def causes(self) -> tuple["Doubt", ...]:
        """Each cause by itself, this one first."""
        return (replace(self, others=()), *self.others)


Certainty = bool | Doubt


def combine_all(parts: Iterable[Certainty]) -> Certainty:
    """Conjunction: false if a part is false, else the doubts of all parts, else true. Stops at the first false part."""
    causes: dict[Doubt, None] = {}
    for part in parts:
        if part is False:
            return False
        if isinstance(part, Doubt):
            causes |= dict.fromkeys(part.causes())
    if not causes:
        return True
    first, *others = causes
    return replace(first, others=tuple(others))


def combine_any(parts: Iterable[Certainty]) -> Certainty:
    """Disjunction: true if a part is true, else the doubts of all parts, else false. Stops at the first true part."""
    return negate(combine_all(negate(part) for part in parts))


def negate(part: Certainty) -> Certainty:
    """Negation: a doubt stays the same doubt."""
    return part if isinstance(part, Doubt) else not part
