"""The attendee's machine as a whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checkpoints.facts import environment
from checkpoints.facts.api_key import ApiKeyTrouble
from checkpoints.facts.environment import HIDDEN, read_environment
from checkpoints.facts.key_pair import describe_key_pair
from tests.machine import KEYS, LONG_TERM_ID, OTHER_ID, SECRET, TOKEN, Machine, static


def test_only_variables_that_matter_are_kept_and_secrets_are_hidden(machine: Machine) -> None:
    seen = machine.look(PATH="/bin", AWS_REGION="us-east-1", CLAUDE_CODE_USE_BEDROCK="1", **KEYS)
    assert seen.variables == {
        "AWS_REGION": "us-east-1",
        "CLAUDE_CODE_USE_BEDROCK": "1",
        "AWS_ACCESS_KEY_ID": HIDDEN,
        "AWS_SECRET_ACCESS_KEY": HIDDEN,
    }


def test_other_secrets_of_claude_code_are_hidden_as_well(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", '{"env": {"ANTHROPIC_AUTH_TOKEN": "canary-of-settings"}}')
    seen = machine.look(ANTHROPIC_API_KEY="canary-of-shell", GITHUB_TOKEN="not ours")
    assert seen.variables == {"ANTHROPIC_API_KEY": HIDDEN}
    assert seen.claude_code_variables["ANTHROPIC_AUTH_TOKEN"] == HIDDEN
    assert seen.secrets == {"canary-of-shell", "canary-of-settings"}


def test_an_empty_secret_is_seen_to_be_empty(machine: Machine) -> None:
    seen = machine.look(AWS_BEARER_TOKEN_BEDROCK="", AWS_ACCESS_KEY_ID="")
    assert seen.variables == {"AWS_BEARER_TOKEN_BEDROCK": "", "AWS_ACCESS_KEY_ID": ""}
    assert seen.api_key is not None
    assert seen.api_key.trouble is ApiKeyTrouble.EMPTY


def test_without_an_api_key_there_is_none(machine: Machine) -> None:
    assert machine.look().api_key is None
    assert machine.look().claude_code_api_key is None


def test_the_older_name_of_the_session_token_counts(machine: Machine) -> None:
    assert machine.look(**KEYS, AWS_SECURITY_TOKEN=TOKEN).keys.has_token


def test_claude_code_s_settings_change_what_it_sees(machine: Machine) -> None:
    machine.write(
        "home/.claude/settings.json",
        f'{{"env": {{"AWS_PROFILE": "", "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "{OTHER_ID}",'
        ' "AWS_BEARER_TOKEN_BEDROCK": "ABSKcanary"}}',
    )
    seen = machine.look(AWS_PROFILE="a", AWS_REGION="us-east-1", AWS_SECRET_ACCESS_KEY=SECRET)
    assert seen.variables["AWS_REGION"] == "us-east-1"
    assert seen.claude_code_variables == {
        "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": HIDDEN,
        "AWS_SECRET_ACCESS_KEY": HIDDEN,
        "AWS_BEARER_TOKEN_BEDROCK": HIDDEN,
    }
    assert not seen.keys.is_complete
    assert seen.claude_code_keys.is_complete
    assert seen.claude_code_api_key is not None
    assert {OTHER_ID, "ABSKcanary", SECRET} <= seen.secrets


def test_an_empty_variable_of_the_shell_stays_where_settings_leave_it_alone(machine: Machine) -> None:
    assert machine.look(AWS_PROFILE="").claude_code_variables == {"AWS_PROFILE": ""}


def test_settings_may_name_other_files(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static())
    machine.write("other", "[default]\n" + static(OTHER_ID))
    path = str(machine.root / "other").replace("\\", "/")
    machine.write("home/.claude/settings.json", f'{{"env": {{"AWS_SHARED_CREDENTIALS_FILE": "{path}"}}}}')
    seen = machine.look()
    assert (
        seen.files.profiles["default"].credentials_file_keys.identity
        == describe_key_pair(LONG_TERM_ID, SECRET).identity
    )
    assert (
        seen.claude_code_files.profiles["default"].credentials_file_keys.identity
        == describe_key_pair(OTHER_ID, SECRET).identity
    )


def test_claude_code_reads_the_shell_s_files_otherwise(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static())
    seen = machine.look()
    assert seen.claude_code_files == seen.files


def test_botocore_s_older_name_of_the_profile_comes_first(machine: Machine) -> None:
    seen = machine.look(AWS_DEFAULT_PROFILE="a", AWS_PROFILE="b")
    assert (seen.profile_name, seen.profile_variable) == ("a", "AWS_DEFAULT_PROFILE")
    seen = machine.look(AWS_PROFILE="")
    assert (seen.profile_name, seen.profile_variable) == ("", "AWS_PROFILE")
    assert machine.look().profile_name is None


def test_a_dotenv_is_looked_into_but_not_loaded(machine: Machine) -> None:
    machine.write("project/.env", f"AWS_REGION=us-east-1\nAWS_SECRET_ACCESS_KEY={SECRET}$X\nCHECKPOINTS_LANG=en\n")
    seen = machine.look()
    assert seen.dotenv.names == ("AWS_REGION", "AWS_SECRET_ACCESS_KEY")
    assert seen.dotenv.region == "us-east-1"
    assert seen.variables == {}
    assert f"{SECRET}$X" in seen.secrets


def test_a_name_without_a_value_in_a_dotenv_is_empty(machine: Machine) -> None:
    machine.write("project/.env", "AWS_REGION\n")
    assert machine.look().dotenv.region == ""


def test_a_dotenv_in_cp949_is_unreadable(machine: Machine) -> None:
    machine.write("project/.env", "AWS_REGION=us-east-1 # 한글".encode("cp949"))
    assert (machine.look().dotenv.readable, machine.look().dotenv.region) == (False, None)


def test_no_dotenv_is_readable(machine: Machine) -> None:
    assert machine.look().dotenv.readable
    assert read_environment({}, machine.home, machine.project, None, machine.managed).dotenv.names == ()


def test_near_misses_and_start_up_files_are_told(machine: Machine) -> None:
    machine.write("home/.bashrc", "export AWS_REGION=us-east-1\n")
    seen = machine.look(AWS_REGION_NAME="us-east-1")
    assert seen.near_misses == ("AWS_REGION_NAME",)
    assert seen.shell_files == ("~/.bashrc",)


def test_secrets_of_every_place_are_known_and_none_is_shown(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static(OTHER_ID))
    machine.write("home/.aws/sso/cache/a.json", '{"accessToken": "sso-canary"}')
    seen = machine.look(**KEYS, AWS_BEARER_TOKEN_BEDROCK="ABSKcanary", AWS_SESSION_TOKEN="your-session-token")
    assert seen.secrets == {OTHER_ID, LONG_TERM_ID, SECRET, "sso-canary", "ABSKcanary"}
    for secret in seen.secrets:
        assert secret not in repr(seen)


def test_the_process_is_read_where_nothing_is_given(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("USERPROFILE" if os.name == "nt" else "HOME", str(machine.home))
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.chdir(machine.project)
    machine.write("home/.bashrc", "export AWS_REGION=x\n")
    machine.write("project/.claude/settings.json", '{"env": {"AWS_REGION": "eu-west-1"}}')
    seen = read_environment(managed=machine.managed)
    assert seen.variables["AWS_REGION"] == "us-east-1"
    assert seen.claude_code_variables["AWS_REGION"] == "eu-west-1"
    assert seen.shell_files == ("~/.bashrc",)


def test_a_windows_home_is_the_user_profile(monkeypatch: pytest.MonkeyPatch, machine: Machine) -> None:
    machine.write("home/.aws/config", "[default]\nregion = us-east-1\n")
    variables = {"USERPROFILE": str(machine.home), "HOME": "/nowhere"}
    monkeypatch.setattr(environment, "_on_windows", lambda: True)
    seen = read_environment(variables, None, machine.project, None, machine.managed)
    assert "default" in seen.files.profiles


def test_a_machine_without_a_home_is_read_all_the_same(machine: Machine) -> None:
    assert read_environment({}, None, machine.project, None, machine.managed).files.profiles == {}


def test_a_working_directory_that_is_gone_does_not_break_it(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert read_environment({}, machine.home, managed=machine.managed).claude_code.overlay == {}
