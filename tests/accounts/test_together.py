"""An account from outside, over the random worlds of the rules: what must hold whatever AWS answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoints.accounts.outside_account import OutsideAccount, PrincipalView, SharedLifecycles, mark_caller_refusal
from checkpoints.accounts.reach import View
from checkpoints.accounts.rows import find_called_models, judge_rows
from checkpoints.facts.principal import Principal
from checkpoints.guide.policy import INVOKE
from checkpoints.guide.vocabulary import Verdict
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Reply
from checkpoints.rules.probes import Probe
from tests.lengths import as_long
from tests.rules.fakes import EDITION, NOW, denied, facts
from tests.rules.random_worlds import FREE, worlds
from tests.rules.worlds import SONNET_ID, US_NEWER, account, lifecycle, told

PRINCIPALS = st.none() | st.builds(Principal, st.just("user"), st.just("attendee"), st.none())
PRINCIPALS |= st.builds(Principal, st.just("role"), st.just("AWSReservedSSO_Team_Models_0a1b2c3d4e5f6071"), st.none())


def look(
    world: Facts, named: Principal | None = None, elsewhere: Mapping[str, tuple[Probe, ...]] | None = None
) -> View:
    """The world as an administrator sees it, who may name a principal."""
    account: Any = world.account
    seen = OutsideAccount(account, SharedLifecycles())
    there = None if named is None else replace(world, account=PrincipalView(seen, account, named))
    nothing_said = dict.fromkeys(EDITION.destinations[1:], ())
    return View(replace(world, account=seen), {**nothing_said, **(elsewhere or {})}, there)


@st.composite
def views(draw: st.DrawFn) -> View:
    world: Facts = draw(worlds().filter(lambda each: each.account.identity.answered))
    there = [
        Probe(INVOKE, model, Reply(mark_caller_refusal(draw(st.sampled_from(FREE))))) for model in world.edition.models
    ]
    return look(world, draw(PRINCIPALS), {"us-west-2": tuple(there)} if draw(st.booleans()) else {})


@settings(max_examples=as_long(20, 1500), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(views())
def test_whatever_aws_answers_the_rows_of_an_account_agree_with_one_another(view: View) -> None:
    found = judge_rows(view, find_called_models(view.facts), ())
    for each in found.values():
        assert bool(each.blocked_by) is (each.verdict is Verdict.BLOCKED)
        assert all(found[root].verdict is Verdict.FAILED for root in each.blocked_by if root in found), each.check
        if each.verdict in (Verdict.PASSED, Verdict.NOT_APPLICABLE):
            assert each.cause is None
            assert each.evidence, each.check


def test_what_the_organization_denies_of_the_model_that_a_named_principal_would_call_is_the_root() -> None:
    denying = denied(INVOKE, why="with an explicit deny in a service control policy")
    world = account({US_NEWER: denying}, life={SONNET_ID: lifecycle("LEGACY", NOW)})
    view = look(facts(world), Principal("role", "Workshop", None))
    found = judge_rows(view, find_called_models(view.facts), ())
    assert told(found["step2.model-permissions"]) == "failed: scp-deny"
    assert told(found["step2.marketplace-permissions"]) == "blocked by step2.model-permissions: scp-deny"
