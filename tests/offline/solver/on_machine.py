"""What an attendee does in the shell and in files, for each text that asks for it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.scenarios.baseline import (
    KEY_ID,
    SECRET,
    SESSION,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
)
from checkpoints.offline.scenarios.sources import API_KEY, PRINTED, PROCESS, SSO_ROLE_NAME, SSO_TOKEN
from checkpoints.offline.world import ACCOUNT_ID, ShortTermKey
from tests.offline.solver.act import Act, Acts, run_command
from tests.offline.solver.report import Fix
from tests.offline.solver.situation import Situation

# What the attendee has been given: of the account, and of the organization's SSO.
ACCESS_KEY = (KEY_ID, SECRET, WORKSHOP.region, "")
_SSO = (
    "workshop",
    "https://workshop.awsapps.example/start",
    WORKSHOP.region,
    "sso:account:access",
    ACCOUNT_ID,
    "Workshop",
    WORKSHOP.region,
)
_NEW_SESSION = replace(SESSION, id="ASIAREHEARSALKEYNNNN", token=f"{SESSION_TOKEN}New")


def _take_temporary_credentials(_: Fix, situation: Situation) -> None:
    """Get new temporary credentials and replace all three values."""
    situation.change_world(sessions=(_NEW_SESSION,))
    _export_session(situation, _NEW_SESSION.id, _NEW_SESSION.secret, _NEW_SESSION.token)


def _set_all_three_values(_: Fix, situation: Situation) -> None:
    _export_session(situation, TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN)


def _export_session(situation: Situation, *values: str) -> None:
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
    situation.run("\n".join(f"export {name}='{value}'" for name, value in zip(names, values, strict=True)))


def _close_bracket(fix: Fix, situation: Situation) -> None:
    """Fix the format: sections stand in brackets."""
    situation.edit(_file_in(fix.values["file"]), lambda text: re.sub(r"^\[([^\]\n]+)$", r"[\1]", text, flags=re.M))


def _keep_one_entry(fix: Fix, situation: Situation) -> None:
    """Keep only the first of two sections of one name."""

    def drop(text: str) -> str:
        lines = text.splitlines(keepends=True)
        start = int(fix.values["line"]) - 1
        assert lines[start].strip() == fix.values["name"]
        end = next((n for n in range(start + 1, len(lines)) if lines[n].startswith("[")), len(lines))
        return "".join([*lines[:start], *lines[end:]])

    situation.edit(_file_in(fix.values["file"]), drop)


def _change_lines(fix: Fix, situation: Situation) -> None:
    """Change a place to what both tools read."""
    told = (fix.values[name].split(", ") for name in ("name", "place", "change"))
    for name, place, change in zip(*told, strict=True):
        file, _, line = place.rpartition(":")
        if file:
            situation.edit(file, partial(_put_line, int(line), change))
        else:
            situation.run(f'export {change}="${name}"')


def _put_line(line: int, change: str, text: str) -> str:
    """Write a line anew; a key keeps its value."""
    lines = text.splitlines()
    value = re.split("[=:]", lines[line - 1], maxsplit=1)[-1].strip()
    lines[line - 1] = f"{change} {value}" if change.endswith("=") else change
    return "\n".join(lines) + "\n"


def _move_aside(fix: Fix, situation: Situation) -> None:
    """Move a file aside."""
    file, _, _ = fix.values["file"].rpartition(":")
    situation.run(f"mv {file} {file}.aside")


def _file_in(told: str) -> str:
    """The path in `AWS_CONFIG_FILE=/home/…/config:3 name`."""
    return re.sub(r":\d+.*$", "", told.partition("=")[2] or told)


def _be_assigned(fix: Fix, situation: Situation) -> None:
    """Choose account and role anew, once the administrator has assigned the role."""
    situation.change_world(sso_roles={SSO_TOKEN: SSO_ROLE_NAME}, faults=())
    run_command(*_SSO)(fix, situation)


def _install(fix: Fix, situation: Situation) -> None:
    run_command()(fix, situation)
    if (situation.home / "awscrt-is-installed").exists():
        situation.variables.pop("BOTO_DISABLE_CRT")


def _set_clock(fix: Fix, situation: Situation) -> None:
    run_command()(fix, situation)
    if (situation.home / "clock-is-set").exists():
        situation.change_world(clock_ahead_s=0.0)


def _unlock_password_manager(fix: Fix, situation: Situation) -> None:
    """See the error of the credential_process, and remove what is behind it."""
    assert fix.command is not None
    assert "the password manager is locked" in situation.run(fix.command, fails=True)
    situation.edit(PROCESS, lambda _: f"print({json.dumps(json.dumps(PRINTED))})\n")


def _move_to_script(fix: Fix, situation: Situation) -> None:
    """Move a command to a script, and name its absolute path alone."""
    situation.edit("keys.json", lambda _: json.dumps(PRINTED))
    script = situation.home / "credentials.sh"

    def move(text: str) -> str:
        situation.edit(script, lambda _: "#!/bin/sh\n" + re.findall(r"credential_process = (.*)", text)[0] + "\n")
        return re.sub(r"(credential_process = ).*", rf"\1{script}", text)

    situation.edit(_file_in(fix.values["place"]), move)
    script.chmod(0o700)


def _log_in_with_tool(fix: Fix, situation: Situation) -> None:
    """Log in again with the tool that a credential_process runs."""
    run_command()(fix, situation)
    situation.edit(PROCESS, lambda text: text.replace("2026-01-01", "2099-01-01"))


def _create_long_term_key(fix: Fix, situation: Situation) -> None:
    """Create an API key and enter it."""
    run_command(API_KEY)(fix, situation)


def _create_api_key(fix: Fix, situation: Situation) -> None:
    """Create an API key in the guide's Region, and enter it."""
    if situation.world.short_term_key is None:
        return _create_long_term_key(fix, situation)
    situation.change_world(short_term_key=ShortTermKey(KEY_ID, WORKSHOP.region))
    return run_command("<short-term-key>")(fix, situation)


