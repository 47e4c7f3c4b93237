"""`HOME` of Claude Code's own settings: it looks for AWS files and tokens of logins there, the AWS CLI does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints.run.place import RUN_OPTIONS
from tests.aws_answers import write_portal_keys
from tests.facts.chain import SSO_PROFILE, write_process, write_sso_session
from tests.machine import SECRET, TEMPORARY_ID, TOKEN, Machine
from tests.run.fake_aws import FakeAws, served
from tests.run.running import Ran, run
from tests.web_server import Answer


class Portal(FakeAws):
    """An account that IAM Identity Center gives keys for."""

    def answer(self, method: str, path: str, body: str) -> Answer:
        return write_portal_keys() if path.startswith("/federation/") else super().answer(method, path, body)


def run_as_corp(folder: Path) -> Ran:
    """A run with the profile `corp`, which shows no secret."""
    with served(Portal()) as aws:
        shell = {"AWS_ENDPOINT_URL": aws.url, "AWS_REGION": "us-east-1", "AWS_PROFILE": "corp"}
        ran = run(folder, *RUN_OPTIONS, "--lang", "en", variables=shell)
    assert "canary" not in ran.said + ran.html
    return ran


def write_vending(machine: Machine) -> None:
    """A command that gives keys where there is a home directory."""
    keys = {"Version": 1, "AccessKeyId": TEMPORARY_ID, "SecretAccessKey": SECRET, "SessionToken": TOKEN}
    program = f"import os\nif os.environ['HOME']:\n    print({json.dumps(keys)!r})\n"
    write_process(machine, program, "[profile corp]")


@pytest.mark.parametrize("write", [write_sso_session, write_vending])
def test_an_empty_home_directory_of_the_settings_moves_nothing(
    write: Callable[[Machine], None], machine: Machine, tmp_path: Path
) -> None:
    write(machine)
    machine.write("home/.claude/settings.json", json.dumps({"env": {"HOME": ""}}))
    ran = run_as_corp(tmp_path)
    assert (ran.code, ran.data["verdict"], ran.causes) == (0, "ready", set())


@pytest.mark.parametrize("has_token", [True, False], ids=["with a token there", "without one"])
def test_tokens_of_a_login_are_those_of_the_home_directory_of_the_settings(
    has_token: bool, machine: Machine, tmp_path: Path
) -> None:
    other = Machine(tmp_path / "other")
    write_sso_session(machine)
    if has_token:
        write_sso_session(other)
    other.write("home/.aws/config", SSO_PROFILE)
    machine.write("home/.claude/settings.json", json.dumps({"env": {"HOME": str(other.home)}}))
    ran = run_as_corp(tmp_path)
    if has_token:
        assert (ran.code, ran.data["verdict"]) == (0, "ready")
        return
    found = ran.checks["step3.single-source"]
    assert (ran.code, found["verdict"], found["cause"]) == (1, "failed", "conflicting-sources")
    assert found["detail"] == "This run and the AWS CLI use [corp] (sso), but Claude Code finds no credentials."
    assert found["command"].endswith(" remove HOME --from ~/.claude/settings.json")
