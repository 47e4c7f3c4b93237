"""The policies of the principal in use, read from IAM as far as the caller may."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.session import Session

from checkpoints.facts import iam_policies, sending
from checkpoints.facts.account import AttachedPolicy, PrincipalPolicies
from checkpoints.facts.iam_policies import read_principal_policies
from checkpoints.facts.principal import Principal
from checkpoints.guide.workshop import WORKSHOP
from tests.facts.wire import Reply, Wire, answer, document, error

ACCOUNT_ID = "111122223333"
USER = Principal("user", "kim", ACCOUNT_ID)
ROLE = Principal("role", "Workshop", ACCOUNT_ID)
USER_ARN, ROLE_ARN = f"arn:aws:iam::{ACCOUNT_ID}:user/a/kim", f"arn:aws:iam::{ACCOUNT_ID}:role/a/Workshop"
POLICY_ARN = f"arn:aws:iam::{ACCOUNT_ID}:policy/teams/ClaudeCodeBedrockAccess"
DENIED = error("AccessDenied", "User: x is not authorized to perform: iam:x")
EMPTY: dict[str, object] = {"Version": "2012-10-17", "Statement": []}


def attached(kind: str, *arns: str, **more: Any) -> Reply:
    policies = [{"PolicyName": arn.rsplit("/", 1)[-1], "PolicyArn": arn} for arn in arns]
    return answer(f"ListAttached{kind}Policies", {"AttachedPolicies": policies, "IsTruncated": False, **more})


def inline(kind: str, *names: str, **more: Any) -> Reply:
    return answer(f"List{kind}Policies", {"PolicyNames": list(names), "IsTruncated": False, **more})


def inline_document(kind: str, name: str, text: str) -> Reply:
    told = {f"{kind}Name": "x", "PolicyName": name, "PolicyDocument": text}
    return answer(f"Get{kind}Policy", told)


def version(text: str = document(WORKSHOP.policy.document)) -> Reply:
    return answer(
        "GetPolicyVersion", {"PolicyVersion": {"Document": text, "VersionId": "v3", "IsDefaultVersion": True}}
    )


MANAGED = answer("GetPolicy", {"Policy": {"Arn": POLICY_ARN, "DefaultVersionId": "v3"}})
NO_GROUPS = answer("ListGroupsForUser", {"Groups": [], "IsTruncated": False})


def user(arn: str = USER_ARN, **more: Any) -> Reply:
    return answer("GetUser", {"User": {"UserName": "kim", "Arn": arn, **more}})


def of_user(**answers: Any) -> dict[str, Any]:
    """A user without any policy whom IAM tells all about, but for the answers given."""
    usual = {
        "ListAttachedUserPolicies": attached("User"),
        "ListUserPolicies": inline("User"),
        "ListGroupsForUser": NO_GROUPS,
        "GetUser": user(),
        "GetPolicy": MANAGED,
        "GetPolicyVersion": version(),
    }
    return {**usual, **answers}


@pytest.fixture
def iam(session: Session, wire: Wire) -> Any:
    return session.create_client("iam")


def read(iam: Any, wire: Wire, who: Principal, answers: dict[str, Any]) -> PrincipalPolicies:
    wire.answers |= answers
    return read_principal_policies(iam, who, sending.send_question)


GUIDE = AttachedPolicy("ClaudeCodeBedrockAccess", "attached", WORKSHOP.policy.document)


def test_a_user_without_policies_has_none(iam: Any, wire: Wire) -> None:
    assert read(iam, wire, USER, of_user()) == PrincipalPolicies(USER_ARN, (), None, True, True, ())


def test_an_attached_policy_is_read_in_its_default_version(iam: Any, wire: Wire) -> None:
    found = read(iam, wire, USER, of_user(ListAttachedUserPolicies=attached("User", POLICY_ARN)))
    assert found.policies == (GUIDE,)
    (asked,) = (each for each in wire.asked if each.operation == "GetPolicyVersion")
    assert (asked.query["PolicyArn"], asked.query["VersionId"]) == ([POLICY_ARN], ["v3"])


def test_an_inline_policy_is_read(iam: Any, wire: Wire) -> None:
    found = read(
        iam,
        wire,
        USER,
        of_user(
            ListUserPolicies=inline("User", "Mine"),
            GetUserPolicy=inline_document("User", "Mine", document(WORKSHOP.policy.document)),
        ),
    )
    assert found.policies == (AttachedPolicy("Mine", "inline", WORKSHOP.policy.document),)


def test_policies_of_groups_are_the_users_as_well(iam: Any, wire: Wire) -> None:
    found = read(
        iam,
        wire,
        USER,
        of_user(
            ListGroupsForUser=answer(
                "ListGroupsForUser", {"Groups": [{"GroupName": "one"}, {"GroupName": "two"}], "IsTruncated": False}
            ),
            ListAttachedGroupPolicies=[attached("Group", POLICY_ARN), attached("Group")],
            ListGroupPolicies=[inline("Group"), inline("Group", "Ours")],
            GetGroupPolicy=inline_document("Group", "Ours", document(EMPTY)),
        ),
    )
    assert found.complete
    assert [(each.name, each.how) for each in found.policies] == [
        ("ClaudeCodeBedrockAccess", "group"),
        ("Ours", "group"),
    ]
    asked = [each.query["GroupName"] for each in wire.asked if each.operation == "ListGroupPolicies"]
    assert asked == [["one"], ["two"]]


def test_every_page_is_read(iam: Any, wire: Wire) -> None:
    found = read(
        iam,
        wire,
        USER,
        of_user(
            ListAttachedUserPolicies=[
                attached("User", POLICY_ARN, IsTruncated=True, Marker="two"),
                attached("User", POLICY_ARN),
            ]
        ),
    )
    assert found.policies == (GUIDE, GUIDE)
    pages = [each for each in wire.asked if each.operation == "ListAttachedUserPolicies"]
    assert [each.query.get("Marker") for each in pages] == [None, ["two"]]
    assert {tuple(each.query["UserName"]) for each in pages} == {("kim",)}


def test_a_page_that_promises_more_without_saying_where_is_the_last(iam: Any, wire: Wire) -> None:
    found = read(iam, wire, USER, of_user(ListAttachedUserPolicies=attached("User", POLICY_ARN, IsTruncated=True)))
    assert found.policies == (GUIDE,)


def test_a_role_has_no_groups_and_its_own_arn(iam: Any, wire: Wire) -> None:
    found = read(
        iam,
        wire,
        ROLE,
        {
            "ListAttachedRolePolicies": attached("Role", POLICY_ARN),
            "ListRolePolicies": inline("Role", "Inline"),
            "GetRolePolicy": inline_document("Role", "Inline", document(EMPTY)),
            "GetRole": answer("GetRole", {"Role": {"RoleName": "Workshop", "Arn": ROLE_ARN}}),
            "GetPolicy": MANAGED,
            "GetPolicyVersion": version(),
        },
    )
    assert found == PrincipalPolicies(
        ROLE_ARN, (GUIDE, AttachedPolicy("Inline", "inline", EMPTY)), None, True, True, ()
    )
    assert "ListGroupsForUser" not in wire.operations


def test_the_boundary_is_read(iam: Any, wire: Wire) -> None:
    bound = {"PermissionsBoundaryType": "PermissionsBoundaryPolicy", "PermissionsBoundaryArn": POLICY_ARN}
    found = read(iam, wire, USER, of_user(GetUser=user(PermissionsBoundary=bound)))
    assert found.boundary == AttachedPolicy("ClaudeCodeBedrockAccess", "boundary", WORKSHOP.policy.document)
    assert found.boundary_known


REFUSED: dict[str, tuple[dict[str, Any], bool, bool, int]] = {
    # what is refused; whether the policies are all known; whether the boundary is; how many refusals
    "attached": ({"ListAttachedUserPolicies": DENIED}, False, False, 1),
    "inline": ({"ListUserPolicies": DENIED}, False, False, 1),
    "groups": ({"ListGroupsForUser": DENIED}, False, False, 1),
    "policy": ({"ListAttachedUserPolicies": attached("User", POLICY_ARN), "GetPolicy": DENIED}, False, False, 1),
    "version": (
        {"ListAttachedUserPolicies": attached("User", POLICY_ARN), "GetPolicyVersion": DENIED},
        False,
        False,
        1,
    ),
    "inline-document": ({"ListUserPolicies": inline("User", "Mine"), "GetUserPolicy": DENIED}, False, False, 1),
    "user": ({"GetUser": DENIED}, True, False, 1),
    "everything": ({"ListAttachedUserPolicies": DENIED, "GetUser": DENIED}, False, False, 1),
    "boundary-document": (
        {"GetUser": user(PermissionsBoundary={"PermissionsBoundaryArn": POLICY_ARN}), "GetPolicy": DENIED},
        True,
        False,
        1,
    ),
}


@pytest.mark.parametrize(("answers", "complete", "boundary_known", "refusals"), REFUSED.values(), ids=REFUSED)
def test_what_iam_refuses_leaves_the_picture_incomplete(
    iam: Any, wire: Wire, answers: dict[str, Any], complete: bool, boundary_known: bool, refusals: int
) -> None:
    found = read(iam, wire, USER, of_user(**answers))
    assert (found.complete, found.boundary_known) == (complete, boundary_known)
    assert [each.code for each in found.refusals] == ["AccessDenied"] * refusals
    assert all(each.operation.startswith("iam:") for each in found.refusals)


def test_nothing_is_asked_after_a_refusal(iam: Any, wire: Wire) -> None:
    read(iam, wire, USER, of_user(ListAttachedUserPolicies=DENIED))
    assert wire.operations == ["ListAttachedUserPolicies"]


def test_a_roles_own_arn_is_asked_for_after_a_refusal_since_sts_drops_its_path(iam: Any, wire: Wire) -> None:
    got = answer("GetRole", {"Role": {"RoleName": "Workshop", "Arn": ROLE_ARN}})
    found = read(iam, wire, ROLE, {"ListAttachedRolePolicies": DENIED, "GetRole": got})
    assert found.principal_arn == ROLE_ARN
    assert not found.complete
    assert wire.operations == ["ListAttachedRolePolicies", "GetRole"]


def test_the_operation_that_was_refused_is_named_as_iam_writes_it(iam: Any, wire: Wire) -> None:
    found = read(iam, wire, USER, of_user(ListAttachedUserPolicies=DENIED))
    assert found.refusals[0].operation == "iam:ListAttachedUserPolicies"


FOREIGN: dict[str, tuple[dict[str, Any], bool, bool]] = {
    "policy-without-arn": (
        {"ListAttachedUserPolicies": answer("ListAttachedUserPolicies", {"AttachedPolicies": [{"PolicyName": "x"}]})},
        False,
        False,
    ),
    "group-without-name": (
        {"ListGroupsForUser": answer("ListGroupsForUser", {"Groups": [{"Path": "/"}]})},
        False,
        False,
    ),
    "user-without-user": ({"GetUser": answer("GetUser", {})}, True, False),
}


@pytest.mark.parametrize(("answers", "complete", "boundary_known"), FOREIGN.values(), ids=FOREIGN)
def test_an_answer_that_lacks_what_was_asked_for_is_no_answer(
    iam: Any, wire: Wire, answers: dict[str, Any], complete: bool, boundary_known: bool
) -> None:
    found = read(iam, wire, USER, of_user(**answers))
    assert (found.complete, found.boundary_known) == (complete, boundary_known)


def test_a_document_that_is_no_object_allows_nothing(iam: Any, wire: Wire) -> None:
    found = read(
        iam,
        wire,
        USER,
        of_user(ListAttachedUserPolicies=attached("User", POLICY_ARN), GetPolicyVersion=version(document(["x"]))),
    )
    assert found.policies == (AttachedPolicy("ClaudeCodeBedrockAccess", "attached", {"unreadable": ["x"]}),)


@pytest.mark.parametrize("kind", ["root", "federated-user", "unknown"])
def test_of_other_principals_iam_keeps_no_policies(iam: Any, wire: Wire, kind: str) -> None:
    assert read(iam, wire, Principal(kind, "x", ACCOUNT_ID), {}) is iam_policies.UNREADABLE
    assert wire.asked == []
