"""step3.credentials-resolve, where an exception broke the default chain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from checkpoints.facts.credentials import UNFINISHED, Credentials
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import access, marketplace, permissions, profiles, step3, use_case
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding
from tests.machine import KEYS, LONG_TERM_ID, TOKEN, Machine, static
from tests.rules import messages
from tests.rules.fakes import facts
from tests.rules.worlds import account, told, unverified


def broken(
    machine: Machine, error: str, method: str = "", variables: dict[str, str] | None = None, **fields: Any
) -> Finding:
    found = Credentials(error=error, method=method, **fields)
    return step3.judge_chain(facts(environment=machine.look(**(variables or {})), credentials=found))


def test_an_unknown_profile_is_told_with_the_ones_there_are(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[b]\n" + static() + "[a]\n" + static())
    found = broken(machine, "ProfileNotFound", variables={"AWS_PROFILE": "nowhere", **KEYS})
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.PROFILE_NOT_FOUND)
    assert (
        messages.read(found.detail)
        == "AWS_PROFILE names profile [nowhere], which does not exist. Existing profiles: a, b"
    )
    assert messages.command(found) == "unset AWS_PROFILE"


def test_an_empty_profile_is_told_as_such(machine: Machine) -> None:
    found = broken(machine, "ProfileNotFound", variables={"AWS_DEFAULT_PROFILE": "", "AWS_PROFILE": "a"})
    assert (found.cause, found.detail.key) == (Cause.PROFILE_NOT_FOUND, "credentials.profile-empty")
    assert found.detail.values["profiles"] == "-"
    assert messages.command(found) == "unset AWS_DEFAULT_PROFILE"


def test_a_section_without_the_word_profile_is_told_as_such(machine: Machine) -> None:
    machine.write("home/.aws/config", "[w]\nregion = us-east-1\n")
    found = broken(machine, "ProfileNotFound", variables={"AWS_PROFILE": "w"})
    assert (found.cause, found.detail.key) == (Cause.PROFILE_NOT_FOUND, "credentials.profile-unprefixed")
    assert "~/.aws/config says [w]" in messages.read(found.detail)
    assert messages.command(found) == r"sed -i.bak 's/^\[w\]/[profile w]/' ~/.aws/config"


def test_a_section_of_a_name_with_hyphens_is_mended_all_the_same(machine: Machine) -> None:
    machine.write("home/.aws/config", "[my-team_1]\nregion = us-east-1\n")
    found = broken(machine, "ProfileNotFound", variables={"AWS_PROFILE": "my-team_1"})
    assert messages.command(found) == r"sed -i.bak 's/^\[my-team_1\]/[profile my-team_1]/' ~/.aws/config"


def test_a_section_of_an_odd_name_is_not_mended_by_a_pattern(machine: Machine) -> None:
    machine.write("home/.aws/config", "[w/x]\nregion = us-east-1\n")
    found = broken(machine, "ProfileNotFound", variables={"AWS_PROFILE": "w/x"})
    assert messages.command(found) == "aws configure --profile w/x"
    machine.write("elsewhere", "[w]\nregion = us-east-1\n")
    there = {"AWS_PROFILE": "w", "AWS_CONFIG_FILE": str(machine.root / "elsewhere")}
    assert messages.command(broken(machine, "ProfileNotFound", variables=there)) == "aws configure --profile w"


@pytest.mark.parametrize("name", ["w\r", "w ", "w\u200b"])
def test_what_nobody_sees_in_a_profile_s_name_is_shown(machine: Machine, name: str) -> None:
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


@pytest.mark.parametrize(
    ("error", "method"), [("InvalidConfigError", "sso"), ("ValueError", ""), ("KeyError", "config-file")]
)
def test_settings_that_are_missing_or_wrong_are_the_config_file_s(machine: Machine, error: str, method: str) -> None:
    found = broken(machine, error, method, profile="work")
    assert (found.cause, found.detail.key) == (Cause.CONFIG_UNREADABLE, "credentials.config-incomplete")
    assert found.detail.values["profile"] == "work"


@pytest.mark.parametrize(
    ("error", "method", "cause"),
    [
        ("SSOTokenLoadError", "sso", Cause.SSO_LOGIN_REQUIRED),
        ("TokenRetrievalError", "sso", Cause.SSO_LOGIN_REQUIRED),
        ("UnauthorizedSSOTokenError", "sso", Cause.SSO_LOGIN_REQUIRED),
        ("SSOTokenLoadError", "assume-role", Cause.SSO_LOGIN_REQUIRED),
        ("KeyError", "sso", Cause.SSO_LOGIN_REQUIRED),
        ("LoginTokenLoadError", "login", Cause.LOGIN_REQUIRED),
        ("LoginRefreshRequired", "login", Cause.LOGIN_REQUIRED),
        ("LoginInsufficientPermissions", "login", Cause.LOGIN_REQUIRED),
        ("LoginError", "login", Cause.LOGIN_REQUIRED),
        ("KeyError", "login", Cause.LOGIN_REQUIRED),
        ("MissingDependencyException", "login", Cause.CRT_MISSING),
        ("CredentialRetrievalError", "custom-process", Cause.CREDENTIAL_PROCESS_FAILED),
        ("JSONDecodeError", "custom-process", Cause.CREDENTIAL_PROCESS_FAILED),
        (UNFINISHED, "custom-process", Cause.CREDENTIAL_PROCESS_FAILED),
        ("FileNotFoundError", "assume-role-with-web-identity", Cause.WEB_IDENTITY_TOKEN_MISSING),
        ("InvalidConfigError", "assume-role-with-web-identity", Cause.WEB_IDENTITY_TOKEN_MISSING),
        ("CredentialRetrievalError", "container-role", Cause.CONTAINER_CREDENTIALS_FAILED),
        ("ValueError", "container-role", Cause.CONTAINER_CREDENTIALS_FAILED),
        (UNFINISHED, "container-role", Cause.CONTAINER_CREDENTIALS_FAILED),
        ("InvalidConfigError", "assume-role", Cause.ASSUME_ROLE_FAILED),
        ("PartialCredentialsError", "assume-role", Cause.ASSUME_ROLE_FAILED),
        ("MfaCodeNeededError", "assume-role", Cause.ASSUME_ROLE_FAILED),
        ("CredentialRetrievalError", "iam-role", Cause.NO_CREDENTIALS),
        ("RuntimeError", "env", Cause.EXPIRED_CREDENTIALS),
        ("ParserError", "env", Cause.INVALID_CREDENTIALS),
        ("EndpointConnectionError", "assume-role", Cause.ENDPOINT_UNREACHABLE),
        ("ProxyConnectionError", "sso", Cause.ENDPOINT_UNREACHABLE),
        ("SSLError", "sso", Cause.ENDPOINT_UNREACHABLE),
        ("ConnectionClosedError", "login", Cause.ENDPOINT_UNREACHABLE),
        ("HTTPClientError", "login", Cause.ENDPOINT_UNREACHABLE),
        ("ConnectTimeoutError", "sso", Cause.TIMEOUT),
        ("ReadTimeoutError", "sso", Cause.TIMEOUT),
        (UNFINISHED, "assume-role", Cause.TIMEOUT),
    ],
)
def test_what_broke_the_chain_has_its_cause(machine: Machine, error: str, method: str, cause: Cause) -> None:
    found = broken(machine, error, method, profile="work")
    assert (found.verdict, found.cause) == (Verdict.FAILED, cause)
    (shown,) = found.evidence
    assert (shown.source, shown.shows.values) == (error, {"provider": method, "code": "-"})
    assert messages.everything(found)


def test_the_login_commands_name_the_profile(machine: Machine) -> None:
    assert (
        messages.command(broken(machine, "SSOTokenLoadError", "sso", profile="work")) == "aws sso login --profile=work"
    )
    assert (
        messages.command(broken(machine, "LoginRefreshRequired", "login", profile="work")) == "aws login --profile work"
    )


def test_a_login_that_lacks_a_permission_says_which(machine: Machine) -> None:
    found = broken(machine, "LoginInsufficientPermissions", "login", profile="work")
    assert "signin:CreateOAuth2Token" in messages.read(found.detail)


def test_a_role_that_wants_a_code_says_so(machine: Machine) -> None:
    assert "MFA" in messages.read(broken(machine, "MfaCodeNeededError", "assume-role", profile="r").detail)


def test_a_chain_without_an_end_says_so(machine: Machine) -> None:
    assert "20 seconds" in messages.read(broken(machine, UNFINISHED, "custom-process", profile="p").detail)


@pytest.mark.parametrize("method", ["env", "shared-credentials-file", "config-file"])
def test_half_a_pair_that_breaks_the_chain(machine: Machine, method: str) -> None:
    variables = {"AWS_ACCESS_KEY_ID": LONG_TERM_ID} if method == "env" else {}
    found = broken(machine, "PartialCredentialsError", method, variables, missing="aws_secret_access_key")
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.PARTIAL_CREDENTIALS)
    assert found.detail.values["missing"] == "aws_secret_access_key"
    assert (
        found.detail.values["place"]
        == {
            "env": "AWS_ACCESS_KEY_ID",
            "shared-credentials-file": "~/.aws/credentials [default]",
            "config-file": "~/.aws/config [default]",
        }[method]
    )


def test_both_that_are_there_of_three_are_named(machine: Machine) -> None:
    variables = {"AWS_ACCESS_KEY_ID": LONG_TERM_ID, "AWS_SESSION_TOKEN": TOKEN}
    found = broken(machine, "PartialCredentialsError", "env", variables, missing="AWS_SECRET_ACCESS_KEY")
    assert found.detail.values["place"] == "AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN"


def test_a_chain_that_broke_nowhere_in_particular_shows_a_dash(machine: Machine) -> None:
    assert broken(machine, "ValueError").evidence[0].shows.values == {"provider": "-", "code": "-"}


@pytest.mark.parametrize(
    ("code", "status", "method", "cause"),
    [
        ("AccessDenied", 403, "assume-role", Cause.ASSUME_ROLE_FAILED),
        ("OptInRequired", 403, "assume-role", Cause.ASSUME_ROLE_FAILED),
        ("InvalidIdentityToken", 400, "assume-role-with-web-identity", Cause.ASSUME_ROLE_FAILED),
        ("ForbiddenException", 403, "sso", Cause.ASSUME_ROLE_FAILED),
        ("AccessDeniedException", 403, "login", Cause.LOGIN_REQUIRED),
        ("ExpiredToken", 400, "assume-role", Cause.EXPIRED_CREDENTIALS),
        ("InvalidClientTokenId", 403, "assume-role", Cause.INVALID_CREDENTIALS),
    ],
)
def test_a_refusal_on_the_way_has_its_cause(
    machine: Machine, code: str, status: int, method: str, cause: Cause
) -> None:
    found = broken(machine, "ClientError", method, profile="r", error_code=code, error_status=status)
    assert (found.verdict, found.cause) == (Verdict.FAILED, cause)
    assert code in messages.read(found.detail)
    assert found.evidence[0].shows.values == {"provider": method, "code": code}


def test_a_refusal_on_the_way_is_known_by_its_words_as_well(machine: Machine) -> None:
    words = "The security token included in the request is expired"
    found = broken(machine, "ClientError", "assume-role", profile="r", error_code="Odd", error_text=words)
    assert found.cause is Cause.EXPIRED_CREDENTIALS


@pytest.mark.parametrize(
    ("code", "status", "cause"), [("Throttling", 400, Cause.THROTTLED), ("Odd", 503, Cause.SERVICE_ERROR)]
)
def test_a_busy_aws_on_the_way_proves_nothing(machine: Machine, code: str, status: int, cause: Cause) -> None:
    found = broken(machine, "ClientError", "assume-role", profile="r", error_code=code, error_status=status)
    assert (found.verdict, found.cause) == (Verdict.UNVERIFIED, cause)


def test_what_a_process_printed_is_never_shown(machine: Machine) -> None:
    canary = "canary-printed-by-a-process"
    found = broken(machine, "CredentialRetrievalError", "custom-process", profile="p", error_text=canary)
    assert canary not in messages.everything(found)


THROTTLED_ON_THE_WAY = Credentials(method="assume-role", error="ClientError", error_code="Throttling", error_status=400)
NEEDING_CREDENTIALS = {
    "step1.sonnet-access": access.sonnet,
    "step1.haiku-access": access.haiku,
    "step1.use-case": use_case.submitted,
    "step2.policy-attached": permissions.attached,
    "step2.model-permissions": permissions.on_models,
    "step2.marketplace-permissions": marketplace.permitted,
    "step3.credentials-valid": step3.judge_acceptance,
    "step4.profiles-listed": profiles.listed,
    "step4.model-profiles": profiles.of_models,
}


@pytest.mark.parametrize(("check", "rule"), NEEDING_CREDENTIALS.items(), ids=NEEDING_CREDENTIALS)
def test_a_fault_of_aws_on_the_way_leaves_what_needs_credentials_unproven(
    check: str, rule: Callable[[Facts], Finding]
) -> None:
    found = rule(facts(account(), credentials=THROTTLED_ON_THE_WAY))
    assert told(found) == unverified("throttled")
    assert found.check == check
