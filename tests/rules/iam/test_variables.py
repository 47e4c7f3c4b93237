"""Policy variables."""

import pytest

from checkpoints.rules.iam import EVERY_OTHER_KEY
from tests.rules.iam.asking import ALLOW, ALLOWED, IMPLICIT_DENY, UNKNOWN, covers, holds, invoke, policy, told

KIM = {"aws:username": ("kim",), "aws:PrincipalTag/team": ("blue",)}


# What a Resource element says behind the bucket, and what it covers or does not.
COVERING = [
    "${aws:username}",
    "${AWS:UserName}",
    "${aws:username, 'lee'}",
    "${aws:nobody, 'kim'}",
    "${aws:nobody,'kim'}",
]
COVERING += ["${aws:nobody, ''}kim", "${aws:username}*"]
OTHERS = ["${aws:nobody, 'lee'}", "${aws:username}x", "${aws:PrincipalTag/team}", "k${aws:nobody}m", "$kim"]


@pytest.mark.parametrize(
    ("pattern", "covered"), [*((each, True) for each in COVERING), *((each, False) for each in OTHERS)]
)
def test_variables_are_replaced_in_resources(pattern: str, covered: bool) -> None:
    assert covers(f"arn:aws:s3:::b/{pattern}", "arn:aws:s3:::b/kim", KIM) is covered
    assert covers(f"arn:aws:s3:::?/{pattern}", "arn:aws:s3:::b/kim", KIM) is covered


@pytest.mark.parametrize(
    ("pattern", "covered", "other"),
    [
        ("a${*}b", "a*b", "axb"),
        ("a${?}b", "a?b", "axb"),
        ("a${$}{aws:username}", "a${aws:username}", "akim"),
        ("${aws:username}${aws:PrincipalTag/team}", "kimblue", "kim"),
        ("*${aws:username}*", "xkimx", "xlee"),
    ],
)
def test_escaped_wildcards_are_plain_characters(pattern: str, covered: str, other: str) -> None:
    assert covers(f"arn:aws:s3:::{pattern}", f"arn:aws:s3:::{covered}", KIM) is True
    assert covers(f"arn:aws:s3:::{pattern}", f"arn:aws:s3:::{other}", KIM) is False


TWO, USER = "${aws:username}-${aws:PrincipalTag/team}", "arn:aws:iam::1:user/${aws:username}"
# Operators, a value with variables, a value of the request that it equals, and one that it does not.
CONDITIONS = [
    ("StringEquals StringEqualsIgnoreCase StringLike", TWO, "kim-blue", "kim-red"),
    ("ForAnyValue:StringEquals", TWO, "kim-blue", TWO),
    ("ArnEquals ArnLike", USER, "arn:aws:iam::1:user/kim", "arn:aws:iam::1:user/lee"),
]


@pytest.mark.parametrize(
    ("operator", "wanted", "same", "other"),
    [(operator, *row) for operators, *row in CONDITIONS for operator in operators.split()],
)
def test_variables_are_replaced_in_conditions(operator: str, wanted: str, same: str, other: str) -> None:
    assert holds({operator: {"aws:x": wanted}}, {**KIM, "aws:x": (same,)}) is True
    assert holds({operator: {"aws:x": wanted}}, {**KIM, "aws:x": (other,)}) is False
    if ":" not in operator:
        negated = operator.replace("String", "StringNot").replace("Arn", "ArnNot")
        assert holds({negated: {"aws:x": wanted}}, {**KIM, "aws:x": (same,)}) is False
        assert holds({negated: {"aws:x": wanted}}, {**KIM, "aws:x": (other,)}) is True


def test_a_set_operator_looks_for_the_replaced_value_alone() -> None:
    condition = {"ForAnyValue:StringEquals": {"aws:x": "${aws:username}"}}
    assert holds(condition, {**KIM, "aws:x": ("lee", "kim")}) is True
    assert holds(condition, {**KIM, "aws:x": ("lee", "${aws:username}")}) is False
    assert holds(condition, {**KIM, "aws:x": ("${aws:username}",)}, "2008-10-17") is True


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


UNPARSED = ["${aws:username", "${}", "${username}", "${ aws:username}", "${aws:username }", "${aws:nobody, kim}"]
UNPARSED += ["${aws:nobody, '}", "${aws:nobody, 'kim}", "${aws:nobody,}", "${aws:nobody, '*'}", "${aws:nobody, 'k?m'}"]


@pytest.mark.parametrize("variable", [*UNPARSED, "${aws:username, lee}"])
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
