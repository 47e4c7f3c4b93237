"""Which statement seems to allow what is denied, and does not: for its condition, its resource or its action."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from checkpoints.facts.account import AttachedPolicy
from checkpoints.rules import policies
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import DenyingStatement
from checkpoints.rules.iam import Effect, Policy, Request, evaluate
from checkpoints.rules.profiles import Need

Statement = Mapping[str, object]

# Service prefixes that hold `bedrock` and that IAM knows (Service Authorization Reference of 2026-10-27).
_PREFIXES = frozenset({"bedrock", "bedrock-agentcore", "bedrock-mantle"})
# Operations of Bedrock that IAM grants by another action (Amazon Bedrock API reference, Converse and ConverseStream).
_NO_ACTIONS = frozenset({"bedrock:converse", "bedrock:conversestream"})
_MOST_STATEMENTS = 40  # that are looked at for what they seem to allow
_NETWORK = frozenset({"aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"})


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A statement that does not do what it seems to. case: whose advice fits (`guide.texts.causes.grant_cases`).

    about: the condition keys, the resources or the action.
    """

    case: str
    statement: DenyingStatement
    about: str


@derived_once
def find_near_miss(facts: Facts, needs: tuple[Need, ...]) -> NearMiss | None:
    """The first statement that seems to allow one of the needs; None where none does, or none could be read."""
    alike = {(need.action, need.region, need.routed): need for need in reversed(needs)}
    for case, find in _KINDS:
        for need in reversed(alike.values()):
            request = policies.build_need_request(facts, need)
            for policy, number, statement in _list_allows(facts):
                about = find(request, policy, statement)
                if about is not None:
                    return NearMiss(case or _name_condition(about), _place(policy, number, statement), about)
    return None


def find_condition_of(facts: Facts, by: DenyingStatement) -> NearMiss | None:
    """The conditions under which a statement denies; None where it denies under any, or could not be read."""
    held = facts.account.policies
    for policy in (*held.policies, *((held.boundary,) if held.boundary else ())):
        for number, statement in enumerate(policies.list_statements(policy.document), start=1):
            if _place(policy, number, statement) == by and statement.get("Effect") == "Deny":
                keys = ", ".join(key for _, key, _ in _list_conditions(statement))
                return NearMiss(_name_condition(keys), by, keys) if keys else None
    return None


@derived_once
def find_suspect(facts: Facts, needs: tuple[Need, ...], *, in_boundary: bool) -> DenyingStatement | None:
    """The one statement that denies one of the needs if its condition holds, which only AWS knows.

    in_boundary: of the permissions boundary, else of the principal's own policies. None where several may deny, or
    where not every policy could be read.
    """
    judged = policies.read_judgements(facts, needs) or {}
    doubts = (doubt for each in judged.values() for doubt in each.doubts if (doubt.place < 0) is in_boundary)
    named = dict.fromkeys(DenyingStatement(doubt.policy, doubt.statement) for doubt in doubts)
    found = [each for each in named if find_condition_of(facts, each) is not None]
    return found[0] if len(found) == 1 else None


@derived_once
def _list_allows(facts: Facts) -> tuple[tuple[AttachedPolicy, int, Statement], ...]:
    """Statements that allow something which sounds like what is needed, with their place; not more than a few."""
    found = (
        (policy, number, statement)
        for policy in facts.account.policies.policies
        for number, statement in enumerate(policies.list_statements(policy.document), start=1)
        if statement.get("Effect") == "Allow" and _sounds_like_a_need(statement)
    )
    return tuple(islice(found, _MOST_STATEMENTS))


def _sounds_like_a_need(statement: Statement) -> bool:
    named = (str(each).lower() for each in policies.list_values(statement.get("Action", "*")))
    return any(each.startswith("*") or "bedrock" in each or "marketplace" in each for each in named)


def _place(policy: AttachedPolicy, number: int, statement: Statement) -> DenyingStatement:
    sid = statement.get("Sid")
    return DenyingStatement(policy.name, sid if isinstance(sid, str) and sid else number)


def _find_condition(request: Request, policy: AttachedPolicy, statement: Statement) -> str | None:
    """The condition keys without which the statement would allow the request."""
    if "Condition" not in statement or _allows(request, policy, statement):
        return None
    without = {name: value for name, value in statement.items() if name != "Condition"}
    if not _allows(request, policy, without):
        return None
    failing = (
        key
        for operator, key, value in _list_conditions(statement)
        if not _allows(request, policy, {**without, "Condition": {operator: {key: value}}})
    )
    return ", ".join(dict.fromkeys(failing)) or None


def _list_conditions(statement: Statement) -> Iterator[tuple[str, str, object]]:
    """Each operator, key and value of a statement's Condition, as far as it has their form."""
    condition = statement.get("Condition")
    for operator, compared in condition.items() if isinstance(condition, Mapping) else ():
        for key, value in compared.items() if isinstance(compared, Mapping) else ():
            yield str(operator), str(key), value


def _find_other_resource(request: Request, policy: AttachedPolicy, statement: Statement) -> str | None:
    """The resources that the statement names in place of the request's, where it names the action itself."""
    service = request.action.partition(":")[0]
    named = [str(each) for each in policies.list_values(statement.get("Action"))]
    is_named = any(each.lower().startswith(f"{service}:") for each in named)
    if not is_named or _allows(request, policy, statement):
        return None
    # A statement with NotResource names no other resources: with a Resource beside it, it allows nothing.
    is_about_it = _allows(request, policy, {**statement, "Resource": "*"})
    return ", ".join(map(str, policies.list_values(statement["Resource"]))) if is_about_it else None


def _find_unknown_action(request: Request, policy: AttachedPolicy, statement: Statement) -> str | None:
    """The actions of the statement that IAM does not know, where they sound like the request's."""
    named = [str(each) for each in policies.list_values(statement.get("Action"))]
    unknown = [each for each in named if _is_unknown(each.lower())]
    return ", ".join(unknown) or None if request.action.startswith("bedrock:") else None


def _is_unknown(action: str) -> bool:
    prefix = action.partition(":")[0]
    return ("bedrock" in prefix and prefix not in _PREFIXES) or action in _NO_ACTIONS


def _allows(request: Request, policy: AttachedPolicy, statement: Statement) -> bool:
    document = {**policy.document, "Statement": [statement]}
    return evaluate(request, [Policy(policy.name, document)]).effect is Effect.ALLOWED


# In this order; the case of a condition hangs on its keys.
_KINDS: tuple[tuple[str, Callable[[Request, AttachedPolicy, Statement], str | None]], ...] = (
    ("", _find_condition),
    ("other-resource", _find_other_resource),
    ("unknown-action", _find_unknown_action),
)


def _name_condition(keys: str) -> str:
    """The case of conditions on these keys."""
    lower = {key.lower() for key in keys.split(", ")}
    if lower == {"aws:requestedregion"}:
        return "condition-region"
    if all(key.startswith("aws:multifactorauth") for key in lower):
        return "condition-mfa"
    return "condition-network" if lower <= _NETWORK else "condition"
