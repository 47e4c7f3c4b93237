"""What settings ask for before Claude Code starts, as Claude Code 2.1.332 was seen to take it."""

from __future__ import annotations

import json

import pytest

from checkpoints.client.place import Place
from checkpoints.client.start_conditions import StartConditions
from tests.client.machine import LOCAL, MANAGED, PROJECT, USER, look

HOOK = {"hooks": {"UserPromptSubmit": [{"hooks": [{"type": "command", "command": "exit 2"}]}]}}
DEMAND = {"sandbox": {"enabled": True, "failIfUnavailable": True}}


@pytest.mark.parametrize(
    ("path", "fields", "name"),
    [
        (MANAGED, {"allowedProviders": ["vertex"]}, "allowedProviders"),
        (MANAGED, {"allowedProviders": ["vertex", "bedrock"]}, None),
        (USER, {"allowedProviders": ["vertex"]}, None),
        (MANAGED, {"enforceAnthropicSignIn": True}, "enforceAnthropicSignIn"),
        (MANAGED, {"enforceAnthropicSignIn": False}, None),
    ],
)
def test_an_administrator_may_allow_no_bedrock(path: str, fields: object, name: str | None) -> None:
    found = conditions((path, fields)).forbidden
    assert (found.name if found else None) == name


BYPASS = {"permissions": {"defaultMode": "bypassPermissions"}}
ASKING = {"permissions": {"defaultMode": "default"}}


@pytest.mark.parametrize(
    ("settings", "shell", "refused"),
    [
        ([(USER, BYPASS)], {}, True),
        ([(MANAGED, BYPASS)], {}, True),
        ([(PROJECT, BYPASS)], {}, False),
        ([(LOCAL, BYPASS)], {}, False),
        ([(USER, ASKING), (PROJECT, BYPASS)], {}, False),
        ([(USER, BYPASS), (LOCAL, ASKING)], {}, False),
        ([(USER, BYPASS), (MANAGED, {"permissions": {"disableBypassPermissionsMode": "disable"}})], {}, False),
        ([(USER, BYPASS)], {"IS_SANDBOX": "1"}, False),
        ([(USER, BYPASS)], {"IS_SANDBOX": "true"}, True),
        ([(USER, BYPASS)], {"CLAUDE_CODE_BUBBLEWRAP": "1"}, False),
    ],
)
def test_root_does_not_start_it_in_the_mode_that_asks_for_nothing(
    settings: list[tuple[str, object]], shell: dict[str, str], refused: bool
) -> None:
    found = look({path: json.dumps(fields) for path, fields in settings}, **shell).conditions
    assert (found is not None and found.no_root is not None) is refused


@pytest.mark.parametrize(("value", "demanded"), [("1", True), ("0", False), ("", False)])
def test_a_variable_that_hides_secrets_from_commands_takes_the_sandbox_s_programs(value: str, demanded: bool) -> None:
    found = look(CLAUDE_CODE_SUBPROCESS_ENV_SCRUB=value).conditions
    assert (found.sandbox if found else None) == (Place("CLAUDE_CODE_SUBPROCESS_ENV_SCRUB") if demanded else None)


def conditions(*settings: tuple[str, object]) -> StartConditions:
    return look({path: json.dumps(fields) for path, fields in settings}).conditions or StartConditions()


@pytest.mark.parametrize(
    ("settings", "refused"),
    [
        ({"requiredMinimumVersion": "9.0.0"}, "requiredMinimumVersion"),
        ({"requiredMinimumVersion": "v9.0.0"}, "requiredMinimumVersion"),
        ({"requiredMinimumVersion": "2.1.333"}, "requiredMinimumVersion"),
        ({"requiredMaximumVersion": "2.1.331"}, "requiredMaximumVersion"),
        ({"requiredMinimumVersion": "2.1.332", "requiredMaximumVersion": "2.1.332"}, None),
        ({"requiredMinimumVersion": "2.1.99"}, None),
        ({"requiredMinimumVersion": "9"}, None),
        ({"requiredMinimumVersion": "x"}, None),
    ],
)
def test_which_versions_an_administrator_s_settings_refuse(settings: dict[str, str], refused: str | None) -> None:
    bound = conditions((MANAGED, settings)).find_refusal("2.1.332")
    assert (bound.place if bound else None) == (Place(refused, "managed-settings.json", 1) if refused else None)


@pytest.mark.parametrize("path", [USER, PROJECT, LOCAL])
def test_no_other_settings_limit_the_version(path: str) -> None:
    assert look({path: '{"requiredMinimumVersion": "9.0.0"}'}).conditions is None


@pytest.mark.parametrize("path", [USER, PROJECT, LOCAL, MANAGED])
def test_any_settings_may_demand_a_sandbox_and_see_each_prompt(path: str) -> None:
    sandbox = conditions((path, DEMAND)).sandbox
    assert sandbox
    assert sandbox.name == "failIfUnavailable"
    assert conditions((path, HOOK)).prompt_hook


def test_the_demand_for_a_sandbox_is_made_of_all_settings_field_by_field() -> None:
    enabled, demanded = {"sandbox": {"enabled": True}}, {"sandbox": {"failIfUnavailable": True}}
    assert conditions((USER, enabled), (PROJECT, demanded)).sandbox
    assert conditions((USER, demanded)).sandbox is None
    assert conditions((USER, enabled)).sandbox is None
    assert conditions((USER, DEMAND), (LOCAL, {"sandbox": {"failIfUnavailable": False}})).sandbox is None


def test_hooks_that_are_switched_off_or_empty_see_no_prompt() -> None:
    assert conditions((USER, {**HOOK, "disableAllHooks": True})).prompt_hook is None
    assert conditions((USER, {"hooks": {"UserPromptSubmit": []}})).prompt_hook is None


def test_an_administrator_s_settings_may_deny_models_and_name_a_program() -> None:
    found = conditions((MANAGED, {"deniedModels": ["opus", "sonnet"], "policyHelper": {"path": "/x"}}))
    assert found.denied
    assert (found.denied.text, found.denied.place.name) == ("opus,sonnet", "deniedModels")
    assert found.helper == Place("policyHelper", "managed-settings.json", 1)
    assert conditions((USER, {"deniedModels": ["opus"], "policyHelper": {"path": "/x"}})) == StartConditions()


def test_settings_that_ask_for_nothing_have_no_conditions() -> None:
    assert look({USER: '{"model": "sonnet"}'}).conditions is None
    assert look().conditions is None
