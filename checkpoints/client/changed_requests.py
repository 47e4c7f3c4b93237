"""Variables that few set, with which Claude Code's requests go elsewhere, are not sent, or say more than this run's do.

Seen with Claude Code 2.1.332. A service tier goes with each request as a header, and AWS refuses one that it does not
know. The fields of `CLAUDE_CODE_EXTRA_BODY` go into the body of each request; a value that is no JSON object does not.
Where the shell's `NODE_OPTIONS` starts a debugger, as the Auto Attach of VS Code has it in each terminal, it ends at
once and says nothing; settings that change the variable come too late.
With a `CLAUDE_CODE_MAX_TURNS` that is no positive integer it does not start, unless a project's settings have it.
"""

from __future__ import annotations

import json
import re
from enum import Enum

from checkpoints.client.javascript import trim_text
from checkpoints.client.place import Value, Values, text_of
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


def find_change(variables: Values) -> tuple[Change, Value] | None:
    """The first change that a variable makes, with the variable."""
    options = variables.get(NODE_OPTIONS)
    if options and options.place.file is None and re.search("--(?:inspect|debug)", options.text):
        return Change.DEBUGGER, options
    if text_of(variables, SOCKET):
        return Change.SOCKET, variables[SOCKET]
    if is_on(text_of(variables, HOST)):
        return Change.HOST, variables[HOST]
    turns = variables.get(TURNS)
    if turns and not _is_number_of_turns(turns):
        return Change.TURNS, turns
    tier = text_of(variables, SERVICE_TIER)
    if tier and trim_text(tier) not in TIERS:
        return Change.SERVICE_TIER, variables[SERVICE_TIER]
    return (Change.BODY, variables[EXTRA_BODY]) if _has_fields(text_of(variables, EXTRA_BODY)) else None


def _is_number_of_turns(value: Value) -> bool:
    """Whether Claude Code starts with a number of turns: one as JavaScript reads it, or none."""
    text, is_of_project = trim_text(value.text), (value.place.file or "").startswith(".claude/")
    number = re.fullmatch(r"\+?\d+(?:\.0*)?(?:e\+?\d+)?|0x[\da-f]+", text, re.ASCII | re.IGNORECASE)
    return is_of_project or not text or (number is not None and re.search("[1-9a-df]", text) is not None)


def _has_fields(text: str) -> bool:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and bool(fields)
