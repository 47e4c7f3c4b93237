"""step4.profiles-listed, where IAM did not deny the listing."""

from __future__ import annotations

import pytest

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.guide.models import HAIKU
from checkpoints.rules import evidence, listing
from checkpoints.rules.finding import message
from tests.rules.fakes import denied, facts, faulty, listed, profile, refused, throttled, timed_out, unreachable
from tests.rules.worlds import HAIKU_ID, PASSED, SONNET_ID, account, failing, told, unverified

LIST = "bedrock:ListInferenceProfiles"
NOVA = profile("amazon.nova-2-lite-v1:0", "global")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (listed(profile(SONNET_ID)), PASSED),
        (listed(NOVA, profile(HAIKU_ID, "apac")), PASSED),
        (listed(), failing("no-profiles")),
        (listed(NOVA), failing("no-claude-profiles")),
        (listed({**NOVA, "name": "US Claude Sonnet 4", "id": f"us.{SONNET_ID}"}), failing("no-claude-profiles")),
        (throttled(LIST), unverified("throttled")),
        (faulty(LIST), unverified("service-error")),
        (refused(LIST, "MalformedAnswer", "nothing listed", 200), unverified("service-error")),
        (unreachable(LIST), failing("endpoint-unreachable")),
        (timed_out(LIST), failing("timeout")),
        (Answer(LIST, Outcome.NOT_SENT, code="ValueError", message="bad"), failing("endpoint-unreachable")),
        (refused(LIST, "ValidationException", "Operation not allowed"), failing("operation-not-allowed")),
        (refused(LIST, "ValidationException", "typeEquals: bad field"), failing(None)),
        (refused(LIST, "NewException", "New words."), failing(None)),
        (refused(LIST, "ExpiredTokenException", "", 403), failing("expired-credentials")),
    ],
    ids=[
        "claude",
        "claude-among-others",
        "nothing",
        "no-claude",
        "claude-in-name-only",
        "throttled",
        "fault",
        "foreign-answer",
        "unreachable",
        "timeout",
        "not-sent",
        "account",
        "malformed",
        "unknown",
        "credentials",
    ],
)  # fmt: skip
def test_profiles_of_claude_are_listed_or_the_reason_is_told(
    answer: Answer, expected: tuple[str, str | None, tuple[str, ...]]
) -> None:
    found = listing.judged(facts(account(inference_profiles=answer)))
    assert told(found) == expected
    assert found.check == "step4.profiles-listed"


def test_what_was_listed_is_counted_and_shown() -> None:
    many = [profile(f"anthropic.claude-sonnet-{major}") for major in range(4, 12)]
    found = listing.judged(facts(account(inference_profiles=listed(NOVA, *many))))
    assert found.detail == message("profiles.listed", claude=8, region="us-east-1")
    shown = ", ".join(f"us.anthropic.claude-sonnet-{major}" for major in range(4, 10))
    assert found.evidence[0].shows == message("profiles.shown", count=9, claude=8, ids=shown)


def test_without_claude_no_ids_are_shown() -> None:
    found = listing.judged(facts(account(inference_profiles=listed(NOVA))))
    assert found.evidence[0].shows == message("profiles.shown", count=1, claude=0, ids="-")


@pytest.mark.parametrize(
    ("answer", "is_denied"),
    [(denied(LIST), True), (listed(), False), (throttled(LIST), False)],
    ids=["denied", "listed", "throttled"],
)
def test_only_iam_denies(answer: Answer, is_denied: bool) -> None:
    assert listing.is_denied(facts(account(inference_profiles=answer))) is is_denied


def test_a_model_without_a_profile_is_missing_from_the_list_that_is_shown() -> None:
    there = facts(account(inference_profiles=listed(profile(SONNET_ID))))
    found = listing.missing(there, HAIKU)
    assert told(found) == failing("model-profile-missing")
    assert found.check == "step4.model-profiles"
    assert found.detail.values == {"model": HAIKU.name, "model_id": HAIKU_ID, "region": "us-east-1"}
    assert found.evidence == listing.judged(there).evidence


@pytest.mark.parametrize(
    ("answer", "cause"), [(listed(), "no-profiles"), (listed(NOVA), "no-claude-profiles")], ids=["empty", "no-claude"]
)
def test_a_list_without_claude_is_the_lists_trouble_and_not_the_models(answer: Answer, cause: str) -> None:
    found = listing.missing(facts(account(inference_profiles=answer)), HAIKU)
    assert told(found) == failing(cause)
    assert found.check == "step4.profiles-listed"


def test_the_answer_itself_is_shown_where_nothing_is_listed() -> None:
    there = facts(account(inference_profiles=listed()))
    assert listing.judged(there).evidence == (evidence.of(listed()),)
