"""Step 1: whether a model answers this account, and which model stands in for one that has been retired."""

from __future__ import annotations

from dataclasses import dataclass

from checkpoints import rules
from checkpoints.guide.models import HAIKU, SONNET, Model
from checkpoints.guide.requirements import Requirement
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import evidence, gates, permissions, replies, standin, step3
from checkpoints.rules.diagnosis import Kind, diagnose
from checkpoints.rules.facts import Facts, ModelMatching
from checkpoints.rules.finding import Finding, blocked, message, unverified
from checkpoints.rules.granted import ROWS


@dataclass(frozen=True, slots=True)
class Access:
    """Access to a model of the guide. model_id: the Bedrock id that answers for it, a newer one's if it stands in."""

    model_id: str
    finding: Finding


def sonnet(facts: Facts) -> Finding:
    """Claude Sonnet answers this account."""
    return to(facts, SONNET).finding


def haiku(facts: Facts) -> Finding:
    """Claude Haiku answers this account."""
    return to(facts, HAIKU).finding


def to(facts: Facts, model: Model) -> Access:
    """Access to a model that the guide names, or to the latest of its family that stands in for it."""
    row = ROWS[model.family]
    stopped = step3.stop_without_credentials(facts, row)
    if stopped is not None:
        return Access(model.bedrock_id, stopped)
    judged = standin.of(facts, model)
    if judged.finding is not None and judged.finding.cause in standin.AGED and _cannot_stand_in(facts):
        # Whether there is a newer model cannot be known: that is the root, not the age of the guide's.
        listed = rules.profiles.listed(facts)
        unlisted = blocked(row, listed) if listed.stops_others else listed.with_(check=row.id)
        return Access(model.bedrock_id, unlisted)
    return Access(judged.model_id, judged.finding or _unproven(facts, row, model, judged.model_id))


def _cannot_stand_in(facts: Facts) -> bool:
    return facts.models is ModelMatching.FAMILY and not facts.account.inference_profiles.answered


def _unproven(facts: Facts, row: Requirement, model: Model, model_id: str) -> Finding:
    """Neither the account nor the model said yes or no: what kept them from it."""
    reply = replies.of(facts, model_id)[0]
    diagnosis = diagnose(reply)
    held_up = permissions.on_models(facts)
    shared = diagnosis.kind is Kind.IAM or (diagnosis.cause is not None and held_up.cause is diagnosis.cause)
    if held_up.stops_others and shared:
        return blocked(row, held_up)
    newer = model_id != model.bedrock_id
    values = {"model": model_id if newer else model.name, "model_id": model_id}
    notes = (message("guide.model-aged", model=model.name, newer=model_id),) if newer else ()
    if diagnosis.cause is not None:
        found = unverified(row, diagnosis.cause, message("access.no-answer", **values), evidence.of(reply))
    else:
        shown = evidence.of(gates.looked(facts, model_id))
        found = unverified(row, Cause.NOT_PERMITTED_TO_LOOK, message("access.unproven", **values), shown)
    return found.with_(guide_notes=notes)
