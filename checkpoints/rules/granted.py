"""What AWS says of one model id: granted, refused, or nothing at all."""

from __future__ import annotations

from checkpoints.facts.answer import Answer
from checkpoints.guide.models import HAIKU, SONNET, Model
from checkpoints.guide.requirements import HAIKU_ACCESS, SONNET_ACCESS, Requirement
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.refusal import plain
from checkpoints.rules import evidence, form, gates, listing, profile, replies, subscription
from checkpoints.rules.diagnosis import diagnose
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, blocked, failed, message, passed, unverified

ROWS = {SONNET.family: SONNET_ACCESS, HAIKU.family: HAIKU_ACCESS}
# Refusals of a model whose root is a requirement of its own.
_ROOTS = {Cause.USE_CASE_FORM_MISSING: form.missing, Cause.MARKETPLACE_DENIED: subscription.denied}
_GATES = ("agreement", "authorization", "entitlement", "region")
_PENDING_MIN = 15  # Amazon Bedrock user guide, "Model access"


def judged(facts: Facts, model: Model, model_id: str) -> Finding | None:
    """Access to a model id of the model's family; None where nothing said yes or no.

    A refusal goes before everything, then a life that is over, then the gates, then an answer of the model.
    """
    row = ROWS[model.family]
    values = {"model": model.name if model_id == model.bedrock_id else model_id, "model_id": model_id}
    missing = profile.is_missing(facts, model_id)
    looked = gates.looked(facts, model_id)
    shut = gates.closed(looked.body) if looked.answered else None
    refusal = replies.refusal(facts, model_id)
    if refusal is not None and not _says_less(refusal, shut, missing=missing):
        return _refused(facts, row, refusal, values)
    spoke = replies.spoke(facts, model_id)
    ended = gates.ended(facts, model_id)
    if ended is not None and not spoke:
        detail = message("access.retired", **values, day=ended.date())
        return failed(row, Cause.MODEL_RETIRED, detail, evidence.of(gates.cycle(facts, model_id)))
    if shut is not None:
        return _shut(facts, row, shut, looked, values)
    asked = replies.generation(facts, model_id)
    if asked is not None and asked.answered:
        if not spoke:
            return unverified(row, Cause.SERVICE_ERROR, message("access.no-message", **values), evidence.of(asked))
        return _granted(facts, row, model_id, message("access.answered", **values), evidence.of(asked))
    unknown = replies.unknown(facts, model_id)
    # The free body is malformed indeed: told in unknown words, and with nothing beside it, that is no refusal.
    if unknown is not None and (asked or looked.answered or unknown.code != "ValidationException"):
        return _unknown(row, unknown, values)
    if looked.answered and not gates.has_aged(facts, model_id):
        return _granted(facts, row, model_id, message("access.gates-open", **values), _gates(looked))
    return blocked(row, listing.missing(facts, model)) if missing else None


def _says_less(refusal: Answer, shut: Cause | None, *, missing: bool) -> bool:
    """Whether a refusal is but a symptom of what is known besides: of no profile, or of an agreement's state."""
    cause = diagnose(refusal).cause
    if cause is Cause.MODEL_ACCESS_NOT_GRANTED:
        return shut in (Cause.AGREEMENT_ERROR, Cause.AGREEMENT_PENDING)
    return missing and cause is Cause.MODEL_NOT_IN_REGION


def _refused(facts: Facts, row: Requirement, refusal: Answer, values: dict[str, str]) -> Finding:
    diagnosis = diagnose(refusal)
    root = _ROOTS[diagnosis.cause](facts) if diagnosis.cause in _ROOTS else None
    if root is not None:
        return blocked(row, root)
    found = failed(row, diagnosis.cause, message("access.refused", **values), evidence.of(refusal))
    return found.with_(wait_minutes=diagnosis.wait_minutes)


def _shut(facts: Facts, row: Requirement, shut: Cause, looked: Answer, values: dict[str, str]) -> Finding:
    unsubmitted = form.missing(facts)
    if unsubmitted is not None and shut is not Cause.MODEL_NOT_IN_REGION:
        return blocked(row, unsubmitted)
    cause = Cause.MODEL_ACCESS_NOT_GRANTED if shut is Cause.USE_CASE_FORM_MISSING else shut
    told = looked.body.get("agreement_error") or "-"
    found = failed(row, cause, message("access.gate-shut", **values, told=told), _gates(looked))
    return found.with_(wait_minutes=_PENDING_MIN if cause is Cause.AGREEMENT_PENDING else None)


def _granted(facts: Facts, row: Requirement, model_id: str, detail: Message, shown: Evidence) -> Finding:
    end = gates.end_of_life(facts, model_id)
    ahead = end is not None and end > facts.now
    notes = (message("guide.model-ends", model=detail.values["model"], day=end.date()),) if end and ahead else ()
    return passed(row, detail, shown).with_(guide_notes=notes)


def _gates(looked: Answer) -> Evidence:
    return Evidence(looked.operation, message("evidence.gates", **{name: looked.body[name] for name in _GATES}))


def _unknown(row: Requirement, reply: Answer, values: dict[str, str]) -> Finding:
    cause = Cause.MODEL_ACCESS_NOT_GRANTED if reply.code == "AccessDeniedException" else None
    sentence = plain(reply.message)[: evidence.LONGEST]
    detail = message("access.refused-otherwise", **values, code=reply.code, message=sentence)
    return failed(row, cause, detail, evidence.of(reply))
