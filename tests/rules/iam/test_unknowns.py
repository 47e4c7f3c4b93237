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

MALFORMED: list[tuple[object, str]] = [
    (None, ""),
    ("Allow", ""),
    ([], ""),
    ({1: "Allow"}, ""),
    ({}, "Effect"),
    ({"Effect": "allow", "Action": "*", "Resource": "*"}, "Effect"),
    ({"Effect": ["Allow"], "Action": "*", "Resource": "*"}, "Effect"),
    ({"Effect": "Allow", "Resource": "*"}, "Action"),
    ({"Effect": "Allow", "Action": "*"}, "Resource"),
    ({**ALLOW, "NotAction": "s3:*"}, "Action"),
    ({**ALLOW, "NotResource": "*"}, "Resource"),
    ({**ALLOW, "Principal": "*"}, "Principal"),
    ({**ALLOW, "NotPrincipal": {"AWS": "*"}}, "NotPrincipal"),
    ({**ALLOW, "Conditions": {}, "action": "*"}, "Conditions"),
    ({**ALLOW, "Sid": 1}, "Sid"),
    ({**ALLOW, "Action": []}, "Action"),
    ({**ALLOW, "Action": None}, "Action"),
    ({**ALLOW, "Action": ["s3:*", 1]}, "Action"),
    ({**ALLOW, "Resource": {}}, "Resource"),
    ({"Effect": "Allow", "NotAction": [], "Resource": "*"}, "NotAction"),
    ({"Effect": "Allow", "Action": "*", "NotResource": 5}, "NotResource"),
    ({**ALLOW, "Action": "bedrock"}, "bedrock"),
    ({**ALLOW, "Action": "bedrock:"}, "bedrock:"),
    ({**ALLOW, "Action": ":InvokeModel"}, ":InvokeModel"),
    ({**ALLOW, "Action": "a:b:InvokeModel"}, "a:b:InvokeModel"),
    ({**ALLOW, "Action": "bedrock:Invoke:"}, "bedrock:Invoke:"),
    ({**ALLOW, "Action": ""}, ""),
    ({**ALLOW, "Action": ["s3:*", "bedrock"]}, "bedrock"),
    ({**ALLOW, "Resource": "foundation-model/*"}, "foundation-model/*"),
    ({**ALLOW, "Resource": ""}, ""),
    ({"Effect": "Allow", "NotAction": "bedrock", "Resource": "*"}, "bedrock"),
    ({"Effect": "Allow", "Action": "*", "NotResource": "x"}, "x"),
]

BAD_DOCUMENTS: list[tuple[object, str]] = [
    (None, ""),
    ("{}", ""),
    ([ALLOW], ""),
    ({1: 2}, ""),
    ({}, "Statement"),
    ({"Version": "2012-10-17"}, "Statement"),
    ({"Statement": None}, "Statement"),
    ({"Statement": "Allow"}, "Statement"),
    ({"Version": "2012-10-18", "Statement": [ALLOW]}, "Version"),
    ({"Version": None, "Statement": [ALLOW]}, "Version"),
    ({"Version": ["2012-10-17"], "Statement": [ALLOW]}, "Version"),
    ({"Statement": [ALLOW], "statement": []}, "statement"),
]


def test_an_allow_that_may_apply_makes_a_denied_request_unknown() -> None:
    assert told(invoke(policy(MAY_ALLOW))) == (UNKNOWN, "p", 1, *WHY)
    assert told(invoke(policy({**MAY_ALLOW, "Sid": "Mfa"}))) == (UNKNOWN, "p", "Mfa", *WHY)


def test_an_allow_that_may_apply_changes_nothing_that_is_allowed_anyway() -> None:
    assert invoke(policy(MAY_ALLOW, ALLOW)) == Judgement(ALLOWED, "p", 2)


def test_a_deny_that_may_apply_makes_an_allowed_request_unknown() -> None:
    assert told(invoke(policy(ALLOW, MAY_DENY))) == (UNKNOWN, "p", 2, *WHY)
    assert told(invoke(policy(MAY_DENY), policy(ALLOW, name="q"))) == (UNKNOWN, "p", 1, *WHY)


def test_a_deny_that_may_apply_changes_nothing_that_is_denied_anyway() -> None:
    assert invoke(policy(MAY_DENY)) == Judgement(IMPLICIT_DENY)
    assert invoke(policy(MAY_DENY, DENY, ALLOW)) == Judgement(EXPLICIT_DENY, "p", 2)
    assert invoke(policy(MAY_ALLOW, DENY)) == Judgement(EXPLICIT_DENY, "p", 2)


def test_a_doubtful_deny_is_told_before_a_doubtful_allow() -> None:
    assert invoke(policy(MAY_ALLOW, MAY_DENY)).statement == 2


def test_a_part_that_surely_does_not_fit_settles_it() -> None:
    assert invoke(policy({**MAY_ALLOW, "Action": "s3:*"})).effect is IMPLICIT_DENY
    assert invoke(policy({**MAY_ALLOW, "Resource": "arn:aws:s3:::*"})).effect is IMPLICIT_DENY
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


def test_a_key_can_be_known_to_be_absent() -> None:
    mfa = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}
    assert holds(mfa, known_absent=frozenset({"AWS:multifactorauthpresent"})) is True
    assert holds(mfa, known_absent=frozenset({"aws:MultiFactorAuth"})) == "context-missing"
    tag = {"StringEquals": {"aws:PrincipalTag/team": "blue"}}
    assert holds(tag, known_absent=frozenset({"aws:x", "aws:PrincipalTag/*"})) is False
    assert holds(tag, {"aws:PrincipalTag/Team": ("blue",)}, known_absent=frozenset({"aws:PrincipalTag/*"})) is True


