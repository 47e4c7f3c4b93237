"""step3.single-source, where Claude Code does not start, or none of its requests can be answered."""

from __future__ import annotations

import json

import pytest

from checkpoints.report.wording import Wording
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
ENDPOINT, GATEWAY = "AWS_ENDPOINT_URL", "ANTHROPIC_BEDROCK_BASE_URL"
BEDROCK, UNSIGNED = "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_SKIP_BEDROCK_AUTH"
IN_BOTH, IN_SETTINGS = ("shell", "settings"), ("settings",)
# Variables that lead past Bedrock or spoil each request: the text and the case, and where they do.
BYPASSES: dict[str, tuple[str, str, str, str, tuple[str, ...]]] = {
    "bedrock-off": (BEDROCK, "0", "switched-off", "", IN_SETTINGS),
    "bedrock-cancelled": (BEDROCK, "", "switched-off", "", IN_SETTINGS),
    "gateway": (GATEWAY, "https://proxy.example", "gateway", "", IN_SETTINGS),
    "control-plane": (ENDPOINT, "https://proxy.example", "control-plane", "", IN_SETTINGS),
    "unsigned": (UNSIGNED, "1", "unsigned", "", IN_BOTH),
    "milliseconds": (TIMEOUT, "1", "timeout", "timeout", IN_BOTH),
    "seconds-for-milliseconds": (TIMEOUT, "600", "timeout", "timeout", IN_BOTH),
    "leading-digits": (TIMEOUT, "1s", "timeout", "timeout", IN_BOTH),
    "leading-digits-of-what-is-no-number": (TIMEOUT, "6e5ms", "timeout", "timeout", IN_BOTH),
    "a-token": (HEADERS, "x-amz-security-token: x", "header-token", "header", IN_BOTH),
    "a-length": (HEADERS, "content-length: 5", "header-length", "header", IN_BOTH),
    "no-header": (HEADERS, "my team: x", "header-form", "header", IN_BOTH),
}


@pytest.mark.parametrize(("name", "value", "key", "case", "places"), BYPASSES.values(), ids=BYPASSES)
def test_a_variable_that_leads_past_bedrock_or_spoils_each_request_is_told_with_its_place(
    machine: Machine, name: str, value: str, key: str, case: str, places: tuple[str, ...]
) -> None:
    for place in places:
        over, shell = ({name: value}, {}) if place == "settings" else ({}, {name: value})
        found = single(machine, settings(**over), {**KEYS, **shell}, "env")
        assert (told(found), found.detail.key) == ("failed: claude-code-bypassed", f"bypass.{key}")
        assert found.detail.values["name"] == name
        assert found.case == case
        file = "~/.claude/settings.json"
        assert found.detail.values["place"] == (f"{file}:1" if over else "shell")
        remove = f"python -m checkpoints remove {name} --from {file}"
        assert messages.command(found) == (remove if over else f"unset {name}")


@pytest.mark.parametrize("file", ["managed-settings.json", "managed-settings.d/10 ours.json"])
def test_what_an_administrator_has_set_is_left_to_the_administrator(machine: Machine, file: str) -> None:
    text = json.dumps({"env": {BEDROCK: "0"}})
    remedy = Wording("en").explain_cause(single(machine, {f"managed/{file}": text}, KEYS, "env"))
    assert (remedy.who, remedy.command, remedy.commands) == ("owner", None, None)
    assert remedy.headline == "Managed settings of this computer have to change. Ask its administrator."
    asked = (
        f"Ask this computer's administrator to remove {BEDROCK} from Claude Code's managed settings ({file}), or use "
    )
    assert remedy.how == f"{asked}another computer."


def test_what_is_left_to_do_once_the_administrator_has_changed_the_settings_is_the_command(machine: Machine) -> None:
    text = json.dumps({"env": {"AWS_PROFILE": "other", "AWS_SHARED_CREDENTIALS_FILE": "/nowhere"}})
    found = single(machine, {"managed/managed-settings.json": text}, KEYS, "env")
    left = found.with_(values={**found.values, "remedy": f"{found.detail.values['remedy']} && aws configure"})
    remedy = Wording("en").explain_cause(left)
    assert (remedy.who, remedy.command) == ("owner", "aws configure")
    assert remedy.how == (
        "Ask this computer's administrator to remove AWS_PROFILE, AWS_SHARED_CREDENTIALS_FILE from Claude Code's "
        "managed settings (managed-settings.json), then run this command."
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((BEDROCK, value) for value in ("0", "1")),  # which the next section sets
        (ENDPOINT, "http://127.0.0.1:1"),  # which the run uses too
        ("ANTHROPIC_API_KEY", "x"),
        *((TIMEOUT, value) for value in ("600000", "5000", "0", "-1", "x", "")),
        (HEADERS, "authorization: x\nx-team: a"),
    ],
)
def test_a_variable_of_the_shell_that_spoils_nothing_is_not_told(machine: Machine, name: str, value: str) -> None:
    assert notes(single(machine, {}, {**KEYS, name: value}, "env")) == []


def test_a_token_beside_temporary_keys_spoils_nothing(machine: Machine) -> None:
    assert notes(single(machine, {}, {**TEMPORARY_KEYS, HEADERS: "x-amz-security-token: x"}, "env")) == []
