"""The attendee's machine as a whole."""

from __future__ import annotations

import os

import pytest

from checkpoints.facts import disk
from checkpoints.facts.api_key import ApiKeyTrouble
from checkpoints.facts.environment import HIDDEN, read_environment
from tests.machine import KEYS, LONG_TERM_ID, OTHER_ID, SECRET, TOKEN, Machine, static


def test_only_variables_that_matter_are_kept_and_secrets_are_hidden(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", '{"env": {"ANTHROPIC_AUTH_TOKEN": "canary-of-settings"}}')
    shell = {**KEYS, "ANTHROPIC_API_KEY": "canary-of-shell", "GITHUB_TOKEN": "not ours", "PATH": "/bin"}
    facts = machine.look(AWS_REGION="us-east-1", CLAUDE_CODE_USE_BEDROCK="1", **shell)
    hidden = dict.fromkeys((*KEYS, "ANTHROPIC_API_KEY"), HIDDEN)
    assert facts.variables == {"AWS_REGION": "us-east-1", "CLAUDE_CODE_USE_BEDROCK": "1", **hidden}
    assert facts.secrets == {*KEYS.values(), "canary-of-shell"}
    assert machine.look_as_claude_code(**shell).secrets >= {"canary-of-shell", "canary-of-settings"}


@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_a_blank_api_key_is_an_empty_one_and_an_empty_secret_is_seen_to_be_empty(machine: Machine, blank: str) -> None:
    facts = machine.look(AWS_BEARER_TOKEN_BEDROCK=blank, AWS_ACCESS_KEY_ID="")
    assert facts.variables == {"AWS_BEARER_TOKEN_BEDROCK": "", "AWS_ACCESS_KEY_ID": ""}
    assert facts.api_key is not None
    assert facts.api_key.trouble is ApiKeyTrouble.EMPTY


def test_botocore_s_older_names_of_token_and_profile_count_and_come_first(machine: Machine) -> None:
    facts = machine.look(**KEYS, AWS_SECURITY_TOKEN=TOKEN, AWS_DEFAULT_PROFILE="a", AWS_PROFILE="b")
    assert (facts.keys.has_token, facts.profile_name, facts.profile_variable) == (True, "a", "AWS_DEFAULT_PROFILE")
    facts = machine.look(AWS_PROFILE="")
    assert (facts.profile_name, facts.profile_variable) == ("", "AWS_PROFILE")
    assert machine.look().profile_name is None


def test_a_dotenv_is_looked_into_but_not_loaded(machine: Machine) -> None:
    machine.write("project/.env", f"AWS_REGION=us-east-1\nAWS_SECRET_ACCESS_KEY={SECRET}$X\nCHECKPOINTS_LANG=en\n")
    facts = machine.look()
    assert facts.dotenv.names == ("AWS_REGION", "AWS_SECRET_ACCESS_KEY")
    assert facts.dotenv.region == "us-east-1"
    assert facts.variables == {}
    assert f"{SECRET}$X" in facts.secrets


@pytest.mark.parametrize(
    ("content", "readable", "region"),
    [("AWS_REGION\n", True, ""), ("AWS_REGION=us-east-1 # 한글", False, None)],
    ids=["no-value", "cp949"],
)
def test_a_dotenv_may_lack_a_value_or_be_unreadable(
    machine: Machine, content: str, readable: bool, region: str | None
) -> None:
    machine.write("project/.env", content.encode("cp949"))
    assert (machine.look().dotenv.readable, machine.look().dotenv.region) == (readable, region)


def test_secrets_of_every_place_are_known_and_none_is_shown(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static(OTHER_ID))
    machine.write("home/.aws/sso/cache/a.json", '{"accessToken": "sso-canary"}')
    facts = machine.look(**KEYS, AWS_BEARER_TOKEN_BEDROCK="ABSKcanary", AWS_SESSION_TOKEN="your-session-token")
    assert facts.secrets == {OTHER_ID, LONG_TERM_ID, SECRET, "sso-canary", "ABSKcanary"}
    for secret in facts.secrets:
        assert secret not in repr(facts)


def test_the_process_is_read_where_nothing_is_given(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("USERPROFILE" if os.name == "nt" else "HOME", str(machine.home))
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_REGION_NAME", "us-east-1")
    monkeypatch.chdir(machine.project)
    machine.write("home/.bashrc", "export AWS_REGION=x\n")
    facts = read_environment()
    assert facts.variables["AWS_REGION"] == "us-east-1"
    assert (facts.near_misses, facts.shell_files) == (("AWS_REGION_NAME",), ("~/.bashrc",))
    assert (facts.dotenv.readable, facts.dotenv.names) == (True, ())


def test_a_windows_home_is_the_user_profile_and_a_machine_may_have_none(
    monkeypatch: pytest.MonkeyPatch, machine: Machine
) -> None:
    assert read_environment({}).files.profiles == {}
    machine.write("home/.aws/config", "[default]\nregion = us-east-1\n")
    monkeypatch.setattr(disk, "is_windows", lambda: True)
    assert "default" in read_environment({"USERPROFILE": str(machine.home), "HOME": "/nowhere"}).files.profiles
