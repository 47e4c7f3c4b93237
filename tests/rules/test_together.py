"""All checks over worlds put together at random: what must hold whatever AWS answers."""

from __future__ import annotations

from importlib import import_module
from inspect import signature
from pathlib import Path

from hypothesis import HealthCheck, given, settings

import checkpoints
from checkpoints.fixes.permission_fixes import complete_fix
from checkpoints.guide.policy import INVOKE, LIST, MODEL_ACTIONS, STREAM
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.vocabulary import IAM_CAUSES, Invoke, Verdict
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding
from checkpoints.run.machine_facts import MachineFacts, Places
from tests.lengths import as_long
from tests.rules.fakes import (
    ACCOUNT_ID,
    FakeAccount,
)
from tests.rules.messages import everything
from tests.rules.random_worlds import EXPIRED, REFUSALS, denials, worlds
from tests.rules.worlds import (
    HAIKU_ID,
    SONNET_ID,
    US_HAIKU,
    US_NEWER,
    US_SONNET,
)

ROOT = Path(checkpoints.__file__).parent
# The guide's lines, in its order: each hands facts, or the machine alone, to its rule.
LINES = [
    line
    for file in (*sorted(ROOT.glob("test_step*.py")), ROOT / "test_checkpoints.py")
    for name, line in vars(import_module(f"checkpoints.{file.stem}")).items()
    if name.startswith("test_")
]
Found = dict[str, Finding]


def judged(world: Facts) -> Found:
    found: list[Finding] = []
    machine = MachineFacts(world.environment, world.claude_code.view, Places(Path(), Path(), None, Path()))

    def conclude(finding: Finding) -> None:
        found.append(complete_fix(world, finding))

    given = {"facts": world, "machine": machine, "edition": world.edition, "conclude": conclude}
    for line in LINES:
        line(**{name: given[name] for name in signature(line).parameters})
    return {each.check: each for each in found}


def every_check_comes_to_a_finding_that_can_be_told(found: Found) -> None:
    assert list(found) == [row.id for row in REQUIREMENTS]
    assert all(everything(each) for each in found.values())


def what_blocks_has_failed_itself(found: Found) -> None:
    for each in found.values():
        assert bool(each.blocked_by) is (each.verdict is Verdict.BLOCKED)
        for root in each.blocked_by:
            assert found[root].verdict is Verdict.FAILED, (each.check, root)
    for each in found.values():
        if len(each.blocked_by) == 1:
            assert each.cause is found[each.blocked_by[0]].cause, each.check


def what_is_green_has_no_cause_and_some_evidence(found: Found) -> None:
    for each in found.values():
        if each.verdict in (Verdict.PASSED, Verdict.NOT_APPLICABLE):
            assert each.cause is None
            assert each.evidence, each.check
        elif each.verdict is Verdict.UNVERIFIED:
            assert each.cause is not None


def a_policy_comes_with_denials_alone_and_names_no_account(world: Facts, found: Found) -> None:
    for each in found.values():
        assert each.policy is None or each.cause in IAM_CAUSES
        assert ACCOUNT_ID not in str(each.policy)
        if each.cause in IAM_CAUSES:
            assert complete_fix(world, each) == each  # once is enough


def nobody_is_ready_without_a_word_of_each_model(world: Facts, found: Found) -> None:
    if not (found["step1.sonnet-access"].passed and found["step1.haiku-access"].passed):
        assert not found["checkpoint.model-access"].passed
    for check, model_id in (("step1.sonnet-access", SONNET_ID), ("step1.haiku-access", HAIKU_ID)):
        through = f"us.{model_id}"
        own = [world.account.permission(action, through) for action in MODEL_ACTIONS]
        is_refused = any("AccessDenied" in reply.code and "the model" in reply.message for reply in own)
        assert isinstance(world.account, FakeAccount)
        spoken = through in world.account.asked_generation and world.account.generation(through).body.get("message")
        if is_refused and not spoken and not found[check].detail.key.startswith("access.stands-in"):
            assert not found[check].passed


def nothing_is_called_that_the_run_may_not_call(world: Facts) -> None:
    account = world.account
    assert isinstance(account, FakeAccount)
    if world.invoke is Invoke.NEVER or not world.credentials.source:
        assert account.asked_generation == []
    assert set(account.asked_generation) <= {US_SONNET, US_HAIKU, US_NEWER}
    for through in set(account.asked_generation):
        free = [account.permission(action, through) for action in MODEL_ACTIONS]
        assert not all(reply in [*REFUSALS, *denials(INVOKE), *denials(STREAM), EXPIRED] for reply in free)


def a_denied_action_is_never_permitted(world: Facts, found: Found) -> None:
    invoked = world.account.permission(INVOKE, US_HAIKU)
    if invoked in denials(INVOKE) or world.account.inference_profiles in denials(LIST):
        assert not found["step2.model-permissions"].passed


@settings(max_examples=as_long(40, 1000), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_whatever_aws_answers_the_checks_agree_with_it_and_with_one_another(world: Facts) -> None:
    found = judged(world)
    every_check_comes_to_a_finding_that_can_be_told(found)
    what_blocks_has_failed_itself(found)
    what_is_green_has_no_cause_and_some_evidence(found)
    a_policy_comes_with_denials_alone_and_names_no_account(world, found)
    nobody_is_ready_without_a_word_of_each_model(world, found)
    nothing_is_called_that_the_run_may_not_call(world)
    a_denied_action_is_never_permitted(world, found)
