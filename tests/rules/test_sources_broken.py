"""step3.single-source beside an empty API key or a chain that broke."""

from __future__ import annotations

from checkpoints.facts.credentials import Credentials
from checkpoints.guide.vocabulary import Cause, CredentialSource, Verdict
from tests.machine import KEYS, LONG_TERM_ID, OTHER_ID, Machine, static
from tests.rules import messages
from tests.rules.source_cases import (
    SSO_PROFILE,
    conflict,
    settings,
    single,
)


def test_an_empty_api_key_beside_good_keys_fails_here(machine: Machine) -> None:
    environment = machine.look(AWS_BEARER_TOKEN_BEDROCK="", **KEYS)
    found = single(environment, Credentials(CredentialSource.ENVIRONMENT, "env", bearer_is_empty=True))
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.BEARER_TOKEN_EMPTY)
    assert found.detail.values["run"] == "AWS_ACCESS_KEY_ID"
    assert messages.command(found) == "unset AWS_BEARER_TOKEN_BEDROCK"


def test_a_chain_that_broke_blocks_it(machine: Machine) -> None:
    found = single(machine.look(), Credentials())
    assert (found.verdict, found.cause) == (Verdict.BLOCKED, Cause.NO_CREDENTIALS)
    assert found.blocked_by == ("step3.credentials-resolve",)


def test_a_chain_that_proved_nothing_does_not_turn_it_red(machine: Machine) -> None:
    machine.write("home/.aws/config", "[profile r]\nrole_arn = r\nsource_profile = x\n")
    busy = Credentials(method="assume-role", profile="r", error="ClientError", error_code="Throttling")
    assert single(machine.look(AWS_PROFILE="r"), busy).verdict is Verdict.PASSED


def test_half_a_pair_is_one_failure_and_no_second(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static())
    environment = machine.look(AWS_ACCESS_KEY_ID=LONG_TERM_ID)
    broken = Credentials(method="env", error="PartialCredentialsError", missing="AWS_SECRET_ACCESS_KEY")
    found = single(environment, broken)
    assert (found.verdict, found.cause) == (Verdict.BLOCKED, Cause.PARTIAL_CREDENTIALS)


def test_another_source_that_no_setting_names_is_no_conflict_beside_a_broken_chain(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static(OTHER_ID))
    environment = machine.look(AWS_ACCESS_KEY_ID=LONG_TERM_ID)
    broken = Credentials(method="env", error="PartialCredentialsError", missing="AWS_SECRET_ACCESS_KEY")
    assert single(environment, broken).blocked_by == ("step3.credentials-resolve",)


def test_a_source_that_only_claude_code_s_settings_name_is_a_conflict_even_then(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[w]\n" + static())
    settings(machine, AWS_PROFILE="w")
    found = single(machine.look(), Credentials())
    assert conflict(found) == ("-", "[w] (shared-credentials-file)")


def test_settings_that_name_nothing_of_use_are_no_conflict(machine: Machine) -> None:
    settings(machine, AWS_PROFILE="nowhere")
    assert single(machine.look(), Credentials()).verdict is Verdict.BLOCKED


def test_settings_that_name_the_broken_source_again_are_no_conflict(machine: Machine) -> None:
    machine.write("home/.aws/config", f"[profile w]\n{SSO_PROFILE}")
    settings(machine, AWS_PROFILE="w")
    broken = Credentials(method="sso", profile="w", error="SSOTokenLoadError")
    found = single(machine.look(AWS_PROFILE="w"), broken)
    assert (found.verdict, found.cause) == (Verdict.BLOCKED, Cause.SSO_LOGIN_REQUIRED)
