"""What Claude Code takes for keys of what a `credential_process` prints, by the rules of the AWS SDK for JavaScript."""

from __future__ import annotations

import json
from datetime import datetime

from checkpoints.client.javascript import trim_text

_NEEDED = ("AccessKeyId", "SecretAccessKey")


def has_process_keys(output: str, now: datetime) -> bool:
    """Whether an output holds keys: `Version` 1, both keys, and no `Expiration` that has passed. now: aware.

    An `Expiration` that is no date does no harm, where botocore stops.
    """
    try:
        printed = json.loads(trim_text(output))
    except (ValueError, RecursionError):
        return False
    if not isinstance(printed, dict) or isinstance(printed.get("Version"), bool) or printed.get("Version") != 1:
        return False
    ends = printed.get("Expiration")
    return all(name in printed for name in _NEEDED) and not (ends and _has_passed(ends, now))


def _has_passed(ends: object, now: datetime) -> bool:
    """Whether a date is over: a text, or a number of milliseconds since 1970."""
    if isinstance(ends, int | float):
        return ends / 1000 < now.timestamp()
    try:
        moment = datetime.fromisoformat(str(ends).replace("Z", "+00:00"))
    except ValueError:
        return False
    return (moment if moment.tzinfo else moment.astimezone()) < now
