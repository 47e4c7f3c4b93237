"""Step 2 where IAM's simulator answers, alone or beside policies that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from checkpoints.facts.answer import Answer
from checkpoints.guide.policy import INVOKE, LIST, MARKETPLACE_ACTIONS, STREAM
from checkpoints.rules import step2
from checkpoints.rules.effects import simulate_route
from checkpoints.rules.finding import DenyingStatement, message
from tests.rules.fakes import Context, FakeAccount, decisions, denied, facts, policies
from tests.rules.permission_cases import GUIDES, MODEL_ARN, PROFILE_ARN, deny, document, on_models, statement
from tests.rules.worlds import HAIKU_ID, SONNET_ID, US_HAIKU, US_SONNET, Free, account, told


def simulated(*lacked: str, guard: str = "", **by_region: str) -> FakeAccount:
    """An account whose policies may not be read, and whose simulator allows all but what is named by Region."""

    def decide(action: str, context: Context) -> Answer:
        decision = by_region.get(context["aws:RequestedRegion"][0].replace("-", "_"), "allowed")
        guards = [guard] if guard and decision != "allowed" else []
        return decisions({"action": action, "decision": decision, "lacked": [*lacked], "guards": guards})

    return account(simulated=decide)


SCP, BOUNDARY = "service control policy", "permissions boundary"
CLOSED_HERE = simulated(us_east_1="implicitDeny", us_east_2="implicitDeny")
ALONE: dict[str, tuple[FakeAccount, str]] = {
    "allowed": (simulated(), "passed"),
    "closed-elsewhere": (simulated(us_west_2="implicitDeny"), "failed: destination-region-denied"),
    "denied-elsewhere": (simulated(us_west_2="explicitDeny"), "failed: explicit-deny"),
    "closed-here": (CLOSED_HERE, "failed: policy-incomplete"),
    "unknown-elsewhere": (simulated(us_west_2="somethingNew"), "unverified: not-permitted-to-look"),
    "kept-out-by-the-organization": (simulated(guard=SCP, us_west_2="explicitDeny"), "failed: scp-deny"),
    "kept-out-by-a-boundary": (simulated(guard=BOUNDARY, us_west_2="implicitDeny"), "failed: permissions-boundary"),
    "without-what-a-condition-asks-for": (simulated("aws:SourceIp", us_west_2="implicitDeny"), "passed"),
    "without-what-no-request-has": (
        simulated("aws:CalledViaLast", us_west_2="implicitDeny"),
        "failed: destination-region-denied",
    ),
}


@pytest.mark.parametrize(("there", "expected"), ALONE.values(), ids=ALONE)
def test_the_simulator_is_heard_where_policies_may_not_be_read(there: FakeAccount, expected: str) -> None:
    assert told(on_models(there)) == expected


CALLING = (INVOKE, STREAM)
WEST = [MODEL_ARN.format("us-west-2", "*")]
NOT_WEST = [f"{PROFILE_ARN}*", *(MODEL_ARN.format(region, "*") for region in ("us-east-1", "us-east-2"))]
CLOSED = document(statement(["bedrock:*"]), deny(["bedrock:*"], WEST))
DOUBTFUL = document(
    statement(CALLING, NOT_WEST),
    statement([LIST]),
    statement(CALLING, WEST, Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}),
)
MODELS_ALONE = document(statement(CALLING, ["arn:aws:bedrock:*::foundation-model/*"]), statement([LIST]))
BY_BOUNDARY = simulated(guard=BOUNDARY, us_west_2="implicitDeny")
BY_ORGANIZATION = simulated(guard=SCP, us_west_2="explicitDeny")
UNKNOWN, DENIED = simulated(us_west_2="somethingNew"), simulated(us_west_2="implicitDeny")
NOWHERE = simulated(us_east_1="implicitDeny", us_east_2="implicitDeny", us_west_2="implicitDeny")
TOGETHER: dict[str, tuple[Mapping[str, object], FakeAccount, str]] = {
    "both-allow": (GUIDES, simulated(), "passed"),
    "a-policy-denies": (CLOSED, simulated(), "failed: explicit-deny"),
    "a-boundary-that-no-policy-shows": (GUIDES, BY_BOUNDARY, "failed: permissions-boundary"),
    "an-organization-that-no-policy-shows": (GUIDES, BY_ORGANIZATION, "failed: scp-deny"),
    "an-organization-before-a-policy": (CLOSED, BY_ORGANIZATION, "failed: scp-deny"),
    "a-policy-before-a-boundary": (CLOSED, BY_BOUNDARY, "failed: explicit-deny"),
    "the-simulator-knows-more": (DOUBTFUL, simulated(), "passed"),
    "the-policies-know-more": (GUIDES, UNKNOWN, "passed"),
    "neither-knows": (DOUBTFUL, UNKNOWN, "unverified: not-permitted-to-look"),
    "a-doubt-of-the-policies-is-denied": (DOUBTFUL, DENIED, "failed: destination-region-denied"),
    "behaviour-contradicts-the-simulator": (GUIDES, NOWHERE, "passed"),
    "behaviour-contradicts-the-policies-and-no-organization": (MODELS_ALONE, BY_ORGANIZATION, "failed: scp-deny"),
}


@pytest.mark.parametrize(("held", "there", "expected"), TOGETHER.values(), ids=TOGETHER)
def test_policies_and_simulator_together_deny_what_either_denies_and_know_what_either_knows(
    held: Mapping[str, object], there: FakeAccount, expected: str
) -> None:
    assert told(on_models(replace(there, policies=policies(held)))) == expected


# Who denies streaming, in policies that can be read or simulated, where IAM's sentence does not say it.
NO_STREAMING = document(statement(["bedrock:*"]), deny([STREAM], Sid="Whole"))
NEITHER = document(statement([INVOKE, LIST]))
BOUND = policies(GUIDES, boundary=document(statement([INVOKE, LIST])))
BOUND_ELSEWHERE = policies(GUIDES, boundary=document(statement(CALLING, NOT_WEST), statement([LIST])))
AT_HOME = simulated(guard=BOUNDARY, us_east_1="explicitDeny")
ORGANIZED = simulated(guard=SCP, us_east_1="explicitDeny")
UNSAID: dict[str, tuple[FakeAccount, str, DenyingStatement | None]] = {
    "nothing-is-known": (account(), "streaming-not-allowed", None),
    "no-policy-allows-it": (account(policies=policies(NEITHER)), "streaming-not-allowed", None),
    "the-policies-allow-it": (account(policies=policies(GUIDES)), "streaming-not-allowed", None),
    "a-statement": (account(policies=policies(NO_STREAMING)), "explicit-deny", DenyingStatement("Policy1", "Whole")),
    "a-boundary": (account(policies=BOUND), "permissions-boundary", None),
    "a-boundary-of-another-region": (account(policies=BOUND_ELSEWHERE), "streaming-not-allowed", None),
    "a-boundary-by-the-simulator": (AT_HOME, "permissions-boundary", None),
    "an-organization-by-the-simulator": (ORGANIZED, "scp-deny", None),
}


@pytest.mark.parametrize(("there", "cause", "by"), UNSAID.values(), ids=UNSAID)
def test_who_denies_is_looked_up_where_iam_does_not_say_it(
    there: FakeAccount, cause: str, by: DenyingStatement | None
) -> None:
    kept: Free = {(STREAM, each): denied(STREAM, f"{PROFILE_ARN}{each}", " ") for each in (US_SONNET, US_HAIKU)}
    found = on_models(replace(there, free={**there.free, **kept}))
    assert (told(found), found.denied_by) == (f"failed: {cause}", by)


def test_what_is_denied_here_is_told_of_this_region_alone() -> None:
    assert on_models(CLOSED_HERE).values["region"] == "us-east-1"


def test_the_simulator_answers_for_each_action() -> None:
    def decide(action: str, context: Context) -> Answer:
        is_closed = action == STREAM and context["aws:RequestedRegion"] == ("us-west-2",)
        return decisions({"action": action, "decision": "implicitDeny" if is_closed else "allowed"})

    found = on_models(account(simulated=decide))
    assert told(found) == "failed: destination-region-denied"
    assert (found.values["action"], found.values["region"]) == (STREAM, "us-west-2")


def test_the_simulator_never_turns_a_proven_denial_green() -> None:
    proven = denied(INVOKE, MODEL_ARN.format("us-west-2", HAIKU_ID))
    allowing = simulated().simulated
    found = on_models(account({(INVOKE, US_HAIKU): proven}, simulated=allowing))
    assert told(found) == "failed: destination-region-denied"


def test_an_answer_of_the_simulator_is_told_as_such_beside_the_policies() -> None:
    (shown,) = on_models(DENIED).evidence
    assert (shown.source, shown.shows) == ("iam:SimulatePrincipalPolicy", message("policy.simulated"))
    both_shown = on_models(replace(BY_BOUNDARY, policies=policies(GUIDES))).evidence
    assert [each.source for each in both_shown] == ["iam:GetPolicyVersion", "iam:SimulatePrincipalPolicy"]


@pytest.mark.parametrize("odd", [decisions(), decisions({}, {})], ids=["none", "two"])
def test_an_odd_answer_of_the_simulator_says_nothing(odd: Answer) -> None:
    assert told(on_models(account(simulated=odd))) == "passed"


def test_a_simulator_that_refuses_is_asked_once() -> None:
    there = account()
    looked = facts(there)
    simulate_route(looked, SONNET_ID)
    assert told(step2.judge_model_permissions(looked)) == "passed"
    assert there.asked_simulation == [(action, "*") for action in MARKETPLACE_ACTIONS]
