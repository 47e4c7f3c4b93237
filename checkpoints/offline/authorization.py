"""Whether a principal may do what it asks, from its moto policies and our own evaluator, in AWS's own sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checkpoints.offline.account import RehearsedPrincipal
from checkpoints.offline.regions import GLOBAL_SERVICES
from checkpoints.offline.stage import Stage
from checkpoints.offline.wire import RefusedError
from checkpoints.offline.world import ACCOUNT_ID, Document
from checkpoints.refusals.denial import (
    IDENTITY_POLICY,
    PERMISSIONS_BOUNDARY,
    SERVICE_CONTROL_POLICY,
    SESSION_POLICY,
    VPC_ENDPOINT_POLICY,
    Denial,
)
from checkpoints.refusals.refusal import ErrorReply
from checkpoints.rules.iam import EVERY_OTHER_KEY, Effect, Policy, Request, evaluate
from checkpoints.rules.policies import list_statements

_QUERY_SERVICES = ("iam", "sts")


def require(
    stage: Stage, principal: RehearsedPrincipal, action: str, resources: Iterable[str], *, shown_as: str | None = None
) -> None:
    """Raise `RefusedError` with AWS's sentence unless the action is allowed on every resource.

    shown_as: how the sentence names the resource, where it does not show the ARN (IAM's own operations).
    """
    for resource in resources:
        denial = find_denial(stage, principal, action, resource)
        if denial is not None:
            code = "AccessDenied" if action.partition(":")[0] in _QUERY_SERVICES else "AccessDeniedException"
            raise RefusedError(ErrorReply(403, code, replace(denial, resource=shown_as or resource).sentence))


def find_denial(
    stage: Stage,
    principal: RehearsedPrincipal,
    action: str,
    resource: str,
    extra: Mapping[str, tuple[str, ...]] | None = None,
) -> Denial | None:
    """What denies it where the principal may not, None where it may.

    An explicit deny of any kind of policy comes first; then every kind in force has to allow.
    """
    request = Request(action, resource, _context(stage, principal, resource) | dict(extra or {}), EVERY_OTHER_KEY)
    layers = tuple(_layers(stage, principal, action))
    effects = {kind: evaluate(request, policies).effect for kind, policies in layers}
    for kind, effect in effects.items():
        if effect is Effect.EXPLICIT_DENY:
            return Denial(principal.arn, action, resource, kind, explicit=True)
    for kind, effect in effects.items():
        if effect is not Effect.ALLOWED:
            return Denial(principal.arn, action, resource, kind, explicit=False)
    return None


def _layers(stage: Stage, principal: RehearsedPrincipal, action: str) -> Iterable[tuple[str, Sequence[Policy]]]:
    if stage.world.scps:
        yield SERVICE_CONTROL_POLICY, [Policy(scp.name, scp.document) for scp in stage.world.scps]
    yield IDENTITY_POLICY, principal.identity
    if principal.boundary is not None:
        yield PERMISSIONS_BOUNDARY, (principal.boundary,)
    if principal.session is not None:
        yield SESSION_POLICY, (principal.session,)
    endpoint = stage.world.vpc_endpoint_policy
    if endpoint is not None and action.startswith("bedrock:"):
        yield VPC_ENDPOINT_POLICY, (Policy("endpoint", _for_everybody(endpoint)),)


def _for_everybody(endpoint: Document) -> Document:
    """An endpoint's policy without the Principal that its statements have, which here is always everybody."""
    statements = [
        {name: value for name, value in each.items() if name != "Principal"} for each in list_statements(endpoint)
    ]
    return {**endpoint, "Statement": statements}


def _context(stage: Stage, principal: RehearsedPrincipal, resource: str) -> dict[str, tuple[str, ...]]:
    region = _requested_region(stage, resource)
    context: dict[str, tuple[str, ...]] = {
        "aws:CurrentTime": (stage.aws_now().strftime("%Y-%m-%dT%H:%M:%SZ"),),
        "aws:EpochTime": (str(int(stage.aws_now().timestamp())),),
        "aws:PrincipalAccount": (ACCOUNT_ID,),
        "aws:PrincipalArn": (principal.owner_arn,),
        "aws:PrincipalType": ("User" if principal.user_name else "AssumedRole",),
        "aws:RequestedRegion": (region,),
        "aws:SecureTransport": ("true",),
        "aws:SourceIp": ("203.0.113.10",),
        "aws:userid": (principal.user_id,),
    }
    if principal.issued_at:
        context["aws:TokenIssueTime"] = (principal.issued_at,)
    if principal.user_name:
        context["aws:username"] = (principal.user_name,)
    return context


def _requested_region(stage: Stage, resource: str) -> str:
    """The value of `aws:RequestedRegion` for a resource's ARN, or `*`."""
    parts = resource.split(":")
    if len(parts) <= 4:
        return stage.world.region
    if not parts[3]:
        # A global profile's model has no Region, which IAM sees as `unspecified`.
        return "unspecified" if parts[2] == "bedrock" else GLOBAL_SERVICES
    return parts[3]
