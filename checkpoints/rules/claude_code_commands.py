"""Step 3: the commands of Claude Code's settings that hand out or renew credentials, where they were not heard."""

from __future__ import annotations

from collections.abc import Iterator

from checkpoints.client import Place
from checkpoints.guide.requirements import SINGLE_SOURCE, Requirement
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.credential_sources import (
    REFRESHED,
    find_claude_code_source,
    find_remedy,
    show_place,
)
from checkpoints.rules.facts import Facts, HelperOutcome
from checkpoints.rules.finding import Evidence, Finding, Message, message, unverified

SLOW = "settings-command"  # the case of a command of the settings that has not ended


def leave_open(facts: Facts, row: Requirement, found: Finding) -> Finding:
    """A failure that credentials may still end, of a command of the settings that Claude Code waits longer for."""
    command = facts.claude_code.slow_command
    if command is None or not found.stops_others:
        return found
    slow = _tell_slow(command, row)
    return slow.with_(evidence=(*slow.evidence, *found.evidence), notes=found.notes)


def find_unknown_command(facts: Facts) -> Finding | None:
    """A command that a project brings along, and that is not run here: nobody knows which credentials it brings."""
    view = facts.claude_code.view
    if view.export and facts.claude_code.export is HelperOutcome.LEFT_ALONE:
        command, key = view.export.place, "sources.command-left-alone"
    elif view.refresh and find_claude_code_source(facts).word == REFRESHED:
        command, key = view.refresh.place, "sources.refresh-left-alone"
    else:
        return None
    place = show_place(command)
    detail = Message(key, {"name": command.name, "place": place, "remedy": find_remedy(command)})
    found = unverified(SINGLE_SOURCE, Cause.NOT_PERMITTED_TO_LOOK, detail, Evidence(place, detail))
    return found.with_(case="command-of-a-project")


def find_slow_export(facts: Facts) -> Finding | None:
    """A command that hands out credentials and has not ended: Claude Code waits on, whatever else there is."""
    export = facts.claude_code.view.export
    if export is None or facts.claude_code.export is not HelperOutcome.UNFINISHED:
        return None
    return _tell_slow(export.place, SINGLE_SOURCE)


def _tell_slow(command: Place, row: Requirement) -> Finding:
    place = show_place(command)
    values = {"name": command.name, "place": place, "remedy": find_remedy(command)}
    detail = Message("credentials.command-silent", values)
    return unverified(row, Cause.TIMEOUT, detail, Evidence(place, detail)).with_(case=SLOW)


def note_command_of_a_project(facts: Facts) -> Iterator[Message]:
    """A command of the project that Claude Code runs once credentials are missing or refused."""
    refresh = facts.claude_code.view.refresh
    if refresh and not refresh.may_run:
        yield message("sources.hook", hook=refresh.place.name, file=show_place(refresh.place))
