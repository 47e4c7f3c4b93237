"""step1.sonnet-access and step1.haiku-access where a call is ruled out, or wished for whatever is free."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.guide.policy import INVOKE, STREAM
from checkpoints.rules import step1
from checkpoints.rules.facts import Invoke
from tests.rules.fakes import NOW, answered, denied, facts, throttled
from tests.rules.haiku_cases import LOOKING, generates, replies, shut
from tests.rules.worlds import (
    HAIKU_ID,
    NEW_WORDS,
    NO_ACCESS,
    OPEN,
    PASSED,
    US_HAIKU,
    account,
    failing,
    lifecycle,
    malformed,
    permitted,
    refusing,
    told,
    unverified,
)

Expected = tuple[str, str | None, tuple[str, ...]]
NO_MESSAGE = answered(INVOKE, message=False)

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
        failing(None),
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
    "unknown-for-free": (replies(refusing(NEW_WORDS)), failing("model-access-not-granted")),
    "unknown-for-free-though-gates-open": (
        {**LOOKING, **replies(refusing(NEW_WORDS))},
        failing("model-access-not-granted"),
    ),
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
    "gates-open-but-throttled": ({**LOOKING, **generates(throttled(INVOKE))}, PASSED),
    "gates-of-a-legacy-model-open-but-throttled": (
        {**LOOKING, **generates(throttled(INVOKE)), "lifecycle_of": {HAIKU_ID: lifecycle("LEGACY")}},
        unverified("throttled"),
    ),
    "gate-shut-though-it-speaks": (shut(agreement="PENDING"), failing("agreement-pending")),
    "gates-like-a-missing-form-though-it-speaks": (
        shut(agreement="NOT_AVAILABLE"),
        failing("model-access-not-granted"),
    ),
}


@pytest.mark.parametrize(("changes", "expected"), ALWAYS.values(), ids=ALWAYS)
def test_a_call_that_was_wished_for_is_made_and_heard(changes: dict[str, Any], expected: Expected) -> None:
    there = account(**changes)
    assert told(step1.judge_haiku_access(facts(there, invoke=Invoke.ALWAYS))) == expected
    assert US_HAIKU in there.asked_generation
