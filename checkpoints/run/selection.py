"""What of the guide a command selects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.run import place

# A name in a -m expression, and the arguments of a marker, which hold no names.
_NAME = re.compile(r"[^\W\d][\w.:-]*")
_BRACKETS = re.compile(r"(?<=\w)\([^)]*\)")
_GRAMMAR = {"and", "or", "not", "True", "False", "None"}
_OWN_ROOMS = ("tests", "bench")
# With these pytest lists something and runs no test.
_LISTING_OPTIONS = (
    "help",
    "version",
    "markers",
    "showfixtures",
    "show_fixtures_per_test",
    "collectonly",
    "setupplan",
    "list_scenarios",
)


def complete_arguments(config: pytest.Config) -> None:
    """Select the checkpoints where `checkpoints run` was given no tests; pytest would look at the current folder."""
    if place.is_by_command(config) and config.args_source is pytest.Config.ArgsSource.INVOCATION_DIR:
        config.args = [str(place.PACKAGE)]


def is_checkpoint_run(config: pytest.Config) -> bool:
    """Whether checkpoints will run: else there is nothing to report."""
    return not only_lists(config) and leads_to_checkpoints(config)


def leads_to_checkpoints(config: pytest.Config) -> bool:
    """Whether this run is for the checkpoints: not for the project's own tests alone, nor for those of another."""
    return leads_there(config, config.args, is_module=config.option.pyargs)


def leads_there(config: pytest.Config, arguments: Sequence[str], *, is_module: bool) -> bool:
    """Whether arguments lead to the checkpoints. is_module: they may be names of modules.

    In the suite's own project, and for `checkpoints run`, all do but those that lead to the project's own tests; a
    mistyped path is to be told of as the run's. In another project only those do that name the suite.
    """
    places = [_find_place(config, each, is_module) for each in arguments]
    if config.rootpath.resolve() == place.PROJECT:
        return not places or not all(_is_in_own_room(each) for each in places)
    return any(each == place.PROJECT or each.is_relative_to(place.PACKAGE) for each in places)


def only_lists(config: pytest.Config) -> bool:
    """Whether pytest will run no test."""
    return any(getattr(config.option, name, False) for name in _LISTING_OPTIONS)


def _find_place(config: pytest.Config, argument: str, is_module: bool) -> Path:
    named = argument.partition("[")[0].partition("::")[0]
    found = config.invocation_params.dir / named
    if is_module and not found.exists():
        found = place.PROJECT.joinpath(*named.split("."))
    return found.resolve()


def _is_in_own_room(path: Path) -> bool:
    return any(path.is_relative_to(place.PROJECT / room) for room in _OWN_ROOMS)


def is_left_out(path: Path) -> bool:
    """Whether a path that pytest came upon is not for a checkpoint run.

    The project's own tests, unless named; and the rooms of the checkpoints' code, where no checkpoint stands.
    """
    folder = path.parent.resolve()
    if folder == place.PROJECT:
        return path.name in _OWN_ROOMS
    return folder == place.PACKAGE and not path.suffix


def selection_expression(config: pytest.Config) -> str:
    """`all`, or the -m, -k, --deselect, --ignore and path expressions of the command."""
    option = config.option
    lists = (("--deselect", option.deselect), ("--ignore", option.ignore), ("--ignore-glob", option.ignore_glob))
    given = [f"{flag} {value}" for flag, value in (("-m", option.markexpr), ("-k", option.keyword)) if value]
    given += [f"{flag} {value}" for flag, values in lists for value in values or ()]
    given += ["--pyargs"] if option.pyargs else []
    whole = {place.PROJECT, place.PACKAGE}
    named = [each for each in config.args if (config.invocation_params.dir / each).resolve() not in whole]
    return " ".join([*given, *named]) or "all"


def unknown_marker(config: pytest.Config) -> str | None:
    """The first name in the -m expression that is no marker."""
    known = {line.split(":", 1)[0].split("(", 1)[0].strip() for line in config.getini("markers")}
    names = (name for name in _NAME.findall(_BRACKETS.sub("", config.option.markexpr)) if name not in _GRAMMAR)
    return next((name for name in names if name not in known), None)


def marker_names() -> list[str]:
    """The markers of the guide, in its order."""
    return [*dict.fromkeys(row.marker for row in REQUIREMENTS)]


def requirement_of(item: pytest.Item) -> str | None:
    """The requirement that a test proves."""
    mark = item.get_closest_marker("requirement")
    return str(mark.args[0]) if mark and mark.args else None


def sort_items(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Tests in the guide's order, whatever order files and names have; others after them."""
    order = {row.id: place for place, row in enumerate(REQUIREMENTS)}
    return sorted(items, key=lambda item: order.get(requirement_of(item) or "", len(order)))
