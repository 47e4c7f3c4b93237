"""The four gates of model access, in every combination, and the life cycle beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from itertools import product

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import gates as rules
from checkpoints.rules.facts import Facts
from tests.rules.fakes import NOW, denied, facts, throttled
from tests.rules.worlds import HAIKU_ID, SONNET_ID, account, gates, lifecycle

AGREEMENTS = ("AVAILABLE", "PENDING", "NOT_AVAILABLE", "ERROR", "SOMETHING_NEW")
BOTH = ("AVAILABLE", "NOT_AVAILABLE")
EVERY = list(product(AGREEMENTS, ("AUTHORIZED", "NOT_AUTHORIZED"), BOTH, BOTH))


@pytest.mark.parametrize(("agreement", "authorization", "entitlement", "region"), EVERY)
def test_nothing_but_four_green_gates_is_open(
    agreement: str, authorization: str, entitlement: str, region: str
) -> None:
    green = (agreement, authorization, entitlement, region) == ("AVAILABLE", "AUTHORIZED", "AVAILABLE", "AVAILABLE")
    found = rules.closed(gates(agreement, authorization, entitlement, region).body)
    assert (found is None) is green


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (gates(), None),
        (gates(region="NOT_AVAILABLE"), Cause.MODEL_NOT_IN_REGION),
        (gates(agreement="ERROR", region="NOT_AVAILABLE"), Cause.MODEL_NOT_IN_REGION),
        (gates(agreement="ERROR"), Cause.AGREEMENT_ERROR),
        (gates(agreement="ERROR", authorization="NOT_AUTHORIZED"), Cause.AGREEMENT_ERROR),
        (gates(agreement="PENDING"), Cause.AGREEMENT_PENDING),
        (gates(agreement="PENDING", entitlement="NOT_AVAILABLE"), Cause.AGREEMENT_PENDING),
        (gates(agreement="PENDING", authorization="NOT_AUTHORIZED"), Cause.AGREEMENT_PENDING),
        (gates(authorization="NOT_AUTHORIZED"), Cause.ACCOUNT_NOT_AUTHORIZED),
        (gates(agreement="NOT_AVAILABLE", authorization="NOT_AUTHORIZED"), Cause.ACCOUNT_NOT_AUTHORIZED),
        (gates(agreement="NOT_AVAILABLE"), Cause.USE_CASE_FORM_MISSING),
        (gates(agreement="NOT_AVAILABLE", entitlement="NOT_AVAILABLE"), Cause.MODEL_ACCESS_NOT_GRANTED),
        (gates(entitlement="NOT_AVAILABLE"), Cause.MODEL_ACCESS_NOT_GRANTED),
        (gates(agreement="SOMETHING_NEW"), Cause.MODEL_ACCESS_NOT_GRANTED),
        (gates(authorization="SOMETHING_NEW"), Cause.ACCOUNT_NOT_AUTHORIZED),
        (gates(region="SOMETHING_NEW"), Cause.MODEL_NOT_IN_REGION),
    ],
)
def test_a_gate_that_is_not_green_has_its_cause(answer: Answer, cause: Cause | None) -> None:
    assert rules.closed(answer.body) is cause


LOOKS = {
    "gates": (rules.looked, "availability_of", gates()),
    "life": (rules.cycle, "lifecycle_of", lifecycle("ACTIVE")),
}
NEVER = denied("bedrock:Get", why="because no identity-based policy allows the bedrock:Get action")
DENIED_HERE = {
    "explicit": denied("bedrock:Get", why="with an explicit deny in an identity-based policy"),
    "scp": denied("bedrock:Get", why="because no service control policy allows the bedrock:Get action"),
    "unsaid": denied("bedrock:Get", why=" "),
    "throttled": throttled("bedrock:Get"),
}


@pytest.mark.parametrize(("look", "given", "answer"), LOOKS.values(), ids=LOOKS)
def test_a_look_that_no_policy_allows_is_refused_for_every_model(
    look: Callable[[Facts, str], Answer], given: str, answer: Answer
) -> None:
    there = facts(account(**{given: {SONNET_ID: NEVER, HAIKU_ID: answer}}))
    assert look(there, HAIKU_ID) is NEVER


@pytest.mark.parametrize("refusal", DENIED_HERE.values(), ids=DENIED_HERE)
@pytest.mark.parametrize(("look", "given", "answer"), LOOKS.values(), ids=LOOKS)
def test_a_look_that_is_denied_for_one_model_is_tried_for_the_next(
    look: Callable[[Facts, str], Answer], given: str, answer: Answer, refusal: Answer
) -> None:
    there = facts(account(**{given: {SONNET_ID: refusal, HAIKU_ID: answer}}))
    assert look(there, SONNET_ID) is refusal
    assert look(there, HAIKU_ID) is answer


ENDED = datetime(2026, 10, 14, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("cycle", "past"),
    [
        (lifecycle(), False),
        (lifecycle("LEGACY"), False),
        (lifecycle("LEGACY", end_of_life=ENDED), True),
        (lifecycle("LEGACY", end_of_life=NOW), True),
        (lifecycle("LEGACY", end_of_life=NOW + timedelta(seconds=1)), False),
        (denied("bedrock:GetFoundationModel"), False),
    ],
    ids=["active", "legacy", "ended", "ends-now", "ends-soon", "may-not-look"],
)
def test_a_life_is_over_when_aws_says_so(cycle: Answer, past: bool) -> None:
    found = rules.ended(facts(account(lifecycle_of={SONNET_ID: cycle})), SONNET_ID)
    assert found == (cycle.body["end_of_life"] if past else None)


@pytest.mark.parametrize(
    ("model_id", "now", "past"),
    [
        (SONNET_ID, ENDED, True),
        (SONNET_ID, ENDED - timedelta(seconds=1), False),
        (HAIKU_ID, NOW, False),
        ("anthropic.claude-sonnet-4-6", NOW, False),
    ],
    ids=["on-the-day", "the-day-before", "none-announced", "not-the-guides"],
)
def test_an_announced_end_comes_on_its_day(model_id: str, now: datetime, past: bool) -> None:
    assert rules.is_past_its_announced_life(facts(account(), now=now), model_id) is past


@pytest.mark.parametrize(
    ("model_id", "cycle", "doubtful"),
    [
        (HAIKU_ID, lifecycle(), False),
        (HAIKU_ID, lifecycle("LEGACY"), True),
        (HAIKU_ID, lifecycle(end_of_life=ENDED), True),
        (HAIKU_ID, lifecycle(end_of_life=NOW + timedelta(days=1)), False),
        (HAIKU_ID, denied("bedrock:GetFoundationModel"), False),
        (SONNET_ID, denied("bedrock:GetFoundationModel"), True),
        (SONNET_ID, lifecycle(), False),
    ],
    ids=["active", "legacy", "ended", "ends-soon", "may-not-look", "announced-end-is-past", "aws-knows-better"],
)
def test_green_gates_are_doubtful_where_the_life_cycle_says_so(model_id: str, cycle: Answer, doubtful: bool) -> None:
    assert rules.is_doubtful(facts(account(lifecycle_of={model_id: cycle})), model_id) is doubtful


def test_an_end_of_life_is_what_aws_tells() -> None:
    told = facts(account(lifecycle_of={SONNET_ID: lifecycle("LEGACY", end_of_life=ENDED)}))
    assert rules.end_of_life(told, SONNET_ID) == ENDED
    assert rules.end_of_life(told, HAIKU_ID) is None
