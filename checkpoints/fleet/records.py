"""What this machine remembers of commands that it has sent, for those who may not list commands: no secret is in it."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path

from checkpoints.fleet.command_state import Folder, Sent
from checkpoints.fleet.instances import Tag
from checkpoints.report.files import UnwritableError, write_file

_COMMAND_ID = re.compile(r"[0-9a-zA-Z-]{1,64}")
_LARGEST = 4096


def keep_record(sent: Sent) -> None:
    """Remember a command; where that cannot be written, Systems Manager is asked for it."""
    path = _find_path(sent.id)
    if path is None or sent.tag is None:
        return
    data = {"tag": list(sent.tag), **sent.output._asdict()}
    with suppress(OSError, UnwritableError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, [json.dumps(data)])


def find_record(command: str) -> Sent | None:
    """A command that was sent from this machine; None where it is not remembered."""
    path = _find_path(command)
    if path is None:
        return None
    try:
        with path.open(encoding="utf-8") as file:
            data = json.loads(file.read(_LARGEST))
        key, value = map(str, data["tag"])
        return Sent(command, Tag(key, value), Folder(str(data["bucket"]), str(data["prefix"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _find_path(command: str) -> Path | None:
    if not _COMMAND_ID.fullmatch(command):
        return None
    try:
        folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:  # nobody's home
        return None
    return Path(folder) / "checkpoints" / "fleet" / f"{command}.json"
