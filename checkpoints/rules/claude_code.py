"""Step 3: whether Claude Code starts, and reaches the Bedrock that a run has tested.

What few settings ask for is judged in `claude_code_settings`, which is imported where there are any.
"""

from __future__ import annotations

from checkpoints.client import Place, switches
from checkpoints.client.connection import CLIENT_CERTIFICATE
from checkpoints.guide.requirements import SINGLE_SOURCE
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.credential_sources import (
    find_remedy,
    show_place,
)
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, failed, message


def find_refused_start(facts: Facts) -> Finding | None:
    """A file of settings with which Claude Code does not start at all: an administrator's, or its own."""
    place = facts.claude_code.view.stops
    if place is None:
        return None
    detail = message("sources.start-refused", file=show_place(place))
    found = failed(SINGLE_SOURCE, Cause.CONFIG_UNREADABLE, detail, Evidence(show_place(place), detail))
    return found.with_(case="claude-code-settings")


def find_unmet_condition(facts: Facts) -> Finding | None:
    """What settings ask for before Claude Code starts, and what is not there or not known to be."""
    conditions = facts.claude_code.view.conditions
    if conditions is None:
        return None
    from checkpoints.rules.claude_code_settings import judge_conditions

    return judge_conditions(facts, conditions)


# What makes a run look at requests at all; `changed_requests` knows the last four.
_CHANGING = frozenset(
    (
        *(switches.TIMEOUT, switches.CHAIN_TIMEOUT, switches.CUSTOM_HEADERS, *CLIENT_CERTIFICATE),
        *("ANTHROPIC_UNIX_SOCKET", "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST"),
        *("ANTHROPIC_BEDROCK_SERVICE_TIER", "CLAUDE_CODE_EXTRA_BODY"),
    )
)


def find_failing_requests(facts: Facts) -> Finding | None:
    """A variable of the shell or the settings with which each request of Claude Code fails, or may fail."""
    variables = facts.claude_code.view.variables
    if _CHANGING.isdisjoint(variables):
        return None
    from checkpoints.rules.claude_code_settings import judge_requests

    return judge_requests(facts, variables)


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


def find_failing_connection(facts: Facts) -> Finding | None:
    """Certificates that AWS tools alone trust, or a proxy of Claude Code's own that leads nowhere."""
    connection = facts.claude_code.connection
    if connection is None:
        return None
    from checkpoints.rules.claude_code_settings import judge_connection

    return judge_connection(facts, connection)


def find_unusable_pin(facts: Facts) -> Finding | None:
    """A model that the shell or settings pin for Claude Code, and that AWS refuses."""
    pins = facts.claude_code.view.pins.every
    if not pins:
        return None
    from checkpoints.rules.claude_code_settings import judge_pins

    return judge_pins(facts, pins)
