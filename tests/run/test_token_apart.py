"""A session token in one file of the AWS CLI, beside keys in the other: Claude Code takes them for one pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.machine import Machine
from tests.run.fake_aws import FakeAws
from tests.run.running import run

KEYS = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n"


@pytest.mark.parametrize(("profile", "title"), [("default", "default"), ("dev", "profile dev")])
def test_a_token_of_the_other_file_is_one_root_and_is_removed_there(
    profile: str, title: str, aws: FakeAws, machine: Machine, tmp_path: Path
) -> None:
    machine.write("home/.aws/credentials", f"[{profile}]\n{KEYS}")
    machine.write("home/.aws/config", f"[{title}]\naws_session_token = old\n")
    shell = {name: aws.shell[name] for name in ("AWS_ENDPOINT_URL", "AWS_REGION")} | {"AWS_PROFILE": profile}
    ran = run(tmp_path, "-m", "step3", "--lang", "en", variables=shell)
    assert (ran.code, ran.of("failed")) == (1, {"step3.credentials-valid"})
    assert ran.checks["step3.credentials-valid"]["cause"] == "session-token-stale"
    assert ran.checks["step3.single-source"]["blocked_by"] == ["step3.credentials-valid"]
    section = f"'{title}'" if " " in title else title
    removed = "aws_session_token aws_security_token --from ~/.aws/config --section"
    assert f"checkpoints remove {removed} {section}\n" in ran.said
