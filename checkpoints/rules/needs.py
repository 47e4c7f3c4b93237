"""What must be granted: each action on a resource, as AWS would be asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checkpoints.guide.policy import CALLED_VIA, LIST, MARKETPLACE_ACTIONS, MODEL_ACTIONS
from checkpoints.rules.facts import Facts
from checkpoints.rules.profiles import InferenceProfile, read_account_id

_GLOBAL_REGION = "unspecified"  # aws:RequestedRegion of a call that a global profile routes


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that must be granted: an action on a resource.

    region: of the request, as `aws:RequestedRegion` has it. via: the services that ask with the caller's credentials.
    profile_arn: the inference profile through which a model is called; then the resource is a model in a Region that
    the profile routes to, which a single call may not reach. None where the caller asks for the resource itself.
    """

    action: str
    resource: str
    region: str
    via: tuple[str, ...] = ()
    profile_arn: str | None = None

    @property
    def routed(self) -> bool:
        """Whether a profile may route a call to it, and may not."""
        return self.profile_arn is not None

    @property
    def context(self) -> Mapping[str, tuple[str, ...]]:
        """The condition keys that AWS puts into the request for this need, besides those of every request."""
        return {} if self.profile_arn is None else {"bedrock:InferenceProfileArn": (self.profile_arn,)}


def need_of_listing(facts: Facts) -> Need:
    """The need that no model decides: to list profiles."""
    region = facts.edition.region
    return Need(LIST, f"arn:aws:bedrock:{region}:{read_account_id(facts)}:inference-profile/*", region)


def needs_of_profiles(facts: Facts, profiles: Iterable[InferenceProfile]) -> tuple[Need, ...]:
    """Both model actions on each profile, and on its model in every Region that the profile routes to.

    With the need of listing, this is what the first statement of the guide's policy must grant.
    """
    found = []
    for profile in profiles:
        for action in MODEL_ACTIONS:
            found.append(Need(action, profile.arn, facts.edition.region))
            for arn in profile.model_arns:
                found.append(Need(action, arn, arn.split(":")[3] or _GLOBAL_REGION, profile_arn=profile.arn))
    return tuple(found)


def needs_of_subscribing(facts: Facts) -> tuple[Need, ...]:
    """What the guide's second statement must grant: both Marketplace actions, when Bedrock is the last caller."""
    return tuple(Need(action, "*", facts.edition.region, (CALLED_VIA,)) for action in MARKETPLACE_ACTIONS)
