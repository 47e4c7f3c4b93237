"""What the default credential chain finds, walked for real against files, processes and servers of this machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.facts.key_pair import KeyKind, describe_key_pair
from checkpoints.facts.resolution import Resolution
from checkpoints.guide.vocabulary import CredentialSource
from tests.facts.chain import (
    EARLIER,
    LATER,
    NOWHERE,
    ROADS,
    ROLE,
    ROLE_PROFILE,
    Shell,
    iso,
    write_sso_session,
)
from tests.machine import KEYS, LONG_TERM_ID, OTHER_ID, SECRET, TEMPORARY_ID, TEMPORARY_KEYS, TOKEN, Machine, static
from tests.web_server import Answer, Request, serve_answers

LOGIN_PROFILE = "[default]\nlogin_session = arn:aws:iam::111122223333:user/u\n"


@contextmanager
def serving(answers: dict[str, str], status: int = 200) -> Iterator[str]:
    """A server whose answers are told apart by what a request's path or body holds."""

    def answer(request: Request) -> Answer:
        asked = f"{request.path} {request.body.decode()}"
        found = next((text for part, text in answers.items() if part in asked), None)
        return (404, "", "") if found is None else (status, "", found)

    with serve_answers(answer) as url:
        yield url


def write_login(machine: Machine, expires: datetime = LATER) -> None:
    machine.write("home/.aws/config", LOGIN_PROFILE)
    keys = {"accessKeyId": TEMPORARY_ID, "secretAccessKey": SECRET, "sessionToken": TOKEN}
    access = {**keys, "accountId": "111122223333", "expiresAt": iso(expires)}
    token = {"accessToken": access, "refreshToken": "canary-refresh", "clientId": "c", "dpopKey": "canary-not-a-key"}
    name = hashlib.sha256(b"arn:aws:iam::111122223333:user/u").hexdigest()
    machine.write(f"home/.aws/login/cache/{name}.json", json.dumps(token))


def lend(action: str) -> dict[str, str]:
    """How STS answers an action with keys of a role."""
    keys = (
        f"<AccessKeyId>{TEMPORARY_ID}</AccessKeyId><SecretAccessKey>{SECRET}</SecretAccessKey>"
        f"<SessionToken>{TOKEN}</SessionToken><Expiration>{iso(LATER)}</Expiration>"
    )
    result = f"<{action}Result><Credentials>{keys}</Credentials></{action}Result>"
    return {f"Action={action}": f"<{action}Response>{result}</{action}Response>"}


# -- what is found


def test_keys_of_the_environment_are_found_for_the_guide_s_region_whatever_the_shell_says(shell: Shell) -> None:
    found = shell.resolve(**KEYS, AWS_DEFAULT_REGION="ap_northeast 2")
    keys, secrets = describe_key_pair(LONG_TERM_ID, SECRET), frozenset({LONG_TERM_ID, SECRET})
    assert found.credentials == Credentials(CredentialSource.ENVIRONMENT, "env", None, keys, secrets=secrets)
    assert found.session is not None
    assert found.session.get_config_variable("region") == "us-east-1"


def test_temporary_keys_tell_their_end_where_it_is_known(shell: Shell) -> None:
    found = shell.find(**TEMPORARY_KEYS, AWS_CREDENTIAL_EXPIRATION=iso(LATER))
    assert (found.keys.kind, found.keys.has_token, found.expires_at) == (KeyKind.TEMPORARY, True, LATER)


@pytest.mark.parametrize(
    ("file", "variables", "source", "profile"),
    [
        ("credentials", {"AWS_PROFILE": "work"}, CredentialSource.SHARED_CREDENTIALS, "work"),
        ("config", {}, CredentialSource.CONFIG_FILE, "default"),
    ],
)
def test_keys_of_a_file_are_found(
    file: str, variables: dict[str, str], source: CredentialSource, profile: str, shell: Shell, machine: Machine
) -> None:
    machine.write(f"home/.aws/{file}", f"[{profile}]\n{static()}")
    found = shell.find(**variables)
    assert (found.source, found.profile) == (source, profile)
    assert found.keys == describe_key_pair(LONG_TERM_ID, SECRET)


def test_a_login_session_is_found(shell: Shell, machine: Machine) -> None:
    write_login(machine)
    found = shell.find()
    assert (found.source, found.profile, found.expires_at) == (CredentialSource.LOGIN, "default", LATER)


