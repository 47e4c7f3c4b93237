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


@pytest.mark.parametrize("caller", [KIM, KIM_WITH_TOKEN, ROLE, ROOT, FEDERATED])
def test_every_request_has_its_account_principal_time_and_region(caller: Caller) -> None:
    assert stated(caller, "aws:PrincipalAccount") == (ACCOUNT,)
    assert stated(caller, "aws:PrincipalArn") == (caller.arn,)
    assert stated(caller, "aws:userid") == (caller.user_id,)
    assert stated(caller, "aws:CurrentTime") == ("2026-11-26T00:00:30Z",)
    assert stated(caller, "aws:EpochTime") == ("1795651230",)
    assert stated(caller, "aws:RequestedRegion") == ("us-east-1",)
    assert stated(caller, "aws:PrincipalIsAWSService") == ("false",)
    assert stated(caller, "aws:UserAgent") == "present"


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


@pytest.mark.parametrize(
    ("caller", "kind", "name"),
    [
        (KIM, "User", ("kim",)),
        (KIM_WITH_TOKEN, "User", ("kim",)),
        (Caller("user", ACCOUNT), "User", "present"),
        (ROLE, "AssumedRole", None),
        (ROLE_OF_UNKNOWN_PATH, "AssumedRole", None),
        (ROOT, "Account", None),
        (FEDERATED, "FederatedUser", None),
    ],
)
def test_the_type_and_the_user_s_name_follow_from_the_principal(
    caller: Caller, kind: str, name: tuple[str] | str | None
) -> None:
    assert stated(caller, "aws:PrincipalType") == (kind,)
    assert stated(caller, "aws:username") == name


def test_what_is_not_told_of_a_principal_is_there_and_unknown() -> None:
    for key in ("aws:PrincipalArn", "aws:userid"):
        assert stated(ROLE_OF_UNKNOWN_PATH, key) == "present"
    for key in ("aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalType", "aws:userid"):
        assert stated(None, key) == "present"
    assert stated(None, "aws:username") == "unknown"
    strange = Caller("unknown", ACCOUNT)
    assert stated(strange, "aws:PrincipalType") == "present"
    assert stated(strange, "aws:username") == "unknown"
    assert stated(strange, "aws:SourceIdentity") == "unknown"


@pytest.mark.parametrize(
    "key",
    [
        *("aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "aws:SourceArn", "aws:SourceAccount"),
        *("aws:SourceOrgID", "aws:SourceOrgPaths", "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList"),
        *("aws:referer", "aws:TagKeys", "aws:RequestTag/team"),
    ],
)
@pytest.mark.parametrize("caller", [KIM, ROLE, None])
def test_a_direct_call_has_no_key_of_services_browsers_or_tags(caller: Caller | None, key: str) -> None:
    assert stated(caller, key) is None


def test_a_direct_call_is_made_with_tls_and_through_no_service() -> None:
    assert stated(KIM, "aws:SecureTransport") == ("true",)
    request = build_request(KIM, "bedrock:InvokeModel", MODEL, region="us-east-1", at=KOREA)
    via = policy({**ALLOW, "Condition": {"Bool": {"aws:ViaAWSService": "false"}}})
    assert evaluate(request, [via]).effect is ALLOWED


@pytest.mark.parametrize(
    "key",
    [
        *("aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp", "aws:PrincipalTag/team"),
        *("aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:ResourceTag/team", "aws:ResourceAccount"),
        *("bedrock:ProjectArn", "bedrock:DataRetentionMode", "bedrock:InferenceProfileArn"),
        *("bedrock:BearerTokenType", "some:Key"),
    ],
)
@pytest.mark.parametrize("caller", [KIM, ROLE, ROOT, FEDERATED, None])
def test_what_nobody_can_know_stays_unknown(caller: Caller | None, key: str) -> None:
    assert stated(caller, key) == "unknown"


@pytest.mark.parametrize(
    ("caller", "issued", "mfa"),
    [
        (KIM, None, None),
        (ROOT, None, None),
        (KIM_WITH_TOKEN, "present", "unknown"),
        (ROLE, "present", "unknown"),
        (FEDERATED, "present", "unknown"),
        (Caller("user", ACCOUNT), "unknown", "unknown"),
        (Caller("role", ACCOUNT, temporary=False), "present", "unknown"),
        (None, "unknown", "unknown"),
    ],
)
def test_only_temporary_credentials_have_a_time_of_issue(
    caller: Caller | None, issued: str | None, mfa: str | None
) -> None:
    assert stated(caller, "aws:TokenIssueTime") == issued
    for key in ("aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:SignInSessionArn"):
        assert stated(caller, key) == mfa


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
    "key",
    [
        *("aws:AssumedRoot", "aws:ChatbotSourceArn", "aws:Ec2InstanceSourcePrivateIPv4", "aws:Ec2InstanceSourceVpc"),
        *("aws:FederatedProvider", "aws:SourceIdentity", "codebuild:BuildArn", "codebuild:ProjectArn"),
        *("ec2:RoleDelivery", "ec2:SourceInstanceARN", "glue:CredentialIssuingService", "glue:RoleAssumedBy"),
        *("lambda:SourceFunctionArn", "ssm:SourceInstanceArn"),
    ],
)
def test_a_user_has_no_key_of_a_role_s_session(key: str) -> None:
    assert stated(KIM, key) is None
    assert stated(KIM_WITH_TOKEN, key) is None
    for caller in (ROLE, ROOT, FEDERATED, None):
        assert stated(caller, key) == "unknown"


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


