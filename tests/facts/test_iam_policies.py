"""The policies of the principal in use, and what IAM's simulator says of them, as far as the caller may ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.session import Session

from checkpoints.facts import iam_policies, sending
from checkpoints.facts.account import AttachedPolicy, PrincipalPolicies
from checkpoints.facts.answer import Outcome
from checkpoints.facts.aws_account import AwsAccount
from checkpoints.facts.iam_policies import read_principal_policies
from checkpoints.facts.principal import Principal
from checkpoints.guide.policy import INVOKE
from checkpoints.guide.workshop import WORKSHOP
from tests.facts.wire import ACCOUNT_ID, WHO, Reply, Wire, answer, document, error
from tests.facts.wire import USER_ARN as CALLER_ARN

USER = Principal("user", "kim", ACCOUNT_ID)
ROLE = Principal("role", "Workshop", ACCOUNT_ID)
USER_ARN, ROLE_ARN = f"arn:aws:iam::{ACCOUNT_ID}:user/a/kim", f"arn:aws:iam::{ACCOUNT_ID}:role/a/Workshop"
POLICY_ARN = f"arn:aws:iam::{ACCOUNT_ID}:policy/teams/ClaudeCodeBedrockAccess"
DENIED = error("AccessDenied", "User: x is not authorized to perform: iam:x")
EMPTY: dict[str, object] = {"Version": "2012-10-17", "Statement": []}
GUIDE = AttachedPolicy("ClaudeCodeBedrockAccess", "attached", WORKSHOP.policy.document)


def attached(kind: str, *arns: str, **more: Any) -> dict[str, Reply]:
    policies = [{"PolicyName": arn.rsplit("/", 1)[-1], "PolicyArn": arn} for arn in arns]
    name = f"ListAttached{kind}Policies"
    return {name: answer(name, {"AttachedPolicies": policies, "IsTruncated": False, **more})}


def inline(kind: str, *names: str, text: str = document(EMPTY)) -> dict[str, Reply]:
    """Inline policies, and the document of the last one."""
    told = {f"{kind}Name": "x", "PolicyName": "".join(names[-1:]), "PolicyDocument": text}
    listed = answer(f"List{kind}Policies", {"PolicyNames": list(names), "IsTruncated": False})
    return {f"List{kind}Policies": listed, f"Get{kind}Policy": answer(f"Get{kind}Policy", told)}


def managed(text: str = document(WORKSHOP.policy.document)) -> dict[str, Reply]:
    """The guide's policy in its third version."""
    version = {"Document": text, "VersionId": "v3", "IsDefaultVersion": True}
    return {
        "GetPolicy": answer("GetPolicy", {"Policy": {"Arn": POLICY_ARN, "DefaultVersionId": "v3"}}),
        "GetPolicyVersion": answer("GetPolicyVersion", {"PolicyVersion": version}),
    }


def user(**more: Any) -> dict[str, Reply]:
    return {"GetUser": answer("GetUser", {"User": {"UserName": "kim", "Arn": USER_ARN, **more}})}


def groups(*names: str) -> dict[str, Reply]:
    listed = {"Groups": [{"GroupName": name} for name in names], "IsTruncated": False}
    return {"ListGroupsForUser": answer("ListGroupsForUser", listed)}


GOT_ROLE = {"GetRole": answer("GetRole", {"Role": {"RoleName": "Workshop", "Arn": ROLE_ARN}})}
BOUND = user(PermissionsBoundary={"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": POLICY_ARN})
Read = Callable[..., PrincipalPolicies]


@pytest.fixture
def read(session: Session, wire: Wire) -> Read:
    """Read a principal's policies: a user without any whom IAM tells all about, but for the answers given."""

    def read_with(*answers: dict[str, Any], who: Principal = USER) -> PrincipalPolicies:
        for each in (attached("User"), inline("User"), groups(), user(), managed(), *answers):
            wire.answers |= each
        client: Any = session.create_client("iam")
        return read_principal_policies(client, who, sending.send_question)

    return read_with


def test_a_user_without_policies_has_none(read: Read) -> None:
    assert read() == PrincipalPolicies(USER_ARN, (), None, True, True, ())


