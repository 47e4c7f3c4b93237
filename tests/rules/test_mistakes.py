"""step3.credentials-resolve: mistakes that are named with their place and the one thing to do."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.client.place import Place
from checkpoints.facts.credentials import Credentials
from checkpoints.guide.vocabulary import CredentialSource
from tests.machine import SECRET, Machine, static
from tests.rules import messages
from tests.rules.source_cases import CONFIG, CREDENTIALS, resolved
from tests.rules.worlds import told

DEFAULT = "[default]\n"
FILES_OF_KEYS, TOKEN_FILE = "AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE"
SSO = f"{DEFAULT}sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R\n"


def session(title: str) -> str:
    return f"{SSO}[{title}]\nsso_start_url = https://x\nsso_region = us-east-1\n"


def process(command: str) -> str:
    return f"{DEFAULT}credential_process = {command}\n"


PARSING: dict[str, Any] = {"error": "ConfigParseError"}
SSO_BROKE: dict[str, Any] = {"error": "InvalidConfigError", "method": "sso", "profile": "default"}
PROCESS_BROKE: dict[str, Any] = {"error": "CredentialRetrievalError", "method": "custom-process", "profile": "default"}
NO_PROGRAM, TOO_OLD = {**PROCESS_BROKE, "error": "FileNotFoundError"}, {**PROCESS_BROKE, "error": "RuntimeError"}
KEY_TWICE = f"{DEFAULT}{static()}aws_secret_access_key = {SECRET}\n"
# By the cause and its case: the config file, how the chain broke, and words that the detail has.
MISTAKES: dict[tuple[str, str], list[tuple[str, dict[str, Any], str]]] = {
    ("failed: config-unreadable", "repeated"): [
        (KEY_TWICE, PARSING, "~/.aws/config has aws_secret_access_key twice (lines 3 and 4)"),
        ("[default]\nregion = x\n[default]\n", PARSING, "~/.aws/config has [default] twice (lines 1 and 3)"),
    ],
    ("failed: config-unreadable", "sso-session"): [
        (SSO, SSO_BROKE, "~/.aws/config has no [sso-session corp]"),
        (session("sso-session corpp"), SSO_BROKE, "but the file has [sso-session corpp] (~/.aws/config:5)"),
        (session("sso_session corp"), SSO_BROKE, "but the file has [sso_session corp] (~/.aws/config:5)"),
        (session("SSO corp"), SSO_BROKE, "but the file has [SSO corp] (~/.aws/config:5)"),
        (session("corp"), SSO_BROKE, "but the file has [corp] (~/.aws/config:5)"),
        (session("team corp"), SSO_BROKE, "~/.aws/config has no [sso-session corp]"),
        (session('sso-session "corpp"'), SSO_BROKE, "but the file has [sso-session corpp] (~/.aws/config:-)"),
        (SSO, {**SSO_BROKE, "profile": None}, "~/.aws/config has no [sso-session corp]"),
    ],
    ("failed: credential-process-failed", "shell"): [
        (process("a b | c"), PROCESS_BROKE, "uses one (|; ~/.aws/config:2 credential_process)"),
        (process("a b | c"), {**PROCESS_BROKE, "profile": None}, "uses one (|; ~/.aws/config:2 credential_process)"),
        (process("$HOME/bin/keys"), NO_PROGRAM, "uses one ($; ~/.aws/config:2"),
        (process("~/bin/keys"), PROCESS_BROKE, "uses one (~; ~/.aws/config:2"),
    ],
    ("failed: expired-credentials", "process"): [
        (process("/bin/keys"), TOO_OLD, "returned keys that have expired (~/.aws/config:2 credential_process)"),
        (process("/bin/keys"), {**TOO_OLD, "profile": None}, "expired (~/.aws/config:2 credential_process)"),
    ],
    # -- no mistake: a command that needs no shell
    ("failed: credential-process-failed", ""): [
        (process("/opt/keys --profile 'a|b'"), PROCESS_BROKE, ""),
        (process("/opt/keys --cost 5$"), PROCESS_BROKE, ""),
        (process("aws-vault exec a~b"), PROCESS_BROKE, ""),
    ],
}


@pytest.mark.parametrize(
    ("config", "broke", "words", "ending"), [(*each, ending) for ending, rows in MISTAKES.items() for each in rows]
)
def test_a_mistake_is_named_with_its_place_and_no_content(
    machine: Machine, config: str, broke: dict[str, Any], words: str, ending: tuple[str, str]
) -> None:
    found = resolved(machine, Credentials(**broke), {CONFIG: config})
    assert (told(found), found.case) == ending
    assert words in messages.read(found.detail)
    assert SECRET not in messages.everything(found)
    assert found.case != "sso-session" or messages.command(found) == "aws configure sso --profile default"


def test_what_claude_code_uses_is_no_matter_of_a_file_that_can_be_read(machine: Machine) -> None:
    found = resolved(machine, Credentials(**SSO_BROKE), {CONFIG: SSO + static()})
    assert (told(found), found.case, found.notes) == ("failed: config-unreadable", "sso-session", ())


@pytest.mark.parametrize(("profile", "option"), [("work", " --profile work"), ("default", ""), (None, "")])
def test_a_role_whose_profile_gives_claude_code_no_region_is_given_the_guides(
    machine: Machine, profile: str | None, option: str
) -> None:
    found = resolved(machine, Credentials(profile=profile), role_region=Place("role_arn", "~/.aws/config", 2))
    assert (told(found), found.case) == ("failed: assume-role-failed", "region")
    assert found.detail.values["place"] == found.evidence[0].source == "~/.aws/config:2"
    assert messages.command(found) == f"aws configure set region us-east-1{option}"


def test_a_process_whose_line_is_gone_is_named_by_the_file_alone(machine: Machine) -> None:
    found = resolved(machine, Credentials(**TOO_OLD))
    assert (told(found), found.case) == ("failed: expired-credentials", "process")
    assert found.evidence[0].source == "~/.aws/config credential_process"


NO_TOKEN: dict[str, Any] = {"error": "FileNotFoundError", "method": "assume-role-with-web-identity"}


@pytest.mark.parametrize(
    ("variable", "broke", "cause"),
    [
        ("AWS_CONFIG_FILE", {"error": "ProfileNotFound"}, "profile-not-found"),
        ("AWS_SHARED_CREDENTIALS_FILE", {}, "no-credentials"),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", NO_TOKEN, "web-identity-token-missing"),
    ],
)
def test_a_path_of_windows_is_named_by_its_variable(
    machine: Machine, variable: str, broke: dict[str, Any], cause: str
) -> None:
    found = resolved(machine, Credentials(**broke), {}, {variable: "C:\\Users\\someone\\file"})
    assert (told(found), found.case) == (f"failed: {cause}", "windows-path")
    assert messages.command(found) == f'export {variable}="$(wslpath "${variable}")"'
    assert "someone" not in messages.everything(found)


TOKEN_KEYS = "web_identity_token_file = /gone\nrole_arn = arn:aws:iam::111122223333:role/R\n"
REMOVE_TOKEN = "python -m checkpoints remove web_identity_token_file role_arn --from"
OF_WORK = f"{REMOVE_TOKEN} ~/.aws/config --section 'profile work'"
# The files, the shell, the place and the command.
TOKENS_OF_PROFILES: dict[str, tuple[dict[str, str], dict[str, str], str, str]] = {
    "nothing-else": (
        {CONFIG: f"[profile work]\n{TOKEN_KEYS}"},
        {},
        "~/.aws/config:2",
        f"{OF_WORK}\naws configure --profile work",
    ),
    "keys-beside-it": (
        {CONFIG: f"[profile work]\n{TOKEN_KEYS}", CREDENTIALS: f"[work]\n{static()}"},
        {},
        "~/.aws/config:2",
        OF_WORK,
    ),
    "an-instance": (
        {CONFIG: f"[profile work]\n{TOKEN_KEYS}"},
        {"AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://x"},
        "~/.aws/config:2",
        OF_WORK,
    ),
    "in-the-credentials-file": (
        {CREDENTIALS: f"[work]\n{TOKEN_KEYS}"},
        {},
        "~/.aws/credentials:2",
        f"{REMOVE_TOKEN} ~/.aws/credentials --section work\naws configure --profile work",
    ),
}


@pytest.mark.parametrize("error", ["FileNotFoundError", "InvalidConfigError"])
@pytest.mark.parametrize(("files", "shell", "place", "command"), TOKENS_OF_PROFILES.values(), ids=TOKENS_OF_PROFILES)
def test_a_token_file_that_a_profile_names_is_told_with_its_place_and_removed_there(
    machine: Machine, error: str, files: dict[str, str], shell: dict[str, str], place: str, command: str
) -> None:
    broke = Credentials(error=error, method="assume-role-with-web-identity", profile="work")
    found = resolved(machine, broke, files, {"AWS_PROFILE": "work", **shell})
    assert (told(found), found.case) == ("failed: web-identity-token-missing", "profile")
    assert found.detail.values["place"] == f"{place} web_identity_token_file"
    assert messages.command(found) == command


BAN = "AWS_EC2_METADATA_V1_DISABLED"


# By what the chain broke at beside a path of Windows: what is told, and its case.
BESIDE_A_PATH: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "a-program-that-is-not-there": (FILES_OF_KEYS, NO_PROGRAM, "credential-process-failed", ""),
    "a-token-file-of-this-shell": (FILES_OF_KEYS, NO_TOKEN, "web-identity-token-missing", ""),
    "a-token-file-alone": (TOKEN_FILE, {"error": "ProfileNotFound"}, "profile-not-found", ""),
    "a-token-file-and-nothing-found": (TOKEN_FILE, {}, "no-credentials", ""),
}


@pytest.mark.parametrize(("variable", "broke", "cause", "case"), BESIDE_A_PATH.values(), ids=BESIDE_A_PATH)
def test_a_path_of_windows_is_named_only_for_what_it_leads_to(
    machine: Machine, variable: str, broke: dict[str, Any], cause: str, case: str
) -> None:
    shell = {"AWS_PROFILE": "work"} if broke.get("error") == "ProfileNotFound" else {}
    found = resolved(machine, Credentials(**broke), {}, {variable: "C:\\Users\\someone\\file", **shell})
    assert (told(found), found.case) == (f"failed: {cause}", case)


def test_of_several_paths_of_windows_the_one_is_named_that_the_error_is_about(machine: Machine) -> None:
    shell = dict.fromkeys(("AWS_CONFIG_FILE", FILES_OF_KEYS, TOKEN_FILE), "C:\\Users\\someone\\file")
    found = resolved(machine, Credentials(**NO_TOKEN), {}, shell)
    assert (told(found), found.case) == ("failed: web-identity-token-missing", "windows-path")
    assert found.detail.values["variable"] == TOKEN_FILE


def test_a_path_of_windows_is_no_matter_where_credentials_are_found(machine: Machine) -> None:
    keys = Credentials(CredentialSource.ENVIRONMENT, "env")
    assert told(resolved(machine, keys, {}, {"AWS_CONFIG_FILE": "C:\\Users\\someone\\file"})) == "passed"


CANNOT_BE_LOOKED_AT = f"/{'x' * 5000}"  # as a path below a folder of somebody else's


@pytest.mark.parametrize("variable", [FILES_OF_KEYS, "AWS_CONFIG_FILE"])
@pytest.mark.parametrize("error", ["", "ProfileNotFound"])
def test_a_file_that_may_not_be_read_is_told_where_nothing_is_found(
    machine: Machine, variable: str, error: str
) -> None:
    shell = {variable: CANNOT_BE_LOOKED_AT, "AWS_PROFILE": "w"}
    found = resolved(machine, Credentials(error=error), {}, shell)
    assert (told(found), found.case) == ("failed: config-unreadable", "forbidden")
    keys = Credentials(CredentialSource.ENVIRONMENT, "env")
    assert told(resolved(machine, keys, {}, shell)) == "passed"


DISABLED, ON_EC2 = {"AWS_EC2_METADATA_DISABLED": "true"}, {"AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://x"}


@pytest.mark.parametrize(
    ("shell", "case", "command"),
    [
        ({**DISABLED, **ON_EC2}, "metadata-disabled", "unset AWS_EC2_METADATA_DISABLED"),
        (DISABLED, "", "aws configure"),
        (ON_EC2, "", "aws configure"),
        ({BAN: "1", **ON_EC2}, "metadata-disabled", f"unset {BAN}"),
        ({BAN: "1"}, "", "aws configure"),
    ],
    ids=["both", "disabled-elsewhere", "instance", "version-1-refused", "version-1-refused-elsewhere"],
)
def test_an_instance_whose_role_may_not_be_looked_up(
    machine: Machine, shell: dict[str, str], case: str, command: str
) -> None:
    found = resolved(machine, None, {}, shell)
    assert (told(found), found.case) == ("failed: no-credentials", case)
    assert messages.command(found) == command


@pytest.mark.parametrize(
    ("title", "shell", "command"),
    [
        ("default", {}, f"aws configure set {BAN.lower()[4:]} false"),
        ("default", {"AWS_PROFILE": "default"}, f"aws configure set {BAN.lower()[4:]} false"),
        ("profile w", {"AWS_PROFILE": "w"}, f"aws configure set {BAN.lower()[4:]} false --profile w"),
    ],
)
def test_a_profile_that_refuses_version_1_of_the_metadata_service(
    machine: Machine, title: str, shell: dict[str, str], command: str
) -> None:
    files = {"home/.aws/config": f"[{title}]\n{BAN.lower()[4:]} = true\n"}
    found = resolved(machine, None, files, {**ON_EC2, **shell})
    assert (told(found), found.case, messages.command(found)) == (
        "failed: no-credentials",
        "metadata-disabled",
        command,
    )
    assert found.detail.values["place"] == "~/.aws/config:2"


def test_names_that_are_nearly_right_are_told_with_what_is_meant(machine: Machine) -> None:
    shell = {"AWS_ACCESS_KEY": "AKIAQ7EXAMPL2345ABCD", "AWS_SECRET_KEY": SECRET}
    found = resolved(machine, None, {}, shell)
    assert (told(found), found.case, messages.notes(found)) == ("failed: no-credentials", "variable-names", [])
    meant = "AWS_ACCESS_KEY → AWS_ACCESS_KEY_ID, AWS_SECRET_KEY → AWS_SECRET_ACCESS_KEY"
    assert meant in messages.read(found.detail)
    assert messages.command(found).startswith("for name in AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY; do ")
    assert SECRET in machine.look(**shell).secrets


def test_an_api_key_under_a_name_that_is_nearly_right_is_told_alone(machine: Machine) -> None:
    found = resolved(machine, None, {}, {"AWS_BEDROCK_BEARER_TOKEN": "ABSKsecret"})
    assert (told(found), found.case) == ("failed: no-credentials", "variable-names")
    assert "AWS_BEDROCK_BEARER_TOKEN → AWS_BEARER_TOKEN_BEDROCK" in messages.read(found.detail)
