"""Step 2: policies that are not attached, fall short, or are overruled."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.guide import policy
from checkpoints.guide.models import HAIKU, REGION, SONNET
from checkpoints.offline.scenarios import well
from checkpoints.offline.scenarios.cast import (
    ACCOUNT,
    AT_HOME,
    ATTENDEE,
    BOTH_UNSUBSCRIBED,
    GUIDE_POLICY,
    IAM_READER,
    ROLE_ACCOUNT,
    SESSION,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
    USER_NAME,
    WITHOUT_MARKETPLACE,
    document,
    exported,
    statement,
    with_policies,
    with_user,
)
from checkpoints.offline.world import Group, Machine, NamedPolicy, Scenario, User

_EVERYWHERE = [
    "arn:aws:bedrock:*:*:inference-profile/*",
    "arn:aws:bedrock:*:*:application-inference-profile/*",
    "arn:aws:bedrock:*:*:foundation-model/*",
]
_MARKETPLACE = statement(
    "Allow",
    policy.MARKETPLACE_ACTIONS,
    Condition={"StringEquals": {"aws:CalledViaLast": policy.CALLED_VIA}},
)


def _instead(*statements: dict[str, object]) -> NamedPolicy:
    """A policy of the guide's name whose first statement was changed."""
    return NamedPolicy(policy.NAME, document(*statements, _MARKETPLACE))


_NO_STREAMING = _instead(statement("Allow", [policy.INVOKE, policy.LIST], _EVERYWHERE))
_NO_LISTING = _instead(statement("Allow", policy.MODEL_ACTIONS, _EVERYWHERE))
_ONE_MODEL = _instead(
    statement("Allow", [policy.LIST], ["arn:aws:bedrock:*:*:inference-profile/*"]),
    statement("Allow", policy.MODEL_ACTIONS, [f"arn:aws:bedrock:*:*:*/*{SONNET.bedrock_id}"]),
)
_ONE_REGION = _instead(
    statement(
        "Allow",
        [*policy.MODEL_ACTIONS, policy.LIST],
        [f"arn:aws:bedrock:{REGION}:*:inference-profile/*", f"arn:aws:bedrock:{REGION}::foundation-model/*"],
    )
)
_WRONG_PREFIX = _instead(statement("Allow", ["bedrock-runtime:*"], ["*"]))
_DENY_HAIKU = NamedPolicy(
    "NoSmallModels",
    document(statement("Deny", ["bedrock:InvokeModel*"], [f"arn:aws:bedrock:*:*:*/*{HAIKU.bedrock_id}"])),
)
_REGION_DENY = NamedPolicy(
    "RegionDeny",
    document(
        statement("Allow", ["*"]),
        {
            "Effect": "Deny",
            "NotAction": ["iam:*", "sts:*"],
            "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:RequestedRegion": [REGION]}},
        },
    ),
)
_BOUNDARY = NamedPolicy("DeveloperBoundary", document(statement("Allow", ["s3:*", "ec2:*", "iam:Get*", "iam:List*"])))
_ONE_MODEL_SESSION = document(
    statement("Allow", [policy.LIST], ["*"]),
    statement("Allow", policy.MODEL_ACTIONS, [f"arn:aws:bedrock:*:*:*/*{SONNET.bedrock_id}"]),
)
SCENARIOS = (
    Scenario("policy-not-attached", with_policies(), AT_HOME),
    Scenario("policy-without-listing", with_policies(_NO_LISTING), AT_HOME),
    Scenario("policy-for-one-model", with_policies(_ONE_MODEL), AT_HOME),
    Scenario("policy-with-wrong-prefix", with_policies(_WRONG_PREFIX, IAM_READER), AT_HOME),
    Scenario("streaming-not-allowed", with_policies(_NO_STREAMING), AT_HOME),
    Scenario("destination-region-denied", with_policies(_ONE_REGION), AT_HOME),
    Scenario(
        "explicit-deny",
        with_user(User(USER_NAME, attached=(GUIDE_POLICY,), groups=(Group("attendees", inline=(_DENY_HAIKU,)),))),
        AT_HOME,
    ),
    Scenario("scp-deny", replace(ACCOUNT, scps=(_REGION_DENY,)), AT_HOME),
    Scenario("permissions-boundary", with_user(replace(ATTENDEE, boundary=_BOUNDARY)), AT_HOME),
    Scenario(
        "session-policy",
        replace(ROLE_ACCOUNT, sessions=(replace(SESSION, policy=_ONE_MODEL_SESSION),)),
        Machine(exported(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN)),
    ),
    Scenario("marketplace-denied", with_policies(WITHOUT_MARKETPLACE, world=BOTH_UNSUBSCRIBED), AT_HOME),
    Scenario("marketplace-statement-missing", with_policies(WITHOUT_MARKETPLACE, IAM_READER), AT_HOME),
    Scenario(
        "api-key-not-permitted",
        replace(well.SHORT_TERM_ACCOUNT, users=(ATTENDEE,)),
        Machine({"AWS_REGION": REGION, "AWS_BEARER_TOKEN_BEDROCK": "<short-term-key>"}),
    ),
)
