"""step3.single-source, where Claude Code's own settings take part in the choice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkpoints.facts.client_connection import Reach
from checkpoints.facts.credentials import EXPORT, Credentials
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.rules.credential_sources import is_same_identity
from checkpoints.rules.facts import HelperOutcome
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
    notes,
    settings,
    single,
)
from tests.rules.worlds import told

BEARER, SHARED, KEY = "AWS_BEARER_TOKEN_BEDROCK", "shared-credentials-file", "AWS_ACCESS_KEY_ID"
IN_SETTINGS = "(~/.claude/settings.json)"
DEFAULT, OVER = f"[default] ({SHARED})", f"{KEY} {IN_SETTINGS}"
API_KEY_SET = settings(AWS_BEARER_TOKEN_BEDROCK=short_term())
# A variable that the shell does not have cannot be cancelled.
API_KEY_CANCELLED = settings(AWS_BEARER_TOKEN_BEDROCK="", AWS_ROLE_ARN="")
BOTH_KINDS = {BEARER: long_term(), **KEYS}
OF_W = {**OTHER_WORK, **settings(AWS_PROFILE="w")}
# The files, the shell, what the run uses, what Claude Code uses, and the variable that the settings change.
CHANGED: dict[str, tuple[dict[str, str], dict[str, str], str, str, str]] = {
    "a-profile": (OF_W, KEYS, "env", f"[w] ({SHARED})", "AWS_PROFILE"),
    "another-key": (settings(AWS_ACCESS_KEY_ID=OTHER_ID), KEYS, "env", OVER, KEY),
    "an-api-key": (API_KEY_SET, KEYS, "env", BEARER, BEARER),
    "another-api-key": (API_KEY_SET, {BEARER: long_term()}, BEARER, f"{BEARER} {IN_SETTINGS}", BEARER),
    "the-api-key-cancelled": (API_KEY_CANCELLED, BOTH_KINDS, BEARER, KEY, BEARER),
}
REMOVE = "python -m checkpoints remove"


@pytest.mark.parametrize(("files", "shell", "method", "other", "changed"), CHANGED.values(), ids=CHANGED)
def test_what_the_settings_change_is_named(
    machine: Machine, files: dict[str, str], shell: dict[str, str], method: str, other: str, changed: str
) -> None:
    found = single(machine, files, shell, method)
    both = (BEARER if method == BEARER else KEY, other)
    assert (conflict(found), found.detail.key) == (both, "sources.conflict")
    (shown,) = found.evidence[2:]
    assert (shown.source, messages.read(shown.shows)) == ("~/.claude/settings.json", f"changes {changed} under env")
    assert messages.command(found) == f"{REMOVE} {changed} --from ~/.claude/settings.json"
    assert not any(value in messages.everything(found) for value in (OTHER_ID, short_term(), long_term()))


OTHER_PAIR = {"AWS_ACCESS_KEY_ID": OTHER_ID, "AWS_SECRET_ACCESS_KEY": "another"}


@pytest.mark.parametrize(
    ("shell", "over"),
    [
        (KEYS, {"AWS_SECRET_ACCESS_KEY": "another"}),
        (KEYS, {"AWS_SESSION_TOKEN": TOKEN}),
        (TEMPORARY_KEYS, {"AWS_SESSION_TOKEN": "another"}),
        (TEMPORARY_KEYS, {"AWS_SESSION_TOKEN": ""}),
        ({**KEYS, "AWS_SECURITY_TOKEN": TOKEN}, OTHER_PAIR),
    ],
    ids=["secret", "token-beside-long-term-keys", "token", "token-cancelled", "pair-beside-an-old-token"],
)
def test_a_part_of_the_keys_in_the_settings_makes_another_identity(
    machine: Machine, shell: dict[str, str], over: dict[str, str]
) -> None:
    assert conflict(single(machine, settings(**over), shell, "env")) == (KEY, OVER)
    if over is not OTHER_PAIR:
        repeated = settings(**{name: shell[name] for name in over if name in shell})
        assert told(single(machine, repeated, shell, "env")) == "passed"


def without_service(value: str) -> dict[str, str]:
    return settings(AWS_EC2_METADATA_DISABLED=value)


def with_role(name: str) -> dict[str, str]:
    return {"project/t": "token", **settings(AWS_ROLE_ARN=name)}


CANCELLED = {**OTHER_WORK, **settings(AWS_PROFILE="")}
OF_TOKEN, WEB_METHOD = {"AWS_WEB_IDENTITY_TOKEN_FILE": "t", "AWS_ROLE_ARN": "r"}, "assume-role-with-web-identity"
LEFT: dict[str, tuple[dict[str, str], dict[str, str], str, str]] = {
    "profile-cancelled": (CANCELLED, {"AWS_PROFILE": "w", **KEYS}, "env", "passed"),
    "same-api-key": (settings(AWS_BEARER_TOKEN_BEDROCK=long_term()), {BEARER: long_term()}, BEARER, "passed"),
    "metadata-service-left-on": (NO_PROFILES, {"AWS_EC2_METADATA_DISABLED": ""}, "iam-role", "passed"),
    "metadata-service-not-off": (without_service("false"), {}, "iam-role", "passed"),
    "metadata-service-cancelled": (without_service(""), {}, "iam-role", "passed"),
    "metadata-service-off": (without_service("true"), {}, "iam-role", "failed: conflicting-sources"),
    "metadata-service-off-by-a-number": (without_service("1"), {}, "iam-role", "failed: conflicting-sources"),
    "one-role-of-a-web-identity": (with_role("r"), OF_TOKEN, WEB_METHOD, "passed"),
    "two-roles-of-a-web-identity": (with_role("other"), OF_TOKEN, WEB_METHOD, "failed: conflicting-sources"),
}


@pytest.mark.parametrize(("files", "shell", "method", "expected"), LEFT.values(), ids=LEFT)
def test_settings_may_leave_one_identity_or_make_two(
    machine: Machine, files: dict[str, str], shell: dict[str, str], method: str, expected: str
) -> None:
    found = single(machine, files, shell, method)
    assert told(found) == expected
    if expected != "passed" and method == "iam-role":
        assert conflict(found) == ("Instance Role", "AWS_EC2_METADATA_DISABLED=true")


def test_settings_may_move_the_home_directory_or_read_other_files(machine: Machine) -> None:
    other = "[default]\n" + static(OTHER_ID)
    files = {CREDENTIALS: "[default]\n" + static(), "other/.aws/credentials": other, "other/file": other}
    home = settings(HOME=str(machine.root / "other"))
    assert conflict(single(machine, {**files, **home}, {}, SHARED, "default")) == (DEFAULT, DEFAULT)
    file = settings(AWS_SHARED_CREDENTIALS_FILE=str(machine.root / "other/file"))
    assert conflict(single(machine, {**files, **file}, {}, SHARED, "default")) == (DEFAULT, f"{DEFAULT} {IN_SETTINGS}")


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


@pytest.mark.parametrize("text", ["{", "[]", "null", '{"env": {},}'])
@pytest.mark.parametrize("name", ["managed/managed-settings.json", "managed/managed-settings.d/10.json"])
def test_without_the_administrator_s_settings_claude_code_does_not_start(
    machine: Machine, name: str, text: str
) -> None:
    found = single(machine, {name: text}, KEYS, "env")
    assert (told(found), found.case) == ("failed: config-unreadable", "claude-code-settings")
    assert found.detail.values["file"] == f"{name.removeprefix('managed/')}:1"


def test_without_its_own_file_claude_code_does_not_start(machine: Machine) -> None:
    found = single(machine, {"home/.claude.json": "{\n}}"}, KEYS, "env")
    assert (told(found), found.case) == ("failed: config-unreadable", "claude-code-settings")
    assert found.detail.values["file"] == "~/.claude.json:2"


def test_the_file_that_claude_code_keeps_may_switch_bedrock_off(machine: Machine) -> None:
    text = '{"numStartups": 1,\n "env": {"CLAUDE_CODE_USE_BEDROCK": "0"}}'
    found = single(machine, {"home/.claude.json": text}, KEYS, "env")
    assert told(found) == "failed: claude-code-bypassed"
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
    assert told(found) == "unverified: not-permitted-to-look"
    assert (found.detail.key, found.case) == ("sources.command-left-alone", "command-of-a-project")


# What Claude Code's requests do not survive, or may not: the shell, the verdict, and the text.
REQUESTS: dict[str, tuple[dict[str, str], str, str]] = {
    "another-socket": ({"ANTHROPIC_UNIX_SOCKET": "/run/x"}, "failed: claude-code-bypassed", "bypass.gateway"),
    "credentials-of-an-application": (
        {"CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST": "1"},
        "failed: claude-code-bypassed",
        "bypass.host",
    ),
    "no-service-tier": (
        {"ANTHROPIC_BEDROCK_SERVICE_TIER": "fast"},
        "failed: claude-code-bypassed",
        "bypass.service-tier",
    ),
    "more-fields": (
        {"CLAUDE_CODE_EXTRA_BODY": '{"top_k": 5}'},
        "unverified: not-permitted-to-look",
        "bypass.extra-body",
    ),
    "a-known-tier": ({"ANTHROPIC_BEDROCK_SERVICE_TIER": "priority"}, "passed", "sources.single"),
    "no-more-fields": ({"CLAUDE_CODE_EXTRA_BODY": "{}"}, "passed", "sources.single"),
    "fields-that-are-not-json": ({"CLAUDE_CODE_EXTRA_BODY": "{x"}, "passed", "sources.single"),
    "nothing": ({"ANTHROPIC_UNIX_SOCKET": "", "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST": "0"}, "passed", "sources.single"),
}


@pytest.mark.parametrize(("shell", "verdict", "key"), REQUESTS.values(), ids=REQUESTS)
def test_what_claude_code_s_requests_do_otherwise(
    machine: Machine, shell: dict[str, str], verdict: str, key: str
) -> None:
    found = single(machine, {}, {**KEYS, **shell}, "env")
    assert (told(found), found.detail.key) == (verdict, key)


@pytest.mark.parametrize(("is_root", "expected"), [(True, "failed: claude-code-bypassed"), (False, "passed")])
def test_a_mode_in_which_root_cannot_start_claude_code_is_told(machine: Machine, is_root: bool, expected: str) -> None:
    files = {SETTINGS: '{"permissions": {"defaultMode": "bypassPermissions"}}'}
    assert told(single(machine, files, KEYS, "env", is_root=is_root)) == expected


def test_an_administrator_s_settings_that_allow_no_bedrock_are_told(machine: Machine) -> None:
    found = single(machine, {"managed/managed-settings.json": '{"allowedProviders": ["vertex"]}'}, KEYS, "env")
    assert (told(found), found.case) == ("failed: claude-code-bypassed", "forbidden")


EXPORTING = {SETTINGS: '{"awsCredentialExport": "keys.sh"}'}
EXPORTED = Credentials(CredentialSource.CREDENTIAL_PROCESS, EXPORT, keys=describe_key_pair(OTHER_ID, SECRET))


def test_the_keys_of_a_command_that_the_run_used_are_claude_code_s(machine: Machine) -> None:
    found = single(machine, EXPORTING, {}, EXPORTED, export=HelperOutcome.USED)
    assert (notes(found), found.detail.values["run"]) == ([], "awsCredentialExport")


def test_a_command_that_failed_leaves_claude_code_with_the_keys_of_the_shell(machine: Machine) -> None:
    found = single(machine, EXPORTING, KEYS, "env", export=HelperOutcome.FAILED)
    assert (told(found), messages.notes(found)) == ("passed", ["sources.command-failed"])


def test_claude_code_goes_on_waiting_for_a_command_that_does_not_end_whatever_keys_there_are(machine: Machine) -> None:
    found = single(machine, EXPORTING, KEYS, "env", export=HelperOutcome.UNFINISHED)
    assert (told(found), found.case) == ("failed: timeout", "settings-command")
    assert found.detail.values["name"] == "awsCredentialExport"


def test_of_a_command_that_was_not_run_nobody_knows_whose_keys_it_prints(machine: Machine) -> None:
    machine.write("project/.claude/settings.json", '{"awsCredentialExport": "x"}')
    looked = facts(environment=machine.look(**KEYS), claude_code=machine.compare(**KEYS))
    assert is_same_identity(looked) is None


def test_without_an_instance_role_claude_code_finds_nothing(machine: Machine) -> None:
    found = single(machine, NO_PROFILES, {}, "boto-config", has_instance_role=False)
    assert (conflict(found), found.detail.key) == (("boto-config", "-"), "sources.conflict-nothing")
    seen = replace(machine.compare(), has_instance_role=False)
    nothing = facts(environment=machine.look(), credentials=Credentials(), claude_code=seen)
    assert is_same_identity(nothing) is True


def test_where_claude_code_finds_nothing_else_what_a_project_s_refresh_command_brings_is_open(machine: Machine) -> None:
    files = {"project/.claude/settings.json": '{"awsAuthRefresh": "login"}'}
    found = single(machine, files, {}, "boto-config", has_instance_role=False)
    assert told(found) == "unverified: not-permitted-to-look"
    assert (found.detail.key, found.case) == ("sources.refresh-left-alone", "command-of-a-project")


UNPORTABLE = {"capitals": static().upper().replace(SECRET.upper(), SECRET), "colons": static().replace(" =", ":")}


@pytest.mark.parametrize("lines", UNPORTABLE.values(), ids=UNPORTABLE)
def test_a_line_that_only_the_aws_cli_reads_is_told_with_its_place(machine: Machine, lines: str) -> None:
    found = single(machine, {CREDENTIALS: "[default]\n" + lines}, {}, SHARED, "default")
    assert told(found) == "failed: config-not-portable"
    assert found.detail.values["place"] == found.evidence[0].source == "~/.aws/credentials:2"
    assert SECRET not in messages.everything(found)


def test_a_role_is_another_one_where_other_keys_sign_for_it(machine: Machine) -> None:
    files = {
        CONFIG: "[profile w]\nrole_arn = r\nsource_profile = base\n\n[profile base]\n" + static(OTHER_ID),
        CREDENTIALS: "[base]\n" + UNPORTABLE["colons"],
    }
    found = single(machine, files, {"AWS_PROFILE": "w"}, "assume-role", "w")
    assert told(found) == "failed: config-not-portable"
    assert found.detail.values["place"] == "~/.aws/credentials:2"


CA_BUNDLE = {"AWS_CA_BUNDLE": "/etc/corp.pem"}
OWN_PROXY = settings(HTTPS_PROXY="http://proxy.example:8080")
CONNECTIONS = {
    "certificates": (Reach.UNTRUSTED, NO_PROFILES, CA_BUNDLE, "certificates", "NODE_EXTRA_CA_CERTS=/etc/corp.pem"),
    "proxy": (Reach.UNREACHED, OWN_PROXY, {}, "own-proxy", "HTTPS_PROXY"),
    "certificates-of-requests": (
        Reach.UNTRUSTED,
        NO_PROFILES,
        {"REQUESTS_CA_BUNDLE": "/etc/corp.pem"},
        "certificates",
        "NODE_EXTRA_CA_CERTS=/etc/corp.pem",
    ),
    "certificates-of-the-profile": (
        Reach.UNTRUSTED,
        {"home/.aws/config": "[default]\nca_bundle = /etc/corp.pem\n"},
        {},
        "certificates",
        "NODE_EXTRA_CA_CERTS=/etc/corp.pem",
    ),
    "proxy-of-the-shell-that-aws-tools-leave-out": (
        Reach.UNREACHED,
        NO_PROFILES,
        {"HTTP_PROXY": "http://proxy.example:8080"},
        "own-proxy",
        "unset HTTP_PROXY",
    ),
    "reached": (Reach.REACHED, OWN_PROXY, CA_BUNDLE, "", ""),
    "unknown": (Reach.UNKNOWN, OWN_PROXY, CA_BUNDLE, "", ""),
    "unreached-by-the-shell-s-way": (Reach.UNREACHED, NO_PROFILES, CA_BUNDLE, "", ""),
    "not-asked": (None, NO_PROFILES, {}, "", ""),
}


@pytest.mark.parametrize(("reach", "files", "shell", "case", "command"), CONNECTIONS.values(), ids=CONNECTIONS)
def test_what_keeps_claude_code_alone_from_aws(
    machine: Machine, reach: Reach | None, files: dict[str, str], shell: dict[str, str], case: str, command: str
) -> None:
    found = single(machine, files, {**KEYS, **shell}, "env", connection=reach)
    if not case:
        assert told(found) == "passed"
        return
    assert (told(found), found.case) == ("failed: endpoint-unreachable", case)
    assert command in messages.command(found)
