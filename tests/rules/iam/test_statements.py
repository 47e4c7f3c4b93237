"""Effect, Action, NotAction, Resource and NotResource."""

import time

import pytest

from checkpoints.rules.iam import Judgement, Request
from tests.rules.iam.asking import (
    ALLOW,
    ALLOWED,
    DENY,
    EXPLICIT_DENY,
    IMPLICIT_DENY,
    MODEL,
    Statement,
    covers,
    invoke,
    policy,
)


def test_without_policies_nothing_is_allowed() -> None:
    assert invoke() == Judgement(IMPLICIT_DENY)
    assert invoke(policy()) == Judgement(IMPLICIT_DENY)


def test_the_deciding_policy_and_statement_are_named() -> None:
    named = {**ALLOW, "Sid": "Everything"}
    elsewhere = {**ALLOW, "Action": "s3:*"}
    assert invoke(policy(elsewhere, name="a"), policy(elsewhere, named, name="b")) == Judgement(
        ALLOWED, "b", "Everything"
    )
    assert invoke(policy(elsewhere, ALLOW)) == Judgement(ALLOWED, "p", 2)
    assert invoke(policy({**ALLOW, "Sid": ""})) == Judgement(ALLOWED, "p", 1)


def test_an_explicit_deny_wins_wherever_it_stands() -> None:
    denies = policy({**DENY, "Sid": "No"}, name="deny")
    assert invoke(policy(ALLOW), denies) == Judgement(EXPLICIT_DENY, "deny", "No")
    assert invoke(denies, policy(ALLOW)) == Judgement(EXPLICIT_DENY, "deny", "No")
    assert invoke(denies) == Judgement(EXPLICIT_DENY, "deny", "No")


def test_a_deny_of_something_else_denies_nothing() -> None:
    assert invoke(policy(ALLOW, {**DENY, "Action": "s3:*"})).effect is ALLOWED


def test_a_statement_need_not_stand_in_a_list() -> None:
    single = policy()
    assert invoke(type(single)("p", {"Version": "2012-10-17", "Statement": ALLOW})) == Judgement(ALLOWED, "p", 1)


@pytest.mark.parametrize(
    ("listed", "covered"),
    [
        ("*", True),
        ("**", True),
        ("bedrock:*", True),
        ("*:*", True),
        ("bedrock:InvokeModel", True),
        ("BEDROCK:invokemodel", True),
        ("bedrock:Invoke?odel", True),
        ("bedrock:InvokeModel?", False),
        ("bedrock:InvokeModel*", True),
        ("bedrock:InvokeModelWithResponseStream", False),
        ("bedrock:Invoke", False),
        ("edrock:InvokeModel", False),
        ("bedrock:Invoke.odel", False),
        ("bedrock-runtime:InvokeModel", False),
        (["s3:*", "bedrock:Inv*"], True),
        (["s3:*", "iam:*"], False),
    ],
)
def test_actions_match_whatever_their_letter_case(listed: object, covered: bool) -> None:
    expected = ALLOWED if covered else IMPLICIT_DENY
    assert invoke(policy({**ALLOW, "Action": listed})).effect is expected
    assert invoke(policy({**ALLOW, "Action": listed}), action="Bedrock:INVOKEMODEL").effect is expected
    inverted: Statement = {"Effect": "Allow", "NotAction": listed, "Resource": "*"}
    assert invoke(policy(inverted)).effect is (IMPLICIT_DENY if covered else ALLOWED)


