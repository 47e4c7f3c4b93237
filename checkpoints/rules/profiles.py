"""System inference profiles: which the account lists, through which one a model is called, and what must be granted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from checkpoints.facts.answer import Outcome
from checkpoints.facts.sending import MALFORMED
from checkpoints.guide.models import CLAUDE_ID, Model, is_newer, release
from checkpoints.guide.policy import LIST, MODEL_ACTIONS
from checkpoints.guide.requirements import MODEL_PROFILES, PROFILES_LISTED, Requirement
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import Evidence, Finding, Reply, failed, judge_unanswered, message, passed

_SHOWN = 6  # ids in the evidence


class InferenceProfile(NamedTuple):
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

    @property
    def is_claude(self) -> bool:
        """Whether its models are Anthropic's Claude, by the models' ARNs."""
        return any(CLAUDE_ID.match(model) for model in self.model_ids)


class Route(NamedTuple):
    """How a model is called. profile: the listed one, else the one that it has by convention.

    is_unlisted: AWS listed the profiles, and none of them holds the model. is_in_doubt: none holds it, and there are
    others that cannot be read.
    """

    model_id: str
    profile: InferenceProfile
    is_unlisted: bool
    is_in_doubt: bool = False


@derived_once
def read_list(facts: Facts) -> Reply:
    """What AWS answers to `list-inference-profiles`."""
    return Reply(facts.account.inference_profiles)


@derived_once
def read_profiles(facts: Facts) -> tuple[InferenceProfile, ...]:
    """The system profiles that AWS listed; none where it did not list them."""
    listed = facts.account.inference_profiles.body.get("profiles", ())
    return tuple(InferenceProfile(each["id"], each["arn"], tuple(each["models"])) for each in listed)


def has_unreadable_profiles(facts: Facts) -> bool:
    """Whether profiles that are listed cannot be read, or the list has no end: what is not seen may be there."""
    return bool(facts.account.inference_profiles.body.get("unreadable"))


def judge_unreadable(facts: Facts, row: Requirement) -> Finding:
    """The finding where what was looked for may be one of the profiles that cannot be read."""
    listed = facts.account.inference_profiles
    malformed = listed._replace(
        outcome=Outcome.REFUSED, code=MALFORMED, message="not all inference profiles could be read", body={}
    )
    return judge_unanswered(row, Reply(malformed))


@derived_once
def find_route(facts: Facts, model_id: str) -> Route:
    """The way to call a model: through the guide's kind of profile (`us.`) before others."""
    kinds = facts.edition.profile_prefixes
    held = [each for each in read_profiles(facts) if model_id in each.model_ids and each.prefix in kinds]
    if held:
        return Route(model_id, min(held, key=lambda each: kinds.index(each.prefix)), is_unlisted=False)
    assumed = assume_profile(facts, model_id, read_account_id(facts))
    listed, unreadable = facts.account.inference_profiles.answered, has_unreadable_profiles(facts)
    return Route(model_id, assumed, is_unlisted=listed and not unreadable, is_in_doubt=unreadable)


@derived_once
def find_newer_models(facts: Facts, model: Model) -> tuple[str, ...]:
    """Ids of later releases of a model's family that have a listed profile, the latest first."""
    listed = (each for each in read_profiles(facts) if each.prefix in facts.edition.profile_prefixes)
    ids = {each for profile in listed for each in profile.model_ids if is_newer(each, model)}
    return tuple(sorted(ids, key=lambda each: (release(each) or (), each), reverse=True))


def assume_profile(facts: Facts, model_id: str, account_id: str) -> InferenceProfile:
    """The profile that a model has by convention, for a caller who may not list: `us.` and its documented Regions."""
    edition = facts.edition
    profile_id = f"{edition.profile_prefixes[0]}.{model_id}"
    return InferenceProfile(
        profile_id,
        f"arn:aws:bedrock:{edition.region}:{account_id}:inference-profile/{profile_id}",
        tuple(f"arn:aws:bedrock:{region}::foundation-model/{model_id}" for region in edition.destinations),
    )


@derived_once
def read_account_id(facts: Facts) -> str:
    """The caller's account, as far as any answer tells it; `*` where none does."""
    own = facts.account.identity.body.get("account")
    from_profiles = (each.arn.split(":")[4] for each in read_profiles(facts) if each.arn.count(":") >= 5)
    return str(own or next(from_profiles, "*"))


@derived_once
def judge_list(facts: Facts) -> Finding:
    """Whether AWS lists profiles of Anthropic's Claude to a caller whom IAM does not deny the list."""
    reply, region = read_list(facts), facts.edition.region
    answer = reply.answer
    if not answer.answered:
        return judge_unanswered(PROFILES_LISTED, reply)
    every = read_profiles(facts)
    claude = [each for each in every if each.is_claude]
    if not claude and has_unreadable_profiles(facts):
        return judge_unreadable(facts, PROFILES_LISTED)
    if not every:
        return failed(PROFILES_LISTED, Cause.NO_PROFILES, message("profiles.none", region=region), reply.shown)
    ids = ", ".join(each.id for each in claude[:_SHOWN])
    shown = Evidence(answer.operation, message("profiles.shown", count=len(every), claude=len(claude), ids=ids or "-"))
    if not claude:
        detail = message("profiles.no-claude", count=len(every), region=region)
        return failed(PROFILES_LISTED, Cause.NO_CLAUDE_PROFILES, detail, shown)
    return passed(PROFILES_LISTED, message("profiles.listed", claude=len(claude), region=region), shown)


def judge_missing_profile(facts: Facts, model: Model) -> Finding:
    """The finding for a model that no listed profile holds: the list's own trouble goes before the model's."""
    listed = judge_list(facts)
    if listed.stops_others:
        return listed
    values = {"model": model.name, "model_id": model.bedrock_id, "region": facts.edition.region}
    detail = message("profiles.missing", **values)
    return failed(MODEL_PROFILES, Cause.MODEL_PROFILE_MISSING, detail, *listed.evidence)


# -- what must be granted to call models through them

_GLOBAL_REGION = "unspecified"  # aws:RequestedRegion of a call that a global profile routes


class Need(NamedTuple):
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


def build_listing_need(facts: Facts) -> Need:
    """The need that no model decides: to list profiles."""
    region = facts.edition.region
    return Need(LIST, f"arn:aws:bedrock:{region}:{read_account_id(facts)}:inference-profile/*", region)


def list_profile_needs(facts: Facts, profiles: Iterable[InferenceProfile]) -> tuple[Need, ...]:
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
