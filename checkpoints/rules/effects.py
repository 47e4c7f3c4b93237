"""The effect of policies on what must be granted, by the policies read and by IAM's own simulator together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from checkpoints.guide.policy import CALLED_VIA, MARKETPLACE_ACTIONS, STREAM
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.denial import (
    IDENTITY_POLICY,
    PERMISSIONS_BOUNDARY,
    RESOURCE_CONTROL_POLICY,
    RESOURCE_POLICY,
    SERVICE_CONTROL_POLICY,
    SESSION_POLICY,
    VPC_ENDPOINT_POLICY,
    Denial,
)
from checkpoints.rules import policies
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import DenyingStatement, Evidence, message
from checkpoints.rules.iam import Effect, Judgement, judge_decision
from checkpoints.rules.profiles import Need, find_route, list_profile_needs

# -- IAM's simulator

_SIMULATED = Evidence("iam:SimulatePrincipalPolicy", message("policy.simulated"))


def list_subscribing_needs(facts: Facts) -> tuple[Need, ...]:
    """What the guide's second statement must grant: both Marketplace actions, when Bedrock is the last caller."""
    return tuple(Need(action, "*", facts.edition.region, (CALLED_VIA,)) for action in MARKETPLACE_ACTIONS)


@derived_once
def simulate(facts: Facts, needs: tuple[Need, ...]) -> Mapping[Need, Judgement] | None:
    """The simulator's judgement on each need; None where it may not be asked, or does not answer.

    Actions that differ in nothing else are asked about together. What waits for no list of profiles is asked first: IAM
    allows or refuses simulations of a principal as a whole.
    """
    first = list_subscribing_needs(facts)
    if needs != first and simulate(facts, first) is None:
        return None
    asked: dict[tuple[object, ...], list[Need]] = {}
    for need in needs:
        asked.setdefault((need.resource, need.region, need.via, need.profile_arn), []).append(need)
    judged: dict[Need, Judgement] = {}
    for alike in asked.values():
        answer = facts.account.simulation([need.action for need in alike], (alike[0].resource,), _context(alike[0]))
        if not answer.answered:
            return None
        judged |= {need: judge_decision(need.action, answer.body["decisions"]) for need in alike}
    return {need: judged[need] for need in needs}


def _context(need: Need) -> dict[str, tuple[str, ...]]:
    given = {"aws:RequestedRegion": (need.region,), "aws:SecureTransport": ("true",), **need.context}
    if need.via:
        given |= {"aws:CalledVia": need.via, "aws:CalledViaFirst": need.via[:1], "aws:CalledViaLast": need.via[-1:]}
    return given


def simulate_route(facts: Facts, model_id: str) -> None:
    """Ask early about the Regions that a model's profile routes to."""
    needs = list_profile_needs(facts, (find_route(facts, model_id).profile,))
    simulate(facts, tuple(need for need in needs if need.routed))


# -- both together


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A need that is not granted. kind: of the policy that decided, as IAM's sentence names it; "" if unsaid.

    denied_by: the statement that denies, where it could be read.
    """

    action: str
    resource: str
    region: str
    kind: str
    explicit: bool
    denied_by: DenyingStatement | None = None


_KINDS = {
    Effect.IMPLICIT_DENY: (IDENTITY_POLICY, False),
    Effect.EXPLICIT_DENY: (IDENTITY_POLICY, True),
    Effect.BOUNDARY_DENY: (PERMISSIONS_BOUNDARY, False),
    Effect.ORGANIZATION_DENY: (SERVICE_CONTROL_POLICY, False),
}


@dataclass(frozen=True, slots=True)
class PolicyEffects:
    """The effect of policies on needs. UNKNOWN stays UNKNOWN: what cannot be judged is never taken for a grant.

    whole: nothing that could still deny was out of sight.
    """

    judgements: Mapping[Need, Judgement]
    whole: bool
    shown: tuple[Evidence, ...]

    def of(self, needs: Iterable[Need]) -> PolicyEffects:
        """The same for some of the needs."""
        return replace(self, judgements={need: self.judgements[need] for need in needs})

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """The needs that are definitely not granted."""
        return tuple(
            Shortfall(need.action, need.resource, _name_region(need), *_KINDS[judged.effect], name_statement(judged))
            for need, judged in self.judgements.items()
            if judged.effect.is_denial
        )

    @property
    def doubt(self) -> Need | None:
        """A model in a Region that cannot be judged, while the same call is judged in another, or for other reasons.

        Where all of its Regions hang on one statement, and not on the Region, AWS has judged that for all of them when
        it let the call through.
        """
        for need, judged in self.judgements.items():
            if judged.effect is Effect.UNKNOWN:
                alike = [self.judgements[other] for other in self.judgements if _call(other) == _call(need)]
                if not all(judged.hangs_alike(other) for other in alike):
                    return need
        return None


def _call(need: Need) -> tuple[object, ...]:
    return need.action, need.profile_arn


def _name_region(need: Need) -> str:
    """The Region of a need's resource, "" for a model that a global profile calls."""
    parts = need.resource.split(":")
    return parts[3] if len(parts) > 4 else need.region


