"""Endpoints that hang, refuse or have no name: one root cause, and the rest blocked by it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from checkpoints.guide.requirements import BY_ID
from checkpoints.refusals.signature import UNKNOWN_KEY
from tests.aws_answers import write_error, write_result
from tests.machine import SECRET, TEMPORARY_ID, TOKEN, static
from tests.run.fake_aws import FakeAws, served
from tests.run.running import run
from tests.web_server import Answer

ANSWERED_BY_THE_MACHINE = {f"step3.{name}" for name in ("credentials-resolve", "single-source")}
ANSWERED_BY_THE_MACHINE |= {f"step4.{name}" for name in ("region-exported", "region-is-guide")}
# Shorter times than those of a run.
SHORT: dict[str, object] = {"checkpoints.facts.sending.READ_TIMEOUT_S": 1.5}


@pytest.mark.parametrize(
    ("endpoint", "cause"),
    [("hanging", "timeout"), ("refusing", "endpoint-unreachable"), ("nameless", "endpoint-unreachable")],
)
def test_an_endpoint_that_does_not_answer_is_one_root_cause(endpoint: str, cause: str, tmp_path: Path) -> None:
    with served(FakeAws(silent=("",))) as aws, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        refusing = f"http://127.0.0.1:{closed.getsockname()[1]}"
        url = {"hanging": aws.url, "refusing": refusing, "nameless": "http://bedrock.invalid"}[endpoint]
        ran = run(tmp_path, variables=FakeAws(url=url).shell, values=SHORT)
    assert (ran.code, ran.data["verdict"]) == (1, "not_ready")
    failed = {name: row["cause"] for name, row in ran.checks.items() if row["verdict"] == "failed"}
    # A box is failed when one of its checks is.
    assert failed == {"step3.credentials-valid": cause, "checkpoint.credentials-test": cause}
    assert ran.of("passed") == ANSWERED_BY_THE_MACHINE
    blocked = {name: row["blocked_by"] for name, row in ran.checks.items() if row["verdict"] == "blocked"}
    assert blocked.keys() == BY_ID.keys() - ANSWERED_BY_THE_MACHINE - failed.keys()
    assert {root for roots in blocked.values() for root in roots} == {"step3.credentials-valid"}
    assert (ran.data["endpoint"], ran.data["billed_invocations"]) == ("custom", 0)


def test_a_service_that_hangs_is_asked_once_and_does_not_hold_the_others_up(tmp_path: Path) -> None:
    with served(FakeAws(silent=("/model/",))) as aws:
        ran = run(tmp_path, variables=aws.shell, values=SHORT)
    assert (ran.code, ran.of("failed")) == (1, {"step2.model-permissions"})
    assert ran.checks["step2.model-permissions"]["cause"] == "timeout"
    assert {"step3.credentials-valid", "step4.model-profiles", "checkpoint.credentials-test"} <= ran.of("passed")
    assert len(ran.of("blocked")) == 6
    assert aws.one_token == []
    assert len([path for _, path, _ in aws.asked if path.startswith("/model/")]) == 2


class RoleOfOneRegion(FakeAws):
    """An account whose role can be assumed in us-east-1 alone, as where another Region is not switched on."""

    def answer(self, method: str, path: str, body: str) -> Answer:
        if "Action=AssumeRole" not in body:
            return super().answer(method, path, body)
        if self.request.region != "us-east-1":
            return write_error(UNKNOWN_KEY.filled("InvalidClientTokenId"), is_query=True)
        keys = f"<AccessKeyId>{TEMPORARY_ID}</AccessKeyId><SecretAccessKey>{SECRET}</SecretAccessKey>"
        token = f"<SessionToken>{TOKEN}</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>"
        return write_result("AssumeRole", f"<Credentials>{keys}{token}</Credentials>")


@pytest.mark.parametrize("region", ["us-east-1", "af-south-1", "us_east_1"])
def test_a_role_is_assumed_in_the_region_of_its_profile_as_claude_code_does(region: str, tmp_path: Path) -> None:
    config = tmp_path / "home" / ".aws" / "config"
    config.parent.mkdir(parents=True)
    role = "role_arn = arn:aws:iam::210987654321:role/R\nsource_profile = s\n"
    config.write_text(f"[profile r]\n{role}region = {region}\n[profile s]\n{static()}")
    with served(RoleOfOneRegion()) as aws:
        shell = {"AWS_ENDPOINT_URL": aws.url, "AWS_REGION": "us-east-1", "AWS_PROFILE": "r"}
        ran = run(tmp_path, "-m", "step3", "--lang", "en", variables=shell)
    found = ran.checks["step3.credentials-resolve"]
    if region == "us-east-1":
        assert (found["verdict"], found["cause"]) == ("passed", None)
        return
    assert (ran.code, found["verdict"], found["cause"]) == (1, "failed", "assume-role-failed")
    assert "in the Region of profile [r] (~/.aws/config:4), where that fails" in found["detail"]
    assert "aws configure set region us-east-1 --profile r" in found["command"]
