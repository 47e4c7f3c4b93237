"""The order in which Claude Code looks for credentials."""

from __future__ import annotations

import hashlib

import pytest

from checkpoints.client.identity import Identity, SourceProblem
from checkpoints.client.place import Place
from checkpoints.facts import fingerprint
from checkpoints.guide.vocabulary import CredentialSource
from tests.client.machine import CONFIG, CREDENTIALS, KEY, OTHER, SECRET, keys, look

ENVIRONMENT = {"AWS_ACCESS_KEY_ID": OTHER, "AWS_SECRET_ACCESS_KEY": SECRET}
FILE = {CREDENTIALS: f"[default]\n{keys()}[ws]\n{keys()}"}
ON_NO_INSTANCE = {"AWS_EC2_METADATA_DISABLED": "true"}
BAN, BAN_KEY = "AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled"
ROLE = "role_arn = arn:aws:iam::111122223333:role/Workshop\n"


def problems(found: Identity) -> list[SourceProblem]:
    return [each.problem for each in found.passed_over]


def test_the_environment_comes_before_the_default_profile() -> None:
    found = look(FILE, **ENVIRONMENT).identity
    assert found.source is CredentialSource.ENVIRONMENT
    assert found.fingerprint == fingerprint.of_keys(OTHER, SECRET)
    assert found.place == Place("AWS_ACCESS_KEY_ID")


def test_a_named_profile_comes_before_the_environment() -> None:
    found = look(FILE, **ENVIRONMENT, AWS_PROFILE="ws").identity
    assert (found.source, found.profile) == (CredentialSource.SHARED_CREDENTIALS, "ws")


def test_the_default_profile_variable_of_the_aws_cli_is_not_known() -> None:
    assert look(FILE, **ENVIRONMENT, AWS_DEFAULT_PROFILE="ws").identity.source is CredentialSource.ENVIRONMENT


@pytest.mark.parametrize("name", sorted(ENVIRONMENT))
def test_half_a_pair_in_the_environment_is_passed_over(name: str) -> None:
    found = look(FILE, **{name: "x"}).identity
    assert found.source is CredentialSource.SHARED_CREDENTIALS
    assert (problems(found), found.passed_over[0].place) == ([SourceProblem.HALF_PAIR], Place(name))


def test_the_old_session_token_of_the_environment_is_not_sent() -> None:
    assert look({}, **ENVIRONMENT, AWS_SECURITY_TOKEN="t").identity.fingerprint == fingerprint.of_keys(OTHER, SECRET)
    with_token = fingerprint.of_keys(OTHER, SECRET, "t")
    assert look({}, **ENVIRONMENT, AWS_SESSION_TOKEN="t").identity.fingerprint == with_token


def test_an_api_key_comes_before_everything_and_is_trimmed() -> None:
    view = look(FILE, **ENVIRONMENT, AWS_PROFILE="ws", AWS_BEARER_TOKEN_BEDROCK=" key\r\n")
    assert view.credential_source == "bedrock-api-key"
    assert view.identity.fingerprint == fingerprint.of_api_key("key")
    assert view.profile is None
    assert look(FILE, AWS_BEARER_TOKEN_BEDROCK=" \n").credential_source == "shared-credentials"


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        (f"{ROLE}source_profile = ws\n{keys()}credential_process = x\n", CredentialSource.ASSUME_ROLE),
        (f"{keys()}{ROLE}web_identity_token_file = /token\ncredential_process = x\n", CredentialSource.CONFIG_FILE),
        (f"{ROLE}web_identity_token_file = /token\ncredential_process = x\n", CredentialSource.WEB_IDENTITY),
        ("credential_process = x\nsso_account_id = 1\n", CredentialSource.CREDENTIAL_PROCESS),
        (
            "sso_start_url = u\nsso_region = r\nsso_account_id = 1\nsso_role_name = n\nlogin_session = s\n",
            CredentialSource.SSO,
        ),
        ("login_session = arn:aws:iam::111122223333:user/kim\n", CredentialSource.LOGIN),
    ],
)
def test_the_order_within_a_profile(lines: str, source: CredentialSource) -> None:
    files = {CONFIG: f"[default]\n{lines}[profile ws]\n{keys()}", "/token": "t"}
    assert look(files).identity.source is source