def name_statement(judged: Judgement) -> DenyingStatement | None:
    """The statement of a denial; None where none decided, or where nobody could read it."""
    if judged.policy is None or judged.statement is None:
        return None
    return DenyingStatement(judged.policy, judged.statement)


@derived_once
def judge_needs(facts: Facts, needs: tuple[Need, ...]) -> PolicyEffects | None:
    """The effect on each need by the policies read, and by IAM's simulator; None where neither may be had.

    The simulator knows what no policy of the principal shows, such as the organization's: it is asked in any case.
    """
    simulated, read = simulate(facts, needs), policies.read_judgements(facts, needs)
    if read is None and simulated is None:
        return None
    held = facts.account.policies
    if read is None:
        return PolicyEffects(simulated or {}, True, (_SIMULATED,))
    if simulated is None:
        return PolicyEffects(read, held.boundary_known, (policies.SHOWN,))
    together = {need: read[need].combine(simulated[need]) for need in needs}
    return PolicyEffects(together, True, (policies.SHOWN, _SIMULATED))


# -- the root among shortfalls

# The first of these kinds that denies is the root: what stands above the account hides everything below it.
GUARDS = (
    (SERVICE_CONTROL_POLICY, Cause.SCP_DENY),
    (RESOURCE_CONTROL_POLICY, Cause.SCP_DENY),
    (PERMISSIONS_BOUNDARY, Cause.PERMISSIONS_BOUNDARY),
    (SESSION_POLICY, Cause.SESSION_POLICY),
    (VPC_ENDPOINT_POLICY, Cause.RESOURCE_POLICY),
    (RESOURCE_POLICY, Cause.RESOURCE_POLICY),
)


def is_plain(missing: Shortfall | Denial) -> bool:
    """Whether simply no identity policy allows it."""
    return not missing.explicit and missing.kind in ("", IDENTITY_POLICY)


def find_root(missing: Sequence[Shortfall], region: str) -> tuple[Cause, Shortfall]:
    """The cause of shortfalls, and the one that it is told of. region: the guide's."""
    return _find_guard(missing) or _find_gap(missing, region)


def _find_guard(missing: Sequence[Shortfall]) -> tuple[Cause, Shortfall] | None:
    """What keeps the caller from it whatever the caller's own policies allow; of one kind first what denies."""
    for kind, cause in GUARDS:
        alike = sorted((each for each in missing if each.kind == kind), key=lambda each: not each.explicit)
        if alike:
            return cause, alike[0]
    denied = next((each for each in missing if not is_plain(each)), None)
    return None if denied is None else (Cause.EXPLICIT_DENY, denied)


def _find_gap(missing: Sequence[Shortfall], region: str) -> tuple[Cause, Shortfall]:
    """What no identity policy allows."""
    here = [each for each in missing if each.region == region]
    if not here:
        return Cause.DESTINATION_REGION_DENIED, missing[0]
    only_streaming = all(each.action == STREAM for each in missing)
    return Cause.STREAMING_NOT_ALLOWED if only_streaming else Cause.POLICY_INCOMPLETE, here[0]
