"""Claude Code's settings files."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from checkpoints.facts.claude_code import ClaudeCodeSettings, Setting, find_managed_directory, read_claude_code_settings
from tests.machine import Machine


def read(machine: Machine, **variables: str) -> ClaudeCodeSettings:
    return read_claude_code_settings(variables, machine.home, machine.project, machine.managed)


def env(**variables: object) -> str:
    return json.dumps({"env": variables})


def test_without_files_nothing_is_set(machine: Machine) -> None:
    assert read(machine) == ClaudeCodeSettings()


def test_the_narrower_file_wins_and_administrators_over_all(machine: Machine) -> None:
    files = {
        "home/.claude/settings.json": "~/.claude/settings.json",
        "project/.claude/settings.json": ".claude/settings.json",
        "project/.claude/settings.local.json": ".claude/settings.local.json",
        "managed/managed-settings.json": "managed-settings.json",
        "managed/managed-settings.d/10-region.json": "managed-settings.d/10-region.json",
    }
    for name, shown in files.items():
        machine.write(name, env(AWS_REGION=name))
        assert read(machine).overlay == {"AWS_REGION": Setting(name, shown)}


def test_files_complete_each_other(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", env(AWS_PROFILE="a", AWS_REGION="us-east-1"))
    machine.write("project/.claude/settings.json", env(AWS_PROFILE=""))
    assert read(machine).overlay == {
        "AWS_PROFILE": Setting("", ".claude/settings.json"),
        "AWS_REGION": Setting("us-east-1", "~/.claude/settings.json"),
    }


def test_a_variable_moves_the_user_s_folder(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", env(AWS_REGION="home"))
    machine.write("moved/settings.json", env(AWS_REGION="moved"))
    overlay = read(machine, CLAUDE_CONFIG_DIR=str(machine.root / "moved")).overlay
    assert overlay == {"AWS_REGION": Setting("moved", "$CLAUDE_CONFIG_DIR/settings.json")}


def test_in_the_home_directory_the_user_s_file_is_read_once(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", "not json")
    machine.write("home/.claude/settings.local.json", env(AWS_REGION="local"))
    settings = read_claude_code_settings({}, machine.home, machine.home, machine.managed)
    assert settings.unreadable == ("~/.claude/settings.json",)
    assert settings.overlay["AWS_REGION"].value == "local"


def test_without_a_home_the_project_is_read(machine: Machine) -> None:
    machine.write("project/.claude/settings.json", env(AWS_REGION="project"))
    assert (
        read_claude_code_settings({}, None, machine.project, machine.managed).overlay["AWS_REGION"].value == "project"
    )


@pytest.mark.parametrize("content", ["", "{", "[]", '"env"', b"\xff\xfe{}", "[" * 100_000])
def test_a_file_that_holds_no_settings_is_told(machine: Machine, content: str | bytes) -> None:
    machine.write("project/.claude/settings.json", content)
    settings = read(machine)
    assert settings.unreadable == (".claude/settings.json",)
    assert settings.overlay == {}


def test_values_that_are_no_text(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", env(CLAUDE_CODE_USE_BEDROCK=1, AWS_A=True, AWS_B=None, AWS_C=["x"]))
    overlay = read(machine).overlay
    assert {name: setting.value for name, setting in overlay.items()} == {
        "CLAUDE_CODE_USE_BEDROCK": "1",
        "AWS_A": "true",
    }


def test_env_that_is_no_table_sets_nothing(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", '{"env": "AWS_REGION=us-east-1"}')
    assert read(machine) == ClaudeCodeSettings()


def test_commands_that_fetch_credentials_are_told(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", '{"awsAuthRefresh": "aws sso login", "awsCredentialExport": ""}')
    machine.write("project/.claude/settings.json", '{"awsCredentialExport": "./keys"}')
    assert read(machine).hooks == {
        "awsAuthRefresh": "~/.claude/settings.json",
        "awsCredentialExport": ".claude/settings.json",
    }


def test_only_visible_json_files_are_drop_ins(machine: Machine) -> None:
    machine.write("managed/managed-settings.d/.hidden.json", env(AWS_REGION="hidden"))
    machine.write("managed/managed-settings.d/notes.txt", env(AWS_REGION="notes"))
    assert read(machine) == ClaudeCodeSettings()


@pytest.mark.parametrize(
    ("platform", "directory"),
    [
        ("linux", "/etc/claude-code"),
        ("darwin", "/Library/Application Support/ClaudeCode"),
        ("win32", "C:/Program Files/ClaudeCode"),
    ],
)
def test_administrators_settings_lie_where_the_platform_wants_them(
    monkeypatch: pytest.MonkeyPatch, platform: str, directory: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    found = find_managed_directory()
    assert isinstance(found, Path)
    assert str(found).replace("\\", "/") == directory
