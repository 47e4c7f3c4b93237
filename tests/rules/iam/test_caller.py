"""The condition keys of a caller's request: what it must have, what it cannot have, and what nobody knows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone

import pytest

from checkpoints.rules.iam import Caller, build_request, evaluate
from tests.rules.iam.asking import ALLOW, ALLOWED, IMPLICIT_DENY, MODEL, UNKNOWN, policy

ACCOUNT = "111122223333"
PROFILE = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.anthropic.claude-x"
KIM = Caller("user", ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/team/kim", "AIDAEXAMPLE", temporary=False)
KIM_WITH_TOKEN = Caller("user", ACCOUNT, KIM.arn, "AIDAEXAMPLE", temporary=True)
ROLE = Caller("role", ACCOUNT, f"arn:aws:iam::{ACCOUNT}:role/team/Workshop", "AROAEXAMPLE:i-0abc")
ROLE_OF_UNKNOWN_PATH = Caller("role", ACCOUNT, None, None)
ROOT = Caller("root", ACCOUNT, f"arn:aws:iam::{ACCOUNT}:root", ACCOUNT, temporary=False)
FEDERATED = Caller("federated-user", ACCOUNT, f"arn:aws:sts::{ACCOUNT}:federated-user/kim", f"{ACCOUNT}:kim")
KOREA = datetime(2026, 11, 26, 9, 0, 30, 500_000, tzinfo=timezone(timedelta(hours=9)))
BEDROCK = ("bedrock.amazonaws.com",)


def stated(
    caller: Caller | None,
    key: str,
    *,
    action: str = "bedrock:InvokeModel",
    via: Sequence[str] = (),
    context: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[str, ...] | str | None:
    """A key's values in the caller's request, None where it is absent, `present` or `unknown` without values.

    Asked for with `Null` and a value alone, as a policy does.
    """
    request = build_request(caller, action, MODEL, region="us-east-1", at=KOREA, via=via, context=context)
    absent = evaluate(request, [policy({**ALLOW, "Condition": {"Null": {key: "true"}}})]).effect
    if absent is ALLOWED:
        return None
    compared = evaluate(request, [policy({**ALLOW, "Condition": {"ForAnyValue:StringLike": {key: "*"}}})]).effect
    if compared is UNKNOWN:
        return "present" if absent is IMPLICIT_DENY else "unknown"
    return next(values for name, values in request.context.items() if name.lower() == key.lower())


UNTOLD, STRANGE = Caller("user", ACCOUNT), Caller("unknown", ACCOUNT)
CALLERS: dict[str, Caller | None] = {
    "user": KIM,
    "user-with-token": KIM_WITH_TOKEN,
    "user-of-whom-nothing-is-told": UNTOLD,
    "role": ROLE,
    "role-of-unknown-path": ROLE_OF_UNKNOWN_PATH,
    "role-said-to-last": Caller("role", ACCOUNT, temporary=False),
    "root": ROOT,
    "federated": FEDERATED,
    "strange": STRANGE,
    "nobody": None,
}
KNOWN = "user user-with-token role root federated"
OF_SERVICES = (
    "aws:CalledVia aws:CalledViaFirst aws:CalledViaLast aws:SourceArn aws:SourceAccount aws:SourceOrgID "
    "aws:SourceOrgPaths aws:PrincipalServiceName aws:PrincipalServiceNamesList"
)
OF_OTHERS = "aws:referer aws:TagKeys aws:RequestTag/team"
OF_NOBODY = (
    "aws:SourceIp aws:SourceVpc aws:SourceVpce aws:VpcSourceIp aws:PrincipalTag/team aws:PrincipalOrgID "
    "aws:PrincipalOrgPaths aws:ResourceTag/team aws:ResourceAccount bedrock:ProjectArn bedrock:DataRetentionMode "
    "bedrock:InferenceProfileArn bedrock:BearerTokenType some:Key"
)
OF_SESSIONS = (
    "aws:AssumedRoot aws:ChatbotSourceArn aws:Ec2InstanceSourcePrivateIPv4 aws:Ec2InstanceSourceVpc "
    "aws:FederatedProvider aws:SourceIdentity codebuild:BuildArn codebuild:ProjectArn ec2:RoleDelivery "
    "ec2:SourceInstanceARN glue:CredentialIssuingService glue:RoleAssumedBy lambda:SourceFunctionArn "
    "ssm:SourceInstanceArn"
)
MFA, ISSUED = "aws:MultiFactorAuthPresent aws:MultiFactorAuthAge aws:SignInSessionArn", "aws:TokenIssueTime"
Stated = tuple[str, ...] | str | None
# Callers, keys, and what their direct requests have for each of these.
DIRECT: list[tuple[str, str, Stated]] = [
    # Every request has its account, time and Region, and is made with TLS.
    (KNOWN, "aws:PrincipalAccount", (ACCOUNT,)),
    (KNOWN, "aws:CurrentTime", ("2026-11-26T00:00:30Z",)),
    (KNOWN, "aws:EpochTime", ("1795651230",)),
    (KNOWN, "aws:RequestedRegion", ("us-east-1",)),
    (KNOWN, "aws:PrincipalIsAWSService", ("false",)),
    (KNOWN, "aws:UserAgent", "present"),
    ("user", "aws:SecureTransport", ("true",)),
    # The type and the user's name follow from the principal.
    ("user user-with-token user-of-whom-nothing-is-told", "aws:PrincipalType", ("User",)),
    ("role role-of-unknown-path", "aws:PrincipalType", ("AssumedRole",)),
    ("root", "aws:PrincipalType", ("Account",)),
    ("federated", "aws:PrincipalType", ("FederatedUser",)),
    ("user user-with-token", "aws:username", ("kim",)),
    ("user-of-whom-nothing-is-told", "aws:username", "present"),
    ("role role-of-unknown-path root federated", "aws:username", None),
    # What is not told of a principal is there and unknown.
    ("role-of-unknown-path", "aws:PrincipalArn aws:userid", "present"),
    ("nobody", "aws:PrincipalAccount aws:PrincipalArn aws:PrincipalType aws:userid", "present"),
    ("strange", "aws:PrincipalType", "present"),
    ("strange", "aws:username aws:SourceIdentity", "unknown"),
    ("nobody", "aws:username", "unknown"),
    # A direct call has no key of services, browsers or tags, and nobody knows where it comes from.
    ("user role nobody", f"{OF_SERVICES} {OF_OTHERS}", None),
    (f"{KNOWN} nobody", OF_NOBODY, "unknown"),
    # Only temporary credentials have a time of issue.
    ("user root", f"{ISSUED} {MFA}", None),
    ("user-with-token role federated role-said-to-last", ISSUED, "present"),
    ("user-of-whom-nothing-is-told nobody", ISSUED, "unknown"),
    ("user-with-token role federated role-said-to-last user-of-whom-nothing-is-told nobody", MFA, "unknown"),
    # A user has no key of a role's session.
    ("user user-with-token", OF_SESSIONS, None),
    ("role root federated nobody", OF_SESSIONS, "unknown"),
]


@pytest.mark.parametrize(
    ("caller", "key", "expected"),
    [(caller, key, value) for callers, keys, value in DIRECT for caller in callers.split() for key in keys.split()],
)
def test_a_direct_request_has_what_follows_from_its_caller(caller: str, key: str, expected: Stated) -> None:
    assert stated(CALLERS[caller], key) == expected


@pytest.mark.parametrize("caller", [KIM, KIM_WITH_TOKEN, ROLE, ROOT, FEDERATED])
def test_every_request_has_its_principal(caller: Caller) -> None:
    assert stated(caller, "aws:PrincipalArn") == (caller.arn,)
    assert stated(caller, "aws:userid") == (caller.user_id,)


def test_both_times_are_dates_to_iam() -> None:
    request = build_request(KIM, "bedrock:InvokeModel", MODEL, region="us-east-1", at=KOREA)
    for key in ("aws:CurrentTime", "aws:EpochTime"):
        for operator, wanted, expected in (
            ("DateEquals", "2026-11-26T09:00:30+09:00", ALLOWED),
            ("DateGreaterThan", "2026-11-26T00:00:30Z", IMPLICIT_DENY),
        ):
            assert evaluate(request, [policy({**ALLOW, "Condition": {operator: {key: wanted}}})]).effect is expected
    numeric = policy({**ALLOW, "Condition": {"NumericLessThan": {"aws:EpochTime": "1795651231"}}})
    assert evaluate(request, [numeric]).effect is ALLOWED


def test_a_direct_call_is_made_through_no_service() -> None:
    request = build_request(KIM, "bedrock:InvokeModel", MODEL, region="us-east-1", at=KOREA)
    via = policy({**ALLOW, "Condition": {"Bool": {"aws:ViaAWSService": "false"}}})
    assert evaluate(request, [via]).effect is ALLOWED


def test_the_inline_deny_that_revokes_older_sessions_is_no_matter_of_access_keys() -> None:
    revoke = {
        "Effect": "Deny",
        "Action": "*",
        "Resource": "*",
        "Condition": {"DateLessThan": {"aws:TokenIssueTime": "2026-11-25T00:00:00Z"}},
    }
    effects = {
        caller: evaluate(
            build_request(caller, "bedrock:InvokeModel", MODEL, region="us-east-1", at=KOREA), [policy(ALLOW, revoke)]
        ).effect
        for caller in (KIM, ROLE)
    }
    assert effects == {KIM: ALLOWED, ROLE: UNKNOWN}


@pytest.mark.parametrize(
    "key", ["bedrock:GuardrailIdentifier", "bedrock:ModelArn", "bedrock:PromptRouterArn", "bedrock:ServiceTier"]
)
def test_a_plain_invocation_names_no_guardrail_tier_or_router(key: str) -> None:
    assert stated(KIM, key) is None
    assert stated(KIM, key, action="bedrock:InvokeModelWithResponseStream") is None
    assert stated(KIM, key, action="BEDROCK:invokemodel") is None
    assert stated(KIM, key, action="bedrock:ListInferenceProfiles") == "unknown"
    assert stated(KIM, key, context={key: ("arn:x",)}) == ("arn:x",)


def test_a_guardrail_that_a_policy_requires_is_missing_in_a_plain_invocation() -> None:
    required = {
        "Effect": "Deny",
        "Action": "bedrock:InvokeModel*",
        "Resource": "*",
        "Condition": {"StringNotEquals": {"bedrock:GuardrailIdentifier": "arn:aws:bedrock:us-east-1:1:guardrail/g:1"}},
    }
    request = build_request(KIM, "bedrock:InvokeModel", MODEL, region="us-east-1", at=KOREA)
    judged = evaluate(request, [policy(ALLOW, {**required, "Sid": "Guardrail"}, name="Limits")])
    assert (judged.effect.value, judged.policy, judged.statement) == ("explicit-deny", "Limits", "Guardrail")


def test_a_model_behind_a_profile_says_which_profile() -> None:
    through = {"bedrock:InferenceProfileArn": (PROFILE,)}
    assert stated(ROLE, "bedrock:InferenceProfileArn", context=through) == (PROFILE,)


CHAIN = ("cloudformation.amazonaws.com", "bedrock.amazonaws.com")
# What requests have that services make on behalf of callers.
ON_BEHALF: list[tuple[str, str, Sequence[str], Stated]] = [
    ("role", "aws:CalledVia", CHAIN, CHAIN),
    ("role", "aws:CalledViaFirst", CHAIN, CHAIN[:1]),
    ("role", "aws:CalledViaLast", CHAIN, BEDROCK),
    ("role", "aws:ViaAWSService", CHAIN, ("true",)),
    ("role", "aws:PrincipalIsAWSService", CHAIN, ("false",)),
    ("role", "aws:SourceArn", CHAIN, None),
    # How services call is their own affair.
    ("user", "aws:SecureTransport", BEDROCK, "present"),
    ("user", OF_OTHERS, BEDROCK, "unknown"),
    # They call on behalf of a user with temporary credentials.
    ("user", "aws:MultiFactorAuthPresent", BEDROCK, ("false",)),
    ("root user-with-token role user-of-whom-nothing-is-told", "aws:MultiFactorAuthPresent", BEDROCK, "unknown"),
    ("user root user-of-whom-nothing-is-told", ISSUED, BEDROCK, "unknown"),
    ("user-with-token role", ISSUED, BEDROCK, "present"),
]


@pytest.mark.parametrize(
    ("caller", "key", "via", "expected"),
    [
        (caller, key, via, value)
        for callers, keys, via, value in ON_BEHALF
        for caller in callers.split()
        for key in keys.split()
    ],
)
def test_a_request_that_services_make_on_behalf_names_them(
    caller: str, key: str, via: Sequence[str], expected: Stated
) -> None:
    assert stated(CALLERS[caller], key, action="aws-marketplace:Subscribe", via=via) == expected


def test_what_is_given_counts_more_than_what_follows() -> None:
    given: dict[str, tuple[str, ...]] = {"AWS:requestedregion": ("unspecified",), "aws:sourceip": ("203.0.113.7",)}
    request = build_request(KIM, "bedrock:InvokeModel", MODEL, region="us-east-1", at=KOREA, context=given)
    condition = {
        "StringEquals": {"aws:RequestedRegion": "unspecified"},
        "IpAddress": {"aws:SourceIp": "203.0.113.0/24"},
    }
    assert evaluate(request, [policy({**ALLOW, "Condition": condition})]).effect is ALLOWED
    assert stated(KIM, "aws:UserAgent", context={"aws:UserAgent": ()}) is None
