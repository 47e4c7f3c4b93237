"""step3.single-source, where Claude Code's own settings take part in the choice."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from checkpoints.client.place import Place
from checkpoints.facts.client_connection import ConnectionOutcome, ConnectionRoute
from checkpoints.facts.credentials import EXPORT, Credentials
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.facts.other_route import OtherRoute
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
    OTHER_DEFAULT,
    OTHER_WORK,
    SETTINGS,
    conflict,
    notes,
    settings,
    single,
)
from tests.rules.worlds import grouped, told

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


MODE, MODE_KEY = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode"


@pytest.mark.parametrize(
    ("files", "shell", "name", "command"),
    [
        (NO_PROFILES, {MODE: "ipv6"}, MODE, f"export {MODE}=IPv6"),
        (NO_PROFILES, {MODE: ""}, MODE, f"export {MODE}=IPv4"),
        ({CONFIG: f"[default]\n{MODE_KEY} = ipv4\n"}, {}, MODE_KEY, f"aws configure set {MODE_KEY} IPv4"),
        (settings(**{MODE: "ipv4"}), {}, MODE, f"remove {MODE} --from"),
    ],
)
def test_a_mode_of_the_metadata_service_that_claude_code_does_not_know_is_written_as_it_knows_it(
    machine: Machine, files: dict[str, str], shell: dict[str, str], name: str, command: str
) -> None:
    found = single(machine, files, shell, "iam-role")
    assert (told(found), conflict(found)) == ("failed: conflicting-sources", ("Instance Role", name))
    assert command in messages.command(found)


def test_settings_may_move_the_home_directory_or_read_other_files(machine: Machine) -> None:
    other = "[default]\n" + static(OTHER_ID)
    files = {CREDENTIALS: "[default]\n" + static(), "other/.aws/credentials": other, "other/file": other}
    home = settings(HOME=str(machine.root / "other"))
    file = settings(AWS_SHARED_CREDENTIALS_FILE=str(machine.root / "other/file"))
    for moved in (home, file):
        found = single(machine, {**files, **moved}, {}, SHARED, "default")
        assert conflict(found) == (DEFAULT, f"{DEFAULT} {IN_SETTINGS}")


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


def test_of_the_administrator_s_settings_one_field_alone_is_left_out(machine: Machine) -> None:
    text = '{"model": 5,\n "permissions": "x", "env": {"AWS_EC2_METADATA_DISABLED": "1"}}'
    assert conflict(single(machine, {"managed/managed-settings.json": text}, {}, "iam-role"))
    text = '{"model": 5, "permissions": "x"}'
    assert notes(single(machine, {"managed/managed-settings.json": text}, {}, "iam-role")) == [
        f"The value of {name} in the administrator's settings for Claude Code (managed-settings.json:1) is not valid, "
        "so Claude Code ignores that value."
        for name in ("model", "permissions")
    ]


SSO_LINES = "sso_start_url = u\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = n\n"
EXPORTING = {SETTINGS: '{"awsCredentialExport": "keys.sh"}'}
EXPORTED = Credentials(CredentialSource.CREDENTIAL_PROCESS, EXPORT, keys=describe_key_pair(OTHER_ID, SECRET))


def test_the_keys_of_a_command_that_the_run_used_are_claude_code_s(machine: Machine) -> None:
    found = single(machine, EXPORTING, {}, EXPORTED, export=HelperOutcome.USED)
    assert (notes(found), found.detail.values["run"]) == ([], "awsCredentialExport")


def test_a_command_that_failed_leaves_claude_code_with_the_keys_of_the_shell(machine: Machine) -> None:
    found = single(machine, EXPORTING, KEYS, "env", export=HelperOutcome.FAILED)
    assert (told(found), messages.notes(found)) == ("passed", ["sources.command-failed"])


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


ADMINISTRATOR, DROPPED_IN = "managed/managed-settings.json", "managed/managed-settings.d/10.json"
PROJECT, KEPT = "project/.claude/settings.json", "home/.claude.json"
NO_JSON = ("{", "[]", "null", '{"env": {},}')
UNPORTABLE = {"capitals": static().upper().replace(SECRET.upper(), SECRET), "colons": static().replace(" =", ":")}
SIGNED_BY_OTHERS = {
    CONFIG: "[profile w]\nrole_arn = r\nsource_profile = base\n\n[profile base]\n" + static(OTHER_ID),
    CREDENTIALS: "[base]\n" + UNPORTABLE["colons"],
}
AS_ROOT = {SETTINGS: '{"permissions": {"defaultMode": "bypassPermissions"}}'}
OWN_PROXY, CORP_PROXY = settings(HTTPS_PROXY="http://proxy.example:8080"), {"HTTP_PROXY": "http://proxy.example:8080"}
OF_CORP = {CONFIG: "[default]\nca_bundle = /etc/corp.pem\n"}
CA_BUNDLE, TRUSTED = {"AWS_CA_BUNDLE": "/etc/corp.pem"}, "NODE_EXTRA_CA_CERTS=/etc/corp.pem"
UNREADABLE, BYPASSED, OPEN = (
    "failed: config-unreadable",
    "failed: claude-code-bypassed",
    "unverified: not-permitted-to-look",
)
NO_CONNECTION, UNPORTED = "failed: endpoint-unreachable", "failed: config-not-portable"
OF_SSO = {CONFIG: f"[default]\n{SSO_LINES}"}
VENDED: dict[str, Any] = {
    "files": {CONFIG: "[default]\ncredential_process = vend\n"},
    "found": "custom-process",
    "profile": "default",
}
OF_LOGIN = {CONFIG: "[default]\nlogin_session = s\n"}
Given = dict[str, Any]


def written(name: str, text: str, **more: Any) -> Given:
    """A file on the machine, keys in the shell, and what the run saw."""
    return {"files": {name: text}, **more}


def shell(**variables: str) -> Given:
    return {"variables": {**KEYS, **variables}}


BY_HOST = {"CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST": "1"}
OF_DEFAULT: Given = {"files": OTHER_DEFAULT, "variables": {}, "found": SHARED, "profile": "default"}
FEW_TOKENS = {"CLAUDE_CODE_MAX_OUTPUT_TOKENS": "900"}


def connected(reach: ConnectionOutcome | None, files: dict[str, str], variables: dict[str, str]) -> Given:
    return {"connection": reach, "files": files, "variables": {**KEYS, **variables}}


NEW_PROVIDER = Credentials(method="sso-v3", keys=describe_key_pair(OTHER_ID, SECRET))
# By the verdict, its case, and what the text or its command holds.
WORLDS: dict[tuple[str, str, str], dict[str, Given]] = {
    # -- Claude Code does not start
    (UNREADABLE, "claude-code-settings", "managed-settings.json:1"): {
        f"administrator-{text}": written(ADMINISTRATOR, text) for text in NO_JSON
    },
    (UNREADABLE, "claude-code-settings", "managed-settings.d/10.json:1"): {
        f"dropped-in-{text}": written(DROPPED_IN, text) for text in NO_JSON
    },
    (UNREADABLE, "claude-code-settings", "~/.claude.json:2"): {"its-own-file": written(KEPT, "{\n}}")},
    (BYPASSED, "root", ""): {"a-mode-in-which-root-cannot-start-it": {"files": AS_ROOT, "is_root": True}},
    (BYPASSED, "folder", "unset TMPDIR"): {
        "no-folder-for-temporary-files": {**shell(), "closed_folder": Place("TMPDIR")}
    },
    (BYPASSED, "forbidden", ""): {
        "no-bedrock": written(ADMINISTRATOR, '{"allowedProviders": ["vertex"]}'),
        "no-provider": written(ADMINISTRATOR, '{"allowedProviders": []}'),
        "no-model-of-any-family": written(ADMINISTRATOR, '{"deniedModels": ["Sonnet", "opus", "haiku[1m]"]}'),
    },
    # -- or nobody knows how
    (OPEN, "administrator", "start.model-denied"): {
        f"without-{name}": written(ADMINISTRATOR, json.dumps({"deniedModels": ["opus", name]}))
        for name in ("claude-sonnet-4-6", "us.anthropic.claude-sonnet-4-6[1m]")
    }
    | {"without-both-families-of-the-guide": written(ADMINISTRATOR, '{"deniedModels": ["sonnet", "haiku"]}')},
    (OPEN, "administrator", "start.policy-helper"): {
        "a-program-makes-settings": written(ADMINISTRATOR, '{"policyHelper": {"path": "/opt/x"}}'),
        "a-program-of-the-system-makes-settings": written(
            ADMINISTRATOR, '{"policyHelpers": {"linux": {"path": "/x"}}}'
        ),
    },
    # -- or does not use Bedrock as the run did
    (BYPASSED, "", "~/.claude.json:2"): {
        "its-own-file-switches-bedrock-off": written(
            KEPT, '{"numStartups": 1,\n "env": {"CLAUDE_CODE_USE_BEDROCK": "0"}}'
        )
    },
    (BYPASSED, "", "bypass.gateway"): {
        "another-socket": shell(ANTHROPIC_UNIX_SOCKET="/run/x"),
        "a-socket-that-settings-leave-out": {
            "files": settings(ANTHROPIC_UNIX_SOCKET=""),
            **shell(ANTHROPIC_UNIX_SOCKET="/run/x"),
        },
    },
    (BYPASSED, "", "bypass.certificate"): {
        "a-broken-certificate": {
            **shell(CLAUDE_CODE_CLIENT_CERT="/c.pem"),
            "broken_certificate": Place("CLAUDE_CODE_CLIENT_CERT"),
        }
    },
    (BYPASSED, "", "bypass.chain-timeout"): {
        f"credentials-of-a-process-{took_s}-s-in-{limit}-ms": {
            **VENDED,
            "variables": {"CLAUDE_CODE_AWS_CHAIN_RESOLVE_TIMEOUT_MS": limit},
            "chain_s": took_s,
        }
        for limit, took_s in (("60", 0.1), ("2000", 2.5))
    },
    (BYPASSED, "", "bypass.host"): {
        "an-application-s-instead-of-a-profile": {**OF_DEFAULT, "variables": BY_HOST},
        "an-application-s-that-settings-leave-out": {
            **OF_DEFAULT,
            "files": {**OTHER_DEFAULT, **settings(CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST="")},
            "variables": BY_HOST,
        },
        "an-application-s-instead-of-keys-of-settings": {"files": settings(**KEYS), "variables": {**KEYS, **BY_HOST}},
    },
    (BYPASSED, "debugger", "unset NODE_OPTIONS"): {
        f"node-with-{options}": shell(NODE_OPTIONS=options)
        for options in (
            "--inspect",
            "--inspect-brk=0",
            "--debug",
            '--require "/x/bootloader.js"  --inspect-publish-uid=http',
        )
    }
    | {
        "a-debugger-that-settings-leave-out": {"files": settings(NODE_OPTIONS=""), **shell(NODE_OPTIONS="--inspect")},
        "a-debugger-that-settings-replace": {
            "files": settings(NODE_OPTIONS="--no-warnings"),
            **shell(NODE_OPTIONS="--inspect-brk"),
        },
    },
    (BYPASSED, "", "bypass.max-turns"): {
        f"{turns}-turns": shell(CLAUDE_CODE_MAX_TURNS=turns)
        for turns in ("0", "0e5", "1e999", f"0x{'f' * 300}", "-1", "five", "5x", "1.5", "５")
    }
    | {
        "turns-of-settings": written(SETTINGS, '{"env": {"CLAUDE_CODE_MAX_TURNS": 0}}', variables=KEYS),
        "turns-that-a-project-replaces": written(
            PROJECT, '{"env": {"CLAUDE_CODE_MAX_TURNS": 5}}', **shell(CLAUDE_CODE_MAX_TURNS="x")
        ),
    },
    (BYPASSED, "", "bypass.service-tier"): {"no-service-tier": shell(ANTHROPIC_BEDROCK_SERVICE_TIER="fast")},
    (BYPASSED, "header", "bypass.header-tier"): {
        "no-service-tier-in-a-header": shell(ANTHROPIC_CUSTOM_HEADERS="x-amzn-bedrock-service-tier: fast")
    },
    (BYPASSED, "output-limit", "bypass.output-limit"): {
        "few-output-tokens-for-haiku": shell(**FEW_TOKENS, ANTHROPIC_MODEL="claude-haiku-4-5-20251001"),
        "few-output-tokens-for-the-next-section-s-model": shell(
            **FEW_TOKENS, ANTHROPIC_MODEL="sonnet", CLAUDE_CODE_DISABLE_ADAPTIVE_THINKING="1"
        ),
        "few-output-tokens-without-a-pin": shell(**FEW_TOKENS, CLAUDE_CODE_DISABLE_ADAPTIVE_THINKING="1"),
    },
    (OPEN, "extra-body", "bypass.header-unknown"): {
        "a-guardrail": shell(ANTHROPIC_CUSTOM_HEADERS="X-Amzn-Bedrock-GuardrailIdentifier: abc")
    },
    (OPEN, "extra-body", "bypass.extra-body"): {"more-fields": shell(CLAUDE_CODE_EXTRA_BODY='{"top_k": 5}')},
    ("unverified: timeout", "time-limit", "bypass.timeout-doubtful"): {
        f"a-limit-of-{limit}-ms": shell(API_TIMEOUT_MS=limit) for limit in ("1000", "4999", "1e3", "4_000")
    },
    ("passed", "", "sources.single"): {
        "a-mode-for-others-than-root": {"files": AS_ROOT, "is_root": False},
        "a-family-is-denied": written(ADMINISTRATOR, '{"deniedModels": ["sonnet", "claude-opus-5-5"]}'),
        "all-but-haiku-is-denied": written(ADMINISTRATOR, '{"deniedModels": ["sonnet", "opus"]}'),
        "all-but-sonnet-is-denied": written(ADMINISTRATOR, '{"deniedModels": ["haiku", "opus"]}'),
        "a-model-is-allowed-and-the-default-too": written(ADMINISTRATOR, '{"availableModels": ["opus"]}'),
        "the-user-denies-all-models": written(SETTINGS, '{"deniedModels": ["sonnet", "opus", "haiku"]}'),
        "the-user-names-a-program-for-settings": written(SETTINGS, '{"policyHelper": {"path": "/opt/x"}}'),
        "the-program-is-no-object": written(ADMINISTRATOR, '{"policyHelper": "/opt/x"}'),
        "a-certificate-that-can-be-used": shell(CLAUDE_CODE_CLIENT_CERT="/c.pem"),
        "a-process-within-its-time": {
            **VENDED,
            "variables": {"CLAUDE_CODE_AWS_CHAIN_RESOLVE_TIMEOUT_MS": "2000"},
            "chain_s": 0.5,
        },
        "keys-that-are-there-at-once": shell(CLAUDE_CODE_AWS_CHAIN_RESOLVE_TIMEOUT_MS="60"),
        "an-api-key-that-is-there-at-once": {
            "variables": {BEARER: long_term(), "CLAUDE_CODE_AWS_CHAIN_RESOLVE_TIMEOUT_MS": "60"},
            "found": BEARER,
        },
        **{f"a-limit-of-{limit}": shell(API_TIMEOUT_MS=limit) for limit in ("6e5", "600_000", "0.5", "0x2710")},
        "few-output-tokens-for-a-model-without-a-budget": shell(**FEW_TOKENS),
        "a-known-tier": shell(ANTHROPIC_BEDROCK_SERVICE_TIER="priority"),
        "a-known-tier-with-spaces": shell(ANTHROPIC_BEDROCK_SERVICE_TIER=" flex "),
        **{
            f"{turns}-turns": shell(CLAUDE_CODE_MAX_TURNS=turns)
            for turns in ("", " 5 ", "5.0", "1e1", "10e-1", "05", "0xe")
        },
        **{f"node-with-{each}": shell(NODE_OPTIONS=each) for each in ("", "--max-old-space-size=4096", "--no-inspect")},
        "a-debugger-of-settings": written(SETTINGS, '{"env": {"NODE_OPTIONS": "--inspect"}}', variables=KEYS),
        "turns-of-a-project": written(PROJECT, '{"env": {"CLAUDE_CODE_MAX_TURNS": "x"}}', variables=KEYS),
        "turns-of-the-repository-around-it": {
            "files": {".git/HEAD": "", ".claude/settings.local.json": '{"env": {"CLAUDE_CODE_MAX_TURNS": "x"}}'},
            "variables": KEYS,
        },
        "turns-that-settings-replace": {
            "files": settings(CLAUDE_CODE_MAX_TURNS="5"),
            **shell(CLAUDE_CODE_MAX_TURNS="x"),
        },
        "no-more-fields": shell(CLAUDE_CODE_EXTRA_BODY="{}"),
        "fields-that-are-not-json": shell(CLAUDE_CODE_EXTRA_BODY="{x"),
        "nothing": shell(ANTHROPIC_UNIX_SOCKET="", CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST="0"),
        "a-socket-of-settings": written(SETTINGS, '{"env": {"ANTHROPIC_UNIX_SOCKET": "/run/x"}}', variables=KEYS),
        "keys-of-the-shell-whatever-an-application-has": shell(**BY_HOST),
        "an-api-key-of-the-shell-whatever-an-application-has": {
            "variables": {BEARER: long_term(), **BY_HOST},
            "found": BEARER,
        },
        "an-application-in-settings": {**OF_DEFAULT, "files": {**OTHER_DEFAULT, **settings(**BY_HOST)}},
        "aws-is-reached": connected(ConnectionOutcome.REACHED, OWN_PROXY, CA_BUNDLE),
        "whether-aws-is-reached-is-unknown": connected(ConnectionOutcome.UNKNOWN, OWN_PROXY, CA_BUNDLE),
        "aws-is-unreached-by-the-shell-s-way": connected(ConnectionOutcome.UNREACHED, NO_PROFILES, CA_BUNDLE),
        "nobody-asked-whether-aws-is-reached": connected(None, NO_PROFILES, {}),
    },
    # -- commands that give it credentials
    (OPEN, "command-of-a-project", "sources.command-left-alone"): {
        "of-a-project": written(PROJECT, '{"awsCredentialExport": "x"}')
    },
    (OPEN, "command-of-a-project", "sources.refresh-left-alone"): {
        "where-nothing-else-is-found": written(
            PROJECT, '{"awsAuthRefresh": "login"}', variables={}, found="boto-config", has_instance_role=False
        )
    },
    # -- credentials of a provider that no Claude Code has been seen with
    (OPEN, "new-provider", "sources.new-provider"): {
        "where-claude-code-would-find-nothing": {"variables": {}, "found": NEW_PROVIDER, "has_instance_role": False},
        "where-claude-code-would-find-others": {"variables": KEYS, "found": NEW_PROVIDER},
    },
    ("unverified: timeout", "settings-command", "awsCredentialExport"): {
        "that-does-not-end-whatever-keys-there-are": {"files": EXPORTING, "export": HelperOutcome.UNFINISHED}
    },
    # -- tokens that only the AWS CLI takes
    ("failed: sso-login-required", "", "aws sso login --profile=default"): {
        "sso": {
            "variables": {},
            "files": OF_SSO,
            "found": "sso",
            "profile": "default",
            "refused_sign_in": Place("sso_session"),
        }
    },
    ("failed: login-required", "", "aws login --profile default"): {
        "login": {
            "variables": {},
            "files": OF_LOGIN,
            "found": "login",
            "profile": "default",
            "refused_sign_in": Place("login_session"),
        }
    },
    # -- lines that only the AWS CLI reads
    (UNPORTED, "", "~/.aws/credentials:2"): {
        **{
            name: written(CREDENTIALS, f"[default]\n{lines}", variables={}, found=SHARED, profile="default")
            for name, lines in UNPORTABLE.items()
        },
        "other-keys-sign-for-a-role": {
            "files": SIGNED_BY_OTHERS,
            "variables": {"AWS_PROFILE": "w"},
            "found": "assume-role",
            "profile": "w",
        },
    },
    # -- what keeps Claude Code alone from AWS
    (NO_CONNECTION, "certificates", TRUSTED): {
        "certificates": connected(ConnectionOutcome.UNTRUSTED, NO_PROFILES, CA_BUNDLE),
        "certificates-of-requests": connected(
            ConnectionOutcome.UNTRUSTED, NO_PROFILES, {"REQUESTS_CA_BUNDLE": "/etc/corp.pem"}
        ),
        "certificates-of-the-profile": connected(ConnectionOutcome.UNTRUSTED, OF_CORP, {}),
    },
    (NO_CONNECTION, "no-public-certificates", "unset CLAUDE_CODE_CERT_STORE"): {
        "certificates-of-the-system-alone": connected(
            ConnectionOutcome.UNTRUSTED, NO_PROFILES, {"CLAUDE_CODE_CERT_STORE": "system"}
        )
    },
    (NO_CONNECTION, "own-proxy", "HTTPS_PROXY"): {
        "proxy": connected(ConnectionOutcome.UNREACHED, OWN_PROXY, {}),
        "proxy-with-certificates-of-its-own": connected(ConnectionOutcome.UNTRUSTED, OWN_PROXY, {}),
    },
    (NO_CONNECTION, "past-proxy", "unset NO_PROXY"): {
        f"a-host-that-claude-code-exempts-{entry}": connected(
            ConnectionOutcome.UNREACHED, NO_PROFILES, {**CORP_PROXY, "NO_PROXY": entry}
        )
        for entry in ("*.amazonaws.com", "localhost,*")
    },
    (NO_CONNECTION, "own-proxy", "sources.proxy-refused"): {
        "a-proxy-without-a-scheme": connected(
            ConnectionOutcome.UNREACHED, settings(HTTPS_PROXY="proxy.example:8080"), {}
        ),
        "no-address-before-a-project-s-settings": connected(
            ConnectionOutcome.UNREACHED,
            {PROJECT: json.dumps({"env": {"HTTPS_PROXY": "http://proxy.example:8080"}})},
            {"HTTPS_PROXY": "no address"},
        ),
    },
    (NO_CONNECTION, "past-proxy", "HTTPS_PROXY"): {
        "a-proxy-that-settings-cancel": connected(ConnectionOutcome.UNREACHED, settings(HTTPS_PROXY=""), {})
    },
    (NO_CONNECTION, "own-proxy", "unset HTTP_PROXY"): {
        "proxy-that-aws-tools-leave-out": connected(ConnectionOutcome.UNREACHED, NO_PROFILES, CORP_PROXY)
    },
}


def test_the_way_by_which_aws_was_asked_is_noted_where_the_aws_cli_takes_another(machine: Machine) -> None:
    other = OtherRoute(lambda: (ConnectionOutcome.REACHED, ConnectionRoute("", "/roots.pem")))
    other.find()
    found = single(machine, other_route=other, own_proxy=Place("HTTPS_PROXY"))
    assert (told(found), messages.notes(found)) == ("passed", ["sources.by-own-proxy", "sources.by-own-certificates"])


@pytest.mark.parametrize(("given", "ending"), grouped(WORLDS))
def test_what_claude_code_does_otherwise_than_the_run(
    machine: Machine, given: Given, ending: tuple[str, str, str]
) -> None:
    found = single(machine, **given)
    assert (told(found), found.case) == ending[:2]
    command = messages.command(found) if found.cause else ""
    assert ending[2] in (found.detail.key, *found.detail.values.values()) or ending[2] in command
    assert SECRET not in messages.everything(found)
