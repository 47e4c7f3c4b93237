"""`--wait` asks again for what AWS is still processing, and for nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from tests.run.fake_aws import FakeAws, served
from tests.run.running import run
from tests.run.test_billing import CALLS

IMPATIENT: dict[str, object] = {"checkpoints.run.rounds.WAIT_S": 0.2}
COUNTED = re.compile(r"AWS가 처리 중입니다\(Claude Haiku 모델 액세스\)\. 최대 (\d+:\d\d)")


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
