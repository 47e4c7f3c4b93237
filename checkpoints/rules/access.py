"""Step 1: whether a model answers this account, and which model stands in for one that has been retired."""

from __future__ import annotations

from dataclasses import dataclass

from checkpoints.facts.answer import Answer
from checkpoints.guide.models import HAIKU, SONNET, Model
from checkpoints.guide.policy import INVOKE
from checkpoints.guide.requirements import HAIKU_ACCESS, SONNET_ACCESS, Requirement
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import credentials, evidence, form, gates, listing, permissions, profile, replies
from checkpoints.rules.diagnosis import Diagnosis, Kind, diagnose
from checkpoints.rules.finding import Evidence, Finding, Said, blocked, failed, passed, said, unverified
from checkpoints.rules.seen import Letter, Seen

ROWS = {SONNET.family: SONNET_ACCESS, HAIKU.family: HAIKU_ACCESS}
AGED = (Cause.MODEL_LEGACY, Cause.MODEL_RETIRED)
_CANDIDATES = 4  # newer models asked in turn, so that a run stays short and cheap


@dataclass(frozen=True, slots=True)
class Access:
    """Access to a model of the guide. model_id: the Bedrock id that answers for it, a newer one's if it stands in."""

    model_id: str
    finding: Finding


def sonnet(seen: Seen) -> Finding:
    """Claude Sonnet answers this account."""
    return to(seen, SONNET).finding


def haiku(seen: Seen) -> Finding:
    """Claude Haiku answers this account."""
    return to(seen, HAIKU).finding


def to(seen: Seen, model: Model) -> Access:
    """Access to a model that the guide names, or to the latest of its family that stands in for it."""
    row = ROWS[model.family]
    accepted = credentials.valid(seen)
    if accepted.stops_others:
        return Access(model.bedrock_id, blocked(row, accepted))
    own = _judged(seen, row, model, model.bedrock_id)
    if own.cause not in AGED and not (own.verdict is Verdict.BLOCKED and _is_off_the_list(seen, model)):
        return Access(model.bedrock_id, own)
    if seen.models is Letter.FAMILY:
        for newer_id in profile.newer(seen, model)[:_CANDIDATES]:
            instead = _judged(seen, row, model, newer_id)
            if instead.passed:
                return Access(newer_id, _standing_in(instead, model, newer_id, own))
    return Access(model.bedrock_id, own)


def _is_off_the_list(seen: Seen, model: Model) -> bool:
    """Whether the model is past its published end of life and AWS has taken its profile from the list."""
    ended = model.end_of_life is not None and model.end_of_life <= seen.now.date()
    return ended and seen.account.inference_profiles.answered and profile.holding(seen, model.bedrock_id) is None


def _standing_in(instead: Finding, model: Model, newer_id: str, own: Finding) -> Finding:
    note = said("guide.model-aged", model=model.name, newer=newer_id)
    return instead.but(
        detail=said("access.stands-in", model=model.name, newer=newer_id),
        evidence=(*own.evidence, *instead.evidence),
        guide_notes=(note, *instead.guide_notes),
    )


def _judged(seen: Seen, row: Requirement, model: Model, model_id: str) -> Finding:
    """What AWS says of one model id: a refusal first, then the gates, then an answer of the model."""
    values = {"model": model.name, "model_id": model_id}
    refusal = replies.refusal(seen, model_id)
    unlisted = seen.account.inference_profiles.answered and profile.holding(seen, model_id) is None
    if refusal is not None and not (unlisted and diagnose(refusal).cause is Cause.MODEL_NOT_IN_REGION):
        return _refused(seen, row, refusal, values)
    answer = replies.generation(seen, model_id)
    spoke = answer is not None and answer.answered
    if gates.is_past_its_life(seen, model_id) and not spoke:
        end = gates.end_of_life(seen, model_id)
        detail = said("access.retired", **values, day=end.date() if end else "")
        return failed(row, Cause.MODEL_RETIRED, detail, evidence.of(seen.account.lifecycle(model_id)))
    looked = seen.account.availability(model_id)
    if looked.answered:
        shut = gates.closed(looked.body)
        if shut is not None:
            return _shut(seen, row, shut, looked, values)
    if answer is not None and answer.answered:
        if not answer.body.get("message"):
            return unverified(row, Cause.SERVICE_ERROR, said("access.no-message", **values), evidence.of(answer))
        return _granted(seen, row, model_id, said("access.answered", **values), evidence.of(answer))
    if looked.answered:
        return _granted(seen, row, model_id, said("access.gates-open", **values), _gates(looked))
    if unlisted:
        return blocked(row, listing.missing(model))
    return _unproven(seen, row, model_id, answer, values)


