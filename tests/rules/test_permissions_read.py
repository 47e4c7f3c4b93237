"""Step 2 where policies can be read: judged by meaning, behind what behaviour has proven."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from checkpoints.facts.account import PrincipalPolicies
from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.rules.finding import DenyingStatement
from tests.rules.fakes import EDITION, FakeAccount, policies, throttled
from tests.rules.messages import everything, notes
from tests.rules.permission_cases import (
    ALLOW_ALL,
    FAMILIES,
    GUIDES,
    MODEL_ARN,
    ON_MODELS,
    PROFILE_ARN,
    attached,
    deny,
    document,
    on_models,
    statement,
)
from tests.rules.worlds import HAIKU_ID, SONNET_ID, US_HAIKU, US_SONNET, account, told

Document = Mapping[str, object]
MODELS = (SONNET_ID, HAIKU_ID)
EVERYTHING = statement(["bedrock:*"])
CALLING = (INVOKE, STREAM)
OUR_PROFILES = [f"{PROFILE_ARN}us.{each}" for each in MODELS]
HERE = {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}
TEAM = {"StringEquals": {"aws:PrincipalTag/team": "a"}}  # nobody knows the caller's tags


def holding(*statements: Document, **more: Any) -> FakeAccount:
    """An account in which every call comes through, and whose policy has these statements."""
    return account(policies=policies(document(*statements)), **more)


RIGHT: dict[str, tuple[Document, ...]] = {
    "the-guides": (GUIDES,),
    "administrator": (ALLOW_ALL,),
    "power-user": (document({"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"}),),
    "action-wildcards": (document(statement(["bedrock:Invoke*", "bedrock:List*"])),),
    "letter-case": (document(statement(["BEDROCK:invokemodel*", "bedrock:LISTinferenceprofiles"], FAMILIES)),),
    "not-resource": (document({"Effect": "Allow", "Action": "bedrock:*", "NotResource": "arn:aws:bedrock:eu-*"}),),
    "by-user-name": (document(statement(["bedrock:*"], Condition={"StringEquals": {"aws:username": "attendee"}})),),
    "split": tuple(document(statement([each], FAMILIES)) for each in (INVOKE, STREAM, LIST)),
    "narrow": (
        document(
            statement(CALLING, [MODEL_ARN.format(region, each) for region in EDITION.destinations for each in MODELS]),
            statement(CALLING, OUR_PROFILES),
            statement([LIST], [f"{PROFILE_ARN}*"]),
        ),
    ),
    "only-through-the-profile": (
        document(
            statement(CALLING, OUR_PROFILES),
            statement(
                CALLING,
                ["arn:aws:bedrock:*::foundation-model/*"],
                Condition={"StringLike": {"bedrock:InferenceProfileArn": f"{PROFILE_ARN}us.*"}},
            ),
            statement([LIST]),
        ),
    ),
    "only-from-the-guides-region": (
        document(
            statement([LIST], Condition=HERE),
            statement(CALLING, FAMILIES[:1], Condition=HERE),
            statement(CALLING, FAMILIES[2:]),
        ),
    ),
}


@pytest.mark.parametrize("documents", RIGHT.values(), ids=RIGHT)
def test_policies_that_mean_the_same_are_right(documents: tuple[Document, ...]) -> None:
    there = account(policies=policies(*documents))
    found = attached(there)
    assert (told(found), found.detail.key) == ("passed", "policy.attached")
    assert found.detail.values["names"] == ", ".join(f"Policy{number}" for number, _ in enumerate(documents, 1))
    assert [each.source for each in found.evidence] == ["iam:GetPolicyVersion"]
    assert notes(found) == ["policy.narrow-later"]
    assert [note.key for note in found.guide_notes] == ["guide.get-inference-profile"]
    assert told(on_models(there)) == "passed"


def test_policies_that_grant_without_naming_bedrock_are_not_named() -> None:
    found = attached(holding(statement(["b*:*"])))
    assert (told(found), found.detail.values["names"]) == ("passed", "-")


ELSEWHERE_DENIED = deny(["bedrock:*"], Condition={"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}})
NARROW_BOUNDARY = document(statement(["bedrock:*"], ["arn:aws:bedrock:us-east-1:*:*", "arn:aws:bedrock:us-east-2:*:*"]))
LISTING_AND_PROFILES = statement([INVOKE, STREAM, LIST], FAMILIES[:1])
WITHOUT_ONE_REGION = document(
    LISTING_AND_PROFILES, statement(CALLING, ["arn:aws:bedrock:us-east-?::foundation-model/*"])
)
STREAMING_HERE = document(
    LISTING_AND_PROFILES,
    statement([INVOKE], FAMILIES),
    statement([STREAM], ["arn:aws:bedrock:us-east-1::foundation-model/*"]),
)
# Policies that close a Region that no call reached: the cause, what is denied first and where, and the attachment.
SHORT = [
    (policies(WITHOUT_ONE_REGION), "destination-region-denied", INVOKE, "us-west-2", False),
    (policies(STREAMING_HERE), "destination-region-denied", STREAM, "us-east-2", False),
    (policies(document(EVERYTHING, ELSEWHERE_DENIED)), "explicit-deny", INVOKE, "us-east-2", True),
    (policies(ALLOW_ALL, boundary=NARROW_BOUNDARY), "permissions-boundary", INVOKE, "us-west-2", True),
]


@pytest.mark.parametrize(
    ("held", "cause", "action", "region", "is_attached"),
    SHORT,
    ids=["one-region-missing", "only-streaming-elsewhere", "denied-elsewhere", "boundary-elsewhere"],
)
def test_a_region_that_no_call_reached_is_judged_by_the_policies(
    held: PrincipalPolicies, cause: str, action: str, region: str, is_attached: bool
) -> None:
    there = account(policies=held)
    found = on_models(there)
    assert told(found) == f"failed: {cause}"
    assert (found.values["action"].split(", ")[0], found.values["region"].split(", ")[0]) == (action, region)
    assert f":{region}:" in found.values["resource"]
    assert [each.shows.key for each in found.evidence] == ["policy.evaluated"]
    assert told(attached(there)) == ("passed" if is_attached else f"blocked by {ON_MODELS}: {cause}")


UNJUDGED = {
    "half-read": policies(document(statement([INVOKE], FAMILIES)), complete=False),
    "unreadable": policies({"unreadable": "{"}),
    "by-a-tag": policies(document(statement(["bedrock:*"], Condition=TEAM))),
    "by-an-address": policies(
        document(statement(["bedrock:*"], Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}))
    ),
}


@pytest.mark.parametrize("held", UNJUDGED.values(), ids=UNJUDGED)
def test_what_cannot_be_judged_anywhere_was_judged_by_aws(held: PrincipalPolicies) -> None:
    there = account(policies=held)
    assert [told(on_models(there)), told(attached(there))] == ["passed", "passed"]
    assert attached(there).detail.key == "policy.by-effect"


def test_a_region_that_cannot_be_judged_while_others_can_is_unverified() -> None:
    there = holding(EVERYTHING, deny(["bedrock:*"], [MODEL_ARN.format("us-west-2", "*")], Condition=TEAM))
    found = on_models(there)
    assert told(found) == "unverified: not-permitted-to-look"
    assert found.values["resource"] == MODEL_ARN.format("us-west-2", SONNET_ID)
    assert "Ask the account administrator whether the policies of user/attendee" in everything(found)
    assert told(attached(there)) == "passed"


TAG, ADDRESS = "aws:PrincipalTag/team", "aws:SourceIp"


def hanging(*keys: str) -> FakeAccount:
    """An account whose Regions are each denied under a condition on a key that nobody knows."""
    regions = zip(EDITION.destinations, keys, strict=True)
    return holding(
        EVERYTHING,
        *(deny(["bedrock:*"], [_model(region)], Condition={"StringEquals": {key: "a"}}) for region, key in regions),
    )


def _model(region: str) -> str:
    return MODEL_ARN.format(region, "*")


OF_TAG = {"StringEquals": {"aws:RequestedRegion": "${aws:PrincipalTag/region}"}}
DOUBTFUL = {
    "two-conditions": hanging(TAG, ADDRESS, TAG),
    "one-condition-in-three-statements": hanging(TAG, TAG, TAG),
    "a-condition-on-the-region": holding(statement(["bedrock:*"], Condition=OF_TAG)),
    "a-condition-that-nobody-can-read": holding(
        EVERYTHING, deny(["bedrock:*"], [f"{PROFILE_ARN}*", _model("us-west-2")], Condition="{")
    ),
    "a-statement-that-behaviour-contradicts": holding(
        EVERYTHING, deny(["bedrock:*"], [f"{PROFILE_ARN}*", _model("us-west-2")])
    ),
}


@pytest.mark.parametrize("there", DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_proves_nothing_of_other_regions_leaves_them_unverified(there: FakeAccount) -> None:
    assert told(on_models(there)) == "unverified: not-permitted-to-look"


CALLED_AND_WEST = [f"{PROFILE_ARN}*", MODEL_ARN.format("us-west-2", "*")]


@pytest.mark.parametrize(
    ("key", "expected"),
    [(TAG, "passed"), (ADDRESS, "passed"), ("aws:ResourceTag/team", "unverified: not-permitted-to-look")],
)
def test_a_condition_of_the_session_that_let_the_profile_through_lets_every_region_through(
    key: str, expected: str
) -> None:
    there = holding(EVERYTHING, deny(["bedrock:*"], CALLED_AND_WEST, Condition={"StringEquals": {key: "a"}}))
    assert told(on_models(there)) == expected


# -- where behaviour contradicts what the policies seem to say

MISJUDGED: dict[str, FakeAccount] = {
    "models-nowhere": holding(LISTING_AND_PROFILES),
    "streaming-nowhere": holding(statement([INVOKE, LIST]), statement([STREAM], FAMILIES[:1])),
    "nothing-at-all": holding(statement(["s3:*"])),
    "everything-denied": holding(statement(["*"]), deny(["*"])),
    "only-listing-denied": holding(statement(["*"]), deny([LIST])),
    "a-boundary-that-nobody-knows": account(policies=policies(GUIDES, boundary_known=False)),
    "one-model-that-cannot-be-judged": holding(
        EVERYTHING, deny(["bedrock:*"], [MODEL_ARN.format("*", SONNET_ID)], Condition=TEAM)
    ),
}


@pytest.mark.parametrize("there", MISJUDGED.values(), ids=MISJUDGED)
def test_what_aws_did_is_never_told_as_denied(there: FakeAccount) -> None:
    assert [told(on_models(there)), told(attached(there))] == ["passed", "passed"]


@pytest.mark.parametrize("others", [(), (deny(CALLING, [f"{PROFILE_ARN}*"], Sid="Called"),)], ids=["alone", "beside"])
def test_a_statement_that_no_behaviour_contradicts_is_believed(others: tuple[Document, ...]) -> None:
    """Others of its policy may be contradicted."""
    found = on_models(holding(EVERYTHING, *others, deny(["bedrock:*"], [_model("us-west-2")], Sid="West")))
    assert told(found) == "failed: explicit-deny"
    assert found.denied_by == DenyingStatement("Policy1", "West")


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([statement([LIST])], "failed: streaming-not-allowed"),
        ([EVERYTHING, deny(CALLING, [MODEL_ARN.format("*", "*")])], "unverified: throttled"),
    ],
    ids=["no-statement-allows-either", "one-statement-denies-both"],
)
def test_a_call_that_comes_through_contradicts_its_statement_for_other_actions_and_a_gap_for_its_own(
    statements: list[Document], expected: str
) -> None:
    there = holding(*statements, free={(STREAM, US_SONNET): throttled, (STREAM, US_HAIKU): throttled})
    assert told(on_models(there)) == expected


def test_everything_that_is_missing_is_named_once() -> None:
    found = on_models(holding(statement([INVOKE, STREAM, LIST], ["arn:aws:bedrock:us-east-1:*:*"])))
    assert told(found) == "failed: destination-region-denied"
    assert found.values["action"] == f"{INVOKE}, {STREAM}"
    assert found.values["region"] == "us-east-2, us-west-2"
    assert found.values["resource"].split(", ") == [
        MODEL_ARN.format(region, model_id) for model_id in MODELS for region in ("us-east-2", "us-west-2")
    ]
