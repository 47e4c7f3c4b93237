"""Which tokens of `aws sso login` and `aws login` Claude Code refuses."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta, timezone

import pytest

from checkpoints.client.place import Place
from checkpoints.client.sign_in_tokens import find_refused_token
from tests.client.machine import CONFIG, GivenFiles, keys, look

NOW = datetime(2026, 11, 27, 9, tzinfo=timezone.utc)
SSO = "sso_account_id = 1\nsso_role_name = n\n"
NEW = f"[default]\nsso_session = one\n{SSO}[sso-session one]\nsso_start_url = https://a\nsso_region = us-east-1\n"
OLD = f"[default]\nsso_start_url = https://a\nsso_region = us-east-1\n{SSO}"
LOGIN = "[default]\nlogin_session = one\n"
RENEWING = {"clientId": "c", "clientSecret": "s", "refreshToken": "r"}
WHOLE = {"clientId": "c", "refreshToken": "r", "dpopKey": "k"}
OF_SSO = f"/home/kim/.aws/sso/cache/{hashlib.sha1(b'one').hexdigest()}.json"
OF_LOGIN = f"/home/kim/.aws/login/cache/{hashlib.sha256(b'one').hexdigest()}.json"


def ending_in(minutes: float, written: str = "%Y-%m-%dT%H:%M:%SZ", **more: str) -> str:
    return json.dumps({"expiresAt": (NOW + timedelta(minutes=minutes)).strftime(written), **more})


# The config file, the token's file and its content, and whether Claude Code refuses it.
TOKENS = {
    "sso-in-its-last-minutes": (NEW, OF_SSO, ending_in(3), True),
    "sso-that-gets-there-in-a-minute": (NEW, OF_SSO, ending_in(5.5), True),
    "sso-of-the-old-spelling-of-utc": (NEW, OF_SSO, ending_in(3, "%Y-%m-%dT%H:%M:%SUTC"), True),
    "sso-for-longer": (NEW, OF_SSO, ending_in(7), False),
    "sso-that-can-be-renewed": (NEW, OF_SSO, ending_in(3, **RENEWING), False),
    "sso-without-its-client": (NEW, OF_SSO, ending_in(3, refreshToken="r"), True),
    "sso-without-a-session": (OLD, OF_SSO, ending_in(3), False),
    "sso-that-is-not-there": (NEW, "/nowhere", "", False),
    "sso-that-is-no-object": (NEW, OF_SSO, "[1]", False),
    "sso-with-no-date": (NEW, OF_SSO, '{"expiresAt": "soon"}', False),
    "sso-behind-a-role": (f"{NEW}[profile r]\nrole_arn = r\nsource_profile = default\n", OF_SSO, ending_in(3), True),
    "login": (LOGIN, OF_LOGIN, json.dumps(WHOLE), False),
    "login-with-an-empty-key": (LOGIN, OF_LOGIN, json.dumps({**WHOLE, "dpopKey": ""}), True),
    "login-that-is-not-there": (LOGIN, "/nowhere", "", False),
    "static-keys": (f"[default]\n{keys()}", OF_SSO, ending_in(3), False),
}


@pytest.mark.parametrize(("config", "file", "content", "is_refused"), TOKENS.values(), ids=TOKENS)
def test_a_token_that_claude_code_refuses(config: str, file: str, content: str, is_refused: bool) -> None:
    files = {CONFIG: config, file: content}
    view = look(files, **({"AWS_PROFILE": "r"} if "[profile r]" in config else {}))
    signer = view.identity.signer
    profile = view.files.profiles[signer.profile or ""]
    place = find_refused_token(signer, profile, view.variables, None, GivenFiles(files), NOW)
    named = "login_session" if config is LOGIN else "sso_session"
    assert place == (Place(named, "~/.aws/config", 2) if is_refused else None)
