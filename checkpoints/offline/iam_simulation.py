"""IAM's policy simulator, which moto lacks: a method for its `IamResponse`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult

from checkpoints.offline import account, authorization, stage
from checkpoints.offline.account import RehearsedPrincipal
from checkpoints.offline.wire import RefusedError
from checkpoints.refusals.denial import PERMISSIONS_BOUNDARY, SERVICE_CONTROL_POLICY, Denial
from checkpoints.refusals.refusal import ErrorReply


def simulate_principal_policy(response: Any) -> ActionResult:
    """A decision for every action on every resource."""
    asked = response.params
    principal = _subject(str(asked["PolicySourceArn"]))
    given = asked.get("ContextEntries") or ()
    context = {entry["ContextKeyName"]: tuple(entry["ContextKeyValues"]) for entry in given}
    results = [
        _result(action, resource, authorization.find_denial(stage.find_stage(), principal, action, resource, context))
        for action in asked["ActionNames"]
        for resource in asked.get("ResourceArns") or ["*"]
    ]
    return ActionResult({"EvaluationResults": results, "IsTruncated": False})


def _subject(arn: str) -> RehearsedPrincipal:
    """The user or role of an ARN; a session's ARN is refused, as AWS does."""
    for user in account.find_iam().users.values():
        if user.arn == arn:
            return account.find_user_principal(user.name)
    for role in account.find_iam().roles.values():
        if role.arn == arn:
            return account.find_role_principal(role.name)
    if ":user/" in arn or ":role/" in arn:
        kind, name = ("user", arn.rpartition("/")[2]) if ":user/" in arn else ("role", arn.rpartition("/")[2])
        raise RefusedError(ErrorReply(404, "NoSuchEntity", f"The {kind} with name {name} cannot be found."))
    text = f"Invalid Entity Arn: {arn} does not clearly define entity type and name."
    raise RefusedError(ErrorReply(400, "InvalidInput", text))


def _result(action: str, resource: str, denial: Denial | None) -> dict[str, Any]:
    """The decision, and whether it is a guard rail above the policies of the principal that holds it back."""
    kind = denial.kind if denial else ""
    decision = "allowed" if denial is None else "explicitDeny" if denial.explicit else "implicitDeny"
    return {
        "EvalActionName": action,
        "EvalResourceName": resource,
        "EvalDecision": decision,
        "MatchedStatements": [],
        "MissingContextValues": [],
        "OrganizationsDecisionDetail": {"AllowedByOrganizations": kind != SERVICE_CONTROL_POLICY},
        "PermissionsBoundaryDecisionDetail": {"AllowedByPermissionsBoundary": kind != PERMISSIONS_BOUNDARY},
    }


METHODS: tuple[Callable[[Any], ActionResult], ...] = (simulate_principal_policy,)
