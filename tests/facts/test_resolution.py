"""The default credential chain, walked for real against files, processes and servers of this machine."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from checkpoints.facts.credentials import UNFINISHED, Credentials
from checkpoints.facts.environment import read_environment
from checkpoints.facts.key_pair import KeyKind, describe_key_pair
from checkpoints.facts.resolution import Resolution, resolve_credentials
from checkpoints.guide.vocabulary import CredentialSource
from tests.machine import KEYS, LONG_TERM_ID, OTHER_ID, SECRET, TEMPORARY_ID, TEMPORARY_KEYS, TOKEN, Machine, static

LATER = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(hours=2)
EARLIER = LATER - timedelta(hours=4)
ROLE = "arn:aws:iam::111122223333:role/R"
ROLE_PROFILE = f"[profile r]\nrole_arn = {ROLE}\nsource_profile = s\n[profile s]\n{static()}"


def iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Server:
    """A server on this machine. answers: status and body by what the request's path or body holds."""

    url: str = ""
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            told.asked.append(f"{self.path} {body}")
            status, text = next((each for key, each in told.answers.items() if key in f"{self.path} {body}"), (404, ""))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST = do_PUT = answer  # noqa: N815 - the names that http.server calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{listening.server_port}"
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield told
    listening.shutdown()
    listening.server_close()


@dataclass
class Shell:
    """The process environment of a test, with nothing of the machine's own in it."""

    machine: Machine
    monkeypatch: pytest.MonkeyPatch
    limit_s: float = 20.0

    def resolve(self, **variables: str) -> Resolution:
        """Export the variables and walk the chain."""
        for name, value in variables.items():
            self.monkeypatch.setenv(name, value)
        environment = read_environment(None, self.machine.home)
        return resolve_credentials(environment, "us-east-1", self.limit_s)

    def find(self, **variables: str) -> Credentials:
        """Export the variables and give what the chain came to."""
        return self.resolve(**variables).credentials


