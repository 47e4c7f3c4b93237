"""Which profiles hold a model, judged by the models' ARNs."""

from __future__ import annotations

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.guide.models import HAIKU, SONNET
from checkpoints.rules import profile as rules
from checkpoints.rules.profile import Profile
from tests.rules.fakes import ACCOUNT_ID, answered, denied, facts, identified, listed, profile
from tests.rules.worlds import HAIKU_ID, NEWER_ID, NEWEST_ID, SONNET_ID, US_SONNET, account

OLD_ID = "anthropic.claude-3-7-sonnet-20250219-v1:0"
NOBODY = answered("sts:GetCallerIdentity")


def test_profiles_are_told_with_what_they_route_to() -> None:
    (found,) = rules.listed(facts(account(inference_profiles=listed(profile(SONNET_ID, regions=["us-east-1", ""])))))
    assert found == Profile(
        US_SONNET,
        f"arn:aws:bedrock:us-east-1:{ACCOUNT_ID}:inference-profile/{US_SONNET}",
        (
            f"arn:aws:bedrock:us-east-1::foundation-model/{SONNET_ID}",
            f"arn:aws:bedrock:::foundation-model/{SONNET_ID}",
        ),
    )
    assert found.model_ids == {SONNET_ID}
    assert found.prefix == "us"


def test_nothing_is_listed_to_whoever_may_not_list() -> None:
    assert rules.listed(facts(account(inference_profiles=denied("bedrock:ListInferenceProfiles")))) == ()


def test_claude_is_told_by_the_models_and_not_by_names() -> None:
    misnamed = {**profile("amazon.nova-2-lite-v1:0"), "name": "US Anthropic Claude Sonnet 4", "id": US_SONNET}
    unnamed = {**profile(HAIKU_ID), "name": "Something else", "id": "us.something-else"}
    other = profile("notanthropic.claude-sonnet-4-20250514-v1:0")
    empty = {**profile(SONNET_ID), "models": []}
    found = rules.claude(facts(account(inference_profiles=listed(misnamed, unnamed, other, empty))))
    assert [each.id for each in found] == ["us.something-else"]


@pytest.mark.parametrize(
    ("prefixes", "held"),
    [
        (("us", "global"), "us"),
        (("global", "us"), "us"),
        (("global",), "global"),
        (("apac", "eu"), None),
        ((), None),
    ],
    ids=["us-first", "us-last", "global-only", "far-away", "none"],
)
def test_a_model_is_asked_through_the_guides_kind_of_profile(prefixes: tuple[str, ...], held: str | None) -> None:
    there = facts(account(inference_profiles=listed(*(profile(HAIKU_ID, prefix) for prefix in prefixes))))
    found = rules.holding(there, HAIKU_ID)
    assert (found.prefix if found else None) == held
    assert rules.is_missing(there, HAIKU_ID) is (held is None)
    assert rules.through(there, HAIKU_ID).id == f"{held or 'us'}.{HAIKU_ID}"


def test_a_profile_is_not_missing_to_whoever_may_not_list() -> None:
    there = facts(account(inference_profiles=denied("bedrock:ListInferenceProfiles")))
    assert not rules.is_missing(there, HAIKU_ID)
    assert rules.through(there, HAIKU_ID) == rules.assumed(HAIKU_ID, ACCOUNT_ID)


def test_newer_models_of_the_family_come_latest_first() -> None:
    ids = [SONNET_ID, NEWER_ID, OLD_ID, HAIKU_ID, NEWEST_ID, "anthropic.claude-sonnet-4-5-20250929-v1:0"]
    there = facts(account(inference_profiles=listed(*map(profile, ids), profile(NEWEST_ID, "global"))))
    assert rules.newer(there, SONNET) == (NEWEST_ID, NEWER_ID, "anthropic.claude-sonnet-4-5-20250929-v1:0")
    assert rules.newer(there, HAIKU) == ()


def test_a_newer_model_with_a_profile_of_another_place_does_not_count() -> None:
    assert rules.newer(facts(account(inference_profiles=listed(profile(NEWER_ID, "apac")))), SONNET) == ()


def test_the_profile_by_convention_routes_to_the_documented_regions() -> None:
    assert rules.assumed(HAIKU_ID, "*") == Profile(
        f"us.{HAIKU_ID}",
        f"arn:aws:bedrock:us-east-1:*:inference-profile/us.{HAIKU_ID}",
        tuple(
            f"arn:aws:bedrock:{region}::foundation-model/{HAIKU_ID}"
            for region in ("us-east-1", "us-east-2", "us-west-2")
        ),
    )


@pytest.mark.parametrize(
    ("identity", "profiles", "expected"),
    [
        (identified(), listed(), ACCOUNT_ID),
        (NOBODY, listed(profile(SONNET_ID)), ACCOUNT_ID),
        (NOBODY, listed(profile(NEWER_ID)), ACCOUNT_ID),
        (NOBODY, listed({**profile(SONNET_ID), "arn": "broken"}), "*"),
        (NOBODY, listed(), "*"),
    ],
    ids=["by-sts", "by-a-profile", "by-an-id-without-a-colon", "broken-arn", "by-nothing"],
)
def test_the_account_is_told_by_whatever_answer_tells_it(identity: Answer, profiles: Answer, expected: str) -> None:
    assert rules.account_id(facts(account(identity=identity, inference_profiles=profiles))) == expected
