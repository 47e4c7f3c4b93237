"""Whether parsed JSON has the shape that the report contract lays down, and agrees with itself."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime
from itertools import chain
from typing import Any

from checkpoints.guide.requirements import CHECKPOINTS, STEPS, of_step
from checkpoints.guide.vocabulary import CredentialSource, RunVerdict, Verdict, of_run, together

Check = Callable[[object], None]

_LATEST_YEAR = 9000  # beyond it, a time zone may carry a moment out of the calendar
_WORD = re.compile(r"[a-z][a-z0-9-]{0,63}")
_ROWS = {step: [row.id for row in of_step(step)] for step in STEPS}
_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_BOXES = [row.id for row in CHECKPOINTS]


class MisshapenError(ValueError):
    """A field is missing or is not what the contract says. path: which one, such as `attendee.name`."""

    def __init__(self, path: str = "") -> None:
        super().__init__(path)
        self.path = path


def check(data: dict[str, Any]) -> None:
    """Hold data against the contract, version 1. Fields beyond the contract are let be. Raises MisshapenError."""
    _REPORT(data)
    if [step["step"] for step in data["steps"]] != list(STEPS):
        raise MisshapenError("steps")
    for step in data["steps"]:
        if [row["id"] for row in step["checks"]] != _ROWS[step["step"]]:
            raise MisshapenError("steps.checks.id")
    if [box["id"] for box in data["checkpoints"]] != _BOXES:
        raise MisshapenError("checkpoints.id")
    if len(data["summary"]) != len(STEPS):
        raise MisshapenError("summary")


def agrees(data: dict[str, Any]) -> bool:
    """Whether the verdicts of the run, the steps and the summary are those that follow from the checks.

    data: of the shape that `check` asks for.
    """
    of_checks = [[_VERDICTS[row["verdict"]] for row in step["checks"]] for step in data["steps"]]
    of_boxes = [_VERDICTS[box["verdict"]] for box in data["checkpoints"]]
    of_steps = [together(verdicts) for verdicts in of_checks]
    return (
        data["verdict"] == of_run([*chain(*of_checks), *of_boxes]).value
        and [step["verdict"] for step in data["steps"]] == [verdict.value for verdict in of_steps]
        and [row["verdict"] for row in data["summary"]] == [verdict.value for verdict in of_steps]
    )


def moment(rfc3339: str) -> datetime:
    """An RFC 3339 moment with its zone. Raises ValueError for anything else."""
    found = datetime.fromisoformat(rfc3339.replace("Z", "+00:00"))
    if found.tzinfo is None or not 1 < found.year < _LATEST_YEAR:
        raise ValueError(rfc3339)
    return found


def _record(**fields: Check) -> Check:
    every = tuple(fields.items())

    def holds(value: object) -> None:
        if not isinstance(value, dict):
            raise MisshapenError
        name = ""
        try:
            for name, inner in every:
                inner(value[name])
        except KeyError:
            raise MisshapenError(name) from None
        except MisshapenError as error:
            raise MisshapenError(f"{name}.{error.path}" if error.path else name) from None

    return holds


def _list(inner: Check) -> Check:
    def holds(value: object) -> None:
        if not isinstance(value, list):
            raise MisshapenError
        for each in value:
            inner(each)

    return holds


def _or_null(inner: Check) -> Check:
    def holds(value: object) -> None:
        if value is not None:
            inner(value)

    return holds


def _one_of(*words: str) -> Check:
    known = frozenset(words)

    def holds(value: object) -> None:
        if not isinstance(value, str) or value not in known:
            raise MisshapenError

    return holds


def _text(value: object) -> None:
    if not isinstance(value, str):
        raise MisshapenError


def _word(value: object) -> None:
    if not isinstance(value, str) or not _WORD.fullmatch(value):
        raise MisshapenError


def _moment(value: object) -> None:
    try:
        moment(value if isinstance(value, str) else "")
    except ValueError:
        raise MisshapenError from None


def _seconds(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < math.inf:
        raise MisshapenError


def _count(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise MisshapenError


_VERDICT = _one_of(*(verdict.value for verdict in Verdict))
_TOLD: dict[str, Check] = {
    "id": _text,
    "verdict": _VERDICT,
    "cause": _or_null(_word),
    "detail": _text,
    "fix": _or_null(_text),
    "blocked_by": _list(_text),
}
_CHECK = _record(
    **_TOLD,
    title=_text,
    evidence=_list(_record(source=_text, shows=_text)),
    notes=_list(_text),
    duration_s=_seconds,
)
_REPORT = _record(
    schema_version=_count,
    tool=_record(name=_text, version=_text),
    guide=_record(section=_text, title=_text),
    mode=_one_of("live", "offline"),
    scenario=_or_null(_text),
    endpoint=_one_of("aws", "custom"),
    started_at=_moment,
    finished_at=_moment,
    duration_s=_seconds,
    selection=_text,
    attendee=_record(
        name=_or_null(_text),
        account=_or_null(_text),
        principal=_or_null(_text),
        credential_source=_or_null(_one_of(*(source.value for source in CredentialSource))),
        region=_or_null(_text),
    ),
    verdict=_one_of(*(verdict.value for verdict in RunVerdict)),
    steps=_list(_record(step=_count, title=_text, verdict=_VERDICT, checks=_list(_CHECK))),
    summary=_list(_record(item=_text, verdict=_VERDICT)),
    checkpoints=_list(_record(**_TOLD, text=_text)),
    guide_notes=_list(_record(about=_text, text=_text)),
    billed_invocations=_count,
)
