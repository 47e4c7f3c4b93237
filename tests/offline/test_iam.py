"""IAM's own operations: moto's answers behind AWS's gates, and the simulator that moto lacks."""

from __future__ import annotations

import json
from dataclasses import replace

from checkpoints.guide.policy import CALLED_VIA, INVOKE
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.rehearsal import rehearse
from checkpoints.offline.scenarios.baseline import ADMINISTRATOR, IAM_READER, IN_ACCOUNT, document, statement, trusting
from checkpoints.offline.world import NamedPolicy, Role, User
from tests.offline.accounts import BASE, play_world
from tests.offline.calls import client, refusal

_USER = "arn:aws:iam::123456789012:user/attendee"
_MODEL = f"arn:aws:bedrock:us-east-1::foundation-model/{WORKSHOP.haiku.bedrock_id}"


def test_iam_refuses_in_its_own_form() -> None:
    with rehearse("ready"):
        told = refusal(client("iam").list_attached_user_policies, UserName="attendee")
    assert told == (
        403,
        "AccessDenied",
        f"User: {_USER} is not authorized to perform: iam:ListAttachedUserPolicies on resource: user attendee "
        "because no identity-based policy allows the iam:ListAttachedUserPolicies action",
    )


def test_whoever_may_read_reads_what_is_attached() -> None:
    with rehearse("group-policy"):
        iam = client("iam")
        attached = iam.list_attached_user_policies(UserName="attendee")["AttachedPolicies"]
        groups = iam.list_groups_for_user(UserName="attendee")["Groups"]
        of_group = iam.list_attached_group_policies(GroupName="attendees")["AttachedPolicies"]
        version = iam.get_policy(PolicyArn=BASE.guide_policy.arn)["Policy"]["DefaultVersionId"]
        found = iam.get_policy_version(PolicyArn=BASE.guide_policy.arn, VersionId=version)["PolicyVersion"]["Document"]
    assert attached == [{"PolicyName": "IAMReadOnlyAccess", "PolicyArn": "arn:aws:iam::aws:policy/IAMReadOnlyAccess"}]
    assert [group["GroupName"] for group in groups] == ["attendees"]
    assert [policy["PolicyName"] for policy in of_group] == [BASE.guide_policy.name]
    assert found == json.loads(json.dumps(WORKSHOP.policy.document))


def test_reading_may_be_allowed_on_oneself_alone() -> None:
    own = NamedPolicy("Own", document(statement("Allow", ["iam:Get*", "iam:List*"], [_USER])))
    with play_world(BASE.with_policies(own)):
        iam = client("iam")
        assert iam.get_user()["User"]["Arn"] == _USER
        assert refusal(iam.get_policy, PolicyArn=own.arn)[1] == "AccessDenied"
        assert refusal(iam.list_attached_role_policies, RoleName="Any")[1] == "AccessDenied"


def test_a_users_boundary_is_told() -> None:
    boundary = NamedPolicy("Boundary", document(statement("Allow", ["*"])))
    user = replace(BASE.attendee, attached=(IAM_READER,), boundary=boundary)
    with play_world(BASE.with_user(user)):
        told = client("iam").get_user()["User"]["PermissionsBoundary"]
    assert told["PermissionsBoundaryArn"] == boundary.arn


def test_a_role_tells_its_path_and_its_boundary() -> None:
    boundary = NamedPolicy("Boundary", document(statement("Allow", ["*"])))
    role = Role("Deep", trusting(Service="ec2.amazonaws.com"), boundary=boundary, path="/team/a/")
    with play_world(replace(BASE.with_policies(IAM_READER), roles=(role,))):
        told = client("iam").get_role(RoleName="Deep")["Role"]
    assert told["Arn"] == "arn:aws:iam::123456789012:role/team/a/Deep"
    assert told["PermissionsBoundary"]["PermissionsBoundaryArn"] == boundary.arn


def _simulated(source: str, *actions: str, **more: object) -> list[str]:
    asked = {"PolicySourceArn": source, "ActionNames": list(actions), "ResourceArns": [_MODEL], **more}
    return [each["EvalDecision"] for each in client("iam").simulate_principal_policy(**asked)["EvaluationResults"]]


