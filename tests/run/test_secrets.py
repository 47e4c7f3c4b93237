"""No secret, no access key id and no full account id comes out of a run, however talkative it was told to be."""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path
from urllib.parse import quote

from tests.machine import Machine
from tests.run.fake_aws import ACCOUNT, FakeAws, served
from tests.run.running import Ran, run

KEYS = {
    "AWS_ACCESS_KEY_ID": "ASIAQ7CANARYSHELL234",
    "AWS_SECRET_ACCESS_KEY": "Canary+In/The+Shell/Secret0123456789abcd",
    "AWS_SESSION_TOKEN": "IQoJcanary//InTheShell+SessionToken0123456789" * 3 + "==",
}
SHELL = {**KEYS, "ANTHROPIC_API_KEY": "sk-ant-canary-in-the-shell-0123456789"}
FILES = {
    "AWS_ACCESS_KEY_ID": "AKIAQ7CANARYFILES234",
    "AWS_SECRET_ACCESS_KEY": "Canary+In/The+Files/Secret0123456789abcd",
}
# Under names of keys, but as no tool of AWS reads them.
MALFORMED = {
    "comment": "Canary+In/A+Commented/Secret0123456789ab",
    "brackets": "AKIAQ7CANARYBRACKET2",
    "hangul": "Canary+In/Hangul0123456789",
    "cut": "Canary+In/Two4Pieces01",
    "colon": "IQoJcanary//InAColonToken0123456789",
    "export": "Canary+In/An+Exported/Line0123456789abc",
}
MALFORMED_LINES = (
    "[odd]\naws_secret_access_key = {comment} # 내 키\naws_access_key_id = <{brackets}>\n"
    "AWS_SESSION_TOKEN: {colon}\n[odder]\naws_secret_access_key = 내 키 {hangul} 입니다\n"
    "aws_session_token = {cut}\n  and more\nexport AWS_SECRET_ACCESS_KEY={export}\n"
).format(**MALFORMED)
DOTENV = {
    "AWS_ACCESS_KEY_ID": "AKIAQ7CANARYDOTENV23",
    "AWS_SECRET_ACCESS_KEY": "Canary+In/The+Dotenv/Secret0123456789abc",
}
SSO = {
    "accessToken": "aoaAAAAAGcanarySsoAccessToken:" + "x9" * 30,
    "refreshToken": "aorAAAAAGcanarySsoRefreshToken:" + "y8" * 30,
    "clientSecret": "canary-sso-client-secret-0123456789-abcdef",
}
API_KEY = "ABSKQmVkcm9ja0FQSUtleS1jYW5hcnktYXQtMjEwOTg3NjU0MzIxOkNhbmFyeUluVGhlQXBpS2V5MDEyMzQ1Njc4OWFiY2RlZg=="
SETTINGS = "canary-in-claude-code-settings-0123456789"
OF_PLACES = {"shell": SHELL, "files": FILES, "malformed": MALFORMED, "dotenv": DOTENV, "SSO": SSO}
PLANTED = {f"{place} {name}": value for place, values in OF_PLACES.items() for name, value in values.items()}
PLANTED |= {"settings": SETTINGS, "account": ACCOUNT}
BESIDE_AN_API_KEY = {"api key": API_KEY, "piece of it": API_KEY[20:60], **SSO, "account": ACCOUNT}
TALKATIVE = ("-vv", "-rA", "--showlocals", "--tb=long", "--log-level=DEBUG", "--show-capture=all", "--full-trace")
ECHO = (
    "Something new went wrong. key={AWS_ACCESS_KEY_ID} secret={AWS_SECRET_ACCESS_KEY} token={AWS_SESSION_TOKEN} "
    f"account {ACCOUNT} (arn:aws:iam::{ACCOUNT}:user/attendee)"
)
# The checks' own code, at its worst: it prints, logs and raises what it knows.
INDISCREET = """
import logging, os, sys
from checkpoints.rules import step4

def judge_value(environment, edition):
    secret = os.environ["AWS_SECRET_ACCESS_KEY"]
    raise RuntimeError(f"over {secret} and {os.environ['AWS_SESSION_TOKEN']}")

step4.judge_value = judge_value
"""


def plant(machine: Machine) -> None:
    """An attendee's home, with a secret in every file that tools of AWS and Claude Code keep."""
    keys = "".join(f"{name.lower()} = {value}\n" for name, value in FILES.items())
    for name, content in {
        ".aws/credentials": f"[default]\n{keys}{MALFORMED_LINES}",
        ".aws/config": "[default]\nregion = us-east-1\n",
        ".aws/sso/cache/0123456789abcdef.json": json.dumps({**SSO, "expiresAt": "2026-01-01T00:00:00Z"}),
        ".claude/settings.json": json.dumps({"env": {"ANTHROPIC_AUTH_TOKEN": SETTINGS}}),
    }.items():
        machine.write(f"home/{name}", content)


def forms(secret: str) -> set[str]:
    """How a secret may be written down."""
    encoded = base64.b64encode(secret.encode()).decode()
    return {secret, quote(secret, safe=""), json.dumps(secret)[1:-1], html.escape(secret), encoded[:-4]}


def run_talkatively(
    folder: Path, clone: Path, aws: FakeAws, variables: dict[str, str], plugin: str = ""
) -> tuple[Ran, list[tuple[str, str]]]:
    """A run that tells all it can, and every text that came of it by where."""
    plant(Machine(folder))
    arguments = (*TALKATIVE, f"--junitxml={folder / 'junit.xml'}")
    given = {"AWS_ENDPOINT_URL": aws.url, "AWS_REGION": "us-east-1", **variables}
    ran = run(folder, *arguments, variables=given, plugin=plugin, cwd=clone, warm=())
    return ran, [
        ("terminal", ran.said),
        ("page", ran.html),
        ("page, read", html.unescape(ran.html)),
        ("data", ran.page.with_suffix(".json").read_text(encoding="utf-8")),
        ("junit", ran.page.with_name("junit.xml").read_text(encoding="utf-8")),
    ]


def sing(secrets: dict[str, str], told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The secrets that were told, by their names, and where."""
    return [
        (name, where)
        for name, secret in secrets.items()
        for where, text in told
        if any(form in text for form in forms(secret))
    ]


def test_no_canary_sings_in_a_run_with_keys(clone: Path, tmp_path: Path) -> None:
    """AWS echoes what it was sent, and a check raises what it knows."""
    (clone / ".env").write_text("".join(f"{name}={value}\n" for name, value in DOTENV.items()))
    with served(FakeAws(refusal=ECHO.format(**SHELL))) as aws:
        ran, told = run_talkatively(tmp_path, clone, aws, SHELL, INDISCREET)
    assert (ran.code, bool(aws.one_token)) == (1, True)
    assert "Something new went wrong." in ran.checks["step1.sonnet-access"]["detail"]
    assert ran.checks["step4.region-is-guide"]["cause"] == "internal-error"
    assert ran.data["attendee"]["credential_source"] == "environment"
    assert ran.data["attendee"]["account"] == f"********{ACCOUNT[-4:]}"
    assert sing(PLANTED, told) == []


def test_no_canary_sings_in_a_run_with_an_api_key(clone: Path, aws: FakeAws, tmp_path: Path) -> None:
    """botocore does not send it over plain HTTP."""
    ran, told = run_talkatively(tmp_path, clone, aws, {"AWS_BEARER_TOKEN_BEDROCK": API_KEY})
    assert ran.data["attendee"]["credential_source"] == "bedrock-api-key"
    assert sing(BESIDE_AN_API_KEY, told) == []
