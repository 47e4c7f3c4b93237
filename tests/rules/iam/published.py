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


_OF_PROFILE = {"bedrock:InferenceProfileArn": _US_PROFILE}
_CLAUDE = [f"arn:aws:bedrock:{region}::foundation-model/anthropic.claude-*" for region in ("us-east-1", "us-west-2")]
_THREE_KINDS = [
    _MODELS,
    *(f"arn:aws:bedrock:*:*:{kind}/*" for kind in ("inference-profile", "application-inference-profile")),
]
_VIA_BEDROCK = {"aws:CalledViaLast": "bedrock.amazonaws.com"}
_OWN_PROFILES = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:application-inference-profile/*"
# As landing zones deny Regions, with services and principals left out.
_PLATFORM = ["arn:aws:iam::*:role/Platform*", "arn:aws:iam::*:role/*/Admin"]
_OF_ZONES = {"NotAction": ["iam:*", "sts:*", "s3:List*", "kms:*", "bedrock:Get*"], "Resource": "*"}
_NOT_OURS = {"aws:RequestedRegion": ["us-east-1", "us-west-2"]}
_NO_CLAUDE = {
    "Action": _INVOKE,
    "NotResource": [
        "arn:aws:bedrock:*::foundation-model/anthropic.*",
        "arn:aws:bedrock:*:*:inference-profile/*anthropic*",
    ],
}
_WITHOUT_MFA = {"NotAction": ["iam:GetUser", "iam:ListMFADevices", "sts:GetSessionToken"], "Resource": "*"}
_OFFICE = {"aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"]}
_NOVEMBER = {
    "DateGreaterThan": {"aws:CurrentTime": "2026-11-01T00:00:00Z"},
    "DateLessThan": {"aws:CurrentTime": "2026-12-01T00:00:00Z"},
}
_TAGGED = {
    "StringEquals": {"aws:RequestTag/team": "blue"},
    "ForAllValues:StringEquals": {"aws:TagKeys": ["team", "project"]},
}

