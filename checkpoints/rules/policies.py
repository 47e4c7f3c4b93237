"""What the principal's policies grant, where they can be read or simulated: each need, judged by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checkpoints.facts.account import AttachedPolicy, PrincipalPolicies
from checkpoints.facts.principal import parse_principal
from checkpoints.guide.policy import CALLED_VIA, LIST, MARKETPLACE_ACTIONS, MODEL_ACTIONS
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import Evidence, message
from checkpoints.rules.iam import Effect, Policy, Request, evaluate
from checkpoints.rules.profiles import InferenceProfile, read_account_id, read_list


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that must be granted: an action on a resource, with what AWS puts into the request's context.

    routed: the resource is a model in a Region that a profile routes to, which a single call may not reach.
    """

    action: str
    resource: str
    region: str
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    routed: bool = False


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A need that is not granted. kind: of the policy that decided, as IAM's sentence names it; "" if unsaid."""

    action: str
    resource: str
    region: str
    kind: str
    explicit: bool


_KINDS = {
    Effect.IMPLICIT_DENY: ("identity-based policy", False),
    Effect.EXPLICIT_DENY: ("identity-based policy", True),
    Effect.BOUNDARY_DENY: ("permissions boundary", False),
    Effect.ORGANIZATION_DENY: ("service control policy", False),
}
_DECISIONS = {"allowed": Effect.ALLOWED, "explicitDeny": Effect.EXPLICIT_DENY, "implicitDeny": Effect.IMPLICIT_DENY}
_GUARDS = {"service control policy": Effect.ORGANIZATION_DENY, "permissions boundary": Effect.BOUNDARY_DENY}
# Condition keys that a real request of the caller does not have either, unless a need says so.
_ABSENT = frozenset({"aws:calledvia", "aws:calledviafirst", "aws:calledvialast"})
_THROUGH = "bedrock:InferenceProfileArn"
_GLOBAL_REGION = "unspecified"  # aws:RequestedRegion of a call that a global profile routes


def need_of_listing(facts: Facts) -> Need:
    """The need that no model decides: to list profiles."""
    region = facts.edition.region
    arn = f"arn:aws:bedrock:{region}:{read_account_id(facts)}:inference-profile/*"
    return Need(LIST, arn, region, _called_in(region))


def needs_of_profiles(facts: Facts, profiles: Iterable[InferenceProfile]) -> tuple[Need, ...]:
    """Both model actions on each profile, and on its model in every Region that the profile routes to.

    With the need of listing, this is what the first statement of the guide's policy must grant.
    """
    found = []
    for profile in profiles:
        for action in MODEL_ACTIONS:
            found.append(Need(action, profile.arn, facts.edition.region, _called_in(facts.edition.region)))
            for arn in profile.model_arns:
                region = arn.split(":")[3]
                context = {**_called_in(region or _GLOBAL_REGION), _THROUGH: (profile.arn,)}
                found.append(Need(action, arn, region, context, routed=True))
    return tuple(found)


def needs_of_subscribing(facts: Facts) -> tuple[Need, ...]:
    """What the guide's second statement must grant: both Marketplace actions, when Bedrock is the last caller."""
    region = facts.edition.region
    via = {"aws:CalledViaLast": (CALLED_VIA,), "aws:CalledVia": (CALLED_VIA,), "aws:CalledViaFirst": (CALLED_VIA,)}
    return tuple(Need(action, "*", region, {**_called_in(region), **via}) for action in MARKETPLACE_ACTIONS)


def _called_in(region: str) -> dict[str, tuple[str, ...]]:
    return {"aws:RequestedRegion": (region,), "aws:SecureTransport": ("true",)}


@dataclass(frozen=True, slots=True)
class PolicyEffects:
    """The effect of policies on needs. UNKNOWN stays UNKNOWN: what cannot be judged is never taken for a grant.

    whole: nothing that could still deny was out of sight. doubts: what could not be judged, where that is known.
    """

    effects: Mapping[Need, Effect]
    whole: bool
    shown: Evidence
    doubts: Mapping[Need, str] = field(default_factory=dict)

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """The needs that are definitely not granted."""
        return tuple(
            Shortfall(need.action, need.resource, need.region, *_KINDS[effect])
            for need, effect in self.effects.items()
            if effect in _KINDS
        )

    @property
    def doubt(self) -> Need | None:
        """A model in a Region that cannot be judged, while the same call is judged in another, or for other reasons.

        Where all of its Regions hang on one thing, AWS has judged that for all of them when it let the call through.
        """
        for need, effect in self.effects.items():
            if effect is Effect.UNKNOWN:
                alike = [other for other in self.effects if _call(other) == _call(need)]
                if len({(self.effects[other], self.doubts.get(other)) for other in alike}) > 1:
                    return need
        return None


def _call(need: Need) -> tuple[object, ...]:
    return need.action, need.context.get(_THROUGH)


