"""The condition operators, in contexts that are completely known."""

from collections.abc import Mapping

import pytest

from tests.rules.iam.asking import holds

ROLE = "arn:aws:iam::111122223333:role/team/blue"
LONG = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"
NEW_YEAR = "2026-01-01T00:00:00Z"

# An operator, and pairs of what a policy wants and what the request has.
MATCHES: list[tuple[str, list[tuple[object, str]]]] = [
    ("StringEquals", [("blue", "blue"), (["red", "blue"], "blue"), ("*", "*"), ("", "")]),
    (
        "StringEquals",
        [(5, "5"), (0.5, "0.5"), (1e20, "100000000000000000000"), (True, "true"), ([False, "x"], "false")],
    ),
    ("StringEqualsIgnoreCase", [("BLUE", "blue"), ("blue", "Blue")]),
    ("StringLike", [("b*e", "blue"), ("?lue", "blue"), ("*", "")]),
    ("ArnEquals", [(ROLE, ROLE), ("arn:aws:iam::*:role/*", ROLE)]),
    ("ArnLike", [(ROLE, ROLE), ("arn:aws:iam::*:role/*", ROLE), ("arn:*:*:*:*:*", ROLE)]),
    ("ArnLike", [("arn:aws:s?:::*", "arn:aws:s3:::a:b:c"), ("arn:aws:s3:::a:b*", "arn:aws:s3:::a:b:c")]),
    ("NumericEquals", [("5", "5.0"), (5, "+5")]),
    ("NumericLessThan", [("10", "9.5")]),
    ("NumericLessThanEquals", [("10", "10")]),
    ("NumericGreaterThan", [("-1", "0")]),
    ("NumericGreaterThanEquals", [("0.1", "0.10")]),
    ("DateEquals", [(NEW_YEAR, "2026-01-01T09:00:00+09:00"), (NEW_YEAR, "2025-12-31T18:30:00-05:30")]),
    ("DateEquals", [("2026-01-01", "1767225600"), ("2026-01", "2026-01-01T00:00Z")]),
    ("DateEquals", [("1767225600", "2026-01-01T00:00:00.000Z"), ("1767225723", "2026-01-01T00:02:03Z")]),
    ("DateEquals", [("12345", "1970-01-01T03:25:45Z"), ("17672256000", "2530-01-05T00:00:00Z")]),
    ("DateLessThan", [(NEW_YEAR, "2025-12-31T23:59:59.999Z")]),
    ("DateLessThanEquals", [(NEW_YEAR, NEW_YEAR)]),
    ("DateGreaterThan", [("2026-01-01T00:00:00.25Z", "2026-01-01T00:00:00.3Z")]),
    ("DateGreaterThanEquals", [(NEW_YEAR, "2026-01-02")]),
    ("Bool", [("true", "true"), (True, "TRUE"), ("False", "false")]),
    ("BinaryEquals", [("a2lt", "a2lt"), ("Ymx1ZQ==", "Ymx1ZQ==")]),
    ("IpAddress", [("203.0.113.0/24", "203.0.113.255"), ("203.0.113.7", "203.0.113.7")]),
    ("IpAddress", [("203.0.113.7/24", "203.0.113.8"), ("0.0.0.0/0", "203.0.113.8")]),
    ("IpAddress", [(["10.0.0.0/8", "2001:db8::/32"], "2001:DB8:1::")]),
]
MISMATCHES: list[tuple[str, list[tuple[object, str]]]] = [
    ("StringEquals", [("blue", "Blue"), ("b*e", "blue"), (["red", "green"], "blue")]),
    ("StringEqualsIgnoreCase", [("blue", "blues"), ("b*", "blue")]),
    ("StringLike", [("B*e", "blue"), ("?blue", "blue"), ("b.ue", "blue")]),
    ("ArnEquals", [("arn:aws:iam::*:user/*", ROLE)]),
    ("ArnLike", [("arn:aws:iam::*:ROLE/*", ROLE), ("arn:aws:someservice:*:111122223333:finance/*", LONG)]),
    ("NumericEquals", [("5", "6")]),
    ("NumericLessThan", [("10", "10")]),
    ("NumericLessThanEquals", [("10", "10.1")]),
    ("NumericGreaterThan", [("9", "9"), ("9", "-10")]),
    ("NumericGreaterThanEquals", [("9", "8.99")]),
    ("DateEquals", [(NEW_YEAR, "2026-01-01T00:00:01Z"), (NEW_YEAR, "2026-01-01T00:00:00+00:01")]),
    ("DateLessThan", [(NEW_YEAR, NEW_YEAR)]),
    ("DateLessThanEquals", [(NEW_YEAR, "2026-01-01T00:00:00.1Z")]),
    ("DateGreaterThan", [(NEW_YEAR, NEW_YEAR)]),
    ("DateGreaterThanEquals", [(NEW_YEAR, "2025-12-31")]),
    ("Bool", [("true", "false"), ("false", "true")]),
    ("BinaryEquals", [("a2lt", "Ymx1ZQ==")]),
    ("IpAddress", [("203.0.113.0/24", "203.0.114.0"), ("203.0.113.7", "203.0.113.8"), ("0.0.0.0/0", "2001:db8::1")]),
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
POSITIVE = sorted({operator for operator, _ in MATCHES})


def flat(table: list[tuple[str, list[tuple[object, str]]]], matched: bool) -> list[tuple[str, object, str, bool]]:
    return [(operator, *pair, matched) for operator, pairs in table for pair in pairs]


@pytest.mark.parametrize(("operator", "wanted", "given", "matched"), flat(MATCHES, True) + flat(MISMATCHES, False))
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


# What an operator says of an absent key, as it stands and in each of its forms.
FORMS = ("{}", "{}IfExists", "ForAllValues:{}", "ForAnyValue:{}", "ForAllValues:{}IfExists", "ForAnyValue:{}IfExists")


@pytest.mark.parametrize(
    ("operator", "expected"),
    [(each, [False, True, True, False, True, True]) for each in POSITIVE]
    + [(each, [True, True, True, False, True, True]) for each in sorted(NEGATED.values())],
)
def test_an_absent_key_matches_nothing_and_satisfies_every_negated_operator(
    operator: str, expected: list[bool]
) -> None:
    assert [holds({form.format(operator): {"aws:x": "*"}}) for form in FORMS] == expected


def test_a_key_with_no_values_is_absent() -> None:
    assert holds({"StringEquals": {"aws:x": "a"}}, {"aws:x": ()}, known_absent=frozenset()) is False
    assert holds({"Null": {"aws:x": "true"}}, {"aws:x": ()}, known_absent=frozenset()) is True


@pytest.mark.parametrize(
    ("operator", "given", "satisfied"),
    [
        ("StringNotEquals", ("a",), False),
        ("StringNotEquals", ("b",), False),
        ("StringNotEquals", ("c",), True),
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
def test_every_wanted_and_every_given_value_is_looked_at(
    operator: str, given: tuple[str, ...], satisfied: bool
) -> None:
    key = "aws:TagKeys" if ":" in operator else "aws:x"
    assert holds({operator: {key: ["a", "b"]}}, {key: given}) is satisfied
    assert holds({f"{operator}IfExists": {key: ["a", "b"]}}, {key: given}) is satisfied


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
    ("wanted", "of_absent", "of_present"),
    [
        *(("true", True, False), (True, True, False), ("TRUE", True, False)),
        *(("false", False, True), (False, False, True)),
        *((["x", "true"], True, "condition-value"), (["true", "false"], True, True)),
    ],
)
def test_null_asks_whether_the_key_is_absent(wanted: object, of_absent: bool, of_present: bool | str) -> None:
    assert holds({"Null": {"aws:x": wanted}}) is of_absent
    for values in (("a",), ("a", "b")):
        assert holds({"Null": {"aws:x": wanted}}, {"aws:x": values}) == of_present


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"StringEquals": {"aws:a": "1", "aws:b": "2"}}, True),
        ({"StringEquals": {"aws:a": "1", "aws:b": "3"}}, False),
        ({"StringEquals": {"aws:a": "1"}, "StringLike": {"aws:b": "2"}}, True),
        ({"StringEquals": {"aws:a": "1"}, "StringLike": {"aws:b": "3"}}, False),
        ({}, True),
    ],
)
def test_every_operator_and_every_key_must_hold(condition: Mapping[str, object], expected: bool) -> None:
    assert holds(condition, {"aws:a": ("1",), "aws:b": ("2",)}) is expected


