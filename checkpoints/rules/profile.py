"""Inference profiles as the account lists them: which models they hold and where they route to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checkpoints.guide.models import CLAUDE_ID, DESTINATIONS, PROFILE_PREFIXES, REGION, Model, is_newer, release
from checkpoints.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Profile:
    """A system inference profile. model_arns: foundation models it routes to, one for each destination Region."""

    id: str
    arn: str
    model_arns: tuple[str, ...]

    @property
    def model_ids(self) -> frozenset[str]:
        """Ids of the foundation models behind it."""
        return frozenset(arn.rsplit("/", 1)[-1] for arn in self.model_arns)

    @property
    def prefix(self) -> str:
        """`us`, `global`, …"""
        return self.id.split(".", 1)[0]


def listed(facts: Facts) -> tuple[Profile, ...]:
    """The system profiles that AWS listed; none where it did not."""
    return tuple(_profile(each) for each in facts.account.inference_profiles.body.get("profiles", ()))


def _profile(each: Mapping[str, Any]) -> Profile:
    return Profile(each["id"], each["arn"], tuple(each["models"]))


def claude(facts: Facts) -> tuple[Profile, ...]:
    """The listed profiles whose models are Anthropic's Claude, by the models' ARNs."""
    return tuple(each for each in listed(facts) if any(CLAUDE_ID.match(model) for model in each.model_ids))


def holding(facts: Facts, model_id: str) -> Profile | None:
    """The listed profile through which a model is asked: the guide's kind (`us.`) before others."""
    found = [each for each in listed(facts) if model_id in each.model_ids and each.prefix in PROFILE_PREFIXES]
    return min(found, key=lambda each: PROFILE_PREFIXES.index(each.prefix), default=None)


def is_missing(facts: Facts, model_id: str) -> bool:
    """Whether AWS listed the profiles, and none of them holds the model."""
    return facts.account.inference_profiles.answered and holding(facts, model_id) is None


def newer(facts: Facts, model: Model) -> tuple[str, ...]:
    """Ids of later releases of a model's family that have a listed profile, the latest first."""
    ids = {each for profile in listed(facts) for each in profile.model_ids if is_newer(each, model)}
    held = (each for each in ids if holding(facts, each))
    return tuple(sorted(held, key=lambda each: release(each) or (), reverse=True))


def assumed(model_id: str, account: str) -> Profile:
    """The profile that a model has by convention, for a caller who may not list: `us.` and its documented Regions."""
    prefix = PROFILE_PREFIXES[0]
    return Profile(
        f"{prefix}.{model_id}",
        f"arn:aws:bedrock:{REGION}:{account}:inference-profile/{prefix}.{model_id}",
        tuple(f"arn:aws:bedrock:{region}::foundation-model/{model_id}" for region in DESTINATIONS),
    )


def account_id(facts: Facts) -> str:
    """The caller's account, as far as any answer tells it; `*` where none does."""
    own = facts.account.identity.body.get("account")
    from_profiles = (each.arn.split(":")[4] for each in listed(facts) if each.arn.count(":") >= 5)
    return str(own or next(from_profiles, "*"))


def through(facts: Facts, model_id: str) -> Profile:
    """The profile to ask a model through: the listed one, else the one it has by convention."""
    return holding(facts, model_id) or assumed(model_id, account_id(facts))