def test_a_role_that_wants_a_code_fails_and_nothing_else_is_tried() -> None:
    files = {
        CONFIG: f"[default]\n{ROLE}source_profile = ws\nmfa_serial = m\ncredential_process = x\n[profile ws]\n{keys()}"
    }
    found = look(files).identity
    assert (found.source, problems(found)) == (None, [SourceProblem.MFA_NEEDED])
    assert found.trouble
    assert found.trouble.place == Place("mfa_serial", "~/.aws/config", 4)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (f"{ROLE}source_profile = nobody\n", SourceProblem.PROFILE_MISSING),
        (f"{ROLE}source_profile = default\n", SourceProblem.ROLE_CYCLE),
        (f"{ROLE}credential_source = Environment\n", SourceProblem.SOURCE_WITHOUT_CREDENTIALS),
        (f"{ROLE}credential_source = EcsContainer\n", SourceProblem.SOURCE_WITHOUT_CREDENTIALS),
        (f"{ROLE}credential_source = environment\n", SourceProblem.CREDENTIAL_SOURCE_UNKNOWN),
        (ROLE, SourceProblem.PROFILE_EMPTY),
        (f"aws_access_key_id = {KEY}\n", SourceProblem.HALF_PAIR),
    ],
)
def test_a_profile_that_gives_nothing_leads_on_to_the_metadata_service(lines: str, problem: SourceProblem) -> None:
    found = look({CONFIG: f"[default]\n{lines}"}).identity
    assert (found.source, problems(found)) == (CredentialSource.INSTANCE_ROLE, [problem])
    found = look({CONFIG: f"[default]\n{lines}"}, AWS_EC2_METADATA_DISABLED="true").identity
    assert (found.source, problems(found)) == (None, [problem, SourceProblem.METADATA_SWITCHED_OFF])
    found = look({CONFIG: f"[default]\n{lines}"}, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI="/x").identity
    if "EcsContainer" not in lines:
        assert found.source is CredentialSource.CONTAINER_ROLE


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("sso_account_id = 1\n", SourceProblem.SSO_INCOMPLETE),
        (
            "sso_start_url = u\nsso_account_id = 1\nsso_role_name = n\nsso_region = us_1\n",
            SourceProblem.SSO_REGION_INVALID,
        ),
        ("sso_session = nobody\nsso_account_id = 1\nsso_role_name = n\n", SourceProblem.SSO_SESSION_MISSING),
        (f"{ROLE}web_identity_token_file = /nowhere\n", SourceProblem.TOKEN_FILE_UNREADABLE),
    ],
)
def test_a_profile_that_stops_the_search(lines: str, problem: SourceProblem) -> None:
    found = look({CONFIG: f"[default]\n{lines}"}, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI="/x").identity
    assert (found.source, problems(found)) == (None, [problem])


def test_a_process_serves_where_the_role_of_the_profile_has_no_source() -> None:
    found = look({CONFIG: f"[default]\n{ROLE}source_profile = nobody\ncredential_process = x\n"}).identity
    assert found.source is CredentialSource.CREDENTIAL_PROCESS


@pytest.mark.parametrize(
    "lines", ["credential_process = x\n", f"{ROLE}source_profile = s\n[profile s]\ncredential_process = x\n"]
)
def test_where_a_process_gives_nothing_the_metadata_service_is_asked(lines: str) -> None:
    after = look({CONFIG: f"[default]\n{lines}"}).after_process
    assert after is not None
    assert (after.source, problems(after)[:1]) == (CredentialSource.INSTANCE_ROLE, [SourceProblem.PROCESS_FAILED])
    assert look({CONFIG: "[default]\nregion = us-east-1\n"}).after_process is None


LOGIN = {CONFIG: "[default]\nlogin_session = s\n"}
OF_LOGIN = f"{hashlib.sha256(b's').hexdigest()}.json"


@pytest.mark.parametrize(
    ("directory", "file", "source"),
    [
        ("/cache", f"/cache/{OF_LOGIN}", CredentialSource.LOGIN),
        ("~/cache", f"/home/kim/cache/{OF_LOGIN}", None),
        ("$HOME/cache", f"/home/kim/cache/{OF_LOGIN}", None),
        ("", f"./{OF_LOGIN}", CredentialSource.LOGIN),
    ],
)
def test_a_cache_directory_of_aws_login_is_taken_as_it_stands(
    directory: str, file: str, source: CredentialSource | None
) -> None:
    found = look({**LOGIN, file: "{}"}, AWS_LOGIN_CACHE_DIRECTORY=directory, **ON_NO_INSTANCE).identity
    assert (found.source, problems(found)) == (source, [] if source else [SourceProblem.TOKEN_FILE_UNREADABLE])


