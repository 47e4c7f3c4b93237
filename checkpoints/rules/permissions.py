"""Step 2: what the principal may do, by behaviour first, and by its policies where they can be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checkpoints.guide.models import REGION
from checkpoints.guide.policy import INVOKE, LIST, NAME, STREAM
from checkpoints.guide.requirements import MODEL_PERMISSIONS, POLICY_ATTACHED
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import evidence, grants, listing, probes, profile, standin, step3
from checkpoints.rules.diagnosis import Kind
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, blocked, failed, message, passed, unverified
from checkpoints.rules.grants import Shortfall
from checkpoints.rules.probes import Probe

_ACTIONS = (INVOKE, STREAM, LIST)
# In the order of who can mend it last: a guard rail above the account hides everything below it.
_GUARDS = (
    ("service control policy", Cause.SCP_DENY),
    ("resource control policy", Cause.SCP_DENY),
    ("permissions boundary", Cause.PERMISSIONS_BOUNDARY),
    ("session policy", Cause.SESSION_POLICY),
)


def attached(facts: Facts) -> Finding:
    """The guide's policy, or policies that mean the same, are attached to the user or role in use."""
    stopped = step3.stop_without_credentials(facts, POLICY_ATTACHED)
    if stopped is not None:
        return stopped
    nothing = _nothing_granted(facts)
    if nothing is not None:
        return nothing
    if grants.allowed_by_statements(facts):
        shown = Evidence("iam:GetPolicyVersion", message("policy.read", names=grants.names(facts)))
        return passed(POLICY_ATTACHED, message("policy.attached", names=grants.names(facts)), shown).with_(
            notes=(message("policy.narrow-later"),), guide_notes=(message("guide.get-inference-profile"),)
        )
    permitted = on_models(facts)
    proofs = [each for each in probes.every(facts) if each.proves]
    if permitted.verdict is not Verdict.FAILED and {each.action for each in proofs} == set(_ACTIONS):
        effect = passed(POLICY_ATTACHED, message("policy.by-effect"), *(each.shown for each in proofs))
        return effect.with_(notes=(message("policy.narrow-later"),))
    if permitted.stops_others:
        return blocked(POLICY_ATTACHED, permitted)
    return permitted.with_(check=POLICY_ATTACHED.id)


def on_models(facts: Facts) -> Finding:
    """The three Bedrock actions are granted, on profiles and on models in every Region that the profiles route to."""
    stopped = step3.stop_without_credentials(facts, MODEL_PERMISSIONS)
    if stopped is not None:
        return stopped
    nothing = _nothing_granted(facts)
    if nothing is not None:
        return blocked(MODEL_PERMISSIONS, nothing)
    tried = probes.every(facts)
    denied = [each for each in tried if each.denied]
    if denied:
        return _short(facts, [each.shortfall for each in denied], *(each.shown for each in denied))
    silent = [each for each in tried if not each.proves]
    away = [each for each in silent if evidence.nobody_there(each.answer, each.diagnosis)]
    if away:
        return _unproven(facts, away[0])
    # Behaviour is decisive where it was tried; a call reaches only one of the Regions that a profile routes to.
    told = grants.told(facts, (need for need in grants.needs(facts) if need.routed))
    if told is not None and told.shortfalls:
        return _short(facts, told.shortfalls, told.shown)
    if silent:
        return _unproven(facts, silent[0])
    if told is not None and told.doubt is not None:
        about = told.doubt
        detail = message("permissions.unjudged", action=about.action, resource=about.resource)
        return unverified(MODEL_PERMISSIONS, Cause.NOT_PERMITTED_TO_LOOK, detail, told.shown)
    return passed(
        MODEL_PERMISSIONS, message("permissions.proven", regions=_regions(facts)), *(each.shown for each in tried)
    )


def _is_plain(missing: Shortfall) -> bool:
    """Whether simply no identity policy allows it."""
    return not missing.explicit and missing.kind in ("", "identity-based policy")


def _nothing_granted(facts: Facts) -> Finding | None:
    """The finding that the policy is not attached: each of the three actions was tried and plainly denied."""
    tried = probes.every(facts)
    missing = [each.shortfall for each in tried if each.denied]
    plainly = len(missing) == len(tried) and all(_is_plain(each) and each.action in _ACTIONS for each in missing)
    if not plainly or grants.allowed_by_statements(facts):
        return None
    held = facts.account.policies
    misses = [each.name for each in held.policies if grants.speaks_of_bedrock(each)] if held.complete else []
    values = {"policy": NAME, "principal": grants.caller(facts), "action": LIST, "resource": missing[0].resource}
    if misses:
        detail = message("policy.says-else", **values, names=", ".join(misses))
        return failed(POLICY_ATTACHED, Cause.POLICY_INCOMPLETE, detail, tried[0].shown)
    detail = message("policy.not-attached", **values)
    return failed(POLICY_ATTACHED, Cause.POLICY_NOT_ATTACHED, detail, tried[0].shown)


def _short(facts: Facts, missing: Sequence[Shortfall], *shown: Evidence) -> Finding:
    cause, about = _root(missing)
    elsewhere = about.region != REGION
    key = "permissions.elsewhere" if elsewhere else "permissions.short"
    if cause is Cause.POLICY_INCOMPLETE and grants.allowed_by_statements(facts):
        key = "permissions.not-yet"
    same = [each for each in missing if (each.kind, each.explicit) == (about.kind, about.explicit)]
    detail = message(
        key,
        action=_listed(each.action for each in same),
        resource=_listed(each.resource for each in same),
        region=_listed(each.region or "global" for each in same if elsewhere == (each.region != REGION)),
        kind=about.kind or "identity-based policy",
        principal=grants.caller(facts),
    )
    return failed(MODEL_PERMISSIONS, cause, detail, *shown)


def _listed(values: Iterable[str]) -> str:
    """Each value once."""
    return ", ".join(dict.fromkeys(values))


def _root(missing: Sequence[Shortfall]) -> tuple[Cause, Shortfall]:
    """The root among what is missing, and the one to tell of."""
    for kind, cause in _GUARDS:
        for each in missing:
            if each.kind == kind:
                return cause, each
    for each in missing:
        if not _is_plain(each):
            return Cause.EXPLICIT_DENY, each
    here = [each for each in missing if each.region == REGION]
    if not here:
        return Cause.DESTINATION_REGION_DENIED, missing[0]
    if all(each.action == STREAM for each in missing):
        return Cause.STREAMING_NOT_ALLOWED, here[0]
    return Cause.POLICY_INCOMPLETE, here[0]


def _unproven(facts: Facts, silent: Probe) -> Finding:
    """A reply that does not show what IAM says: what kept it from that, where that is known."""
    if silent.model is None:
        listed = listing.judged(facts)
        return blocked(MODEL_PERMISSIONS, listed) if listed.stops_others else listed.with_(check=MODEL_PERMISSIONS.id)
    missing = profile.is_missing(facts, grants.subject(facts, silent.model))
    refused = silent.diagnosis.kind in (Kind.ACCOUNT, Kind.UNKNOWN)
    access = standin.of(facts, silent.model).finding if missing or refused else None
    if access is not None and access.stops_others:
        return blocked(MODEL_PERMISSIONS, access)
    if missing:
        return blocked(MODEL_PERMISSIONS, listing.missing(facts, silent.model))
    return evidence.unheard(MODEL_PERMISSIONS, silent.answer, silent.diagnosis)


def _regions(facts: Facts) -> str:
    found = {arn.split(":")[3] or "global" for each in grants.asked_through(facts) for arn in each.model_arns}
    return ", ".join(sorted(found))
