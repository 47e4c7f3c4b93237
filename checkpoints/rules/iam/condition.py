"""The Condition element of a statement."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from checkpoints.rules.iam import literals
from checkpoints.rules.iam.certainty import (
    CONDITION_OPERATOR,
    CONDITION_VALUE,
    CONTEXT_MULTIVALUED,
    CONTEXT_VALUE,
    MALFORMED_STATEMENT,
    POLICY_VARIABLE,
    Certainty,
    Doubt,
    Reason,
    combine_all,
    combine_any,
    negate,
)
from checkpoints.rules.iam.context import RequestContext, is_multivalued
from checkpoints.rules.iam.document import is_object
from checkpoints.rules.iam.operators import OPERATORS, Operator
from checkpoints.rules.iam.variables import expand_variables
from checkpoints.rules.iam.wildcard import parse_pattern

_NAME = re.compile(r"(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?")
# The key itself, and as a variable in a value.
_REGION: Final = "aws:requestedregion"


def judge_condition(block: object, context: RequestContext, variables: bool) -> Certainty:
    """Whether every key under every operator of the element is satisfied.

    `variables` says whether the policy's Version knows policy variables.
    """
    if not is_object(block) or not all(is_object(keys) and keys for keys in block.values()):
        return Doubt(MALFORMED_STATEMENT, "Condition")
    return combine_all(
        _clause(name, key, value, context, variables)
        for name, keys in block.items()
        if isinstance(keys, Mapping)
        for key, value in keys.items()
    )


def _clause(name: str, key: str, value: object, context: RequestContext, variables: bool) -> Certainty:
    """One key under one operator; a doubt says of which key it is and whether the Region has a part in it."""
    judged = _judged(name, key, value, context, variables)
    if not isinstance(judged, Doubt):
        return judged
    regional = _REGION in key.lower() or (variables and any(_REGION in text.lower() for text in _scalars(value) or ()))
    return combine_all(replace(cause, where=key, regional=regional) for cause in judged.causes())


def _judged(name: str, key: str, value: object, context: RequestContext, variables: bool) -> Certainty:
    wanted = _scalars(value)
    if wanted is None:
        return Doubt(CONDITION_VALUE, key)
    if name == "Null":
        return _is_null(key, wanted, context)
    found = _NAME.fullmatch(name)
    operator = OPERATORS.get(found[2]) if found else None
    if found is None or operator is None:
        return Doubt(CONDITION_OPERATOR, name)
    given = context.values(key)
    if isinstance(given, Doubt):
        return given
    if not given:
        return bool(found[3]) or _holds_without_values(operator, found[1])
    return _quantified(operator, found[1], key, wanted, given, context, variables)


def _holds_without_values(operator: Operator, qualifier: str | None) -> bool:
    """Whether a condition holds for a key that the request does not have."""
    return qualifier == "ForAllValues" or (operator.negated and qualifier is None)


def _quantified(
    operator: Operator,
    qualifier: str | None,
    key: str,
    wanted: tuple[str, ...],
    given: tuple[str, ...],
    context: RequestContext,
    variables: bool,
) -> Certainty:
    """Whether the values of the request satisfy an operator, all of them or one, as its qualifier says."""
    unclear = _unclear(qualifier, key, given)
    if unclear:
        return Doubt(unclear, key)
    quantified = combine_all if qualifier == "ForAllValues" else combine_any
    return quantified(_satisfied(operator, wanted, one, context, variables) for one in given)


def _unclear(qualifier: str | None, key: str, given: tuple[str, ...]) -> Reason | None:
    """Why the number of values leaves it open, if it does."""
    if qualifier is None:
        return CONTEXT_MULTIVALUED if len(given) > 1 or is_multivalued(key) else None
    # IAM takes some empty strings for no value at all ("null data set") and does not say which.
    return CONTEXT_VALUE if "" in given else None


def _is_null(key: str, wanted: tuple[str, ...], context: RequestContext) -> Certainty:
    absent = context.lacks(key)
    return absent if isinstance(absent, Doubt) else combine_any(_agrees(text, absent) for text in wanted)


def _agrees(text: str, absent: bool) -> Certainty:
    wanted = literals.parse_boolean(text)
    return Doubt(CONDITION_VALUE, text) if wanted is None else wanted is absent


def _satisfied(
    operator: Operator, wanted: tuple[str, ...], given: str, context: RequestContext, variables: bool
) -> Certainty:
    matched = combine_any(_compare(operator, text, given, context, variables) for text in wanted)
    return negate(matched) if operator.negated else matched


def _compare(operator: Operator, text: str, given: str, context: RequestContext, variables: bool) -> Certainty:
    tokens = expand_variables(text, context) if variables and operator.variables else parse_pattern(text)
    if isinstance(tokens, Doubt):
        return tokens
    if tokens is None:
        # A variable without a value equals nothing; what differs from nothing is not documented.
        return Doubt(POLICY_VARIABLE, text) if operator.negated else False
    return operator.compare(tokens, given)


def _scalars(value: object) -> tuple[str, ...] | None:
    values = value if isinstance(value, list) else [value]
    texts = tuple(text for text in map(_scalar, values) if text is not None)
    return texts if texts and len(texts) == len(values) else None


def _scalar(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(Decimal(value))
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) else None