def test_a_key_can_be_known_to_be_present_with_a_value_that_nobody_knows() -> None:
    request = Request("bedrock:InvokeModel", MODEL, known_absent=EVERY_OTHER_KEY, known_present=frozenset({"aws:X"}))
    for condition, effect_ in (
        ({"Null": {"AWS:x": "true"}}, IMPLICIT_DENY),
        ({"Null": {"aws:X": "false"}}, ALLOWED),
        ({"StringEquals": {"aws:X": "a"}}, UNKNOWN),
        ({"StringEqualsIfExists": {"aws:x": "a"}}, UNKNOWN),
    ):
        assert evaluate(request, [policy({**ALLOW, "Condition": condition})]).effect is effect_


def test_a_direct_call_comes_through_no_service() -> None:
    direct = frozenset[str]()
    for key in ("aws:CalledVia", "aws:CalledViaFirst", "AWS:CalledViaLast"):
        assert holds({"Null": {key: "true"}}, known_absent=direct) is True
        assert holds({"Null": {key: "true"}}, {"aws:CalledViaLast": ()}, known_absent=direct) is True
    assert holds({"Bool": {"aws:ViaAWSService": "false"}}, known_absent=direct) is True
    assert holds({"Bool": {"aws:ViaAWSService": "true"}}, known_absent=direct) is False
    assert (
        holds({"Bool": {"aws:ViaAWSService": "false"}}, {"aws:ViaAWSService": ("false",)}, known_absent=direct) is True
    )
    assert holds({"StringEquals": {"aws:ViaAWSService": "false"}}, known_absent=direct) is True
    assert holds({"Null": {"aws:ViaAWSService": "true"}}, known_absent=frozenset({"aws:ViaAWSService"})) is True


def test_a_call_through_a_service_says_so() -> None:
    through = {"aws:CalledViaLast": ("bedrock.amazonaws.com",)}
    assert holds({"Bool": {"aws:ViaAWSService": "true"}}, through, known_absent=frozenset()) is True
    assert holds({"Bool": {"aws:ViaAWSService": "false"}}, through, known_absent=frozenset()) is False
    assert holds({"Null": {"aws:CalledVia": "false"}}, through, known_absent=frozenset()) == "context-missing"
    assert holds({"StringEquals": {"aws:ViaAWSService": "true"}}, through, known_absent=frozenset()) is True
    told = {"aws:ViaAWSService": ("true",)}
    assert holds({"Null": {"aws:CalledVia": "false"}}, told, known_absent=frozenset()) == "context-missing"


@pytest.mark.parametrize(("statement", "about"), MALFORMED)
def test_a_malformed_statement_is_not_judged(statement: object, about: str) -> None:
    assert told(invoke(policy(statement))) == (UNKNOWN, "p", 1, "malformed-statement", about)


@pytest.mark.parametrize("statement", [statement for statement, _ in MALFORMED])
def test_a_malformed_statement_never_allows_and_never_hides_a_deny(statement: object) -> None:
    denying = statement
    if isinstance(statement, dict) and read_effect(statement) == "Allow":
        denying = {**statement, "Effect": "Deny"}
    assert invoke(policy(denying, DENY)).effect is EXPLICIT_DENY
    assert invoke(policy(ALLOW, denying)).effect is UNKNOWN


ABOUT: list[tuple[str, object, str]] = [
    ("StringEquals", [], "aws:x"),
    ("Null", "perhaps", "perhaps"),
    ("Bool", "perhaps", "perhaps"),
    ("StringMatches", "a", "StringMatches"),
    ("ArnLike", "arn:*", "arn:*"),
    ("ArnLike", "arn:*:*:*:*:*", "5"),
    ("IpAddress", "10.0.0.0/8", "5"),
    ("StringEquals", "a${aws:x", "a${aws:x"),
    ("StringEquals", "a${x}", "x"),
    ("StringEquals", "a${aws:x, y}", "aws:x, y"),
    ("StringEquals", "a${aws:none, '*'}", "aws:none, '*'"),
    ("StringEquals", "a${aws:many}", "aws:many"),
    ("StringEquals", "a${aws:star}", "aws:star"),
    ("StringNotEquals", "a${aws:none}", "a${aws:none}"),
    ("StringEquals", "a${aws:unknown}", "aws:unknown"),
]


@pytest.mark.parametrize(("operator", "value", "about"), ABOUT)
def test_what_could_not_be_judged_is_named(operator: str, value: object, about: str) -> None:
    context = {"aws:x": ("5",), "aws:many": ("a", "b"), "aws:star": ("*",), "aws:none": ()}
    stated = policy({**ALLOW, "Condition": {operator: {"aws:x": value}}})
    assert invoke(stated, context=context).about == about


def test_a_key_that_could_not_be_judged_is_named() -> None:
    context = {"aws:many": ("a", "b"), "aws:empty": ("",)}
    for operator, key in (("StringEquals", "aws:many"), ("ForAnyValue:StringEquals", "aws:empty"), ("Bool", "aws:no")):
        stated = policy({**ALLOW, "Condition": {operator: {key: "true"}}})
        assert invoke(stated, context=context).about == key
    assert invoke(policy({**ALLOW, "Condition": None})).about == "Condition"


def test_an_effect_that_cannot_be_read_may_be_either() -> None:
    unreadable: Statement = {**ALLOW, "Effect": "Permit"}
    assert len(invoke(policy(unreadable)).doubts) == 1
    assert told(invoke(policy(unreadable, ALLOW))) == (UNKNOWN, "p", 1, "malformed-statement", "Effect")


@pytest.mark.parametrize(("document", "about"), BAD_DOCUMENTS)
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