def test_an_attached_policy_is_read_in_its_default_version(read: Read, wire: Wire) -> None:
    assert read(attached("User", POLICY_ARN)).policies == (GUIDE,)
    (asked,) = (each for each in wire.asked if each.operation == "GetPolicyVersion")
    assert (asked.query["PolicyArn"], asked.query["VersionId"]) == ([POLICY_ARN], ["v3"])


def test_an_inline_policy_is_read(read: Read) -> None:
    assert read(inline("User", "Mine")).policies == (AttachedPolicy("Mine", "inline", EMPTY),)


def test_policies_of_groups_are_the_users_as_well(read: Read, wire: Wire) -> None:
    of_groups = {
        **inline("Group", "Ours"),
        "ListAttachedGroupPolicies": [*attached("Group", POLICY_ARN).values(), *attached("Group").values()],
        "ListGroupPolicies": [inline("Group")["ListGroupPolicies"], inline("Group", "Ours")["ListGroupPolicies"]],
    }
    found = read(groups("one", "two"), of_groups)
    assert found.complete
    assert [(each.name, each.how) for each in found.policies] == [
        ("ClaudeCodeBedrockAccess", "group"),
        ("Ours", "group"),
    ]
    asked = [each.query["GroupName"] for each in wire.asked if each.operation == "ListGroupPolicies"]
    assert asked == [["one"], ["two"]]


@pytest.mark.parametrize("more", [{}, {"Marker": "two"}], ids=["nowhere", "in a circle"])
def test_a_list_that_does_not_come_to_its_end_is_not_complete(more: dict[str, str], read: Read, wire: Wire) -> None:
    first = attached("User", POLICY_ARN, IsTruncated=True, Marker="two")
    second = attached("User", POLICY_ARN, IsTruncated=True, **more)
    found = read({"ListAttachedUserPolicies": [*first.values(), *second.values()]})
    assert (found.policies, found.complete) == ((GUIDE, GUIDE), False)
    pages = [each for each in wire.asked if each.operation == "ListAttachedUserPolicies"]
    assert [each.query.get("Marker") for each in pages] == [None, ["two"]]
    assert {tuple(each.query["UserName"]) for each in pages} == {("kim",)}


def test_a_role_has_no_groups_and_its_own_arn(read: Read, wire: Wire) -> None:
    found = read(attached("Role", POLICY_ARN), inline("Role", "Inline"), GOT_ROLE, who=ROLE)
    policies = (GUIDE, AttachedPolicy("Inline", "inline", EMPTY))
    assert found == PrincipalPolicies(ROLE_ARN, policies, None, True, True, ())
    assert "ListGroupsForUser" not in wire.operations


def test_the_boundary_is_read(read: Read) -> None:
    found = read(BOUND)
    assert found.boundary == AttachedPolicy("ClaudeCodeBedrockAccess", "boundary", WORKSHOP.policy.document)
    assert found.boundary_known


NO_ARN = answer("ListAttachedUserPolicies", {"AttachedPolicies": [{"PolicyName": "x"}]})
NO_NAME = answer("ListGroupsForUser", {"Groups": [{"Path": "/"}]})
LACKING: dict[str, tuple[dict[str, Any], bool, str]] = {
    # what is refused, or lacks what was asked for; whether the policies are all known; the code of the refusal
    "attached": ({"ListAttachedUserPolicies": DENIED}, False, "AccessDenied"),
    "inline": ({"ListUserPolicies": DENIED}, False, "AccessDenied"),
    "groups": ({"ListGroupsForUser": DENIED}, False, "AccessDenied"),
    "policy": ({**attached("User", POLICY_ARN), "GetPolicy": DENIED}, False, "AccessDenied"),
    "version": ({**attached("User", POLICY_ARN), "GetPolicyVersion": DENIED}, False, "AccessDenied"),
    "inline-document": ({**inline("User", "Mine"), "GetUserPolicy": DENIED}, False, "AccessDenied"),
    "user": ({"GetUser": DENIED}, True, "AccessDenied"),
    "everything": ({"ListAttachedUserPolicies": DENIED, "GetUser": DENIED}, False, "AccessDenied"),
    "boundary-document": ({**BOUND, "GetPolicy": DENIED}, True, "AccessDenied"),
    "policy-without-arn": ({"ListAttachedUserPolicies": NO_ARN}, False, ""),
    "group-without-name": ({"ListGroupsForUser": NO_NAME}, False, ""),
    "user-without-user": ({"GetUser": answer("GetUser", {})}, True, ""),
}


