"""Where the organization lets models be called, as somebody sees it who is not the attendee."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from checkpoints.facts.answer import Outcome
from checkpoints.guide.models import Model
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.effects import Shortfall
from checkpoints.rules.facts import Facts
from checkpoints.rules.probes import Probe, Probes, probe_actions


class Reach(str, Enum):
    """Whether policies of the organization let models be called in a Region."""

    ALLOWED = "allowed"
    DENIED = "denied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class View:
    """What is known of an account from outside.

    facts: of the account, whose answers about the caller's own policies do not count. elsewhere: model actions as they
    were tried in the other Regions that profiles route to. named: the same facts with the policies of the principal
    that was named; None where nobody named one. missing: the principal that was named is not in the account, or
    is_empty: it is an instance profile without a role.
    """

    facts: Facts
    elsewhere: Mapping[str, tuple[Probe, ...]] = field(default_factory=dict)
    named: Facts | None = None
    missing: str = ""
    is_empty: bool = False

    @property
    def probes(self) -> Probes:
        """The actions as they were tried in the guide's Region."""
        return probe_actions(self.facts)

    @property
    def tried(self) -> tuple[Probe, ...]:
        """The actions as they were tried, in every Region."""
        return (*self.probes.tried, *(each for probes in self.elsewhere.values() for each in probes))

    @property
    def model_actions(self) -> tuple[Probe, ...]:
        """The same, of the actions on models."""
        return tuple(each for each in self.tried if each.model is not None)

    @property
    def denied(self) -> tuple[tuple[str, Probe], ...]:
        """What was denied, and the Region in which it was tried.

        Of a named principal another model may be judged than of the account: what the organization denies of it counts.
        """
        home = self.facts.edition.region
        tried = {home: self.probes.tried, **self.elsewhere}
        of_account = tuple((region, each) for region, probes in tried.items() for each in probes if each.is_explained)
        if of_account or self.named is None:
            return of_account
        return tuple((home, each) for each in probe_actions(self.named).explained)

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """The same, as what is missing."""
        return tuple(each.shortfall(region) for region, each in self.denied)


def find_reach(view: View) -> dict[str, Reach]:
    """Whether the organization lets models be called, for each Region that the called models' profiles route to.

    A denial is of the Region that it names: a call is refused wherever one of its destinations is denied.
    """
    home, *others = list_destinations(view.facts)
    denied = {each.region for each in view.shortfalls}
    at_home = _find_reach_in(view, view.probes.tried) or Reach.UNKNOWN
    found = {home: at_home}
    for region in others:
        # Where nothing was said in a Region, only the call that is routed there tells of it.
        found[region] = _find_reach_in(view, view.elsewhere[region]) or at_home
    return {region: Reach.DENIED if region in denied else reach for region, reach in found.items()}


def _find_reach_in(view: View, tried: Iterable[Probe]) -> Reach | None:
    """What actions prove that were tried in a Region; None where nothing is said of it."""
    unlisted = _list_unlisted_models(view)
    there = [each for each in tried if _says_something(each, unlisted)]
    if not there:
        return None
    return Reach.ALLOWED if all(each.proves for each in there) else Reach.UNKNOWN


def _says_something(probe: Probe, unlisted: Collection[Model]) -> bool:
    """Whether an action on a model was tried, on a profile that the Region has.

    unlisted: models of which only a denial says something.
    """
    if probe.model is None or not is_asked(probe) or probe.reply.cause is Cause.MODEL_NOT_IN_REGION:
        return False
    return probe.is_denied or probe.model not in unlisted


def _list_unlisted_models(view: View) -> list[Model]:
    """The guide's models whose profile AWS does not list: that nobody denies a call shows nothing of them."""
    return [model for model, subject in view.probes.subjects.items() if subject.is_unlisted]


def is_asked(probe: Probe) -> bool:
    """Whether an action was tried at all: one that could start a subscription is not."""
    return probe.reply.answer.outcome is not Outcome.OF_ANOTHER_CALLER or bool(probe.reply.answer.code)


def list_destinations(facts: Facts) -> list[str]:
    """The Regions that the called models' profiles route to, the guide's first; "" is none of them."""
    routed = {arn.split(":")[3] for profile in probe_actions(facts).profiles for arn in profile.model_arns}
    return [facts.edition.region, *sorted(routed - {"", facts.edition.region})]
