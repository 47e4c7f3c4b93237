"""What an UNKNOWN hangs on: told apart by statement, so that nobody concludes from one request to another."""

import pytest

from checkpoints.rules.iam import Judgement, Policy, StatementDoubt
from tests.rules.iam.asking import ALLOW, DENY, MODEL, Statement, invoke, policy

EAST, WEST = MODEL, MODEL.replace("us-east-1", "us-west-2")
TAG = "aws:PrincipalTag/team"


def tagged(value: str, resource: str = "*", **more: object) -> Statement:
    return {**ALLOW, "Resource": resource, "Condition": {"StringEquals": {TAG: value, **more}}}


def both(*policies: Policy, boundary: Policy | None = None) -> tuple[Judgement, Judgement]:
    """The judgements of the same call in two Regions."""
    east, west = (
        invoke(*policies, resource=resource, context={"aws:RequestedRegion": (region,)}, boundary=boundary)
        for resource, region in ((EAST, "us-east-1"), (WEST, "us-west-2"))
    )
    return east, west


def test_a_doubt_names_its_policy_statement_and_condition_key() -> None:
    judged = invoke(policy(ALLOW, name="first"), policy({**tagged("blue"), "Effect": "Deny", "Sid": "Team"}, name="b"))
    assert judged.doubts == (StatementDoubt("b", 1, "Team", "context-missing", TAG, TAG),)
    assert (judged.policy, judged.statement) == ("b", "Team")


OF_MODEL = f"arn:aws:bedrock:*::foundation-model/${{{TAG}}}"
OF_REGION: Statement = {**ALLOW, "Condition": {"StringEquals": {"aws:RequestedRegion": f"${{{TAG}}}"}}}


@pytest.mark.parametrize(
    ("statement", "where", "is_regional"),
    [(OF_REGION, "aws:RequestedRegion", True), ({**ALLOW, "Resource": OF_MODEL}, OF_MODEL, False)],
    ids=["the-key-that-it-is-compared-with", "the-resource-that-it-stands-in"],
)
def test_a_doubt_of_a_variable_names_where_it_stands(statement: Statement, where: str, is_regional: bool) -> None:
    (doubt,) = both(policy(statement))[0].doubts
    assert (doubt.about, doubt.where, doubt.regional) == (TAG, where, is_regional)


def test_every_statement_that_may_turn_the_judgement_is_named() -> None:
    edge = policy(tagged("edge"), name="edge")
    may_deny: Statement = {**tagged("red"), "Effect": "Deny"}
    judged = invoke(policy(tagged("blue"), may_deny, tagged("green")), boundary=edge)
    named = [(doubt.policy, doubt.place, doubt.statement) for doubt in judged.doubts]
    assert named == [("p", 0, 2), ("p", 0, 1), ("p", 0, 3), ("edge", -1, 1)]


def test_a_statement_that_cannot_turn_the_judgement_is_not_named() -> None:
    assert invoke(policy(tagged("blue"), ALLOW)).doubts == ()
    assert invoke(policy(tagged("blue"), DENY)).doubts == ()
    may_deny: Statement = {**tagged("red"), "Effect": "Deny"}
    assert [doubt.statement for doubt in invoke(policy(tagged("blue"), ALLOW, may_deny)).doubts] == [3]


def test_every_cause_in_one_statement_is_named() -> None:
    condition = {"StringEquals": {TAG: "blue", "aws:SourceVpce": "x"}, "Bool": {"aws:MultiFactorAuthPresent": "true"}}
    judged = invoke(policy({**ALLOW, "Condition": condition}))
    assert {doubt.about for doubt in judged.doubts} == {TAG, "aws:SourceVpce", "aws:MultiFactorAuthPresent"}


def test_the_same_statement_and_no_region_is_the_same_doubt() -> None:
    east, west = both(policy(tagged("blue")))
    assert east.hangs_alike(west)
    assert east.hangs_alike(invoke(policy(tagged("blue"))))
    east, west = both(policy({**ALLOW, "Resource": OF_MODEL}))
    assert east.hangs_alike(west)


@pytest.mark.parametrize(
    "statements",
    [
        # Two statements that test one key, each for a Region of its own.
        (tagged("a", "arn:aws:bedrock:us-east-1::*"), tagged("b", "arn:aws:bedrock:us-west-2::*")),
        # One statement whose resources each hang on the key in another way.
        (
            {
                **ALLOW,
                "Resource": [
                    f"arn:aws:bedrock:us-east-1::foundation-model/an*${{{TAG}}}",
                    f"arn:aws:bedrock:us-west-2::foundation-model/anth*${{{TAG}}}",
                ],
            },
        ),
        # A Region that is compared with something unknown, on either side.
        ({**ALLOW, "Condition": {"StringEquals": {"AWS:requestedregion": f"${{{TAG}}}"}}},),
        ({**ALLOW, "Condition": {"StringEquals": {TAG: ["x", "${aws:RequestedRegion}"]}}},),
        # Further causes in another Region, or in another statement.
        (tagged("a"), tagged("b", "arn:aws:bedrock:us-west-2::*")),
        (tagged("a"), {**tagged("b", "arn:aws:bedrock:us-west-2::*"), "Effect": "Deny"}),
        (tagged("a", **{"aws:RequestedRegion": f"${{{TAG}}}"}),),
        # ARNs that nobody can read to the end.
        ({**ALLOW, "Resource": "arn:aws:bedr*"},),
        ({**ALLOW, "Resource": f"arn:aws:bedrock:${{{TAG}}}::*"},),
    ],
)
def test_other_statements_or_a_region_are_another_doubt(statements: tuple[Statement, ...]) -> None:
    east, west = both(policy(*statements))
    assert east.doubts
    assert west.doubts
    assert not east.hangs_alike(west)
    assert not west.hangs_alike(east)


def test_policies_of_one_name_are_told_apart() -> None:
    east, west = both(
        policy(tagged("a", "arn:aws:bedrock:us-east-1::*")), policy(tagged("a", "arn:aws:bedrock:us-west-2::*"))
    )
    assert (east.policy, west.policy) == ("p", "p")
    assert not east.hangs_alike(west)


def test_what_is_judged_hangs_on_nothing() -> None:
    allowed, denied = invoke(policy(ALLOW)), invoke(policy(DENY))
    assert allowed.doubts == ()
    assert not allowed.hangs_alike(allowed)
    assert not denied.hangs_alike(denied)
    assert not invoke(policy(tagged("a"))).hangs_alike(allowed)


def test_a_region_is_no_variable_in_a_policy_without_variables() -> None:
    literal = policy({**ALLOW, "Condition": {"StringEquals": {TAG: "${aws:RequestedRegion}"}}}, version="2008-10-17")
    east, west = both(literal)
    assert east.hangs_alike(west)
