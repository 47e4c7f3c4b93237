"""When a model is asked for a token, and how its replies are read: nothing is billed that need not be."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.guide.policy import INVOKE, STREAM
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import replies
from checkpoints.rules.facts import Invoke
from tests.rules.fakes import answered, denied, facts, refused, throttled, timed_out, unreachable
from tests.rules.worlds import (
    HAIKU_ID,
    LEGACY,
    NEW_WORDS,
    NO_ACCESS,
    NO_FORM,
    OPEN,
    RETIRED,
    US_HAIKU,
    US_SONNET,
    account,
    gates,
    lifecycle,
    malformed,
    permitted,
    refused_by,
    refusing,
    spoke,
)

MAY_NOT_LOOK: dict[str, Any] = {}
MAY_LOOK: dict[str, Any] = {"availability_of": OPEN, "lifecycle_of": {HAIKU_ID: lifecycle()}}
SHUT: dict[str, Any] = {"availability_of": {HAIKU_ID: gates(agreement="PENDING")}}
LEGACY_BUT_OPEN: dict[str, Any] = {"availability_of": OPEN, "lifecycle_of": {HAIKU_ID: lifecycle("LEGACY")}}


@pytest.mark.parametrize(
    ("invoke", "looks", "asked"),
    [
        (Invoke.NEVER, MAY_NOT_LOOK, 0),
        (Invoke.NEVER, MAY_LOOK, 0),
        (Invoke.NEVER, LEGACY_BUT_OPEN, 0),
        (Invoke.AUTO, MAY_NOT_LOOK, 1),
        (Invoke.AUTO, MAY_LOOK, 0),
        (Invoke.AUTO, SHUT, 0),
        (Invoke.AUTO, LEGACY_BUT_OPEN, 1),
        (Invoke.ALWAYS, MAY_NOT_LOOK, 1),
        (Invoke.ALWAYS, MAY_LOOK, 1),
        (Invoke.ALWAYS, SHUT, 1),
    ],
    ids=[
        "never",
        "never-though-open",
        "never-though-doubtful",
        "auto-may-not-look",
        "auto-open",
        "auto-shut",
        "auto-doubtful",
        "always-may-not-look",
        "always-though-open",
        "always-though-shut",
    ],
)
def test_a_token_is_asked_for_only_as_far_as_the_run_allows(invoke: Invoke, looks: dict[str, Any], asked: int) -> None:
    there = account(**looks)
    reply = replies.generation(facts(there, invoke=invoke), HAIKU_ID)
    assert there.asked_generation == [US_HAIKU] * asked
    assert reply == (spoke() if asked else None)


FREE: dict[str, tuple[Answer, bool]] = {
    "malformed": (malformed(), True),
    "throttled": (throttled(INVOKE), True),
    "unknown": (refusing(NEW_WORDS), True),
    "success-without-message": (answered(INVOKE, message=False), True),
    "iam": (denied(INVOKE), False),
    "account": (refusing(NO_ACCESS), False),
    "legacy": (refusing(LEGACY), False),
    "credentials": (refused(INVOKE, "ExpiredTokenException", "", 403), False),
    "unreachable": (unreachable(INVOKE), False),
    "timeout": (timed_out(INVOKE), False),
    "message-already": (spoke(), False),
}


@pytest.mark.parametrize("invoke", [Invoke.AUTO, Invoke.ALWAYS])
@pytest.mark.parametrize(("free", "asks"), FREE.values(), ids=FREE)
def test_a_free_reply_that_says_yes_or_no_spares_the_billed_call(free: Answer, asks: bool, invoke: Invoke) -> None:
    there = account(permission_of=permitted({US_HAIKU: free}))
    replies.generation(facts(there, invoke=invoke), HAIKU_ID)
    assert there.asked_generation == ([US_HAIKU] if asks else [])


def test_an_unknown_free_refusal_against_green_gates_is_asked_about() -> None:
    there = account(**MAY_LOOK, permission_of=permitted({US_HAIKU: refusing(NEW_WORDS)}))
    assert replies.generation(facts(there), HAIKU_ID) == spoke()
    assert there.asked_generation == [US_HAIKU]


def test_a_message_in_reply_to_the_free_call_is_an_answer_of_the_model() -> None:
    looked = facts(account(permission_of=permitted({US_HAIKU: spoke()})))
    assert replies.generation(looked, HAIKU_ID) == spoke()
    assert replies.spoke(looked, HAIKU_ID)


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [(spoke(), True), (answered(INVOKE, message=False), False), (refusing(NO_ACCESS), False), (malformed(), False)],
    ids=["message", "no-message", "refusal", "malformed"],
)
def test_only_a_message_is_an_answer_of_the_model(asked: Answer, spoken: bool) -> None:
    assert replies.spoke(facts(account(generation_of={US_HAIKU: asked})), HAIKU_ID) is spoken


def test_nothing_is_spoken_where_nobody_asks() -> None:
    assert not replies.spoke(facts(account(), invoke=Invoke.NEVER), HAIKU_ID)


def test_the_billed_reply_comes_first() -> None:
    looked = facts(account(permission_of=permitted()))
    assert replies.of(looked, HAIKU_ID) == (spoke(), spoke(), malformed(STREAM))


@pytest.mark.parametrize("invoke", [Invoke.AUTO, Invoke.ALWAYS])
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (spoke(), spoke()),
        (refusing(NO_ACCESS), refusing(NO_ACCESS)),
        (denied(INVOKE), denied(INVOKE)),
        (malformed(), malformed()),
        (refusing(NEW_WORDS), malformed(INVOKE)),
        (throttled(INVOKE), malformed(INVOKE)),
        (timed_out(INVOKE), malformed(INVOKE)),
    ],
    ids=["answered", "account", "iam", "real-body-malformed", "unknown", "throttled", "timeout"],
)
def test_a_token_that_is_asked_for_anyway_stands_for_the_free_reply(
    asked: Answer, expected: Answer, invoke: Invoke
) -> None:
    looked = facts(account(generation_of={US_HAIKU: asked}), invoke=invoke)
    assert replies.permission(looked, INVOKE, HAIKU_ID) == expected
    assert replies.permission(looked, STREAM, HAIKU_ID) == malformed(STREAM)


@pytest.mark.parametrize("invoke", [Invoke.AUTO, Invoke.NEVER])
def test_where_no_token_is_asked_for_the_reply_is_free(invoke: Invoke) -> None:
    looked = facts(account(**MAY_LOOK), invoke=invoke)
    assert replies.permission(looked, INVOKE, HAIKU_ID) == malformed(INVOKE)


def test_where_streaming_met_nothing_the_token_is_asked_for_whatever_is_said_for_free() -> None:
    free = permitted({(INVOKE, US_HAIKU): refusing(NO_ACCESS)})
    assert replies.generation(facts(account(permission_of=free)), HAIKU_ID) == spoke()


def test_without_a_billed_call_there_are_two_replies() -> None:
    looked = facts(account(), invoke=Invoke.NEVER)
    assert replies.of(looked, HAIKU_ID) == (malformed(INVOKE), malformed(STREAM))


@pytest.mark.parametrize(
    ("permission_of", "generation_of", "expected"),
    [
        (permitted(), {US_HAIKU: spoke()}, None),
        (permitted(), {US_HAIKU: refusing(NO_ACCESS)}, refusing(NO_ACCESS)),
        (refused_by(RETIRED, US_HAIKU), {}, refusing(RETIRED)),
        (permitted({(STREAM, US_HAIKU): refusing(LEGACY)}), {US_HAIKU: spoke()}, refusing(LEGACY)),
        (permitted({US_HAIKU: denied(INVOKE)}), {}, None),
    ],
    ids=["none", "billed", "free", "streaming-only", "iam-is-not-the-account"],
)
def test_a_refusal_of_the_account_is_found_in_any_reply(
    permission_of: Any, generation_of: Any, expected: Answer | None
) -> None:
    looked = facts(account(permission_of=permission_of, generation_of=generation_of))
    assert replies.refusal(looked, HAIKU_ID) == expected


@pytest.mark.parametrize(
    ("free", "asked", "expected"),
    [
        (malformed(), spoke(), None),
        (malformed(), malformed(), malformed()),
        (refusing(NEW_WORDS), spoke(), refusing(NEW_WORDS)),
        (malformed(), refusing(NEW_WORDS), refusing(NEW_WORDS)),
        (throttled(INVOKE), throttled(INVOKE), None),
    ],
    ids=["none", "real-body-malformed", "free", "billed", "throttled"],
)
def test_an_unknown_refusal_is_found_in_any_reply(free: Answer, asked: Answer, expected: Answer | None) -> None:
    looked = facts(account(permission_of=permitted({US_HAIKU: free}), generation_of={US_HAIKU: asked}))
    assert replies.unknown(looked, HAIKU_ID) == expected


def test_a_refusal_for_a_cause_is_found_with_either_model() -> None:
    looked = facts(account(permission_of=refused_by(NO_FORM, US_HAIKU)))
    assert replies.refused_for(looked, Cause.USE_CASE_FORM_MISSING) == refusing(NO_FORM)
    assert replies.refused_for(looked, Cause.MARKETPLACE_DENIED) is None
    assert replies.permission(looked, STREAM, HAIKU_ID) == refusing(NO_FORM)
    assert replies.permission(looked, STREAM, US_SONNET.removeprefix("us.")) == malformed(STREAM)
