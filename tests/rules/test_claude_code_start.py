"""step3.single-source, where Claude Code does not start, or none of its requests can be answered."""

from __future__ import annotations

import json

import pytest

from checkpoints.rules.finding import Finding
from tests.machine import KEYS, TEMPORARY_KEYS, Machine
from tests.rules import messages
from tests.rules.source_cases import SETTINGS, notes, settings, single
from tests.rules.worlds import told


def judge(machine: Machine, files: dict[str, str], version: str = "", missing: tuple[str, ...] = ()) -> Finding:
    """With keys in the shell. version, missing: as they were looked for."""
    return single(machine, files, KEYS, "env", version=version, missing_programs=missing)


def managed(name: str, bound: str) -> dict[str, str]:
    return {"managed/managed-settings.json": json.dumps({name: bound})}


@pytest.mark.parametrize(
    ("name", "bound", "command"),
    [("requiredMinimumVersion", "2.2.0", "claude update"), ("requiredMaximumVersion", "2.1.0", "claude install 2.1.0")],
)
def test_a_version_that_the_administrator_refuses_does_not_start(
    machine: Machine, name: str, bound: str, command: str
) -> None:
    found = judge(machine, managed(name, bound), "2.1.332")
    assert (told(found), found.case) == ("failed: claude-code-bypassed", "version")
    assert messages.read(found.detail) == (
        f"{name} in the administrator's settings (managed-settings.json:1) is {bound}. Claude Code 2.1.332, which is "
        "installed, does not start."
    )
    assert messages.command(found) == command


def test_whether_a_version_that_nobody_knows_is_allowed_is_not_invented(machine: Machine) -> None:
    found = judge(machine, managed("requiredMinimumVersion", "9.0.0"))
    assert (told(found), found.case) == ("unverified: not-permitted-to-look", "version")
    assert messages.command(found) == "claude update"


@pytest.mark.parametrize(("bound", "version"), [("2.1.332", "2.1.332"), ("2.0.0", "")])
def test_a_version_that_is_allowed_is_not_told(machine: Machine, bound: str, version: str) -> None:
    assert notes(judge(machine, managed("requiredMinimumVersion", bound), version)) == []


def test_a_sandbox_that_is_demanded_and_cannot_be_made_is_told_with_what_is_missing(machine: Machine) -> None:
    demanded = {SETTINGS: '{"sandbox": {"enabled": true,\n "failIfUnavailable": true}}'}
    found = judge(machine, demanded, missing=("bwrap", "socat"))
    assert (told(found), found.case) == ("failed: claude-code-bypassed", "sandbox")
    assert messages.read(found.detail) == (
        "With failIfUnavailable in ~/.claude/settings.json:2, Claude Code does not start without its sandbox. "
        "Missing programs: bwrap, socat"
    )
    assert notes(judge(machine, demanded)) == []


def test_a_hook_that_may_refuse_each_prompt_is_noted(machine: Machine) -> None:
    hook = {"UserPromptSubmit": [{"hooks": [{"type": "command", "command": "exit 2"}]}]}
    assert notes(judge(machine, {"project/.claude/settings.json": json.dumps({"hooks": hook})})) == [
        "Claude Code's settings (.claude/settings.json:1) have a hook for UserPromptSubmit, which this run does not "
        "run. A prompt that the hook refuses is not sent."
    ]


TIMEOUT, HEADERS = "API_TIMEOUT_MS", "ANTHROPIC_CUSTOM_HEADERS"
SPOILT = {
    "milliseconds": (TIMEOUT, "1", "timeout", "timeout"),
    "seconds-for-milliseconds": (TIMEOUT, "600", "timeout", "timeout"),
    "leading-digits": (TIMEOUT, "1s", "timeout", "timeout"),
    "a-token": (HEADERS, "x-amz-security-token: x", "header-token", "header"),
    "a-length": (HEADERS, "content-length: 5", "header-length", "header"),
    "no-header": (HEADERS, "my team: x", "header-form", "header"),
}


@pytest.mark.parametrize("in_settings", [False, True], ids=["shell", "settings"])
@pytest.mark.parametrize(("name", "value", "key", "case"), SPOILT.values(), ids=SPOILT)
def test_a_variable_that_spoils_each_request_is_told_with_its_place(
    machine: Machine, name: str, value: str, key: str, case: str, in_settings: bool
) -> None:
    shell = {} if in_settings else {name: value}
    found = single(machine, settings(**{name: value}) if in_settings else {}, {**KEYS, **shell}, "env")
    assert (told(found), found.case) == ("failed: claude-code-bypassed", case)
    assert (found.detail.key, found.detail.values["name"]) == (f"bypass.{key}", name)
    remove = f"python -m checkpoints remove {name} --from ~/.claude/settings.json"
    assert messages.command(found) == (remove if in_settings else f"unset {name}")
    assert found.detail.values["place"] == ("~/.claude/settings.json:1" if in_settings else "shell")


@pytest.mark.parametrize(
    ("name", "value"),
    [*((TIMEOUT, value) for value in ("600000", "1000", "0", "-1", "x", "")), (HEADERS, "authorization: x\nx-team: a")],
)
def test_a_variable_that_spoils_nothing_is_not_told(machine: Machine, name: str, value: str) -> None:
    assert notes(single(machine, {}, {**KEYS, name: value}, "env")) == []


def test_a_token_beside_temporary_keys_spoils_nothing(machine: Machine) -> None:
    assert notes(single(machine, {}, {**TEMPORARY_KEYS, HEADERS: "x-amz-security-token: x"}, "env")) == []
