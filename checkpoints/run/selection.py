"""What of the guide a command selects, and what is wrong with a command."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.texts import say

_WORD = re.compile(r"(?<![\w.\"'=-])[A-Za-z_][\w-]*")
_GRAMMAR = {"and", "or", "not", "True", "False", "None"}
_ROOMS = ("tests", "bench")


def is_checkpoint_run(config: pytest.Config) -> bool:
    """Whether any argument leads outside the project's own tests: only then there is something to report."""
    root = config.rootpath
    if config.option.collectonly or config.option.markers or config.option.showfixtures or config.option.version:
        return False
    places = [Path(argument.split("::", 1)[0]) for argument in config.args]
    return not places or any(not _is_own(config.invocation_params.dir / place, root) for place in places)


def _is_own(place: Path, root: Path) -> bool:
    return any(place.resolve().is_relative_to((root / room).resolve()) for room in _ROOMS)


def expression(config: pytest.Config) -> str:
    """`all`, or the -m, -k and path expressions of the command."""
    told = [
        f"-{flag} {value}" for flag, value in (("m", config.option.markexpr), ("k", config.option.keyword)) if value
    ]
    named = [str(each) for each in config.invocation_params.args if "::" in str(each) or str(each).endswith(".py")]
    return " ".join([*told, *named]) or "all"


def unknown_marker(markexpr: str, config: pytest.Config) -> str | None:
    """The first name in a -m expression that is no marker."""
    known = {line.split(":", 1)[0].split("(", 1)[0].strip() for line in config.getini("markers")}
    words = (word for word in _WORD.findall(markexpr) if word not in _GRAMMAR)
    return next((word for word in words if word not in known), None)


def markers() -> str:
    """The markers of the guide, in its order."""
    return ", ".join(dict.fromkeys(row.marker for row in REQUIREMENTS))


def row_of(item: pytest.Item) -> str | None:
    """The requirement that a test proves."""
    mark = item.get_closest_marker("requirement")
    return str(mark.args[0]) if mark and mark.args else None


def in_order(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Tests in the guide's order, whatever order files and names have; others after them."""
    order = {row.id: place for place, row in enumerate(REQUIREMENTS)}
    return sorted(items, key=lambda item: order.get(row_of(item) or "", len(order)))


def usage_error(key: str, language: str, **values: object) -> pytest.UsageError:
    """A usage error for people: pytest prints it and exits with 4."""
    return pytest.UsageError(say(f"option.{key}", language, {name: str(value) for name, value in values.items()}))
