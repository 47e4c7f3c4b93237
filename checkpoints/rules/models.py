"""One model: the inference profile through which it is called, and what AWS says of it.

A call with a body that cannot produce a token is a free probe. A call for one token is billed: an answer is proof, and
green gates are only evidence, so it is made unless a free reply has refused already or the run may not call a model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checkpoints.facts.answer import Answer
from checkpoints.guide.models import CLAUDE_ID, Model, is_newer, release
from checkpoints.guide.policy import INVOKE, MODEL_ACTIONS, STREAM
from checkpoints.guide.requirements import MODEL_PROFILES, PROFILES_LISTED
from checkpoints.guide.vocabulary import Cause, Invoke
from checkpoints.rules.diagnosis import Kind, Reply, judge_unheard
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import Evidence, Finding, failed, message, passed

# -- system inference profiles

_SHOWN = 6  # ids in the evidence


@dataclass(frozen=True, slots=True)
class InferenceProfile:
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


@dataclass(frozen=True, slots=True)
class Route:
    """How a model is called. profile: the listed one, else the one that it has by convention.

    is_unlisted: AWS listed the profiles, and none of them holds the model.
    """

    model_id: str
    profile: InferenceProfile
    is_unlisted: bool


@derived_once
def read_list(facts: Facts) -> Reply:
    """What AWS answers to `list-inference-profiles`."""
    return Reply(facts.account.inference_profiles)


@derived_once
def read_profiles(facts: Facts) -> tuple[InferenceProfile, ...]:
    """The system profiles that AWS listed; none where it did not list them."""
    return tuple(_profile(each) for each in facts.account.inference_profiles.body.get("profiles", ()))


def _profile(each: Mapping[str, Any]) -> InferenceProfile:
    return InferenceProfile(each["id"], each["arn"], tuple(each["models"]))


@derived_once
def find_route(facts: Facts, model_id: str) -> Route:
    """The way to call a model: through the guide's kind of profile (`us.`) before others."""
    kinds = facts.edition.profile_prefixes
    held = [each for each in read_profiles(facts) if model_id in each.model_ids and each.prefix in kinds]
    if held:
        return Route(model_id, min(held, key=lambda each: kinds.index(each.prefix)), is_unlisted=False)
    assumed = assume_profile(facts, model_id, read_account_id(facts))
    return Route(model_id, assumed, is_unlisted=facts.account.inference_profiles.answered)


@derived_once
def find_newer_models(facts: Facts, model: Model) -> tuple[str, ...]:
    """Ids of later releases of a model's family that have a listed profile, the latest first."""
    listed = (each for each in read_profiles(facts) if each.prefix in facts.edition.profile_prefixes)
    ids = {each for profile in listed for each in profile.model_ids if is_newer(each, model)}
    return tuple(sorted(ids, key=lambda each: release(each) or (), reverse=True))


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
    """Whether AWS lists profiles of Anthropic's Claude; of a caller whom IAM denies the list, `permissions` judges."""
    reply, region = read_list(facts), facts.edition.region
    answer = reply.answer
    if not answer.answered:
        return judge_unheard(PROFILES_LISTED, reply)
    every = read_profiles(facts)
    claude = [each for each in every if each.is_claude]
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


# -- the answers about one model

_NO_USE_TO_ASK = (Kind.IAM, Kind.ACCOUNT, Kind.CREDENTIALS)
_SAYS_NOTHING = (Kind.LOOKING, Kind.UNKNOWN)  # of what IAM would say
_NOT_HEARD = (Cause.ENDPOINT_UNREACHABLE, Cause.TIMEOUT)


@dataclass(frozen=True, slots=True)
class ModelAnswers:
    """All that AWS says of one model.

    free: the reply to each model action that needs no token, or the one-token reply in place of it where that call is
    made anyway. one_token: None where no token is asked for. has_ended: its end of life is over.
    is_past_announced_life: a model of the guide, past the day that was announced as its last.
    """

    route: Route
    gates: Answer
    lifecycle: Answer
    free: Mapping[str, Reply]
    one_token: Reply | None
    has_ended: bool
    is_past_announced_life: bool

    @property
    def model_id(self) -> str:
        """Bedrock's id of the model."""
        return self.route.model_id

    @property
    def is_unlisted(self) -> bool:
        """Whether AWS listed the profiles, and none of them holds the model."""
        return self.route.is_unlisted

    @property
    def replies(self) -> tuple[Reply, ...]:
        """Every reply, the one-token reply first."""
        free = tuple(self.free.values())
        return free if self.one_token is None else (self.one_token, *free)

    @property
    def spoke(self) -> bool:
        """Whether the model answered with a message."""
        return self.one_token is not None and bool(self.one_token.answer.body.get("message"))

    @property
    def refusal(self) -> Reply | None:
        """The first reply in which the account or the model says no."""
        return next((reply for reply in self.replies if reply.kind is Kind.ACCOUNT), None)

    @property
    def unknown_refusal(self) -> Reply | None:
        """The first reply that refuses for a reason that no row names; a real request found malformed is one too."""
        if self.one_token is not None and self.one_token.kind is Kind.REQUEST:
            return self.one_token
        return next((reply for reply in self.replies if reply.kind is Kind.UNKNOWN), None)

    @property
    def closed_gate(self) -> Cause | None:
        """The cause behind a gate that is not green; None where all four are, or the caller may not look."""
        return name_closed_gate(self.gates.body) if self.gates.answered else None

    @property
    def end_of_life(self) -> datetime | None:
        """The end of life that AWS tells, where the caller may read it."""
        told: datetime | None = self.lifecycle.body.get("end_of_life")
        return told

    @property
    def has_aged(self) -> bool:
        """Whether an age makes green gates no evidence: who did not use a Legacy model may not begin."""
        if not self.lifecycle.answered:
            return self.is_past_announced_life
        return self.lifecycle.body.get("status") == "LEGACY" or self.has_ended


