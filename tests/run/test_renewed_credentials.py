"""`awsAuthRefresh` of the user's settings changes the machine: what it has written is what the run goes by."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from tests.machine import SECRET, static
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
def test_what_the_command_has_written_is_one_source_that_both_use(kind: str, aws: FakeAws, tmp_path: Path) -> None:
    home, new = tmp_path / "home", tmp_path / "new"
    (home / ".claude").mkdir(parents=True)
    (home / ".aws").mkdir()
    (tmp_path / "vend.py").write_text(VEND, encoding="utf-8")
    vend = f"credential_process = {shlex.join((sys.executable, str(tmp_path / 'vend.py')))}\n"
    new.write_text(f"[default]\n{vend if kind == PROCESS else static()}", encoding="utf-8")
    command = f"{shlex.join(('cp', str(new), str(home / '.aws' / 'config')))}; exit 1"  # which Claude Code passes over
    (home / ".claude" / "settings.json").write_text(json.dumps({"awsAuthRefresh": command}), encoding="utf-8")
    ran = run(tmp_path, variables={"AWS_ENDPOINT_URL": aws.url, "AWS_REGION": "us-east-1"})
    assert (ran.code, ran.data["verdict"], ran.causes) == (0, "ready", set())
    assert f"[default] ({kind})" in ran.html
    assert ran.data["claude_code"]["same_identity"] is True
    assert not any(secret in ran.said + ran.html for secret in ("canary", SECRET))
