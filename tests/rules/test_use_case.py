"""step1.use-case: the first-use details for Anthropic models."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.guide.policy import INVOKE
from checkpoints.guide.vocabulary import Invoke
from checkpoints.rules import step1
from tests.rules.fakes import FakeAccount, answered, denied, facts, faulty, listed, profile, refused, throttled
from tests.rules.worlds import (
    HAIKU_ID,
    NO_ACCESS,
    NO_FORM,
    NO_MARKETPLACE,
    NOT_HERE,
    OPEN,
    PASSED,
    SONNET_ID,
    US_HAIKU,
    US_SONNET,
    account,
    blocked,
    failing,
    gates,
    permitted,
    refused_by,
    refusing,
    spoke,
    told,
    unverified,
)

Expected = tuple[str, str | None, tuple[str, ...]]
GATES = "bedrock:GetFoundationModelAvailability"
GET = "bedrock:GetUseCaseForModelAccess"
SUBMITTED = answered(GET, companyName="Nobody's Business Ltd")
EMPTY = refused(GET, "ResourceNotFoundException", "You have not filled out the request form.", 404)
LIKE_IT = gates(agreement="NOT_AVAILABLE")
NOVA = profile("amazon.nova-2-lite-v1:0")

BUSY = {each: throttled(INVOKE) for each in (US_SONNET, US_HAIKU)}

WORLDS: dict[str, tuple[dict[str, Any], Expected, str]] = {
    # -- proven
    "submitted": ({"use_case": SUBMITTED}, PASSED, "use-case.submitted"),
    "submitted-though-no-model-answers": (
        {"use_case": SUBMITTED, "permission_of": refused_by(NO_ACCESS, US_SONNET, US_HAIKU)},
        PASSED,
        "use-case.submitted",
    ),
    "submitted-though-iam-denies-models": (
        {"use_case": SUBMITTED, "permission_of": permitted({US_HAIKU: denied(INVOKE)})},
        PASSED,
        "use-case.submitted",
    ),
    "both-answer": ({}, PASSED, "use-case.by-answer"),
    "one-answers": ({"permission_of": refused_by(NO_ACCESS, US_SONNET)}, PASSED, "use-case.by-answer"),
    "not-found-but-a-model-answers": ({"use_case": EMPTY}, PASSED, "use-case.by-answer"),
    # -- missing
    "empty": ({"use_case": EMPTY, "generation_of": BUSY}, failing("use-case-form-missing"), "use-case.missing"),
    "refused": ({"permission_of": refused_by(NO_FORM, US_HAIKU)}, failing("use-case-form-missing"), "use-case.missing"),
    "refused-when-called": (
        {"generation_of": {US_SONNET: throttled(INVOKE), US_HAIKU: refusing(NO_FORM)}},
        failing("use-case-form-missing"),
        "use-case.missing",
    ),
    "empty-in-other-words": (
        {
            "use_case": refused(GET, "ValidationException", "You have not filled out the required use-case form."),
            "generation_of": BUSY,
        },
        failing("use-case-form-missing"),
        "use-case.missing",
    ),
    "empty-though-gates-open": (
        {"use_case": EMPTY, "availability_of": OPEN, "generation_of": BUSY},
        failing("use-case-form-missing"),
        "use-case.missing",
    ),
    "refused-though-submitted": (
        {"use_case": SUBMITTED, "permission_of": refused_by(NO_FORM, US_SONNET)},
        failing("use-case-form-missing"),
        "use-case.missing",
    ),
    "gates-like-it": (
        {"availability_of": {SONNET_ID: LIKE_IT, HAIKU_ID: gates()}, "generation_of": {}},
        failing("use-case-form-missing"),
        "use-case.missing",
    ),
    # -- not missing, though gates look like it
    "gates-like-it-but-submitted": (
        {"use_case": SUBMITTED, "availability_of": dict.fromkeys((SONNET_ID, HAIKU_ID), LIKE_IT), "generation_of": {}},
        PASSED,
        "use-case.submitted",
    ),
    "gates-like-it-but-the-other-answers": (
        {"availability_of": {SONNET_ID: LIKE_IT}, "generation_of": {US_HAIKU: spoke()}},
        PASSED,
        "use-case.by-answer",
    ),
    "gates-shut-otherwise": (
        {"availability_of": dict.fromkeys((SONNET_ID, HAIKU_ID), gates(agreement="PENDING")), "generation_of": BUSY},
        unverified("not-permitted-to-look"),
        "use-case.unproven",
    ),
    # -- held up
    "iam-denies-models": (
        {"permission_of": permitted({each: denied(INVOKE) for each in (US_SONNET, US_HAIKU)})},
        blocked("policy-incomplete", "step2.model-permissions"),
        "blocked",
    ),
    "marketplace-denied": (
        {"permission_of": refused_by(NO_MARKETPLACE, US_SONNET, US_HAIKU)},
        blocked("marketplace-denied", "step2.marketplace-permissions"),
        "blocked",
    ),
    "no-claude": (
        {"inference_profiles": listed(NOVA), "permission_of": refused_by(NOT_HERE, US_SONNET, US_HAIKU)},
        blocked("no-claude-profiles", "step4.profiles-listed"),
        "blocked",
    ),
    # -- not proven
    "both-refused-otherwise": (
        {"permission_of": refused_by(NO_ACCESS, US_SONNET, US_HAIKU)},
        unverified("not-permitted-to-look"),
        "use-case.unproven",
    ),
    "throttled": (
        {"use_case": throttled(GET), "generation_of": {each: throttled(INVOKE) for each in (US_SONNET, US_HAIKU)}},
        unverified("throttled"),
        "use-case.unproven",
    ),
    "fault": (
        {"use_case": faulty(GET), "permission_of": refused_by(NO_ACCESS, US_SONNET, US_HAIKU)},
        unverified("service-error"),
        "use-case.unproven",
    ),
    "asking-refused-by-the-account": (
        {"use_case": refusing(NO_ACCESS, GET), "permission_of": refused_by(NO_ACCESS, US_SONNET, US_HAIKU)},
        unverified("not-permitted-to-look"),
        "use-case.unproven",
    ),
    "throttled-but-a-model-answers": ({"use_case": throttled(GET)}, PASSED, "use-case.by-answer"),
    "unknown-refusal": (
        {
            "use_case": refused(GET, "NewException", "New words."),
            "permission_of": refused_by(NO_ACCESS, US_SONNET, US_HAIKU),
        },
        unverified("not-permitted-to-look"),
        "use-case.unproven",
    ),
}


@pytest.mark.parametrize(("changes", "expected", "detail"), WORLDS.values(), ids=WORLDS)
def test_the_form_is_proven_by_aws_or_by_a_model(changes: dict[str, Any], expected: Expected, detail: str) -> None:
    found = step1.judge_use_case(facts(account(**changes)))
    assert told(found) == expected
    assert (found.check, found.detail.key) == ("step1.use-case", detail)


def test_without_a_call_the_form_is_not_proven() -> None:
    there = account()
    assert told(step1.judge_use_case(facts(there, invoke=Invoke.NEVER))) == unverified("not-permitted-to-look")
    assert there.asked_generation == []


def test_without_a_policy_it_cannot_be_tried() -> None:
    found = step1.judge_use_case(facts(FakeAccount()))
    assert told(found) == blocked("policy-not-attached", "step2.policy-attached")


def test_without_credentials_it_cannot_be_tried() -> None:
    found = step1.judge_use_case(facts(account(), credentials=Credentials()))
    assert told(found) == blocked("no-credentials", "step3.credentials-resolve")


def test_what_the_form_holds_is_never_told() -> None:
    found = step1.judge_use_case(facts(account(use_case=SUBMITTED)))
    assert "Nobody" not in repr(found)


@pytest.mark.parametrize(
    ("changes", "wait", "source"),
    [
        ({"use_case": EMPTY, "generation_of": BUSY}, None, GET),
        ({"permission_of": refused_by(NO_FORM, US_HAIKU)}, 15, INVOKE),
        ({"availability_of": {SONNET_ID: gates(), HAIKU_ID: LIKE_IT}, "generation_of": {}}, None, GATES),
    ],
    ids=["empty", "refused", "gates"],
)
def test_a_form_that_is_not_in_force_yet_is_waited_for(changes: dict[str, Any], wait: int | None, source: str) -> None:
    found = step1.judge_use_case(facts(account(**changes)))
    assert (found.wait_minutes, [each.source for each in found.evidence]) == (wait, [source])


def test_the_answer_of_a_model_is_shown() -> None:
    found = step1.judge_use_case(facts(account(generation_of={US_SONNET: refusing(NO_ACCESS), US_HAIKU: spoke()})))
    assert [each.source for each in found.evidence] == [INVOKE]


def test_a_form_of_the_organisation_is_told_as_such() -> None:
    found = step1.judge_use_case(facts(account(use_case=EMPTY)))
    assert (told(found), [each.key for each in found.notes]) == (PASSED, ["use-case.inherited"])
    assert step1.judge_use_case(facts(account())).notes == ()
