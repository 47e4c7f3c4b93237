"""step3.single-source: Claude Code would use what this run tested."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.guide.vocabulary import CredentialSource
from tests.facts.test_api_key import long_term
from tests.machine import KEYS, LONG_TERM_ID, OTHER_ID, SECRET, TEMPORARY_KEYS, TOKEN, Machine, static
from tests.rules import messages
from tests.rules.source_cases import (
    CONFIG,
    CREDENTIALS,
    NO_PROFILES,
    OTHER_DEFAULT,
    OTHER_WORK,
    SSO_PROFILE,
    conflict,
    notes,
    settings,
    single,
)
from tests.rules.worlds import grouped, told

BEARER, CONTAINER = "AWS_BEARER_TOKEN_BEDROCK", "AWS_CONTAINER_CREDENTIALS_FULL_URI"
WEB_METHOD = "assume-role-with-web-identity"
WEB_VARIABLES = {"AWS_WEB_IDENTITY_TOKEN_FILE": "t", "AWS_ROLE_ARN": "r"}
TOKEN_FILE = {"project/t": "token"}
SHARED = "shared-credentials-file"
OWN_DEFAULT = {CREDENTIALS: "[default]\n" + static()}

# -- one identity

IN_CAPITALS = {CREDENTIALS: f"[default]\nAWS_ACCESS_KEY_ID = {LONG_TERM_ID}\nAWS_SECRET_ACCESS_KEY = {SECRET}\n"}


def test_how_the_files_are_read_matters_only_where_they_give_the_credentials(machine: Machine) -> None:
    assert told(single(machine, IN_CAPITALS, {}, SHARED, "default")) == "failed: config-not-portable"
    assert told(single(machine, IN_CAPITALS, {BEARER: long_term()}, BEARER)) == "passed"
    assert told(single(machine, IN_CAPITALS, {}, SHARED, "default", has_same_keys=True)) == "passed"
    command = {"project/.claude/settings.json": '{"awsCredentialExport": "vend"}'}
    exported = single(machine, {**IN_CAPITALS, **command}, {}, SHARED, "default")
    assert told(exported) == "unverified: not-permitted-to-look"


def test_spaces_in_the_name_of_a_section_can_be_counted(machine: Machine) -> None:
    spaced = {"home/.aws/config": f"[profile  work]\n{static()}"}
    found = single(machine, spaced, {"AWS_PROFILE": "work"}, "config-file", "work")
    assert told(found) == "failed: config-not-portable"
    assert (found.values["name"], found.values["change"]) == ("[profile␣␣work]", "[profile work]")


def test_a_name_that_claude_code_does_not_find_is_replaced_by_one_for_the_same_file(machine: Machine) -> None:
    found = single(
        machine, {CREDENTIALS: f"[my account]\n{static()}"}, {"AWS_PROFILE": "my account"}, SHARED, "my account"
    )
    assert told(found) == "failed: config-not-portable"
    assert (found.values["place"], found.values["change"]) == ("~/.aws/credentials:1", "[workshop]")


def test_two_sources_that_gave_the_same_keys_are_one_identity(machine: Machine) -> None:
    assert told(single(machine, OTHER_DEFAULT, {}, "iam-role")) == "failed: conflicting-sources"
    (note,) = notes(single(machine, OTHER_DEFAULT, {}, "iam-role", has_same_keys=True))
    assert "Instance Role" in note and "[default]" in note


@pytest.mark.parametrize("padding", [" ", "\n", "\u00a0", "\ufeff"])
def test_an_api_key_is_the_same_without_what_claude_code_trims(machine: Machine, padding: str) -> None:
    assert notes(single(machine, {}, {BEARER: f"{padding}{long_term()}"}, BEARER)) == []


@pytest.mark.parametrize(
    ("variables", "method", "shown"),
    [
        (TEMPORARY_KEYS, "env", "AWS_ACCESS_KEY_ID"),
        ({"AWS_PROFILE": "", **KEYS}, "env", "AWS_ACCESS_KEY_ID"),
        ({}, "iam-role", "Instance Role"),
        ({CONTAINER: "/x"}, "container-role", "container-role"),
        ({"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"}, "container-role", "container-role"),
        (WEB_VARIABLES, WEB_METHOD, "AWS_WEB_IDENTITY_TOKEN_FILE"),
        ({BEARER: long_term()}, BEARER, BEARER),
    ],
)
def test_what_the_run_uses_is_claude_code_s_too(
    machine: Machine, variables: dict[str, str], method: str, shown: str
) -> None:
    found = single(machine, TOKEN_FILE, variables, method)
    assert (notes(found), found.detail.values["run"]) == ([], shown)
    assert not any(secret in messages.everything(found) for secret in TEMPORARY_KEYS.values())


@pytest.mark.parametrize(
    ("section", "method"),
    [
        (static(), "config-file"),
        (SSO_PROFILE, "sso"),
        ("login_session = s\n", "login"),
        ("credential_process = /p\n", "custom-process"),
        (f"role_arn = r\nsource_profile = x\n[profile x]\n{static()}", "assume-role"),
        ("role_arn = r\nweb_identity_token_file = t\n", WEB_METHOD),
    ],
)
def test_a_profile_is_claude_code_s_too(machine: Machine, section: str, method: str) -> None:
    found = single(machine, {CONFIG: f"[profile w]\n{section}", **TOKEN_FILE}, {"AWS_PROFILE": "w"}, method, "w")
    assert (notes(found), found.detail.values["run"]) == ([], f"[w] ({method})")


@pytest.mark.parametrize(
    ("files", "variables", "method", "unused"),
    [
        (NO_PROFILES, {BEARER: long_term(), "AWS_PROFILE": "w", **KEYS}, BEARER, "AWS_ACCESS_KEY_ID"),
        (OTHER_DEFAULT, KEYS, "env", f"[default] ({SHARED})"),
        (OTHER_DEFAULT, {CONTAINER: "http://127.0.0.1/", **KEYS}, "env", f"[default] ({SHARED}), container-role"),
    ],
)
def test_what_neither_uses_is_named(
    machine: Machine, files: Mapping[str, str], variables: dict[str, str], method: str, unused: str
) -> None:
    assert notes(single(machine, files, variables, method)) == [f"Credentials that are not used: {unused}"]


def test_half_a_pair_does_not_beat_sso(machine: Machine) -> None:
    half = f"[default]\naws_access_key_id = {LONG_TERM_ID}\n"
    found = single(machine, {CONFIG: half + SSO_PROFILE, CREDENTIALS: half}, {}, "sso", "default")
    assert told(found) == "passed"


def test_one_key_in_two_places_is_one_identity(machine: Machine) -> None:
    found = single(machine, {CREDENTIALS: "[w]\n" + static()}, {"AWS_PROFILE": "w", **KEYS}, "env")
    assert notes(found) == [
        "They are read from different places, but are the same credentials. "
        f"AWS tools: AWS_ACCESS_KEY_ID / Claude Code: [w] ({SHARED})"
    ]
    pair = describe_key_pair(LONG_TERM_ID, SECRET)
    of_older_tool = Credentials(CredentialSource.SHARED_CREDENTIALS, "boto-config", keys=pair)
    old = single(machine, settings(**KEYS), {}, of_older_tool)
    assert (told(old), messages.notes(old)) == ("passed", ["sources.same-key"])


def test_a_web_identity_of_a_profile_is_that_of_the_variables(machine: Machine) -> None:
    of_profile = {CONFIG: "[profile w]\nrole_arn = r\nweb_identity_token_file = t\n", **settings(AWS_PROFILE="w")}
    found = single(machine, {**of_profile, **TOKEN_FILE}, WEB_VARIABLES, WEB_METHOD)
    assert (told(found), messages.notes(found)) == ("passed", ["sources.same-key"])
    assert found.detail.values["run"] == "AWS_WEB_IDENTITY_TOKEN_FILE"


# -- two identities

KEY, UNSET = "AWS_ACCESS_KEY_ID", "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY"
NO_KEYS = (
    "python -m checkpoints remove aws_access_key_id aws_secret_access_key aws_session_token aws_security_token "
    "--from ~/.aws/credentials --section default"
)
EXPORT_W = "export AWS_PROFILE=w\necho 'export AWS_PROFILE=w' >> ~/.bashrc"
LIST = "aws configure list"
W, DEFAULT = f"[w] ({SHARED})", f"[default] ({SHARED})"
SSO_ALONE = {CONFIG: f"[default]\n{SSO_PROFILE}"}
SSO_AND_KEYS = {**SSO_ALONE, **OWN_DEFAULT}
OF_TOKEN, WEB_NAMES = "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN"
PROCESS_AND_KEYS = {CONFIG: f"[default]\ncredential_process = /p\n{static()}"}
TWO_PROFILES = {CREDENTIALS: "[w]\n" + static() + "[default]\n" + static(OTHER_ID)}
OF_W = {"AWS_PROFILE": "w", **KEYS}
OLDER, NAMED = {"AWS_DEFAULT_PROFILE": "w"}, {"AWS_PROFILE": "default"}
Ways = tuple[dict[str, str], dict[str, str], str, str | None]
# The files, the variables and what the run uses, by what the run and Claude Code would use, and the command.
TWO_IDENTITIES: dict[tuple[str, str, str], dict[str, Ways]] = {
    (KEY, W, UNSET): {"claude-code-prefers-the-profile": (OTHER_WORK, OF_W, "env", None)},
    (KEY, "Instance Role", UNSET): {
        "claude-code-finds-nothing-in-the-profile": ({CONFIG: "[profile w]\n"}, OF_W, "env", None)
    },
    (W, DEFAULT, EXPORT_W): {"claude-code-does-not-know-the-older-variable": (TWO_PROFILES, OLDER, SHARED, "w")},
    ("[default] (sso)", DEFAULT, NO_KEYS): {
        "claude-code-prefers-keys-to-sso": (SSO_AND_KEYS, {}, "sso", "default"),
        "claude-code-prefers-keys-to-sso-of-a-named-profile": (SSO_AND_KEYS, NAMED, "sso", "default"),
    },
    ("[default] (custom-process)", "[default] (config-file)", NO_KEYS.replace("credentials", "config")): {
        "claude-code-prefers-keys-to-a-process": (PROCESS_AND_KEYS, {}, "custom-process", "default")
    },
    (OF_TOKEN, DEFAULT, NO_KEYS): {
        "boto-prefers-a-web-identity": (OWN_DEFAULT, WEB_VARIABLES, WEB_METHOD, None),
        "a-stray-older-variable-changes-nothing": (OWN_DEFAULT, {**WEB_VARIABLES, **OLDER}, WEB_METHOD, None),
    },
    (OF_TOKEN, "[default] (sso)", f"unset {WEB_NAMES}"): {
        "boto-prefers-a-web-identity-to-sso": (SSO_ALONE, WEB_VARIABLES, WEB_METHOD, None)
    },
    (OF_TOKEN, "[default] (sso)", f"unset {WEB_NAMES} AWS_DEFAULT_PROFILE"): {
        "boto-would-go-on-to-the-profile-of-the-older-variable": (
            SSO_ALONE,
            {**WEB_VARIABLES, **OLDER},
            WEB_METHOD,
            None,
        )
    },
    ("[w] (sso)", W, NO_KEYS.replace("default", "w")): {
        "both-variables-name-a-profile-whose-keys-claude-code-prefers": (
            {CONFIG: f"[profile w]\n{SSO_PROFILE}", CREDENTIALS: "[w]\n" + static()},
            {"AWS_DEFAULT_PROFILE": "w", "AWS_PROFILE": "w"},
            "sso",
            "w",
        )
    },
    ("boto-config", "Instance Role", LIST): {
        "claude-code-does-not-know-older-tools": (NO_PROFILES, {}, "boto-config", None)
    },
    ("[gone] (sso)", "Instance Role", LIST): {"a-profile-that-is-gone": (NO_PROFILES, {}, "sso", "gone")},
}


@pytest.mark.parametrize(("ways", "told_of"), grouped(TWO_IDENTITIES))
def test_two_identities_are_a_conflict(machine: Machine, ways: Ways, told_of: tuple[str, str, str]) -> None:
    of_run, of_claude_code, command = told_of
    found = single(machine, *ways)
    assert conflict(found) == (of_run, of_claude_code)
    assert messages.command(found) == command
    assert [(each.source, messages.read(each.shows)) for each in found.evidence] == [
        ("boto3, AWS CLI", f"uses {of_run}"),
        ("Claude Code", f"uses {of_claude_code}"),
    ]
    assert not any(secret in messages.everything(found) for secret in (LONG_TERM_ID, OTHER_ID, SECRET))


@pytest.mark.parametrize(
    "config",
    ["[profile w]\n", "[profile w]\nrole_arn = r\ncredential_source = environment\n"],
    ids=["empty", "misspelt"],
)
def test_good_keys_stay_beside_a_profile_in_which_claude_code_finds_nothing(machine: Machine, config: str) -> None:
    found = single(machine, {CONFIG: config}, OF_W, "env", has_instance_role=False)
    assert (conflict(found), messages.command(found)) == ((KEY, "-"), "unset AWS_PROFILE")


def test_keys_that_the_run_got_count_whatever_their_file_says_by_now(machine: Machine) -> None:
    got = Credentials(CredentialSource.SHARED_CREDENTIALS, SHARED, "default", describe_key_pair(LONG_TERM_ID, SECRET))
    assert conflict(single(machine, OTHER_DEFAULT, {}, got)) == (DEFAULT, DEFAULT)


def test_no_secret_is_shown(machine: Machine) -> None:
    shown = messages.everything(single(machine, OTHER_WORK, {"AWS_PROFILE": "w", **TEMPORARY_KEYS}, "env"))
    assert not any(secret in shown for secret in (SECRET, TOKEN, OTHER_ID, *TEMPORARY_KEYS.values()))


# -- beside an empty API key, or a chain that broke


def test_an_empty_api_key_beside_good_keys_fails_here(machine: Machine) -> None:
    keys = Credentials(CredentialSource.ENVIRONMENT, "env", bearer_is_empty=True)
    found = single(machine, NO_PROFILES, {BEARER: "", **KEYS}, keys)
    assert (told(found), found.detail.values["run"]) == ("failed: bearer-token-empty", "AWS_ACCESS_KEY_ID")
    assert messages.command(found) == "unset AWS_BEARER_TOKEN_BEDROCK"


def test_a_comment_behind_a_key_is_told_of_the_key(machine: Machine) -> None:
    commented = {**KEYS, "AWS_SECRET_ACCESS_KEY": f"{SECRET} # mine"}
    found = single(machine, NO_PROFILES, commented, "env")
    assert told(found) == "blocked by step3.credentials-valid: invalid-credentials"


def test_a_chain_that_proved_nothing_is_no_failure(machine: Machine) -> None:
    files = {CONFIG: f"[profile r]\nrole_arn = r\nsource_profile = x\n[profile x]\n{static()}"}
    busy = Credentials(method="assume-role", profile="r", error="ClientError", error_code="Throttling")
    assert told(single(machine, files, {"AWS_PROFILE": "r"}, busy)) == "passed"


BROKEN_PAIR = Credentials(method="env", error="PartialCredentialsError", missing="AWS_SECRET_ACCESS_KEY")
EXPIRED = Credentials(method="env", error="RuntimeError")
NO_SSO = Credentials(method="sso", profile="w", error="SSOTokenLoadError")
ONLY_ID = {KEY: LONG_TERM_ID}
NO_SERVICE = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_PROFILE": "w"}
SSO_AGAIN = {CONFIG: f"[profile w]\n{SSO_PROFILE}", **settings(AWS_PROFILE="w")}
BROKEN: dict[str, dict[str, tuple[dict[str, str], dict[str, str], Credentials]]] = {
    "no-credentials": {
        "nothing-anywhere": (NO_PROFILES, {}, Credentials()),
        "settings-name-nothing-of-use": (settings(AWS_PROFILE="nowhere"), {}, Credentials()),
        "nothing-for-both": (settings(AWS_PROFILE=""), NO_SERVICE, Credentials()),
    },
    "partial-credentials": {
        "claude-code-could-use-the-same-key": (OWN_DEFAULT, ONLY_ID, BROKEN_PAIR),
        "claude-code-could-use-another-key": (OTHER_DEFAULT, ONLY_ID, BROKEN_PAIR),
    },
    "sso-login-required": {"settings-name-the-broken-profile-again": (SSO_AGAIN, {"AWS_PROFILE": "w"}, NO_SSO)},
    "expired-credentials": {"settings-name-the-expired-keys-again": (settings(**KEYS), KEYS, EXPIRED)},
}


@pytest.mark.parametrize(("given", "cause"), grouped(BROKEN))
def test_a_chain_that_broke_is_one_failure_and_no_second(
    machine: Machine, given: tuple[dict[str, str], dict[str, str], Credentials], cause: str
) -> None:
    assert told(single(machine, *given)) == f"blocked by step3.credentials-resolve: {cause}"
