"""The same account, behaving the same, gets the same verdict whether or not IAM and the gates may be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoints.facts.account import PrincipalPolicies
from checkpoints.guide.policy import INVOKE, MODEL_ACTIONS, STREAM
from checkpoints.guide.vocabulary import GREEN, Invoke
from checkpoints.refusals.diagnosis import diagnose
from checkpoints.refusals.kind import Kind
from checkpoints.rules import step1
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding
from tests.lengths import as_long
from tests.rules.fakes import FakeAccount, Simulator, decisions, facts, policies
from tests.rules.permission_cases import GUIDES, MODEL_ARN, deny, document, statement
from tests.rules.random_worlds import HELD, worlds
from tests.rules.test_together import judged
from tests.rules.worlds import HAIKU_ID, SONNET_ID, account, gates

EACH = settings(max_examples=as_long(25, 500), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
_SEEN_BY_READING = ("iam:", "bedrock:GetFoundationModel", "bedrock:GetUseCaseForModelAccess")
_DEPENDED_ON = ("step1.sonnet-access", "step1.haiku-access", "step2.model-permissions", "step2.policy-attached")
_TAGGED = {"StringEquals": {"aws:RequestedRegion": "${aws:PrincipalTag/region}"}}
MORE_HELD: list[PrincipalPolicies] = [
    *HELD,
    policies(GUIDES, document(deny(["bedrock:*"]))),
    policies(GUIDES, document(deny(["aws-marketplace:*"]))),
    policies(document(statement(["*"]), deny(["*"], [MODEL_ARN.format("us-west-2", "*")]))),
    policies(document(statement(["bedrock:*"], Condition=_TAGGED))),
    policies(document(statement(["bedrock:*"]))),
    policies(document(statement([INVOKE])), document(statement([STREAM]))),
]


def decide(decision: str) -> Simulator:
    """A simulator that says the same to everything."""
    return lambda action, context: decisions({"action": action, "decision": decision})


@st.composite
def readable_worlds(draw: st.DrawFn) -> Facts:
    """Worlds of all kinds, their policies and gates as they come."""
    world = draw(worlds())
    assert isinstance(world.account, FakeAccount)
    there = replace(world.account, policies=draw(st.sampled_from(MORE_HELD)))
    if draw(st.booleans()):
        there = replace(there, simulated=decide(draw(st.sampled_from(["allowed", "implicitDeny", "explicitDeny"]))))
    return replace(world, account=there)


def unreadable(world: Facts) -> Facts:
    """The same world for a caller who may look at nothing besides what the guide's policy allows."""
    there = world.account
    assert isinstance(there, FakeAccount)
    seen = FakeAccount(there.identity, there.inference_profiles, free=there.free, called=there.called)
    return replace(world, account=seen)


def was_read(found: Mapping[str, Finding], check: str) -> bool:
    """Whether a finding, or the root that it is blocked by, shows something that only reading shows."""
    each = found[check]
    told = (each, *(found[root] for root in each.blocked_by))
    return any(shown.source.startswith(_SEEN_BY_READING) for one in told for shown in one.evidence)


@EACH
@given(readable_worlds())
def test_reading_more_turns_no_verdict_but_by_what_is_read(world: Facts) -> None:
    blind = unreadable(world)
    read, unread = judged(world), judged(blind)
    models = world.edition.models
    if any(step1.find_called_model(world, each) != step1.find_called_model(blind, each) for each in models):
        return  # that a model's life is over was read, and so another one is judged
    for check in read:
        if check.startswith("checkpoint.") or read[check].verdict is unread[check].verdict:
            continue
        ends = [(each.verdict.value, each.cause and each.cause.value) for each in (read[check], unread[check])]
        assert any(was_read(read, each) for each in (check, *_DEPENDED_ON)), (check, ends)


@EACH
@given(readable_worlds())
def test_a_model_that_is_refused_leaves_nobody_ready(world: Facts) -> None:
    found = judged(world)
    if not all(each.verdict in GREEN for each in found.values()):
        return
    for model in world.edition.models:
        called = f"us.{step1.find_called_model(world, model)}"
        free = {action: diagnose(world.account.permission(action, called)).kind for action in MODEL_ACTIONS}
        assert free[STREAM] in (Kind.NONE, Kind.REQUEST)
        if world.invoke is Invoke.NEVER:
            assert free[INVOKE] in (Kind.NONE, Kind.REQUEST)
        else:
            heard = (world.account.generation(called), world.account.permission(INVOKE, called))
            assert any(answer.body.get("message") for answer in heard)


@pytest.mark.parametrize("invoke", [Invoke.AUTO, Invoke.ALWAYS])
@given(held=st.sampled_from(MORE_HELD), gate=st.sampled_from(["AVAILABLE", "PENDING", "NOT_AVAILABLE", "ERROR"]))
@settings(max_examples=as_long(20, 100), deadline=None, derandomize=True)
def test_where_every_call_comes_through_nothing_but_another_region_or_a_missing_agreement_is_in_the_way(
    invoke: Invoke, held: PrincipalPolicies, gate: str
) -> None:
    told = gates(gate, "AVAILABLE")
    there = account(policies=held, gates={SONNET_ID: told, HAIKU_ID: told})
    for check, found in judged(facts(there, invoke=invoke)).items():
        elsewhere = found.values.get("region", "").startswith(("us-east-2", "us-west-2"))
        elsewhere = elsewhere or found.detail.key == "permissions.unjudged"
        # AWS knows of no agreement, and the policies read keep the caller from making one: it answers not for long.
        lasts = gate != "NOT_AVAILABLE" or found.detail.key != "marketplace.short"
        assert found.verdict in GREEN or elsewhere or not lasts, (check, found)
