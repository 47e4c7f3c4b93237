"""Variables that few set, with which Claude Code's requests go elsewhere, are not sent, or say more than this run's do.

Seen with Claude Code 2.1.332. A service tier goes with each request as a header, and AWS refuses one that it does not
know. The fields of `CLAUDE_CODE_EXTRA_BODY` go into the body of each request; a value that is no JSON object does not.
Where the shell's `NODE_OPTIONS` starts a debugger, as the Auto Attach of VS Code has it in each terminal, it ends at
once and says nothing. Settings that set the variable, or leave it empty, come too late to change that; nor do they
change the socket, or that a desktop application gives the credentials, which it does but for keys of the shell.
With a `CLAUDE_CODE_MAX_TURNS` that is no positive integer it does not start; what a project's settings make of that
variable comes too late as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import Enum

from checkpoints.client.javascript import trim_text
from checkpoints.client.place import Place, Value, Values
from checkpoints.client.switches import is_on

SOCKET, HOST = "ANTHROPIC_UNIX_SOCKET", "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST"
SERVICE_TIER, EXTRA_BODY = "ANTHROPIC_BEDROCK_SERVICE_TIER", "CLAUDE_CODE_EXTRA_BODY"
TURNS, NODE_OPTIONS = "CLAUDE_CODE_MAX_TURNS", "NODE_OPTIONS"
TIERS = ("default", "flex", "priority", "reserved")


class Change(str, Enum):
    """What a variable does to each request, by the word of its text."""

    SOCKET = "gateway"  # another address than AWS's
    HOST = "host"  # credentials of a desktop application are waited for
    DEBUGGER = "debugger"  # nothing is sent
    TURNS = "max-turns"  # nothing is sent
    SERVICE_TIER = "service-tier"
    BODY = "extra-body"


def find_change_of_shell(shell: Mapping[str, str], *, has_keys: bool) -> tuple[Change, Value] | None:
    """The first change by a variable that counts of the shell alone. has_keys: requests go with keys of the shell."""
    for change, name, changes in _OF_SHELL:
        text = shell.get(name, "")
        if changes(text) and not (change is Change.HOST and has_keys):
            return change, Value(text, Place(name))
    return None


def find_refused_turns(at_start: Values) -> tuple[Change, Value] | None:
    """A number of turns with which Claude Code does not start. at_start: the variables before a project's."""
    turns = at_start.get(TURNS)
    return (Change.TURNS, turns) if turns and _is_no_number_of_turns(turns.text) else None


def find_change(variables: Values) -> tuple[Change, Value] | None:
    """The first change by a variable that counts wherever it is set."""
    for change, name, changes in _CHANGES:
        value = variables.get(name)
        if value is not None and changes(value.text):
            return change, value
    return None


def _is_no_number_of_turns(written: str) -> bool:
    """Whether Claude Code does not start with a number of turns: it wants one as JavaScript reads it, or none."""
    text, number = trim_text(written), 0.0
    with suppress(ValueError, OverflowError):
        if re.fullmatch(r"0[box][\da-f]+", text, re.ASCII | re.IGNORECASE):
            number = float(int(text, 0))
        elif re.fullmatch(r"[\d.e+-]+", text, re.ASCII | re.IGNORECASE):
            number = float(text)
    return bool(text) and not (number >= 1 and number.is_integer())


def _is_unknown_tier(text: str) -> bool:
    return bool(text) and trim_text(text) not in TIERS


def _has_fields(text: str) -> bool:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and bool(fields)


_Row = tuple[Change, str, Callable[[str], bool]]  # the variable, and which texts of it make the change
_OF_SHELL: tuple[_Row, ...] = (
    (Change.DEBUGGER, NODE_OPTIONS, lambda text: re.search("--(?:inspect|debug)", text) is not None),
    (Change.SOCKET, SOCKET, bool),
    (Change.HOST, HOST, is_on),
)
_CHANGES: tuple[_Row, ...] = (
    (Change.SERVICE_TIER, SERVICE_TIER, _is_unknown_tier),
    (Change.BODY, EXTRA_BODY, _has_fields),
)
