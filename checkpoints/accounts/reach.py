"""Where the organization lets models be called, as somebody sees it who is not the attendee."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from checkpoints.facts.answer import Outcome
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.denials import Probe, Probes, probe_actions
from checkpoints.rules.facts import Facts


class Reach(str, Enum):
    """Whether policies of the organization let models be called in a Region."""

    ALLOWED = "allowed"
    DENIED = "denied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class View:
    """What is known of an account from outside.

    facts: of the account, whose answers about the caller's own policies are unheeded. elsewhere: model actions as they
    were tried in the other Regions that profiles route to. named: the same facts with the policies of the principal
    that was named; None where nobody named one. missing: the principal that was named is not in the account.
    """

    facts: Facts
    elsewhere: Mapping[str, tuple[Probe, ...]] = field(default_factory=dict)
    named: Facts | None = None
    missing: str = ""

    @property
    def probes(self) -> Probes:
        """The actions as they were tried in the guide's Region."""
        return probe_actions(self.facts)


def find_reach(view: View) -> dict[str, Reach]:
    """Whether the organization lets models be called, for each Region that the called models' profiles route to."""
    home = view.facts.edition.region
    tried = {home: tuple(each for each in view.probes.tried if each.model is not None), **view.elsewhere}
    denied = {each.region for each in view.probes.shortfalls}
    found: dict[str, Reach] = {}
    for region in list_destinations(view.facts):
        there = [each for each in tried.get(region, ()) if _says_something(each)]
        if region in denied or any(each.is_denied for each in there):
            found[region] = Reach.DENIED
        elif there:
            found[region] = Reach.ALLOWED if all(each.proves for each in there) else Reach.UNKNOWN
        else:  # only the call that is routed there tells of it
            found[region] = found.get(home, Reach.UNKNOWN) if region in view.elsewhere else Reach.UNKNOWN
    return found


def _says_something(probe: Probe) -> bool:
    """Whether an action was tried, on a profile that the Region has."""
    return is_asked(probe) and probe.reply.cause is not Cause.MODEL_NOT_IN_REGION


def is_asked(probe: Probe) -> bool:
    """Whether an action was tried at all: one that could start a subscription is not."""
    return probe.reply.answer.outcome is not Outcome.UNHEEDED or bool(probe.reply.answer.code)


def list_destinations(facts: Facts) -> list[str]:
    """The Regions that the called models' profiles route to, the guide's first; "" is none of them."""
    routed = {arn.split(":")[3] for profile in probe_actions(facts).profiles for arn in profile.model_arns}
    return [facts.edition.region, *sorted(routed - {"", facts.edition.region})]
