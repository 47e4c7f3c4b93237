"""step1.sonnet-access and step1.haiku-access: what the gates and the life cycle prove where no model is called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from itertools import product

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.guide.vocabulary import Invoke
from checkpoints.rules import step1
from checkpoints.rules.finding import Finding
from tests.rules import words
from tests.rules.fakes import denied, facts, slow, throttled
from tests.rules.worlds import HAIKU_ID, NEWER_ID, OPEN, SONNET_ID, US_SONNET, account, aged, gates, lifecycle, told

AGREEMENTS = ("AVAILABLE", "PENDING", "NOT_AVAILABLE", "ERROR", "SOMETHING_NEW")
BOTH = ("AVAILABLE", "NOT_AVAILABLE")


def haiku(of_haiku: Answer, of_sonnet: Answer | None = None) -> Finding:
    """Haiku's access where its gates are so and no model may be called."""
    seen = {HAIKU_ID: of_haiku} if of_sonnet is None else {SONNET_ID: of_sonnet, HAIKU_ID: of_haiku}
    return step1.judge_haiku_access(facts(account(gates=seen), invoke=Invoke.NEVER))


def of_a_legacy_model(refusal: Answer) -> Finding:
    """Haiku's access where its life cycle says Legacy, and Sonnet's is refused."""
    there = account(gates=OPEN, life={SONNET_ID: refusal, HAIKU_ID: lifecycle("LEGACY")})
    return step1.judge_haiku_access(facts(there, invoke=Invoke.NEVER))


@pytest.mark.parametrize("states", list(product(AGREEMENTS, ("AUTHORIZED", "NOT_AUTHORIZED"), BOTH, BOTH)))
def test_nothing_but_four_green_gates_is_open(states: tuple[str, str, str, str]) -> None:
    green = states == ("AVAILABLE", "AUTHORIZED", "AVAILABLE", "AVAILABLE")
    assert haiku(gates(*states)).passed is green


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
    found = haiku(answer)
    assert found.cause is not None
    assert (found.cause.value, found.stops_others) == (cause, True)


LOOK = "bedrock:Get"


def test_a_look_that_no_policy_allows_is_refused_for_every_model() -> None:
    nowhere = denied(LOOK, why="because no identity-based policy allows the bedrock:Get action")
    assert told(haiku(gates(), nowhere)) == "unverified: not-permitted-to-look"
    assert told(of_a_legacy_model(nowhere)) == "passed"


@pytest.mark.parametrize(
    "refusal",
    [
        denied(LOOK, why="with an explicit deny in an identity-based policy"),
        denied(LOOK, why="because no service control policy allows the bedrock:Get action"),
        denied(LOOK, why=" "),
        throttled(LOOK),
    ],
    ids=["explicit", "scp", "unsaid", "throttled"],
)
def test_a_look_that_is_denied_for_one_model_is_tried_for_the_next(refusal: Answer) -> None:
    assert told(haiku(gates(), refusal)) == "passed"
    assert told(of_a_legacy_model(refusal)) == "unverified: not-permitted-to-look"


ENDED = datetime(2026, 10, 14, tzinfo=timezone.utc)  # the day that was announced as Sonnet's last


@pytest.mark.parametrize(
    ("now", "model_id", "expected"),
    [
        (ENDED, NEWER_ID, "passed"),
        (ENDED - timedelta(seconds=1), SONNET_ID, "blocked by step4.model-profiles: model-profile-missing"),
    ],
    ids=["day", "before"],
)
def test_a_model_that_is_gone_has_aged_from_the_day_that_was_announced(
    now: datetime, model_id: str, expected: str
) -> None:
    looked = facts(aged({US_SONNET: words.NOT_HERE}, listing=[HAIKU_ID, NEWER_ID]), now=now)
    assert told(step1.judge_sonnet_access(looked)) == expected
    assert step1.find_called_model(looked, looked.edition.sonnet) == model_id


@pytest.mark.parametrize(
    ("cycle", "expected"),
    [(denied("bedrock:GetFoundationModel"), "unverified: not-permitted-to-look"), (lifecycle(), "passed")],
    ids=["may-not-look", "aws-knows-better"],
)
def test_green_gates_are_doubtful_past_the_announced_day(cycle: Answer, expected: str) -> None:
    there = account(gates=OPEN, life={SONNET_ID: cycle, HAIKU_ID: lifecycle()})
    assert told(step1.judge_sonnet_access(facts(there, invoke=Invoke.NEVER))) == expected


@pytest.mark.parametrize(("ask", "cause"), [(throttled, "throttled"), (slow, "timeout")])
def test_green_gates_prove_nothing_while_the_age_of_the_model_was_asked_and_not_heard(
    ask: Callable[[str], Answer], cause: str
) -> None:
    there = account(gates=OPEN, life={SONNET_ID: lifecycle(), HAIKU_ID: ask("bedrock:GetFoundationModel")})
    found = step1.judge_haiku_access(facts(there, invoke=Invoke.NEVER))
    assert told(found) == f"unverified: {cause}"
    assert found.evidence[0].source == "bedrock:GetFoundationModel"
    assert step1.judge_haiku_access(facts(there)).passed, "a model that answers needs no gates"
