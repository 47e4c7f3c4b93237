"""Whether parsed JSON is a report as the contract's types have it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin, get_type_hints, is_typeddict

import checkpoints
from checkpoints.guide.requirements import CHECKPOINTS, list_step_rows
from checkpoints.guide.vocabulary import GREEN
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.contract import OPEN, Report, Result, Step
from checkpoints.report.moments import from_rfc3339

Test = Callable[[object], None]

_RELEASE = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})", re.ASCII)
_OWN_RELEASE = tuple(map(int, checkpoints.__version__.split(".")[:3]))
_WORD = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_CAUSE = re.compile(r"[a-z][a-z0-9-]{0,63}")
_ROWS = {step: [row.id for row in list_step_rows(step)] for step in WORKSHOP.steps}
_GREEN = frozenset(verdict.value for verdict in GREEN)
_BOXES = [row.id for row in CHECKPOINTS]


class MisshapenError(ValueError):
    """A field is missing or is not what the contract says. path: which one, such as `attendee.name`."""

    def __init__(self, path: str = "") -> None:
        super().__init__(path)
        self.path = path

    def under(self, name: str) -> MisshapenError:
        """The same error of the record that has the field under a name."""
        return type(self)(f"{name}.{self.path}" if self.path else name)


class OtherReleaseError(MisshapenError):
    """A word or rows that this release does not know, but another one may: nothing about the report is broken."""


def check_shape(data: Mapping[str, object]) -> Report:
    """The data as a report of schema version 1; fields beyond the contract, and those that may be missing, are let be.

    Rows that only a newer release has are left out where they need nothing done: nothing here could hold the verdicts
    above them against any other.
    Raises MisshapenError for what no release writes, and OtherReleaseError for what another release may have written.
    """
    _report_test()(data)
    report = cast(Report, data)
    _check_rows("steps", [step["step"] for step in report["steps"]], WORKSHOP.steps)
    more = [
        *(_check_rows("steps.checks.id", _ids(step["checks"]), _ROWS[step["step"]]) for step in report["steps"]),
        _check_rows("checkpoints.id", _ids(report["checkpoints"]), _BOXES),
    ]
    if len(report["summary"]) != len(WORKSHOP.steps):
        raise MisshapenError("summary")
    if not any(more):
        return report
    if not is_newer(report["tool"]["version"]) or not _are_extra_rows_green(report):
        raise OtherReleaseError("steps.checks.id")
    return _leave_out_rows(report)


def is_newer(release: str) -> bool:
    """Whether a release comes after this one."""
    found = _RELEASE.match(release)
    return found is not None and tuple(map(int, found.groups())) > _OWN_RELEASE


def _ids(rows: Iterable[Result]) -> list[str]:
    return [row["id"] for row in rows]


def _check_rows(path: str, found: list[Any], known: Iterable[object]) -> bool:
    """Whether there are rows beyond the known ones, as another release may have. Raises for others than those."""
    expected = list(known)
    if found == expected:
        return False
    shared = [row for row in found if row in expected]
    if not found or not _are_in_order(found, shared, expected):
        raise MisshapenError(path)
    if shared != expected or path == "steps":
        raise OtherReleaseError(path)
    return True


def _are_in_order(found: list[Any], shared: list[Any], expected: list[Any]) -> bool:
    """Whether no row stands twice, and the known ones stand in the guide's order, which is every release's."""
    return len(set(found)) == len(found) and shared == [row for row in expected if row in shared]


def _are_extra_rows_green(report: Report) -> bool:
    rows = [(row, _ROWS[step["step"]]) for step in report["steps"] for row in step["checks"]]
    boxes = [(box, _BOXES) for box in report["checkpoints"]]
    return all(row["id"] in known or row["verdict"] in _GREEN for row, known in (*rows, *boxes))


def _leave_out_rows(report: Report) -> Report:
    steps: list[Step] = [
        {**step, "checks": [row for row in step["checks"] if row["id"] in _ROWS[step["step"]]]}
        for step in report["steps"]
    ]
    return {**report, "steps": steps, "checkpoints": [box for box in report["checkpoints"] if box["id"] in _BOXES]}


# -- tests of values, built once from the contract's types


@cache
def _report_test() -> Test:
    return _test_of(Report)


def _test_of(kind: Any) -> Test:
    """The test that a value of a type of the contract passes; of a record, only the fields that must be there."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_typeddict(kind):
        hints = get_type_hints(kind, include_extras=True)
        return _record({name: _test_of(hint) for name, hint in hints.items() if name in kind.__required_keys__})
    if origin is Annotated:
        annotation, *more = kind.__metadata__
        return (
            _FORMATS[annotation]
            if isinstance(annotation, str)
            else _one_of(list_words(annotation), is_open=OPEN in more)
        )
    if origin in (Union, UnionType):
        (inner,) = (each for each in arguments if each is not NoneType)
        return _or_null(_test_of(inner))
    return _list(_test_of(arguments[0])) if origin is list else _PLAIN[kind]


def list_words(words: type[Enum] | Iterable[str]) -> list[str]:
    """The words that a type of the contract lists: an enumeration's values, or the words themselves."""
    return [each.value if isinstance(each, Enum) else each for each in words]


def _record(fields: Mapping[str, Test]) -> Test:
    # Most fields are texts: held here, which halves the calls for a hand-in.
    texts = [name for name, inner in fields.items() if inner is _check_text]
    others = [(name, inner) for name, inner in fields.items() if inner is not _check_text]

    def test(value: object) -> None:
        if not isinstance(value, dict):
            raise MisshapenError
        name = ""
        try:
            for name in texts:
                if not isinstance(value[name], str):
                    raise MisshapenError
            for name, inner in others:
                inner(value[name])
        except KeyError:
            raise MisshapenError(name) from None
        except MisshapenError as error:
            raise error.under(name) from None

    return test


def _list(inner: Test) -> Test:
    def test(value: object) -> None:
        if not isinstance(value, list):
            raise MisshapenError
        for each in value:
            inner(each)

    return test


def _or_null(inner: Test) -> Test:
    def test(value: object) -> None:
        if value is not None:
            inner(value)

    return test


def _one_of(words: Iterable[str], *, is_open: bool) -> Test:
    known = frozenset(words)

    def test(value: object) -> None:
        if isinstance(value, str) and value in known:
            return
        if not isinstance(value, str) or not _WORD.fullmatch(value):
            raise MisshapenError
        if not is_open:
            raise OtherReleaseError

    return test


def _check_text(value: object) -> None:
    if not isinstance(value, str):
        raise MisshapenError


def _check_cause(value: object) -> None:
    if not isinstance(value, str) or not _CAUSE.fullmatch(value):
        raise MisshapenError


def _check_moment(value: object) -> None:
    try:
        from_rfc3339(value if isinstance(value, str) else "")
    except ValueError:
        raise MisshapenError from None


def _check_seconds(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < math.inf:
        raise MisshapenError


def _check_count(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise MisshapenError


_PLAIN: dict[Any, Test] = {str: _check_text}
# Readers are more lenient than writers: an empty text or a whole account id makes no hand-in worthless.
_FORMATS: dict[str, Test] = {
    "words": _check_text,
    "cause": _check_cause,
    "check-id": _check_text,
    "masked-account": _check_text,
    "moment": _check_moment,
    "seconds": _check_seconds,
    "count": _check_count,
}
