"""A model is called once unless a free reply has refused it already, and each call is counted."""

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


def test_who_may_look_is_billed_as_whoever_may_not(tmp_path: Path) -> None:
    """Gates are green in accounts in which every call is refused: an answer is proof."""
    ran = run(tmp_path, "--offline", "--scenario", "admin")
    assert (ran.code, ran.data["verdict"], ran.data["billed_invocations"]) == (0, "ready", 2)
    for check in ("step1.sonnet-access", "step1.haiku-access"):
        assert ran.checks[check]["evidence"][0]["source"] == "bedrock:InvokeModel"
