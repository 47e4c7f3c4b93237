"""Policy variables."""

import pytest

from checkpoints.rules.iam import EVERY_OTHER_KEY
from tests.rules.iam.asking import ALLOW, ALLOWED, IMPLICIT_DENY, UNKNOWN, covers, holds, invoke, policy, told

KIM = {"aws:username": ("kim",), "aws:PrincipalTag/team": ("blue",)}


@pytest.mark.parametrize(
    ("pattern", "covered"),
    [
        ("arn:aws:s3:::b/${aws:username}", True),
        ("arn:aws:s3:::b/${AWS:UserName}", True),
        ("arn:aws:s3:::b/${aws:username, 'lee'}", True),
        ("arn:aws:s3:::b/${aws:nobody, 'kim'}", True),
        ("arn:aws:s3:::b/${aws:nobody,'kim'}", True),
        ("arn:aws:s3:::b/${aws:nobody, ''}kim", True),
        ("arn:aws:s3:::b/${aws:nobody, 'lee'}", False),
        ("arn:aws:s3:::b/${aws:username}x", False),
        ("arn:aws:s3:::?/${aws:username}*", True),
        ("arn:aws:s3:::b/${aws:PrincipalTag/team}", False),
        ("arn:aws:s3:::b/k${aws:nobody}m", False),
        ("arn:aws:s3:::b/$kim", False),
    ],
)
def test_variables_are_replaced_in_resources(pattern: str, covered: bool) -> None:
    assert covers(pattern, "arn:aws:s3:::b/kim", KIM) is covered


@pytest.mark.parametrize(
    ("pattern", "resource", "covered"),
    [
        ("a${*}b", "a*b", True),
        ("a${*}b", "axb", False),
        ("a${?}b", "a?b", True),
        ("a${?}b", "axb", False),
        ("a${$}{aws:username}", "a${aws:username}", True),
        ("${aws:username}${aws:PrincipalTag/team}", "kimblue", True),
        ("*${aws:username}*", "xkimx", True),
    ],
)
def test_escaped_wildcards_are_plain_characters(pattern: str, resource: str, covered: bool) -> None:
    assert covers(f"arn:aws:s3:::{pattern}", f"arn:aws:s3:::{resource}", KIM) is covered


@pytest.mark.parametrize("operator", ["StringEquals", "StringEqualsIgnoreCase", "StringLike"])
def test_variables_are_replaced_under_string_operators(operator: str) -> None:
    condition = {operator: {"aws:x": "${aws:username}-${aws:PrincipalTag/team}"}}
    assert holds(condition, {**KIM, "aws:x": ("kim-blue",)}) is True
    assert holds(condition, {**KIM, "aws:x": ("kim-red",)}) is False


@pytest.mark.parametrize("operator", ["StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike"])
def test_variables_are_replaced_under_negated_string_operators(operator: str) -> None:
    assert holds({operator: {"aws:x": "${aws:username}"}}, {**KIM, "aws:x": ("kim",)}) is False
    assert holds({operator: {"aws:x": "${aws:username}"}}, {**KIM, "aws:x": ("lee",)}) is True


def test_variables_are_replaced_under_set_operators() -> None:
    condition = {"ForAnyValue:StringEquals": {"aws:x": "${aws:username}"}}
    assert holds(condition, {**KIM, "aws:x": ("lee", "kim")}) is True
    assert holds(condition, {**KIM, "aws:x": ("lee", "${aws:username}")}) is False
    assert holds(condition, {**KIM, "aws:x": ("${aws:username}",)}, "2008-10-17") is True


def test_variables_are_replaced_under_arn_operators() -> None:
    user = {**KIM, "aws:x": ("arn:aws:iam::1:user/kim",)}
    for operator in ("ArnEquals", "ArnLike"):
        assert holds({operator: {"aws:x": "arn:aws:iam::1:user/${aws:username}"}}, user) is True
    for operator in ("ArnNotEquals", "ArnNotLike"):
        assert holds({operator: {"aws:x": "arn:aws:iam::1:user/${aws:username}"}}, user) is False


def test_equality_takes_escaped_wildcards_for_themselves() -> None:
    assert holds({"StringEquals": {"aws:x": "${*}${?}${$}"}}, {"aws:x": ("*?$",)}) is True


@pytest.mark.parametrize("version", ["2008-10-17", None])
def test_older_versions_know_no_variables(version: str | None) -> None:
    literal = {"StringEquals": {"aws:x": "${aws:username}"}}
    assert holds(literal, {**KIM, "aws:x": ("kim",)}, version) is False
    assert holds(literal, {**KIM, "aws:x": ("${aws:username}",)}, version) is True
    assert holds({"StringLike": {"aws:x": "${*}"}}, {"aws:x": ("${anything}",)}, version) is True
    stated = policy({**ALLOW, "Resource": "arn:aws:s3:::b/${aws:username}"}, version=version)
    assert invoke(stated, resource="arn:aws:s3:::b/kim", context=KIM).effect is IMPLICIT_DENY
    assert invoke(stated, resource="arn:aws:s3:::b/${aws:username}", context=KIM).effect is ALLOWED


def test_a_variable_without_a_value_equals_nothing() -> None:
    assert holds({"StringEquals": {"aws:x": "${aws:nobody}"}}, {"aws:x": ("",)}) is False
    assert holds({"StringEquals": {"aws:x": ["${aws:nobody}", "a"]}}, {"aws:x": ("a",)}) is True
    assert holds({"StringNotEquals": {"aws:x": "${aws:nobody}"}}, {"aws:x": ("a",)}) == "policy-variable"


def test_a_not_resource_whose_variable_has_no_value_is_not_judged() -> None:
    stated = {"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b/${aws:nobody}"}
    judged = invoke(policy(stated), known_absent=EVERY_OTHER_KEY)
    assert judged.doubts[0].where == "arn:aws:s3:::b/${aws:nobody}"
    assert told(judged) == (UNKNOWN, "p", 1, "policy-variable", "b/${aws:nobody}")


@pytest.mark.parametrize(
    "variable",
    [
        "${aws:username",
        "${}",
        "${username}",
        "${ aws:username}",
        "${aws:username }",
        "${aws:nobody, kim}",
        "${aws:nobody, '}",
        "${aws:nobody, 'kim}",
        "${aws:nobody,}",
        "${aws:nobody, '*'}",
        "${aws:nobody, 'k?m'}",
        "${aws:username, lee}",
    ],
)
def test_a_variable_that_does_not_parse_is_not_judged(variable: str) -> None:
    assert covers(f"arn:aws:s3:::b/{variable}", "arn:aws:s3:::b/kim", KIM) == "policy-variable"
    assert holds({"StringEquals": {"aws:username": variable}}, KIM) == "policy-variable"


@pytest.mark.parametrize("values", [("a", "b"), ("k*",), ("k?m",)])
def test_a_value_that_iam_does_not_say_how_to_insert_is_not_judged(values: tuple[str, ...]) -> None:
    assert covers("arn:aws:s3:::b/${aws:x}", "arn:aws:s3:::b/kim", {"aws:x": values}) == "policy-variable"


def test_a_variable_of_an_unknown_key_is_not_judged() -> None:
    stated = policy({**ALLOW, "Resource": "arn:aws:s3:::b/${aws:username, 'kim'}"})
    assert told(invoke(stated, resource="arn:aws:s3:::b/kim")) == (UNKNOWN, "p", 1, "context-missing", "aws:username")
    judged = holds({"StringEquals": {"aws:x": "${aws:y}"}}, {"aws:x": ("a",)}, known_absent=frozenset())
    assert judged == "context-missing"
