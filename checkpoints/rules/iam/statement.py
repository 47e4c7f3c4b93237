"""One statement of an identity policy or permissions boundary, against one request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from checkpoints.rules.iam.certainty import (
    MALFORMED_STATEMENT,
    POLICY_VARIABLE,
    Certainty,
    Doubt,
    every,
    opposite,
    some,
)
from checkpoints.rules.iam.condition import holds
from checkpoints.rules.iam.context import RequestContext
from checkpoints.rules.iam.request import Request
from checkpoints.rules.iam.shape import is_object, strings
from checkpoints.rules.iam.variables import expand
from checkpoints.rules.iam.wildcard import matches, pattern

# Principal and NotPrincipal belong to resource policies: IAM takes no identity policy that has them.
_ELEMENTS: Final = frozenset({"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"})


@dataclass(frozen=True, slots=True)
class _Listing:
    """An Action or Resource element, or its Not form."""

    texts: tuple[str, ...]
    negated: bool


def label(statement: object, index: int) -> str:
    """The Sid of a statement, or its index in the document from 0."""
    sid = statement.get("Sid") if isinstance(statement, Mapping) else None
    return sid if isinstance(sid, str) and sid else str(index)


def effect(statement: object) -> str | None:
    """`Allow` or `Deny`, or None where it cannot be told and so may be either."""
    value = statement.get("Effect") if isinstance(statement, Mapping) else None
    return value if isinstance(value, str) and value in ("Allow", "Deny") else None


def applies(statement: object, request: Request, context: RequestContext, variables: bool) -> Certainty:
    """Whether the statement, whatever its effect, is about this request.

    `variables` says whether the policy's Version knows policy variables.
    """
    if not is_object(statement):
        return Doubt(MALFORMED_STATEMENT)
    for foreign in sorted(statement.keys() - _ELEMENTS):
        return Doubt(MALFORMED_STATEMENT, foreign)
    if not isinstance(statement.get("Sid", ""), str):
        return Doubt(MALFORMED_STATEMENT, "Sid")
    if effect(statement) is None:
        return Doubt(MALFORMED_STATEMENT, "Effect")
    actions, resources = _listing(statement, "Action"), _listing(statement, "Resource")
    if isinstance(actions, Doubt):
        return actions
    if isinstance(resources, Doubt):
        return resources
    about_action = _about_action(actions, request.action)
    about_resource = _about_resource(resources, request.resource, context, variables)
    return every((about_action, about_resource, holds(statement.get("Condition", {}), context, variables)))


def _listing(statement: Mapping[str, object], name: str) -> _Listing | Doubt:
    present = [element for element in (name, f"Not{name}") if element in statement]
    if len(present) != 1:
        return Doubt(MALFORMED_STATEMENT, name)
    texts = strings(statement[present[0]])
    return Doubt(MALFORMED_STATEMENT, present[0]) if texts is None else _Listing(texts, present[0] != name)


def _about_action(actions: _Listing, action: str) -> Certainty:
    listed = some(_names_action(text, action) for text in actions.texts)
    return opposite(listed) if actions.negated else listed


def _names_action(text: str, action: str) -> Certainty:
    service, _, operation = text.partition(":")
    if not _is_everything(text) and not (service and operation and ":" not in operation):
        return Doubt(MALFORMED_STATEMENT, text)
    return matches(pattern(text.lower()), action.lower())


def _about_resource(resources: _Listing, resource: str, context: RequestContext, variables: bool) -> Certainty:
    # A variable without a value names no resource; whether NotResource then covers all is not documented.
    valueless = Doubt(POLICY_VARIABLE, "NotResource") if resources.negated else False
    listed = some(_names_resource(text, resource, context, variables, valueless) for text in resources.texts)
    return opposite(listed) if resources.negated else listed


def _names_resource(
    text: str, resource: str, context: RequestContext, variables: bool, valueless: Certainty
) -> Certainty:
    if not _is_everything(text) and not text.startswith("arn:"):
        return Doubt(MALFORMED_STATEMENT, text)
    tokens = expand(text, context) if variables else pattern(text)
    if isinstance(tokens, Doubt):
        return tokens
    return valueless if tokens is None else matches(tokens, resource)


def _is_everything(text: str) -> bool:
    return set(text) == {"*"}