@pytest.mark.parametrize(
    "operator",
    [
        *("StringMatches", "stringEquals", "NullIfExists", "ForAnyValue:Null", "ForSomeValues:StringEquals"),
        *("ForAnyValue:ForAnyValue:StringEquals", "StringEqualsIfExistsIfExists", "IfExists", "", " StringEquals"),
    ],
)
def test_an_operator_that_iam_does_not_have_is_not_judged(operator: str) -> None:
    assert holds({operator: {"aws:x": "true"}}, {"aws:x": ("true",)}) == "condition-operator"
    assert holds({operator: {"aws:x": "true"}}) == "condition-operator"


NAN, INFINITE = float("nan"), float("inf")
UNREADABLE: list[tuple[str, list[object]]] = [
    ("NumericEquals", ["five", "1e3", "1.", "", "٥", NAN, INFINITE, "${aws:x}"]),
    ("DateEquals", ["yesterday", "2026", "1767225600000", "2026-13-01", "2026-02-30T00:00:00Z", "2026-01-01T00:00:00"]),
    ("DateEquals", ["2026-01-01T24:00:00Z", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+09:60"]),
    ("DateEquals", ["2026-01-01 00:00:00Z", "٢٠٢٦-٠١-٠١"]),
    ("Bool", ["yes", "${aws:x}"]),
    ("BinaryEquals", ["not base64!", "a2l", "é"]),
    ("IpAddress", ["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/255.0.0.0", "10.0.0.*"]),
    ("ArnLike", ["*", "arn:aws:iam::*"]),
    ("Null", ["perhaps"]),
    # What is no value at all.
    ("StringEquals", [[], None, {}, ["a", None], [["a"]], ["a", {}]]),
]


@pytest.mark.parametrize(("operator", "wanted"), [(each, value) for each, values in UNREADABLE for value in values])
def test_a_value_that_the_operator_cannot_read_is_not_judged(operator: str, wanted: object) -> None:
    assert holds({operator: {"aws:x": wanted}}, {"aws:x": ("5",)}) == "condition-value"
    if operator in NEGATED:
        assert holds({NEGATED[operator]: {"aws:x": wanted}}, {"aws:x": ("5",)}) == "condition-value"
    if operator == "StringEquals":
        assert holds({"Null": {"aws:x": wanted}}) == "condition-value"


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


@pytest.mark.parametrize(
    "condition", [None, [], "x", {"StringEquals": "x"}, {"StringEquals": {}}, {1: {"aws:x": "a"}}, {"Bool": {1: "a"}}]
)
def test_a_condition_of_another_shape_is_a_malformed_statement(condition: object) -> None:
    assert holds(condition, {"aws:x": ("a",)}) == "malformed-statement"
