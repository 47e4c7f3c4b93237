"""step3.credentials-resolve, where an exception broke the default chain."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.client_connection import ConnectionOutcome
from checkpoints.facts.credentials import UNFINISHED, Credentials
from checkpoints.facts.other_route import UNTRUSTED, OtherRoute
from checkpoints.rules.finding import Finding
from tests.machine import KEYS, LONG_TERM_ID, TOKEN, Machine, static
from tests.rules import messages
from tests.rules.source_cases import CONFIG, CREDENTIALS, resolved, single
from tests.rules.worlds import told


def broken(machine: Machine, error: str, method: str = "", profile: str | None = "work", **fields: Any) -> Finding:
    return resolved(machine, Credentials(error=error, method=method, profile=profile, **fields))


def unknown(machine: Machine, config: str, **variables: str) -> Finding:
    """The finding of a profile that is not there."""
    return resolved(machine, Credentials(error="ProfileNotFound"), {CONFIG: config}, variables)


# -- a profile that does not exist


def test_a_profile_that_nobody_has_is_told_with_those_that_exist(machine: Machine) -> None:
    two = {CREDENTIALS: "[b]\n" + static() + "[a]\n" + static()}
    shell = {"AWS_PROFILE": "nowhere", **KEYS}
    found = resolved(machine, Credentials(error="ProfileNotFound"), two, shell)
    assert (told(found), found.detail.key) == ("failed: profile-not-found", "credentials.profile-unknown")
    words = "AWS_PROFILE is set to [nowhere], a profile that does not exist. Existing profiles: a, b"
    assert words in messages.read(found.detail)
    assert messages.command(found) == "unset AWS_PROFILE"


def test_an_empty_name_is_told_with_its_variable(machine: Machine) -> None:
    found = unknown(machine, "", AWS_DEFAULT_PROFILE="", AWS_PROFILE="a")
    assert (told(found), found.detail.key) == ("failed: profile-not-found", "credentials.profile-empty")
    assert "AWS_DEFAULT_PROFILE is set to an empty value" in messages.read(found.detail)
    assert found.detail.values["profiles"] == "-"
    assert messages.command(found) == "unset AWS_DEFAULT_PROFILE"


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("w", r"sed -i.bak 's/^\[w\]/[profile w]/' ~/.aws/config"),
        ("my-team_1", r"sed -i.bak 's/^\[my-team_1\]/[profile my-team_1]/' ~/.aws/config"),
        ("w/x", "aws configure --profile w/x"),
    ],
)
def test_a_section_without_the_word_profile_is_told_with_it(machine: Machine, name: str, command: str) -> None:
    found = unknown(machine, f"[{name}]\nregion = us-east-1\n", AWS_PROFILE=name)
    assert (told(found), found.detail.key) == ("failed: profile-not-found", "credentials.profile-unprefixed")
    assert f"~/.aws/config says [{name}]" in messages.read(found.detail)
    assert messages.command(found) == command


def test_a_config_file_somewhere_else_is_changed_where_it_is(machine: Machine) -> None:
    elsewhere = machine.write("elsewhere", "[w]\nregion = us-east-1\n")
    found = unknown(machine, "", AWS_PROFILE="w", AWS_CONFIG_FILE=str(elsewhere))
    assert messages.command(found) == rf"sed -i.bak 's/^\[w\]/[profile w]/' {elsewhere}"


PROCESS = "credential_process = x\n"
NO_SERVICE = {"AWS_PROFILE": "w", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1"}


@pytest.mark.parametrize(
    ("config", "variables", "command"),
    [
        (f"[profile workshop]\n{PROCESS}[profile other]\n", {"AWS_PROFILE": "workshp"}, "export AWS_PROFILE=workshop"),
        (f"[profile team]\n{PROCESS}", {"AWS_PROFILE": "work"}, "export AWS_PROFILE=team"),
        (f"[profile team]\n{PROCESS}", {"AWS_DEFAULT_PROFILE": "work"}, "unset AWS_DEFAULT_PROFILE"),
        ("[profile workshop]\n[profile other]\n", {"AWS_PROFILE": "workshp"}, "aws configure --profile workshp"),
        ("[profile team]\n", {"AWS_PROFILE": "work"}, "aws configure --profile work"),
        (f"[profile 'my dev']\n{PROCESS}", {"AWS_PROFILE": "my dev2"}, "export AWS_PROFILE=workshop"),
        ("[default]\ncredential_process = x\n", {"AWS_PROFILE": "work"}, "unset AWS_PROFILE"),
        ("[default]\nregion = us-east-1\n[profile a]\n", {"AWS_PROFILE": "work"}, "aws configure --profile work"),
        ("[profile dev-kay]\n[profile other]\n", {"AWS_PROFILE": "dev-kim"}, "aws configure --profile dev-kim"),
        ("", {"AWS_PROFILE": "my team"}, "export AWS_PROFILE=workshop"),
        ("", {"AWS_DEFAULT_PROFILE": "work"}, "unset AWS_DEFAULT_PROFILE"),
        ("", {"AWS_PROFILE": "w", "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1/"}, "unset AWS_PROFILE"),
        ("", NO_SERVICE, "unset AWS_PROFILE"),
    ],
)
def test_the_command_leads_to_the_profile_that_is_meant_or_to_what_is_there(
    machine: Machine, config: str, variables: dict[str, str], command: str
) -> None:
    assert messages.command(unknown(machine, config, **variables)).splitlines()[0] == command


@pytest.mark.parametrize("name", ["w\r", "w ", "w\u200b"])
def test_characters_of_a_profile_s_name_that_do_not_show_are_escaped(machine: Machine, name: str) -> None:
    found = unknown(machine, "[profile w]\nregion = us-east-1\n", AWS_PROFILE=name)
    assert found.detail.values["profile"] == repr(name)


# -- a file that cannot be read


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"\xef\xbb\xbf[default]", "config-marked"),
        ("# 한글\n[default]".encode("cp949"), "config-encoding"),
        (b"region", "config-broken"),
    ],
)
def test_a_broken_file_is_told_with_the_reason(machine: Machine, content: bytes, key: str) -> None:
    found = resolved(machine, Credentials(error="ConfigParseError"), {CREDENTIALS: content})
    assert (told(found), found.detail.key) == ("failed: config-unreadable", f"credentials.{key}")
    assert found.detail.values["file"] == "~/.aws/credentials"


def test_a_file_that_is_too_large_to_read_leaves_open_what_is_used(machine: Machine) -> None:
    files = {CONFIG: "#" * (1 << 21), CREDENTIALS: "[default]\n" + static()}
    found = resolved(machine, Credentials(error="ConfigParseError"), files)
    assert (told(found), found.detail.key) == ("unverified: config-unreadable", "credentials.config-large")
    assert (found.case, found.detail.values["file"], messages.noted(found)) == ("large", "~/.aws/config", [])
    found = single(machine, files, {}, Credentials(error="ConfigParseError"))
    assert (told(found), found.case) == ("unverified: config-unreadable", "large")


def test_what_claude_code_uses_in_spite_of_a_broken_file_is_noted(machine: Machine) -> None:
    found = resolved(machine, Credentials(error="ConfigParseError"), {CREDENTIALS: "\ufeff[default]\n" + static()})
    assert messages.noted(found) == [
        "Claude Code still uses [default] (shared-credentials-file) in spite of this error. The AWS CLI, which the "
        "guide uses for its test, does not."
    ]


@pytest.mark.parametrize(
    ("error", "method"), [("InvalidConfigError", "sso"), ("ValueError", ""), ("KeyError", "config-file")]
)
def test_settings_that_are_missing_or_wrong_are_the_config_file_s(machine: Machine, error: str, method: str) -> None:
    found = broken(machine, error, method)
    assert (told(found), found.detail.key) == ("failed: config-unreadable", "credentials.config-incomplete")
    assert found.detail.values["profile"] == "work"


# -- an exception of a provider

COMMANDS = {"sso": "aws sso login --profile=work", "login": "aws login --profile work"}
# What keeps silent and is not AWS has advice of its own.
SILENT = {"custom-process": "command", "container-role": "container", "iam-role": "metadata"}
WEB_IDENTITY = "assume-role-with-web-identity"
CAUSES: dict[str, dict[str, str]] = {
    "sso-login-required": {
        "sso": "SSOTokenLoadError TokenRetrievalError UnauthorizedSSOTokenError KeyError",
        "assume-role": "SSOTokenLoadError",
    },
    "login-required": {
        "login": "LoginTokenLoadError LoginRefreshRequired LoginInsufficientPermissions LoginError KeyError"
    },
    "crt-missing": {"login": "MissingDependencyException"},
    "credential-process-failed": {"custom-process": "CredentialRetrievalError JSONDecodeError"},
    "web-identity-token-missing": {WEB_IDENTITY: "FileNotFoundError InvalidConfigError"},
    "container-credentials-failed": {"container-role": "CredentialRetrievalError ValueError"},
    "assume-role-failed": {"assume-role": "InvalidConfigError PartialCredentialsError MfaCodeNeededError"},
    "no-credentials": {"iam-role": "CredentialRetrievalError"},
    "expired-credentials": {"env": "RuntimeError"},
    "invalid-credentials": {"env": "ParserError"},
    "endpoint-unreachable": {
        "assume-role": "EndpointConnectionError ForeignAnswer",
        "sso": "ProxyConnectionError SSLError",
        WEB_IDENTITY: "EndpointConnectionError",
        "login": "ConnectionClosedError HTTPClientError",
    },
    "timeout": {
        "sso": "ConnectTimeoutError ReadTimeoutError",
        "assume-role": UNFINISHED,
        "custom-process": UNFINISHED,
        "container-role": f"ReadTimeoutError {UNFINISHED}",
        "iam-role": f"ReadTimeoutError {UNFINISHED}",
    },
}


@pytest.mark.parametrize("method", ["sso", "assume-role", WEB_IDENTITY])
def test_an_answer_that_cannot_be_read_proves_nothing(machine: Machine, method: str) -> None:
    assert told(broken(machine, "MalformedAnswer", method, "work")) == "unverified: service-error"


@pytest.mark.parametrize(
    ("error", "method", "cause"),
    [
        (error, method, cause)
        for cause, errors in CAUSES.items()
        for method, names in errors.items()
        for error in names.split()
    ],
)
def test_what_broke_the_chain_has_its_cause(machine: Machine, error: str, method: str, cause: str) -> None:
    found = broken(machine, error, method, None if cause == "web-identity-token-missing" else "work")
    assert told(found) == f"failed: {cause}"
    (shown,) = found.evidence
    assert (shown.source, shown.shows.values) == (error, {"provider": method, "code": "-"})
    assert messages.command(found)
    assert found.case == (SILENT.get(method, "") if cause == "timeout" else "")
    if cause in ("sso-login-required", "login-required") and method in COMMANDS:
        assert messages.command(found) == COMMANDS[method]


@pytest.mark.parametrize(
    ("error", "method", "words"),
    [
        ("LoginInsufficientPermissions", "login", "signin:CreateOAuth2Token"),
        ("MfaCodeNeededError", "assume-role", "MFA"),
        (UNFINISHED, "custom-process", "20 seconds"),
        ("ReadTimeoutError", "iam-role", "The EC2 instance metadata service took the connection"),
        ("ReadTimeoutError", "container-role", "timed out"),
        ("CredentialRetrievalError", "iam-role", "credentials"),
    ],
    ids=["permission", "mfa", "unfinished", "silent-metadata", "silent-container", "no-role"],
)
def test_an_error_with_a_reason_of_its_own_says_it(machine: Machine, error: str, method: str, words: str) -> None:
    assert words in messages.read(broken(machine, error, method).detail)


NO_TOKEN = Credentials(error="FileNotFoundError", method=WEB_IDENTITY)
LEFT: dict[str, tuple[str, dict[str, str], str]] = {
    "nothing-else": ("", {}, "\naws configure"),
    "another-profile": (f"[profile other]\n{static()}", {}, "\naws configure"),
    "keys-in-the-shell": ("", KEYS, ""),
    "the-default-profile": (f"[default]\n{static()}", {}, ""),
    "the-profile-in-use": (f"[profile w]\n{static()}", {"AWS_PROFILE": "w"}, ""),
    "a-profile-in-use-without-keys": (f"[default]\n{static()}[profile w]\n", {"AWS_PROFILE": "w"}, "\naws configure"),
}


@pytest.mark.parametrize(("config", "variables", "more"), LEFT.values(), ids=LEFT)
def test_a_source_that_is_there_by_mistake_is_left_for_what_else_there_is(
    machine: Machine, config: str, variables: dict[str, str], more: str
) -> None:
    found = resolved(machine, NO_TOKEN, {CONFIG: config}, variables)
    assert messages.command(found) == f"unset AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN{more}"


ID = {"AWS_ACCESS_KEY_ID": LONG_TERM_ID}


@pytest.mark.parametrize(
    ("method", "variables", "place"),
    [
        ("env", ID, "AWS_ACCESS_KEY_ID"),
        ("env", {**ID, "AWS_SESSION_TOKEN": TOKEN}, "AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN"),
        ("shared-credentials-file", {}, "~/.aws/credentials [default]"),
        ("config-file", {}, "~/.aws/config [default]"),
    ],
    ids=["env", "env-with-token", "credentials-file", "config-file"],
)
def test_half_a_pair_that_breaks_the_chain(
    machine: Machine, method: str, variables: dict[str, str], place: str
) -> None:
    half = Credentials(method=method, error="PartialCredentialsError", missing="aws_secret_access_key")
    found = resolved(machine, half, {}, variables)
    assert told(found) == "failed: partial-credentials"
    assert (found.detail.values["place"], found.detail.values["missing"]) == (place, "aws_secret_access_key")


def test_a_chain_that_broke_nowhere_in_particular_shows_a_dash(machine: Machine) -> None:
    assert broken(machine, "ValueError", profile=None).evidence[0].shows.values == {"provider": "-", "code": "-"}


def test_what_a_process_printed_is_never_shown(machine: Machine) -> None:
    canary = "canary-printed-by-a-process"
    found = broken(machine, "CredentialRetrievalError", "custom-process", error_text=canary)
    assert canary not in messages.everything(found)


# -- a refusal of AWS on the way

EXPIRED = "The security token included in the request is expired"


@pytest.mark.parametrize(
    ("code", "status", "text", "method", "expected"),
    [
        ("AccessDenied", 403, "", "assume-role", "failed: assume-role-failed"),
        ("OptInRequired", 403, "", "assume-role", "failed: assume-role-failed"),
        ("InvalidIdentityToken", 400, "", WEB_IDENTITY, "failed: assume-role-failed"),
        ("ResourceNotFoundException", 404, "New words.", "assume-role", "failed: assume-role-failed"),
        ("ForbiddenException", 403, "", "sso", "failed: sso-role-not-assigned"),
        ("ResourceNotFoundException", 404, "New words.", "sso", "failed: sso-role-not-assigned"),
        ("AccessDeniedException", 403, "", "login", "failed: login-required"),
        ("ExpiredToken", 400, "", "assume-role", "failed: expired-credentials"),
        ("Odd", 400, EXPIRED, "assume-role", "failed: expired-credentials"),
        ("InvalidClientTokenId", 403, "", "assume-role", "failed: invalid-credentials"),
        ("Throttling", 400, "", "assume-role", "unverified: throttled"),
        ("Odd", 503, "", "assume-role", "unverified: service-error"),
    ],
)
def test_a_refusal_on_the_way_has_its_cause(
    machine: Machine, code: str, status: int, text: str, method: str, expected: str
) -> None:
    found = broken(machine, "ClientError", method, error_code=code, error_status=status, error_text=text)
    assert told(found) == expected
    assert code in messages.read(found.detail)
    assert found.detail.values.get("remedy") == COMMANDS.get(method, "aws sts get-caller-identity --profile work")
    assert found.evidence[0].shows.values == {"provider": method, "code": code}


@pytest.mark.parametrize(
    "config",
    [
        "[default]\ncredential_process = x\n",
        "[default]\nrole_arn = r\nsource_profile = s\n[profile s]\ncredential_process = x\n",
    ],
    ids=["profile", "source-of-a-role"],
)
def test_a_process_that_claude_code_waits_longer_for_leaves_the_chain_open(machine: Machine, config: str) -> None:
    found = resolved(machine, Credentials(error=UNFINISHED, method="custom-process"), {CONFIG: config})
    assert (told(found), found.case) == ("unverified: timeout", "command")


@pytest.mark.parametrize(
    ("outcome", "verdict", "case"),
    [
        (ConnectionOutcome.UNTRUSTED, "failed", "inspection"),
        (ConnectionOutcome.UNKNOWN, "unverified", "own-trust"),
        (None, "failed", "inspection"),
    ],
    ids=["nobody-trusts-it", "claude-code-alone-may-trust-it", "claude-code-has-no-other-way"],
)
def test_a_service_on_the_way_whose_certificate_is_not_trusted(
    machine: Machine, outcome: ConnectionOutcome | None, verdict: str, case: str
) -> None:
    other = OtherRoute(lambda: (outcome, None)) if outcome is not None else None
    if other is not None:
        other.find()
    untrusted = Credentials(error="SSLError", error_text=f"[SSL: {UNTRUSTED}]", method="sso")
    found = resolved(machine, untrusted, other_route=other)
    assert (told(found), found.case) == (f"{verdict}: endpoint-unreachable", case)


# -- a comment after a value

SSO_LINES = (
    "sso_session = s\nsso_account_id = 1\nsso_role_name = Dev\n"
    "[sso-session s]\nsso_region = us-east-1\nsso_start_url = u\n"
)


@pytest.mark.parametrize(
    ("lines", "error", "method", "place"),
    [
        (SSO_LINES.replace("= s\n", "= s # mine\n", 1), "InvalidConfigError", "sso", "2 sso_session"),
        (SSO_LINES.replace("Dev", "Dev # mine"), "ClientError", "sso", "4 sso_role_name"),
        (SSO_LINES.replace("us-east-1", "us-east-1 ; near"), "UnauthorizedSSOTokenError", "sso", "6 sso_region"),
        (
            "role_arn = r\ncredential_source = Environment # x\n",
            "InvalidConfigError",
            "assume-role",
            "3 credential_source",
        ),
        ("credential_process = vend # x\n", "CredentialRetrievalError", "custom-process", "2 credential_process"),
    ],
)
def test_a_comment_that_breaks_a_profile_is_told_before_what_comes_of_it(
    machine: Machine, lines: str, error: str, method: str, place: str
) -> None:
    found_by = Credentials(error=error, method=method, profile="work")
    found = resolved(machine, found_by, {CONFIG: f"[profile work]\n{lines}"}, {"AWS_PROFILE": "work"})
    line, name = place.split()
    assert (told(found), found.case) == ("failed: config-unreadable", "comment")
    assert messages.read(found.detail) == (
        f"~/.aws/config:{line}: the AWS CLI reads the comment after {name} as part of the value, Claude Code does not. "
        "Remove the comment."
    )


def test_a_comment_in_a_profile_is_not_told_of_half_a_pair_in_the_shell(machine: Machine) -> None:
    half = Credentials(error="PartialCredentialsError", method="env", missing="AWS_SECRET_ACCESS_KEY")
    files = {CONFIG: f"[default]\n{SSO_LINES.replace('Dev', 'Dev # mine')}"}
    found = resolved(machine, half, files, {"AWS_ACCESS_KEY_ID": "AKIA"})
    assert (told(found), found.case) == ("failed: partial-credentials", "")
