"""step1.sonnet-access and step1.haiku-access: what a call, the gates and the life cycle prove, and what is asked."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import product
from typing import Any

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.guide.policy import INVOKE, STREAM
from checkpoints.guide.vocabulary import Invoke
from checkpoints.rules import step1
from tests.rules.fakes import NOW, answered, denied, facts, listed, profile, refused, throttled, timed_out, unreachable
from tests.rules.haiku_cases import LOOKING, generates, replies, shut
from tests.rules.worlds import (
    HAIKU_ID,
    LEGACY,
    NEW_WORDS,
    NEWER_ID,
    NO_ACCESS,
    NOT_HERE,
    OPEN,
    PASSED,
    SONNET_ID,
    US_HAIKU,
    US_NEWER,
    US_SONNET,
    account,
    aged,
    blocked,
    failing,
    gates,
    lifecycle,
    malformed,
    permitted,
    refusing,
    spoke,
    told,
    unverified,
)

Expected = tuple[str, str | None, tuple[str, ...]]

# -- the four gates

AGREEMENTS = ("AVAILABLE", "PENDING", "NOT_AVAILABLE", "ERROR", "SOMETHING_NEW")
BOTH = ("AVAILABLE", "NOT_AVAILABLE")


@pytest.mark.parametrize(
    ("agreement", "authorization", "entitlement", "region"),
    list(product(AGREEMENTS, ("AUTHORIZED", "NOT_AUTHORIZED"), BOTH, BOTH)),
)
def test_nothing_but_four_green_gates_is_open(
    agreement: str, authorization: str, entitlement: str, region: str
) -> None:
    green = (agreement, authorization, entitlement, region) == ("AVAILABLE", "AUTHORIZED", "AVAILABLE", "AVAILABLE")
    there = account(availability_of={HAIKU_ID: gates(agreement, authorization, entitlement, region)})
    assert step1.judge_haiku_access(facts(there, invoke=Invoke.NEVER)).passed is green


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (gates(agreement="ERROR", region="NOT_AVAILABLE"), "model-not-in-region"),
        (gates(agreement="ERROR", authorization="NOT_AUTHORIZED"), "agreement-error"),
        (gates(agreement="PENDING", entitlement="NOT_AVAILABLE"), "agreement-pending"),
        (gates(agreement="PENDING", authorization="NOT_AUTHORIZED"), "agreement-pending"),
        (gates(agreement="NOT_AVAILABLE", authorization="NOT_AUTHORIZED"), "account-not-authorized"),
        (gates(agreement="NOT_AVAILABLE"), "use-case-form-missing"),
        (gates(entitlement="NOT_AVAILABLE"), "model-access-not-granted"),
        (gates(agreement="SOMETHING_NEW"), "model-access-not-granted"),
        (gates(authorization="SOMETHING_NEW"), "account-not-authorized"),
        (gates(region="SOMETHING_NEW"), "model-not-in-region"),
    ],
)
def test_of_several_gates_that_are_not_green_one_names_the_cause(answer: Answer, cause: str) -> None:
    there = account(availability_of={HAIKU_ID: answer})
    found = step1.judge_haiku_access(facts(there, invoke=Invoke.NEVER))
    assert found.cause is not None
    assert (found.cause.value, found.stops_others) == (cause, True)


LOOK = "bedrock:Get"
NOWHERE = denied(LOOK, why="because no identity-based policy allows the bedrock:Get action")
DENIED_HERE = {
    "explicit": denied(LOOK, why="with an explicit deny in an identity-based policy"),
    "scp": denied(LOOK, why="because no service control policy allows the bedrock:Get action"),
    "unsaid": denied(LOOK, why=" "),
    "throttled": throttled(LOOK),
}


def test_a_look_that_no_policy_allows_is_refused_for_every_model() -> None:
    there = account(availability_of={SONNET_ID: NOWHERE, HAIKU_ID: gates()})
    assert told(step1.judge_haiku_access(facts(there, invoke=Invoke.NEVER))) == unverified("not-permitted-to-look")
    there = account(availability_of=OPEN, lifecycle_of={SONNET_ID: NOWHERE, HAIKU_ID: lifecycle("LEGACY")})
    assert told(step1.judge_haiku_access(facts(there, invoke=Invoke.NEVER))) == PASSED


@pytest.mark.parametrize("refusal", DENIED_HERE.values(), ids=DENIED_HERE)
def test_a_look_that_is_denied_for_one_model_is_tried_for_the_next(refusal: Answer) -> None:
    there = account(availability_of={SONNET_ID: refusal, HAIKU_ID: gates()})
    assert told(step1.judge_haiku_access(facts(there, invoke=Invoke.NEVER))) == PASSED
    there = account(availability_of=OPEN, lifecycle_of={SONNET_ID: refusal, HAIKU_ID: lifecycle("LEGACY")})
    assert told(step1.judge_haiku_access(facts(there, invoke=Invoke.NEVER))) == unverified("not-permitted-to-look")


# -- the day that was announced as a model's last

ENDED = datetime(2026, 10, 14, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("now", "model_id"), [(ENDED, NEWER_ID), (ENDED - timedelta(seconds=1), SONNET_ID)], ids=["day", "before"]
)
def test_a_model_that_is_gone_has_aged_from_the_day_that_was_announced(now: datetime, model_id: str) -> None:
    gone = permitted({US_SONNET: refusing(NOT_HERE)}, besides=(US_NEWER,))
    there = aged(inference_profiles=listed(profile(HAIKU_ID), profile(NEWER_ID)), permission_of=gone)
    found = step1.judge_sonnet_access(facts(there, now=now))
    assert told(found) == (PASSED if model_id == NEWER_ID else blocked("model-profile-missing", "step4.model-profiles"))
    assert step1.find_called_model(facts(there, now=now), facts(there).edition.sonnet) == model_id


# -- the call for one token

SHUT = shut(agreement="PENDING")


def life(cycle: Answer) -> dict[str, Any]:
    """Green gates, beside what the life cycle says of Haiku."""
    return {"availability_of": OPEN, "lifecycle_of": {HAIKU_ID: cycle}}


NO_MESSAGE = answered(INVOKE, message=False)

CALLS: dict[str, tuple[Invoke, dict[str, Any], bool]] = {
    "auto-may-not-look": (Invoke.AUTO, {}, True),
    "auto-open": (Invoke.AUTO, LOOKING, True),
    "auto-shut": (Invoke.AUTO, SHUT, True),
    "auto-legacy": (Invoke.AUTO, life(lifecycle("LEGACY")), True),
    "auto-ended": (Invoke.AUTO, life(lifecycle(end_of_life=NOW)), True),
    "never-though-open": (Invoke.NEVER, LOOKING, False),
    "always-may-not-look": (Invoke.ALWAYS, {}, True),
    "always-though-open": (Invoke.ALWAYS, LOOKING, True),
    "always-though-shut": (Invoke.ALWAYS, SHUT, True),
}


@pytest.mark.parametrize(("invoke", "looks", "asked"), CALLS.values(), ids=CALLS)
def test_a_token_is_asked_for_only_as_far_as_the_run_allows(invoke: Invoke, looks: dict[str, Any], asked: bool) -> None:
    there = account(**looks)
    step1.judge_haiku_access(facts(there, invoke=invoke))
    assert (US_HAIKU in there.asked_generation) is asked


@pytest.mark.parametrize(
    ("cycle", "expected"),
    [(denied("bedrock:GetFoundationModel"), unverified("not-permitted-to-look")), (lifecycle(), PASSED)],
    ids=["may-not-look", "aws-knows-better"],
)
def test_green_gates_are_doubtful_past_the_announced_day(cycle: Answer, expected: Expected) -> None:
    there = account(availability_of=OPEN, lifecycle_of={SONNET_ID: cycle, HAIKU_ID: lifecycle()})
    assert told(step1.judge_sonnet_access(facts(there, invoke=Invoke.NEVER))) == expected


FREE: dict[str, tuple[Answer, bool]] = {
    "malformed": (malformed(), True),
    "throttled": (throttled(INVOKE), True),
    "unknown": (refusing(NEW_WORDS), True),
    "success-without-message": (NO_MESSAGE, True),
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
    step1.judge_haiku_access(facts(there, invoke=invoke))
    assert (US_HAIKU in there.asked_generation) is asks


# -- a call that is ruled out, or made whatever is free


NEVER: dict[str, tuple[dict[str, Any], Expected]] = {
    "a-body-refused-in-other-words": (
        {"permission_of": permitted({US_HAIKU: refusing(("ValidationException", "Nope.", 400))})},
        unverified("not-permitted-to-look"),
    ),
    "a-body-refused-in-other-words-against-open-gates": (
        {
            "permission_of": permitted({US_HAIKU: refusing(("ValidationException", "Nope.", 400))}),
            "availability_of": OPEN,
        },
        unverified("not-permitted-to-look"),
    ),
    "may-not-look": ({}, unverified("not-permitted-to-look")),
    "gates-open": (LOOKING, PASSED),
    "gates-open-of-a-legacy-model": (
        {**LOOKING, "lifecycle_of": {HAIKU_ID: lifecycle("LEGACY")}},
        unverified("not-permitted-to-look"),
    ),
    "gate-shut": (shut(agreement="PENDING"), failing("agreement-pending")),
    "refused-for-free": (replies(refusing(NO_ACCESS)), failing("model-access-not-granted")),
    "refused-only-when-called": (generates(refusing(NO_ACCESS)), unverified("not-permitted-to-look")),
    "unknown-for-free": (replies(refusing(NEW_WORDS)), failing(None)),
    "unknown-for-free-though-gates-open": ({**LOOKING, **replies(refusing(NEW_WORDS))}, failing(None)),
    "refused-for-free-after-an-agreement-failed": (
        {**shut(agreement="ERROR"), **replies(refusing(NO_ACCESS))},
        failing("agreement-error"),
    ),
    "throttled": (replies(throttled(INVOKE)), unverified("throttled")),
    "ended": ({"lifecycle_of": {HAIKU_ID: lifecycle("LEGACY", NOW)}}, failing("model-retired")),
    "streaming-denied": (
        {"permission_of": permitted({(STREAM, US_HAIKU): denied(STREAM)})},
        unverified("not-permitted-to-look"),
    ),
}


@pytest.mark.parametrize(("changes", "expected"), NEVER.values(), ids=NEVER)
def test_without_a_call_only_what_is_free_is_proven(changes: dict[str, Any], expected: Expected) -> None:
    there = account(**changes)
    assert told(step1.judge_haiku_access(facts(there, invoke=Invoke.NEVER))) == expected
    assert there.asked_generation == []


ALWAYS: dict[str, tuple[dict[str, Any], Expected]] = {
    "speaks": ({}, PASSED),
    "gates-open-but-refused": ({**LOOKING, **generates(refusing(NO_ACCESS))}, failing("model-access-not-granted")),
    "gates-open-but-malformed": ({**LOOKING, **generates(malformed())}, failing(None)),
    "gates-open-but-no-message": ({**LOOKING, **generates(NO_MESSAGE)}, unverified("service-error")),
    "gates-open-but-throttled": ({**LOOKING, **generates(throttled(INVOKE))}, unverified("throttled")),
    "gates-of-a-legacy-model-open-but-throttled": (
        {**LOOKING, **generates(throttled(INVOKE)), "lifecycle_of": {HAIKU_ID: lifecycle("LEGACY")}},
        unverified("throttled"),
    ),
    "gate-shut-though-it-speaks": (shut(agreement="PENDING"), PASSED),
}


@pytest.mark.parametrize(("changes", "expected"), ALWAYS.values(), ids=ALWAYS)
def test_a_call_that_was_wished_for_is_made_and_heard(changes: dict[str, Any], expected: Expected) -> None:
    there = account(**changes)
    assert told(step1.judge_haiku_access(facts(there, invoke=Invoke.ALWAYS))) == expected
    assert US_HAIKU in there.asked_generation
