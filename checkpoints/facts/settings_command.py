"""The commands of Claude Code's settings that fetch or renew credentials, run as Claude Code runs them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from checkpoints.facts.helper_process import HelperOutputError, HelperProcess
from checkpoints.facts.key_pair import trim_token

LIMIT_S = 15.0  # Claude Code waits for minutes
_NAMES = ("AccessKeyId", "SecretAccessKey", "SessionToken")


class SettingsCommandTimeoutError(Exception):
    """A command did not end in time; it is ended."""


def run_settings_command(command: str, variables: Mapping[str, str], limit_s: float = LIMIT_S) -> str | None:
    """What a command writes, which is a secret; None where it fails. Raises SettingsCommandTimeoutError.

    variables: of its environment. limit_s: where there is less time than a command has. It has no terminal to ask on,
    what it reads there never comes, and what it has started is ended with it.
    """
    shell = ["cmd.exe", "/d", "/s", "/c"] if os.name == "nt" else ["/bin/sh", "-c"]
    try:
        process = HelperProcess([*shell, command], variables)
        output, _ = process.communicate(min(limit_s, LIMIT_S))
    except (OSError, ValueError, HelperOutputError):
        return None
    if process.is_late:
        raise SettingsCommandTimeoutError
    return output.decode("utf-8", "replace") if process.returncode == 0 else None


def read_exported_keys(output: str) -> tuple[str, str, str] | None:
    """Access key id, secret access key and session token that `awsCredentialExport` printed.

    They stand under `Credentials`, as STS prints them, or directly. None for everything else, and where one of the
    three is missing or empty: Claude Code takes all or nothing.
    """
    try:
        printed = json.loads(output.strip())
    except (ValueError, RecursionError):
        return None
    if not isinstance(printed, dict):
        return None
    return _all_three(printed.get("Credentials")) or _all_three(printed)


def _all_three(found: object) -> tuple[str, str, str] | None:
    values = [found.get(name) for name in _NAMES] if isinstance(found, dict) else []
    texts = [value for value in values if isinstance(value, str) and value]
    return (texts[0], texts[1], trim_token(texts[2])) if len(texts) == len(_NAMES) else None
