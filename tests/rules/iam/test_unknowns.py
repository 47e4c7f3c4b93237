"""What cannot be judged never allows, and never hides a deny."""

import pytest

from checkpoints.rules.iam import EVERY_OTHER_KEY, Judgement, Policy, Request, evaluate
from checkpoints.rules.iam.certainty import Certainty, Doubt, combine_all, combine_any, negate
from checkpoints.rules.iam.statement import read_effect
from tests.rules.iam.asking import (
    ALLOW,
    ALLOWED,
    DENY,
    EXPLICIT_DENY,
    IMPLICIT_DENY,
    MODEL,
    UNKNOWN,
    Statement,
    holds,
    invoke,
    policy,
    told,
)

PERHAPS = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
MAY_ALLOW, MAY_DENY = {**ALLOW, **PERHAPS}, {**DENY, **PERHAPS}
WHY = ("context-missing", "aws:MultiFactorAuthPresent")
NO_EFFECT: Statement = {"Action": "*", "Resource": "*"}
ALL_BUT: Statement = {"Effect": "Allow", "NotAction": "bedrock", "Resource": "*"}

# What cannot be judged of a statement, and statements of which that is so.
MALFORMED: dict[str, list[object]] = {
    "": [None, "Allow", [], {1: "Allow"}, {**ALLOW, "Action": ""}, {**ALLOW, "Resource": ""}],
    "Effect": [{}, {**NO_EFFECT, "Effect": "allow"}, {**NO_EFFECT, "Effect": ["Allow"]}],
    "Action": [
        {"Effect": "Allow", "Resource": "*"},
        *({**ALLOW, "NotAction": "s3:*"}, {**ALLOW, "Action": []}),
        *({**ALLOW, "Action": None}, {**ALLOW, "Action": ["s3:*", 1]}),
    ],
    "Resource": [*({"Effect": "Allow", "Action": "*"}, {**ALLOW, "NotResource": "*"}, {**ALLOW, "Resource": {}})],
    "Principal": [{**ALLOW, "Principal": "*"}],
    "NotPrincipal": [{**ALLOW, "NotPrincipal": {"AWS": "*"}}],
    "Conditions": [{**ALLOW, "Conditions": {}, "action": "*"}],
    "Sid": [{**ALLOW, "Sid": 1}],
    "NotAction": [{**ALL_BUT, "NotAction": []}],
    "NotResource": [{"Effect": "Allow", "Action": "*", "NotResource": 5}],
    "bedrock": [{**ALLOW, "Action": "bedrock"}, {**ALLOW, "Action": ["s3:*", "bedrock"]}, ALL_BUT],
    "bedrock:": [{**ALLOW, "Action": "bedrock:"}],
    ":InvokeModel": [{**ALLOW, "Action": ":InvokeModel"}],
    "a:b:InvokeModel": [{**ALLOW, "Action": "a:b:InvokeModel"}],
    "bedrock:Invoke:": [{**ALLOW, "Action": "bedrock:Invoke:"}],
    "foundation-model/*": [{**ALLOW, "Resource": "foundation-model/*"}],
    "x": [{"Effect": "Allow", "Action": "*", "NotResource": "x"}],
}
BAD_DOCUMENTS: dict[str, list[object]] = {
    "": [None, "{}", [ALLOW], {1: 2}],
    "Statement": [{}, {"Version": "2012-10-17"}, {"Statement": None}, {"Statement": "Allow"}],
    "Version": [{"Version": each, "Statement": [ALLOW]} for each in ("2012-10-18", None, ["2012-10-17"])],
    "statement": [{"Statement": [ALLOW], "statement": []}],
}


def pairs(table: dict[str, list[object]]) -> list[tuple[object, str]]:
    return [(each, about) for about, malformed in table.items() for each in malformed]


UNCERTAIN: dict[str, tuple[list[Policy], Judgement | tuple[object, ...]]] = {
    # -- what may apply makes unknown what it would turn
    "an-allow-makes-a-denied-request-unknown": ([policy(MAY_ALLOW)], (UNKNOWN, "p", 1, *WHY)),
    "an-allow-is-told-by-its-name": ([policy({**MAY_ALLOW, "Sid": "Mfa"})], (UNKNOWN, "p", "Mfa", *WHY)),
    "a-deny-makes-an-allowed-request-unknown": ([policy(ALLOW, MAY_DENY)], (UNKNOWN, "p", 2, *WHY)),
    "a-deny-of-another-policy-too": ([policy(MAY_DENY), policy(ALLOW, name="q")], (UNKNOWN, "p", 1, *WHY)),
    "a-deny-is-told-before-an-allow": ([policy(MAY_ALLOW, MAY_DENY)], (UNKNOWN, "p", 2, *WHY)),
    # -- and nothing that is so anyway
    "an-allow-changes-nothing-that-is-allowed": ([policy(MAY_ALLOW, ALLOW)], Judgement(ALLOWED, "p", 2)),
    "a-deny-changes-nothing-that-is-denied": ([policy(MAY_DENY)], Judgement(IMPLICIT_DENY)),
    "nor-what-a-deny-denies": ([policy(MAY_DENY, DENY, ALLOW)], Judgement(EXPLICIT_DENY, "p", 2)),
    "nor-does-an-allow": ([policy(MAY_ALLOW, DENY)], Judgement(EXPLICIT_DENY, "p", 2)),
    # -- a part that surely does not fit settles it
    "of-another-action": ([policy({**MAY_ALLOW, "Action": "s3:*"})], Judgement(IMPLICIT_DENY)),
    "of-another-resource": ([policy({**MAY_ALLOW, "Resource": "arn:aws:s3:::*"})], Judgement(IMPLICIT_DENY)),
}


