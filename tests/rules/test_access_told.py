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
from tests.rules import words
from tests.rules.fakes import HAIKU, NOW, SONNET, Told, facts, faulty, refused, throttled
from tests.rules.haiku_cases import LOOKING, free, generates, lives, replies, shut
from tests.rules.messages import read
from tests.rules.worlds import (
    HAIKU_ID,
    NEWER_ID,
    SONNET_ID,
    US_HAIKU,
    US_NEWER,
    US_SONNET,
    account,
    aged,
    lifecycle,
    told,
)

LOOK = "bedrock:GetFoundationModelAvailability"


def haiku(changes: dict[str, Any], invoke: Invoke = Invoke.AUTO) -> Finding:
    return step1.judge_haiku_access(facts(account(**changes), invoke=invoke))


@pytest.mark.parametrize(
    ("changes", "wait"),
    [
        (replies(words.PENDING), 15),
        (shut(agreement="PENDING") | replies(words.NO_ACCESS), 15),
        (shut(agreement="ERROR") | replies(words.NO_ACCESS), None),
        (replies(words.NO_ACCESS), None),
        ({}, None),
    ],
    ids=["pending", "gate-pending", "gate-error", "no-access", "granted"],
)
def test_only_what_passes_with_time_is_waited_for(changes: dict[str, Any], wait: int | None) -> None:
    assert haiku(changes).wait_minutes == wait


AHEAD = lifecycle("ACTIVE", datetime(2027, 10, 15, tzinfo=timezone.utc))
ENDS = message("guide.model-ends", model=HAIKU.name, day="2027-10-15")


@pytest.mark.parametrize(
    ("changes", "invoke", "notes"),
    [
        (lives(AHEAD), Invoke.AUTO, (ENDS,)),
        (LOOKING | lives(AHEAD), Invoke.NEVER, (ENDS,)),
        (lives(lifecycle("LEGACY", NOW - timedelta(days=2))), Invoke.AUTO, ()),
        (lives(lifecycle("LEGACY", NOW)), Invoke.AUTO, ()),
    ],
    ids=["ahead", "ahead-and-gates-open", "over", "over-now"],
)
def test_an_end_of_life_that_is_ahead_is_a_note_for_the_facilitator(
    changes: dict[str, Any], invoke: Invoke, notes: object
) -> None:
    found = haiku(changes, invoke)
    assert (told(found), found.guide_notes) == ("passed", notes)


def test_the_day_that_a_model_ended_is_told() -> None:
    found = haiku(lives(lifecycle("LEGACY", NOW - timedelta(days=2))), Invoke.NEVER)
    assert read(found.detail) == f"{HAIKU.name} reached its end of life on 2026-11-22."
    (shown,) = found.evidence
    assert (shown.source, shown.shows.key) == ("bedrock:GetFoundationModel", "evidence.answered")


@pytest.mark.parametrize(
    ("error", "words"), [("No offer here.", " AWS says: No offer here."), ("", "")], ids=["told", "not-told"]
)
def test_the_agreements_own_error_is_told(error: str, words: str) -> None:
    found = haiku(shut(agreement="ERROR", agreement_error=error), Invoke.NEVER)
    assert read(found.detail) == f"Some access states of {HAIKU.name} are not OK.{words}"
    assert found.evidence[0].shows == message(
        "evidence.gates", agreement="ERROR", authorization="AUTHORIZED", entitlement="AVAILABLE", region="AVAILABLE"
    )


def test_an_unknown_refusal_is_told_with_its_code_and_text() -> None:
    shown = f"AWS refused the call to {HAIKU.name} (AccessDeniedException): This model rests today."
    assert read(haiku(generates(words.NEW_WORDS)).detail) == shown


def unheeded(operation: str) -> Answer:
    """What nobody asks for somebody else."""
    return Answer(operation, Outcome.OF_ANOTHER_CALLER)


