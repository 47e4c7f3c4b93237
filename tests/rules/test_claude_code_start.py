"""step3.single-source, where Claude Code does not start, or none of its requests can be answered."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules.finding import Finding
from checkpoints.rules.step3 import judge_single_source
from tests.machine import KEYS, TEMPORARY_KEYS, Machine
from tests.rules import messages
from tests.rules.fakes import facts
from tests.rules.source_cases import found_on, notes, settings, single

MANAGED = "managed/managed-settings.json"
DEMAND = '{"sandbox": {"enabled": true,\n "failIfUnavailable": true}}'


def judge(machine: Machine, version: str = "", missing: tuple[str, ...] = ()) -> Finding:
    """With keys in the shell. version, missing: as they were looked for."""
    environment = machine.look(**KEYS)
    seen = replace(machine.compare(**KEYS), version=version, missing_programs=missing)
    return judge_single_source(
        facts(environment=environment, credentials=found_on(environment, "env"), claude_code=seen)
    )


@pytest.mark.parametrize(
    ("name", "bound", "command"),
    [("requiredMinimumVersion", "2.2.0", "claude update"), ("requiredMaximumVersion", "2.1.0", "claude install 2.1.0")],
)
def test_a_version_that_the_administrator_refuses_does_not_start(
    machine: Machine, name: str, bound: str, command: str
) -> None:
    machine.write(MANAGED, json.dumps({name: bound}))
    found = judge(machine, "2.1.332")
    assert (found.verdict, found.cause, found.case) == (Verdict.FAILED, Cause.CLAUDE_CODE_BYPASSED, "version")
    assert messages.read(found.detail) == (
        f"{name} in the administrator's settings (managed-settings.json:1) is {bound}. Claude Code 2.1.332, which is "
        "installed, does not start."
    )
    assert messages.command(found) == command


def test_whether_a_version_that_nobody_knows_is_allowed_is_not_invented(machine: Machine) -> None:
    machine.write(MANAGED, '{"requiredMinimumVersion": "9.0.0"}')
    found = judge(machine)
    assert (found.verdict, found.cause, found.case) == (Verdict.UNVERIFIED, Cause.NOT_PERMITTED_TO_LOOK, "version")
    assert messages.command(found) == "claude update"


@pytest.mark.parametrize(("bound", "version"), [("2.1.332", "2.1.332"), ("2.0.0", "")])
def test_a_version_that_is_allowed_is_not_told(machine: Machine, bound: str, version: str) -> None:
    machine.write(MANAGED, json.dumps({"requiredMinimumVersion": bound}))
    assert notes(judge(machine, version)) == []


def test_a_sandbox_that_is_demanded_and_cannot_be_made_is_told_with_what_is_missing(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", DEMAND)
    found = judge(machine, missing=("bwrap", "socat"))
    assert (found.verdict, found.cause, found.case) == (Verdict.FAILED, Cause.CLAUDE_CODE_BYPASSED, "sandbox")
    assert messages.read(found.detail) == (
        "With failIfUnavailable in ~/.claude/settings.json:2, Claude Code does not start without its sandbox. "
        "Missing programs: bwrap, socat"
    )
    assert notes(judge(machine)) == []


def test_a_hook_that_may_refuse_each_prompt_is_noted(machine: Machine) -> None:
    hook = {"UserPromptSubmit": [{"hooks": [{"type": "command", "command": "exit 2"}]}]}
    machine.write("project/.claude/settings.json", json.dumps({"hooks": hook}))
    assert notes(judge(machine)) == [
        "Claude Code's settings (.claude/settings.json:1) have a hook for UserPromptSubmit, which this run does not "
        "run. A prompt that the hook refuses is not sent."
    ]


SPOILT = {
    "milliseconds": ("API_TIMEOUT_MS", "1", "timeout", "timeout"),
    "seconds-for-milliseconds": ("API_TIMEOUT_MS", "600", "timeout", "timeout"),
    "leading-digits": ("API_TIMEOUT_MS", "1s", "timeout", "timeout"),
    "a-token": ("ANTHROPIC_CUSTOM_HEADERS", "x-amz-security-token: x", "header-token", "header"),
    "a-length": ("ANTHROPIC_CUSTOM_HEADERS", "content-length: 5", "header-length", "header"),
    "no-header": ("ANTHROPIC_CUSTOM_HEADERS", "my team: x", "header-form", "header"),
}


@pytest.mark.parametrize("in_settings", [False, True], ids=["shell", "settings"])
@pytest.mark.parametrize(("name", "value", "key", "case"), SPOILT.values(), ids=SPOILT)
def test_a_variable_that_spoils_each_request_is_told_with_its_place(
    machine: Machine, name: str, value: str, key: str, case: str, in_settings: bool
) -> None:
    shell = {} if in_settings else {name: value}
    found = single(machine, settings(**{name: value}) if in_settings else {}, {**KEYS, **shell}, "env")
    assert (found.verdict, found.cause, found.case) == (Verdict.FAILED, Cause.CLAUDE_CODE_BYPASSED, case)
    assert (found.detail.key, found.detail.values["name"]) == (f"bypass.{key}", name)
    remove = f"python -m checkpoints remove {name} --from ~/.claude/settings.json"
    assert messages.command(found) == (remove if in_settings else f"unset {name}")
    assert found.detail.values["place"] == ("~/.claude/settings.json:1" if in_settings else "shell")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_TIMEOUT_MS", "600000"),
        ("API_TIMEOUT_MS", "1000"),
        ("API_TIMEOUT_MS", "0"),
        ("API_TIMEOUT_MS", "-1"),
        ("API_TIMEOUT_MS", "x"),
        ("API_TIMEOUT_MS", ""),
        ("ANTHROPIC_CUSTOM_HEADERS", "authorization: x\nx-team: a"),
    ],
)
def test_a_variable_that_spoils_nothing_is_not_told(machine: Machine, name: str, value: str) -> None:
    assert notes(single(machine, {}, {**KEYS, name: value}, "env")) == []


def test_a_token_beside_temporary_keys_spoils_nothing(machine: Machine) -> None:
    shell = {**TEMPORARY_KEYS, "ANTHROPIC_CUSTOM_HEADERS": "x-amz-security-token: x"}
    assert notes(single(machine, {}, shell, "env")) == []
