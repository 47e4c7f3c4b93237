"""step1.use-case: the first-use details for Anthropic models."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.guide.policy import INVOKE, STREAM
from checkpoints.guide.vocabulary import Invoke
from checkpoints.rules import step1, step2
from tests.rules import words
from tests.rules.fakes import answered, denied, facts, faulty, refused, throttled
from tests.rules.messages import everything
from tests.rules.worlds import (
    HAIKU_ID,
    NEWER_ID,
    NOVA_ID,
    OPEN,
    SONNET_ID,
    US_HAIKU,
    US_NEWER,
    US_SONNET,
    account,
    both,
    gates,
    grouped,
    told,
)

GATES = "bedrock:GetFoundationModelAvailability"
GET = "bedrock:GetUseCaseForModelAccess"
SUBMITTED: dict[str, Any] = {"use_case": answered(GET, companyName="Nobody's Business Ltd")}
EMPTY: dict[str, Any] = {
    "use_case": refused(GET, "ResourceNotFoundException", "You have not filled out the request form.", 404)
}
OTHERWISE = {"use_case": refused(GET, "ValidationException", "You have not filled out the required use-case form.")}
REFUSED, BUSY, DENIED = {"free": both(words.NO_ACCESS)}, {"called": both(throttled)}, {"called": both(denied)}
LIKE_IT = gates(agreement="NOT_AVAILABLE")
BOTH_LIKE_IT = {"gates": dict.fromkeys((SONNET_ID, HAIKU_ID), LIKE_IT)}
SHUT_OTHERWISE = {"gates": dict.fromkeys((SONNET_ID, HAIKU_ID), gates(agreement="PENDING"))}
# What an account is other than usual, by what it comes to, and why.
WORLDS: dict[tuple[str, str], dict[str, dict[str, Any]]] = {
    ("passed", "use-case.submitted"): {
        "submitted": SUBMITTED,
        "submitted-though-no-model-answers": SUBMITTED | REFUSED,
        "submitted-though-iam-denies-models": SUBMITTED | {"free": {US_HAIKU: denied}},
        "gates-like-it-but-submitted": SUBMITTED | BOTH_LIKE_IT | DENIED,
    },
    ("passed", "use-case.by-answer"): {
        "both-answer": {},
        "one-answers": {"free": {US_SONNET: words.NO_ACCESS}},
        "not-found-but-a-model-answers": EMPTY,
        "gates-like-it-but-the-other-answers": {"gates": {SONNET_ID: LIKE_IT}, "called": {US_SONNET: denied}},
        "throttled-but-a-model-answers": {"use_case": throttled(GET)},
    },
    ("failed: use-case-form-missing", "use-case.missing"): {
        "empty": EMPTY | BUSY,
        "empty-in-other-words": OTHERWISE | BUSY,
        "empty-though-gates-open": EMPTY | BUSY | {"gates": OPEN},
        "refused": {"free": {US_HAIKU: words.NO_FORM}},
        "refused-when-called": {"called": {US_SONNET: throttled, US_HAIKU: words.NO_FORM}},
        "refused-to-what-stands-in": {
            "listing": [SONNET_ID, HAIKU_ID, NEWER_ID],
            "free": {US_SONNET: words.LEGACY, US_NEWER: words.NO_FORM},
        },
        "refused-though-submitted": SUBMITTED | {"free": {US_SONNET: words.NO_FORM}},
        "gates-like-it": DENIED | {"gates": {SONNET_ID: LIKE_IT, HAIKU_ID: gates()}},
    },
    ("blocked by step2.model-permissions: policy-incomplete", "blocked"): {"iam-denies": {"free": both(denied)}},
    ("blocked by step2.marketplace-permissions: marketplace-denied", "blocked"): {
        "marketplace-denied": {"free": both(words.NO_MARKETPLACE)}
    },
    ("blocked by step4.profiles-listed: no-claude-profiles", "blocked"): {
        "no-claude": {"listing": [NOVA_ID], "free": both(words.NOT_HERE)}
    },
    ("unverified: not-permitted-to-look", "use-case.unproven"): {
        "both-refused-otherwise": REFUSED,
        "one-speaks-that-may-not-stream": {"free": {US_SONNET: words.NO_ACCESS, (STREAM, US_HAIKU): words.NO_ACCESS}},
        "asking-refused-by-the-account": REFUSED | {"use_case": refused(GET, *words.NO_ACCESS)},
        "unknown-refusal": REFUSED | {"use_case": refused(GET, *words.NEW_CODE)},
    },
    ("unverified: throttled", "use-case.unproven"): {
        "throttled": REFUSED | {"use_case": throttled(GET)},
        "neither-model-was-heard": BUSY,
        "neither-was-heard-and-a-gate-is-shut": SHUT_OTHERWISE | BUSY,
    },
    ("unverified: service-error", "use-case.unproven"): {"fault": REFUSED | {"use_case": faulty(GET)}},
}


@pytest.mark.parametrize(("changes", "ending"), grouped(WORLDS))
def test_the_form_is_proven_by_aws_or_by_a_model(changes: dict[str, Any], ending: tuple[str, str]) -> None:
    found = step1.judge_use_case(facts(account(**changes)))
    assert (told(found), found.detail.key) == ending
    assert found.check == "step1.use-case"
    assert "Nobody" not in repr(found)  # what the form holds is never told


def test_without_a_call_the_form_is_not_proven() -> None:
    there = account()
    assert told(step1.judge_use_case(facts(there, invoke=Invoke.NEVER))) == "unverified: not-permitted-to-look"
    assert there.asked_generation == []


@pytest.mark.parametrize(
    ("changes", "wait", "source"),
    [
        (EMPTY | BUSY, None, GET),
        ({"free": {US_HAIKU: words.NO_FORM}}, 15, INVOKE),
        (DENIED | {"gates": {SONNET_ID: gates(), HAIKU_ID: LIKE_IT}}, None, GATES),
    ],
    ids=["empty", "refused", "gates"],
)
def test_a_form_that_is_not_in_force_yet_is_waited_for(changes: dict[str, Any], wait: int | None, source: str) -> None:
    found = step1.judge_use_case(facts(account(**changes)))
    assert (found.wait_minutes, [each.source for each in found.evidence]) == (wait, [source])


def test_a_model_that_waits_for_the_form_is_waited_for_as_long() -> None:
    found = step1.judge_haiku_access(facts(account({US_HAIKU: words.NO_FORM})))
    assert (told(found), found.wait_minutes) == ("blocked by step1.use-case: use-case-form-missing", 15)


def test_the_answer_of_a_model_is_shown() -> None:
    found = step1.judge_use_case(facts(account(called={US_SONNET: words.NO_ACCESS})))
    assert [each.source for each in found.evidence] == [INVOKE]


def test_a_form_of_the_organization_is_told_as_such() -> None:
    found = step1.judge_use_case(facts(account(**EMPTY)))
    assert (told(found), [each.key for each in found.notes]) == ("passed", ["use-case.inherited"])
    assert step1.judge_use_case(facts(account())).notes == ()


@pytest.mark.parametrize(("invoke", "case"), [(Invoke.AUTO, "called"), (Invoke.ALWAYS, "called"), (Invoke.NEVER, "")])
def test_a_run_that_calls_models_is_not_told_to_call_them(invoke: Invoke, case: str) -> None:
    looked = facts(account(both(words.NO_ACCESS)), invoke=invoke)
    found = [step1.judge_use_case(looked), step2.judge_marketplace_permissions(looked)]
    assert [(told(each), each.case) for each in found] == [("unverified: not-permitted-to-look", case)] * 2
    assert all(("--invoke always" in everything(each)) is (invoke is Invoke.NEVER) for each in found)
