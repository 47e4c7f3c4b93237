"""The condition keys of a request that a caller makes, directly or through services of AWS.

Sources, where nothing else is said: IAM User Guide, "AWS global condition context keys", under *Availability* of each
key, and "IAM policy elements: Variables and tags", under *Principal key values*.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Final

from checkpoints.rules.iam.request import Request

Values = dict[str, tuple[str, ...]]

_TYPES: Final[Mapping[str, str]] = {
    "root": "Account",
    "user": "User",
    "role": "AssumedRole",
    "federated-user": "FederatedUser",
}
_SESSION_KINDS: Final = frozenset({"role", "federated-user"})

_IN_EVERY_REQUEST: Final = frozenset(
    {
        *("aws:CurrentTime", "aws:EpochTime", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalType"),
        *("aws:RequestedRegion", "aws:SecureTransport", "aws:UserAgent", "aws:userid"),
    }
)
_OF_SERVICE_PRINCIPALS: Final = frozenset(
    {
        *("aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:SourceAccount", "aws:SourceArn"),
        *("aws:SourceOrgID", "aws:SourceOrgPaths"),
    }
)
"""Only where a service calls as itself, not with the credentials of a user or role."""
_OF_OTHER_CALLS: Final = frozenset({"aws:referer", "aws:RequestTag/*", "aws:TagKeys"})
"""Only where a browser followed a link, or the call passes tags; calls of this suite and of Claude Code do neither."""
_OF_TEMPORARY_CREDENTIALS: Final = frozenset(
    {"aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent", "aws:SignInSessionArn", "aws:TokenIssueTime"}
)
_OF_ROLE_SESSIONS: Final = frozenset(
    {
        *("aws:AssumedRoot", "aws:ChatbotSourceArn", "aws:Ec2InstanceSourcePrivateIPv4", "aws:Ec2InstanceSourceVpc"),
        *("aws:FederatedProvider", "aws:SourceIdentity", "codebuild:BuildArn", "codebuild:ProjectArn"),
        *("ec2:RoleDelivery", "ec2:SourceInstanceArn", "glue:CredentialIssuingService", "glue:RoleAssumedBy"),
        *("lambda:SourceFunctionArn", "ssm:SourceInstanceArn"),
    }
)
"""Only where a role was assumed, some of them by one service alone."""
_OF_OTHER_INFERENCE: Final = frozenset(
    {"bedrock:GuardrailIdentifier", "bedrock:ModelArn", "bedrock:PromptRouterArn", "bedrock:ServiceTier"}
)
"""Not where a model or an inference profile is invoked with nothing but a prompt.

`GuardrailIdentifier` (Bedrock User Guide, "Enforce the use of specific guardrails in model inference requests") and
`ServiceTier` ("Control access to service tiers") are what the request names, and it names none; a request names either
a profile or a prompt router; `ModelArn` is there when the resource is a project (Service Authorization Reference,
"Condition keys for Amazon Bedrock"). `ProjectArn` and `DataRetentionMode` hang on what the account has set: unknown.
"""


@dataclass(frozen=True, slots=True)
class Caller:
    """A principal, as far as it is known."""

    kind: str
    """`root`, `user`, `role` or `federated-user`; anything else is unknown."""
    account: str
    """12 digits."""
    arn: str | None = None
    """Of the user or role itself, with its path: not of a session. None where nobody knows it."""
    user_id: str | None = None
    """`UserId` of sts:GetCallerIdentity, the session's name included; None where nobody knows it."""
    temporary: bool | None = None
    """Whether the credentials have a session token; None where nobody knows. Those of a role always have one."""


def build_request(
    caller: Caller | None,
    action: str,
    resource: str,
    *,
    region: str,
    at: datetime,
    via: Sequence[str] = (),
    context: Mapping[str, tuple[str, ...]] | None = None,
) -> Request:
    """The request of a caller, with each condition key that it must or cannot have; all others stay unknown.

    caller: None where it is not known who calls. region: `aws:RequestedRegion`. at: when, with its time zone. via: the
    service principals that call one another with the caller's credentials, first to last; empty for a direct call.
    context: further keys, which count more than what follows from the rest; one without a value is absent.

    A direct call is made with TLS. Unknown stay the network's keys (`aws:SourceIp`, `aws:SourceVpce`), tags of the
    principal and the resource, the organization's, and multi-factor authentication of temporary credentials.
    """
    known = {**_moment(at), "aws:RequestedRegion": (region,), "aws:PrincipalIsAWSService": ("false",)}
    known |= _called_via(via) if via else {"aws:SecureTransport": ("true",)}
    absent, present = set(_OF_SERVICE_PRINCIPALS), set(_IN_EVERY_REQUEST)
    if not via:
        absent |= _OF_OTHER_CALLS
    if action.lower().startswith("bedrock:invokemodel"):
        absent |= _OF_OTHER_INFERENCE
    if caller:
        temporary = _is_temporary(caller)
        known |= _principal(caller)
        known |= _long_term(caller, via) if temporary is False else {}
        present |= {"aws:TokenIssueTime"} if temporary else set()
        present |= {"aws:username"} if caller.kind == "user" else set()
        absent |= _OF_ROLE_SESSIONS if caller.kind == "user" else frozenset()
    known |= context or {}
    return Request(action, resource, known, frozenset(absent), frozenset(present))


def _moment(at: datetime) -> Values:
    stamp = at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"aws:CurrentTime": (stamp,), "aws:EpochTime": (str(int(at.timestamp())),)}


def _called_via(via: Sequence[str]) -> Values:
    return {
        "aws:CalledVia": tuple(via),
        "aws:CalledViaFirst": (via[0],),
        "aws:CalledViaLast": (via[-1],),
        "aws:ViaAWSService": ("true",),
    }


def _principal(caller: Caller) -> Values:
    known: Values = {"aws:PrincipalAccount": (caller.account,)}
    if caller.arn:
        known["aws:PrincipalArn"] = (caller.arn,)
    if caller.user_id:
        known["aws:userid"] = (caller.user_id,)
    if caller.kind in _TYPES:
        known["aws:PrincipalType"] = (_TYPES[caller.kind],)
        if caller.kind != "user":
            known["aws:username"] = ()
        elif caller.arn:
            known["aws:username"] = (caller.arn.rsplit("/", 1)[-1],)
    return known


def _is_temporary(caller: Caller) -> bool | None:
    return True if caller.kind in _SESSION_KINDS else caller.temporary


def _long_term(caller: Caller, via: Sequence[str]) -> Values:
    """What follows from access keys without a session token.

    A service that calls on with those of a user makes temporary credentials, without multi-factor authentication
    (under *aws:MultiFactorAuthPresent*).
    """
    if not via:
        return dict.fromkeys(_OF_TEMPORARY_CREDENTIALS, ())
    return {"aws:MultiFactorAuthPresent": ("false",)} if caller.kind == "user" else {}