NOT_HEARD = {"gates": {SONNET_ID: faulty(LOOK), HAIKU_ID: throttled(LOOK)}}
SHUT_OUT = {"gates": dict.fromkeys((SONNET_ID, HAIKU_ID), refused(LOOK, *words.NO_ACCESS))}
BUSY, UNSEEN = "unverified: throttled", "unverified: not-permitted-to-look"


@pytest.mark.parametrize(
    ("changes", "invoke", "verdict", "detail", "source"),
    [
        ({}, Invoke.AUTO, "passed", "access.answered", INVOKE),
        (LOOKING, Invoke.NEVER, "passed", "access.gates-open", LOOK),
        (LOOKING | free(unheeded), Invoke.NEVER, "passed", "access.gates-alone", LOOK),
        (NOT_HEARD, Invoke.NEVER, BUSY, "access.unanswered", LOOK),
        (SHUT_OUT, Invoke.NEVER, UNSEEN, "access.unproven", LOOK),
        (generates(throttled), Invoke.AUTO, BUSY, "access.no-answer", INVOKE),
    ],
    ids=["answered", "gates", "gates-alone", "nobody-asked", "gates-refused", "no-answer"],
)
def test_what_is_proven_or_not_is_shown_under_the_guides_name(
    changes: dict[str, Any], invoke: Invoke, verdict: str, detail: str, source: str
) -> None:
    found = haiku(changes, invoke)
    assert (told(found), found.guide_notes) == (verdict, ())
    told_of = found.detail.values["model"], found.detail.values["model_id"]
    assert (found.detail.key, told_of) == (detail, (HAIKU.name, HAIKU_ID))
    assert [each.source for each in found.evidence] == [source]


def test_a_model_that_answers_before_its_gates_are_open_is_to_be_checked_again() -> None:
    found = haiku(shut(agreement="NOT_AVAILABLE", entitlement="NOT_AVAILABLE"))
    assert [each.key for each in found.notes] == ["access.subscribed-just-now"]
    assert [each.shows.key for each in found.evidence] == ["evidence.answered", "evidence.gates"]


def test_a_call_that_cannot_be_sent_is_no_proof() -> None:
    unsent = Answer(INVOKE, Outcome.NOT_SENT, code="ValueError", message="Invalid endpoint")
    assert told(haiku(replies(unsent))) == "blocked by step2.model-permissions: endpoint-unreachable"


def test_a_stand_in_that_gave_no_answer_is_told_under_its_own_name() -> None:
    found = step1.judge_sonnet_access(facts(aged(called={US_NEWER: throttled})))
    assert found.detail == message("access.no-answer", model="Claude Sonnet 4.6", model_id=NEWER_ID)


def test_without_credentials_the_model_is_the_guides() -> None:
    assert step1.find_called_model(facts(aged(), credentials=Credentials()), SONNET) == SONNET_ID


ALONE = [SONNET.name, HAIKU.name, SONNET.name]


@pytest.mark.parametrize(
    ("of_sonnet", "of_haiku", "named"),
    [
        (words.NO_ACCESS, words.NO_ACCESS, [f"{SONNET.name}, {HAIKU.name}"] * 3),
        (words.PENDING, words.PENDING, [f"{SONNET.name}, {HAIKU.name}"] * 3),
        (words.NO_ACCESS, words.PENDING, ALONE),
    ],
    ids=["no-access", "pending", "two-reasons"],
)
def test_models_that_are_refused_for_one_reason_are_named_together(
    of_sonnet: Told, of_haiku: Told, named: list[str]
) -> None:
    there = facts(account({US_SONNET: of_sonnet, US_HAIKU: of_haiku}))
    findings = (step1.judge_sonnet_access(there), step1.judge_haiku_access(there), step1.judge_model_access(there))
    found = name_together({each.check: each for each in findings}, (SONNET_ACCESS, HAIKU_ACCESS))
    assert [each.values["model"] for each in found.values()] == named
    assert [each.values.get("models", each.values["model"]) for each in found.values()] == named
    assert all(("models" in each.values) is (named != ALONE) for each in found.values())
    assert [each.detail.values["model"] for each in found.values()] == ALONE