def _refused(seen: Seen, row: Requirement, refusal: Answer, values: dict[str, str]) -> Finding:
    diagnosis = diagnose(refusal)
    unsubmitted = form.missing(seen) if diagnosis.cause is Cause.USE_CASE_FORM_MISSING else None
    if unsubmitted is not None:
        return blocked(row, unsubmitted)
    found = failed(row, diagnosis.cause, said("access.refused", **values), evidence.of(refusal))
    return found.but(wait_minutes=diagnosis.wait_minutes)


def _shut(seen: Seen, row: Requirement, shut: Cause, looked: Answer, values: dict[str, str]) -> Finding:
    unsubmitted = form.missing(seen)
    if unsubmitted is not None and shut is not Cause.MODEL_NOT_IN_REGION:
        return blocked(row, unsubmitted)
    cause = Cause.MODEL_ACCESS_NOT_GRANTED if shut is Cause.USE_CASE_FORM_MISSING else shut
    told = looked.body.get("agreement_error") or "-"
    found = failed(row, cause, said("access.gate-shut", **values, told=told), _gates(looked))
    return found.but(wait_minutes=15 if cause is Cause.AGREEMENT_PENDING else None)


def _granted(seen: Seen, row: Requirement, model_id: str, detail: Said, shown: Evidence) -> Finding:
    end = gates.end_of_life(seen, model_id)
    notes = (said("guide.model-ends", model=detail.values["model"], day=end.date()),) if end else ()
    return passed(row, detail, shown).but(guide_notes=notes)


def _gates(looked: Answer) -> Evidence:
    gate = {name: str(looked.body[name]) for name in ("agreement", "authorization", "entitlement", "region")}
    return Evidence(looked.operation, said("evidence.gates", **gate))


def _unproven(seen: Seen, row: Requirement, model_id: str, answer: Answer | None, values: dict[str, str]) -> Finding:
    """Nothing said yes, and neither the account nor the model said no."""
    reply = answer or replies.permission(seen, INVOKE, model_id)
    diagnosis = diagnose(reply)
    held_up = permissions.on_models(seen)
    if held_up.stops_others and diagnosis.kind in (Kind.IAM, Kind.LOOKING):
        return blocked(row, held_up)
    if diagnosis.kind is Kind.LOOKING and diagnosis.cause is not None:
        return unverified(row, diagnosis.cause, said("access.no-answer", **values), evidence.of(reply))
    if diagnosis.kind is Kind.UNKNOWN or (diagnosis.kind is Kind.REQUEST and answer is not None):
        return _unknown(row, reply, diagnosis, values)
    return unverified(
        row,
        Cause.NOT_PERMITTED_TO_LOOK,
        said("access.unproven", **values),
        evidence.of(seen.account.availability(model_id)),
    )


def _unknown(row: Requirement, reply: Answer, diagnosis: Diagnosis, values: dict[str, str]) -> Finding:
    cause = Cause.MODEL_ACCESS_NOT_GRANTED if reply.code == "AccessDeniedException" else diagnosis.cause
    detail = said("access.refused-otherwise", **values, code=reply.code, message=reply.message[:400])
    return failed(row, cause, detail, evidence.of(reply))
