"""Step 2: policies that are not attached, fall short, or are overruled."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.guide import policy
from checkpoints.offline.scenarios.baseline import (
    ADMINISTRATOR,
    EVERY_PROFILE_AND_MODEL,
    IAM_READER,
    SESSION,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
    USER_NAME,
    Baseline,
    document,
    statement,
)
from checkpoints.offline.scenarios.sources import FAR, SHORT_TERM_KEY, Sources
from checkpoints.offline.world import Group, Machine, NamedPolicy, Scenario, User

_MARKETPLACE = statement(
    "Allow",
    policy.MARKETPLACE_ACTIONS,
    Condition={"StringEquals": {"aws:CalledViaLast": policy.CALLED_VIA}},
)
_BOUNDARY = NamedPolicy("DeveloperBoundary", document(statement("Allow", ["s3:*", "ec2:*", "iam:Get*", "iam:List*"])))

_BEDROCK_BOUNDARY = NamedPolicy("BedrockBoundary", document(statement("Allow", ["bedrock:*", "iam:Get*", "iam:List*"])))


def write_scenarios(base: Baseline) -> tuple[Scenario, ...]:
    """The scenarios of an edition of the guide."""
    at_home = base.played_at_home
    sources = Sources(base)

    def instead(*statements: dict[str, object]) -> NamedPolicy:
        """A policy of the guide's name whose first statement was changed."""
        return NamedPolicy(base.edition.policy.name, document(*statements, _MARKETPLACE))

    no_streaming = instead(statement("Allow", [policy.INVOKE, policy.LIST], EVERY_PROFILE_AND_MODEL))
    no_listing = instead(statement("Allow", policy.MODEL_ACTIONS, EVERY_PROFILE_AND_MODEL))
    one_model = instead(
        statement("Allow", [policy.LIST], ["arn:aws:bedrock:*:*:inference-profile/*"]),
        statement("Allow", policy.MODEL_ACTIONS, [f"arn:aws:bedrock:*:*:*/*{base.edition.sonnet.bedrock_id}"]),
    )
    one_region = instead(
        statement(
            "Allow",
            [*policy.MODEL_ACTIONS, policy.LIST],
            [
                f"arn:aws:bedrock:{base.region}:*:inference-profile/*",
                f"arn:aws:bedrock:{base.region}::foundation-model/*",
            ],
        )
    )
    wrong_prefix = instead(statement("Allow", ["bedrock-runtime:*"], ["*"]))
    deny_haiku = NamedPolicy(
        "NoSmallModels",
        document(
            statement("Deny", ["bedrock:InvokeModel*"], [f"arn:aws:bedrock:*:*:*/*{base.edition.haiku.bedrock_id}"])
        ),
    )
    region_deny = NamedPolicy(
        "RegionDeny",
        document(
            statement("Allow", ["*"]),
            {
                "Effect": "Deny",
                "NotAction": ["iam:*", "sts:*"],
                "Resource": "*",
                "Condition": {"StringNotEquals": {"aws:RequestedRegion": [base.region]}},
            },
        ),
    )
    one_model_session = document(
        statement("Allow", [policy.LIST], ["*"]),
        statement("Allow", policy.MODEL_ACTIONS, [f"arn:aws:bedrock:*:*:*/*{base.edition.sonnet.bedrock_id}"]),
    )
    guardrail = NamedPolicy(
        "GuardrailsOnly",
        document(
            statement(
                "Deny",
                policy.MODEL_ACTIONS,
                Sid="NoGuardrailNoModel",
                Condition={"Null": {"bedrock:GuardrailIdentifier": "true"}},
            )
        ),
    )
    no_marketplace = NamedPolicy("NoPurchases", document(statement("Deny", ["aws-marketplace:*"], Sid="NoMarketplace")))
    unsubscribed_reader = base.with_policies(
        base.guide_policy, IAM_READER, no_marketplace, world=base.both_unsubscribed
    )
    quarantine = NamedPolicy(
        "AWSCompromisedKeyQuarantineV3",
        document(statement("Deny", ["bedrock:Invoke*", "iam:Create*", "iam:Put*"])),
        of_aws=True,
    )
    revoking = NamedPolicy(
        "AWSRevokeOlderSessions",
        document(statement("Deny", ["*"], Condition={"DateLessThan": {"aws:TokenIssueTime": "2026-06-01T00:00:00Z"}})),
    )
    return (
        at_home("policy-not-attached", base.with_policies()),
        at_home("policy-without-listing", base.with_policies(no_listing)),
        at_home("policy-for-one-model", base.with_policies(one_model)),
        at_home("policy-with-wrong-prefix", base.with_policies(wrong_prefix, IAM_READER)),
        at_home("streaming-not-allowed", base.with_policies(no_streaming)),
        at_home("destination-region-denied", base.with_policies(one_region)),
        at_home(
            "explicit-deny",
            base.with_user(
                User(USER_NAME, attached=(base.guide_policy,), groups=(Group("attendees", inline=(deny_haiku,)),))
            ),
        ),
        at_home("scp-deny", replace(base.account, scps=(region_deny,))),
        at_home("permissions-boundary", base.with_user(replace(base.attendee, boundary=_BOUNDARY))),
        Scenario(
            "session-policy",
            replace(base.role_account, sessions=(replace(SESSION, policy=one_model_session),)),
            Machine(base.export(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN)),
        ),
        at_home(
            "scp-deny-elsewhere",
            replace(base.with_policies(ADMINISTRATOR), scps=(region_deny,), answered_in=base.region),
        ),
        at_home("guardrail-required", base.with_policies(base.guide_policy, IAM_READER, guardrail)),
        at_home(
            "endpoint-policy",
            replace(base.account, vpc_endpoint_policy=document(statement("Allow", [policy.LIST], ["*"]))),
        ),
        at_home("key-quarantined", base.with_policies(base.guide_policy, IAM_READER, quarantine)),
        Scenario(
            "session-revoked",
            replace(
                base.account,
                roles=(replace(base.role, inline=(revoking,)),),
                sessions=(replace(SESSION, issued_at="2026-05-31T23:00:00Z"),),
            ),
            Machine(base.export(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN)),
        ),
        Scenario(
            "permission-set-without-policy",
            replace(sources.sso_account, roles=(replace(sources.sso_account.roles[0], attached=()),)),
            sources.use_sso(FAR),
        ),
        at_home("marketplace-denied-explicitly", unsubscribed_reader),
        at_home(
            "marketplace-outside-boundary",
            base.with_user(
                User(USER_NAME, attached=(base.guide_policy, IAM_READER), boundary=_BEDROCK_BOUNDARY),
                base.both_unsubscribed,
            ),
        ),
        at_home("marketplace-denied", base.with_policies(base.without_marketplace, world=base.both_unsubscribed)),
        at_home("marketplace-statement-missing", base.with_policies(base.without_marketplace, IAM_READER)),
        Scenario(
            "api-key-not-permitted",
            replace(sources.short_term_account, users=(base.attendee,)),
            base.machine(AWS_BEARER_TOKEN_BEDROCK=SHORT_TERM_KEY),
        ),
    )
