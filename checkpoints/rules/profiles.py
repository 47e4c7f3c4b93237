"""Step 4's profiles, judged by the models' ARNs, never by display names."""

from __future__ import annotations

from checkpoints import rules
from checkpoints.guide.models import MODELS
from checkpoints.guide.requirements import MODEL_PROFILES, PROFILES_LISTED
from checkpoints.rules import credentials, listing, profile
from checkpoints.rules.finding import Evidence, Finding, Said, blocked, passed, said
from checkpoints.rules.seen import Seen


def listed(seen: Seen) -> Finding:
    """`list-inference-profiles` in us-east-1 lists Claude profiles."""
    stopped = credentials.stop_listing(seen, PROFILES_LISTED)
    if stopped is not None:
        return stopped
    if listing.is_denied(seen):
        return blocked(PROFILES_LISTED, rules.permissions.on_models(seen))
    return listing.judged(seen)


def of_models(seen: Seen) -> Finding:
    """A profile exists for each of the two models, or for the newer one that stands in for a retired one."""
    before = listed(seen)
    if before.stops_others:
        return blocked(MODEL_PROFILES, before)
    if not before.passed:
        return before.but(check=MODEL_PROFILES.id)
    shown: list[Evidence] = []
    notes: list[Said] = []
    for model in MODELS:
        found = profile.holding(seen, model.bedrock_id)
        if found is None:
            instead = rules.access.to(seen, model)
            if instead.model_id == model.bedrock_id:
                return _without(instead.finding, model_missing=listing.missing(seen, model))
            notes += instead.finding.guide_notes
            found = profile.through(seen, instead.model_id)
        shown.append(Evidence("bedrock:ListInferenceProfiles", said("profiles.holds", model=model.name, id=found.id)))
    return passed(MODEL_PROFILES, said("profiles.both"), *shown).but(guide_notes=tuple(notes))


def _without(access_to_it: Finding, model_missing: Finding) -> Finding:
    """A model without a profile is this check's own failure, unless the model itself is proven to be gone."""
    gone = access_to_it.cause in rules.standin.AGED
    return blocked(MODEL_PROFILES, access_to_it) if gone else model_missing