def _log_in_again(fix: Fix, situation: Situation) -> None:
    """Get a new session, and look whose it is."""
    _take_temporary_credentials(fix, situation)
    run_command()(fix, situation)


def _set_region(fix: Fix, situation: Situation) -> None:
    """Run the command; what it says of new terminals is so."""
    run_command()(fix, situation)
    if fix.command is not None and fix.command.startswith("export"):
        assert situation.variables["AWS_REGION"] == WORKSHOP.region
        printed = situation.run('env -u AWS_REGION bash --rcfile ~/.bashrc -ic "echo $AWS_REGION" 2>/dev/null')
        assert printed.split() == [WORKSHOP.region]


def _run_again(fix: Fix, situation: Situation) -> None:
    """Run the suite with the options that the command has."""
    assert fix.command is not None
    _, *options = fix.command.split()
    rehearsed = options.index("--scenario")
    situation.options = tuple(options[rehearsed + 2 :])


_enter_access_key: Act = run_command(*ACCESS_KEY)

ACTS: Acts = {
    "no-credentials": _enter_access_key,
    "partial-credentials": _enter_access_key,
    "placeholder-credentials": _enter_access_key,
    "invalid-credentials": _enter_access_key,
    "invalid-credentials.brackets": _enter_access_key,
    "invalid-credentials.comment": run_command(),
    "invalid-credentials.instance": run_command(),
    "expired-credentials": _take_temporary_credentials,
    "session-token-missing": _set_all_three_values,
    "session-token-stale": run_command(),
    "profile-not-found": run_command(),
    "config-unreadable": _close_bracket,
    "config-unreadable.repeated": _keep_one_entry,
    "config-unreadable.sso-session": run_command(*_SSO),
    "config-unreadable.claude-code-settings": _move_aside,
    "no-credentials.profiles": run_command("home"),
    "no-credentials.variable-names": run_command(*ACCESS_KEY[:2]),
    "no-credentials.windows-path": run_command(),
    "profile-not-found.windows-path": run_command(),
    "profile-not-found.section": run_command(),
    "no-credentials.metadata-disabled": run_command(),
    "sso-login-required": run_command(),
    "sso-role-not-assigned": _be_assigned,
    "login-required": run_command(),
    "crt-missing": _install,
    "credential-process-failed": _unlock_password_manager,
    "credential-process-failed.shell": _move_to_script,
    "expired-credentials.process": _log_in_with_tool,
    "web-identity-token-missing": _enter_access_key,
    "web-identity-token-missing.profile": _enter_access_key,
    "container-credentials-failed": _enter_access_key,
    "bearer-token-empty": run_command(),
    "bearer-token-malformed": _create_long_term_key,
    "bearer-token-rejected": _create_api_key,
    "bearer-token-expired": _create_api_key,
    "bearer-token-wrong-region": _create_api_key,
    "conflicting-sources": run_command(),
    "claude-code-bypassed": run_command(),
    **dict.fromkeys(("model-pin-unusable", "model-pin-unusable.blank"), run_command()),
    "not-permitted-to-look.command-of-a-project": run_command(),
    "not-permitted-to-look": _run_again,
    "config-not-portable": _change_lines,
    "clock-skew": _set_clock,
    "explicit-deny.revoked-session": _log_in_again,
    "region-missing": _set_region,
    "region-only-in-config": _set_region,
    "region-only-in-default-variable": _set_region,
    "region-only-in-dotenv": _set_region,
    "region-malformed": _set_region,
    "region-not-guide": _set_region,
}