@derived_once
def judge_needs(facts: Facts, needs: tuple[Need, ...]) -> PolicyEffects | None:
    """The effect on each need by the policies read, else by IAM's simulator; None where neither may be had."""
    held = facts.account.policies
    if not held.complete:
        return _simulate(facts, needs)
    boundary = _policy(held.boundary) if held.boundary else None
    judged = {need: evaluate(_request(facts, need), _identity(held), boundary) for need in needs}
    return PolicyEffects(
        {need: judgement.effect for need, judgement in judged.items()},
        held.boundary_known,
        Evidence("iam:GetPolicyVersion", message("policy.evaluated")),
        {need: judgement.about for need, judgement in judged.items()},
    )


@derived_once
def do_statements_allow(facts: Facts, needs: tuple[Need, ...]) -> bool:
    """Whether the policies read would grant every need if nothing denied: the guide's policy is attached in meaning."""
    held = facts.account.policies
    if not held.complete:
        return False
    allows = tuple(Policy(policy.name, _only_allows(policy.document)) for policy in _identity(held))
    return all(evaluate(_request(facts, need), allows).effect is Effect.ALLOWED for need in needs)


def name_policies(facts: Facts) -> str:
    """The names of the policies in force that speak of Bedrock."""
    return ", ".join(each.name for each in facts.account.policies.policies if names_bedrock(each)) or "-"


def names_bedrock(policy: AttachedPolicy) -> bool:
    """Whether an Allow of the policy names Bedrock or every service, rightly or wrongly spelt."""
    return any(
        "NotAction" in statement
        or any(str(action).lower().startswith(("*", "bedrock")) for action in _listed(statement.get("Action")))
        for statement in _statements(policy.document)
        if statement.get("Effect") == "Allow"
    )


def name_caller(facts: Facts) -> str:
    """How people call the principal in use, `user/attendee`; `-` where neither STS nor a denial tells it."""
    denial = read_list(facts).diagnosis.denial
    arn = facts.account.identity.body.get("arn") or (denial.principal if denial else "")
    return parse_principal(arn).label if arn else "-"


def _identity(held: PrincipalPolicies) -> tuple[Policy, ...]:
    return tuple(_policy(each) for each in held.policies)


def _policy(attached: AttachedPolicy) -> Policy:
    return Policy(attached.name, attached.document)


def _only_allows(document: Mapping[str, object]) -> dict[str, object]:
    return {**document, "Statement": [each for each in _statements(document) if each.get("Effect") == "Allow"]}


def _statements(document: Mapping[str, object]) -> list[Mapping[str, object]]:
    return [each for each in _listed(document.get("Statement")) if isinstance(each, dict)]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _request(facts: Facts, need: Need) -> Request:
    return Request(need.action, need.resource, {**_known_of_caller(facts), **need.context})


def _known_of_caller(facts: Facts) -> dict[str, tuple[str, ...]]:
    """What AWS knows of the caller in every request."""
    body = facts.account.identity.body
    if not body:
        return {}
    who = parse_principal(body["arn"])
    stamp = facts.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    known: dict[str, tuple[str, ...]] = {"aws:PrincipalAccount": (body["account"],), "aws:CurrentTime": (stamp,)}
    arn = facts.account.policies.principal_arn or (body["arn"] if who.kind == "user" else None)
    if arn:
        known["aws:PrincipalArn"] = (arn,)
    if who.kind == "user":
        known |= {"aws:username": (who.name,), "aws:PrincipalType": ("User",)}
    elif who.kind == "role":
        known |= {"aws:username": (), "aws:PrincipalType": ("AssumedRole",)}
    return known


def simulate_early(facts: Facts) -> None:
    """Ask for a simulation before it is known whether policies can be read, where the caller's own ARN is known."""
    who = facts.account.identity.body
    if who and parse_principal(who["arn"]).kind == "user":
        _simulate(facts, (need_of_listing(facts),))


def _simulate(facts: Facts, needs: tuple[Need, ...]) -> PolicyEffects | None:
    found: dict[Need, Effect] = {}
    for need in needs:
        answer = facts.account.simulation((need.action,), (need.resource,), need.context)
        if not answer.answered:
            return None
        found[need] = _decided(answer.body["decisions"])
    return PolicyEffects(found, True, Evidence("iam:SimulatePrincipalPolicy", message("policy.simulated")))


def _decided(decisions: Sequence[Mapping[str, Any]]) -> Effect:
    """The simulator's one decision; none where a condition may come out otherwise in a real request."""
    if len(decisions) != 1 or {key.lower() for key in decisions[0]["lacked"]} - _ABSENT:
        return Effect.UNKNOWN
    effect = _DECISIONS.get(decisions[0]["decision"], Effect.UNKNOWN)
    held_back = (guard for kind, guard in _GUARDS.items() if kind in decisions[0]["guards"])
    return next(held_back, effect)