@derived_once
def read_answers(facts: Facts, model_id: str) -> ModelAnswers:
    """Ask AWS about a model, for one token as well where that is due."""
    route = find_route(facts, model_id)
    lifecycle = ask_lifecycle(facts, model_id)
    return ModelAnswers(
        route,
        ask_gates(facts, model_id),
        lifecycle,
        {action: ask_for_permission(facts, action, route) for action in MODEL_ACTIONS},
        ask_for_token(facts, route),
        _has_ended(facts, lifecycle),
        _is_past_announced_life(facts, model_id),
    )


def find_refusal(facts: Facts, cause: Cause) -> Reply | None:
    """The first reply of any of the guide's models that refuses for one cause."""
    every = (reply for model in facts.edition.models for reply in read_answers(facts, model.bedrock_id).replies)
    return next((reply for reply in every if reply.cause is cause), None)


def ask_gates(facts: Facts, model_id: str) -> Answer:
    """The gates of a model (GetFoundationModelAvailability), as far as the caller may look."""
    return _look(facts, facts.account.availability, model_id)


def ask_lifecycle(facts: Facts, model_id: str) -> Answer:
    """The life cycle of a model (GetFoundationModel), as far as the caller may look."""
    return _look(facts, facts.account.lifecycle, model_id)


def _look(facts: Facts, ask: Callable[[str], Answer], model_id: str) -> Answer:
    """The answer about a model; where no policy at all allows the look, the first model's refusal is that of all."""
    first = Reply(ask(facts.edition.models[0].bedrock_id))
    denial = first.diagnosis.denial
    nowhere = denial is not None and not denial.explicit and denial.kind == "identity-based policy"
    return first.answer if nowhere else ask(model_id)


def ask_for_permission(facts: Facts, action: str, route: Route) -> Reply:
    """The reply to a model action: the free probe, or the one-token reply when that call is made anyway."""
    if action == INVOKE and _is_token_due(facts, route):
        asked = Reply(facts.account.generation(route.profile.id))
        if asked.kind not in _SAYS_NOTHING:
            return asked
    return Reply(facts.account.permission(action, route.profile.id))


def ask_for_token(facts: Facts, route: Route) -> Reply | None:
    """The reply to a call for one token, or None where that call is not made.

    It is made when the run allows it and no free reply has said yes or no already.
    """
    if facts.invoke is Invoke.NEVER:
        return None
    if _is_token_due(facts, route):
        return Reply(facts.account.generation(route.profile.id))
    free = Reply(facts.account.permission(INVOKE, route.profile.id))
    if free.answer.body.get("message"):
        return free
    if free.kind in _NO_USE_TO_ASK or free.cause in _NOT_HEARD:
        return None
    return Reply(facts.account.generation(route.profile.id))


@derived_once
def _is_token_due(facts: Facts, route: Route) -> bool:
    """Whether one token will be asked for, and streaming has shown for free that nothing keeps the caller from it."""
    if facts.invoke is Invoke.NEVER:
        return False
    return Reply(facts.account.permission(STREAM, route.profile.id)).kind is Kind.REQUEST


def _has_ended(facts: Facts, lifecycle: Answer) -> bool:
    end = lifecycle.body.get("end_of_life")
    return end is not None and end <= facts.now


def _is_past_announced_life(facts: Facts, model_id: str) -> bool:
    """Whether a model of the guide is past the day that was announced as its last."""
    announced = next((each.end_of_life for each in facts.edition.models if each.bedrock_id == model_id), None)
    return announced is not None and announced <= facts.now.date()


_AGREEMENTS = {"ERROR": Cause.AGREEMENT_ERROR, "PENDING": Cause.AGREEMENT_PENDING}


def name_closed_gate(gates: Mapping[str, Any]) -> Cause | None:
    """The cause behind a gate that is not green, None when all four are.

    AWS documents no meaning of the combinations; these are from observed use. Green gates are weak evidence, a gate
    that is not green is reliable.
    """
    if gates["region"] != "AVAILABLE":
        return Cause.MODEL_NOT_IN_REGION
    if gates["agreement"] in _AGREEMENTS:
        return _AGREEMENTS[gates["agreement"]]
    if gates["authorization"] != "AUTHORIZED":
        return Cause.ACCOUNT_NOT_AUTHORIZED
    if gates["entitlement"] == "AVAILABLE" and gates["agreement"] == "AVAILABLE":
        return None
    if gates["entitlement"] == "AVAILABLE" and gates["agreement"] == "NOT_AVAILABLE":
        # Entitled, but without an agreement: what accounts show whose first-use form is missing.
        return Cause.USE_CASE_FORM_MISSING
    return Cause.MODEL_ACCESS_NOT_GRANTED
