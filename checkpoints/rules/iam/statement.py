"""One statement of an identity policy or permissions boundary, against one request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from checkpoints.rules.iam.arn import names_resource
from checkpoints.rules.iam.certainty import (
    MALFORMED_STATEMENT,
    Certainty,
    Doubt,
    combine_all,
    combine_any,
    negate,
)
from checkpoints.rules.iam.condition import judge_condition
from checkpoints.rules.iam.context import RequestContext
from checkpoints.rules.iam.document import is_object, knows_variables, list_strings
from checkpoints.rules.iam.request import Policy, Request
from checkpoints.rules.iam.wildcard import match_pattern, parse_pattern

# Principal and NotPrincipal belong to resource policies: IAM takes no identity policy that has them.
_ELEMENTS: Final = frozenset({"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"})


@dataclass(frozen=True, slots=True)
class _Listing:
    """An Action or Resource element, or its Not form."""

    texts: tuple[str, ...]
    negated: bool


def name_statement(statement: object, number: int) -> str | int:
    """The Sid of a statement, or its number where it has none."""
    sid = statement.get("Sid") if isinstance(statement, Mapping) else None
    return sid if isinstance(sid, str) and sid else number


def read_effect(statement: object) -> str | None:
    """`Allow` or `Deny`, or None where it cannot be told and so may be either."""
    value = statement.get("Effect") if isinstance(statement, Mapping) else None
    return value if isinstance(value, str) and value in ("Allow", "Deny") else None


def judge_statement(statement: object, policy: Policy, request: Request, context: RequestContext) -> Certainty:
    """Whether a statement of the policy, whatever its effect, is about this request."""
    if not is_object(statement):
        return Doubt(MALFORMED_STATEMENT)
    malformed = _malformed(statement)
    return _about(statement, policy, request, context) if malformed is None else malformed


def _malformed(statement: Mapping[str, object]) -> Doubt | None:
    for foreign in sorted(statement.keys() - _ELEMENTS):
        return Doubt(MALFORMED_STATEMENT, foreign)
    if not isinstance(statement.get("Sid", ""), str):
        return Doubt(MALFORMED_STATEMENT, "Sid")
    if read_effect(statement) is None:
        return Doubt(MALFORMED_STATEMENT, "Effect")
    return None


def _about(statement: Mapping[str, object], policy: Policy, request: Request, context: RequestContext) -> Certainty:
    actions, resources = _listing(statement, "Action"), _listing(statement, "Resource")
    if isinstance(actions, Doubt):
        return actions
    if isinstance(resources, Doubt):
        return resources

    def judge_elements() -> Iterator[Certainty]:
        # One after the other: most statements are about another action, and conditions take longest.
        yield _about_action(actions, request.action)
        yield _about_resource(resources, policy, request, context)
        yield judge_condition(statement.get("Condition", {}), context, knows_variables(policy.document))

    return combine_all(judge_elements())


def _listing(statement: Mapping[str, object], name: str) -> _Listing | Doubt:
    present = [element for element in (name, f"Not{name}") if element in statement]
    if len(present) != 1:
        return Doubt(MALFORMED_STATEMENT, name)
    texts = list_strings(statement[present[0]])
    return Doubt(MALFORMED_STATEMENT, present[0]) if texts is None else _Listing(texts, present[0] != name)


def _about_action(actions: _Listing, action: str) -> Certainty:
    listed = combine_any(_names_action(text, action) for text in actions.texts)
    return negate(listed) if actions.negated else listed


def _names_action(text: str, action: str) -> Certainty:
    service, _, operation = text.partition(":")
    if set(text) != {"*"} and not (service and operation and ":" not in operation):
        return Doubt(MALFORMED_STATEMENT, text)
    return match_pattern(parse_pattern(text.lower()), action.lower())


def _about_resource(resources: _Listing, policy: Policy, request: Request, context: RequestContext) -> Certainty:
    listed = combine_any(
        names_resource(
            text,
            request.resource,
            context,
            variables=knows_variables(policy.document),
            completed=not policy.session,
            negated=resources.negated,
        )
        for text in resources.texts
    )
    return negate(listed) if resources.negated else listed
