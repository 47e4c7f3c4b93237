"""The condition operators, in contexts that are completely known."""

from typing import Any

import pytest

from tests.rules.iam.asking import holds

ROLE = "arn:aws:iam::111122223333:role/team/blue"
LONG = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"

MATCHES: list[tuple[str, object, str]] = [
    ("StringEquals", "blue", "blue"),
    ("StringEquals", ["red", "blue"], "blue"),
    ("StringEquals", "*", "*"),
    ("StringEquals", 5, "5"),
    ("StringEquals", 0.5, "0.5"),
    ("StringEquals", 1e20, "100000000000000000000"),
    ("StringEquals", True, "true"),
    ("StringEquals", [False, "x"], "false"),
    ("StringEquals", "", ""),
    ("StringEqualsIgnoreCase", "BLUE", "blue"),
    ("StringEqualsIgnoreCase", "blue", "Blue"),
    ("StringLike", "b*e", "blue"),
    ("StringLike", "?lue", "blue"),
    ("StringLike", "*", ""),
    ("ArnEquals", ROLE, ROLE),
    ("ArnLike", ROLE, ROLE),
    ("ArnEquals", "arn:aws:iam::*:role/*", ROLE),
    ("ArnLike", "arn:aws:iam::*:role/*", ROLE),
    ("ArnLike", "arn:*:*:*:*:*", ROLE),
    ("ArnLike", "arn:aws:s?:::*", "arn:aws:s3:::a:b:c"),
    ("ArnLike", "arn:aws:s3:::a:b*", "arn:aws:s3:::a:b:c"),
    ("NumericEquals", "5", "5.0"),
    ("NumericEquals", 5, "+5"),
    ("NumericLessThan", "10", "9.5"),
    ("NumericLessThanEquals", "10", "10"),
    ("NumericGreaterThan", "-1", "0"),
    ("NumericGreaterThanEquals", "0.1", "0.10"),
    ("DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T09:00:00+09:00"),
    ("DateEquals", "2026-01-01T00:00:00Z", "2025-12-31T18:30:00-05:30"),
    ("DateEquals", "2026-01-01", "1767225600"),
    ("DateEquals", "2026-01", "2026-01-01T00:00Z"),
    ("DateEquals", "1767225600", "2026-01-01T00:00:00.000Z"),
    ("DateEquals", "1767225723", "2026-01-01T00:02:03Z"),
    ("DateEquals", "12345", "1970-01-01T03:25:45Z"),
    ("DateEquals", "17672256000", "2530-01-05T00:00:00Z"),
    ("DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59.999Z"),
    ("DateLessThanEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
    ("DateGreaterThan", "2026-01-01T00:00:00.25Z", "2026-01-01T00:00:00.3Z"),
    ("DateGreaterThanEquals", "2026-01-01T00:00:00Z", "2026-01-02"),
    ("Bool", "true", "true"),
    ("Bool", True, "TRUE"),
    ("Bool", "False", "false"),
    ("BinaryEquals", "a2lt", "a2lt"),
    ("BinaryEquals", "Ymx1ZQ==", "Ymx1ZQ=="),
    ("IpAddress", "203.0.113.0/24", "203.0.113.255"),
    ("IpAddress", "203.0.113.7", "203.0.113.7"),
    ("IpAddress", "203.0.113.7/24", "203.0.113.8"),
    ("IpAddress", "0.0.0.0/0", "203.0.113.8"),
    ("IpAddress", ["10.0.0.0/8", "2001:db8::/32"], "2001:DB8:1::"),
]

MISMATCHES: list[tuple[str, object, str]] = [
    ("StringEquals", "blue", "Blue"),
    ("StringEquals", "b*e", "blue"),
    ("StringEquals", ["red", "green"], "blue"),
    ("StringEqualsIgnoreCase", "blue", "blues"),
    ("StringEqualsIgnoreCase", "b*", "blue"),
    ("StringLike", "B*e", "blue"),
    ("StringLike", "?blue", "blue"),
    ("StringLike", "b.ue", "blue"),
    ("ArnEquals", "arn:aws:iam::*:user/*", ROLE),
    ("ArnLike", "arn:aws:iam::*:ROLE/*", ROLE),
    ("ArnLike", "arn:aws:someservice:*:111122223333:finance/*", LONG),
    ("NumericEquals", "5", "6"),
    ("NumericLessThan", "10", "10"),
    ("NumericLessThanEquals", "10", "10.1"),
    ("NumericGreaterThan", "9", "9"),
    ("NumericGreaterThan", "9", "-10"),
    ("NumericGreaterThanEquals", "9", "8.99"),
    ("DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"),
    ("DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+00:01"),
    ("DateLessThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
    ("DateLessThanEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.1Z"),
    ("DateGreaterThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
    ("DateGreaterThanEquals", "2026-01-01T00:00:00Z", "2025-12-31"),
    ("Bool", "true", "false"),
    ("Bool", "false", "true"),
    ("BinaryEquals", "a2lt", "Ymx1ZQ=="),
    ("IpAddress", "203.0.113.0/24", "203.0.114.0"),
    ("IpAddress", "203.0.113.7", "203.0.113.8"),
    ("IpAddress", "0.0.0.0/0", "2001:db8::1"),
]

NEGATED = {
    "StringEquals": "StringNotEquals",
    "StringEqualsIgnoreCase": "StringNotEqualsIgnoreCase",
    "StringLike": "StringNotLike",
    "ArnEquals": "ArnNotEquals",
    "ArnLike": "ArnNotLike",
    "NumericEquals": "NumericNotEquals",
    "DateEquals": "DateNotEquals",
    "IpAddress": "NotIpAddress",
}
POSITIVE = sorted({operator for operator, _, _ in MATCHES})


@pytest.mark.parametrize(
    ("operator", "wanted", "given", "matched"),
    [(*case, True) for case in MATCHES] + [(*case, False) for case in MISMATCHES],
)
def test_operators_compare(operator: str, wanted: object, given: str, matched: bool) -> None:
    context = {"aws:X": (given,)}
    assert holds({operator: {"aws:x": wanted}}, context) is matched
    assert holds({f"{operator}IfExists": {"aws:x": wanted}}, context) is matched
    if operator in NEGATED:
        assert holds({NEGATED[operator]: {"aws:x": wanted}}, context) is not matched
        assert holds({f"{NEGATED[operator]}IfExists": {"aws:x": wanted}}, context) is not matched


def test_a_number_too_long_for_python_to_print_is_still_read() -> None:
    digits = "1" + "0" * 5000
    assert holds({"StringEquals": {"aws:x": 10**5000}}, {"aws:x": (digits,)}) is True
    assert holds({"NumericLessThan": {"aws:x": 10**5000}}, {"aws:x": (digits,)}) is False


@pytest.mark.parametrize("operator", POSITIVE)
def test_an_absent_key_matches_nothing(operator: str) -> None:
    assert holds({operator: {"aws:x": "*"}}) is False
    assert holds({f"{operator}IfExists": {"aws:x": "*"}}) is True
    assert holds({f"ForAllValues:{operator}": {"aws:x": "*"}}) is True
    assert holds({f"ForAnyValue:{operator}": {"aws:x": "*"}}) is False
    assert holds({f"ForAnyValue:{operator}IfExists": {"aws:x": "*"}}) is True
    assert holds({f"ForAllValues:{operator}IfExists": {"aws:x": "*"}}) is True


@pytest.mark.parametrize("operator", sorted(NEGATED.values()))
def test_an_absent_key_satisfies_every_negated_operator(operator: str) -> None:
    assert holds({operator: {"aws:x": "*"}}) is True
    assert holds({f"{operator}IfExists": {"aws:x": "*"}}) is True
    assert holds({f"ForAllValues:{operator}": {"aws:x": "*"}}) is True
    assert holds({f"ForAnyValue:{operator}": {"aws:x": "*"}}) is False


def test_a_key_with_no_values_is_absent() -> None:
    assert holds({"StringEquals": {"aws:x": "a"}}, {"aws:x": ()}, known_absent=frozenset()) is False
    assert holds({"Null": {"aws:x": "true"}}, {"aws:x": ()}, known_absent=frozenset()) is True


def test_negated_operators_reject_each_of_several_values() -> None:
    listed = {"StringNotEquals": {"aws:x": ["red", "blue"]}}
    assert holds(listed, {"aws:x": ("blue",)}) is False
    assert holds(listed, {"aws:x": ("red",)}) is False
    assert holds(listed, {"aws:x": ("green",)}) is True


@pytest.mark.parametrize(
    ("operator", "given", "satisfied"),
    [
        ("ForAllValues:StringEquals", ("a",), True),
        ("ForAllValues:StringEquals", ("a", "b"), True),
        ("ForAllValues:StringEquals", ("a", "c"), False),
        ("ForAnyValue:StringEquals", ("c", "a"), True),
        ("ForAnyValue:StringEquals", ("c", "d"), False),
        ("ForAllValues:StringNotEquals", ("c", "d"), True),
        ("ForAllValues:StringNotEquals", ("c", "a"), False),
        ("ForAnyValue:StringNotEquals", ("a", "c"), True),
        ("ForAnyValue:StringNotEquals", ("a", "b"), False),
    ],
)
def test_set_operators_look_at_every_value(operator: str, given: tuple[str, ...], satisfied: bool) -> None:
    assert holds({operator: {"aws:TagKeys": ["a", "b"]}}, {"aws:TagKeys": given}) is satisfied
    assert holds({f"{operator}IfExists": {"aws:TagKeys": ["a", "b"]}}, {"aws:TagKeys": given}) is satisfied


def test_several_values_without_a_set_operator_are_not_judged() -> None:
    assert holds({"StringEquals": {"aws:x": "a"}}, {"aws:x": ("a", "b")}) == "context-multivalued"
    assert holds({"StringEquals": {"aws:x": "a"}}, {"aws:x": ("a",)}) is True


@pytest.mark.parametrize("key", ["aws:CalledVia", "AWS:TagKeys", "aws:PrincipalOrgPaths", "aws:ResourceOrgPaths"])
def test_keys_made_for_several_values_want_a_set_operator(key: str) -> None:
    assert holds({"StringEquals": {key: "a"}}, {key: ("a",)}) == "context-multivalued"
    assert holds({"ForAnyValue:StringEquals": {key: "a"}}, {key: ("a",)}) is True
    assert holds({"StringEquals": {key: "a"}}) is False


def test_an_empty_string_under_a_set_operator_is_not_judged() -> None:
    assert holds({"ForAllValues:StringEquals": {"aws:x": "a"}}, {"aws:x": ("",)}) == "context-value"
    assert holds({"ForAnyValue:StringEquals": {"aws:x": "a"}}, {"aws:x": ("a", "")}) == "context-value"


@pytest.mark.parametrize(
    ("wanted", "absent"),
    [("true", True), (True, True), ("false", False), (False, False), ("TRUE", True), (["x", "true"], True)],
)
def test_null_asks_whether_the_key_is_absent(wanted: object, absent: bool) -> None:
    assert holds({"Null": {"aws:x": wanted}}) is absent
    if not isinstance(wanted, list):
        assert holds({"Null": {"aws:x": wanted}}, {"aws:x": ("a",)}) is not absent
        assert holds({"Null": {"aws:x": wanted}}, {"aws:x": ("a", "b")}) is not absent


def test_null_with_both_values_always_holds() -> None:
    assert holds({"Null": {"aws:x": ["true", "false"]}}) is True
    assert holds({"Null": {"aws:x": ["true", "false"]}}, {"aws:x": ("a",)}) is True


def test_every_operator_and_every_key_must_hold() -> None:
    context = {"aws:a": ("1",), "aws:b": ("2",)}
    assert holds({"StringEquals": {"aws:a": "1", "aws:b": "2"}}, context) is True
    assert holds({"StringEquals": {"aws:a": "1", "aws:b": "3"}}, context) is False
    assert holds({"StringEquals": {"aws:a": "1"}, "StringLike": {"aws:b": "2"}}, context) is True
    assert holds({"StringEquals": {"aws:a": "1"}, "StringLike": {"aws:b": "3"}}, context) is False
    assert holds({}, context) is True


@pytest.mark.parametrize(
    "operator",
    [
        "StringMatches",
        "stringEquals",
        "NullIfExists",
        "ForAnyValue:Null",
        "ForSomeValues:StringEquals",
        "ForAnyValue:ForAnyValue:StringEquals",
        "StringEqualsIfExistsIfExists",
        "IfExists",
        "",
        " StringEquals",
    ],
)
def test_an_operator_that_iam_does_not_have_is_not_judged(operator: str) -> None:
    assert holds({operator: {"aws:x": "true"}}, {"aws:x": ("true",)}) == "condition-operator"
    assert holds({operator: {"aws:x": "true"}}) == "condition-operator"


@pytest.mark.parametrize(
    ("operator", "wanted"),
    [
        ("NumericEquals", "five"),
        ("NumericEquals", "1e3"),
        ("NumericEquals", "1."),
        ("NumericEquals", ""),
        ("NumericEquals", "٥"),
        ("NumericEquals", float("nan")),
        ("NumericEquals", float("inf")),
        ("NumericEquals", "${aws:x}"),
        ("DateEquals", "yesterday"),
        ("DateEquals", "2026"),
        ("DateEquals", "1767225600000"),
        ("DateEquals", "2026-13-01"),
        ("DateEquals", "2026-02-30T00:00:00Z"),
        ("DateEquals", "2026-01-01T00:00:00"),
        ("DateEquals", "2026-01-01T24:00:00Z"),
        ("DateEquals", "2026-01-01T00:00:00+24:00"),
        ("DateEquals", "2026-01-01T00:00:00+09:60"),
        ("DateEquals", "2026-01-01 00:00:00Z"),
        ("DateEquals", "٢٠٢٦-٠١-٠١"),
        ("Bool", "yes"),
        ("Bool", "${aws:x}"),
        ("BinaryEquals", "not base64!"),
        ("BinaryEquals", "a2l"),
        ("BinaryEquals", "é"),
        ("IpAddress", "10.0.0.0/33"),
        ("IpAddress", "10.0.0.0/"),
        ("IpAddress", "10.0.0.0/255.0.0.0"),
        ("IpAddress", "10.0.0.*"),
        ("ArnLike", "*"),
        ("ArnLike", "arn:aws:iam::*"),
        ("Null", "perhaps"),
    ],
)
def test_a_value_that_the_operator_cannot_read_is_not_judged(operator: str, wanted: object) -> None:
    assert holds({operator: {"aws:x": wanted}}, {"aws:x": ("5",)}) == "condition-value"
    if operator in NEGATED:
        assert holds({NEGATED[operator]: {"aws:x": wanted}}, {"aws:x": ("5",)}) == "condition-value"


@pytest.mark.parametrize(
    ("operator", "wanted", "given"),
    [
        ("NumericLessThan", "5", "many"),
        ("DateLessThan", "2026-01-01", "soon"),
        ("Bool", "true", "maybe"),
        ("BinaryEquals", "a2lt", "!"),
        ("IpAddress", "10.0.0.0/8", "10.0.0.0/8"),
        ("ArnLike", "arn:*:*:*:*:*", "arn:aws:iam::1"),
    ],
)
def test_a_value_of_the_request_that_the_operator_cannot_read_is_not_judged(
    operator: str, wanted: str, given: str
) -> None:
    assert holds({operator: {"aws:x": wanted}}, {"aws:x": (given,)}) == "context-value"


def test_a_readable_value_that_matches_outweighs_one_that_cannot_be_read() -> None:
    context = {"aws:x": ("5",)}
    assert holds({"NumericEquals": {"aws:x": ["five", "5"]}}, context) is True
    assert holds({"NumericNotEquals": {"aws:x": ["five", "5"]}}, context) is False
    assert holds({"NumericEquals": {"aws:x": ["five", "6"]}}, context) == "condition-value"


@pytest.mark.parametrize("value", [[], None, {}, ["a", None], [["a"]], ["a", {}]])
def test_what_is_no_value_is_not_judged(value: Any) -> None:
    assert holds({"StringEquals": {"aws:x": value}}, {"aws:x": ("a",)}) == "condition-value"
    assert holds({"Null": {"aws:x": value}}) == "condition-value"


@pytest.mark.parametrize(
    "condition", [None, [], "x", {"StringEquals": "x"}, {"StringEquals": {}}, {1: {"aws:x": "a"}}, {"Bool": {1: "a"}}]
)
def test_a_condition_of_another_shape_is_a_malformed_statement(condition: object) -> None:
    assert holds(condition, {"aws:x": ("a",)}) == "malformed-statement"
