"""Step 2 where policies can be read or simulated: judged by meaning, behind what behaviour has proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from checkpoints.facts.account import PrincipalPolicies
from checkpoints.facts.answer import Answer
from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules.finding import DenyingStatement, message
from tests.rules.fakes import (
    EDITION,
    FakeAccount,
    answered,
    denied,
    policies,
    throttled,
)
from tests.rules.messages import notes
from tests.rules.permission_cases import (
    ALLOW_ALL,
    FAMILIES,
    MODEL_ARN,
    ON_MODELS,
    PROFILE_ARN,
    attached,
    document,
    on_models,
    statement,
)
from tests.rules.worlds import (
    HAIKU_ID,
    PASSED,
    SONNET_ID,
    US_HAIKU,
    US_SONNET,
    account,
    blocked,
    failing,
    permitted,
    told,
    unverified,
)

Expected = tuple[str, str | None, tuple[str, ...]]


# -- policies that can be read

BOTH, REGIONS = (SONNET_ID, HAIKU_ID), EDITION.destinations
RIGHT: dict[str, tuple[Mapping[str, object], ...]] = {
    "the-guides": (WORKSHOP.policy.document,),
    "administrator": (ALLOW_ALL,),
    "power-user": (document({"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"}),),
    "action-wildcards": (document(statement(["bedrock:Invoke*", "bedrock:List*"])),),
    "letter-case": (document(statement(["BEDROCK:invokemodel*", "bedrock:LISTinferenceprofiles"], FAMILIES)),),
    "not-resource": (document({"Effect": "Allow", "Action": "bedrock:*", "NotResource": "arn:aws:bedrock:eu-*"}),),
    "split": (
        document(statement([INVOKE], FAMILIES)),
        document(statement([STREAM], FAMILIES)),
        document(statement([LIST], FAMILIES[:1])),
    ),
    "narrow": (
        document(
            statement([INVOKE, STREAM], [MODEL_ARN.format(region, each) for region in REGIONS for each in BOTH]),
            statement([INVOKE, STREAM], [f"{PROFILE_ARN}us.{each}" for each in BOTH]),
            statement([LIST], [f"{PROFILE_ARN}*"]),
        ),
    ),
    "only-through-the-profile": (
        document(
            statement([INVOKE, STREAM], [f"{PROFILE_ARN}us.{each}" for each in BOTH]),
            statement(
                [INVOKE, STREAM],
                ["arn:aws:bedrock:*::foundation-model/*"],
                Condition={"StringLike": {"bedrock:InferenceProfileArn": f"{PROFILE_ARN}us.*"}},
            ),
            statement([LIST]),
        ),
    ),
    "only-from-the-guides-region": (
        document(
            statement([LIST], Condition={"StringEquals": {"aws:RequestedRegion": "us-east-1"}}),
            statement([INVOKE, STREAM], FAMILIES[:1], Condition={"StringEquals": {"aws:RequestedRegion": "us-east-1"}}),
            statement([INVOKE, STREAM], FAMILIES[2:]),
        ),
    ),
    "by-tagged-user-name": (
        document(statement(["bedrock:*"], Condition={"StringEquals": {"aws:username": "attendee"}})),
    ),
}


@pytest.mark.parametrize("documents", RIGHT.values(), ids=RIGHT)
def test_policies_that_mean_the_same_are_right(documents: tuple[Mapping[str, object], ...]) -> None:
    there = account(policies=policies(*documents))
    found = attached(there)
    assert told(found) == PASSED
    assert found.detail.key == "policy.attached"
    assert found.detail.values["names"] == ", ".join(f"Policy{number}" for number, _ in enumerate(documents, 1))
    assert [each.source for each in found.evidence] == ["iam:GetPolicyVersion"]
    assert notes(found) == ["policy.narrow-later"]
    assert [note.key for note in found.guide_notes] == ["guide.get-inference-profile"]
    assert told(on_models(there)) == PASSED


ELSEWHERE_DENIED = statement(
    ["bedrock:*"], effect="Deny", Condition={"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}
)
NARROW_BOUNDARY = document(statement(["bedrock:*"], ["arn:aws:bedrock:us-east-1:*:*", "arn:aws:bedrock:us-east-2:*:*"]))
# A caller whose calls all came through, and policies that close a Region that they did not reach.
SHORT: dict[str, tuple[PrincipalPolicies, str, str, str, bool]] = {
    "one-region-missing": (
        policies(
            document(
                statement([INVOKE, STREAM, LIST], FAMILIES[:1]),
                statement([INVOKE, STREAM], ["arn:aws:bedrock:us-east-?::foundation-model/*"]),
            )
        ),
        "destination-region-denied",
        INVOKE,
        "us-west-2",
        False,
    ),
    "only-streaming-elsewhere": (
        policies(
            document(
                statement([INVOKE, STREAM, LIST], FAMILIES[:1]),
                statement([INVOKE], FAMILIES),
                statement([STREAM], ["arn:aws:bedrock:us-east-1::foundation-model/*"]),
            )
        ),
        "destination-region-denied",
        STREAM,
        "us-east-2",
        False,
    ),
    "denied-elsewhere": (
        policies(document(statement(["bedrock:*"]), ELSEWHERE_DENIED)),
        "explicit-deny",
        INVOKE,
        "us-east-2",
        True,
    ),
    "boundary-elsewhere": (
        policies(ALLOW_ALL, boundary=NARROW_BOUNDARY),
        "permissions-boundary",
        INVOKE,
        "us-west-2",
        True,
    ),
}


@pytest.mark.parametrize(("held", "cause", "action", "region", "is_attached"), SHORT.values(), ids=SHORT)
def test_a_region_that_no_call_reached_is_judged_by_the_policies(
    held: PrincipalPolicies, cause: str, action: str, region: str, is_attached: bool
) -> None:
    there = account(policies=held)
    found = on_models(there)
    assert told(found) == failing(cause)
    assert (found.values["action"].split(", ")[0], found.values["region"].split(", ")[0]) == (action, region)
    assert f":{region}:" in found.values["resource"]
    assert [each.shows.key for each in found.evidence] == ["policy.evaluated"]
    assert told(attached(there)) == (PASSED if is_attached else blocked(cause, ON_MODELS))


def test_an_unknown_boundary_does_not_undo_what_was_proven() -> None:
    there = account(policies=policies(WORKSHOP.policy.document, boundary_known=False))
    assert told(on_models(there)) == PASSED
    assert told(attached(there)) == PASSED


def test_half_a_picture_is_no_picture() -> None:
    there = account(policies=policies(document(statement([INVOKE], FAMILIES)), complete=False))
    assert told(on_models(there)) == PASSED
    assert attached(there).detail.key == "policy.by-effect"


def denied_to_a_team(resource: str) -> Mapping[str, object]:
    """A Deny of which nobody can tell whether it holds for the caller."""
    asks = {"StringEquals": {"aws:PrincipalTag/team": "a"}}
    denial: Mapping[str, object] = statement(["bedrock:*"], [resource], effect="Deny", Condition=asks)
    return denial


UNREADABLE: tuple[Mapping[str, object], ...] = ({"unreadable": "{"},)


@pytest.mark.parametrize(
    "documents",
    [
        UNREADABLE,
        (document(statement(["bedrock:*"], Condition={"StringEquals": {"aws:PrincipalTag/team": "a"}})),),
        (document(statement(["bedrock:*"], Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})),),
    ],
    ids=["unreadable", "tag", "address"],
)
def test_what_cannot_be_judged_anywhere_was_judged_by_aws(documents: tuple[Mapping[str, object], ...]) -> None:
    there = account(policies=policies(*documents))
    assert told(on_models(there)) == PASSED
    assert attached(there).detail.key == "policy.by-effect"
    assert told(attached(there)) == PASSED


def test_a_model_that_cannot_be_judged_anywhere_was_judged_by_aws_whatever_the_other() -> None:
    held = document(statement(["bedrock:*"]), denied_to_a_team(MODEL_ARN.format("*", SONNET_ID)))
    assert told(on_models(account(policies=policies(held)))) == PASSED


def test_a_region_that_cannot_be_judged_while_others_can_is_unverified() -> None:
    doubtful = denied_to_a_team(MODEL_ARN.format("us-west-2", "*"))
    there = account(policies=policies(document(statement(["bedrock:*"]), doubtful)))
    found = on_models(there)
    assert told(found) == unverified("not-permitted-to-look")
    assert found.values["resource"] == MODEL_ARN.format("us-west-2", SONNET_ID)
    assert told(attached(there)) == PASSED


def test_regions_that_hang_on_different_things_are_unverified() -> None:
    keys = {"us-east-1": "aws:PrincipalTag/team", "us-east-2": "aws:SourceIp", "us-west-2": "aws:PrincipalTag/team"}
    denials = [
        statement(["bedrock:*"], [MODEL_ARN.format(region, "*")], effect="Deny", Condition={"StringEquals": {key: "a"}})
        for region, key in keys.items()
    ]
    there = account(policies=policies(document(statement(["bedrock:*"]), *denials)))
    assert told(on_models(there)) == unverified("not-permitted-to-look")
    # One condition in different statements: what holds for one of them may be another's luck.
    same = [{**each, "Condition": denials[0]["Condition"]} for each in denials]
    alike = account(policies=policies(document(statement(["bedrock:*"]), *same)))
    assert told(on_models(alike)) == unverified("not-permitted-to-look")


def test_a_condition_that_hangs_on_the_region_proves_nothing_of_other_regions() -> None:
    own_region = {"StringEquals": {"aws:RequestedRegion": "${aws:PrincipalTag/region}"}}
    there = account(policies=policies(document(statement(["bedrock:*"], Condition=own_region))))
    assert told(on_models(there)) == unverified("not-permitted-to-look")


# -- where behaviour contradicts what the policies seem to say

MISJUDGED: dict[str, Mapping[str, object]] = {
    "models-nowhere": document(statement([INVOKE, STREAM, LIST], FAMILIES[:1])),
    "streaming-nowhere": document(statement([INVOKE, LIST]), statement([STREAM], FAMILIES[:1])),
    "nothing-at-all": document(statement(["s3:*"])),
    "everything-denied": document(statement(["*"]), statement(["*"], effect="Deny")),
    "only-listing-denied": document(statement(["*"]), statement([LIST], effect="Deny")),
}


@pytest.mark.parametrize("held", MISJUDGED.values(), ids=MISJUDGED)
def test_what_aws_did_is_never_told_as_denied(held: Mapping[str, object]) -> None:
    there = account(policies=policies(held))
    assert told(on_models(there)) == PASSED
    assert told(attached(there)) == PASSED


def test_a_statement_that_behaviour_contradicts_is_not_believed_for_other_regions_either() -> None:
    wrong = statement(["bedrock:*"], [f"{PROFILE_ARN}*", MODEL_ARN.format("us-west-2", "*")], effect="Deny")
    there = account(policies=policies(document(statement(["bedrock:*"]), wrong)))
    assert told(on_models(there)) == unverified("not-permitted-to-look")
    right = statement(["bedrock:*"], [MODEL_ARN.format("us-west-2", "*")], effect="Deny", Sid="West")
    found = on_models(account(policies=policies(document(statement(["bedrock:*"]), right))))
    assert told(found) == failing("explicit-deny")
    assert found.denied_by == DenyingStatement("Policy1", "West")


ALL_MODELS = [MODEL_ARN.format("*", "*")]
ON_STREAMS_TOO = {
    "no-statement-allows-either": (document(statement([LIST])), failing("streaming-not-allowed")),
    "one-statement-denies-both":
        (
            document(statement(["bedrock:*"]), statement([INVOKE, STREAM], ALL_MODELS, effect="Deny")),
            unverified("throttled"),
        ),
}  # fmt: skip


@pytest.mark.parametrize(("held", "expected"), ON_STREAMS_TOO.values(), ids=ON_STREAMS_TOO)
def test_a_call_that_comes_through_contradicts_its_statement_for_other_actions_and_a_gap_for_its_own(
    held: Mapping[str, object], expected: Expected
) -> None:
    silent = permitted({(STREAM, profile): throttled(STREAM) for profile in (US_SONNET, US_HAIKU)})
    assert told(on_models(account(policies=policies(held), permission_of=silent))) == expected


def test_everything_that_is_missing_is_named_once() -> None:
    here_alone = document(statement([INVOKE, STREAM, LIST], ["arn:aws:bedrock:us-east-1:*:*"]))
    found = on_models(account(policies=policies(here_alone)))
    assert told(found) == failing("destination-region-denied")
    assert found.values["action"] == f"{INVOKE}, {STREAM}"
    assert found.values["region"] == "us-east-2, us-west-2"
    assert found.values["resource"].split(", ") == [
        f"arn:aws:bedrock:{region}::foundation-model/{model_id}"
        for model_id in (SONNET_ID, HAIKU_ID)
        for region in ("us-east-2", "us-west-2")
    ]


# -- IAM's simulator


def simulated(*lacked: str, guards: tuple[str, ...] = (), **by_region: str) -> FakeAccount:
    """An account whose policies may not be read, and whose simulator allows all but what is named by Region."""

    def decide(action: str, context: Mapping[str, tuple[str, ...]]) -> Answer:
        decision = by_region.get(context["aws:RequestedRegion"][0].replace("-", "_"), "allowed")
        each = {"action": action, "resource": "*", "decision": decision, "lacked": [*lacked]}
        each["guards"] = [*guards] if decision != "allowed" else []
        return answered("iam:SimulatePrincipalPolicy", decisions=[each])

    return account(simulated=decide)


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (simulated(), PASSED),
        (simulated(us_west_2="implicitDeny"), failing("destination-region-denied")),
        (simulated(us_west_2="explicitDeny"), failing("explicit-deny")),
        (simulated(us_east_1="implicitDeny", us_east_2="implicitDeny"), failing("policy-incomplete")),
        (simulated(us_west_2="somethingNew"), unverified("not-permitted-to-look")),
        (simulated(guards=("service control policy",), us_west_2="explicitDeny"), failing("scp-deny")),
        (simulated(guards=("permissions boundary",), us_west_2="implicitDeny"), failing("permissions-boundary")),
        (simulated("aws:SourceIp", us_west_2="implicitDeny"), PASSED),
        (simulated("aws:CalledViaLast", us_west_2="implicitDeny"), failing("destination-region-denied")),
    ],
    ids=[
        "allowed",
        "closed-elsewhere",
        "denied-elsewhere",
        "closed-here",
        "unknown-elsewhere",
        "kept-out-by-the-organization",
        "kept-out-by-a-boundary",
        "without-what-a-condition-asks-for",
        "without-what-no-request-has",
    ],
)
def test_the_simulator_is_heard_where_policies_may_not_be_read(there: FakeAccount, expected: Expected) -> None:
    assert told(on_models(there)) == expected


WEST = [MODEL_ARN.format("us-west-2", "*")]
NOT_WEST = [f"{PROFILE_ARN}*", *(MODEL_ARN.format(region, "*") for region in ("us-east-1", "us-east-2"))]
OF_MODELS = (INVOKE, STREAM)
GUIDES = WORKSHOP.policy.document
CLOSED = document(statement(["bedrock:*"]), statement(["bedrock:*"], WEST, effect="Deny"))
DOUBTFUL = document(
    statement(OF_MODELS, NOT_WEST),
    statement([LIST]),
    statement(OF_MODELS, WEST, Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}),
)
ORGANIZATION, BOUNDARY = ("service control policy",), ("permissions boundary",)
TOGETHER: dict[str, tuple[Mapping[str, object], FakeAccount, Expected]] = {
    "both-allow": (GUIDES, simulated(), PASSED),
    "a-policy-denies": (CLOSED, simulated(), failing("explicit-deny")),
    "the-simulator-denies":
        (GUIDES, simulated(guards=BOUNDARY, us_west_2="implicitDeny"), failing("permissions-boundary")),
    "the-organization-before-a-policy":
        (CLOSED, simulated(guards=ORGANIZATION, us_west_2="explicitDeny"), failing("scp-deny")),
    "a-policy-before-a-boundary":
        (CLOSED, simulated(guards=BOUNDARY, us_west_2="implicitDeny"), failing("explicit-deny")),
    "the-simulator-knows-more": (DOUBTFUL, simulated(), PASSED),
    "the-policies-know-more": (GUIDES, simulated(us_west_2="somethingNew"), PASSED),
    "neither-knows": (DOUBTFUL, simulated(us_west_2="somethingNew"), unverified("not-permitted-to-look")),
    "a-doubt-of-the-policies-is-denied":
        (DOUBTFUL, simulated(us_west_2="implicitDeny"), failing("destination-region-denied")),
}  # fmt: skip


@pytest.mark.parametrize(("document", "there", "expected"), TOGETHER.values(), ids=TOGETHER)
def test_policies_and_simulator_together_deny_what_either_denies_and_know_what_either_knows(
    document: Mapping[str, object], there: FakeAccount, expected: Expected
) -> None:
    assert told(on_models(replace(there, policies=policies(document)))) == expected


def test_what_is_denied_here_is_told_of_this_region_alone() -> None:
    found = on_models(simulated(us_east_1="implicitDeny", us_east_2="implicitDeny"))
    assert (told(found), found.values["region"]) == (failing("policy-incomplete"), "us-east-1")


def test_the_simulator_answers_for_each_action() -> None:
    def decide(action: str, context: Mapping[str, tuple[str, ...]]) -> Answer:
        is_closed = action == STREAM and context["aws:RequestedRegion"] == ("us-west-2",)
        decision = "implicitDeny" if is_closed else "allowed"
        each: dict[str, object] = {"action": action, "decision": decision, "lacked": [], "guards": []}
        return answered("iam:SimulatePrincipalPolicy", decisions=[each])

    found = on_models(account(simulated=decide))
    assert told(found) == failing("destination-region-denied")
    assert (found.values["action"], found.values["region"]) == (STREAM, "us-west-2")


def test_the_simulator_never_turns_a_proven_denial_green() -> None:
    proven = denied(INVOKE, MODEL_ARN.format("us-west-2", HAIKU_ID))
    there = replace(simulated(), permission_of=permitted({(INVOKE, US_HAIKU): proven}))
    assert told(on_models(there)) == failing("destination-region-denied")


def test_an_answer_of_the_simulator_is_told_as_such() -> None:
    (shown,) = on_models(simulated(us_west_2="implicitDeny")).evidence
    assert (shown.source, shown.shows) == ("iam:SimulatePrincipalPolicy", message("policy.simulated"))


ALLOWED = {"action": INVOKE, "decision": "allowed", "lacked": [], "guards": []}


@pytest.mark.parametrize("decisions", [[], [ALLOWED, ALLOWED]], ids=["none", "two"])
def test_an_odd_answer_of_the_simulator_says_nothing(decisions: list[dict[str, object]]) -> None:
    there = account(simulated=answered("iam:SimulatePrincipalPolicy", decisions=decisions))
    assert told(on_models(there)) == PASSED


# -- a policy that was meant


ELSEWHERE = ["arn:aws:bedrock:eu-west-1:*:*"]
SPEAKING = {
    "list": (statement(["s3:*", "bedrock:InvokeModel"], ELSEWHERE), True),
    "string": ({"Effect": "Allow", "Action": "bedrock:*", "Resource": ELSEWHERE}, True),
    "every-service": (statement(["*"], ELSEWHERE), True),
    "every-service-in-full": (statement(["*:*"], ELSEWHERE), True),
    "wrong-prefix": (statement(["bedrock-runtime:InvokeModel"]), True),
    "letter-case": (statement(["Bedrock:InvokeModel"]), True),
    "all-but": ({"Effect": "Allow", "NotAction": ["iam:*"], "Resource": ELSEWHERE}, True),
    "deny": (statement(["bedrock:*"], effect="Deny"), False),
    "other": (statement(["s3:*"]), False),
}


@pytest.mark.parametrize("written", [list, dict], ids=["listed", "alone"])
@pytest.mark.parametrize(("spoken", "speaks"), SPEAKING.values(), ids=SPEAKING)
def test_a_policy_was_meant_for_bedrock_when_an_allow_names_it(
    spoken: dict[str, object], speaks: bool, written: type
) -> None:
    held = {"Version": "2012-10-17", "Statement": [spoken] if written is list else spoken}
    found = attached(FakeAccount(policies=policies(held)))
    assert told(found) == failing("policy-incomplete" if speaks else "policy-not-attached")
