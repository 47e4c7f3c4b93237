"""step3.single-source, where Claude Code's own settings take part in the choice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkpoints.facts.client_connection import Reach
from checkpoints.facts.credentials import EXPORT, Credentials
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.guide.vocabulary import Cause, CredentialSource, Verdict
from checkpoints.rules.credential_sources import is_same_identity
from checkpoints.rules.facts import HelperOutcome
from checkpoints.rules.step3 import judge_single_source
from tests.facts.test_api_key import long_term, short_term
from tests.machine import KEYS, OTHER_ID, SECRET, TEMPORARY_KEYS, TOKEN, Machine, static
from tests.rules import messages
from tests.rules.fakes import facts
from tests.rules.source_cases import (
    CONFIG,
    CREDENTIALS,
    NO_PROFILES,
    OTHER_WORK,
    SETTINGS,
    conflict,
    found_on,
    notes,
    settings,
    single,
)

BEARER, SHARED = "AWS_BEARER_TOKEN_BEDROCK", "shared-credentials-file"
WEB_IDENTITY = Credentials(CredentialSource.WEB_IDENTITY, "assume-role-with-web-identity")
IN_SETTINGS = "(~/.claude/settings.json)"


KEY = "AWS_ACCESS_KEY_ID"
API_KEY_SET = settings(AWS_BEARER_TOKEN_BEDROCK=short_term())
# A variable that the shell does not have cannot be cancelled.
API_KEY_CANCELLED = settings(AWS_BEARER_TOKEN_BEDROCK="", AWS_ROLE_ARN="")
BOTH_KINDS = {BEARER: long_term(), **KEYS}
CHANGED = {
    "a-profile":
        ({**OTHER_WORK, **settings(AWS_PROFILE="w")}, KEYS, "env", (KEY, f"[w] ({SHARED})"), "AWS_PROFILE"),
    "another-key": (settings(AWS_ACCESS_KEY_ID=OTHER_ID), KEYS, "env", (KEY, f"{KEY} {IN_SETTINGS}"), KEY),
    "an-api-key": (API_KEY_SET, KEYS, "env", (KEY, BEARER), BEARER),
    "another-api-key": (API_KEY_SET, {BEARER: long_term()}, BEARER, (BEARER, f"{BEARER} {IN_SETTINGS}"), BEARER),
    "the-api-key-cancelled": (API_KEY_CANCELLED, BOTH_KINDS, BEARER, (BEARER, KEY), BEARER),
}  # fmt: skip
REMOVE = "python -m checkpoints remove"


@pytest.mark.parametrize(("files", "shell", "method", "both", "changed"), CHANGED.values(), ids=CHANGED)
def test_what_the_settings_change_is_named(
    machine: Machine, files: dict[str, str], shell: dict[str, str], method: str, both: tuple[str, str], changed: str
) -> None:
    found = single(machine, files, shell, method)
    assert (conflict(found), found.detail.key) == (both, "sources.conflict")
    assert [(each.source, messages.read(each.shows)) for each in found.evidence][2:] == [
        ("~/.claude/settings.json", f"changes {changed} under env")
    ]
    assert messages.command(found) == f"{REMOVE} {changed} --from ~/.claude/settings.json"
    assert not any(value in messages.everything(found) for value in (OTHER_ID, short_term(), long_term()))


def test_other_keys_in_the_settings_are_no_matter_of_the_shell_s_old_token(machine: Machine) -> None:
    over = settings(AWS_ACCESS_KEY_ID=OTHER_ID, AWS_SECRET_ACCESS_KEY="another")
    found = single(machine, over, {**KEYS, "AWS_SECURITY_TOKEN": TOKEN}, "env")
    assert conflict(found) == ("AWS_ACCESS_KEY_ID", f"AWS_ACCESS_KEY_ID {IN_SETTINGS}")


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
    found = single(machine, settings(**over), shell, "env")
    assert conflict(found) == ("AWS_ACCESS_KEY_ID", f"AWS_ACCESS_KEY_ID {IN_SETTINGS}")
    repeated = settings(**{name: shell[name] for name in over if name in shell})
    assert single(machine, repeated, shell, "env").verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("files", "shell", "method"),
    [
        ({**OTHER_WORK, **settings(AWS_PROFILE="")}, {"AWS_PROFILE": "w", **KEYS}, "env"),
        (settings(AWS_BEARER_TOKEN_BEDROCK=long_term()), {BEARER: long_term()}, BEARER),
        (NO_PROFILES, {"AWS_EC2_METADATA_DISABLED": ""}, "iam-role"),
    ],
    ids=["profile-cancelled", "same-api-key", "metadata-service-left-on"],
)
def test_settings_may_leave_one_identity(
    machine: Machine, files: dict[str, str], shell: dict[str, str], method: str
) -> None:
    assert single(machine, files, shell, method).verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("true", Verdict.FAILED), ("1", Verdict.FAILED), ("false", Verdict.PASSED), ("", Verdict.PASSED)],
)
def test_settings_may_keep_claude_code_from_the_instance_role(machine: Machine, value: str, verdict: Verdict) -> None:
    found = single(machine, settings(AWS_EC2_METADATA_DISABLED=value), {}, "iam-role")
    assert found.verdict is verdict
    assert verdict is Verdict.PASSED or conflict(found) == ("Instance Role", "AWS_EC2_METADATA_DISABLED=true")


@pytest.mark.parametrize(
    ("role", "verdict"), [("other", Verdict.FAILED), ("r", Verdict.PASSED)], ids=["two-roles", "one-role"]
)
def test_web_identities_are_one_when_their_role_is(machine: Machine, role: str, verdict: Verdict) -> None:
    variables = {"AWS_WEB_IDENTITY_TOKEN_FILE": "t", "AWS_ROLE_ARN": "r"}
    assert (
        single(machine, {"project/t": "token", **settings(AWS_ROLE_ARN=role)}, variables, WEB_IDENTITY).verdict
        is verdict
    )


def test_settings_may_move_the_home_directory(machine: Machine) -> None:
    files = {CREDENTIALS: "[default]\n" + static(), "other/.aws/credentials": "[default]\n" + static(OTHER_ID)}
    found = single(machine, {**files, **settings(HOME=str(machine.root / "other"))}, {}, SHARED, "default")
    assert conflict(found) == (f"[default] ({SHARED})", f"[default] ({SHARED})")


def test_settings_may_read_other_files(machine: Machine) -> None:
    files = {CREDENTIALS: "[default]\n" + static(), "other": "[default]\n" + static(OTHER_ID)}
    over = settings(AWS_SHARED_CREDENTIALS_FILE=str(machine.root / "other"))
    found = single(machine, {**files, **over}, {}, SHARED, "default")
    assert conflict(found) == (f"[default] ({SHARED})", f"[default] ({SHARED}) {IN_SETTINGS}")


def test_what_claude_code_leaves_out_and_a_project_brings_along_is_noted(machine: Machine) -> None:
    files = {
        SETTINGS: '{\n "permissions": "nonsense"}',
        "project/.claude/settings.json": "{",
        "project/.claude/settings.local.json": '{"awsAuthRefresh": "y"}',
    }
    assert notes(single(machine, files, KEYS, "env")) == [
        "awsAuthRefresh in .claude/settings.local.json:1 may give Claude Code credentials of its own.",
        "The value of permissions in Claude Code's settings (~/.claude/settings.json:2) is not valid. Claude Code "
        "ignores the whole file, and shows the screen Settings Error when it starts.",
        "Claude Code's settings (.claude/settings.json:1) are not valid JSON. Claude Code ignores the file, and "
        "shows the screen Settings Error when it starts.",
    ]


@pytest.mark.parametrize("name", ["managed-settings.json", "managed-settings.d/10.json"])
@pytest.mark.parametrize("text", ["{", "[]", "null", '{"env": {},}'])
def test_without_the_administrator_s_settings_claude_code_does_not_start(
    machine: Machine, name: str, text: str
) -> None:
    found = single(machine, {f"managed/{name}": text}, KEYS, "env")
    assert (found.verdict, found.cause, found.case) == (Verdict.FAILED, Cause.CONFIG_UNREADABLE, "claude-code-settings")
    assert found.detail.values["file"] == f"{name}:1"


def test_without_its_own_file_claude_code_does_not_start(machine: Machine) -> None:
    found = single(machine, {"home/.claude.json": "{\n}}"}, KEYS, "env")
    assert (found.verdict, found.cause, found.case) == (Verdict.FAILED, Cause.CONFIG_UNREADABLE, "claude-code-settings")
    assert found.detail.values["file"] == "~/.claude.json:2"


def test_the_file_that_claude_code_keeps_may_switch_bedrock_off(machine: Machine) -> None:
    text = '{"numStartups": 1,\n "env": {"CLAUDE_CODE_USE_BEDROCK": "0"}}'
    found = single(machine, {"home/.claude.json": text}, KEYS, "env")
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.CLAUDE_CODE_BYPASSED)
    assert found.detail.values["place"] == "~/.claude.json:2"


def test_of_the_administrator_s_settings_one_field_alone_is_left_out(machine: Machine) -> None:
    text = '{"model": 5,\n "permissions": "x", "env": {"AWS_EC2_METADATA_DISABLED": "1"}}'
    assert conflict(single(machine, {"managed/managed-settings.json": text}, {}, "iam-role"))
    text = '{"model": 5, "permissions": "x"}'
    assert notes(single(machine, {"managed/managed-settings.json": text}, {}, "iam-role")) == [
        f"The value of {name} in the administrator's settings for Claude Code (managed-settings.json:1) is not valid, "
        "so Claude Code ignores that value."
        for name in ("model", "permissions")
    ]


def test_the_command_of_a_project_leaves_the_identity_unknown(machine: Machine) -> None:
    found = single(machine, {"project/.claude/settings.json": '{"awsCredentialExport": "x"}'}, KEYS, "env")
    assert (found.verdict, found.cause) == (Verdict.UNVERIFIED, Cause.NOT_PERMITTED_TO_LOOK)
    assert (found.detail.key, found.case) == ("sources.command-left-alone", "command-of-a-project")


BYPASSES = {
    "bedrock-off": ({"CLAUDE_CODE_USE_BEDROCK": "0"}, {}, "switched-off"),
    "bedrock-cancelled": ({"CLAUDE_CODE_USE_BEDROCK": ""}, {}, "switched-off"),
    "unsigned": ({"CLAUDE_CODE_SKIP_BEDROCK_AUTH": "1"}, {}, "unsigned"),
    "unsigned-by-the-shell": ({}, {"CLAUDE_CODE_SKIP_BEDROCK_AUTH": "1"}, "unsigned"),
    "gateway": ({"ANTHROPIC_BEDROCK_BASE_URL": "https://proxy.example"}, {}, "gateway"),
    "control-plane": ({"AWS_ENDPOINT_URL": "https://proxy.example"}, {}, "control-plane"),
}


@pytest.mark.parametrize(("over", "shell", "key"), BYPASSES.values(), ids=BYPASSES)
def test_what_leads_past_bedrock_is_told_with_its_place(
    machine: Machine, over: dict[str, str], shell: dict[str, str], key: str
) -> None:
    found = single(machine, settings(**over), {**KEYS, **shell}, "env")
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.CLAUDE_CODE_BYPASSED)
    ((name, _),) = (over or shell).items()
    assert (found.detail.key, found.detail.values["name"]) == (f"bypass.{key}", name)
    assert found.detail.values["place"] == ("~/.claude/settings.json:1" if over else "shell")
    assert messages.command(found) == (f"{REMOVE} {name} --from ~/.claude/settings.json" if over else f"unset {name}")


@pytest.mark.parametrize(
    "shell",
    [
        {"CLAUDE_CODE_USE_BEDROCK": "0"},
        {"CLAUDE_CODE_USE_BEDROCK": "1"},
        {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"},
        {"ANTHROPIC_API_KEY": "x"},
    ],
)
def test_what_the_next_section_sets_and_what_the_run_uses_too_bypasses_nothing(
    machine: Machine, shell: dict[str, str]
) -> None:
    assert notes(single(machine, {}, {**KEYS, **shell}, "env")) == []


EXPORTING = {SETTINGS: '{"awsCredentialExport": "keys.sh"}'}
EXPORTED = Credentials(CredentialSource.CREDENTIAL_PROCESS, EXPORT, keys=describe_key_pair(OTHER_ID, SECRET))


def test_the_keys_of_a_command_that_the_run_used_are_claude_code_s(machine: Machine) -> None:
    found = single(machine, EXPORTING, {}, EXPORTED, export=HelperOutcome.USED)
    assert notes(found) == []
    assert found.detail.values["run"] == "awsCredentialExport"


def test_a_command_that_failed_leaves_claude_code_with_the_keys_of_the_shell(machine: Machine) -> None:
    found = single(machine, EXPORTING, KEYS, "env", export=HelperOutcome.FAILED)
    assert (found.verdict, messages.notes(found)) == (Verdict.PASSED, ["sources.command-failed"])


def test_of_a_command_that_was_not_run_nobody_knows_whose_keys_it_prints(machine: Machine) -> None:
    machine.write("project/.claude/settings.json", '{"awsCredentialExport": "x"}')
    looked = facts(environment=machine.look(**KEYS), claude_code=machine.compare(**KEYS))
    assert is_same_identity(looked) is None


def test_without_an_instance_role_claude_code_finds_nothing(machine: Machine) -> None:
    found = single(machine, NO_PROFILES, {}, "boto-config", has_instance_role=False)
    assert (conflict(found), found.detail.key) == (("boto-config", "-"), "sources.conflict-nothing")
    nothing = facts(
        environment=machine.look(),
        credentials=Credentials(),
        claude_code=replace(machine.compare(), has_instance_role=False),
    )
    assert is_same_identity(nothing) is True


def test_where_claude_code_finds_nothing_else_what_a_project_s_refresh_command_brings_is_open(machine: Machine) -> None:
    files = {"project/.claude/settings.json": '{"awsAuthRefresh": "login"}'}
    found = single(machine, files, {}, "boto-config", has_instance_role=False)
    assert (found.verdict, found.cause) == (Verdict.UNVERIFIED, Cause.NOT_PERMITTED_TO_LOOK)
    assert (found.detail.key, found.case) == ("sources.refresh-left-alone", "command-of-a-project")


UNPORTABLE = {"capitals": static().upper().replace(SECRET.upper(), SECRET), "colons": static().replace(" =", ":")}


@pytest.mark.parametrize("lines", UNPORTABLE.values(), ids=UNPORTABLE)
def test_a_line_that_only_the_aws_cli_reads_is_told_with_its_place(machine: Machine, lines: str) -> None:
    found = single(machine, {CREDENTIALS: "[default]\n" + lines}, {}, SHARED, "default")
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.CONFIG_NOT_PORTABLE)
    assert found.detail.values["place"] == found.evidence[0].source == "~/.aws/credentials:2"
    assert SECRET not in messages.everything(found)


def test_a_role_is_another_one_where_other_keys_sign_for_it(machine: Machine) -> None:
    files = {
        CONFIG: "[profile w]\nrole_arn = r\nsource_profile = base\n\n[profile base]\n" + static(OTHER_ID),
        CREDENTIALS: "[base]\n" + UNPORTABLE["colons"],
    }
    found = single(machine, files, {"AWS_PROFILE": "w"}, "assume-role", "w")
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.CONFIG_NOT_PORTABLE)
    assert found.detail.values["place"] == "~/.aws/credentials:2"


CA_BUNDLE = {"AWS_CA_BUNDLE": "/etc/corp.pem"}
OWN_PROXY = settings(HTTPS_PROXY="http://proxy.example:8080")
CONNECTIONS = {
    "certificates": (Reach.UNTRUSTED, NO_PROFILES, CA_BUNDLE, "certificates", "NODE_EXTRA_CA_CERTS=/etc/corp.pem"),
    "proxy": (Reach.UNREACHED, OWN_PROXY, {}, "own-proxy", "HTTPS_PROXY"),
    "reached": (Reach.REACHED, OWN_PROXY, CA_BUNDLE, "", ""),
    "unknown": (Reach.UNKNOWN, OWN_PROXY, CA_BUNDLE, "", ""),
    "unreached-by-the-shell-s-way": (Reach.UNREACHED, NO_PROFILES, CA_BUNDLE, "", ""),
    "not-asked": (None, NO_PROFILES, {}, "", ""),
}


@pytest.mark.parametrize(("reach", "files", "shell", "case", "command"), CONNECTIONS.values(), ids=CONNECTIONS)
def test_what_keeps_claude_code_alone_from_aws(
    machine: Machine, reach: Reach | None, files: dict[str, str], shell: dict[str, str], case: str, command: str
) -> None:
    for name, content in files.items():
        machine.write(name, content)
    environment = machine.look(**KEYS, **shell)
    seen = replace(machine.compare(**KEYS, **shell), connection=reach)
    found = judge_single_source(
        facts(environment=environment, credentials=found_on(environment, "env"), claude_code=seen)
    )
    if not case:
        assert found.verdict is Verdict.PASSED
        return
    assert (found.verdict, found.cause, found.case) == (Verdict.FAILED, Cause.ENDPOINT_UNREACHABLE, case)
    assert command in messages.command(found)