@pytest.mark.parametrize(("answers", "complete", "code"), LACKING.values(), ids=LACKING)
def test_what_iam_does_not_tell_leaves_the_picture_incomplete(
    answers: dict[str, Any], complete: bool, code: str, read: Read
) -> None:
    found = read(answers)
    assert (found.complete, found.boundary_known) == (complete, False)
    assert [each.code for each in found.refusals] == [code] * bool(code)


def test_nothing_is_asked_after_a_refusal_which_is_named_as_iam_writes_it(read: Read, wire: Wire) -> None:
    (refused,) = read({"ListAttachedUserPolicies": DENIED}).refusals
    assert (refused.operation, wire.operations) == ("iam:ListAttachedUserPolicies", ["ListAttachedUserPolicies"])


def test_a_roles_own_arn_is_asked_for_after_a_refusal_since_sts_drops_its_path(read: Read, wire: Wire) -> None:
    found = read({"ListAttachedRolePolicies": DENIED}, GOT_ROLE, who=ROLE)
    assert (found.principal_arn, found.complete) == (ROLE_ARN, False)
    assert wire.operations == ["ListAttachedRolePolicies", "GetRole"]


def test_of_a_document_that_is_no_object_the_name_is_kept(read: Read) -> None:
    found = read(attached("User", POLICY_ARN), inline("User", "Mine"), managed(document(["x"])))
    assert (found.policies, found.unread) == ((AttachedPolicy("Mine", "inline", EMPTY),), ("ClaudeCodeBedrockAccess",))
    assert not found.complete


TEXTS: dict[str, dict[str, Any]] = {
    "policy": {**attached("User", POLICY_ARN), "GetPolicy": DENIED},
    "version": {**attached("User", POLICY_ARN), "GetPolicyVersion": DENIED},
    "inline": {**inline("User", "ClaudeCodeBedrockAccess"), "GetUserPolicy": DENIED},
    "of a group": {**groups("one"), **attached("Group", POLICY_ARN), **inline("Group"), "GetPolicy": DENIED},
    "inline of a group": {
        **groups("one"),
        **attached("Group"),
        **inline("Group", "ClaudeCodeBedrockAccess"),
        "GetGroupPolicy": DENIED,
    },
}


@pytest.mark.parametrize("answers", TEXTS.values(), ids=TEXTS)
def test_of_a_policy_whose_text_is_refused_the_name_is_kept(answers: dict[str, Any], read: Read) -> None:
    found = read(answers)
    assert (found.policies, found.unread, found.complete) == ((), ("ClaudeCodeBedrockAccess",), False)


def test_after_a_refused_text_only_names_are_asked_for(read: Read, wire: Wire) -> None:
    lists = {**attached("Group", "arn:aws:iam::aws:policy/Other"), **inline("Group", "Ours")}
    found = read(inline("User", "Mine"), {"GetUserPolicy": DENIED}, groups("one"), lists)
    assert found.unread == ("Mine", "Other", "Ours")
    assert [each for each in wire.operations if each.startswith("Get")] == ["GetUserPolicy"]


def test_what_was_read_before_a_refusal_is_kept(read: Read) -> None:
    found = read(attached("User", POLICY_ARN), inline("User", "Mine"), {"GetUserPolicy": DENIED})
    assert (found.policies, found.unread, found.complete) == ((GUIDE,), ("Mine",), False)


