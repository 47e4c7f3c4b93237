"""When the first-use details are said to be missing, and by whom."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.rules import form
from checkpoints.rules.facts import Invoke
from tests.rules.fakes import answered, denied, facts, faulty, refused, throttled
from tests.rules.worlds import (
    HAIKU_ID,
    NO_FORM,
    OPEN,
    SONNET_ID,
    US_HAIKU,
    US_SONNET,
    account,
    failing,
    gates,
    permitted,
    refused_by,
    refusing,
    spoke,
    told,
)

GATES = "bedrock:GetFoundationModelAvailability"
GET = "bedrock:GetUseCaseForModelAccess"
SUBMITTED = answered(GET)
EMPTY = refused(
    GET, "ResourceNotFoundException", "You have not filled out the request form. Fill out the form first.", 404
)
PATTERN = gates(agreement="NOT_AVAILABLE")

MISSING: dict[str, tuple[dict[str, Any], str, int | None]] = {
    "refused-for-free": ({"permission_of": refused_by(NO_FORM, US_HAIKU)}, "bedrock:InvokeModel", 15),
    "refused-when-called": (
        {"generation_of": {US_SONNET: spoke(), US_HAIKU: refusing(NO_FORM)}},
        "bedrock:InvokeModel",
        15,
    ),
    "refused-though-submitted": (
        {"permission_of": refused_by(NO_FORM, US_SONNET), "use_case": SUBMITTED},
        "bedrock:InvokeModel",
        15,
    ),
    "empty": ({"use_case": EMPTY}, GET, None),
    "empty-though-gates-open": ({"use_case": EMPTY, "availability_of": OPEN}, GET, None),
    "empty-in-other-words": (
        {"use_case": refused(GET, "ValidationException", "You have not filled out the required use-case form.")},
        GET,
        None,
    ),
    "gates": ({"availability_of": {SONNET_ID: gates(), HAIKU_ID: PATTERN}}, GATES, None),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "source", "wait"), MISSING.values(), ids=MISSING)
def test_the_form_is_missing_when_somebody_says_so(changes: dict[str, Any], source: str, wait: int | None) -> None:
    silent = {
        "generation_of": {US_SONNET: throttled("bedrock:InvokeModel"), US_HAIKU: throttled("bedrock:InvokeModel")}
    }
    found = form.missing(facts(account(**{**silent, **changes})))
    assert found is not None
    assert told(found) == failing("use-case-form-missing")
    assert (found.check, found.wait_minutes) == ("step1.use-case", wait)
    assert [each.source for each in found.evidence] == [source]


NOT_MISSING: dict[str, dict[str, Any]] = {
    "nothing-said": {},
    "submitted": {"use_case": SUBMITTED},
    "submitted-though-the-gates-look-like-it": {"use_case": SUBMITTED, "availability_of": {SONNET_ID: PATTERN}},
    "gates-open": {"availability_of": OPEN},
    "gates-shut-otherwise": {"availability_of": {SONNET_ID: gates(agreement="PENDING")}},
    "may-not-ask": {"use_case": denied(GET)},
    "throttled": {"use_case": throttled(GET)},
    "fault": {"use_case": faulty(GET)},
}


@pytest.mark.parametrize("changes", NOT_MISSING.values(), ids=NOT_MISSING)
def test_the_form_is_not_missing_where_nobody_says_so(changes: dict[str, Any]) -> None:
    assert form.missing(facts(account(**changes), invoke=Invoke.NEVER)) is None


def test_a_model_that_answers_outweighs_the_pattern_of_the_gates() -> None:
    there = account(availability_of={SONNET_ID: PATTERN, HAIKU_ID: PATTERN}, permission_of=permitted())
    assert form.missing(facts(there, invoke=Invoke.ALWAYS)) is None


def test_what_the_form_holds_is_never_told() -> None:
    there = account(use_case=answered(GET, companyName="Nobody's Business"), availability_of={SONNET_ID: PATTERN})
    assert form.missing(facts(there)) is None
