"""step3.credentials-resolve: what the default chain found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from checkpoints.facts import api_key, key_pair
from checkpoints.facts.credentials import UNFINISHED, Credentials
from checkpoints.guide.vocabulary import Cause, CredentialSource, Verdict
from checkpoints.rules import credentials
from checkpoints.rules.finding import Finding
from tests.facts.test_api_key import long_term, short_term
from tests.machine import KEYS, LONG_TERM_ID, SECRET, TEMPORARY_KEYS, TOKEN, Machine, static
from tests.rules import said
from tests.rules.fakes import NOW, seen

PAIR = key_pair.read(LONG_TERM_ID, SECRET)


def resolved(machine: Machine, found: Credentials, **variables: str) -> Finding:
    return credentials.resolve(seen(environment=machine.look(**variables), credentials=found))


def broken(
    machine: Machine, error: str, method: str = "", variables: dict[str, str] | None = None, **facts: Any
) -> Finding:
    profile = facts.pop("profile", None)
    found = Credentials(error=error, method=method, profile=profile, **facts)
    return resolved(machine, found, **(variables or {}))


# -- found


@pytest.mark.parametrize(
    ("source", "method", "words"),
    [
        (CredentialSource.SHARED_CREDENTIALS, "shared-credentials-file", "Option A"),
        (CredentialSource.CONFIG_FILE, "config-file", "Option A"),
        (CredentialSource.ENVIRONMENT, "env", "Option B"),
        (CredentialSource.SSO, "sso", "Option C"),
        (CredentialSource.LOGIN, "login", "Option D"),
        (CredentialSource.INSTANCE_ROLE, "iam-role", "the guide lets you skip step 3"),
        (CredentialSource.CONTAINER_ROLE, "container-role", "container's role"),
        (CredentialSource.ASSUME_ROLE, "assume-role", "[work] assumes"),
        (CredentialSource.WEB_IDENTITY, "assume-role-with-web-identity", "web identity"),
        (CredentialSource.CREDENTIAL_PROCESS, "custom-process", "credential_process of profile [work]"),
    ],
)
def test_the_option_is_named(machine: Machine, source: CredentialSource, method: str, words: str) -> None:
    of_profile = method not in ("env", "iam-role", "container-role")
    found = resolved(machine, Credentials(source, method, "work" if of_profile else None, PAIR))
    assert (found.verdict, found.cause) == (Verdict.PASSED, None)
    assert words in said.read(found.detail)
    assert found.notes == ()
    assert [said.read(each.shows) for each in found.evidence] == ["in use"]


def test_a_profile_without_a_name_is_the_default_one(machine: Machine) -> None:
    found = resolved(machine, Credentials(CredentialSource.SSO, "sso", "default"))
    assert "[default]" in said.read(found.detail)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (long_term(), "credentials.found.bedrock-api-key.long-term"),
        (short_term(), "credentials.found.bedrock-api-key.short-term"),
        ("sk-ant", "credentials.found.bedrock-api-key"),
    ],
)
def test_an_api_key_tells_its_kind(machine: Machine, value: str, key: str) -> None:
    found = resolved(machine, Credentials(CredentialSource.BEDROCK_API_KEY, api_key=api_key.read(value)))
    assert (found.verdict, found.detail.key) == (Verdict.PASSED, key)
    assert found.evidence[0].source == "AWS_BEARER_TOKEN_BEDROCK"


def test_what_an_api_key_tells_is_noted_with_its_account_masked(machine: Machine) -> None:
    found = resolved(machine, Credentials(CredentialSource.BEDROCK_API_KEY, api_key=api_key.read(long_term())))
    assert [said.read(note) for note in found.notes] == ["Account of the API key: ********3333"]
    key = api_key.read(short_term())
    found = resolved(machine, Credentials(CredentialSource.BEDROCK_API_KEY, api_key=key, expires_at=key.expires_at))
    assert [said.read(note) for note in found.notes] == [
        "Region of the API key: us-east-1",
        "Temporary credentials: valid until 2026-11-24 12:00 UTC (about 9 h 0 min left).",
    ]


def test_temporary_credentials_say_how_long_they_last(machine: Machine) -> None:
    ends = NOW + timedelta(hours=1, minutes=5, seconds=30)
    found = resolved(machine, Credentials(CredentialSource.INSTANCE_ROLE, "iam-role", expires_at=ends))
    assert [said.read(note) for note in found.notes] == [
        "Temporary credentials: valid until 2026-11-24 04:05 UTC (about 1 h 5 min left)."
    ]


def test_a_time_that_has_passed_is_not_told_as_lasting(machine: Machine) -> None:
    found = resolved(machine, Credentials(CredentialSource.INSTANCE_ROLE, "iam-role", expires_at=NOW))
    assert found.notes == ()


def test_what_is_shadowed_is_noted(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static())
    found = resolved(
        machine,
        Credentials(CredentialSource.BEDROCK_API_KEY, api_key=api_key.read(long_term())),
        AWS_BEARER_TOKEN_BEDROCK=long_term(),
        AWS_WEB_IDENTITY_TOKEN_FILE="/t",
        AWS_CONTAINER_CREDENTIALS_FULL_URI="http://127.0.0.1/",
        **KEYS,
    )
    assert found.notes[-1].values["sources"] == (
        "AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE, [default] (shared-credentials-file), container-role"
    )


# -- nothing found


def test_nothing_anywhere_is_no_credentials(machine: Machine) -> None:
    found = resolved(machine, Credentials())
    assert (found.verdict, found.cause, found.detail.key) == (Verdict.FAILED, Cause.NO_CREDENTIALS, "credentials.none")
    assert said.command(found) == "aws configure"
    assert found.notes == ()


def test_a_profile_without_credentials_is_named(machine: Machine) -> None:
    machine.write("home/.aws/config", "[profile work]\nregion = us-east-1\n")
    found = resolved(machine, Credentials(), AWS_PROFILE="work")
    assert (found.cause, found.detail.key) == (Cause.NO_CREDENTIALS, "credentials.none-in-profile")
    assert found.detail.values["profile"] == "work"


def test_other_profiles_are_named_where_none_was_chosen(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[b]\n" + static() + "[a]\n" + static())
    found = resolved(machine, Credentials())
    assert (found.cause, found.detail.key) == (Cause.NO_CREDENTIALS, "credentials.none-but-profiles")
    assert found.detail.values["profiles"] == "a, b"


def test_keys_in_a_dotenv_are_pointed_out(machine: Machine) -> None:
    machine.write("project/.env", f"AWS_ACCESS_KEY_ID={LONG_TERM_ID}\nAWS_REGION=us-east-1\n")
    found = resolved(machine, Credentials())
    assert [note.values["names"] for note in found.notes] == ["AWS_ACCESS_KEY_ID"]
    assert said.notes(found) == ["credentials.in-dotenv"]


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({"AWS_SECRET_ACCESS_KEY": SECRET}, "AWS_SECRET_ACCESS_KEY"),
        ({"AWS_SESSION_TOKEN": TOKEN}, "AWS_SESSION_TOKEN"),
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": SECRET}, "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"),
        ({"AWS_ACCESS_KEY_ID": ""}, "AWS_ACCESS_KEY_ID"),
    ],
)
def test_half_a_pair_that_boto_passes_over_in_silence(machine: Machine, variables: dict[str, str], place: str) -> None:
    found = resolved(machine, Credentials(), **variables)
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.PARTIAL_CREDENTIALS)
    assert found.detail.key == "credentials.half-environment"
    assert found.detail.values["place"] == place
    assert found.detail.values["missing"] == "AWS_ACCESS_KEY_ID"
    assert said.command(found).startswith("unset AWS_ACCESS_KEY_ID")


def test_an_emptied_secret_or_token_alone_is_nothing(machine: Machine) -> None:
    found = resolved(machine, Credentials(), AWS_SECRET_ACCESS_KEY="", AWS_SESSION_TOKEN="")
    assert found.cause is Cause.NO_CREDENTIALS


@pytest.mark.parametrize(
    ("file", "section", "place"),
    [
        ("credentials", "[default]", "~/.aws/credentials [default]"),
        ("config", "[default]", "~/.aws/config [default]"),
    ],
)
def test_half_a_pair_in_a_file(machine: Machine, file: str, section: str, place: str) -> None:
    machine.write(f"home/.aws/{file}", f"{section}\naws_secret_access_key = {SECRET}\n")
    found = resolved(machine, Credentials())
    assert (found.cause, found.detail.values["place"]) == (Cause.PARTIAL_CREDENTIALS, place)
    assert found.detail.values["missing"] == "aws_access_key_id"
    assert said.command(found) == "aws configure --profile default"


def test_an_empty_api_key_and_nothing_else(machine: Machine) -> None:
    found = resolved(machine, Credentials(bearer_is_empty=True), AWS_BEARER_TOKEN_BEDROCK="")
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.BEARER_TOKEN_EMPTY)
    assert said.command(found) == "unset AWS_BEARER_TOKEN_BEDROCK"


# -- broken


def test_an_unknown_profile_is_told_with_the_ones_there_are(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[b]\n" + static() + "[a]\n" + static())
    found = broken(machine, "ProfileNotFound", variables={"AWS_PROFILE": "nowhere", **KEYS})
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.PROFILE_NOT_FOUND)
    assert (
        said.read(found.detail) == "AWS_PROFILE names profile [nowhere], which does not exist. Existing profiles: a, b"
    )
    assert said.command(found) == "unset AWS_PROFILE"


def test_an_empty_profile_is_told_as_such(machine: Machine) -> None:
    found = broken(machine, "ProfileNotFound", variables={"AWS_DEFAULT_PROFILE": "", "AWS_PROFILE": "a"})
    assert (found.cause, found.detail.key) == (Cause.PROFILE_NOT_FOUND, "credentials.profile-empty")
    assert found.detail.values["profiles"] == "-"
    assert said.command(found) == "unset AWS_DEFAULT_PROFILE"


def test_a_section_without_the_word_profile_is_told_as_such(machine: Machine) -> None:
    machine.write("home/.aws/config", "[w]\nregion = us-east-1\n")
    found = broken(machine, "ProfileNotFound", variables={"AWS_PROFILE": "w"})
    assert (found.cause, found.detail.key) == (Cause.PROFILE_NOT_FOUND, "credentials.profile-unprefixed")
    assert "~/.aws/config says [w]" in said.read(found.detail)
    assert said.command(found) == "aws configure --profile w"


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
    assert found.evidence[0].source == error
    assert said.everything(found)


def test_the_login_commands_name_the_profile(machine: Machine) -> None:
    assert said.command(broken(machine, "SSOTokenLoadError", "sso", profile="work")) == "aws sso login --profile=work"
    assert said.command(broken(machine, "LoginRefreshRequired", "login", profile="work")) == "aws login --profile work"


def test_a_login_that_lacks_a_permission_says_which(machine: Machine) -> None:
    found = broken(machine, "LoginInsufficientPermissions", "login", profile="work")
    assert "signin:CreateOAuth2Token" in said.read(found.detail)


def test_a_role_that_wants_a_code_says_so(machine: Machine) -> None:
    assert "MFA" in said.read(broken(machine, "MfaCodeNeededError", "assume-role", profile="r").detail)


def test_a_chain_without_an_end_says_so(machine: Machine) -> None:
    assert "20 seconds" in said.read(broken(machine, UNFINISHED, "custom-process", profile="p").detail)


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


@pytest.mark.parametrize(
    ("code", "status", "method", "cause"),
    [
        ("AccessDenied", 403, "assume-role", Cause.ASSUME_ROLE_FAILED),
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
    assert code in said.read(found.detail)


@pytest.mark.parametrize(
    ("code", "status", "cause"), [("Throttling", 400, Cause.THROTTLED), ("Odd", 503, Cause.SERVICE_ERROR)]
)
def test_a_busy_aws_on_the_way_proves_nothing(machine: Machine, code: str, status: int, cause: Cause) -> None:
    found = broken(machine, "ClientError", "assume-role", profile="r", error_code=code, error_status=status)
    assert (found.verdict, found.cause) == (Verdict.UNVERIFIED, cause)


def test_what_a_process_printed_is_never_shown(machine: Machine) -> None:
    canary = "canary-printed-by-a-process"
    found = broken(machine, "CredentialRetrievalError", "custom-process", profile="p", error_text=canary)
    assert canary not in said.everything(found)


def test_no_secret_is_in_what_is_told(machine: Machine) -> None:
    pair = key_pair.read(*TEMPORARY_KEYS.values())
    found = resolved(machine, Credentials(CredentialSource.ENVIRONMENT, "env", keys=pair), **TEMPORARY_KEYS)
    for secret in TEMPORARY_KEYS.values():
        assert secret not in said.everything(found)
