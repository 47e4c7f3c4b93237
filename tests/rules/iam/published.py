"""Shapes of policies for Bedrock as people publish them: in AWS's guides, samples, forums and landing zones.

The shape is theirs, names and numbers are not. Each is there for something that the others lack.
"""

from tests.rules.iam.generated import ACCOUNT, Document

_INVOKE = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
_MODELS = "arn:aws:bedrock:*::foundation-model/*"
_PROFILES = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/*"
_US_PROFILE = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.anthropic.claude-sonnet-4-6"
_GUARDRAIL = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:guardrail/abc123"


def _allow(action: object, resource: object, **condition: object) -> Document:
    return _statement("Allow", {"Action": action, "Resource": resource}, condition)


def _deny(action: object, resource: object, **condition: object) -> Document:
    return _statement("Deny", {"Action": action, "Resource": resource}, condition)


def _statement(effect: str, about: Document, condition: Document) -> Document:
    return {"Effect": effect, **about, **({"Condition": condition} if condition else {})}


def _policy(*statements: Document) -> Document:
    return {"Version": "2012-10-17", "Statement": list(statements)}


_EVERYTHING = _allow("*", "*")

PUBLISHED: tuple[Document, ...] = (
    # What a guide for Claude Code grants, with a subscription through Bedrock alone.
    _policy(
        _allow(
            [*_INVOKE, "bedrock:ListInferenceProfiles"],
            [_MODELS, "arn:aws:bedrock:*:*:inference-profile/*", "arn:aws:bedrock:*:*:application-inference-profile/*"],
        ),
        _allow(
            ["aws-marketplace:Subscribe", "aws-marketplace:ViewSubscriptions"],
            "*",
            StringEquals={"aws:CalledViaLast": "bedrock.amazonaws.com"},
        ),
    ),
    # One profile, and its models in each Region through that profile alone.
    _policy(
        _allow(_INVOKE, _US_PROFILE),
        _allow(
            _INVOKE,
            [f"arn:aws:bedrock:{region}::foundation-model/anthropic.claude-*" for region in ("us-east-1", "us-west-2")],
            StringEquals={"bedrock:InferenceProfileArn": _US_PROFILE},
        ),
    ),
    _policy(
        _allow("bedrock:InvokeModel*", _PROFILES),
        _allow("bedrock:InvokeModel*", _MODELS, ArnLike={"bedrock:InferenceProfileArn": _PROFILES}),
    ),
    _policy(
        _EVERYTHING, _deny("bedrock:InvokeModel*", "arn:aws:bedrock:*::*", Null={"bedrock:InferenceProfileArn": "true"})
    ),
    # A guardrail that every call must name.
    _policy(
        _allow(_INVOKE, _MODELS, StringEquals={"bedrock:GuardrailIdentifier": f"{_GUARDRAIL}:1"}),
        _deny(_INVOKE, _MODELS, StringNotEquals={"bedrock:GuardrailIdentifier": f"{_GUARDRAIL}:1"}),
        _allow("bedrock:ApplyGuardrail", _GUARDRAIL),
    ),
    _policy(_EVERYTHING, _deny(_INVOKE, "*", ArnNotLikeIfExists={"bedrock:GuardrailIdentifier": f"{_GUARDRAIL}*"})),
    # Tiers of service.
    _policy(
        _EVERYTHING,
        _deny("bedrock:InvokeModel", "*", StringEquals={"bedrock:ServiceTier": ["reserved", "priority", "flex"]}),
    ),
    # Regions: as landing zones deny them, with services and principals left out.
    _policy(
        _EVERYTHING,
        {
            "Effect": "Deny",
            "NotAction": ["iam:*", "sts:*", "s3:List*", "kms:*", "bedrock:Get*"],
            "Resource": "*",
            "Condition": {
                "StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "us-west-2"]},
                "ArnNotLike": {"aws:PrincipalArn": ["arn:aws:iam::*:role/Platform*", "arn:aws:iam::*:role/*/Admin"]},
            },
        },
    ),
    _policy(_EVERYTHING, _deny("*", "*", StringNotLike={"aws:RequestedRegion": ["us-*", "unspecified"]})),
    _policy(_allow("bedrock:*", "*", StringEqualsIfExists={"aws:RequestedRegion": "us-east-1"})),
    _policy(_allow("bedrock:*", "arn:aws:bedrock:us-east-1"), _deny("bedrock:Invoke*", "arn:aws:bedrock:us-west-2")),
    # Models: some denied, or all but some.
    _policy(_EVERYTHING, _deny("bedrock:*", "arn:aws:bedrock:*:*:foundation-model/deepseek.*")),
    _policy(
        _EVERYTHING,
        _statement(
            "Deny",
            {
                "Action": _INVOKE,
                "NotResource": [
                    "arn:aws:bedrock:*::foundation-model/anthropic.*",
                    "arn:aws:bedrock:*:*:inference-profile/*anthropic*",
                ],
            },
            {},
        ),
    ),
    _policy(_allow("bedrock:*", "arn:aws:bedrock"), _deny("bedrock:*Model", "arn:aws:bedrock:*:*:custom-model/*")),
    _policy(_allow(["bedrock:Invoke*", "bedrock:List*", "bedrock:Get*"], "arn:aws:bedrock:*:*:*")),
    _policy(_allow("bedrock-runtime:*", "*"), _allow("bedrock:ListFoundationModels", "*")),
    # People: tags, names and paths.
    _policy(
        _allow(
            _INVOKE,
            f"arn:aws:bedrock:us-east-1:{ACCOUNT}:application-inference-profile/*",
            StringEquals={"aws:ResourceTag/team": "${aws:PrincipalTag/team}"},
        ),
        _allow("bedrock:InvokeModel", _MODELS, StringEquals={"aws:PrincipalTag/bedrock": ["yes", "true"]}),
    ),
    _policy(
        _allow("bedrock:*", "*", StringLike={"aws:userid": ["*:kim@example.com", "AIDA*"]}),
        _deny("bedrock:*", "*", StringEquals={"aws:PrincipalType": "AssumedRole"}),
    ),
    _policy(
        _allow("s3:*", ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/home/${aws:username}/*"]),
        _allow("bedrock:*", f"arn:aws:bedrock:*:{ACCOUNT}:application-inference-profile/${{aws:username}}"),
    ),
    _policy(_EVERYTHING, _deny("bedrock:*", "*", ArnNotEquals={"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/a"})),
    # Multi-factor authentication, TLS, networks and times.
    _policy(
        _EVERYTHING,
        _statement(
            "Deny",
            {"NotAction": ["iam:GetUser", "iam:ListMFADevices", "sts:GetSessionToken"], "Resource": "*"},
            {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
        ),
    ),
    _policy(
        _allow("*", "*", Bool={"aws:MultiFactorAuthPresent": "true"}, NumericLessThan={"aws:MultiFactorAuthAge": "10"})
    ),
    _policy(_EVERYTHING, _deny("*", "*", Bool={"aws:SecureTransport": "false"})),
    _policy(
        _EVERYTHING,
        _deny(
            "*",
            "*",
            NotIpAddress={"aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"]},
            Bool={"aws:ViaAWSService": "false"},
        ),
    ),
    _policy(
        _EVERYTHING,
        _deny(
            "bedrock:*",
            "*",
            StringNotEqualsIfExists={"aws:SourceVpce": ["vpce-1", "vpce-2"]},
            BoolIfExists={"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"},
        ),
    ),
    _policy(
        _allow(
            "bedrock:*",
            "*",
            DateGreaterThan={"aws:CurrentTime": "2026-11-01T00:00:00Z"},
            DateLessThan={"aws:CurrentTime": "2026-12-01T00:00:00Z"},
        )
    ),
    _policy(_EVERYTHING, _deny("*", "*", DateLessThan={"aws:TokenIssueTime": "2026-11-20T00:00:00Z"})),
    # A leaked key's quarantine, and the way from the Marketplace.
    _policy(_EVERYTHING, _deny(["iam:Create*", "bedrock:InvokeModel*", "s3:PutLifecycleConfiguration"], "*")),
    _policy(_EVERYTHING, _deny("aws-marketplace:*", "*")),
    _policy(
        _allow("bedrock:*", "*"),
        _allow("aws-marketplace:*", "*", **{"ForAnyValue:StringEquals": {"aws:CalledVia": ["bedrock.amazonaws.com"]}}),
    ),
    # Tags in the request.
    _policy(
        _allow(
            ["bedrock:CreateInferenceProfile", "bedrock:TagResource"],
            "*",
            StringEquals={"aws:RequestTag/team": "blue"},
            **{"ForAllValues:StringEquals": {"aws:TagKeys": ["team", "project"]}},
        ),
        _allow("bedrock:InvokeModel", "*", Null={"aws:ResourceTag/team": "false"}),
    ),
    # Power users.
    _policy(
        _statement("Allow", {"NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*"}, {}),
        _allow(["iam:CreateServiceLinkedRole", "iam:ListRoles", "account:GetAccountInformation"], "*"),
    ),
    {"Statement": {"Effect": "Allow", "Action": "bedrock:*", "Resource": "*"}},
)
