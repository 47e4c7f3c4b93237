"""`HOME` of Claude Code's own settings: it looks for AWS files and tokens of logins there, the AWS CLI does not."""

from __future__ import annotations

import json
import sys
from hashlib import sha1
from pathlib import Path

import pytest

from checkpoints.run.place import RUN_OPTIONS
from tests.machine import SECRET, TEMPORARY_ID, TOKEN
from tests.run.fake_aws import FakeAws, served
from tests.run.running import run
from tests.web_server import Answer

CONFIG = (
    "[profile corp]\nsso_session = corp\nsso_account_id = 210987654321\nsso_role_name = R\n"
    "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\n"
)
CACHE = f".aws/sso/cache/{sha1(b'corp', usedforsecurity=False).hexdigest()}.json"
PORTAL_TOKEN = json.dumps({"accessToken": "canary-of-the-portal", "expiresAt": "2999-01-01T00:00:00Z"})


class Portal(FakeAws):
    """An account that IAM Identity Center gives keys for."""

    def answer(self, method: str, path: str, body: str) -> Answer:
        if not path.startswith("/federation/credentials"):
            return super().answer(method, path, body)
        keys = {"accessKeyId": TEMPORARY_ID, "secretAccessKey": SECRET, "sessionToken": TOKEN}
        return 200, "", json.dumps({"roleCredentials": {**keys, "expiration": 32503680000000}})


KEYS = json.dumps({"Version": 1, "AccessKeyId": TEMPORARY_ID, "SecretAccessKey": SECRET, "SessionToken": TOKEN})


@pytest.mark.parametrize(
    "config", [CONFIG, f"[profile corp]\ncredential_process = {sys.executable} {{home}}/keys.py\n"]
)
def test_an_empty_home_directory_of_the_settings_moves_nothing(config: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    files = {
        ".aws/config": config.format(home=home),
        CACHE: PORTAL_TOKEN,
        ".claude/settings.json": json.dumps({"env": {"HOME": ""}}),
        "keys.py": f"import os\nif os.environ['HOME']:\n    print({KEYS!r})\n",
    }
    for name, text in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    with served(Portal()) as aws:
        shell = {"AWS_ENDPOINT_URL": aws.url, "AWS_REGION": "us-east-1", "AWS_PROFILE": "corp"}
        ran = run(tmp_path, *RUN_OPTIONS, "--lang", "en", variables=shell)
    assert (ran.code, ran.data["verdict"], ran.causes) == (0, "ready", set())
    assert "canary" not in ran.said + ran.html


@pytest.mark.parametrize("has_token", [True, False], ids=["with a token there", "without one"])
def test_tokens_of_a_login_are_those_of_the_home_directory_of_the_settings(has_token: bool, tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    files = {
        home / ".aws/config": CONFIG,
        other / ".aws/config": CONFIG,
        home / CACHE: PORTAL_TOKEN,
        home / ".claude/settings.json": json.dumps({"env": {"HOME": str(other)}}),
    }
    for path, text in {**files, **({other / CACHE: PORTAL_TOKEN} if has_token else {})}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    with served(Portal()) as aws:
        shell = {"AWS_ENDPOINT_URL": aws.url, "AWS_REGION": "us-east-1", "AWS_PROFILE": "corp"}
        ran = run(tmp_path, *RUN_OPTIONS, "--lang", "en", variables=shell)
    assert "canary" not in ran.said + ran.html
    if has_token:
        assert (ran.code, ran.data["verdict"]) == (0, "ready")
        return
    found = ran.checks["step3.single-source"]
    assert (ran.code, found["verdict"], found["cause"]) == (1, "failed", "conflicting-sources")
    assert found["detail"] == "This run and the AWS CLI use [corp] (sso), but Claude Code finds no credentials."
    assert found["command"].endswith(" remove HOME --from ~/.claude/settings.json")
