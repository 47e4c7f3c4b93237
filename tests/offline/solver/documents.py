"""Policy documents as an administrator edits them: statements added, removed, and given an exception."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, TypeAlias

from checkpoints.guide.policy import LIST, MARKETPLACE_ACTIONS, MODEL_ACTIONS
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.scenarios.baseline import Baseline
from checkpoints.offline.world import Document

Statement: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[Statement], Sequence[Statement]]

# Actions that a Deny of whole services denies, those of the guide among them; enough to write the rest of it.
_ACTIONS = (
    *MODEL_ACTIONS,
    LIST,
    *MARKETPLACE_ACTIONS,
    "aws-marketplace:Unsubscribe",
    "aws-marketplace:ViewAgreements",
    "bedrock:DeleteGuardrail",
)
# The same of resources.
_RESOURCES = tuple(
    arn
    for region, profiles in Baseline(WORKSHOP).account.profiles.items()
    for profile in profiles
    for arn in (profile.arn(region), *profile.model_arns)
)


def list_statements(policy: Document) -> list[Statement]:
    """The statements of a policy."""
    held: Any = policy["Statement"]
    return list(held)


def join(policy: Document, pasted: Document) -> Document:
    """A policy with the statements of another one added."""
    return {**policy, "Statement": [*list_statements(policy), *list_statements(pasted)]}


def change_statement(policy: Document, place: str, change: Change) -> Document:
    """A policy whose statement of a Sid or number becomes others, or none."""
    held = list_statements(policy)
    (number,) = (n for n, each in enumerate(held) if place in (each.get("Sid"), str(n + 1)))
    return {**policy, "Statement": [*held[:number], *change(held[number]), *held[number + 1 :]]}


def change_statements(policy: Document, change: Change) -> Document:
    """A policy whose statements become others, or none."""
    return {**policy, "Statement": [each for held in list_statements(policy) for each in change(held)]}


def change_denies(policy: Document, change: Change) -> Document:
    """A policy whose Deny statements become others, or none."""
    return change_statements(policy, lambda each: change(each) if each["Effect"] == "Deny" else [each])


def covers(denying: Mapping[str, Any], actions: Sequence[str]) -> bool:
    """Whether a statement names one of some actions."""
    return any(_matches(action, denying.get("Action", ())) for action in actions)


def except_from(denying: Statement, actions: Sequence[str], resources: Sequence[str]) -> list[Statement]:
    """A Deny statement on everything but some actions on some resources."""
    others = [] if "*" in resources else _on_others(denying, resources)
    if "NotAction" in denying:
        return [*others, {**denying, "NotAction": [*denying["NotAction"], *actions], "Resource": resources}]
    named = (action for action in _ACTIONS if _matches(action, denying["Action"]))
    kept = [action for action in named if action not in actions]
    return [*others, *([{**denying, "Action": kept, "Resource": resources}] if kept else [])]


def _on_others(denying: Statement, resources: Sequence[str]) -> list[Statement]:
    """A Deny statement on its resources but for some."""
    held = denying["Resource"]
    if held in ("*", ["*"]):
        without = {name: value for name, value in denying.items() if name != "Resource"}
        return [{**without, "NotResource": list(resources)}]
    named = (each for each in _RESOURCES if _matches(each, held) and not _matches(each, resources))
    kept = [*named]
    return [{**denying, "Resource": kept}] if kept else []


def _matches(resource: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(resource, pattern) for pattern in patterns)


def except_principal(denying: Statement, arn: str) -> list[Statement]:
    """A Deny statement on every principal but one."""
    condition = {**denying.get("Condition", {}), "ArnNotEquals": {"aws:PrincipalArn": arn}}
    return [{**denying, "Condition": condition}]


def add_to_condition(statement: Statement, key: str, values: Sequence[str]) -> list[Statement]:
    """A statement whose condition on a key has more values."""
    condition = {
        operator: {name: [*held, *values] if name == key else held for name, held in compared.items()}
        for operator, compared in statement["Condition"].items()
    }
    return [{**statement, "Condition": condition}]
