"""Step 4's profiles, judged by the models' ARNs, never by display names."""

from __future__ import annotations

from checkpoints import rules
from checkpoints.guide.models import MODELS
from checkpoints.guide.requirements import MODEL_PROFILES, PROFILES_LISTED
from checkpoints.rules import listing, profile, step3
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, blocked, message, passed


def listed(facts: Facts) -> Finding:
    """`list-inference-profiles` in us-east-1 lists Claude profiles."""
    stopped = step3.stop_listing_without_credentials(facts, PROFILES_LISTED)
    if stopped is not None:
        return stopped
    if listing.is_denied(facts):
        return blocked(PROFILES_LISTED, rules.permissions.on_models(facts))
    return listing.judged(facts)


def of_models(facts: Facts) -> Finding:
    """A profile exists for each of the two models, or for the newer one that stands in for a retired one."""
    before = listed(facts)
    if before.stops_others:
        return blocked(MODEL_PROFILES, before)
    if not before.passed:
        return before.with_(check=MODEL_PROFILES.id)
    shown: list[Evidence] = []
    notes: list[Message] = []
    for model in MODELS:
        found = profile.holding(facts, model.bedrock_id)
        if found is None:
            instead = rules.access.to(facts, model)
            if instead.model_id == model.bedrock_id:
                return _without(instead.finding, model_missing=listing.missing(facts, model))
            notes += instead.finding.guide_notes
            found = profile.through(facts, instead.model_id)
        shown.append(
            Evidence("bedrock:ListInferenceProfiles", message("profiles.holds", model=model.name, id=found.id))
        )
    return passed(MODEL_PROFILES, message("profiles.both"), *shown).with_(guide_notes=tuple(notes))


def _without(access_to_it: Finding, model_missing: Finding) -> Finding:
    """A model without a profile is this check's own failure, unless the model itself is proven to be gone."""
    gone = access_to_it.cause in rules.standin.AGED
    return blocked(MODEL_PROFILES, access_to_it) if gone else model_missing
