"""A role is assumed in the Region of its profile, as Claude Code does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkpoints.refusals.signature import UNKNOWN_KEY
from checkpoints.run.place import RUN_OPTIONS
from tests.aws_answers import write_error, write_role_keys
from tests.lengths import at_length
from tests.machine import Machine, static
from tests.run.fake_aws import FakeAws, served
from tests.run.running import run
from tests.web_server import Answer


class RoleOfOneRegion(FakeAws):
    """An account whose role can be assumed in us-east-1 alone, as where another Region is not switched on."""

    def answer(self, method: str, path: str, body: str) -> Answer:
        if "Action=AssumeRole" not in body:
            return super().answer(method, path, body)
        if self.request.region != "us-east-1":
            return write_error(UNKNOWN_KEY.filled("InvalidClientTokenId"), is_query=True)
        return write_role_keys()


FAILING = '{"awsCredentialExport": "exit 1"}'
USERS, PROJECTS = "home/.claude/settings.json", "project/.claude/settings.json"


@pytest.mark.parametrize(
    ("region", "settings", "is_assumed"),
    [
        ("us-east-1", None, True),
        ("af-south-1", None, False),
        at_length("us_east_1", None, False),
        ("af-south-1", USERS, False),  # behind its own command, which fails, Claude Code goes to the chain
        ("af-south-1", PROJECTS, True),  # nobody knows what Claude Code uses: the AWS CLI's role is tested
    ],
)
def test_a_role_is_assumed_in_the_region_of_its_profile_as_claude_code_does(
    region: str, settings: str | None, is_assumed: bool, machine: Machine, tmp_path: Path
) -> None:
    role = "role_arn = arn:aws:iam::210987654321:role/R\nsource_profile = s\n"
    machine.write("home/.aws/config", f"[profile r]\n{role}region = {region}\n[profile s]\n{static()}")
    if settings is not None:
        machine.write(settings, FAILING)
    with served(RoleOfOneRegion()) as aws:
        shell = {"AWS_ENDPOINT_URL": aws.url, "AWS_REGION": "us-east-1", "AWS_PROFILE": "r"}
        ran = run(tmp_path, *RUN_OPTIONS, "-m", "step3", "--lang", "en", variables=shell, cwd=machine.project)
    found = ran.checks["step3.credentials-resolve"]
    if is_assumed:
        assert (found["verdict"], found["cause"]) == ("passed", None)
        return
    assert (ran.code, found["verdict"], found["cause"]) == (1, "failed", "assume-role-failed")
    assert "in the Region of profile [r] (~/.aws/config:4), where that fails" in found["detail"]
    assert "aws configure set region us-east-1 --profile r" in found["command"]
