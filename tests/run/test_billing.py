"""A model is called only where nothing free proves access, once, and each call is counted."""

from __future__ import annotations

from pathlib import Path

from checkpoints.guide.workshop import WORKSHOP
from tests.run.fake_aws import FakeAws, served
from tests.run.running import run

CALLS = sorted(f"/model/us.{model.bedrock_id}/invoke" for model in WORKSHOP.models)


def test_a_caller_with_the_guides_policy_is_billed_one_token_per_model(tmp_path: Path) -> None:
    with served(FakeAws()) as aws:
        ran = run(tmp_path, variables=aws.shell)
    assert (ran.code, ran.data["billed_invocations"]) == (0, 2)
    assert sorted(aws.one_token) == CALLS
    assert len(aws.asked) == len(set(aws.asked)), "something was asked twice"
    assert "실제 AWS 계정 점검" in ran.said
    assert ran.said.index("출력 1토큰") < ran.said.index("collected")


def test_never_means_never(tmp_path: Path) -> None:
    with served(FakeAws()) as aws:
        ran = run(tmp_path, "--invoke", "never", variables=aws.shell)
    assert (ran.code, ran.data["billed_invocations"]) == (7, 0)
    assert aws.one_token == []


def test_who_may_look_is_billed_only_for_the_model_whose_gates_prove_nothing(tmp_path: Path) -> None:
    """Claude Sonnet 4 is Legacy: its gates are green for accounts that it will not answer."""
    ran = run(tmp_path, "--offline", "--scenario", "admin")
    assert (ran.code, ran.data["verdict"], ran.data["billed_invocations"]) == (0, "ready", 1)
    assert ran.checks["step1.haiku-access"]["evidence"][0]["source"] == "bedrock:GetFoundationModelAvailability"
    assert ran.checks["step1.sonnet-access"]["evidence"][0]["source"] == "bedrock:InvokeModel"
