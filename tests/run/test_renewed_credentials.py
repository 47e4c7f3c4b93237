"""`awsAuthRefresh` of the user's settings changes the machine: what it has written is what the run goes by."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from tests.machine import SECRET, Machine, static
from tests.run.fake_aws import FakeAws
from tests.run.running import run

# Gives other keys each time, as a command does that asks for a session.
VEND = """
import json, uuid
key, canary = "ASIA" + uuid.uuid4().hex[:16].upper(), "canary/" + uuid.uuid4().hex
keys = {"AccessKeyId": key, "SecretAccessKey": canary, "SessionToken": "canary-" + canary}
print(json.dumps({"Version": 1, **keys, "Expiration": "2999-01-01T00:00:00Z"}))
"""
PROCESS, STATIC = "custom-process", "config-file"


@pytest.mark.parametrize("kind", [PROCESS, STATIC])
def test_what_the_command_has_written_is_one_source_that_both_use(
    kind: str, aws: FakeAws, machine: Machine, tmp_path: Path
) -> None:
    vend = f"credential_process = {shlex.join((sys.executable, str(machine.write('vend.py', VEND))))}\n"
    new = machine.write("new", f"[default]\n{vend if kind == PROCESS else static()}")
    old = machine.write("home/.aws/config", "")
    command = f"{shlex.join(('cp', str(new), str(old)))}; exit 1"  # which Claude Code passes over
    machine.write("home/.claude/settings.json", json.dumps({"awsAuthRefresh": command}))
    ran = run(tmp_path, variables={"AWS_ENDPOINT_URL": aws.url, "AWS_REGION": "us-east-1"})
    assert (ran.code, ran.data["verdict"], ran.causes) == (0, "ready", set())
    assert f"[default] ({kind})" in ran.html
    assert ran.data["claude_code"]["same_identity"] is True
    assert not any(secret in ran.said + ran.html for secret in ("canary", SECRET))
