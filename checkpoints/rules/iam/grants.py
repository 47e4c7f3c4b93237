"""A policy document that grants what it is given and nothing else, written to be copied as it stands."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checkpoints.rules.iam.document import is_object, list_statements, list_strings
from checkpoints.rules.iam.evaluation import evaluate
from checkpoints.rules.iam.request import EVERY_OTHER_KEY, Effect, Policy, Request

Statement = dict[str, object]

_VERSION: Final = "2012-10-17"
_ACCOUNT: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
# Without a resource type on paper (Service Authorization Reference of 2026-10-27): `*` is right whether AWS asks about
# `*`, as written there, or about an ARN, as its refusals show.
_WITHOUT_RESOURCE_TYPE: Final = frozenset({"bedrock:ListInferenceProfiles", "bedrock:CallWithBearerToken"})


@dataclass(frozen=True, slots=True)
class Grant:
    """An action on a resource that is to be allowed.

    resource: the ARN that AWS asks about, or `*`. via: services that ask with the caller's credentials, first to last.
    """

    action: str
    resource: str
    via: tuple[str, ...] = ()


def write_policy(grants: Sequence[Grant], printed: Mapping[str, object]) -> dict[str, object]:
    """A document that grants this, for a principal of any account.

    printed: the guide's policy. A statement of it stands in the document as it is, where every action of it is among
    the grants, and naming their resources one by one would not be shorter. Whatever else is granted is named exactly.
    """
    wanted = list(dict.fromkeys(Grant(each.action, open_account(each.resource), each.via) for each in grants))
    kept = _keep_statements(wanted, printed)
    done = {grant for _, covered in kept for grant in covered}
    written = [(statement, covered[0]) for statement, covered in kept]
    written += [(_write_statement(group), group[0]) for group in _group([each for each in wanted if each not in done])]
    written.sort(key=lambda each: wanted.index(each[1]))
    return {"Version": _VERSION, "Statement": [statement for statement, _ in written]}


def _keep_statements(wanted: list[Grant], printed: Mapping[str, object]) -> list[tuple[Statement, list[Grant]]]:
    """The statements of the guide's policy that stand as they are, each with the grants that it makes."""
    left, kept = wanted, []
    for statement in _listed_statements(printed):
        covered = [grant for grant in left if _allows(statement, grant)]
        if {grant.action for grant in covered} == _actions(statement) and _is_short(statement, covered):
            kept.append((dict(statement), covered))
            left = [grant for grant in left if grant not in covered]
    return kept


def open_account(arn: str) -> str:
    """The pattern that names the same resource in any account: a report shows no account id."""
    return _ACCOUNT.sub("*", arn)


def _listed_statements(document: Mapping[str, object]) -> list[Mapping[str, object]]:
    found = list_statements(document)
    return [each for each in found if is_object(each)] if isinstance(found, Sequence) else []


def _actions(statement: Mapping[str, object]) -> frozenset[str]:
    return frozenset(list_strings(statement.get("Action")) or ())


def _allows(statement: Mapping[str, object], grant: Grant) -> bool:
    policy = Policy("", {"Version": _VERSION, "Statement": [statement]})
    called = {"aws:CalledVia": grant.via, "aws:CalledViaFirst": grant.via[:1], "aws:CalledViaLast": grant.via[-1:]}
    request = Request(grant.action, grant.resource, called if grant.via else {}, EVERY_OTHER_KEY)
    return evaluate(request, [policy]).effect is Effect.ALLOWED


def _is_short(statement: Mapping[str, object], covered: Sequence[Grant]) -> bool:
    """Whether a statement is no longer than those that name its resources one by one; its Sid does not count."""
    without_sid = {name: value for name, value in statement.items() if name != "Sid"}
    return len(json.dumps([without_sid])) <= len(json.dumps([_write_statement(each) for each in _group(covered)]))


def _group(grants: Sequence[Grant]) -> list[list[Grant]]:
    """Grants that one statement can hold: actions on the same resources, with the same last caller."""
    by_action: dict[tuple[str, tuple[str, ...]], list[Grant]] = {}
    for grant in grants:
        by_action.setdefault((grant.action, grant.via), []).append(grant)
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Grant]] = {}
    for (_, via), granted in by_action.items():
        alike.setdefault((via, _resources(granted)), []).extend(granted)
    return list(alike.values())


def _resources(grants: Sequence[Grant]) -> tuple[str, ...]:
    named = {"*" if grant.action in _WITHOUT_RESOURCE_TYPE else grant.resource for grant in grants}
    return ("*",) if "*" in named else tuple(sorted(named))


def _write_statement(grants: Sequence[Grant]) -> Statement:
    resources, via = _resources(grants), grants[0].via
    statement: Statement = {"Effect": "Allow", "Action": list(dict.fromkeys(grant.action for grant in grants))}
    statement["Resource"] = "*" if resources == ("*",) else list(resources)
    if via:
        statement["Condition"] = {"StringEquals": {"aws:CalledViaLast": via[-1]}}
    return statement
