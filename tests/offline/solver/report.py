"""What a report says to do first, and by which text of the guide it says so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from checkpoints.guide.texts import fill_text, find_text
from checkpoints.guide.texts.causes import ADVICE, CASES
from checkpoints.guide.texts.text import Text

EVERY_ADVICE = ADVICE | CASES
_BOTH_MODELS = "(?: {})?".format(re.escape(find_text("fix.models").en).replace(r"\{models\}", ".*"))


@dataclass(frozen=True, slots=True)
class Fix:
    """The one thing to do.

    keys: the causes and cases whose text it is, more than one where they share it; values: what stands in its
    placeholders. The others are fields of the report.
    """

    keys: frozenset[str]
    values: Mapping[str, str]
    how: str
    who: str | None
    command: str | None
    page: str | None
    policy: dict[str, Any] | None
    denied_by: dict[str, Any] | None


def read_fix(report: Mapping[str, Any]) -> Fix:
    """What a report says to do first."""
    told = report["next"]
    rows = [check for step in report["steps"] for check in step["checks"]]
    row = next(each for each in rows if each["id"] == told["check"])
    texts = {
        text: match
        for text in {advice.fix for key, advice in EVERY_ADVICE.items() if key.split(".")[0] == row["cause"]}
        if (match := _pattern(text).fullmatch(told["how"]))
    }
    assert len(texts) <= 1, f"more than one text says {told['how']!r}"
    text, match = next(iter(texts.items()), (None, None))
    keys = (key for key, advice in EVERY_ADVICE.items() if advice.fix is text and key.split(".")[0] == row["cause"])
    return Fix(
        frozenset(keys),
        match.groupdict() if match else {},
        told["how"],
        told["who"],
        told["command"],
        told["page"],
        _read_policy_in_message(told) if told["who"] == "owner" else told["policy"],
        row["denied_by"],
    )


def _read_policy_in_message(told: Mapping[str, Any]) -> dict[str, Any] | None:
    """The policy as the owner gets it, who is sent the message and nothing else."""
    message = told["message"]
    assert told["how"] in message
    _, opening, rest = message.partition("\n{")
    policy: dict[str, Any] | None = json.loads(opening + rest) if opening else None
    assert policy == told["policy"]
    return policy


@cache
def _pattern(text: Text) -> re.Pattern[str]:
    """What a text looks like with its placeholders filled; one that comes again has the same value."""
    parts = re.split(r"\{(\w+)\}", text.en)
    seen: set[str] = set()
    written = []
    for number, part in enumerate(parts):
        if number % 2 == 0:
            written.append(re.escape(part))
        elif part.startswith("guide_"):
            written.append(re.escape(fill_text(Text("", f"{{{part}}}"), "en")))
        elif part in seen:
            written.append(f"(?P={part})")
        else:
            seen.add(part)
            written.append(f"(?P<{part}>.*?)")
    return re.compile("".join(written) + _BOTH_MODELS, re.DOTALL)