def test_a_role_whose_boundary_cannot_be_read_keeps_its_arn(read: Read) -> None:
    bound = {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": POLICY_ARN}
    got = {
        "GetRole": answer("GetRole", {"Role": {"RoleName": "Workshop", "Arn": ROLE_ARN, "PermissionsBoundary": bound}})
    }
    found = read(attached("Role"), inline("Role"), got, {"GetPolicy": DENIED}, who=ROLE)
    assert (found.principal_arn, found.boundary, found.boundary_known, found.complete) == (ROLE_ARN, None, False, True)


@pytest.mark.parametrize("kind", ["root", "federated-user", "unknown"])
def test_of_other_principals_iam_keeps_no_policies(kind: str, read: Read, wire: Wire) -> None:
    assert read(who=Principal(kind, "x", ACCOUNT_ID)) is iam_policies.UNREADABLE
    assert wire.asked == []


# -- the simulator of IAM


SESSION_ARN = f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/Workshop/i-0abc"
OF_A_SESSION = answer("GetCallerIdentity", {"Arn": SESSION_ARN, "Account": ACCOUNT_ID})
DECISION = {"EvalActionName": INVOKE, "EvalResourceName": "arn:a", "EvalDecision": "allowed"}


def simulate(*decisions: dict[str, Any]) -> Reply:
    return answer("SimulatePrincipalPolicy", {"EvaluationResults": list(decisions)})


def test_the_simulator_is_asked_about_the_user(account: AwsAccount, wire: Wire) -> None:
    beside = {"EvalResourceName": "arn:a", "EvalResourceDecision": "allowed", "MissingContextValues": ["aws:SourceIp"]}
    bound = {"PermissionsBoundaryDecisionDetail": {"AllowedByPermissionsBoundary": False}}
    organized = {"OrganizationsDecisionDetail": {"AllowedByOrganizations": False}, **bound}
    result = {**DECISION, **organized, "MissingContextValues": ["aws:SourceVpc"], "ResourceSpecificResults": [beside]}
    wire.answers |= {"GetCallerIdentity": WHO, "SimulatePrincipalPolicy": simulate(result)}
    found = account.simulation([INVOKE], ["arn:a"], {"aws:RequestedRegion": ("us-west-2",)})
    told = {"action": INVOKE, "resource": "arn:a", "decision": "allowed", "lacked": ["aws:SourceIp", "aws:SourceVpc"]}
    assert found.body == {"decisions": [{**told, "guards": ["service control policy", "permissions boundary"]}]}
    context = "ContextEntries.member.1.ContextKey"
    assert {
        "PolicySourceArn": [CALLER_ARN],
        "ActionNames.member.1": [INVOKE],
        "ResourceArns.member.1": ["arn:a"],
        f"{context}Name": ["aws:RequestedRegion"],
        f"{context}Values.member.1": ["us-west-2"],
        f"{context}Type": ["string"],
    }.items() <= wire.asked[-1].query.items()


def test_the_simulator_is_asked_about_the_role_behind_a_session(account: AwsAccount, wire: Wire) -> None:
    wire.answers |= {
        "GetCallerIdentity": OF_A_SESSION,
        "ListAttachedRolePolicies": DENIED,
        **GOT_ROLE,
        "SimulatePrincipalPolicy": simulate(),
    }
    assert account.simulation([INVOKE], ["arn:a"], {}).body == {"decisions": []}
    assert wire.asked[-1].query["PolicySourceArn"] == [ROLE_ARN]


def test_the_simulator_is_not_asked_about_a_role_whose_arn_is_not_known(account: AwsAccount, wire: Wire) -> None:
    wire.answers |= {"GetCallerIdentity": OF_A_SESSION, "ListAttachedRolePolicies": DENIED, "GetRole": DENIED}
    assert account.simulation([INVOKE], ["arn:a"], {}).outcome is Outcome.NOT_ASKED
    # Policies are read once.
    assert account.policies is account.policies
    assert (account.policies.complete, wire.count("ListAttachedRolePolicies")) == (False, 1)


def test_a_simulator_that_says_no_is_asked_once_whatever_it_is_to_simulate(account: AwsAccount, wire: Wire) -> None:
    wire.answers |= {"GetCallerIdentity": WHO, "SimulatePrincipalPolicy": DENIED}
    for resource in ("arn:a", "arn:b"):
        assert account.simulation([INVOKE], [resource], {}).code == "AccessDenied"
    assert wire.count("SimulatePrincipalPolicy") == 1


def test_the_same_request_in_another_region_is_another_question(account: AwsAccount, wire: Wire) -> None:
    answers = [simulate(DECISION), simulate({**DECISION, "EvalDecision": "explicitDeny"})]
    wire.answers |= {"GetCallerIdentity": WHO, "SimulatePrincipalPolicy": answers}
    here, there = (
        account.simulation([INVOKE], ["*"], {"aws:RequestedRegion": (region,)}) for region in ("us-east-1", "us-west-2")
    )
    assert [each.body["decisions"][0]["decision"] for each in (here, there)] == ["allowed", "explicitDeny"]