OF_A_SERVICE = {"AccessKeyId": TEMPORARY_ID, "SecretAccessKey": SECRET, "Token": TOKEN, "Expiration": iso(LATER)}
OF_THE_PORTAL = {"accessKeyId": TEMPORARY_ID, "secretAccessKey": SECRET, "sessionToken": TOKEN}
SERVED: dict[str, tuple[CredentialSource, str | None, dict[str, str]]] = {
    "iam-role": (
        CredentialSource.INSTANCE_ROLE,
        None,
        {
            "/latest/api/token": "token",
            "/security-credentials/Workshop": json.dumps({"Code": "Success", **OF_A_SERVICE}),
            "/security-credentials/ ": "Workshop",
        },
    ),
    "container-role": (CredentialSource.CONTAINER_ROLE, None, {"/keys": json.dumps(OF_A_SERVICE)}),
    "sso": (
        CredentialSource.SSO,
        "corp",
        {"/federation": json.dumps({"roleCredentials": {**OF_THE_PORTAL, "expiration": LATER.timestamp() * 1000}})},
    ),
    "assume-role": (CredentialSource.ASSUME_ROLE, "r", lend("AssumeRole")),
    "assume-role-with-web-identity": (CredentialSource.WEB_IDENTITY, None, lend("AssumeRoleWithWebIdentity")),
}


@pytest.mark.parametrize("road", SERVED)
def test_credentials_that_a_service_gives_are_found_with_their_end(road: str, shell: Shell, machine: Machine) -> None:
    source, profile, answers = SERVED[road]
    with serving(answers) as url:
        found = shell.find(**ROADS[road](machine, url))
    assert (found.source, found.method, found.profile, found.expires_at) == (source, road, profile, LATER)


@pytest.mark.parametrize(
    ("needs_v2", "found"), [(False, CredentialSource.INSTANCE_ROLE), (True, None)], ids=["taken", "refused"]
)
def test_version_1_of_the_metadata_service_is_taken_where_claude_code_takes_it(
    needs_v2: bool, found: CredentialSource | None, shell: Shell, machine: Machine
) -> None:
    _, _, answers = SERVED["iam-role"]
    shell.needs_metadata_v2 = needs_v2
    with serving({path: text for path, text in answers.items() if "token" not in path}) as url:
        assert shell.find(**ROADS["iam-role"](machine, url)).source is found


TOKENS = {
    "variable": ({"": "token"}, "token"),
    "file": ({"_FILE": "<file>"}, "of-the-file"),
    "both": ({"": "token", "_FILE": "<file>"}, "token"),
    "variable-and-no-such-file": ({"": "token", "_FILE": "/nowhere"}, "token"),
    "variable-and-empty-file": ({"": "token", "_FILE": ""}, "token"),
    "empty-variable": ({"": "", "_FILE": "<file>"}, "of-the-file"),
    "neither": ({"_FILE": ""}, None),
}


@pytest.mark.parametrize(("variables", "sent"), TOKENS.values(), ids=TOKENS)
def test_a_container_s_endpoint_gets_the_token_that_claude_code_sends(
    variables: dict[str, str], sent: str | None, shell: Shell, machine: Machine
) -> None:
    file, asked = str(machine.write("token", "of-the-file")), []

    def answer(request: Request) -> Answer:
        asked.append(request.headers.get("Authorization"))
        return 200, "", json.dumps(OF_A_SERVICE)

    with serve_answers(answer) as url:
        tokens = {
            f"AWS_CONTAINER_AUTHORIZATION_TOKEN{end}": file if text == "<file>" else text
            for end, text in variables.items()
        }
        found = shell.find(**ROADS["container-role"](machine, url), **tokens)
    assert (found.source, asked) == (CredentialSource.CONTAINER_ROLE, [sent])


def test_a_web_identity_of_a_profile_is_found(shell: Shell, machine: Machine) -> None:
    path = machine.write("token", "canary-jwt")
    machine.write("home/.aws/config", f"[profile w]\nrole_arn = {ROLE}\nweb_identity_token_file = {path}\n")
    with serving(lend("AssumeRoleWithWebIdentity")) as url:
        found = shell.find(AWS_PROFILE="w", AWS_ENDPOINT_URL_STS=url)
    assert (found.source, found.profile) == (CredentialSource.WEB_IDENTITY, "w")


def test_nothing_is_found_where_nothing_is(shell: Shell) -> None:
    assert shell.resolve() == Resolution(Credentials())