@pytest.mark.parametrize(
    ("pattern", "resource", "covered"),
    [
        ("*", MODEL, True),
        ("**", MODEL, True),
        ("*", "*", True),
        (MODEL, MODEL, True),
        (MODEL, "*", False),
        ("arn:aws:bedrock:*:*:foundation-model/*", "arn:aws:bedrock:us-east-2::foundation-model/x", True),
        ("arn:aws:bedrock:*:*:foundation-model/*", "arn:aws:bedrock:::foundation-model/x", True),
        ("arn:aws:bedrock:*::foundation-model/*", "arn:aws:bedrock:::foundation-model/x", True),
        ("arn:aws:bedrock:us-*::foundation-model/*", "arn:aws:bedrock:::foundation-model/x", False),
        ("arn:aws:bedrock:*:*:foundation-model/*", "arn:aws:bedrock:us-east-2:1:inference-profile/x", False),
        ("arn:aws:bedrock:*", "arn:aws:bedrock:us-east-2::foundation-model/x", True),
        ("arn:aws:s3:::bucket/*.txt", "arn:aws:s3:::bucket/a/b.txt", True),
        ("arn:aws:s3:::bucket/?.txt", "arn:aws:s3:::bucket/a.txt", True),
        ("arn:aws:s3:::bucket/?.txt", "arn:aws:s3:::bucket/.txt", False),
        ("arn:aws:s3:::bucket/?.txt", "arn:aws:s3:::bucket/ab.txt", False),
        ("arn:aws:s3:::bucket/a.c", "arn:aws:s3:::bucket/abc", False),
        ("arn:aws:s3:::bucket/[ab]+", "arn:aws:s3:::bucket/a", False),
        ("arn:aws:s3:::bucket/[ab]+", "arn:aws:s3:::bucket/[ab]+", True),
        ("arn:aws:s3:::bucket/x", "arn:aws:s3:::bucket/X", False),
        ("arn:aws:s3:::bucket/X", "arn:aws:s3:::bucket/X", True),
        ("arn:aws:s3:::b?ck?t", "arn:aws:s3:::bucket", True),
        ("arn:aws:s3:::b?ck?t", "arn:aws:s3:::buckt", False),
        ("arn:aws:s3:::bucket/x", "arn:aws:s3:::bucket/xy", False),
        ("arn:aws:s3:::bucket/x", "arn:aws:s3:::bucket/", False),
        ("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a\nb", True),
        ("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", False),
        ("arn:aws:s3:::*b*b", "arn:aws:s3:::abab", True),
        ("arn:aws:s3:::*b*b", "arn:aws:s3:::ab", False),
    ],
)
def test_resources_match_as_whole_strings(pattern: str, resource: str, covered: bool) -> None:
    assert covers(pattern, resource) is covered
    inverted: Statement = {"Effect": "Allow", "Action": "*", "NotResource": [pattern]}
    assert invoke(policy(inverted), resource=resource).effect is (IMPLICIT_DENY if covered else ALLOWED)


def test_any_of_several_resources_is_enough() -> None:
    listed = {**ALLOW, "Resource": ["arn:aws:s3:::bucket", MODEL]}
    assert invoke(policy(listed)).effect is ALLOWED
    assert invoke(policy(listed), resource="arn:aws:s3:::other").effect is IMPLICIT_DENY


def test_action_resource_and_condition_must_all_fit() -> None:
    fits: Statement = {
        "Effect": "Allow",
        "Action": "bedrock:InvokeModel",
        "Resource": MODEL,
        "Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}},
    }
    region = {"aws:RequestedRegion": ("us-east-1",)}
    assert invoke(policy(fits), context=region).effect is ALLOWED
    assert invoke(policy({**fits, "Action": "s3:*"}), context=region).effect is IMPLICIT_DENY
    assert invoke(policy({**fits, "Resource": "arn:aws:s3:::*"}), context=region).effect is IMPLICIT_DENY
    assert invoke(policy(fits), context={"aws:RequestedRegion": ("eu-west-1",)}).effect is IMPLICIT_DENY


def test_a_hostile_pattern_takes_no_time_worth_speaking_of() -> None:
    pattern = "arn:aws:s3:::" + "a*" * 2000 + "b"
    started = time.process_time()
    assert covers(pattern, "arn:aws:s3:::" + "a" * 4000) is False
    assert covers(pattern, "arn:aws:s3:::" + "a" * 4000 + "b") is True
    assert time.process_time() - started < 2


def test_requests_can_be_keys() -> None:
    first = Request("bedrock:InvokeModel", MODEL, {"aws:username": ("kim",)})
    assert {first: 1}[Request("bedrock:InvokeModel", MODEL, {"aws:username": ("kim",)})] == 1
    assert first != Request("bedrock:InvokeModel", MODEL)
    assert len({policy(ALLOW), policy(ALLOW), policy(DENY)}) == 2
