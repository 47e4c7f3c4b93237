"""A model is called once unless a free reply has refused it, and again only where `--wait` waits for AWS."""

from __future__ import annotations

import re
from pathlib import Path

from tests.run.fake_aws import CALLS, FakeAws, served
from tests.run.running import run

IMPATIENT: dict[str, object] = {"checkpoints.run.rounds.WAIT_S": 0.2}
COUNTED = re.compile(r"AWS가 처리 중입니다\(Claude Haiku 모델 액세스\)\. 최대 (\d+:\d\d)")


def test_a_caller_with_the_guides_policy_is_billed_one_token_per_model(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, variables=aws.shell)
    assert (ran.code, ran.data["billed_invocations"]) == (0, 2)
    assert sorted(aws.one_token) == CALLS
    assert len(aws.asked) == len(set(aws.asked)), "something was asked twice"
    assert "실제 AWS 계정 점검" in ran.said
    assert ran.said.index("출력 1토큰") < ran.said.index("collected")


def test_never_means_never(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, "--invoke", "never", variables=aws.shell)
    assert (ran.code, ran.data["billed_invocations"]) == (7, 0)
    assert aws.one_token == []


def test_who_may_look_is_billed_as_whoever_may_not(tmp_path: Path) -> None:
    """Gates are green in accounts in which every call is refused: an answer is proof."""
    ran = run(tmp_path, "--offline", "--scenario", "admin")
    assert (ran.code, ran.data["verdict"], ran.data["billed_invocations"]) == (0, "ready", 2)
    for check in ("step1.sonnet-access", "step1.haiku-access"):
        assert ran.checks[check]["evidence"][0]["source"] == "bedrock:InvokeModel"


def test_what_aws_finishes_in_time_passes_and_no_model_is_billed_twice(tmp_path: Path) -> None:
    with served(FakeAws(pending=3)) as aws:
        ran = run(tmp_path, "-m", "step1 or checkpoint", "--wait", "2", variables=aws.shell, values=IMPATIENT)
    assert (ran.code, ran.data["verdict"]) == (0, "unproven")
    assert {"step1.sonnet-access", "step1.haiku-access", "checkpoint.model-access"} <= ran.of("passed")
    assert ran.data["interrupted"] is False
    assert len(COUNTED.findall(ran.said)) == 3
    assert COUNTED.findall(ran.said)[0] == "2:00"
    assert ran.data["duration_s"] >= 0.6
    assert sorted(aws.one_token) == CALLS
    assert ran.data["billed_invocations"] == 2


def test_when_the_time_is_over_the_failure_says_how_long_aws_takes(tmp_path: Path) -> None:
    with served(FakeAws(pending=1000)) as aws:
        ran = run(tmp_path, "-m", "step1", "--wait", "0.02", variables=aws.shell, values=IMPATIENT)
    haiku = ran.checks["step1.haiku-access"]
    assert (ran.code, haiku["verdict"], haiku["cause"]) == (1, "failed", "agreement-pending")
    assert haiku["fix"].startswith("보통 2분, 길면 15분 걸립니다.")
    assert haiku["command"].endswith("pytest -m step1 --wait 15")
    assert ran.of("passed") == {"step1.sonnet-access", "step1.use-case"}
    assert len(COUNTED.findall(ran.said)) >= 1


def test_without_the_option_nothing_is_waited_for(tmp_path: Path) -> None:
    with served(FakeAws(pending=1000)) as aws:
        ran = run(tmp_path, "-m", "step1", variables=aws.shell)
    assert (ran.code, ran.checks["step1.haiku-access"]["cause"]) == (1, "agreement-pending")
    assert COUNTED.findall(ran.said) == []
    assert len([path for _, path, _ in aws.asked if path == CALLS[0]]) == 1
