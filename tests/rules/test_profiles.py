"""step4.profiles-listed and step4.model-profiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.credentials import Credentials
from checkpoints.facts.key_pair import KeyPair, Part
from checkpoints.guide.policy import LIST
from checkpoints.guide.vocabulary import CredentialSource, Invoke
from checkpoints.rules import step1, step3, step4
from checkpoints.rules.finding import message
from tests.rules import words
from tests.rules.fakes import (
    HAIKU,
    NOW,
    SONNET,
    FakeAccount,
    Reply,
    answered,
    denied,
    facts,
    faulty,
    listed,
    profile,
    refused,
    slow,
    throttled,
    timed_out,
    unreachable,
)
from tests.rules.worlds import (
    HAIKU_ID,
    NEWER_ID,
    NOVA_ID,
    OPEN,
    SONNET_ID,
    US_HAIKU,
    US_SONNET,
    account,
    both,
    grouped,
    lifecycle,
    malformed,
    spoke,
    told,
)

NOVA = profile(NOVA_ID)
NEWER_HAIKU = "anthropic.claude-haiku-5"
CLAUDE_IN_NAME = {**NOVA, "name": "US Claude Sonnet 4", "id": US_SONNET}
HAIKU_IN_NAME = {**NOVA, "id": US_HAIKU, "name": f"US Anthropic {HAIKU.name}"}
UNNAMED = {**profile(HAIKU_ID), "name": "Something else", "id": "us.something-else"}
LISTED, MISSING = "step4.profiles-listed", "failed: model-profile-missing"
RETIRED = "blocked by step1.sonnet-access: model-retired"
ENDED = {SONNET_ID: lifecycle("LEGACY", NOW)}


def listed_beside_unreadable(*profiles: Mapping[str, Any]) -> Answer:
    """Bedrock lists these inference profiles, and one whose values are of other types than its own."""
    return answered(LIST, profiles=list(profiles), unreadable=1)


# What is answered to the listing, by what the list comes to, and what the two models' profiles come to.
LISTS: dict[tuple[str, str], dict[str, Reply | list[str]]] = {
    ("passed", "passed"): {
        "both": [SONNET_ID, HAIKU_ID],
        "both-global": listed(profile(SONNET_ID, "global"), profile(HAIKU_ID, "global")),
        "on-many-pages": [*[NOVA_ID] * 120, SONNET_ID, *[NOVA_ID] * 80, HAIKU_ID],
        "haiku-unnamed": listed(profile(SONNET_ID), UNNAMED),
    },
    ("passed", MISSING): {
        "haiku-missing": [SONNET_ID],
        "haiku-far-away": listed(profile(SONNET_ID), profile(HAIKU_ID, "apac")),
        "a-newer-haiku-only": [SONNET_ID, NEWER_HAIKU],
        "haiku-in-name-only": listed(profile(SONNET_ID), HAIKU_IN_NAME),
    },
    ("failed: no-claude-profiles", f"blocked by {LISTED}: no-claude-profiles"): {
        "no-claude": [NOVA_ID],
        "claude-in-name-only": listed(CLAUDE_IN_NAME, profile(f"not{SONNET_ID}")),
    },
    ("failed: no-profiles", f"blocked by {LISTED}: no-profiles"): {"empty": []},
    ("failed: timeout", f"blocked by {LISTED}: timeout"): {"silent": timed_out},
    ("failed: endpoint-unreachable", f"blocked by {LISTED}: endpoint-unreachable"): {
        "unreachable": unreachable,
        "not-sent": Answer(LIST, Outcome.NOT_SENT, code="ValueError", message="bad"),
    },
    ("failed: operation-not-allowed", f"blocked by {LISTED}: operation-not-allowed"): {
        "refused-by-the-account": ("ValidationException", "Operation not allowed", 400)
    },
    ("failed", f"blocked by {LISTED}"): {
        "malformed": ("ValidationException", "typeEquals: bad field", 400),
        "unknown": words.NEW_CODE,
    },
    ("unverified: throttled", "unverified: throttled"): {"throttled": throttled},
    ("unverified: timeout", "unverified: timeout"): {"slow": slow},
    ("unverified: service-error", "unverified: service-error"): {
        "fault": faulty,
        "foreign-answer": ("MalformedAnswer", "nothing listed", 200),
        "one-unreadable-and-no-claude": listed_beside_unreadable(profile(NOVA_ID)),
    },
    ("passed", "unverified: service-error"): {
        "one-unreadable-and-no-haiku": listed_beside_unreadable(profile(SONNET_ID)),
    },
    ("blocked by step2.model-permissions: policy-incomplete",) * 2: {"denied": denied},
    ("blocked by step2.model-permissions: scp-deny",) * 2: {
        "denied-by-an-organization": denied(LIST, why="with an explicit deny in a service control policy")
    },
}


@pytest.mark.parametrize(("answer", "ending"), grouped(LISTS))
def test_profiles_of_claude_and_of_both_models_are_looked_for(
    answer: Reply | list[str], ending: tuple[str, str]
) -> None:
    looked = facts(account(listing=answer))
    found = (step4.judge_profiles_listed(looked), step4.judge_model_profiles(looked))
    assert tuple(map(told, found)) == ending
    assert [each.check for each in found] == [LISTED, "step4.model-profiles"]


def test_each_model_is_shown_with_its_profile() -> None:
    found = step4.judge_model_profiles(facts(account()))
    assert found.detail == message("profiles.both")
    assert [(each.source, each.shows.values["id"]) for each in found.evidence] == [(LIST, US_SONNET), (LIST, US_HAIKU)]
    assert found.guide_notes == ()


def test_each_profile_that_stands_in_is_a_note_for_the_facilitator() -> None:
    us_newer, us_newer_haiku = f"us.{NEWER_ID}", f"us.{NEWER_HAIKU}"
    replies = {**both(words.RETIRED), us_newer: malformed, us_newer_haiku: malformed}
    there = account(replies, {us_newer: spoke, us_newer_haiku: spoke}, [NEWER_ID, NEWER_HAIKU])
    found = step4.judge_model_profiles(facts(there))
    assert told(found) == "passed"
    assert found.guide_notes == (
        message("guide.model-aged", model=SONNET.name, newer=NEWER_ID),
        message("guide.model-aged", model=HAIKU.name, newer=NEWER_HAIKU),
    )


def test_the_model_that_is_missing_is_named_beside_the_list() -> None:
    found = step4.judge_model_profiles(facts(account(listing=listed(profile(HAIKU_ID), NOVA))))
    assert found.detail.values == {"model": SONNET.name, "model_id": SONNET_ID, "region": "us-east-1"}
    assert [each.shows for each in found.evidence] == [message("profiles.shown", count=2, claude=1, ids=US_HAIKU)]


def test_what_was_listed_is_counted_and_shown_as_far_as_a_line_holds() -> None:
    many = [profile(f"anthropic.claude-sonnet-{major}") for major in range(4, 12)]
    found = step4.judge_profiles_listed(facts(account(listing=listed(NOVA, *many))))
    assert found.detail == message("profiles.listed", claude=8, region="us-east-1")
    shown = ", ".join(f"us.anthropic.claude-sonnet-{major}" for major in range(4, 10))
    assert found.evidence[0].shows == message("profiles.shown", count=9, claude=8, ids=shown)
    without = step4.judge_profiles_listed(facts(account(listing=[NOVA_ID])))
    assert without.evidence[0].shows == message("profiles.shown", count=1, claude=0, ids="-")


UNLISTED: dict[str, dict[str, FakeAccount]] = {
    # Its own failure, whatever else is wrong,
    MISSING: {
        "iam-denies": account({US_HAIKU: denied}, listing=[SONNET_ID]),
        "account-refuses": account({US_HAIKU: words.NO_ACCESS}, listing=[SONNET_ID]),
        "gates-open": account(gates=OPEN, listing=[SONNET_ID]),
    },
    # or the model's that it went with.
    RETIRED: {
        "told-by-its-life-cycle": account({US_SONNET: words.NOT_HERE}, life=ENDED, listing=[HAIKU_ID]),
        "told-by-a-refusal": account({US_SONNET: words.RETIRED}, listing=[HAIKU_ID]),
    },
}


@pytest.mark.parametrize(("there", "expected"), grouped(UNLISTED))
def test_a_missing_profile_fails_here_unless_its_model_is_gone(there: FakeAccount, expected: str) -> None:
    assert told(step4.judge_model_profiles(facts(there))) == expected


@pytest.mark.parametrize(
    ("prefixes", "held"),
    [(("us", "global"), "us"), (("global", "us"), "us"), (("global",), "global"), (("apac", "eu"), "us"), ((), "us")],
    ids=["us-first", "us-last", "global-only", "far-away", "by-convention"],
)
def test_a_model_is_called_through_the_guides_kind_of_profile(prefixes: tuple[str, ...], held: str) -> None:
    shown = listed(profile(SONNET_ID), *(profile(HAIKU_ID, each) for each in prefixes))
    there = account({f"global.{HAIKU_ID}": malformed}, listing=shown)
    step1.judge_haiku_access(facts(there, invoke=Invoke.ALWAYS))
    assert {each for each in there.asked_generation if HAIKU_ID in each} == {f"{held}.{HAIKU_ID}"}


def test_no_model_is_called_for_profiles_that_are_listed() -> None:
    there = account()
    step4.judge_model_profiles(facts(there, invoke=Invoke.ALWAYS))
    assert there.asked_generation == []


def test_where_aws_lists_profiles_it_has_taken_the_credentials_whatever_sts_says() -> None:
    there = facts(account(identity=refused("sts:GetCallerIdentity", "InvalidClientTokenId", "", 403)))
    assert told(step4.judge_profiles_listed(there)) == "passed"
    assert told(step3.judge_acceptance(there)) == "failed: invalid-credentials"


def test_credentials_that_bar_the_way_are_the_root() -> None:
    pair = KeyPair(placeholders=frozenset({Part.SECRET}))
    placeholder = facts(account(), credentials=Credentials(CredentialSource.ENVIRONMENT, "env", keys=pair))
    assert (
        told(step4.judge_profiles_listed(placeholder)) == "blocked by step3.credentials-valid: placeholder-credentials"
    )
    of_sts = refused("sts:GetCallerIdentity", "ExpiredToken", "", 403)
    both_refuse = facts(account(identity=of_sts, listing=words.EXPIRED))
    assert told(step4.judge_profiles_listed(both_refuse)) == "blocked by step3.credentials-valid: expired-credentials"
