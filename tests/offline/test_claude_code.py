"""Machines as people have them, through the real suite: the verdict and the identity are Claude Code's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from checkpoints.offline.scenarios.baseline import (
    KEY_ID,
    OTHER_KEY_ID,
    OTHER_SECRET,
    ROLE_NAME,
    SECRET,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
)
from checkpoints.offline.world import ACCOUNT_ID
from tests.lengths import choose
from tests.offline.given_machine import VARIABLE
from tests.offline.suite import Outcome, Suite
from tests.processes import bare_environment

CREDENTIALS, CONFIG, SETTINGS = ".aws/credentials", ".aws/config", ".claude/settings.json"
KEYS = f"aws_access_key_id = {KEY_ID}\naws_secret_access_key = {SECRET}\n"
OTHER = f"aws_access_key_id = {OTHER_KEY_ID}\naws_secret_access_key = {OTHER_SECRET}\n"
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET}
TEMPORARY = {"AWS_ACCESS_KEY_ID": TEMPORARY_KEY_ID, "AWS_SECRET_ACCESS_KEY": TEMPORARY_SECRET}
CONTAINER = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "<metadata>/container/credentials"}
METADATA = {"AWS_EC2_METADATA_SERVICE_ENDPOINT": "<metadata>"}
ROLE = f"role_arn = arn:aws:iam::{ACCOUNT_ID}:role/{ROLE_NAME}\n"
SESSION = {"AccessKeyId": TEMPORARY_KEY_ID, "SecretAccessKey": TEMPORARY_SECRET, "SessionToken": SESSION_TOKEN}
FAKE_KEYS = {"AccessKeyId": "ASIAREHEARSALKEYQQQQ", "SecretAccessKey": OTHER_SECRET, "SessionToken": SESSION_TOKEN}


@dataclass(frozen=True)
class Case:
    """A machine, and what a run on it comes to.

    scenario: whose account it is. failed: the checks that failed, with their cause. source: Claude Code's.
    """

    home: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    failed: Mapping[str, str | None] = field(default_factory=dict)
    source: str | None = None
    project: Mapping[str, str] = field(default_factory=dict)
    scenario: str = "ready"


def settings(**fields: object) -> dict[str, str]:
    return {SETTINGS: json.dumps(fields)}


def credentials(text: str) -> dict[str, str]:
    return {CREDENTIALS: text}


def export(printed: object) -> dict[str, str]:
    program = f"print({json.dumps(printed)!r})"
    return {**settings(awsCredentialExport='"<python>" "<home>/export.py"'), "export.py": program}


# The user's command that writes a file of keys, once.
RENEWING = {
    **settings(awsAuthRefresh='"<python>" "<home>/renew.py"'),
    "renew.py": "import pathlib\nfolder = pathlib.Path('<home>/.aws')\nfolder.mkdir(exist_ok=True)\n"
    "(folder / 'renewed').open('x').close()\n"  # it fails the second time
    f"(folder / 'credentials').write_text({f'[default]{chr(10)}{KEYS}'!r})\n",
}
# The user's command that renews what the other command prints.
RENEWING_PRINTED = {
    **settings(
        awsCredentialExport='"<python>" "<home>/export.py"', awsAuthRefresh="cp '<home>/new.py' '<home>/export.py'"
    ),
    "export.py": f"print({json.dumps(FAKE_KEYS)!r})",
    "new.py": f"print({json.dumps(SESSION)!r})",
}
VEND = 'credential_process = "<python>" "<home>/vend.py"\n'
VENDING = {
    "vend.py": f"print({json.dumps({'Version': 1, 'AccessKeyId': KEY_ID, 'SecretAccessKey': SECRET})!r})",
}
REFUSED = f"aws_access_key_id = AKIAREHEARSALKEYQQQQ\naws_secret_access_key = {SECRET}\n"
NOT_PORTABLE = {"step3.single-source": "config-not-portable"}
BYPASSED = {"step3.single-source": "claude-code-bypassed"}
CONFLICT = {"step3.single-source": "conflicting-sources"}
IN_CAPITALS = f"[default]\nAWS_ACCESS_KEY_ID = {KEY_ID}\nAWS_SECRET_ACCESS_KEY = {SECRET}\n"
FILE, SHARED = "config-file", "shared-credentials"
# What the AWS CLI reads and Claude Code does not.
NOT_READ = {
    "keys-in-capitals": Case(credentials(IN_CAPITALS), failed=NOT_PORTABLE),
    "one-key-with-a-colon": Case(credentials(f"[default]\n{KEYS.replace('id =', 'id:')}"), failed=NOT_PORTABLE),
    "two-spaces": Case({CONFIG: f"[profile  ws]\n{KEYS}"}, {"AWS_PROFILE": "ws"}, NOT_PORTABLE),
    "name-in-hangul": Case({CONFIG: f"[profile 워크샵]\n{KEYS}"}, {"AWS_PROFILE": "워크샵"}, NOT_PORTABLE),
    "behind-the-brackets": Case(credentials(f"[default] my account\n{KEYS}"), failed=NOT_PORTABLE),
    "inherited-from-DEFAULT": Case(
        credentials(f"[DEFAULT]\n{KEYS}[default]\nregion = us-east-1\n"), failed=NOT_PORTABLE
    ),
    "home-in-a-path": Case(
        {"keys": f"[default]\n{KEYS}"}, {"AWS_SHARED_CREDENTIALS_FILE": "$HOME/keys"}, NOT_PORTABLE
    ),
    "profile-in-the-name": Case(
        credentials(f"[profile ws]\n{KEYS}"), {"AWS_PROFILE": "profile ws"}, NOT_PORTABLE
    ),
    "old-name-of-the-token": Case(
        {}, {**TEMPORARY, "AWS_SECURITY_TOKEN": SESSION_TOKEN}, NOT_PORTABLE, "environment", scenario="temporary-keys"
    ),
    "old-name-of-the-token-in-the-file": Case(
        credentials(
            f"[default]\naws_access_key_id = {TEMPORARY_KEY_ID}\naws_secret_access_key = {TEMPORARY_SECRET}\n"
            f"aws_security_token = {SESSION_TOKEN}\n"
        ),
        {}, NOT_PORTABLE, SHARED, scenario="temporary-keys",
    ),
    "source-of-a-role": Case(
        {CONFIG: f"[default]\n{ROLE}source_profile = ws\n[profile  ws]\n{KEYS}"}, {}, NOT_PORTABLE,
        scenario="assume-role",
    ),
}  # fmt: skip
# What both read alike, or only Claude Code: it works, and that counts.
READ = {
    "as-aws-configure-writes-it": Case(credentials(f"[default]\n{KEYS}"), source=SHARED),
    "windows-line-ends": Case(credentials(f"[default]\n{KEYS}".replace("\n", "\r\n")), source=SHARED),
    "comment-behind-the-brackets": Case(credentials(f"[default] # mine\n{KEYS}"), source=SHARED),
    "no-spaces-around-the-sign": Case(credentials(f"[default]\n{KEYS.replace(' = ', '=')}"), source=SHARED),
    "profile-in-the-config-file": Case({CONFIG: f"[profile ws]\n{KEYS}"}, {"AWS_PROFILE": "ws"}, source=FILE),
    "empty-profile-beside-keys": Case({}, {"AWS_PROFILE": "", **ENVIRONMENT}, source="environment"),
    "two-sections-that-agree": Case(credentials(f"[default]\n{KEYS}[default]\n{KEYS}"), source=SHARED),
    "two-names-of-one-key": Case(
        {"keys": f"[default]\n{KEYS}", CONFIG: f"[default]\n{VEND}", **VENDING},
        {"AWS_SHARED_CREDENTIALS_FILE": "$HOME/keys"}, source="credential-process",
    ),
    "two-sections-of-two-keys": Case(
        credentials(f"[default]\n{KEYS}[default]\n{OTHER}"),
        failed={"step3.credentials-resolve": "config-unreadable"}, source=SHARED,
    ),
    "half-a-pair-before-a-file": Case(
        credentials(f"[default]\n{KEYS}"), {"AWS_ACCESS_KEY_ID": KEY_ID}, source=SHARED
    ),
    "one-line-twice-beside-a-role": Case(
        credentials("[default]\noutput = json\noutput = json\n"), METADATA,
        source="instance-role", scenario="instance-role",
    ),
    "a-line-of-nothing-beside-a-role": Case(
        credentials("[default]\nnothing\n"), METADATA,
        failed={"step3.credentials-resolve": "config-unreadable"}, source="instance-role", scenario="instance-role",
    ),
    # The AWS CLI stops at a command that fails; Claude Code goes on.
    "a-failing-process-beside-a-role": Case(
        {CONFIG: "[default]\ncredential_process = false\n"}, METADATA,
        source="instance-role", scenario="instance-role",
    ),
    "a-failing-process-behind-a-role": Case(
        {CONFIG: f"[default]\n{ROLE}source_profile = s\n[profile s]\ncredential_process = false\n"}, METADATA,
        source="instance-role", scenario="instance-role",
    ),
    "a-failing-process-alone": Case(
        {CONFIG: "[default]\ncredential_process = false\n"},
        failed={"step3.credentials-resolve": "credential-process-failed"},
    ),
    # With a shell it gives keys, and a shell is what Claude Code has.
    "a-process-for-a-shell": Case(
        {CONFIG: "[default]\ncredential_process = cat <home>/keys.json | cat\n",
         "keys.json": json.dumps({"Version": 1, "AccessKeyId": KEY_ID, "SecretAccessKey": SECRET})},
        failed={"step3.credentials-resolve": "credential-process-failed"}, source="credential-process",
    ),
    "a-line-of-nothing-beside-a-container": Case(
        credentials("[default]\nnothing\n"), CONTAINER,
        failed={"step3.credentials-resolve": "config-unreadable"}, source="container-role", scenario="container-role",
    ),
    "one-line-twice-beside-a-container": Case(
        credentials("[default]\noutput = json\noutput = json\n"), CONTAINER,
        source="container-role", scenario="container-role",
    ),
    "parts-in-both-files": Case(
        {CREDENTIALS: f"[default]\naws_access_key_id = {KEY_ID}\n",
         CONFIG: f"[default]\naws_secret_access_key = {SECRET}\n"},
        failed=NOT_PORTABLE, source=SHARED,
    ),
    "keys-in-settings": Case(settings(env=ENVIRONMENT), source="environment"),
    "profile-in-settings": Case(
        {**credentials(f"[ws]\n{KEYS}"), **settings(env={"AWS_PROFILE": "ws"})}, source=SHARED
    ),
    # Variables of the settings alone: the AWS CLI finds nothing by them.
    "a-container-in-settings": Case(settings(env=CONTAINER), source="container-role", scenario="container-role"),
    "a-process-of-a-file-in-settings": Case(
        {**settings(env={"AWS_CONFIG_FILE": "<home>/own"}), **VENDING, "own": "[default]\n" + VEND},
        source="credential-process",
    ),
    "a-variable-of-a-process-in-settings": Case(
        {**settings(env={"VENDED": "<home>/vend.py"}),
         CONFIG: "[default]\ncredential_process = sh -c 'exec \"<python>\" \"$VENDED\"'\n", **VENDING},
        source="credential-process",
    ),
    "a-process-that-settings-keep-from-its-file": Case(
        {**settings(env={"VENDED": "<home>/nothing.py"}),
         CONFIG: "[default]\ncredential_process = sh -c 'exec \"<python>\" \"$VENDED\"'\n", **VENDING},
        {"VENDED": "<home>/vend.py"}, CONFLICT,
    ),
    "printed-as-sts-does": Case(
        export({"Credentials": SESSION}), source="credential-export", scenario="temporary-keys"
    ),
    "printed-flat": Case(export(SESSION), source="credential-export", scenario="temporary-keys"),
    "renewed-by-the-user-s-command": Case(RENEWING, source=SHARED),
    "renewed-where-aws-refuses-the-keys": Case(
        {**credentials(f"[default]\n{REFUSED}"), **RENEWING}, source=SHARED
    ),
    "renewed-where-a-placeholder-stands": Case(
        {**credentials("[default]\naws_access_key_id = your-access-key-id\naws_secret_access_key = x\n"), **RENEWING},
        source=SHARED,
    ),
    "printed-without-a-session-token": Case(
        {**export({"AccessKeyId": OTHER_KEY_ID, "SecretAccessKey": OTHER_SECRET}), CREDENTIALS: f"[default]\n{KEYS}"},
        source=SHARED,
    ),
    "printed-nothing-of-use": Case(
        {**export({}), CREDENTIALS: f"[default]\n{KEYS}"}, source=SHARED
    ),
}  # fmt: skip
# Two identities, or what leads past the tested one.
ANOTHER = {
    "another-key-in-settings": Case(
        {**credentials(f"[default]\n{KEYS}"), **settings(env={"AWS_PROFILE": "o"}), CONFIG: f"[profile o]\n{OTHER}"},
        failed=CONFLICT, source=FILE,
    ),
    "printed-refused-and-renewed": Case(RENEWING_PRINTED, source="credential-export", scenario="temporary-keys"),
    # Claude Code renews where the default chain has nothing that AWS accepts, and here it has.
    "printed-refused-beside-keys-of-a-file": Case(
        {**RENEWING_PRINTED, CREDENTIALS: f"[default]\n{KEYS}"},
        failed={"step3.credentials-valid": "invalid-credentials"}, source="credential-export",
        scenario="temporary-keys",
    ),
    "printed-keys-that-nobody-knows": Case(
        {**export(FAKE_KEYS), CREDENTIALS: f"[default]\n{KEYS}"},
        failed={"step3.credentials-valid": "invalid-credentials"}, source="credential-export",
    ),
    "bedrock-off": Case(
        {**credentials(f"[default]\n{KEYS}"), **settings(env={"CLAUDE_CODE_USE_BEDROCK": "0"})},
        failed=BYPASSED, source=SHARED,
    ),
    "bedrock-off-in-the-shell-alone": Case(
        credentials(f"[default]\n{KEYS}"), {"CLAUDE_CODE_USE_BEDROCK": "0"}, source=SHARED
    ),
    "a-dropped-file-sets-nothing": Case(
        {**credentials(f"[default]\n{KEYS}"),
         **settings(permissions="nonsense", env={"CLAUDE_CODE_SKIP_BEDROCK_AUTH": "1"})},
        source=SHARED,
    ),
    "unsigned-by-the-shell": Case(
        credentials(f"[default]\n{KEYS}"), {"CLAUDE_CODE_SKIP_BEDROCK_AUTH": "1"}, BYPASSED, SHARED
    ),
    "a-time-limit-that-no-model-keeps": Case(
        {**credentials(f"[default]\n{KEYS}"), **settings(env={"API_TIMEOUT_MS": 1})}, failed=BYPASSED, source=SHARED
    ),
    "a-header-that-aws-refuses": Case(
        credentials(f"[default]\n{KEYS}"),
        {"ANTHROPIC_CUSTOM_HEADERS": "x-amz-security-token: x"}, BYPASSED, SHARED,
    ),
    "a-header-that-the-signature-replaces": Case(
        credentials(f"[default]\n{KEYS}"), {"ANTHROPIC_CUSTOM_HEADERS": "authorization: x"}, source=SHARED
    ),
    "a-sandbox-that-cannot-be-made": Case(
        {**credentials(f"[default]\n{KEYS}"), **settings(sandbox={"enabled": True, "failIfUnavailable": True},
                                                         env={"PATH": "/nowhere"})},
        failed=BYPASSED, source=SHARED,
    ),
    "a-hook-that-may-refuse-prompts": Case(
        {**credentials(f"[default]\n{KEYS}"),
         **settings(hooks={"UserPromptSubmit": [{"hooks": [{"type": "command", "command": "exit 2"}]}]})},
        source=SHARED,
    ),
    "a-pin-that-is-judged-anyway": Case(
        credentials(f"[default]\n{KEYS}"),
        {"ANTHROPIC_DEFAULT_HAIKU_MODEL": "us.anthropic.claude-haiku-4-5-20251001-v1:0"}, source=SHARED,
    ),
    "a-pin-of-a-model-that-does-not-exist": Case(
        credentials(f"[default]\n{KEYS}"), {"ANTHROPIC_MODEL": "claude-nonsense"},
        {"step3.single-source": "model-pin-unusable"}, SHARED,
    ),
    "refused-keys-that-a-command-does-not-renew": Case(
        {**credentials(f"[default]\n{REFUSED}"), **settings(awsAuthRefresh="exit 0")},
        failed={"step3.credentials-valid": "invalid-credentials"}, source=SHARED,
    ),
    "refused-keys-and-a-command-that-fails": Case(
        {**credentials(f"[default]\n{REFUSED}"), **settings(awsAuthRefresh="exit 1")},
        failed={"step3.credentials-valid": "invalid-credentials"}, source=SHARED,
    ),
    "refused-keys-and-a-command-of-the-project": Case(
        {**credentials(f"[default]\n{REFUSED}"), "renew.py": RENEWING["renew.py"]},
        project={SETTINGS: RENEWING[SETTINGS]},
        failed={"step3.credentials-valid": "invalid-credentials"}, source=SHARED,
    ),
    "nothing-but-a-command-of-the-project": Case(
        {"renew.py": RENEWING["renew.py"]}, project={SETTINGS: RENEWING[SETTINGS]},
        failed={"step3.credentials-resolve": "no-credentials"}, source="auth-refresh",
    ),
    "nothing-anywhere": Case(failed={"step3.credentials-resolve": "no-credentials"}),
}  # fmt: skip
CASES = {**NOT_READ, **READ, **ANOTHER}
# What a scenario of each run rehearses as well, or the same beside another source.
_REHEARSED = {
    *("keys-in-capitals", "old-name-of-the-token", "as-aws-configure-writes-it", "profile-in-the-config-file"),
    *("one-line-twice-beside-a-container", "a-line-of-nothing-beside-a-container"),
    *("bedrock-off", "unsigned-by-the-shell", "nothing-anywhere"),
}


def _find_first_of_each() -> list[str]:
    """One case of each kind: those of one account, files, variables and ending differ in what is written there."""
    kinds: dict[str, str] = {}
    for name, case in CASES.items():
        written = [sorted(each) for each in (case.home, case.project, case.variables)]
        kinds.setdefault(repr((case.scenario, written, case.failed, case.source)), name)
    return [name for name in kinds.values() if name not in _REHEARSED]


def _run(suite: Suite, name: str, case: Case) -> Outcome:
    variables = {"AWS_REGION": "us-east-1", **case.variables}
    machine = {"variables": variables, "home": dict(case.home), "project": dict(case.project)}
    outcome = suite.run(
        f"given-{name}",
        ["--offline", "--scenario", case.scenario, "--lang", "en", "-p", "tests.offline.given_machine"],
        {**bare_environment(), VARIABLE: json.dumps(machine)},
    )
    assert outcome.report is not None, outcome.printed
    return outcome


@pytest.mark.parametrize("name", choose(CASES, _find_first_of_each()))
def test_the_verdict_and_the_identity_are_claude_code_s(name: str, offline_suite: Suite) -> None:
    case = CASES[name]
    outcome = _run(offline_suite, name, case)
    report: Any = outcome.report
    rows = [check for step in report["steps"] for check in step["checks"]]
    assert {row["id"]: row["cause"] for row in rows if row["verdict"] == "failed"} == case.failed
    assert (report["verdict"], outcome.exit_code) == (("not_ready", 1) if case.failed else ("ready", 0))
    assert report["claude_code"]["credential_source"] == case.source
    assert not any(secret in outcome.printed for secret in (KEY_ID, SECRET, OTHER_SECRET, TEMPORARY_SECRET))


def test_a_profile_that_claude_code_alone_can_read_is_named(offline_suite: Suite) -> None:
    twice = f"[zq]\n{KEYS}{KEYS.splitlines()[0]}\n"
    report: Any = _run(offline_suite, "zq", Case(credentials(twice), {"AWS_PROFILE": "zq"})).report
    assert (report["verdict"], report["claude_code"]["profile"]) == ("ready", "zq")
