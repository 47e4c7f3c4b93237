"""step3.credentials-resolve: mistakes that are named with their place and the one thing to do."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import step3
from tests.machine import SECRET, Machine, static
from tests.rules import messages
from tests.rules.fakes import facts

CONFIG = "home/.aws/config"
SSO = "sso_session = {}\nsso_account_id = 111122223333\nsso_role_name = R\n"


def session(title: str) -> str:
    return "[default]\n" + SSO.format("corp") + f"[{title}]\nsso_start_url = https://x\nsso_region = us-east-1\n"


SSO_BROKE: dict[str, Any] = {"error": "InvalidConfigError", "method": "sso", "profile": "default"}
PROCESS_BROKE: dict[str, Any] = {"error": "CredentialRetrievalError", "method": "custom-process", "profile": "default"}
# The config file, how the chain broke, the cause and its case, and words that the detail has.
MISTAKES: dict[str, tuple[str, dict[str, Any], str, str, str]] = {
    "key-twice": (
        f"[default]\n{static()}aws_secret_access_key = {SECRET}\n",
        {"error": "ConfigParseError"},
        "config-unreadable",
        "repeated",
        "~/.aws/config has aws_secret_access_key twice (lines 3 and 4)",
    ),
    "section-twice": (
        "[default]\nregion = x\n[default]\n",
        {"error": "ConfigParseError"},
        "config-unreadable",
        "repeated",
        "~/.aws/config has [default] twice (lines 1 and 3)",
    ),
    "session-missing": (
        "[default]\n" + SSO.format("corp"),
        SSO_BROKE,
        "config-unreadable",
        "sso-session",
        "~/.aws/config has no [sso-session corp]",
    ),
    "session-name-misspelt": (
        session("sso-session corpp"),
        SSO_BROKE,
        "config-unreadable",
        "sso-session",
        "but the file has [sso-session corpp] (~/.aws/config:5)",
    ),
    "session-word-misspelt": (
        session("sso_session corp"),
        SSO_BROKE,
        "config-unreadable",
        "sso-session",
        "but the file has [sso_session corp] (~/.aws/config:5)",
    ),
    "process-with-a-pipe": (
        "[default]\ncredential_process = a b | c\n",
        PROCESS_BROKE,
        "credential-process-failed",
        "shell",
        "uses one (|; ~/.aws/config:2 credential_process)",
    ),
    "process-with-a-variable": (
        "[default]\ncredential_process = $HOME/bin/keys\n",
        {**PROCESS_BROKE, "error": "FileNotFoundError"},
        "credential-process-failed",
        "shell",
        "uses one ($; ~/.aws/config:2",
    ),
    "process-in-the-home-directory": (
        "[default]\ncredential_process = ~/bin/keys\n",
        PROCESS_BROKE,
        "credential-process-failed",
        "shell",
        "uses one (~; ~/.aws/config:2",
    ),
    "process-of-expired-keys": (
        "[default]\ncredential_process = /bin/keys\n",
        {**PROCESS_BROKE, "error": "RuntimeError"},
        "expired-credentials",
        "process",
        "returned keys that have expired (~/.aws/config:2 credential_process)",
    ),
}


@pytest.mark.parametrize(("config", "broke", "cause", "case", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_place_and_no_content(
    machine: Machine, config: str, broke: dict[str, Any], cause: str, case: str, words: str
) -> None:
    machine.write(CONFIG, config)
    found = step3.judge_chain(facts(environment=machine.look(), credentials=Credentials(**broke)))
    assert (found.verdict, found.cause, found.case) == (Verdict.FAILED, Cause(cause), case)
    assert words in messages.read(found.detail)
    assert SECRET not in messages.everything(found)


@pytest.mark.parametrize("command", ["/opt/keys --profile 'a|b'", "/opt/keys --cost 5$", "aws-vault exec a~b"])
def test_a_process_that_needs_no_shell_is_not_told_to(machine: Machine, command: str) -> None:
    machine.write(CONFIG, f"[default]\ncredential_process = {command}\n")
    found = step3.judge_chain(facts(environment=machine.look(), credentials=Credentials(**PROCESS_BROKE)))
    assert (found.cause, found.case) == (Cause.CREDENTIAL_PROCESS_FAILED, "")


def test_a_process_whose_line_is_gone_is_named_by_the_file_alone() -> None:
    expired = Credentials(method="custom-process", error="RuntimeError", profile="gone")
    found = step3.judge_chain(facts(credentials=expired))
    assert (found.cause, found.case) == (Cause.EXPIRED_CREDENTIALS, "process")
    assert found.evidence[0].source == "~/.aws/config credential_process"


@pytest.mark.parametrize(
    ("variable", "broke", "cause"),
    [
        ("AWS_CONFIG_FILE", {"error": "ProfileNotFound"}, "profile-not-found"),
        ("AWS_SHARED_CREDENTIALS_FILE", {}, "no-credentials"),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", {"error": "FileNotFoundError"}, "web-identity-token-missing"),
    ],
)
def test_a_path_of_windows_is_named_by_its_variable(
    machine: Machine, variable: str, broke: dict[str, Any], cause: str
) -> None:
    there = machine.look(**{variable: "C:\\Users\\someone\\file"})
    found = step3.judge_chain(facts(environment=there, credentials=Credentials(**broke)))
    assert (found.cause, found.case) == (Cause(cause), "windows-path")
    assert messages.command(found) == f'export {variable}="$(wslpath "${variable}")"'
    assert "someone" not in messages.everything(found)


def test_an_instance_whose_role_may_not_be_looked_up(machine: Machine) -> None:
    there = machine.look(AWS_EC2_METADATA_DISABLED="true", AWS_EC2_METADATA_SERVICE_ENDPOINT="http://x")
    found = step3.judge_chain(facts(environment=there, credentials=Credentials()))
    assert (found.cause, found.case) == (Cause.NO_CREDENTIALS, "metadata-disabled")
    assert messages.command(found) == "unset AWS_EC2_METADATA_DISABLED"


def test_names_that_are_nearly_right_are_told_with_what_is_meant(machine: Machine) -> None:
    there = machine.look(AWS_ACCESS_KEY="AKIAQ7EXAMPL2345ABCD", AWS_SECRET_KEY=SECRET)
    found = step3.judge_chain(facts(environment=there, credentials=Credentials()))
    assert messages.notes(found) == ["credentials.near-miss"]
    told = messages.read(found.notes[0])
    assert "AWS_ACCESS_KEY → AWS_ACCESS_KEY_ID, AWS_SECRET_KEY → AWS_SECRET_ACCESS_KEY" in told
    assert SECRET in there.secrets
