"""The four gates of GetFoundationModelAvailability, and what the life cycle says of a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from checkpoints.facts.answer import Answer
from checkpoints.guide.models import MODELS
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.diagnosis import diagnose
from checkpoints.rules.facts import Facts


def looked(facts: Facts, model_id: str) -> Answer:
    """The gates of a model, as far as the caller may look."""
    return _looked(facts.account.availability, model_id)


def cycle(facts: Facts, model_id: str) -> Answer:
    """The life cycle of a model, as far as the caller may look."""
    return _looked(facts.account.lifecycle, model_id)


def _looked(ask: Callable[[str], Answer], model_id: str) -> Answer:
    """The answer about a model; where no policy at all allows the look, the first model's refusal is that of all."""
    first = ask(MODELS[0].bedrock_id)
    denial = diagnose(first).denial
    nowhere = denial is not None and not denial.explicit and denial.kind == "identity-based policy"
    return first if nowhere else ask(model_id)


def closed(gates: Mapping[str, Any]) -> Cause | None:
    """The cause behind a gate that is not green, None when all four are.

    AWS documents no meaning of the combinations; these are from observed use. Green gates are weak evidence, a gate
    that is not green is reliable.
    """
    if gates["region"] != "AVAILABLE":
        return Cause.MODEL_NOT_IN_REGION
    if gates["agreement"] == "ERROR":
        return Cause.AGREEMENT_ERROR
    if gates["agreement"] == "PENDING":
        return Cause.AGREEMENT_PENDING
    if gates["authorization"] != "AUTHORIZED":
        return Cause.ACCOUNT_NOT_AUTHORIZED
    if gates["entitlement"] == "AVAILABLE" and gates["agreement"] == "AVAILABLE":
        return None
    if gates["entitlement"] == "AVAILABLE" and gates["agreement"] == "NOT_AVAILABLE":
        # Entitled, but without an agreement: what accounts show whose first-use form is missing.
        return Cause.USE_CASE_FORM_MISSING
    return Cause.MODEL_ACCESS_NOT_GRANTED


def end_of_life(facts: Facts, model_id: str) -> datetime | None:
    """The end of life that AWS tells for a model, where the caller may read it."""
    told: datetime | None = cycle(facts, model_id).body.get("end_of_life")
    return told


def ended(facts: Facts, model_id: str) -> datetime | None:
    """The end of life that AWS tells for a model, where it is over."""
    end = end_of_life(facts, model_id)
    return end if end is not None and end <= facts.now else None


def is_past_its_announced_life(facts: Facts, model_id: str) -> bool:
    """Whether a model of the guide is past the day that was announced as its last."""
    announced = next((model.end_of_life for model in MODELS if model.bedrock_id == model_id), None)
    return announced is not None and announced <= facts.now.date()


def has_aged(facts: Facts, model_id: str) -> bool:
    """Whether AWS tells of an age that makes green gates no proof: who did not use a Legacy model may not begin to."""
    return cycle(facts, model_id).body.get("status") == "LEGACY" or ended(facts, model_id) is not None


def is_doubtful(facts: Facts, model_id: str) -> bool:
    """Whether a model may have aged, so that a run that may ask it for a token does."""
    told = cycle(facts, model_id).answered
    return has_aged(facts, model_id) if told else is_past_its_announced_life(facts, model_id)
