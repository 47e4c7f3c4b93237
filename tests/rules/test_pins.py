"""Models that Claude Code's variables and settings pin."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.fixes.permission_fixes import complete_fix
from checkpoints.guide.vocabulary import Cause, CredentialSource, Invoke, Verdict
from checkpoints.rules.finding import Finding
from checkpoints.rules.policies import list_statements
from checkpoints.rules.step3 import judge_single_source
from tests.machine import KEYS, Machine
from tests.rules import messages
from tests.rules.fakes import NOW, FakeAccount, answered, denied, facts, listed, profile, refused, throttled
from tests.rules.source_cases import found_on
from tests.rules.worlds import gates, lifecycle

BASE = "anthropic.claude-opus-9-20260101-v1:0"
PROFILE = f"us.{BASE}"
ARN = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc"
STREAM, INVOKE = "bedrock:InvokeModelWithResponseStream", "bedrock:InvokeModel"
ON_DEMAND = refused(
    INVOKE, "ValidationException", "Invocation of model ID x with on-demand throughput isn't supported. Retry."
)
WELL = refused(STREAM, "ValidationException", "Malformed input request, please reformat your input and try again.")


def judge(
    machine: Machine, account: FakeAccount, pin: str, invoke: Invoke = Invoke.AUTO, *, complete: bool = False
) -> Finding:
    variables = {**KEYS, "ANTHROPIC_MODEL": pin}
    environment = machine.look(**variables)
    found: Credentials = found_on(environment, "env")
    assert found.source is CredentialSource.ENVIRONMENT
    seen = machine.compare(**variables)
    there = facts(account, environment=environment, credentials=found, claude_code=seen, invoke=invoke)
    judged = judge_single_source(there)
    return complete_fix(there, judged) if complete else judged


def unusable(found: Finding) -> str:
    """The reason of a finding that says that the pin cannot be used."""
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.MODEL_PIN_UNUSABLE)
    assert messages.command(found) == "unset ANTHROPIC_MODEL"
    return found.detail.values["reason"]


def test_a_pinned_profile_that_answers_passes(machine: Machine) -> None:
    account = FakeAccount(
        inference_profiles=listed(profile(BASE)),
        permission_of={PROFILE: WELL},
        generation_of={PROFILE: answered(INVOKE, message=True)},
    )
    assert judge(machine, account, PROFILE).verdict is Verdict.PASSED


def test_a_pinned_profile_that_the_policies_deny_is_told_in_aws_s_words(machine: Machine) -> None:
    account = FakeAccount(inference_profiles=listed(profile(BASE)), permission_of={PROFILE: denied(STREAM, PROFILE)})
    assert "is not authorized to perform" in unusable(judge(machine, account, PROFILE))


def test_a_pinned_profile_that_no_policy_allows_can_be_granted(machine: Machine) -> None:
    account = FakeAccount(inference_profiles=listed(profile(BASE)), permission_of={PROFILE: denied(STREAM, PROFILE)})
    found = judge(machine, account, PROFILE, complete=True)
    assert found.policy is not None
    (written,) = list_statements(found.policy)
    assert written["Action"] == [INVOKE, STREAM]
    assert written["Resource"] == [
        f"arn:aws:bedrock:us-east-1:*:inference-profile/{PROFILE}",
        *(f"arn:aws:bedrock:{region}::foundation-model/{BASE}" for region in ("us-east-1", "us-east-2", "us-west-2")),
    ]
    assert "or remove the value from shell" in messages.everything(found)


def test_a_pinned_profile_that_a_policy_denies_is_granted_nothing(machine: Machine) -> None:
    away = denied(STREAM, PROFILE, "with an explicit deny in an identity-based policy")
    account = FakeAccount(inference_profiles=listed(profile(BASE)), permission_of={PROFILE: away})
    assert judge(machine, account, PROFILE, complete=True).policy is None


def test_a_pinned_profile_that_is_not_listed_is_told(machine: Machine) -> None:
    account = FakeAccount(inference_profiles=listed(), permission_of={PROFILE: WELL})
    assert unusable(judge(machine, account, PROFILE, Invoke.NEVER)) == "model-profile-missing"


UNHEARD: dict[str, Any] = {"permission_of": {PROFILE: throttled(STREAM)}, "generation_of": {PROFILE: throttled(INVOKE)}}
KNOWN: dict[str, tuple[dict[str, Any], str]] = {
    "ended": ({"lifecycle_of": {BASE: lifecycle("LEGACY", NOW)}}, "model-retired"),
    "gate-shut": ({"availability_of": {BASE: gates(authorization="NOT_AUTHORIZED")}}, "account-not-authorized"),
}


@pytest.mark.parametrize(("known", "reason"), KNOWN.values(), ids=KNOWN)
def test_what_aws_says_of_a_pinned_model_counts_where_it_does_not_answer(
    machine: Machine, known: dict[str, Any], reason: str
) -> None:
    account = FakeAccount(inference_profiles=listed(profile(BASE)), **UNHEARD, **known)
    assert unusable(judge(machine, account, PROFILE)) == reason


def test_a_pinned_model_of_which_nothing_is_known_is_let_be(machine: Machine) -> None:
    account = FakeAccount(inference_profiles=listed(profile(BASE)), **UNHEARD)
    assert judge(machine, account, PROFILE).verdict is Verdict.PASSED


def test_a_base_model_fails_as_on_demand(machine: Machine) -> None:
    account = FakeAccount(permission_of={BASE: WELL}, generation_of={BASE: ON_DEMAND})
    assert "on-demand throughput" in unusable(judge(machine, account, BASE))
    assert account.asked_generation.count(BASE) == 1


def test_a_base_model_that_answers_on_demand_passes(machine: Machine) -> None:
    account = FakeAccount(permission_of={BASE: WELL}, generation_of={BASE: answered(INVOKE, message=True)})
    assert judge(machine, account, BASE).verdict is Verdict.PASSED


def test_an_application_profile_is_asked_for_free(machine: Machine) -> None:
    assert judge(machine, FakeAccount(permission_of={ARN: WELL}), ARN).verdict is Verdict.PASSED
    refusing = FakeAccount(permission_of={ARN: denied(STREAM, ARN)})
    assert "is not authorized to perform" in unusable(judge(machine, refusing, ARN))
    assert ARN not in refusing.asked_generation