_GRANTING: tuple[tuple[Document, ...], ...] = (
    # What a guide for Claude Code grants, with a subscription through Bedrock alone.
    (
        _allow([*_INVOKE, "bedrock:ListInferenceProfiles"], _THREE_KINDS),
        _allow(["aws-marketplace:Subscribe", "aws-marketplace:ViewSubscriptions"], "*", StringEquals=_VIA_BEDROCK),
    ),
    # One profile, and its models in each Region through that profile alone.
    (_allow(_INVOKE, _US_PROFILE), _allow(_INVOKE, _CLAUDE, StringEquals=_OF_PROFILE)),
    (
        _allow("bedrock:InvokeModel*", _PROFILES),
        _allow("bedrock:InvokeModel*", _MODELS, ArnLike={"bedrock:InferenceProfileArn": _PROFILES}),
    ),
    # A guardrail that every call must name.
    (
        _allow(_INVOKE, _MODELS, StringEquals={"bedrock:GuardrailIdentifier": f"{_GUARDRAIL}:1"}),
        _deny(_INVOKE, _MODELS, StringNotEquals={"bedrock:GuardrailIdentifier": f"{_GUARDRAIL}:1"}),
        _allow("bedrock:ApplyGuardrail", _GUARDRAIL),
    ),
    # Regions and models.
    (_allow("bedrock:*", "*", StringEqualsIfExists={"aws:RequestedRegion": "us-east-1"}),),
    (_allow("bedrock:*", "arn:aws:bedrock:us-east-1"), _deny("bedrock:Invoke*", "arn:aws:bedrock:us-west-2")),
    (_allow("bedrock:*", "arn:aws:bedrock"), _deny("bedrock:*Model", "arn:aws:bedrock:*:*:custom-model/*")),
    (_allow(["bedrock:Invoke*", "bedrock:List*", "bedrock:Get*"], "arn:aws:bedrock:*:*:*"),),
    (_allow("bedrock-runtime:*", "*"), _allow("bedrock:ListFoundationModels", "*")),
    # People: tags, names and paths.
    (
        _allow(_INVOKE, _OWN_PROFILES, StringEquals={"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}),
        _allow("bedrock:InvokeModel", _MODELS, StringEquals={"aws:PrincipalTag/bedrock": ["yes", "true"]}),
    ),
    (
        _allow("bedrock:*", "*", StringLike={"aws:userid": ["*:kim@example.com", "AIDA*"]}),
        _deny("bedrock:*", "*", StringEquals={"aws:PrincipalType": "AssumedRole"}),
    ),
    (
        _allow("s3:*", ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/home/${aws:username}/*"]),
        _allow("bedrock:*", f"arn:aws:bedrock:*:{ACCOUNT}:application-inference-profile/${{aws:username}}"),
    ),
    # Multi-factor authentication and times.
    (_allow("*", "*", Bool={"aws:MultiFactorAuthPresent": "true"}, NumericLessThan={"aws:MultiFactorAuthAge": "10"}),),
    (_allow("bedrock:*", "*", **_NOVEMBER),),
    # The way from the Marketplace, tags in the request, and power users.
    (
        _allow("bedrock:*", "*"),
        _allow("aws-marketplace:*", "*", **{"ForAnyValue:StringEquals": {"aws:CalledVia": ["bedrock.amazonaws.com"]}}),
    ),
    (
        _allow(["bedrock:CreateInferenceProfile", "bedrock:TagResource"], "*", **_TAGGED),
        _allow("bedrock:InvokeModel", "*", Null={"aws:ResourceTag/team": "false"}),
    ),
    (
        _statement("Allow", {"NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*"}, {}),
        _allow(["iam:CreateServiceLinkedRole", "iam:ListRoles", "account:GetAccountInformation"], "*"),
    ),
)
# Each beside a statement that allows everything.
_DENYING: tuple[Document, ...] = (
    _deny("bedrock:InvokeModel*", "arn:aws:bedrock:*::*", Null={"bedrock:InferenceProfileArn": "true"}),
    _deny(_INVOKE, "*", ArnNotLikeIfExists={"bedrock:GuardrailIdentifier": f"{_GUARDRAIL}*"}),
    _deny("bedrock:InvokeModel", "*", StringEquals={"bedrock:ServiceTier": ["reserved", "priority", "flex"]}),
    _statement("Deny", _OF_ZONES, {"StringNotEquals": _NOT_OURS, "ArnNotLike": {"aws:PrincipalArn": _PLATFORM}}),
    _deny("*", "*", StringNotLike={"aws:RequestedRegion": ["us-*", "unspecified"]}),
    _deny("bedrock:*", "arn:aws:bedrock:*:*:foundation-model/deepseek.*"),
    _statement("Deny", _NO_CLAUDE, {}),
    _deny("bedrock:*", "*", ArnNotEquals={"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/a"}),
    _statement("Deny", _WITHOUT_MFA, {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}),
    _deny("*", "*", Bool={"aws:SecureTransport": "false"}),
    _deny("*", "*", NotIpAddress=_OFFICE, Bool={"aws:ViaAWSService": "false"}),
    _deny(
        "bedrock:*",
        "*",
        StringNotEqualsIfExists={"aws:SourceVpce": ["vpce-1", "vpce-2"]},
        BoolIfExists={"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"},
    ),
    _deny("*", "*", DateLessThan={"aws:TokenIssueTime": "2026-11-20T00:00:00Z"}),
    _deny(["iam:Create*", "bedrock:InvokeModel*", "s3:PutLifecycleConfiguration"], "*"),  # a leaked key's quarantine
    _deny("aws-marketplace:*", "*"),
)
PUBLISHED: tuple[Document, ...] = (
    *(_policy(*statements) for statements in _GRANTING),
    *(_policy(_allow("*", "*"), denying) for denying in _DENYING),
    {"Statement": {"Effect": "Allow", "Action": "bedrock:*", "Resource": "*"}},
)
