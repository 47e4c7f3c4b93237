"""What access to a model tells: its detail, its evidence, its notes and how long to wait."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.credentials import Credentials
from checkpoints.guide.policy import INVOKE
from checkpoints.guide.requirements import HAIKU_ACCESS, SONNET_ACCESS
from checkpoints.guide.vocabulary import Invoke
from checkpoints.rules import step1
from checkpoints.rules.finding import Finding, message, name_together
from tests.rules.fakes import HAIKU, NOW, SONNET, facts, faulty, throttled
from tests.rules.haiku_cases import LOOKING, generates, replies, shut
from tests.rules.messages import read
from tests.rules.worlds import (
    HAIKU_ID,
    NEW_WORDS,
    NEWER_ID,
    NO_ACCESS,
    PASSED,
    PENDING,
    SONNET_ID,
    US_HAIKU,
    US_NEWER,
    US_SONNET,
    account,
    aged,
    blocked,
    lifecycle,
    permitted,
    refusing,
    spoke,
    told,
)

PERMISSIONS = "step2.model-permissions"
LOOK = "bedrock:GetFoundationModelAvailability"


def haiku(invoke: Invoke = Invoke.AUTO, **changes: Any) -> Finding:
    return step1.judge_haiku_access(facts(account(**changes), invoke=invoke))


@pytest.mark.parametrize(
    ("changes", "wait"),
    [
        (replies(refusing(PENDING)), 15),
        ({**shut(agreement="PENDING"), **replies(refusing(NO_ACCESS))}, 15),
        ({**shut(agreement="ERROR"), **replies(refusing(NO_ACCESS))}, None),
        (replies(refusing(NO_ACCESS)), None),
        ({}, None),
    ],
    ids=["pending", "gate-pending", "gate-error", "no-access", "granted"],
)
def test_only_what_passes_with_time_is_waited_for(changes: dict[str, Any], wait: int | None) -> None:
    assert haiku(**changes).wait_minutes == wait


@pytest.mark.parametrize("changes", [{}, LOOKING], ids=["answered", "gates-open"])
def test_an_end_of_life_ahead_is_a_note_for_the_facilitator(changes: dict[str, Any]) -> None:
    ahead = lifecycle("ACTIVE", datetime(2027, 10, 15, tzinfo=timezone.utc))
    found = haiku(**{**changes, "lifecycle_of": {HAIKU_ID: ahead}})
    assert told(found) == PASSED
    assert found.guide_notes == (message("guide.model-ends", model=HAIKU.name, day="2027-10-15"),)


@pytest.mark.parametrize("end", [NOW - timedelta(days=2), NOW])
def test_an_end_of_life_that_is_over_is_not_ahead(end: datetime) -> None:
    found = haiku(lifecycle_of={HAIKU_ID: lifecycle("LEGACY", end)})
    assert (told(found), found.guide_notes) == (PASSED, ())


def test_the_day_that_a_model_ended_is_told() -> None:
    ended = lifecycle("LEGACY", NOW - timedelta(days=2))
    found = haiku(Invoke.NEVER, lifecycle_of={HAIKU_ID: ended})
    assert read(found.detail) == f"{HAIKU.name} reached its end of life on 2026-11-22."
    assert [(each.source, each.shows.key) for each in found.evidence] == [
        ("bedrock:GetFoundationModel", "evidence.answered")
    ]


@pytest.mark.parametrize("told_by_aws", ["No offer for the country.", ""], ids=["told", "not-told"])
def test_the_agreements_own_error_is_told(told_by_aws: str) -> None:
    found = haiku(Invoke.NEVER, **shut(agreement="ERROR", agreement_error=told_by_aws))
    of_aws = f" AWS says: {told_by_aws}" if told_by_aws else ""
    assert read(found.detail) == f"Some access states of {HAIKU.name} are not OK.{of_aws}"
    assert found.evidence[0].shows == message(
        "evidence.gates", agreement="ERROR", authorization="AUTHORIZED", entitlement="AVAILABLE", region="AVAILABLE"
    )


def test_an_unknown_refusal_is_told_with_its_code_and_text() -> None:
    found = haiku(**generates(refusing(NEW_WORDS)))
    assert read(found.detail) == (
        f"AWS refused the call to {HAIKU.name} (AccessDeniedException): This model rests today."
    )


NOT_HEARD = {"availability_of": {SONNET_ID: faulty(LOOK), HAIKU_ID: throttled(LOOK)}}


@pytest.mark.parametrize(
    ("changes", "invoke", "detail", "source"),
    [
        ({}, Invoke.AUTO, "access.answered", INVOKE),
        (LOOKING, Invoke.NEVER, "access.gates-open", LOOK),
        (NOT_HEARD, Invoke.NEVER, "access.unproven", LOOK),
        (generates(throttled(INVOKE)), Invoke.AUTO, "access.no-answer", INVOKE),
    ],
    ids=["answered", "gates", "nobody-asked", "no-answer"],
)
def test_what_is_proven_or_not_is_shown_under_the_guides_name(
    changes: dict[str, Any], invoke: Invoke, detail: str, source: str
) -> None:
    found = haiku(invoke, **changes)
    assert found.detail == message(detail, model=HAIKU.name, model_id=HAIKU_ID)
    assert [each.source for each in found.evidence] == [source]


def test_a_call_that_cannot_be_sent_is_no_proof() -> None:
    unsent = Answer(INVOKE, Outcome.NOT_SENT, code="ValueError", message="Invalid endpoint")
    found = haiku(**replies(unsent))
    assert told(found) == blocked("endpoint-unreachable", PERMISSIONS)


def test_a_stand_in_that_gave_no_answer_is_told_under_its_own_id() -> None:
    found = step1.judge_sonnet_access(facts(aged(generation_of={US_HAIKU: spoke(), US_NEWER: throttled(INVOKE)})))
    assert found.detail == message("access.no-answer", model=NEWER_ID, model_id=NEWER_ID)


def test_without_credentials_the_model_is_the_guides() -> None:
    assert step1.find_called_model(facts(account(), credentials=Credentials()), SONNET) == SONNET_ID


def name_both(*refusals: Any) -> dict[str, Finding]:
    """Both models' findings, as a run tells them together."""
    away: dict[tuple[str, str] | str, Answer] = dict(zip((US_SONNET, US_HAIKU), map(refusing, refusals), strict=True))
    there = facts(account(permission_of=permitted(away)))
    found = (step1.judge_sonnet_access(there), step1.judge_haiku_access(there), step1.judge_model_access(there))
    return name_together({each.check: each for each in found}, (SONNET_ACCESS, HAIKU_ACCESS))


@pytest.mark.parametrize("refusal", [NO_ACCESS, PENDING], ids=["no-access", "pending"])
def test_both_models_refused_for_one_reason_are_named_together(refusal: Any) -> None:
    found = name_both(refusal, refusal)
    both = f"{SONNET.name}, {HAIKU.name}"
    assert {each.values["model"] for each in found.values()} == {both}
    assert [each.detail.values["model"] for each in found.values()] == [SONNET.name, HAIKU.name, SONNET.name]


def test_models_refused_for_two_reasons_are_two_problems() -> None:
    found = name_both(NO_ACCESS, PENDING)
    assert [each.values["model"] for each in found.values()] == [SONNET.name, HAIKU.name, SONNET.name]