def test_no_secret_is_shown_and_a_placeholder_is_none(shell: Shell) -> None:
    shown = repr(shell.resolve(**TEMPORARY_KEYS))
    assert not any(secret in shown for secret in (TEMPORARY_ID, SECRET, TOKEN))
    assert shell.find(AWS_ACCESS_KEY_ID="your-access-key-id").secrets == {SECRET, TOKEN}


@pytest.mark.parametrize("end", ["\n", "\r\n", " ", "\t"], ids=repr)
def test_a_token_and_an_api_key_are_sent_without_white_space_around_them_as_claude_code_does(
    end: str, shell: Shell
) -> None:
    found = shell.resolve(**{**TEMPORARY_KEYS, "AWS_SESSION_TOKEN": f"{TOKEN}{end}"})
    assert found.session is not None
    used = found.session.get_credentials()
    assert used is not None
    assert used.get_frozen_credentials()[:3] == (TEMPORARY_ID, SECRET, TOKEN)
    assert not found.credentials.keys.wrapped
    found = shell.resolve(AWS_BEARER_TOKEN_BEDROCK=f"{end}ABSKcanary{end}")
    assert found.session is not None
    assert found.session.get_auth_token().token == "ABSKcanary"
    assert found.credentials.api_key is not None
    assert found.credentials.api_key.trouble is None


# -- API keys


def test_an_api_key_comes_before_everything_and_does_not_care_for_a_chain_that_is_broken(shell: Shell) -> None:
    found = shell.resolve(AWS_BEARER_TOKEN_BEDROCK="ABSKcanary", AWS_ACCESS_KEY_ID=LONG_TERM_ID)
    assert (found.credentials.source, found.credentials.method) == (CredentialSource.BEDROCK_API_KEY, "")
    found = shell.resolve(**KEYS)
    assert found.credentials.secrets == {"ABSKcanary"}
    assert not found.credentials.bearer_is_empty
    assert found.credentials.api_key is not None
    assert found.session is not None
    # Keys beside it are another caller's.
    assert found.session.get_credentials() is None


def test_an_empty_api_key_is_told_and_the_chain_walked(shell: Shell) -> None:
    assert shell.find(AWS_BEARER_TOKEN_BEDROCK="") == Credentials(bearer_is_empty=True)
    found = shell.find(**KEYS)
    assert (found.source, found.bearer_is_empty) == (CredentialSource.ENVIRONMENT, True)


# -- what breaks


HALF = f"[default]\naws_access_key_id = {LONG_TERM_ID}\n"
MFA_PROFILE = ROLE_PROFILE.replace("s\n", "s\nmfa_serial = m\n", 1) + static(OTHER_ID)
ENDED = {**TEMPORARY_KEYS, "AWS_CREDENTIAL_EXPIRATION": iso(EARLIER)}
NO_TOKEN_FILE = {"AWS_WEB_IDENTITY_TOKEN_FILE": "/nowhere/token", "AWS_ROLE_ARN": ROLE}
NO_ENDPOINT = {"AWS_PROFILE": "r", "AWS_ENDPOINT_URL_STS": NOWHERE}
NO_CONTAINER = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://198.51.100.1/"}
API_KEY_AND_NO_PROFILE = {"AWS_BEARER_TOKEN_BEDROCK": "ABSKcanary", "AWS_PROFILE": "nowhere"}
BREAKS: dict[str, tuple[str, dict[str, str], str, str, str | None]] = {
    # the config file; variables; the error, the provider and the profile at which the chain breaks
    "unknown-profile": ("", {"AWS_PROFILE": "nowhere", **KEYS}, "ProfileNotFound", "", None),
    "empty-profile": ("", {"AWS_PROFILE": "", **KEYS}, "ProfileNotFound", "", None),
    "unknown-profile-beside-an-api-key": ("", API_KEY_AND_NO_PROFILE, "ProfileNotFound", "", None),
    "broken-file": ("region = us-east-1\n", KEYS, "ConfigParseError", "", None),
    "half-a-pair": ("", {"AWS_ACCESS_KEY_ID": LONG_TERM_ID}, "PartialCredentialsError", "env", None),
    "half-a-pair-in-a-file": (HALF, {}, "PartialCredentialsError", "config-file", "default"),
    "keys-whose-time-has-passed": ("", ENDED, "RuntimeError", "env", None),
    "no-login-session": (LOGIN_PROFILE, {}, "LoginTokenLoadError", "login", "default"),
    "no-token-file": ("", NO_TOKEN_FILE, "FileNotFoundError", "assume-role-with-web-identity", None),
    "mfa-code": (MFA_PROFILE, {"AWS_PROFILE": "r"}, "MfaCodeNeededError", "assume-role", "r"),
    "no-endpoint": (ROLE_PROFILE + static(), NO_ENDPOINT, "EndpointConnectionError", "assume-role", "r"),
    "not-a-container": ("", NO_CONTAINER, "ValueError", "container-role", None),
}


