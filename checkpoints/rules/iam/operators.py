"""The condition operators: how each compares one value of the policy with one of the request.

Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from checkpoints.rules.iam import literals
from checkpoints.rules.iam.certainty import CONDITION_VALUE, CONTEXT_VALUE, Certainty, Doubt
from checkpoints.rules.iam.wildcard import Pattern, Wild, match_pattern, write_pattern

Comparison = Callable[[Pattern, str], Certainty]

_ARN_COMPONENTS: Final = 6


@dataclass(frozen=True, slots=True)
class Operator:
    """One condition operator without its IfExists, ForAnyValue or ForAllValues."""

    compare: Comparison
    """Of a value in the policy and one in the request, before any negation."""
    variables: bool = False
    """Whether policy variables are replaced in its values."""
    negated: bool = False


def _equals(wanted: Pattern, given: str) -> Certainty:
    return write_pattern(wanted) == given


def _equals_ignoring_case(wanted: Pattern, given: str) -> Certainty:
    return write_pattern(wanted).lower() == given.lower()


def _arn_like(wanted: Pattern, given: str) -> Certainty:
    patterns = _arn_components(wanted)
    components = given.split(":", _ARN_COMPONENTS - 1)
    if len(patterns) < _ARN_COMPONENTS:
        return Doubt(CONDITION_VALUE, write_pattern(wanted))
    if len(components) < _ARN_COMPONENTS:
        return Doubt(CONTEXT_VALUE, given)
    return all(map(match_pattern, patterns, components))


def _arn_components(arn: Pattern) -> list[Pattern]:
    components: list[list[str | Wild]] = [[]]
    for token in arn:
        if token == ":" and len(components) < _ARN_COMPONENTS:
            components.append([])
        else:
            components[-1].append(token)
    return [tuple(component) for component in components]


def _typed(
    read_wanted: Callable[[str], object],
    read_given: Callable[[str], object],
    relation: Callable[[Any, Any], bool],
    wanted: Pattern,
    given: str,
) -> Certainty:
    policy_value = read_wanted(write_pattern(wanted))
    if policy_value is None:
        return Doubt(CONDITION_VALUE, write_pattern(wanted))
    request_value = read_given(given)
    if request_value is None:
        return Doubt(CONTEXT_VALUE, given)
    return relation(request_value, policy_value)


def _within(address: literals.Address, network: literals.Network) -> bool:
    return address in network


_numbers: Final = partial(_typed, literals.parse_number, literals.parse_number)
_moments: Final = partial(_typed, literals.parse_moment, literals.parse_moment)
_in_network: Final = partial(_typed, literals.parse_network, literals.parse_address, _within)

OPERATORS: Final = {
    "StringEquals": Operator(_equals, variables=True),
    "StringNotEquals": Operator(_equals, variables=True, negated=True),
    "StringEqualsIgnoreCase": Operator(_equals_ignoring_case, variables=True),
    "StringNotEqualsIgnoreCase": Operator(_equals_ignoring_case, variables=True, negated=True),
    "StringLike": Operator(match_pattern, variables=True),
    "StringNotLike": Operator(match_pattern, variables=True, negated=True),
    "ArnEquals": Operator(_arn_like, variables=True),
    "ArnLike": Operator(_arn_like, variables=True),
    "ArnNotEquals": Operator(_arn_like, variables=True, negated=True),
    "ArnNotLike": Operator(_arn_like, variables=True, negated=True),
    "NumericEquals": Operator(partial(_numbers, operator.eq)),
    "NumericNotEquals": Operator(partial(_numbers, operator.eq), negated=True),
    "NumericLessThan": Operator(partial(_numbers, operator.lt)),
    "NumericLessThanEquals": Operator(partial(_numbers, operator.le)),
    "NumericGreaterThan": Operator(partial(_numbers, operator.gt)),
    "NumericGreaterThanEquals": Operator(partial(_numbers, operator.ge)),
    "DateEquals": Operator(partial(_moments, operator.eq)),
    "DateNotEquals": Operator(partial(_moments, operator.eq), negated=True),
    "DateLessThan": Operator(partial(_moments, operator.lt)),
    "DateLessThanEquals": Operator(partial(_moments, operator.le)),
    "DateGreaterThan": Operator(partial(_moments, operator.gt)),
    "DateGreaterThanEquals": Operator(partial(_moments, operator.ge)),
    "Bool": Operator(partial(_typed, literals.parse_boolean, literals.parse_boolean, operator.eq)),
    "BinaryEquals": Operator(partial(_typed, literals.parse_octets, literals.parse_octets, operator.eq)),
    "IpAddress": Operator(_in_network),
    "NotIpAddress": Operator(_in_network, negated=True),
}
"""Every operator by its name in a policy, but for Null, which looks at no value."""