@pytest.mark.parametrize(("policies", "expected"), UNCERTAIN.values(), ids=UNCERTAIN)
def test_a_statement_that_may_apply_counts_where_it_would_turn_the_judgement(
    policies: list[Policy], expected: Judgement | tuple[object, ...]
) -> None:
    judged = invoke(*policies)
    assert (judged if isinstance(expected, Judgement) else told(judged)) == expected


def test_a_condition_that_surely_does_not_hold_settles_it() -> None:
    both = {"Bool": {"aws:MultiFactorAuthPresent": "true", "aws:SecureTransport": "true"}}
    assert holds(both, {"aws:SecureTransport": ("false",)}, known_absent=frozenset()) is False


@pytest.mark.parametrize(
    "key",
    ["aws:SourceIp", "aws:MultiFactorAuthPresent", "aws:PrincipalTag/team", "aws:RequestedRegion", "aws:username"],
)
@pytest.mark.parametrize("operator", ["StringLike", "StringNotLike", "StringLikeIfExists", "ForAllValues:StringLike"])
def test_a_key_that_the_caller_did_not_mention_is_unknown(key: str, operator: str) -> None:
    assert holds({operator: {key: "*"}}, known_absent=frozenset()) == "context-missing"
    assert holds({"Null": {key: "true"}}, known_absent=frozenset()) == "context-missing"


MFA = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}
TAG = {"StringEquals": {"aws:PrincipalTag/team": "blue"}}
Context = dict[str, tuple[str, ...]]


@pytest.mark.parametrize(
    ("condition", "context", "absent", "expected"),
    [
        (MFA, {}, {"AWS:multifactorauthpresent"}, True),
        (MFA, {}, {"aws:MultiFactorAuth"}, "context-missing"),
        (TAG, {}, {"aws:x", "aws:PrincipalTag/*"}, False),
        (TAG, {"aws:PrincipalTag/Team": ("blue",)}, {"aws:PrincipalTag/*"}, True),
    ],
)
def test_a_key_can_be_known_to_be_absent(
    condition: object, context: Context, absent: set[str], expected: bool | str
) -> None:
    assert holds(condition, context, known_absent=frozenset(absent)) == expected


def test_a_key_can_be_known_to_be_present_with_a_value_that_nobody_knows() -> None:
    request = Request("bedrock:InvokeModel", MODEL, known_absent=EVERY_OTHER_KEY, known_present=frozenset({"aws:X"}))
    for condition, effect_ in (
        ({"Null": {"AWS:x": "true"}}, IMPLICIT_DENY),
        ({"Null": {"aws:X": "false"}}, ALLOWED),
        ({"StringEquals": {"aws:X": "a"}}, UNKNOWN),
        ({"StringEqualsIfExists": {"aws:x": "a"}}, UNKNOWN),
    ):
        assert evaluate(request, [policy({**ALLOW, "Condition": condition})]).effect is effect_


VIA_LAST, VIA_SERVICE = "aws:CalledViaLast", "aws:ViaAWSService"
THROUGH: Context = {VIA_LAST: ("bedrock.amazonaws.com",)}


@pytest.mark.parametrize(
    ("context", "operator", "key", "wanted", "expected"),
    [
        # A direct call comes through no service.
        *(({}, "Null", key, "true", True) for key in ("aws:CalledVia", "aws:CalledViaFirst", "AWS:CalledViaLast")),
        ({VIA_LAST: ()}, "Null", "aws:CalledViaFirst", "true", True),
        ({}, "Bool", VIA_SERVICE, "false", True),
        ({}, "Bool", VIA_SERVICE, "true", False),
        ({VIA_SERVICE: ("false",)}, "Bool", VIA_SERVICE, "false", True),
        ({}, "StringEquals", VIA_SERVICE, "false", True),
        # A call through a service says so, and not through which ones besides.
        (THROUGH, "Bool", VIA_SERVICE, "true", True),
        (THROUGH, "Bool", VIA_SERVICE, "false", False),
        (THROUGH, "StringEquals", VIA_SERVICE, "true", True),
        (THROUGH, "Null", "aws:CalledVia", "false", "context-missing"),
        ({VIA_SERVICE: ("true",)}, "Null", "aws:CalledVia", "false", "context-missing"),
    ],
)
def test_a_call_says_whether_it_comes_through_a_service(
    context: Context, operator: str, key: str, wanted: str, expected: bool | str
) -> None:
    assert holds({operator: {key: wanted}}, context, known_absent=frozenset()) == expected