@pytest.mark.parametrize(
    ("variables", "lines", "place"),
    [
        ({}, "", None),
        ({BAN: "1"}, "", Place(BAN)),
        ({BAN: "False"}, "", Place(BAN)),
        ({BAN: "false"}, f"{BAN_KEY} = true\n", None),
        ({BAN: ""}, f"{BAN_KEY} = true\n", None),
        ({}, f"{BAN_KEY} = True\n", Place(BAN_KEY, "~/.aws/config", 2)),
        ({}, f"{BAN_KEY} = false\n", None),
    ],
)
def test_version_1_of_the_metadata_service_is_refused_for_any_value_but_false(
    variables: dict[str, str], lines: str, place: Place | None
) -> None:
    assert look({CONFIG: f"[default]\n{lines}"}, **variables).metadata_ban == place


def test_a_session_gives_the_address_and_the_region_of_sso() -> None:
    lines = "[sso-session s]\nsso_start_url = https://a/start/#\nsso_region = us-east-1\n"
    profile = "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = n\nsso_start_url = https://b\n"
    found = look({CONFIG: profile + lines}).identity
    assert found.source is CredentialSource.SSO
    assert found.fingerprint == fingerprint.of_sso("https://a/start", "1", "n")


def test_sessions_are_not_found_in_a_config_file_under_a_tilde() -> None:
    lines = "[sso-session s]\nsso_start_url = https://a\nsso_region = us-east-1\n"
    profile = "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = n\n"
    files = {"/home/kim/own": profile + lines}
    assert look(files, AWS_CONFIG_FILE="/home/kim/own").identity.source is CredentialSource.SSO
    assert problems(look(files, AWS_CONFIG_FILE="~/own").identity) == [SourceProblem.SSO_SESSION_MISSING]


def test_web_identity_of_the_environment_comes_before_the_metadata_service() -> None:
    variables = {"AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn"}
    assert look({"/token": "t"}, **variables).identity.source is CredentialSource.WEB_IDENTITY
    assert problems(look({}, **variables).identity)[-1] is SourceProblem.TOKEN_FILE_UNREADABLE
    variables["AWS_ROLE_ARN"] = ""
    assert look({"/token": "t"}, **variables).identity.source is CredentialSource.INSTANCE_ROLE


@pytest.mark.parametrize(
    ("value", "off"), [("", False), ("false", False), ("False", True), ("true", True), ("0", True)]
)
def test_the_metadata_service_is_switched_off_by_any_value_but_false(value: str, off: bool) -> None:
    found = look(AWS_EC2_METADATA_DISABLED=value).identity
    assert found.source is (None if off else CredentialSource.INSTANCE_ROLE)


MODE, ADDRESS = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "AWS_EC2_METADATA_SERVICE_ENDPOINT"
OF_EC2 = "role_arn = r\ncredential_source = Ec2InstanceMetadata\n"
# Lines of the default profile, variables, and whether the metadata service is asked.
MODES: dict[str, tuple[str, dict[str, str], bool]] = {
    "as it is written": ("", {MODE: "IPv4"}, True),
    "in small letters": ("", {MODE: "ipv4"}, False),
    "an empty one": ("", {MODE: ""}, False),
    "beside an address": ("", {MODE: "ipv4", ADDRESS: "http://x"}, True),
    "beside an empty address": ("", {MODE: "ipv4", ADDRESS: ""}, False),
    "of the profile": ("ec2_metadata_service_endpoint_mode = ipv6\n", {}, False),
    "of the profile beside its address": (
        "ec2_metadata_service_endpoint_mode = ipv6\nec2_metadata_service_endpoint = http://x\n",
        {},
        True,
    ),
    "of a role's source": (OF_EC2, {MODE: "ipv4"}, False),
}


@pytest.mark.parametrize(("lines", "variables", "is_asked"), MODES.values(), ids=MODES)
def test_a_mode_of_the_metadata_service_is_known_in_its_own_letters_alone(
    lines: str, variables: dict[str, str], is_asked: bool
) -> None:
    found = look({CONFIG: f"[default]\n{lines}"}, **variables).identity
    assert (found.source is not None) is is_asked
    assert is_asked or (found.trouble and found.trouble.problem) is SourceProblem.METADATA_MODE_UNKNOWN
