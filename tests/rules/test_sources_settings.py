"""step3.single-source, where Claude Code's own settings take part in the choice."""

from __future__ import annotations

from checkpoints.guide.vocabulary import Verdict
from tests.facts.test_api_key import long_term, short_term
from tests.machine import KEYS, OTHER_ID, Machine, static
from tests.rules import said
from tests.rules.source_cases import (
    conflict,
    of_environment,
    of_key,
    of_profile,
    settings,
    single,
)


def test_a_profile_in_claude_code_s_settings_is_its_own(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[w]\n" + static(OTHER_ID))
    settings(machine, AWS_PROFILE="w")
    environment = machine.look(**KEYS)
    found = single(environment, of_environment(environment))
    assert conflict(found) == ("AWS_ACCESS_KEY_ID", "[w] (shared-credentials-file)")
    assert [(each.source, said.read(each.shows)) for each in found.evidence][2:] == [
        ("~/.claude/settings.json", "changes AWS_PROFILE under env")
    ]
    assert said.command(found) == "grep -n AWS_ ~/.claude/settings.json"


def test_settings_that_cancel_the_profile_bring_the_keys_back(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[w]\n" + static(OTHER_ID))
    settings(machine, AWS_PROFILE="")
    environment = machine.look(AWS_PROFILE="w", **KEYS)
    assert single(environment, of_environment(environment)).verdict is Verdict.PASSED


def test_other_keys_in_the_settings_are_another_identity(machine: Machine) -> None:
    settings(machine, AWS_ACCESS_KEY_ID=OTHER_ID)
    environment = machine.look(**KEYS)
    assert conflict(single(environment, of_environment(environment))) == ("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID")


def test_an_api_key_in_the_settings_is_another_identity(machine: Machine) -> None:
    settings(machine, AWS_BEARER_TOKEN_BEDROCK=short_term())
    environment = machine.look(**KEYS)
    found = single(environment, of_environment(environment))
    assert conflict(found) == ("AWS_ACCESS_KEY_ID", "AWS_BEARER_TOKEN_BEDROCK")
    assert short_term() not in said.everything(found)


def test_another_api_key_in_the_settings_is_another_identity(machine: Machine) -> None:
    settings(machine, AWS_BEARER_TOKEN_BEDROCK=short_term())
    environment = machine.look(AWS_BEARER_TOKEN_BEDROCK=long_term())
    assert conflict(single(environment, of_key(long_term())))[1] == "AWS_BEARER_TOKEN_BEDROCK"
    settings(machine, AWS_BEARER_TOKEN_BEDROCK=long_term())
    environment = machine.look(AWS_BEARER_TOKEN_BEDROCK=long_term())
    assert single(environment, of_key(long_term())).verdict is Verdict.PASSED


def test_settings_that_cancel_the_api_key_bring_the_keys_back(machine: Machine) -> None:
    settings(machine, AWS_BEARER_TOKEN_BEDROCK="", AWS_ROLE_ARN="")
    environment = machine.look(AWS_BEARER_TOKEN_BEDROCK=long_term(), **KEYS)
    found = single(environment, of_key(long_term()))
    assert conflict(found) == ("AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID")
    # A variable that the shell does not have cannot be cancelled.
    assert [said.read(each.shows) for each in found.evidence][2:] == ["changes AWS_BEARER_TOKEN_BEDROCK under env"]


def test_settings_may_read_other_files(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static())
    machine.write("other", "[default]\n" + static(OTHER_ID))
    settings(machine, AWS_SHARED_CREDENTIALS_FILE=str(machine.root / "other"))
    environment = machine.look()
    found = single(environment, of_profile(environment, "shared-credentials-file"))
    assert conflict(found) == ("[default] (shared-credentials-file)", "[default] (shared-credentials-file)")


def test_commands_that_fetch_credentials_and_broken_settings_are_noted(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", '{"awsCredentialExport": "x", "awsAuthRefresh": "y"}')
    machine.write("project/.claude/settings.json", "{")
    environment = machine.look(**KEYS)
    found = single(environment, of_environment(environment))
    assert found.verdict is Verdict.PASSED
    assert said.notes(found) == ["sources.hook", "sources.hook", "sources.settings-unreadable"]
    assert [note.values.get("hook") for note in found.notes] == ["awsAuthRefresh", "awsCredentialExport", None]