@pytest.mark.parametrize(("config", "variables", "error", "method", "profile"), BREAKS.values(), ids=BREAKS)
def test_where_and_by_what_the_chain_breaks(
    config: str,
    variables: dict[str, str],
    error: str,
    method: str,
    profile: str | None,
    shell: Shell,
    machine: Machine,
) -> None:
    machine.write("home/.aws/config", config)
    found = shell.resolve(**variables)
    broken = found.credentials
    assert (broken.source, broken.error, broken.method, broken.profile) == (None, error, method, profile)
    assert found.session is None


@pytest.mark.parametrize(
    ("file", "variables", "missing"),
    [
        ("other", {"AWS_ACCESS_KEY_ID": LONG_TERM_ID}, "AWS_SECRET_ACCESS_KEY"),
        ("home/.aws/credentials", {}, "aws_secret_access_key"),
    ],
)
def test_half_a_pair_names_what_is_missing(
    file: str, variables: dict[str, str], missing: str, shell: Shell, machine: Machine
) -> None:
    machine.write(file, HALF)
    assert shell.find(**variables).missing == missing


def test_an_sso_session_that_never_was_or_has_expired(shell: Shell, machine: Machine) -> None:
    write_sso_session(machine, EARLIER)
    assert shell.find(AWS_PROFILE="corp").error == "TokenRetrievalError"
    for path in (machine.home / ".aws" / "sso" / "cache").iterdir():
        path.unlink()
    found = shell.find()
    assert (found.error, found.method, found.profile) == ("SSOTokenLoadError", "sso", "corp")


def test_an_sso_session_that_aws_no_longer_takes(shell: Shell, machine: Machine) -> None:
    refused = {"/federation": '{"__type": "UnauthorizedException", "message": "no"}'}
    with serving(refused, 401) as url:
        assert shell.find(**ROADS["sso"](machine, url)).error == "UnauthorizedSSOTokenError"


OF_A_ROLE = {**OF_THE_PORTAL, "expiration": 1}
# By the road, what its answer is known by, and answers without credentials or with some of other types.
_OTHERS: tuple[object, ...] = ([], None)
UNREADABLE: dict[str, tuple[str, list[object]]] = {
    "sso": (
        "/federation",
        [
            *({}, [], {"roleCredentials": "x"}),
            *({"roleCredentials": {**OF_A_ROLE, name: value}} for name in OF_A_ROLE for value in _OTHERS),
        ],
    ),
    "sso-renewed": ("/token", [{}, [], {"accessToken": 5, "expiresIn": 60}]),
    "assume-role": ("AssumeRole", ["<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>"]),
}


@pytest.mark.parametrize(
    ("road", "part", "body"), [(road, part, body) for road, (part, bodies) in UNREADABLE.items() for body in bodies]
)
def test_credentials_of_other_types_are_an_answer_that_cannot_be_read(
    road: str, part: str, body: object, shell: Shell, machine: Machine
) -> None:
    with serving({part: body if isinstance(body, str) else json.dumps(body)}) as url:
        found = shell.find(**ROADS[road](machine, url))
    assert (found.are_found, found.error) == (False, "MalformedAnswer")


def test_a_page_in_the_place_of_a_role_is_not_aws_s(shell: Shell, machine: Machine) -> None:
    with serving({"AssumeRole": "Log in to the network"}) as url:
        assert shell.find(**ROADS["assume-role"](machine, url)).error == "ForeignAnswer"


def test_a_login_session_that_cannot_be_renewed_or_needs_a_library(shell: Shell, machine: Machine) -> None:
    write_login(machine, EARLIER)
    assert shell.find().error == "LoginTokenLoadError"
    write_login(machine)
    shell.monkeypatch.setattr("botocore.credentials.EC", None)
    assert shell.find().error == "MissingDependencyException"


def test_a_role_that_aws_does_not_lend(shell: Shell, machine: Machine) -> None:
    error = "<Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole</Message>"
    with serving({"AssumeRole": f"<ErrorResponse><Error>{error}</Error></ErrorResponse>"}, 403) as url:
        found = shell.find(**ROADS["assume-role"](machine, url))
    assert (found.error, found.error_code, found.error_status) == ("ClientError", "AccessDenied", 403)
    assert found.method == "assume-role"
