"""step3.credentials-resolve, where an exception broke the default chain."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.credentials import UNFINISHED, Credentials
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import step3
from checkpoints.rules.finding import Finding
from tests.machine import KEYS, LONG_TERM_ID, TOKEN, Machine, static
from tests.rules import messages
from tests.rules.fakes import facts


def broken(
    machine: Machine, error: str, method: str = "", variables: dict[str, str] | None = None, **fields: Any
) -> Finding:
    found = Credentials(error=error, method=method, **fields)
    return step3.judge_chain(facts(environment=machine.look(**(variables or {})), credentials=found))


W = {"home/.aws/config": "[w]\nregion = us-east-1\n"}
TWO = {"home/.aws/credentials": "[b]\n" + static() + "[a]\n" + static()}
NO_PROFILE = {
    "unknown":
        (TWO, {"AWS_PROFILE": "nowhere", **KEYS}, "profile-unknown", "unset AWS_PROFILE",
         "AWS_PROFILE is set to [nowhere], a profile that does not exist. Existing profiles: a, b"),
    "empty":
        ({}, {"AWS_DEFAULT_PROFILE": "", "AWS_PROFILE": "a"}, "profile-empty", "unset AWS_DEFAULT_PROFILE",
         "AWS_DEFAULT_PROFILE is set to an empty value"),
    "unprefixed":
        (W, {"AWS_PROFILE": "w"}, "profile-unprefixed", r"sed -i.bak 's/^\[w\]/[profile w]/' ~/.aws/config",
         "~/.aws/config says [w]"),
    "unprefixed-with-hyphens":
        ({"home/.aws/config": "[my-team_1]\n"}, {"AWS_PROFILE": "my-team_1"}, "profile-unprefixed",
         r"sed -i.bak 's/^\[my-team_1\]/[profile my-team_1]/' ~/.aws/config", "says [my-team_1]"),
    "unprefixed-of-an-odd-name":
        ({"home/.aws/config": "[w/x]\n"}, {"AWS_PROFILE": "w/x"}, "profile-unprefixed",
         "aws configure --profile w/x", "says [w/x]"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "variables", "key", "command", "words"), NO_PROFILE.values(), ids=NO_PROFILE)
def test_a_profile_that_does_not_exist(
    machine: Machine, files: dict[str, str], variables: dict[str, str], key: str, command: str, words: str
) -> None:
    for name, content in files.items():
        machine.write(name, content)
    found = broken(machine, "ProfileNotFound", variables=variables)
    assert (found.verdict, found.cause, found.detail.key) == (
        Verdict.FAILED,
        Cause.PROFILE_NOT_FOUND,
        f"credentials.{key}",
    )
    assert words in messages.read(found.detail)
    assert messages.command(found) == command


def test_a_config_file_somewhere_else_is_changed_where_it_is(machine: Machine) -> None:
    elsewhere = machine.write("elsewhere", "[w]\nregion = us-east-1\n")
    found = broken(machine, "ProfileNotFound", variables={"AWS_PROFILE": "w", "AWS_CONFIG_FILE": str(elsewhere)})
    assert messages.command(found) == rf"sed -i.bak 's/^\[w\]/[profile w]/' {elsewhere}"


@pytest.mark.parametrize(
    ("files", "variables", "command"),
    [
        ("[profile workshop]\n[profile other]\n", {"AWS_PROFILE": "workshp"}, "export AWS_PROFILE=workshop"),
        ("[profile team]\n", {"AWS_PROFILE": "work"}, "export AWS_PROFILE=team"),
        ("[profile team]\n", {"AWS_DEFAULT_PROFILE": "work"}, "unset AWS_DEFAULT_PROFILE"),
        ("[default]\ncredential_process = x\n", {"AWS_PROFILE": "work"}, "unset AWS_PROFILE"),
        ("[default]\nregion = us-east-1\n[profile a]\n", {"AWS_PROFILE": "work"}, "aws configure --profile work"),
        ("", {"AWS_PROFILE": "my team"}, "aws configure --profile 'my team'"),
        ("", {"AWS_PROFILE": "w", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1"}, "unset AWS_PROFILE"),
    ],
)  # fmt: skip
def test_the_command_leads_to_the_profile_that_is_meant_or_to_what_is_there(
    machine: Machine, files: str, variables: dict[str, str], command: str
) -> None:
    machine.write("home/.aws/config", files)
    found = broken(machine, "ProfileNotFound", variables=variables)
    assert messages.command(found).splitlines()[0] == command


@pytest.mark.parametrize("name", ["w\r", "w ", "w\u200b"])
def test_characters_of_a_profile_s_name_that_do_not_show_are_escaped(machine: Machine, name: str) -> None:
    machine.write("home/.aws/config", "[profile w]\nregion = us-east-1\n")
    found = broken(machine, "ProfileNotFound", variables={"AWS_PROFILE": name})
    assert found.detail.values["profile"] == repr(name)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"\xef\xbb\xbf[default]", "credentials.config-marked"),
        ("# 한글\n[default]".encode("cp949"), "credentials.config-encoding"),
        (b"region", "credentials.config-broken"),
    ],
)
def test_a_broken_file_is_told_with_the_reason(machine: Machine, content: bytes, key: str) -> None:
    machine.write("home/.aws/credentials", content)
    found = broken(machine, "ConfigParseError")
    assert (found.cause, found.detail.key) == (Cause.CONFIG_UNREADABLE, key)
    assert found.detail.values["file"] == "~/.aws/credentials"


def test_what_claude_code_uses_in_spite_of_a_broken_file_is_noted(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "\ufeff[default]\n" + static())
    chain = Credentials(error="ConfigParseError")
    found = step3.judge_chain(facts(environment=machine.look(), credentials=chain, claude_code=machine.compare()))
    assert [messages.read(note) for note in found.notes] == [
        "Claude Code still uses [default] (shared-credentials-file) in spite of this error. The AWS CLI, which the "
        "guide uses for its test, does not."
    ]


@pytest.mark.parametrize(
    ("error", "method"), [("InvalidConfigError", "sso"), ("ValueError", ""), ("KeyError", "config-file")]
)
def test_settings_that_are_missing_or_wrong_are_the_config_file_s(machine: Machine, error: str, method: str) -> None:
    found = broken(machine, error, method, profile="work")
    assert (found.cause, found.detail.key) == (Cause.CONFIG_UNREADABLE, "credentials.config-incomplete")
    assert found.detail.values["profile"] == "work"


WEB_IDENTITY = "assume-role-with-web-identity"
CAUSES = (
    (Cause.SSO_LOGIN_REQUIRED, "sso", "SSOTokenLoadError TokenRetrievalError UnauthorizedSSOTokenError KeyError"),
    (Cause.SSO_LOGIN_REQUIRED, "assume-role", "SSOTokenLoadError"),
    (Cause.LOGIN_REQUIRED, "login", "LoginTokenLoadError LoginRefreshRequired LoginInsufficientPermissions"),
    (Cause.LOGIN_REQUIRED, "login", "LoginError KeyError"),
    (Cause.CRT_MISSING, "login", "MissingDependencyException"),
    (Cause.CREDENTIAL_PROCESS_FAILED, "custom-process", "CredentialRetrievalError JSONDecodeError"),
    (Cause.WEB_IDENTITY_TOKEN_MISSING, WEB_IDENTITY, "FileNotFoundError InvalidConfigError"),
    (Cause.CONTAINER_CREDENTIALS_FAILED, "container-role", "CredentialRetrievalError ValueError"),
    (Cause.ASSUME_ROLE_FAILED, "assume-role", "InvalidConfigError PartialCredentialsError MfaCodeNeededError"),
    (Cause.NO_CREDENTIALS, "iam-role", "CredentialRetrievalError"),
    (Cause.EXPIRED_CREDENTIALS, "env", "RuntimeError"),
    (Cause.INVALID_CREDENTIALS, "env", "ParserError"),
    (Cause.ENDPOINT_UNREACHABLE, "assume-role", "EndpointConnectionError"),
    (Cause.ENDPOINT_UNREACHABLE, "sso", "ProxyConnectionError SSLError"),
    (Cause.ENDPOINT_UNREACHABLE, "login", "ConnectionClosedError HTTPClientError"),
    (Cause.TIMEOUT, "sso", "ConnectTimeoutError ReadTimeoutError"),
    (Cause.TIMEOUT, "assume-role", UNFINISHED),
    (Cause.TIMEOUT, "custom-process", UNFINISHED),
    (Cause.TIMEOUT, "container-role", f"ReadTimeoutError {UNFINISHED}"),
    (Cause.TIMEOUT, "iam-role", f"ReadTimeoutError {UNFINISHED}"),
)


@pytest.mark.parametrize(
    ("error", "method", "cause"),
    [(error, method, cause) for cause, method, errors in CAUSES for error in errors.split()],
)
def test_what_broke_the_chain_has_its_cause(machine: Machine, error: str, method: str, cause: Cause) -> None:
    found = broken(machine, error, method, profile="work")
    assert (found.verdict, found.cause) == (Verdict.FAILED, cause)
    (shown,) = found.evidence
    assert (shown.source, shown.shows.values) == (error, {"provider": method, "code": "-"})
    assert messages.everything(found)


@pytest.mark.parametrize(
    ("error", "method", "command"),
    [
        ("SSOTokenLoadError", "sso", "aws sso login --profile=work"),
        ("LoginRefreshRequired", "login", "aws login --profile work"),
    ],
)
def test_the_login_commands_name_the_profile(machine: Machine, error: str, method: str, command: str) -> None:
    assert messages.command(broken(machine, error, method, profile="work")) == command


@pytest.mark.parametrize(
    ("error", "method", "words"),
    [
        ("LoginInsufficientPermissions", "login", "signin:CreateOAuth2Token"),
        ("MfaCodeNeededError", "assume-role", "MFA"),
        (UNFINISHED, "custom-process", "20 seconds"),
    ],
    ids=["permission", "mfa", "unfinished"],
)
def test_an_error_with_a_reason_of_its_own_says_it(machine: Machine, error: str, method: str, words: str) -> None:
    assert words in messages.read(broken(machine, error, method, profile="work").detail)


@pytest.mark.parametrize(
    ("method", "variables", "place"),
    [
        ("env", {"AWS_ACCESS_KEY_ID": LONG_TERM_ID}, "AWS_ACCESS_KEY_ID"),
        (
            "env",
            {"AWS_ACCESS_KEY_ID": LONG_TERM_ID, "AWS_SESSION_TOKEN": TOKEN},
            "AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN",
        ),
        ("shared-credentials-file", {}, "~/.aws/credentials [default]"),
        ("config-file", {}, "~/.aws/config [default]"),
    ],
    ids=["env", "env-with-token", "credentials-file", "config-file"],
)
def test_half_a_pair_that_breaks_the_chain(
    machine: Machine, method: str, variables: dict[str, str], place: str
) -> None:
    found = broken(machine, "PartialCredentialsError", method, variables, missing="aws_secret_access_key")
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.PARTIAL_CREDENTIALS)
    assert (found.detail.values["place"], found.detail.values["missing"]) == (place, "aws_secret_access_key")


def test_a_chain_that_broke_nowhere_in_particular_shows_a_dash(machine: Machine) -> None:
    assert broken(machine, "ValueError").evidence[0].shows.values == {"provider": "-", "code": "-"}


EXPIRED = "The security token included in the request is expired"
ON_THE_WAY = [
    ("AccessDenied", 403, "", "assume-role", "failed", "assume-role-failed"),
    ("OptInRequired", 403, "", "assume-role", "failed", "assume-role-failed"),
    ("InvalidIdentityToken", 400, "", WEB_IDENTITY, "failed", "assume-role-failed"),
    ("ForbiddenException", 403, "", "sso", "failed", "sso-role-not-assigned"),
    ("ResourceNotFoundException", 404, "New words.", "sso", "failed", "sso-role-not-assigned"),
    ("ResourceNotFoundException", 404, "New words.", "assume-role", "failed", "assume-role-failed"),
    ("AccessDeniedException", 403, "", "login", "failed", "login-required"),
    ("ExpiredToken", 400, "", "assume-role", "failed", "expired-credentials"),
    ("Odd", 400, EXPIRED, "assume-role", "failed", "expired-credentials"),
    ("InvalidClientTokenId", 403, "", "assume-role", "failed", "invalid-credentials"),
    ("Throttling", 400, "", "assume-role", "unverified", "throttled"),
    ("Odd", 503, "", "assume-role", "unverified", "service-error"),
]


@pytest.mark.parametrize(("code", "status", "text", "method", "verdict", "cause"), ON_THE_WAY)
def test_a_refusal_on_the_way_has_its_cause(
    machine: Machine, code: str, status: int, text: str, method: str, verdict: str, cause: str
) -> None:
    refusal: dict[str, Any] = {"error_code": code, "error_status": status, "error_text": text}
    found = broken(machine, "ClientError", method, profile="r", **refusal)
    assert (found.verdict, found.cause) == (Verdict(verdict), Cause(cause))
    assert code in messages.read(found.detail)
    assert found.evidence[0].shows.values == {"provider": method, "code": code}


def test_what_a_process_printed_is_never_shown(machine: Machine) -> None:
    canary = "canary-printed-by-a-process"
    found = broken(machine, "CredentialRetrievalError", "custom-process", profile="p", error_text=canary)
    assert canary not in messages.everything(found)
