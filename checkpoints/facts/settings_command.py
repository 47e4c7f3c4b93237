"""The commands of Claude Code's settings that fetch or renew credentials, run as Claude Code runs them."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping

from checkpoints.facts.helper_process import HelperOutputError, HelperProcess

LIMIT_S = 15.0  # Claude Code waits for 60
_NAMES = ("AccessKeyId", "SecretAccessKey", "SessionToken")


def run_settings_command(command: str, variables: Mapping[str, str], limit_s: float = LIMIT_S) -> str | None:
    """What a command writes, which is a secret; None where it fails, or does not end in time.

    variables: of its environment. It has no terminal to ask on, and what it has started is ended with it.
    """
    shell = ["cmd.exe", "/d", "/s", "/c"] if os.name == "nt" else ["/bin/sh", "-c"]
    try:
        process = HelperProcess([*shell, command], variables, has_input=False)
    except (OSError, ValueError):
        return None
    timer = threading.Timer(limit_s, process.end)
    timer.daemon = True
    timer.start()
    try:
        output, _ = process.communicate()
    except HelperOutputError:
        return None
    finally:
        timer.cancel()
    return output.decode("utf-8", "replace") if process.returncode == 0 else None


def read_exported_keys(output: str) -> tuple[str, str, str] | None:
    """Access key id, secret access key and session token that `awsCredentialExport` printed, "" for no token.

    They stand under `Credentials`, as STS prints them, or directly. None for everything else.
    """
    try:
        printed = json.loads(output)
    except (ValueError, RecursionError):
        return None
    found = printed.get("Credentials", printed) if isinstance(printed, dict) else None
    if not isinstance(found, dict):
        return None
    key_id, secret, token = (found.get(name) or "" for name in _NAMES)
    if not all(isinstance(value, str) for value in (key_id, secret, token)) or not key_id or not secret:
        return None
    return key_id, secret, token
