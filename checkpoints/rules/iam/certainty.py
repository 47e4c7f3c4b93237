"""Three-valued logic: true, false, or a doubt that says why nobody can tell."""

from collections.abc import Iterable
from dataclasses import dataclass
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
"""A `${…}` that does not parse, or whose value IAM does not document how to use."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why something is neither true nor false."""

    reason: Reason
    about: str = ""

    def __bool__(self) -> bool:
        """Refuse to be taken for true or false."""
        raise TypeError("a doubt is neither true nor false")


Certainty = bool | Doubt


def every(parts: Iterable[Certainty]) -> Certainty:
    """Conjunction: false if a part is false, else the first doubt, else true. Stops at the first false part."""
    doubt: Doubt | None = None
    for part in parts:
        if part is False:
            return False
        if isinstance(part, Doubt) and doubt is None:
            doubt = part
    return True if doubt is None else doubt


def some(parts: Iterable[Certainty]) -> Certainty:
    """Disjunction: true if a part is true, else the first doubt, else false. Stops at the first true part."""
    return opposite(every(opposite(part) for part in parts))


def opposite(part: Certainty) -> Certainty:
    """Negation: a doubt stays the same doubt."""
    return part if isinstance(part, Doubt) else not part