def test_the_simulator_decides_by_the_principals_policies() -> None:
    deny = NamedPolicy("Deny", document(statement("Deny", ["bedrock:InvokeModelWithResponseStream"])))
    simulate = NamedPolicy("Simulate", document(statement("Allow", ["iam:SimulatePrincipalPolicy"])))
    with play_world(BASE.with_policies(BASE.guide_policy, deny, simulate)):
        actions = (INVOKE, "bedrock:InvokeModelWithResponseStream", "s3:GetObject")
        assert _simulated(_USER, *actions) == ["allowed", "explicitDeny", "implicitDeny"]


def test_the_simulator_takes_condition_keys() -> None:
    via = {"ContextKeyName": "aws:CalledViaLast", "ContextKeyValues": [CALLED_VIA], "ContextKeyType": "string"}
    with play_world(BASE.with_policies(BASE.guide_policy, ADMINISTRATOR)):
        assert _simulated(_USER, INVOKE) == ["allowed"]
    role = Role("Plain", IN_ACCOUNT, attached=(BASE.guide_policy,))
    with play_world(replace(BASE.with_policies(ADMINISTRATOR), roles=(role,))):
        source = "arn:aws:iam::123456789012:role/Plain"
        assert _simulated(source, "aws-marketplace:Subscribe", ResourceArns=["*"]) == ["implicitDeny"]
        subscribed = _simulated(source, "aws-marketplace:Subscribe", ResourceArns=["*"], ContextEntries=[via])
    assert subscribed == ["allowed"]


def test_the_simulator_takes_no_session() -> None:
    with play_world(replace(BASE.role_account, users=BASE.with_policies(ADMINISTRATOR).users)):
        arn = "arn:aws:sts::123456789012:assumed-role/WorkshopRole/rehearsal"
        asked = {"PolicySourceArn": arn, "ActionNames": [INVOKE]}
        assert refusal(client("iam").simulate_principal_policy, **asked)[:2] == (400, "InvalidInput")
        asked["PolicySourceArn"] = "arn:aws:iam::123456789012:user/nobody"
        assert refusal(client("iam").simulate_principal_policy, **asked)[:2] == (404, "NoSuchEntity")


def test_simulating_needs_permission() -> None:
    with rehearse("ready"):
        asked = {"PolicySourceArn": _USER, "ActionNames": [INVOKE]}
        assert refusal(client("iam").simulate_principal_policy, **asked)[:2] == (403, "AccessDenied")


def _assume(role: Role, user: User) -> object:
    world = replace(BASE.with_user(user), roles=(role,))
    with play_world(world):
        arn = f"arn:aws:iam::123456789012:role/{role.name}"
        sts = client("sts")
        try:
            return sts.assume_role(RoleArn=arn, RoleSessionName="some")["AssumedRoleUser"]["Arn"]
        except sts.exceptions.ClientError as error:
            return error.response["Error"]["Code"], error.response["Error"]["Message"]


def test_a_role_is_taken_by_whom_it_trusts() -> None:
    took = "arn:aws:sts::123456789012:assumed-role/R/some"
    may = User("attendee", attached=(NamedPolicy("May", document(statement("Allow", ["sts:AssumeRole"]))),))
    nobody = User("attendee")
    sentence = (
        f"User: {_USER} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/R"
    )
    assert _assume(Role("R", trusting(AWS=_USER)), nobody) == took
    assert _assume(Role("R", IN_ACCOUNT), may) == took
    assert _assume(Role("R", IN_ACCOUNT), nobody) == (
        "AccessDenied",
        f"{sentence} because no identity-based policy allows the sts:AssumeRole action",
    )
    assert _assume(Role("R", trusting(Service="ec2.amazonaws.com")), may) == ("AccessDenied", sentence)


def test_a_web_identity_needs_its_token_and_a_role_that_trusts_its_issuer() -> None:
    with rehearse("web-identity"):
        sts = client("sts")
        asked = {"RoleArn": "arn:aws:iam::123456789012:role/WebIdentityRole", "RoleSessionName": "some"}
        assert refusal(sts.assume_role_with_web_identity, WebIdentityToken="another", **asked)[:2] == (
            400,
            "InvalidIdentityToken",
        )
        asked["RoleArn"] = "arn:aws:iam::123456789012:role/Missing"
        token = "rehearsal.web-identity.token"
        assert refusal(sts.assume_role_with_web_identity, WebIdentityToken=token, **asked)[:2] == (403, "AccessDenied")
