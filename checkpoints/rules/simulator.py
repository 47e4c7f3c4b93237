"""What IAM's own simulator says, where the caller may ask it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checkpoints.facts.answer import Answer
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import Evidence, message
from checkpoints.rules.iam import Effect, Judgement, StatementDoubt
from checkpoints.rules.needs import Need, needs_of_profiles, needs_of_subscribing
from checkpoints.rules.profiles import find_route

SHOWN = Evidence("iam:SimulatePrincipalPolicy", message("policy.simulated"))
_DECISIONS = {"allowed": Effect.ALLOWED, "explicitDeny": Effect.EXPLICIT_DENY, "implicitDeny": Effect.IMPLICIT_DENY}
_GUARDS = {"service control policy": Effect.ORGANIZATION_DENY, "permissions boundary": Effect.BOUNDARY_DENY}
# Condition keys that a real request of the caller does not have either, unless a need says so.
_ABSENT = frozenset({"aws:calledvia", "aws:calledviafirst", "aws:calledvialast"})

Request = tuple[str, str, tuple[str, ...], str | None]


@derived_once
def simulate(facts: Facts, needs: tuple[Need, ...]) -> Mapping[Need, Judgement] | None:
    """The simulator's judgement on each need; None where it may not be asked, or does not answer.

    Actions that differ in nothing else are asked about together. What waits for no list of profiles is asked first: IAM
    allows or refuses simulations of a principal as a whole.
    """
    first = needs_of_subscribing(facts)
    if needs != first and simulate(facts, first) is None:
        return None
    asked: dict[Request, list[str]] = {}
    for need in needs:
        asked.setdefault(_request(need), []).append(need.action)
    answers: dict[Request, Answer] = {}
    for need in needs:
        request = _request(need)
        if request not in answers:
            answers[request] = facts.account.simulation(asked[request], (need.resource,), _context(need))
        if not answers[request].answered:
            return None
    return {need: _judge(need.action, answers[_request(need)].body["decisions"]) for need in needs}


def _request(need: Need) -> Request:
    return need.resource, need.region, need.via, need.profile_arn


def _context(need: Need) -> dict[str, tuple[str, ...]]:
    given = {"aws:RequestedRegion": (need.region,), "aws:SecureTransport": ("true",), **need.context}
    if need.via:
        given |= {"aws:CalledVia": need.via, "aws:CalledViaFirst": need.via[:1], "aws:CalledViaLast": need.via[-1:]}
    return given


def simulate_subscribing(facts: Facts) -> None:
    """Ask early what does not wait for the list of profiles."""
    simulate(facts, needs_of_subscribing(facts))


def simulate_route(facts: Facts, model_id: str) -> None:
    """Ask early about the Regions that a model's profile routes to."""
    needs = needs_of_profiles(facts, (find_route(facts, model_id).profile,))
    simulate(facts, tuple(need for need in needs if need.routed))


def _judge(action: str, decisions: Sequence[Mapping[str, Any]]) -> Judgement:
    """The simulator's one decision on an action; none where a condition may come out otherwise in a real request."""
    found = [each for each in decisions if str(each["action"]).lower() == action.lower()]
    lacked = {key.lower() for each in found for key in each["lacked"]} - _ABSENT
    if len(found) != 1 or lacked:
        return _unknown(", ".join(sorted(lacked)))
    effect = _effect(found[0])
    return _unknown(found[0]["decision"]) if effect is Effect.UNKNOWN else Judgement(effect)


def _effect(decision: Mapping[str, Any]) -> Effect:
    """What a decision comes to: a policy that stands above the principal's own goes before them."""
    guard = next((effect for kind, effect in _GUARDS.items() if kind in decision["guards"]), None)
    return guard or _DECISIONS.get(decision["decision"], Effect.UNKNOWN)


def _unknown(about: str) -> Judgement:
    return Judgement(Effect.UNKNOWN, doubts=(StatementDoubt("", 0, None, "context-missing", about),))
