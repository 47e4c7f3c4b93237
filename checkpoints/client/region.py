"""The Region that Claude Code uses (since 2.1.172).

`AWS_REGION`, then `AWS_DEFAULT_REGION`, then `region` of the active profile (credentials file, then config file), then
us-east-1. A value that does not look like a Region to Claude Code is passed over without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checkpoints.client.credential_chain import profile_name
from checkpoints.client.javascript import trim_text
from checkpoints.client.place import Place, Value, Values
from checkpoints.client.shared_files import SharedFiles

DEFAULT = "us-east-1"
# Claude Code's own pattern: `us-east-1a`, `virginia` and `US-EAST-1` fit as well, and fail later.
_REGION = re.compile(r"[a-z]{2,}(?:-[a-z0-9]+){0,4}", re.IGNORECASE | re.ASCII)


class Region(NamedTuple):
    """A Region. place: None where it is Claude Code's own default. passed_over: places whose value it ignores."""

    name: str
    place: Place | None = None
    passed_over: tuple[Place, ...] = ()


def resolve_region(variables: Values, files: SharedFiles) -> Region:
    """The Region for requests to Amazon Bedrock."""
    ignored: list[Place] = []
    for value in _candidates(variables, files):
        name = trim_text(value.text)
        if _REGION.fullmatch(name):
            return Region(name, value.place, tuple(ignored))
        if name:
            ignored.append(value.place)
    return Region(DEFAULT, None, tuple(ignored))


def _candidates(variables: Values, files: SharedFiles) -> Iterator[Value]:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        if name in variables:
            yield variables[name]
    keys = files.profiles.get(profile_name(variables), {})
    if "region" in keys:
        yield keys["region"]