def test_whether_a_call_comes_through_a_service_can_be_known_to_be_absent() -> None:
    assert holds({"Null": {VIA_SERVICE: "true"}}, known_absent=frozenset({VIA_SERVICE})) is True


@pytest.mark.parametrize(("statement", "about"), pairs(MALFORMED))
def test_a_malformed_statement_is_not_judged_never_allows_and_never_hides_a_deny(statement: object, about: str) -> None:
    assert told(invoke(policy(statement))) == (UNKNOWN, "p", 1, "malformed-statement", about)
    denying = statement
    if isinstance(statement, dict) and read_effect(statement) == "Allow":
        denying = {**statement, "Effect": "Deny"}
    assert invoke(policy(denying, DENY)).effect is EXPLICIT_DENY
    assert invoke(policy(ALLOW, denying)).effect is UNKNOWN


ABOUT: dict[str, list[tuple[str, object]]] = {
    "aws:x": [("StringEquals", [])],
    "perhaps": [("Null", "perhaps"), ("Bool", "perhaps")],
    "StringMatches": [("StringMatches", "a")],
    "arn:*": [("ArnLike", "arn:*")],
    "5": [("ArnLike", "arn:*:*:*:*:*"), ("IpAddress", "10.0.0.0/8")],
    "a${aws:x": [("StringEquals", "a${aws:x")],
    "x": [("StringEquals", "a${x}")],
    "aws:x, y": [("StringEquals", "a${aws:x, y}")],
    "aws:none, '*'": [("StringEquals", "a${aws:none, '*'}")],
    "aws:many": [("StringEquals", "a${aws:many}")],
    "aws:star": [("StringEquals", "a${aws:star}")],
    "a${aws:none}": [("StringNotEquals", "a${aws:none}")],
    "aws:unknown": [("StringEquals", "a${aws:unknown}")],
}


@pytest.mark.parametrize("about", ABOUT)
def test_what_could_not_be_judged_is_named(about: str) -> None:
    context = {"aws:x": ("5",), "aws:many": ("a", "b"), "aws:star": ("*",), "aws:none": ()}
    for operator, value in ABOUT[about]:
        stated = policy({**ALLOW, "Condition": {operator: {"aws:x": value}}})
        assert invoke(stated, context=context).doubts[0].about == about


def test_a_key_that_could_not_be_judged_is_named() -> None:
    context = {"aws:many": ("a", "b"), "aws:empty": ("",)}
    for operator, key in (("StringEquals", "aws:many"), ("ForAnyValue:StringEquals", "aws:empty"), ("Bool", "aws:no")):
        stated = policy({**ALLOW, "Condition": {operator: {key: "true"}}})
        assert invoke(stated, context=context).doubts[0].about == key
    assert invoke(policy({**ALLOW, "Condition": None})).doubts[0].about == "Condition"


def test_an_effect_that_cannot_be_read_may_be_either() -> None:
    unreadable: Statement = {**ALLOW, "Effect": "Permit"}
    assert len(invoke(policy(unreadable)).doubts) == 1
    assert told(invoke(policy(unreadable, ALLOW))) == (UNKNOWN, "p", 1, "malformed-statement", "Effect")


@pytest.mark.parametrize(("document", "about"), pairs(BAD_DOCUMENTS))
def test_a_malformed_document_is_unknown_and_no_exception(document: object, about: str) -> None:
    bad = Policy("bad", document)  # type: ignore[arg-type]
    unknown = (UNKNOWN, "bad", None, "malformed-document", about)
    assert told(invoke(bad)) == unknown
    assert told(invoke(policy(ALLOW), bad)) == unknown
    assert told(invoke(policy(ALLOW), boundary=bad)) == unknown
    assert invoke(bad, policy(DENY)) == Judgement(EXPLICIT_DENY, "p", 1)


def test_a_document_may_have_an_id() -> None:
    assert invoke(Policy("p", {"Id": "x", "Statement": ALLOW})).effect is ALLOWED


def test_doubts_follow_kleene() -> None:
    first, second = Doubt("context-missing", "a"), Doubt("context-value", "b")
    values: list[Certainty] = [True, first]
    assert combine_all(values) == first
    assert combine_all([second, first, True]) == Doubt("context-value", "b", others=(first,))
    assert combine_all([first, False]) is False
    assert combine_all([]) is True
    assert combine_any([False, second, first]) == Doubt("context-value", "b", others=(first,))
    assert combine_any([first, True]) is True
    assert combine_any([]) is False
    assert negate(True) is False
    assert negate(False) is True
    assert negate(first) == first


def test_a_doubt_keeps_every_cause_once() -> None:
    first, second, third = (Doubt("context-missing", key) for key in "abc")
    several = combine_all([combine_all([first, second]), combine_any([second, third, first])])
    assert isinstance(several, Doubt)
    assert several.causes() == (first, second, third)
    assert first.causes() == (first,)


def test_a_doubt_cannot_be_taken_for_true_or_false() -> None:
    with pytest.raises(TypeError, match=r"^a doubt is neither true nor false$"):
        bool(Doubt("context-missing"))
