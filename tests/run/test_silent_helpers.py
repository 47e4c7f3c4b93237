"""A command that hands out credentials and never ends is a timeout, and the run is over soon all the same."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.machine import KEYS
from tests.run.changing_aws import ChangingAws
from tests.run.fake_aws import served
from tests.run.running import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="`sleep` is of POSIX")
# A shorter time than that of a run for the chain and the commands of the settings together.
SHORT: dict[str, object] = {"checkpoints.run.claude_code._CHAIN_S": 2.0}
PROCESS = "[default]\ncredential_process = sleep 60\n"
ASKING = "[default]\ncredential_process = sh -c 'read password && sleep 60'\n"
MACHINES: dict[str, tuple[tuple[str, ...], str, str]] = {
    # commands of the user's settings; ~/.aws/config; what the report names
    "export": (("awsCredentialExport",), "", "awsCredentialExport"),
    "refresh": (("awsAuthRefresh",), "", "awsAuthRefresh"),
    "export and refresh": (("awsCredentialExport", "awsAuthRefresh"), "", "awsAuthRefresh"),
    "process": ((), PROCESS, "[default]"),
    "process that asks for a password": ((), ASKING, "[default]"),
    "all": (("awsCredentialExport", "awsAuthRefresh"), PROCESS, "[default]"),
}


@pytest.mark.parametrize(("names", "config", "named"), MACHINES.values(), ids=MACHINES)
def test_a_silent_command_is_a_timeout_that_names_it(
    names: tuple[str, ...], config: str, named: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    for folder in (".aws", ".claude"):
        (home / folder).mkdir(parents=True)
    (home / ".claude" / "settings.json").write_text(json.dumps(dict.fromkeys(names, "sleep 60")))
    (home / ".aws" / "config").write_text(config)
    shell = {"AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}
    ran = run(tmp_path, "-m", "step3", "--lang", "en", variables=shell, values=SHORT)
    found = ran.checks["step3.credentials-resolve"]
    assert (ran.code, ran.data["verdict"]) == (1, "not_ready")
    assert (found["verdict"], found["cause"]) == ("failed", "timeout")
    assert named in found["detail"]
    assert ran.data["duration_s"] < 12


@pytest.mark.parametrize(
    ("command", "told"),
    [("sleep 60", "The command of awsAuthRefresh did not end in time (~/.claude/settings.json:1)."), ("exit 0", None)],
)
def test_a_command_beside_keys_that_aws_refuses_is_run_once(command: str, told: str | None, tmp_path: Path) -> None:
    home = tmp_path / "home" / ".claude"
    home.mkdir(parents=True)
    count = tmp_path / "count"
    settings = {"awsAuthRefresh": f"echo run >> '{count}'; {command}"}
    (home / "settings.json").write_text(json.dumps(settings))
    with served(ChangingAws(bad_keys={KEYS["AWS_ACCESS_KEY_ID"]})) as aws:
        ran = run(tmp_path, "-m", "step3", "--lang", "en", variables=aws.shell, values=SHORT)
    found = ran.checks["step3.credentials-valid"]
    assert (ran.code, ran.data["verdict"]) == (1, "not_ready")
    assert (found["verdict"], found["cause"]) == ("failed", "invalid-credentials")
    assert [note for note in found["notes"] if "awsAuthRefresh" in note] == ([told] if told else [])
    assert count.read_text() == "run\n"
    assert ran.data["duration_s"] < 12


def test_keys_beside_a_command_that_does_not_end_are_not_claude_code_s(tmp_path: Path) -> None:
    home = tmp_path / "home" / ".claude"
    home.mkdir(parents=True)
    (home / "settings.json").write_text(json.dumps({"awsCredentialExport": "read password; echo"}))
    with served(ChangingAws()) as aws:
        ran = run(tmp_path, "-m", "step3", "--lang", "en", variables=aws.shell, values=SHORT)
    found, used = ran.checks["step3.single-source"], ran.data["claude_code"]
    assert (ran.code, found["verdict"], found["cause"]) == (1, "failed", "timeout")
    assert (used["credential_source"], used["same_identity"]) == ("credential-export", None)
