"""Each action as it was tried: what a reply proves, and which of two replies counts."""

from __future__ import annotations

import pytest

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.guide.models import HAIKU
from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.rules import probes
from checkpoints.rules.diagnosis import diagnose
from checkpoints.rules.finding import message
from checkpoints.rules.grants import Shortfall
from checkpoints.rules.probes import Probe
from tests.rules.fakes import answered, denied, facts, faulty, refused, throttled, timed_out, unreachable
from tests.rules.worlds import (
    LEGACY,
    NEW_WORDS,
    NO_ACCESS,
    NOT_HERE,
    US_HAIKU,
    US_SONNET,
    account,
    malformed,
    permitted,
    refusing,
    spoke,
)

REPLIES: dict[str, tuple[Answer, bool, bool]] = {
    "done": (answered(INVOKE, message=True), True, False),
    "malformed": (malformed(), True, False),
    "account": (refusing(NO_ACCESS), True, False),
    "legacy": (refusing(LEGACY), True, False),
    "not-here": (refusing(NOT_HERE), False, False),
    "iam": (denied(INVOKE), False, True),
    "unknown-403": (refusing(NEW_WORDS), False, False),
    "unknown-401": (refused(INVOKE, "NewException", "", 401), False, False),
    "unknown-404": (refused(INVOKE, "NewException", "", 404), True, False),
    "of-a-proxy": (refused(INVOKE, "404", "", 404), False, False),
    "credentials": (refused(INVOKE, "ExpiredTokenException", "", 403), False, False),
    "throttled": (throttled(INVOKE), False, False),
    "fault": (faulty(INVOKE), False, False),
    "unreachable": (unreachable(INVOKE), False, False),
    "silent": (timed_out(INVOKE), False, False),
    "not-asked": (Answer(INVOKE, Outcome.NOT_ASKED), False, False),
}


@pytest.mark.parametrize(("answer", "proves", "is_denied"), REPLIES.values(), ids=REPLIES)
def test_a_reply_proves_that_iam_agreed_or_does_not(answer: Answer, proves: bool, is_denied: bool) -> None:
    tried = Probe(INVOKE, HAIKU, answer, diagnose(answer))
    assert (tried.proves, tried.denied) == (proves, is_denied)


def test_listing_and_both_actions_of_both_models_are_tried() -> None:
    tried = probes.every(facts(account()))
    assert [(each.action, each.model.family if each.model else None) for each in tried] == [
        (LIST, None),
        (INVOKE, "sonnet"),
        (STREAM, "sonnet"),
        (INVOKE, "haiku"),
        (STREAM, "haiku"),
    ]


@pytest.mark.parametrize(
    ("free", "asked", "counts"),
    [
        (malformed(), spoke(), spoke()),
        (malformed(), refusing(NO_ACCESS), refusing(NO_ACCESS)),
        (malformed(), throttled(INVOKE), malformed()),
        (malformed(), denied(INVOKE), denied(INVOKE)),
        (throttled(INVOKE), spoke(), spoke()),
        (throttled(INVOKE), refusing(NO_ACCESS), refusing(NO_ACCESS)),
        (denied(INVOKE), spoke(), denied(INVOKE)),
    ],
    ids=[
        "answered",
        "refused-later",
        "throttled-later",
        "denied-later",
        "heard-later",
        "refused-after-silence",
        "denied-for-free",
    ],
)
def test_the_billed_reply_counts_where_it_says_more(free: Answer, asked: Answer, counts: Answer) -> None:
    there = account(
        permission_of=permitted({(INVOKE, US_HAIKU): free}), generation_of={US_SONNET: spoke(), US_HAIKU: asked}
    )
    tried = probes.every(facts(there))
    assert tried[3].answer == counts
    assert tried[4].answer == malformed(STREAM)


@pytest.mark.parametrize(
    ("free", "asked", "counts"),
    [
        (malformed(), spoke(), malformed()),
        (malformed(), denied(INVOKE), denied(INVOKE)),
        (throttled(INVOKE), spoke(), spoke()),
    ],
    ids=["free-is-enough", "denied-later", "heard-later"],
)
def test_the_billed_reply_counts_where_streaming_is_silent(free: Answer, asked: Answer, counts: Answer) -> None:
    there = account(
        permission_of=permitted({(INVOKE, US_HAIKU): free, (STREAM, US_HAIKU): throttled(STREAM)}),
        generation_of={US_SONNET: spoke(), US_HAIKU: asked},
    )
    assert [each.answer for each in probes.every(facts(there))[3:]] == [counts, throttled(STREAM)]


def test_what_is_missing_is_taken_from_iams_sentence() -> None:
    answer = denied(
        INVOKE, "arn:aws:bedrock:us-west-2::foundation-model/x", "with an explicit deny in a session policy"
    )
    assert Probe(INVOKE, HAIKU, answer, diagnose(answer)).shortfall == Shortfall(
        INVOKE, "arn:aws:bedrock:us-west-2::foundation-model/x", "us-west-2", "session policy", True
    )


def test_a_sentence_without_a_resource_is_about_the_guides_region() -> None:
    answer = refused(INVOKE, "AccessDeniedException", "is not authorized to perform: bedrock:InvokeModel", 403)
    assert Probe(INVOKE, HAIKU, answer, diagnose(answer)).shortfall == Shortfall(INVOKE, "*", "us-east-1", "", False)


def test_a_malformed_body_is_told_as_a_permission_that_cost_nothing() -> None:
    answer = malformed()
    shown = Probe(INVOKE, HAIKU, answer, diagnose(answer)).shown
    assert (shown.source, shown.shows) == (INVOKE, message("evidence.permitted", code="ValidationException"))
