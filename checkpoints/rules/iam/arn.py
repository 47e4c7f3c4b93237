"""Which resources a pattern in a statement's Resource or NotResource names.

Sources: IAM User Guide, "IAM JSON policy elements: Resource" (wildcards), "Identify AWS resources with Amazon Resource
Names (ARNs)" (incomplete ARNs) and "IAM policy elements: Variables and tags" (where variables may stand).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from checkpoints.rules.iam.certainty import (
    MALFORMED_STATEMENT,
    POLICY_VARIABLE,
    RESOURCE_PATTERN,
    Certainty,
    Doubt,
)
from checkpoints.rules.iam.context import RequestContext
from checkpoints.rules.iam.variables import expand_variables
from checkpoints.rules.iam.wildcard import Pattern, Wild, keep_in_field, match_pattern, parse_pattern

FIELDS: Final = 6
"""`arn`, partition, service, Region, account, and a resource that may hold colons itself."""
_SERVICE: Final = 2
_VARIABLE: Final = re.compile(r"\$\{([^}]*)\}?")


def names_resource(
    text: str,
    resource: str,
    context: RequestContext,
    *,
    variables: bool,
    completed: bool = True,
    negated: bool = False,
) -> Certainty:
    """Whether a pattern of a Resource element names the resource.

    variables: the policy's Version knows policy variables. completed: IAM completes an ARN of fewer than six fields in
    this kind of policy. negated: it stands in NotResource, where a variable that cannot be replaced, which "might cause
    the entire statement to be invalid", leaves it open whether the statement covers all else.
    """
    if set(text) == {"*"}:
        return True
    if not text.startswith("arn:"):
        return Doubt(MALFORMED_STATEMENT, text)
    head, tail = _parted(text, variables)
    may_name = _may_name(head, tail, resource, variables)
    if not may_name and not negated:
        return False
    if tail is None and not (variables and _VARIABLE.search(":".join(head))):
        return may_name and _incomplete(text, head, resource, completed)
    return _judge_fields(text, head, tail or "", resource, context, variables, negated)


def _judge_fields(
    text: str, head: Sequence[str], tail: str, resource: str, context: RequestContext, variables: bool, negated: bool
) -> Certainty:
    """Whether a pattern of all six fields, or one with a variable in the first five, names the resource."""
    early = _VARIABLE.search(":".join(head)) if variables else None
    if early:
        # A variable counts behind the fifth colon alone; what IAM makes of one before it is not documented.
        return Doubt(POLICY_VARIABLE, early[1], where=text, regional=True)
    tokens = expand_variables(tail, context) if variables else parse_pattern(tail)
    if isinstance(tokens, Doubt):
        return replace(tokens, where=text)
    if tokens is None:
        return negated and Doubt(POLICY_VARIABLE, tail, where=text)
    return _complete(text, head, tokens, resource)


def _parted(text: str, variables: bool) -> tuple[list[str], str | None]:
    """The fields before the fifth colon, and what stands behind it; None where there is none. No `${…}` is parted."""
    fields, start = [], 0
    for colon in re.finditer(r"\$\{[^}]*\}?|:" if variables else ":", text):
        if colon[0] == ":":
            fields.append(text[start : colon.start()])
            start = colon.end()
            if len(fields) == FIELDS - 1:
                return fields, text[start:]
    return [*fields, text[start:]], None


def _may_name(head: Sequence[str], tail: str | None, resource: str, variables: bool) -> bool:
    """Whether any reading lets the pattern name the resource: completed or not, its wildcards matching colons."""
    text = ":".join(head if tail is None else [*head, tail])
    tokens = parse_pattern(_VARIABLE.sub("*", text) if variables else text)
    return match_pattern(tokens, resource) or (tail is None and match_pattern((*tokens, ":", Wild.MANY), resource))


def _complete(text: str, head: Sequence[str], tail: Pattern, resource: str) -> Certainty:
    """An asterisk that ends a field may go on beyond the colon; of other wildcards nobody says that they do."""
    promised = _joined([_kept_unless_last(parse_pattern(field)) for field in head], tail)
    if match_pattern(promised, resource) and not _has_wildcard(head[_SERVICE]):
        return True
    widest = _joined([parse_pattern(field) for field in head], tail)
    return match_pattern(widest, resource) and Doubt(RESOURCE_PATTERN, text, where=text, regional=True)


def _incomplete(text: str, head: Sequence[str], resource: str, completed: bool) -> Certainty:
    """Every missing field is `*`; whether a wildcard also reads on, as in a complete ARN, nobody says.

    The field of the service takes no wildcard ("You can't use a wildcard in the service segment"), so an ARN that
    leaves it open with one cannot be judged. Partitions take one: AWS's own policies have them.
    """
    if not completed:
        return Doubt(MALFORMED_STATEMENT, text)
    by_field = _joined([keep_in_field(parse_pattern(field)) for field in head], (Wild.MANY,))
    service = head[min(_SERVICE, len(head) - 1)]
    if match_pattern(by_field, resource) and not _has_wildcard(service):
        return True
    return Doubt(RESOURCE_PATTERN, text, where=text, regional=True)


def _kept_unless_last(field: Pattern) -> Pattern:
    if field[-1:] == (Wild.MANY,):
        return (*keep_in_field(field[:-1]), Wild.MANY)
    return keep_in_field(field)


def _joined(head: Sequence[Pattern], tail: Pattern) -> Pattern:
    return (*chain.from_iterable((*field, ":") for field in head), *tail)


def _has_wildcard(field: str) -> bool:
    return "*" in field or "?" in field
