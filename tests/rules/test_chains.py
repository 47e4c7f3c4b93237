"""Which identity the run and Claude Code take from the same machine, and when two are one."""

from __future__ import annotations

import json

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import Environment
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.guide.vocabulary import Cause, CredentialSource, Verdict
from checkpoints.rules import step3
from checkpoints.rules.credentials.claude_code import choose_claude_code_source
from checkpoints.rules.credentials.sources import INSTANCE_ROLE, ChosenSource, identify_run_source
from tests.machine import KEYS, LONG_TERM_ID, OTHER_ID, SECRET, Machine, static
from tests.rules import messages
from tests.rules.fakes import facts

WEB_IDENTITY = Credentials(CredentialSource.WEB_IDENTITY, "assume-role-with-web-identity")


def test_an_empty_profile_name_means_the_default_one_to_claude_code(machine: Machine) -> None:
    environment = machine.look(AWS_PROFILE="", **KEYS)
    assert choose_claude_code_source(environment).shown == "AWS_ACCESS_KEY_ID"


def test_a_broken_pair_of_a_file_is_known_by_its_file(machine: Machine) -> None:
    machine.write("home/.aws/credentials", f"[default]\naws_access_key_id = {LONG_TERM_ID}\n")
    environment = machine.look()
    broken = Credentials(method="shared-credentials-file", profile="default", error="PartialCredentialsError")
    run = identify_run_source(facts(environment=environment, credentials=broken))
    assert run.identity == environment.files.profiles["default"].providers["shared-credentials-file"]


def test_a_profile_that_is_not_in_the_files_has_no_identity(machine: Machine) -> None:
    gone = Credentials(CredentialSource.SSO, "sso", "gone")
    assert identify_run_source(facts(environment=machine.look(), credentials=gone)).identity == ""


def test_an_api_key_of_which_nothing_is_known_has_no_identity(machine: Machine) -> None:
    run = identify_run_source(
        facts(environment=machine.look(), credentials=Credentials(CredentialSource.BEDROCK_API_KEY))
    )
    assert run == ChosenSource("AWS_BEARER_TOKEN_BEDROCK", "")
    bare = Environment(variables={"AWS_BEARER_TOKEN_BEDROCK": "(hidden)"})
    assert choose_claude_code_source(bare) == run


def test_half_a_pair_of_the_environment_is_known_by_its_key_id(machine: Machine) -> None:
    environment = machine.look(AWS_ACCESS_KEY_ID=LONG_TERM_ID)
    broken = Credentials(method="env", error="PartialCredentialsError")
    run = identify_run_source(facts(environment=environment, credentials=broken))
    assert run == ChosenSource("AWS_ACCESS_KEY_ID", describe_key_pair(LONG_TERM_ID, None).identity)


def test_keys_that_the_run_got_count_whatever_their_file_says_by_now(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static(OTHER_ID))
    pair = describe_key_pair(LONG_TERM_ID, SECRET)
    found = Credentials(CredentialSource.SHARED_CREDENTIALS, "shared-credentials-file", "default", pair)
    assert identify_run_source(facts(environment=machine.look(), credentials=found)).identity == pair.identity


def test_a_provider_that_the_profile_does_not_name_has_no_identity(machine: Machine) -> None:
    machine.write("home/.aws/config", "[profile w]\nregion = us-east-1\n")
    found = Credentials(CredentialSource.SSO, "sso", "w")
    assert identify_run_source(facts(environment=machine.look(), credentials=found)) == ChosenSource("[w] (sso)", "")


def test_a_file_of_an_older_tool_with_claude_code_s_key_is_one_identity(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", json.dumps({"env": KEYS}))
    found = Credentials(
        CredentialSource.SHARED_CREDENTIALS, "boto-config", keys=describe_key_pair(LONG_TERM_ID, SECRET)
    )
    single = step3.judge_single_source(facts(environment=machine.look(), credentials=found))
    assert (single.verdict, messages.notes(single)) == (Verdict.PASSED, ["sources.same-key"])


def test_nothing_found_is_where_the_chain_ends(machine: Machine) -> None:
    assert identify_run_source(facts(environment=machine.look(), credentials=Credentials())) is INSTANCE_ROLE


# -- web identities


@pytest.mark.parametrize(
    ("of_claude_code", "verdict", "cause"),
    [("other", Verdict.FAILED, Cause.CONFLICTING_SOURCES), ("r", Verdict.PASSED, None)],
    ids=["two-roles", "one-role"],
)
def test_web_identities_are_one_when_their_role_is(
    machine: Machine, of_claude_code: str, verdict: Verdict, cause: Cause | None
) -> None:
    machine.write("home/.claude/settings.json", json.dumps({"env": {"AWS_ROLE_ARN": of_claude_code}}))
    environment = machine.look(AWS_WEB_IDENTITY_TOKEN_FILE="/t", AWS_ROLE_ARN="r")
    found = step3.judge_single_source(facts(environment=environment, credentials=WEB_IDENTITY))
    assert (found.verdict, found.cause) == (verdict, cause)


@pytest.mark.parametrize("role", ["r", ""], ids=["role", "no-role"])
def test_a_web_identity_of_a_profile_is_that_of_the_variables(machine: Machine, role: str) -> None:
    machine.write("home/.aws/config", f"[profile w]\nrole_arn = {role}\nweb_identity_token_file = /t\n")
    machine.write("home/.claude/settings.json", json.dumps({"env": {"AWS_PROFILE": "w"}}))
    variables = {"AWS_WEB_IDENTITY_TOKEN_FILE": "/t", **({"AWS_ROLE_ARN": role} if role else {})}
    found = step3.judge_single_source(facts(environment=machine.look(**variables), credentials=WEB_IDENTITY))
    assert (found.verdict, messages.notes(found)) == (Verdict.PASSED, ["sources.same-key"])
    assert found.detail.values["run"] == "AWS_WEB_IDENTITY_TOKEN_FILE"
