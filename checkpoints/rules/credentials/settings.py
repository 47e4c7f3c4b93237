"""What Claude Code's settings and variables do to what a run has tested: told with file, line and name."""

from __future__ import annotations

from collections.abc import Iterator

from checkpoints.client import Place, Scope
from checkpoints.facts.environment import Environment
from checkpoints.guide.requirements import SINGLE_SOURCE
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.credentials.sources import CREDENTIAL_VARIABLES
from checkpoints.rules.facts import Facts, HelperOutcome
from checkpoints.rules.finding import Evidence, Finding, Message, failed, message, unverified

_SHELL = "shell"


def show_place(place: Place) -> str:
    """A place as people find it: `~/.aws/config:3`, or `shell` for a variable of the shell."""
    if place.file is None:
        return _SHELL
    return place.file if place.line is None else f"{place.file}:{place.line}"


def find_remedy(place: Place) -> str:
    """The command that takes a variable of the shell away, or shows the line of a file."""
    return f"unset {place.name}" if place.file is None else f'grep -n "{place.name}" {place.file}'


def find_bypass(facts: Facts) -> Finding | None:
    """A setting that switches Bedrock or signing off, or leads to another endpoint than the run's.

    What only section 1.2 sets is not missed, and what that section sets itself is not told of the shell.
    """
    place, key = _bypass(facts)
    if place is None:
        return None
    values = {"place": show_place(place), "name": place.name, "remedy": find_remedy(place)}
    detail = Message(f"bypass.{key}", values)
    return failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, Evidence(show_place(place), detail))


def _bypass(facts: Facts) -> tuple[Place | None, str]:
    view = facts.claude_code.view
    if view.bedrock is False and view.bedrock_place and view.bedrock_place.file:
        return view.bedrock_place, "switched-off"
    if view.unsigned:
        return view.unsigned, "unsigned"
    if view.gateway:
        return view.gateway.place, "gateway"
    return _moved_control_plane(facts), "control-plane"


def _moved_control_plane(facts: Facts) -> Place | None:
    """Where a settings file leads the control plane elsewhere than the shell does."""
    view = facts.claude_code.view
    other = view.control_plane
    if other is None or other.place.file is None or other.place.name not in view.variables:
        return None
    return None if facts.environment.variables.get(other.place.name) == other.text else other.place


def find_unknown_command(facts: Facts) -> Finding | None:
    """A command that a project brings along, and that is not run here: nobody knows what it prints."""
    export = facts.claude_code.view.export
    if export is None or facts.claude_code.export is not HelperOutcome.LEFT_ALONE:
        return None
    place = show_place(export.place)
    values = {"name": export.place.name, "place": place, "remedy": find_remedy(export.place)}
    detail = Message("sources.command-left-alone", values)
    found = unverified(SINGLE_SOURCE, Cause.NOT_PERMITTED_TO_LOOK, detail, Evidence(place, detail))
    return found.with_(case="command-of-a-project")


def find_changed_variables(facts: Facts) -> tuple[str, ...]:
    """The credential variables that Claude Code's settings change."""
    seen, shell = facts.claude_code.view.variables, facts.environment.variables
    named = (name for name, value in seen.items() if name in CREDENTIAL_VARIABLES and value.place.file)
    return tuple(sorted(name for name in named if seen[name].text or name in shell))


def write_notes(facts: Facts) -> tuple[Message, ...]:
    """Commands of the settings that were not used, and files of settings that Claude Code leaves out."""
    return tuple(_notes(facts))


def _notes(facts: Facts) -> Iterator[Message]:
    view, outcome = facts.claude_code.view, facts.claude_code.export
    if view.export and outcome is HelperOutcome.FAILED:
        yield message("sources.command-failed", name=view.export.place.name, place=show_place(view.export.place))
    if view.refresh and view.refresh.scope in (Scope.PROJECT, Scope.LOCAL):
        yield message("sources.hook", hook=view.refresh.place.name, file=show_place(view.refresh.place))
    for place in view.dropped:
        key = "sources.settings-dropped" if place.name else "sources.settings-unreadable"
        yield message(key, file=show_place(place), field=place.name)


def find_conflict_remedy(machine: Environment, settings: Place | None, to_unset: tuple[str, ...]) -> str:
    """The one command that brings both to one source."""
    variables = machine.variables
    if settings is not None:
        return f"grep -n AWS_ {settings.file}"
    if variables.get("AWS_PROFILE") and machine.keys.is_complete:
        return f"unset {' '.join(name for name in to_unset if name in variables)}"
    if "AWS_DEFAULT_PROFILE" in variables:
        return 'export AWS_PROFILE="$AWS_DEFAULT_PROFILE"'
    return "aws configure list"
