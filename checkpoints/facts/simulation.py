"""`iam:SimulatePrincipalPolicy`, and what its answer holds besides the decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

# The simulator's fields about guard rails, by the kind of policy as IAM's sentences name it.
_GUARDS = {
    "service control policy": ("OrganizationsDecisionDetail", "AllowedByOrganizations"),
    "permissions boundary": ("PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary"),
}


def simulate_policies(
    client: IAMClient,
    arn: str,
    actions: Sequence[str],
    resources: Sequence[str],
    context: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:
    """The body of `Account.simulation`, for the user or role of this ARN. Raises whatever botocore raises."""
    entries: list[Any] = [
        {"ContextKeyName": key, "ContextKeyValues": list(values), "ContextKeyType": "string"}
        for key, values in context.items()
    ]
    got = client.simulate_principal_policy(
        PolicySourceArn=arn, ActionNames=list(actions), ResourceArns=list(resources), ContextEntries=entries
    )
    decisions = [_decision(each) for each in got.get("EvaluationResults", ())]
    return {"decisions": decisions, "ResponseMetadata": got["ResponseMetadata"]}


def _decision(result: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "action": result.get("EvalActionName", ""),
        "resource": result.get("EvalResourceName", ""),
        "decision": result.get("EvalDecision", ""),
        "lacked": sorted(_lacked(result)),
        "guards": [kind for kind, detail in _GUARDS.items() if _holds_back(result, detail)],
    }


def _lacked(result: Mapping[str, Any]) -> Iterator[str]:
    """The condition keys that the simulation lacked; with resources named, IAM lists them for each resource."""
    for part in (result, *result.get("ResourceSpecificResults", ())):
        yield from part.get("MissingContextValues", ())


def _holds_back(result: Mapping[str, Any], detail: tuple[str, str]) -> bool:
    """Whether a guard rail above the identity's policies keeps the simulated request from being allowed."""
    name, allowed = detail
    every = (result, *result.get("ResourceSpecificResults", ()))
    return any(part.get(name, {}).get(allowed) is False for part in every)