def test_a_call_that_services_make_on_behalf_names_them() -> None:
    chain = ("cloudformation.amazonaws.com", "bedrock.amazonaws.com")
    action = "aws-marketplace:Subscribe"
    assert stated(ROLE, "aws:CalledVia", action=action, via=chain) == chain
    assert stated(ROLE, "aws:CalledViaFirst", action=action, via=chain) == chain[:1]
    assert stated(ROLE, "aws:CalledViaLast", action=action, via=chain) == BEDROCK
    assert stated(ROLE, "aws:ViaAWSService", action=action, via=chain) == ("true",)
    assert stated(ROLE, "aws:PrincipalIsAWSService", action=action, via=chain) == ("false",)
    assert stated(ROLE, "aws:SourceArn", action=action, via=chain) is None


def test_how_services_call_on_behalf_is_their_own_affair() -> None:
    assert stated(KIM, "aws:SecureTransport", via=BEDROCK) == "present"
    for key in ("aws:referer", "aws:TagKeys", "aws:RequestTag/team"):
        assert stated(KIM, key, via=BEDROCK) == "unknown"


@pytest.mark.parametrize(
    ("caller", "mfa", "issued"),
    [
        (KIM, ("false",), "unknown"),
        (ROOT, "unknown", "unknown"),
        (KIM_WITH_TOKEN, "unknown", "present"),
        (ROLE, "unknown", "present"),
        (Caller("user", ACCOUNT), "unknown", "unknown"),
    ],
)
def test_services_call_on_behalf_of_a_user_with_temporary_credentials(caller: Caller, mfa: object, issued: str) -> None:
    assert stated(caller, "aws:MultiFactorAuthPresent", via=BEDROCK) == mfa
    assert stated(caller, "aws:TokenIssueTime", via=BEDROCK) == issued


def test_what_is_given_counts_more_than_what_follows() -> None:
    given: dict[str, tuple[str, ...]] = {"AWS:requestedregion": ("unspecified",), "aws:sourceip": ("203.0.113.7",)}
    request = build_request(KIM, "bedrock:InvokeModel", MODEL, region="us-east-1", at=KOREA, context=given)
    condition = {
        "StringEquals": {"aws:RequestedRegion": "unspecified"},
        "IpAddress": {"aws:SourceIp": "203.0.113.0/24"},
    }
    assert evaluate(request, [policy({**ALLOW, "Condition": condition})]).effect is ALLOWED
    assert stated(KIM, "aws:UserAgent", context={"aws:UserAgent": ()}) is None
