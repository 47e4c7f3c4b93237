"""step3.single-source, where Claude Code's own settings take part in the choice."""

from __future__ import annotations

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.guide.vocabulary import Cause, Verdict
from tests.facts.test_api_key import long_term, short_term
from tests.machine import KEYS, OTHER_ID, TEMPORARY_KEYS, TOKEN, Machine, static
from tests.rules import messages
from tests.rules.source_cases import (
    INSTANCE,
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
    assert found.detail.key == "sources.conflict"
    assert [(each.source, messages.read(each.shows)) for each in found.evidence][2:] == [
        ("~/.claude/settings.json", "changes AWS_PROFILE under env")
    ]
    assert messages.command(found) == "grep -n AWS_ ~/.claude/settings.json"


def test_settings_that_cancel_the_profile_bring_the_keys_back(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[w]\n" + static(OTHER_ID))
    settings(machine, AWS_PROFILE="")
    environment = machine.look(AWS_PROFILE="w", **KEYS)
    assert single(environment, of_environment(environment)).verdict is Verdict.PASSED


def test_other_keys_in_the_settings_are_another_identity(machine: Machine) -> None:
    settings(machine, AWS_ACCESS_KEY_ID=OTHER_ID)
    environment = machine.look(**KEYS)
    found = single(environment, of_environment(environment))
    assert conflict(found) == ("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID (~/.claude/settings.json)")


@pytest.mark.parametrize(
    ("shell", "over"),
    [
        (KEYS, {"AWS_SECRET_ACCESS_KEY": "another"}),
        (KEYS, {"AWS_SESSION_TOKEN": TOKEN}),
        (TEMPORARY_KEYS, {"AWS_SESSION_TOKEN": "another"}),
        (TEMPORARY_KEYS, {"AWS_SESSION_TOKEN": ""}),
    ],
    ids=["secret", "token-beside-long-term-keys", "token", "token-cancelled"],
)
def test_a_part_of_the_keys_in_the_settings_makes_another_identity(
    machine: Machine, shell: dict[str, str], over: dict[str, str]
) -> None:
    settings(machine, **over)
    environment = machine.look(**shell)
    found = single(environment, of_environment(environment))
    assert conflict(found) == ("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID (~/.claude/settings.json)")
    settings(machine, **{name: shell[name] for name in over if name in shell})
    environment = machine.look(**shell)
    assert single(environment, of_environment(environment)).verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("true", Verdict.FAILED), ("1", Verdict.FAILED), ("false", Verdict.PASSED), ("", Verdict.PASSED)],
)
def test_settings_may_keep_claude_code_from_the_instance_role(machine: Machine, value: str, verdict: Verdict) -> None:
    settings(machine, AWS_EC2_METADATA_DISABLED=value)
    found = single(machine.look(), INSTANCE)
    assert found.verdict is verdict
    assert verdict is Verdict.PASSED or conflict(found) == ("Instance Role", "AWS_EC2_METADATA_DISABLED=true")


def test_a_metadata_service_that_an_empty_variable_leaves_on_is_used_by_both(machine: Machine) -> None:
    assert single(machine.look(AWS_EC2_METADATA_DISABLED=""), INSTANCE).verdict is Verdict.PASSED


def test_where_the_run_found_nothing_no_source_is_named_for_it(machine: Machine) -> None:
    settings(machine, **KEYS)
    found = single(machine.look(), Credentials())
    assert conflict(found) == ("-", "AWS_ACCESS_KEY_ID")
    assert found.detail.key == "sources.conflict-none"


def test_a_metadata_service_that_is_switched_off_for_both_is_no_conflict(machine: Machine) -> None:
    settings(machine, AWS_PROFILE="")
    found = single(machine.look(AWS_EC2_METADATA_DISABLED="true", AWS_PROFILE="w"), Credentials())
    assert (found.verdict, found.cause) == (Verdict.BLOCKED, Cause.NO_CREDENTIALS)


def test_an_api_key_in_the_settings_is_another_identity(machine: Machine) -> None:
    settings(machine, AWS_BEARER_TOKEN_BEDROCK=short_term())
    environment = machine.look(**KEYS)
    found = single(environment, of_environment(environment))
    assert conflict(found) == ("AWS_ACCESS_KEY_ID", "AWS_BEARER_TOKEN_BEDROCK")
    assert short_term() not in messages.everything(found)


def test_another_api_key_in_the_settings_is_another_identity(machine: Machine) -> None:
    settings(machine, AWS_BEARER_TOKEN_BEDROCK=short_term())
    environment = machine.look(AWS_BEARER_TOKEN_BEDROCK=long_term())
    assert conflict(single(environment, of_key(long_term())))[1] == "AWS_BEARER_TOKEN_BEDROCK (~/.claude/settings.json)"
    settings(machine, AWS_BEARER_TOKEN_BEDROCK=long_term())
    environment = machine.look(AWS_BEARER_TOKEN_BEDROCK=long_term())
    assert single(environment, of_key(long_term())).verdict is Verdict.PASSED


def test_settings_that_cancel_the_api_key_bring_the_keys_back(machine: Machine) -> None:
    settings(machine, AWS_BEARER_TOKEN_BEDROCK="", AWS_ROLE_ARN="")
    environment = machine.look(AWS_BEARER_TOKEN_BEDROCK=long_term(), **KEYS)
    found = single(environment, of_key(long_term()))
    assert conflict(found) == ("AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID")
    # A variable that the shell does not have cannot be cancelled.
    assert [messages.read(each.shows) for each in found.evidence][2:] == ["changes AWS_BEARER_TOKEN_BEDROCK under env"]


def test_settings_may_read_other_files(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static())
    machine.write("other", "[default]\n" + static(OTHER_ID))
    settings(machine, AWS_SHARED_CREDENTIALS_FILE=str(machine.root / "other"))
    environment = machine.look()
    found = single(environment, of_profile(environment, "shared-credentials-file"))
    same = "[default] (shared-credentials-file)"
    assert conflict(found) == (same, f"{same} (~/.claude/settings.json)")


def test_commands_that_fetch_credentials_and_broken_settings_are_noted(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", '{"awsCredentialExport": "x", "awsAuthRefresh": "y"}')
    machine.write("project/.claude/settings.json", "{")
    environment = machine.look(**KEYS)
    found = single(environment, of_environment(environment))
    assert found.verdict is Verdict.PASSED
    assert messages.notes(found) == ["sources.hook", "sources.hook", "sources.settings-unreadable"]
    assert [note.values.get("hook") for note in found.notes] == ["awsAuthRefresh", "awsCredentialExport", None]