@pytest.fixture
def shell(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Shell:
    from botocore.credentials import SSOProvider
    from botocore.tokens import SSOTokenProvider

    for name in [name for name in os.environ if name.startswith("AWS_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(machine.home))
    monkeypatch.setenv("USERPROFILE", str(machine.home))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    # botocore settles this folder when it is imported.
    for provider in (SSOProvider, SSOTokenProvider):
        monkeypatch.setattr(provider, "_SSO_TOKEN_CACHE_DIR", str(machine.home / ".aws" / "sso" / "cache"))
    return Shell(machine, monkeypatch)


def sso_files(machine: Machine, expires: datetime = LATER) -> None:
    machine.write(
        "home/.aws/config",
        "[profile corp]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R\n"
        "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\n",
    )
    name = hashlib.sha1(b"corp").hexdigest()
    token = {"accessToken": "canary-sso", "expiresAt": iso(expires)}
    machine.write(f"home/.aws/sso/cache/{name}.json", json.dumps(token))


def login_files(machine: Machine, expires: datetime = LATER) -> None:
    session = "arn:aws:iam::111122223333:user/u"
    machine.write("home/.aws/config", f"[default]\nlogin_session = {session}\n")
    keys = {"accessKeyId": TEMPORARY_ID, "secretAccessKey": SECRET, "sessionToken": TOKEN}
    token = {
        "accessToken": {**keys, "accountId": "111122223333", "expiresAt": iso(expires)},
        "refreshToken": "canary-refresh",
        "clientId": "c",
        "dpopKey": "canary-not-a-key",
    }
    machine.write(f"home/.aws/login/cache/{hashlib.sha256(session.encode()).hexdigest()}.json", json.dumps(token))


def process(machine: Machine, program: str) -> None:
    path = machine.write("home/keys.py", program)
    machine.write(
        "home/.aws/config", f"[default]\ncredential_process = {sys.executable} {path}\n".replace("\\", "\\\\")
    )


def role_answer(action: str) -> str:
    return (
        f'<{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials>'
        f"<AccessKeyId>{TEMPORARY_ID}</AccessKeyId><SecretAccessKey>{SECRET}</SecretAccessKey>"
        f"<SessionToken>{TOKEN}</SessionToken><Expiration>{iso(LATER)}</Expiration>"
        f"</Credentials></{action}Result></{action}Response>"
    )


def error_answer(code: str, message: str) -> str:
    return f"<ErrorResponse><Error><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"


# -- what is found


def test_keys_of_the_environment_are_found(shell: Shell) -> None:
    found = shell.resolve(**KEYS)
    assert found.credentials.source is CredentialSource.ENVIRONMENT
    assert found.credentials.method == "env"
    assert found.credentials.profile is None
    assert found.credentials.keys.kind is KeyKind.LONG_TERM
    assert found.credentials.expires_at is None
    assert found.credentials.secrets == {LONG_TERM_ID, SECRET}
    assert found.session is not None


def test_temporary_keys_tell_their_end_where_it_is_known(shell: Shell) -> None:
    found = shell.find(**TEMPORARY_KEYS, AWS_CREDENTIAL_EXPIRATION=iso(LATER))
    assert found.keys.kind is KeyKind.TEMPORARY
    assert found.keys.has_token
    assert found.expires_at == LATER


def test_the_session_is_for_the_guide_s_region_whatever_the_shell_says(shell: Shell) -> None:
    found = shell.resolve(**KEYS, AWS_DEFAULT_REGION="ap_northeast 2")
    assert found.session is not None
    assert found.session.get_config_variable("region") == "us-east-1"


@pytest.mark.parametrize(
    ("file", "profile", "source"),
    [
        ("credentials", "work", CredentialSource.SHARED_CREDENTIALS),
        ("config", "default", CredentialSource.CONFIG_FILE),
    ],
)
def test_keys_of_a_file_are_found(
    shell: Shell, machine: Machine, file: str, profile: str, source: CredentialSource
) -> None:
    machine.write(f"home/.aws/{file}", f"[{profile}]\n" + static())
    found = shell.find(**({"AWS_PROFILE": profile} if profile != "default" else {}))
    assert (found.source, found.profile) == (source, profile)
    assert found.keys == describe_key_pair(LONG_TERM_ID, SECRET)


def test_a_credential_process_is_run_once(shell: Shell, machine: Machine) -> None:
    keys = {"Version": 1, "AccessKeyId": TEMPORARY_ID, "SecretAccessKey": SECRET, "SessionToken": TOKEN}
    mark = machine.root / "ran"
    process(
        machine,
        f"import pathlib; path = pathlib.Path({str(mark)!r})\n"
        "path.write_text((path.read_text() if path.exists() else '') + 'x')\n"
        f"print({json.dumps({**keys, 'Expiration': iso(LATER)})!r})\n",
    )
    found = shell.resolve()
    assert found.credentials.source is CredentialSource.CREDENTIAL_PROCESS
    assert found.credentials.expires_at == LATER
    assert found.session is not None
    assert found.session.get_credentials() is not None
    assert mark.read_text() == "x"


def test_an_sso_session_gives_its_role(shell: Shell, machine: Machine, server: Server) -> None:
    sso_files(machine)
    keys = {"accessKeyId": TEMPORARY_ID, "secretAccessKey": SECRET, "sessionToken": TOKEN}
    role = {"roleCredentials": {**keys, "expiration": int(LATER.timestamp() * 1000)}}
    server.answers["/federation/credentials"] = (200, json.dumps(role))
    found = shell.find(AWS_PROFILE="corp", AWS_ENDPOINT_URL_SSO=server.url)
    assert (found.source, found.profile) == (CredentialSource.SSO, "corp")
    assert found.expires_at == LATER


def test_a_login_session_is_found(shell: Shell, machine: Machine) -> None:
    login_files(machine)
    found = shell.find()
    assert (found.source, found.profile) == (CredentialSource.LOGIN, "default")
    assert found.expires_at == LATER


def test_a_role_is_assumed(shell: Shell, machine: Machine, server: Server) -> None:
    machine.write("home/.aws/config", ROLE_PROFILE)
    server.answers["AssumeRole"] = (200, role_answer("AssumeRole"))
    found = shell.find(AWS_PROFILE="r", AWS_ENDPOINT_URL_STS=server.url)
    assert (found.source, found.profile) == (CredentialSource.ASSUME_ROLE, "r")
    assert found.expires_at == LATER


@pytest.mark.parametrize("profile", [None, "w"], ids=["variables", "profile"])
def test_a_web_identity_is_found(shell: Shell, machine: Machine, server: Server, profile: str | None) -> None:
    path = machine.write("token", "canary-jwt")
    machine.write("home/.aws/config", f"[profile w]\nrole_arn = {ROLE}\nweb_identity_token_file = {path}\n")
    server.answers["AssumeRoleWithWebIdentity"] = (200, role_answer("AssumeRoleWithWebIdentity"))
    of_variables = {"AWS_WEB_IDENTITY_TOKEN_FILE": str(path), "AWS_ROLE_ARN": ROLE}
    found = shell.find(**({"AWS_PROFILE": profile} if profile else of_variables), AWS_ENDPOINT_URL_STS=server.url)
    assert (found.source, found.profile) == (CredentialSource.WEB_IDENTITY, profile)


def test_a_container_role_is_found(shell: Shell, server: Server) -> None:
    keys = {"AccessKeyId": TEMPORARY_ID, "SecretAccessKey": SECRET, "Token": TOKEN, "Expiration": iso(LATER)}
    server.answers["/role"] = (200, json.dumps(keys))
    found = shell.find(AWS_CONTAINER_CREDENTIALS_FULL_URI=f"{server.url}/role")
    assert found.source is CredentialSource.CONTAINER_ROLE
    assert found.expires_at == LATER


def test_an_instance_role_is_found(shell: Shell, server: Server) -> None:
    keys = {
        "Code": "Success",
        "AccessKeyId": TEMPORARY_ID,
        "SecretAccessKey": SECRET,
        "Token": TOKEN,
        "Expiration": iso(LATER),
    }
    server.answers["/latest/api/token"] = (200, "token")
    server.answers["/security-credentials/Workshop"] = (200, json.dumps(keys))
    server.answers["/security-credentials/ "] = (200, "Workshop")
    found = shell.find(AWS_EC2_METADATA_DISABLED="false", AWS_EC2_METADATA_SERVICE_ENDPOINT=server.url)
    assert (found.source, found.method, found.profile) == (CredentialSource.INSTANCE_ROLE, "iam-role", None)
    assert found.expires_at == LATER


def test_nothing_is_found_where_nothing_is(shell: Shell) -> None:
    found = shell.resolve()
    assert found == Resolution(Credentials())
    assert found.session is None


# -- API keys


def test_an_api_key_comes_before_everything(shell: Shell) -> None:
    found = shell.resolve(AWS_BEARER_TOKEN_BEDROCK="ABSKcanary", **KEYS)
    assert found.credentials.source is CredentialSource.BEDROCK_API_KEY
    assert found.credentials.method == ""
    assert found.credentials.api_key is not None
    assert found.credentials.secrets == {"ABSKcanary"}
    assert found.session is not None
    # Keys beside it are another caller's.
    assert found.session.get_credentials() is None


def test_an_api_key_does_not_care_for_a_chain_that_is_broken(shell: Shell) -> None:
    found = shell.find(AWS_BEARER_TOKEN_BEDROCK="ABSKcanary", AWS_ACCESS_KEY_ID=LONG_TERM_ID)
    assert found.source is CredentialSource.BEDROCK_API_KEY


def test_without_its_profile_no_aws_tool_starts_even_with_an_api_key(shell: Shell) -> None:
    found = shell.find(AWS_BEARER_TOKEN_BEDROCK="ABSKcanary", AWS_PROFILE="nowhere")
    assert (found.source, found.error) == (None, "ProfileNotFound")


def test_an_empty_api_key_is_told_and_the_chain_walked(shell: Shell) -> None:
    found = shell.find(AWS_BEARER_TOKEN_BEDROCK="", **KEYS)
    assert found.source is CredentialSource.ENVIRONMENT
    assert found.bearer_is_empty
    assert not shell.find(AWS_BEARER_TOKEN_BEDROCK="ABSKcanary").bearer_is_empty


def test_an_empty_api_key_alone_is_nothing(shell: Shell) -> None:
    assert shell.find(AWS_BEARER_TOKEN_BEDROCK="") == Credentials(bearer_is_empty=True)


# -- what breaks


HALF = f"[default]\naws_access_key_id = {LONG_TERM_ID}\n"
FAILING = f"credential_process = {sys.executable} -c exit(3)\n".replace("\\", "\\\\")
OF_FAILING_PROCESS = f"[profile r]\nrole_arn = {ROLE}\nsource_profile = s\n[profile s]\n{FAILING}"
MFA_PROFILE = f"[profile r]\nrole_arn = {ROLE}\nsource_profile = s\nmfa_serial = m\n[profile s]\n{static(OTHER_ID)}"
LOGIN_PROFILE = "[default]\nlogin_session = arn:aws:iam::111122223333:user/u\n"
ENDED = {**TEMPORARY_KEYS, "AWS_CREDENTIAL_EXPIRATION": iso(EARLIER)}
NO_TOKEN_FILE = {"AWS_WEB_IDENTITY_TOKEN_FILE": "/nowhere/token", "AWS_ROLE_ARN": ROLE}
NO_ENDPOINT = {"AWS_PROFILE": "r", "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:9"}
BREAKS: dict[str, tuple[str, dict[str, str], str, str, str | None]] = {
    # the config file; variables; the error, the provider and the profile at which the chain breaks
    "unknown-profile": ("", {"AWS_PROFILE": "nowhere", **KEYS}, "ProfileNotFound", "", None),
    "empty-profile": ("", {"AWS_PROFILE": "", **KEYS}, "ProfileNotFound", "", None),
    "broken-file": ("region = us-east-1\n", KEYS, "ConfigParseError", "", None),
    "half-a-pair": ("", {"AWS_ACCESS_KEY_ID": LONG_TERM_ID}, "PartialCredentialsError", "env", None),
    "half-a-pair-in-a-file": (HALF, {}, "PartialCredentialsError", "config-file", "default"),
    "keys-whose-time-has-passed": ("", ENDED, "RuntimeError", "env", None),
    "no-login-session": (LOGIN_PROFILE, {}, "LoginTokenLoadError", "login", "default"),
    "no-token-file": ("", NO_TOKEN_FILE, "FileNotFoundError", "assume-role-with-web-identity", None),
    "source-profile": (OF_FAILING_PROCESS, {"AWS_PROFILE": "r"}, "CredentialRetrievalError", "custom-process", "r"),
    "mfa-code": (MFA_PROFILE, {"AWS_PROFILE": "r"}, "MfaCodeNeededError", "assume-role", "r"),
    "no-endpoint": (ROLE_PROFILE, NO_ENDPOINT, "EndpointConnectionError", "assume-role", "r"),
    "not-a-container": (
        "",
        {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://198.51.100.1/"},
        "ValueError",
        "container-role",
        None,
    ),
}


@pytest.mark.parametrize(("config", "variables", "error", "method", "profile"), BREAKS.values(), ids=BREAKS)
def test_where_and_by_what_the_chain_breaks(
    shell: Shell,
    machine: Machine,
    config: str,
    variables: dict[str, str],
    error: str,
    method: str,
    profile: str | None,
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
    shell: Shell, machine: Machine, file: str, variables: dict[str, str], missing: str
) -> None:
    machine.write(file, HALF)
    assert shell.find(**variables).missing == missing


def test_an_sso_session_that_never_was(shell: Shell, machine: Machine) -> None:
    sso_files(machine)
    for path in (machine.home / ".aws" / "sso" / "cache").iterdir():
        path.unlink()
    found = shell.find(AWS_PROFILE="corp")
    assert (found.error, found.method, found.profile) == ("SSOTokenLoadError", "sso", "corp")


def test_an_sso_session_that_has_expired(shell: Shell, machine: Machine) -> None:
    sso_files(machine, EARLIER)
    assert shell.find(AWS_PROFILE="corp").error == "TokenRetrievalError"


def test_an_sso_session_that_aws_no_longer_takes(shell: Shell, machine: Machine, server: Server) -> None:
    sso_files(machine)
    server.answers["/federation/credentials"] = (401, '{"__type": "UnauthorizedException", "message": "no"}')
    assert shell.find(AWS_PROFILE="corp", AWS_ENDPOINT_URL_SSO=server.url).error == "UnauthorizedSSOTokenError"


def test_a_login_session_that_cannot_be_renewed(shell: Shell, machine: Machine) -> None:
    login_files(machine, EARLIER)
    assert shell.find().error == "LoginTokenLoadError"


def test_a_missing_crt_is_told(shell: Shell, machine: Machine) -> None:
    import botocore.credentials

    login_files(machine)
    shell.monkeypatch.setattr(botocore.credentials, "EC", None)
    assert shell.find().error == "MissingDependencyException"


def test_a_process_that_fails(shell: Shell, machine: Machine) -> None:
    process(machine, "import sys; sys.exit('canary-of-a-process')")
    found = shell.find()
    assert (found.error, found.method) == ("CredentialRetrievalError", "custom-process")
    assert "canary-of-a-process" in found.error_text
    assert "canary-of-a-process" not in repr(found)


def test_a_process_that_says_nothing_of_use(shell: Shell, machine: Machine) -> None:
    process(machine, "print('hello')")
    assert (shell.find().error, shell.find().method) == ("JSONDecodeError", "custom-process")


def test_a_process_that_hangs_is_not_waited_for(shell: Shell, machine: Machine) -> None:
    process(machine, "import time; time.sleep(8)")
    began = time.monotonic()
    shell.limit_s = 0.5
    found = shell.resolve()
    assert time.monotonic() - began < 4
    assert (found.credentials.error, found.credentials.method) == (UNFINISHED, "custom-process")
    assert found.session is None


def test_a_role_that_aws_does_not_lend(shell: Shell, machine: Machine, server: Server) -> None:
    machine.write("home/.aws/config", ROLE_PROFILE)
    server.answers["AssumeRole"] = (403, error_answer("AccessDenied", "not authorized to perform: sts:AssumeRole"))
    found = shell.find(AWS_PROFILE="r", AWS_ENDPOINT_URL_STS=server.url)
    assert (found.error, found.error_code, found.error_status) == ("ClientError", "AccessDenied", 403)
    assert found.method == "assume-role"


def test_no_secret_is_shown(shell: Shell, tmp_path: Path) -> None:
    shown = repr(shell.resolve(**TEMPORARY_KEYS))
    assert not any(secret in shown for secret in (TEMPORARY_ID, SECRET, TOKEN))


def test_a_placeholder_is_no_secret(shell: Shell) -> None:
    found = shell.find(AWS_ACCESS_KEY_ID="your-access-key-id", AWS_SECRET_ACCESS_KEY=SECRET)
    assert found.secrets == {SECRET}
