"""`list-inference-profiles` in us-east-1, where IAM did not deny it."""

from __future__ import annotations

from checkpoints.guide.models import REGION, Model
from checkpoints.guide.requirements import MODEL_PROFILES, PROFILES_LISTED
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import evidence, profile
from checkpoints.rules.diagnosis import Kind, diagnose
from checkpoints.rules.finding import Evidence, Finding, failed, passed, said
from checkpoints.rules.seen import Seen

_SHOWN = 6


def is_denied(seen: Seen) -> bool:
    """Whether IAM denies the listing."""
    return diagnose(seen.account.inference_profiles).kind is Kind.IAM


def judged(seen: Seen) -> Finding:
    """Whether AWS lists profiles of Anthropic's Claude."""
    answer = seen.account.inference_profiles
    if not answer.answered:
        return evidence.unheard(PROFILES_LISTED, answer, diagnose(answer))
    every, claude = profile.listed(seen), profile.claude(seen)
    if not every:
        return failed(PROFILES_LISTED, Cause.NO_PROFILES, said("profiles.none", region=REGION), evidence.of(answer))
    ids = ", ".join(each.id for each in claude[:_SHOWN])
    shown = Evidence(answer.operation, said("profiles.shown", count=len(every), claude=len(claude), ids=ids or "-"))
    if not claude:
        detail = said("profiles.no-claude", count=len(every), region=REGION)
        return failed(PROFILES_LISTED, Cause.NO_CLAUDE_PROFILES, detail, shown)
    return passed(PROFILES_LISTED, said("profiles.listed", claude=len(claude), region=REGION), shown)


def missing(seen: Seen, model: Model) -> Finding:
    """The finding for a model that no listed profile holds: the list's own trouble goes before the model's."""
    listed = judged(seen)
    if listed.stops_others:
        return listed
    detail = said("profiles.missing", model=model.name, model_id=model.bedrock_id, region=REGION)
    return failed(MODEL_PROFILES, Cause.MODEL_PROFILE_MISSING, detail, *listed.evidence)
