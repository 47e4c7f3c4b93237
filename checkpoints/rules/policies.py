"""What the policies of the principal say to what must be granted, where they can be read; and who the principal is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from checkpoints.facts.account import AttachedPolicy
from checkpoints.facts.principal import parse_principal
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import UNKNOWN_CALLER, DenyingStatement, Evidence, Reply, message
from checkpoints.rules.iam import Caller, Effect, Judgement, Policy, Request, build_request, evaluate
from checkpoints.rules.models import read_called_models
from checkpoints.rules.profiles import Need, read_list

SHOWN = Evidence("iam:GetPolicyVersion", message("policy.evaluated"))
_GUARDRAIL = "bedrock:GuardrailIdentifier"
_ISSUED = "aws:TokenIssueTime"
# Roles that IAM Identity Center makes of a permission set (its user guide, "Permission sets").
_SSO_ROLE = re.compile(r"^AWSReservedSSO_(?P<permission_set>.+)_[0-9a-f]{16}$")


@derived_once
def read_judgements(facts: Facts, needs: tuple[Need, ...]) -> Mapping[Need, Judgement] | None:
    """What the policies say to each need; None where they could not be read as a whole."""
    return {need: _evaluate(facts, need) for need in needs} if facts.account.policies.complete else None


@derived_once
def find_denial(facts: Facts, need: Need) -> Judgement | None:
    """The statement that denies a need, among the policies that could be read; None where none does for certain."""
    judged = _evaluate(facts, need)
    is_denied = judged.effect in (Effect.EXPLICIT_DENY, Effect.BOUNDARY_DENY) and judged.statement is not None
    return judged if is_denied else None


def _evaluate(facts: Facts, need: Need, *open_keys: str) -> Judgement:
    """What the policies that could be read say to a need.

    open_keys: condition keys to treat as unknown, whatever follows for them from the request.
    """
    held = facts.account.policies
    own = tuple(_policy(each) for each in held.policies)
    boundary = _policy(held.boundary) if held.boundary else None
    request = build_need_request(facts, need)
    return evaluate(replace(request, known_absent=request.known_absent - {*open_keys}), own, boundary)


def is_guardrail_required(facts: Facts, need: Need) -> bool:
    """Whether the policies read would let a request through that names a guardrail."""
    judged = _evaluate(facts, need, _GUARDRAIL)
    return any(doubt.where.lower() == _GUARDRAIL.lower() for doubt in judged.doubts)


def find_revocation(facts: Facts, need: Need) -> DenyingStatement | None:
    """The statement that denies sessions issued before some moment, among the policies that could be read."""
    for doubt in _evaluate(facts, need).doubts:
        if doubt.where.lower() == _ISSUED.lower() and doubt.statement is not None:
            return DenyingStatement(doubt.policy, doubt.statement)
    return None


def is_session(facts: Facts) -> bool:
    """Whether the caller is a session of a role."""
    return parse_principal(_find_arn(facts)).kind == "role"


def is_federated(facts: Facts) -> bool:
    """Whether the caller is a session that an IAM user made (GetFederationToken), which holds no policy of its own."""
    return parse_principal(_find_arn(facts)).kind == "federated-user"


@derived_once
def do_statements_allow(facts: Facts, needs: tuple[Need, ...]) -> bool:
    """Whether the policies read would grant every need if nothing denied: the guide's policy is attached in meaning."""
    judged = judge_allows(facts, needs, facts.account.policies.policies)
    return bool(judged) and all(each.effect is Effect.ALLOWED for each in judged.values())


def judge_allows(facts: Facts, needs: Iterable[Need], held: Iterable[AttachedPolicy]) -> Mapping[Need, Judgement]:
    """What the statements of some policies that allow say to each need, whatever others deny."""
    allows = tuple(Policy(each.name, _only_allows(each.document)) for each in held)
    return {need: evaluate(build_need_request(facts, need), allows) for need in needs}


def name_policies(facts: Facts) -> str:
    """The names of the policies in force that speak of Bedrock."""
    return ", ".join(each.name for each in facts.account.policies.policies if names_bedrock(each)) or "-"


def names_bedrock(policy: AttachedPolicy) -> bool:
    """Whether an Allow of the policy names Bedrock or every service, rightly or wrongly spelt."""
    return any(
        "NotAction" in statement
        or any(str(action).lower().startswith(("*", "bedrock")) for action in list_values(statement.get("Action")))
        for statement in list_statements(policy.document)
        if statement.get("Effect") == "Allow"
    )


def name_caller(facts: Facts) -> str:
    """How people call the principal in use, `user/attendee`; `UNKNOWN_CALLER` where nothing tells it."""
    arn = _find_arn(facts)
    return parse_principal(arn).label if arn else UNKNOWN_CALLER


def name_permission_set(facts: Facts) -> str | None:
    """The permission set of IAM Identity Center behind the role in use; None for any other principal."""
    found = _SSO_ROLE.match(parse_principal(_find_arn(facts)).name)
    return found["permission_set"] if found else None


def _find_arn(facts: Facts) -> str:
    """The ARN of the principal in use, as STS, a denial or a long-term API key tells it; "" where none does."""
    arn = facts.account.identity.body.get("arn") or next(_list_denied_principals(facts), "")
    key = facts.credentials.api_key
    if not arn and key is not None and key.user and key.account:
        return f"arn:aws:iam::{key.account}:user/{key.user}"
    return str(arn)


def _list_denied_principals(facts: Facts) -> Iterator[str]:
    """The ARN of the caller, from IAM's denials: STS tells it of no API key."""
    called = tuple(read_called_models(facts))
    of_models = (reply for answers in called for reply in answers.replies)
    of_looks = (Reply(each) for answers in called for each in (answers.lifecycle, answers.gates))
    for reply in chain((read_list(facts),), of_models, of_looks):
        if reply.diagnosis.denial is not None and reply.diagnosis.denial.principal:
            yield reply.diagnosis.denial.principal


def _policy(attached: AttachedPolicy) -> Policy:
    return Policy(attached.name, attached.document)


def _only_allows(document: Mapping[str, object]) -> dict[str, object]:
    return {**document, "Statement": [each for each in list_statements(document) if each.get("Effect") == "Allow"]}


def list_statements(document: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The statements of a document, as far as they are any."""
    return [each for each in list_values(document.get("Statement")) if isinstance(each, dict)]


def list_values(value: object) -> list[object]:
    """The values of an element that holds one or a list of them."""
    return value if isinstance(value, list) else [value]


def build_need_request(facts: Facts, need: Need) -> Request:
    """The caller's request for a need, as IAM would see it."""
    return build_request(
        _identify_caller(facts),
        need.action,
        need.resource,
        region=need.region,
        at=facts.now,
        via=need.via,
        context=need.context,
    )


@derived_once
def _identify_caller(facts: Facts) -> Caller | None:
    """The caller, as STS and IAM tell it; None for an API key, which neither knows."""
    body = facts.account.identity.body
    if not body:
        return None
    who = parse_principal(body["arn"])
    arn = facts.account.policies.principal_arn or (body["arn"] if who.kind == "user" else None)
    keys = facts.credentials.keys
    return Caller(who.kind, body["account"], arn, body.get("user_id"), keys.has_token if keys.is_complete else None)
