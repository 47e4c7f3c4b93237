"""The model that each of the guide's is judged on: itself, or a newer one of its family once it has aged."""

from __future__ import annotations

from dataclasses import dataclass

from checkpoints.guide.models import Model
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import gates, granted, profile
from checkpoints.rules.facts import Facts, ModelMatching
from checkpoints.rules.finding import Finding, message

AGED = (Cause.MODEL_LEGACY, Cause.MODEL_RETIRED)
_CANDIDATES = 4  # newer models asked in turn, so that a run stays short and cheap


@dataclass(frozen=True, slots=True)
class Judged:
    """A model of the guide, judged. model_id: the Bedrock id that answers for it, a newer one's if it stands in.

    finding: None where AWS said neither yes nor no of it.
    """

    model_id: str
    finding: Finding | None


def of(facts: Facts, model: Model) -> Judged:
    """The guide's own model, or where that has aged the latest of its family that is granted or may be.

    A newer one that only waits for a requirement of its own, or for an agreement that is on its way, goes before the
    age of the guide's.
    """
    own = granted.judged(facts, model, model.bedrock_id)
    if own is None or facts.models is ModelMatching.GUIDE or not _has_aged(facts, model, own):
        return Judged(model.bedrock_id, own)
    unproven, waiting = [], []
    for newer_id in profile.newer(facts, model)[:_CANDIDATES]:
        instead = granted.judged(facts, model, newer_id)
        if instead is None:
            unproven.append(Judged(newer_id, None))
        elif instead.passed:
            return Judged(newer_id, _standing_in(instead, model, newer_id, own))
        elif instead.verdict is Verdict.BLOCKED or instead.cause is Cause.AGREEMENT_PENDING:
            waiting.append(Judged(newer_id, instead))
    return next(iter((*unproven, *waiting)), Judged(model.bedrock_id, own))


def _has_aged(facts: Facts, model: Model, own: Finding) -> bool:
    """Whether the model is refused as aged, or is past its announced life and gone from AWS's list or Region."""
    if own.cause in AGED:
        return True
    unlisted = own.verdict is Verdict.BLOCKED and profile.is_missing(facts, model.bedrock_id)
    gone = unlisted or own.cause is Cause.MODEL_NOT_IN_REGION
    return gone and gates.is_past_its_announced_life(facts, model.bedrock_id)


def _standing_in(instead: Finding, model: Model, newer_id: str, own: Finding) -> Finding:
    return instead.with_(
        detail=message("access.stands-in", model=model.name, newer=newer_id),
        evidence=(*own.evidence, *instead.evidence),
        guide_notes=(message("guide.model-aged", model=model.name, newer=newer_id), *instead.guide_notes),
    )
