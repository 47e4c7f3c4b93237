"""Step 4 at AWS: the Region's system-defined inference profiles, judged by the models' ARNs, never by display names."""

from __future__ import annotations

from checkpoints.guide.models import Model
from checkpoints.guide.requirements import MODEL_PROFILES
from checkpoints.rules.access import AGED
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import Evidence, Finding, Message, blocked, message, passed
from checkpoints.rules.permissions import judge_profiles_listed
from checkpoints.rules.profiles import find_route, judge_missing_profile
from checkpoints.rules.step1 import find_called_model, judge_model_access

__all__ = ["judge_model_profiles", "judge_profiles_listed"]


@derived_once
def judge_model_profiles(facts: Facts) -> Finding:
    """A profile exists for each of the two models, or for the newer one that stands in for a retired one."""
    listed = judge_profiles_listed(facts)
    if listed.stops_others:
        return blocked(MODEL_PROFILES, listed)
    if not listed.passed:
        return listed.with_(check=MODEL_PROFILES.id)
    shown: list[Evidence] = []
    notes: list[Message] = []
    for model in facts.edition.models:
        route = find_route(facts, model.bedrock_id)
        if route.is_unlisted:
            access, called = judge_model_access(facts, model), find_called_model(facts, model)
            if called == model.bedrock_id:
                return _without(facts, model, access)
            notes += access.guide_notes
            route = find_route(facts, called)
            if route.is_unlisted:
                return _without(facts, model, access)
        shown.append(
            Evidence("bedrock:ListInferenceProfiles", message("profiles.holds", model=model.name, id=route.profile.id))
        )
    return passed(MODEL_PROFILES, message("profiles.both"), *shown).with_(guide_notes=tuple(notes))


def _without(facts: Facts, model: Model, access: Finding) -> Finding:
    """A model without a profile is this check's own failure, unless the model itself is proven to be gone."""
    return blocked(MODEL_PROFILES, access) if access.cause in AGED else judge_missing_profile(facts, model)
