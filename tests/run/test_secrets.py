"""No secret, no access key id and no full account id comes out of a run, however talkative it was told to be."""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.run.fake_aws import ACCOUNT, FakeAws, served
from tests.run.running import Ran, run

SHELL = {
    "AWS_ACCESS_KEY_ID": "ASIAQ7CANARYSHELL234",
    "AWS_SECRET_ACCESS_KEY": "Canary+In/The+Shell/Secret0123456789abcd",
    "AWS_SESSION_TOKEN": "IQoJcanary//InTheShell+SessionToken0123456789" * 3 + "==",
    "ANTHROPIC_API_KEY": "sk-ant-canary-in-the-shell-0123456789",
}
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
PLANTED = {
    **{f"shell {name}": value for name, value in SHELL.items()},
    **{f"files {name}": value for name, value in FILES.items()},
    **{f"malformed {name}": value for name, value in MALFORMED.items()},
    **{f"dotenv {name}": value for name, value in DOTENV.items()},
    **SSO,
    "settings": SETTINGS,
    "account": ACCOUNT,
}
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


def plant(home: Path) -> None:
    """An attendee's home, with a secret in every file that tools of AWS and Claude Code keep."""
    for name, content in {
        ".aws/credentials": "[default]\n"
        + "".join(f"{name.lower()} = {value}\n" for name, value in FILES.items())
        + MALFORMED_LINES,
        ".aws/config": "[default]\nregion = us-east-1\n",
        ".aws/sso/cache/0123456789abcdef.json": json.dumps({**SSO, "expiresAt": "2026-01-01T00:00:00Z"}),
        ".claude/settings.json": json.dumps({"env": {"ANTHROPIC_AUTH_TOKEN": SETTINGS}}),
    }.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def everything(ran: Ran) -> dict[str, str]:
    """All that a run has said, by where."""
    return {
        "terminal": ran.said,
        "page": ran.html,
        "page, read": html.unescape(ran.html),
        "data": ran.page.with_suffix(".json").read_text(encoding="utf-8"),
        "junit": ran.page.with_name("junit.xml").read_text(encoding="utf-8"),
    }


def forms(secret: str) -> set[str]:
    """How a secret may be written down."""
    encoded = base64.b64encode(secret.encode()).decode()
    return {secret, quote(secret, safe=""), json.dumps(secret)[1:-1], html.escape(secret), encoded[:-4]}


@pytest.fixture(scope="module")
def of_keys(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A talkative run with keys and a token, where AWS echoes what it was sent and a check raises what it knows."""
    folder = tmp_path_factory.mktemp("keys")
    plant(folder / "home")
    (clone / ".env").write_text("".join(f"{name}={value}\n" for name, value in DOTENV.items()))
    with served(FakeAws(refusal=ECHO.format(**SHELL))) as aws:
        ran = run(
            folder,
            *TALKATIVE,
            f"--junitxml={folder / 'junit.xml'}",
            variables={**aws.shell, **SHELL},
            plugin=INDISCREET,
            cwd=clone,
            fresh=True,
        )
        assert aws.one_token
    return ran


@pytest.fixture(scope="module")
def of_an_api_key(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A talkative run with an API key, which botocore does not send over plain HTTP."""
    folder = tmp_path_factory.mktemp("api-key")
    plant(folder / "home")
    with served(FakeAws()) as aws:
        variables = {
            "AWS_ENDPOINT_URL": aws.url,
            "AWS_REGION": "us-east-1",
            "AWS_BEARER_TOKEN_BEDROCK": API_KEY,
        }
        return run(folder, *TALKATIVE, f"--junitxml={folder / 'junit.xml'}", variables=variables, cwd=clone, fresh=True)


def test_the_canaries_were_within_reach(of_keys: Ran, of_an_api_key: Ran) -> None:
    assert of_keys.code == 1
    assert "Something new went wrong." in of_keys.checks["step1.sonnet-access"]["detail"]
    assert of_keys.checks["step4.region-is-guide"]["cause"] == "internal-error"
    assert of_keys.data["attendee"]["credential_source"] == "environment"
    assert of_keys.data["attendee"]["account"] == f"********{ACCOUNT[-4:]}"
    assert of_an_api_key.data["attendee"]["credential_source"] == "bedrock-api-key"


@pytest.mark.parametrize("secret", PLANTED.values(), ids=PLANTED)
def test_no_canary_sings_in_a_run_with_keys(secret: str, of_keys: Ran) -> None:
    told = everything(of_keys)
    assert [(where, form) for where, text in told.items() for form in forms(secret) if form in text] == []


@pytest.mark.parametrize("secret", BESIDE_AN_API_KEY.values(), ids=BESIDE_AN_API_KEY)
def test_no_canary_sings_in_a_run_with_an_api_key(secret: str, of_an_api_key: Ran) -> None:
    told = everything(of_an_api_key)
    assert [(where, form) for where, text in told.items() for form in forms(secret) if form in text] == []
