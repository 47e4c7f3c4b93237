"""`list-inference-profiles` in us-east-1, where IAM did not deny it."""

from __future__ import annotations

from checkpoints.guide.models import REGION, Model
from checkpoints.guide.requirements import MODEL_PROFILES, PROFILES_LISTED
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import evidence, profile
from checkpoints.rules.diagnosis import Kind, diagnose
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, failed, message, passed

_SHOWN = 6


def is_denied(facts: Facts) -> bool:
    """Whether IAM denies the listing."""
    return diagnose(facts.account.inference_profiles).kind is Kind.IAM


def judged(facts: Facts) -> Finding:
    """Whether AWS lists profiles of Anthropic's Claude."""
    answer = facts.account.inference_profiles
    if not answer.answered:
        return evidence.unheard(PROFILES_LISTED, answer, diagnose(answer))
    every, claude = profile.listed(facts), profile.claude(facts)
    if not every:
        return failed(PROFILES_LISTED, Cause.NO_PROFILES, message("profiles.none", region=REGION), evidence.of(answer))
    ids = ", ".join(each.id for each in claude[:_SHOWN])
    shown = Evidence(answer.operation, message("profiles.shown", count=len(every), claude=len(claude), ids=ids or "-"))
    if not claude:
        detail = message("profiles.no-claude", count=len(every), region=REGION)
        return failed(PROFILES_LISTED, Cause.NO_CLAUDE_PROFILES, detail, shown)
    return passed(PROFILES_LISTED, message("profiles.listed", claude=len(claude), region=REGION), shown)


def missing(facts: Facts, model: Model) -> Finding:
    """The finding for a model that no listed profile holds: the list's own trouble goes before the model's."""
    listed = judged(facts)
    if listed.stops_others:
        return listed
    detail = message("profiles.missing", model=model.name, model_id=model.bedrock_id, region=REGION)
    return failed(MODEL_PROFILES, Cause.MODEL_PROFILE_MISSING, detail, *listed.evidence)
