"""The models that Claude Code's variables and settings pin: one that cannot be called fails what was tested."""

from __future__ import annotations

from checkpoints.client import Pin, PinKind
from checkpoints.guide.policy import STREAM
from checkpoints.guide.requirements import SINGLE_SOURCE
from checkpoints.guide.vocabulary import Cause, Invoke
from checkpoints.rules.access import choose_subject
from checkpoints.rules.credentials.settings import find_remedy, show_place
from checkpoints.rules.diagnosis import Kind, Reply, quote_message, show_answer
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, failed, message
from checkpoints.rules.models import read_answers

_REFUSED = (Kind.ACCOUNT, Kind.IAM)


def find_unusable_pin(facts: Facts) -> Finding | None:
    """The first pin of a model that AWS refuses; models that are judged anyway are not asked again."""
    pins = facts.claude_code.view.pins.every
    if not pins:
        return None
    judged = {choose_subject(facts, model).route.profile.id for model in facts.edition.models}
    unusable = (_judge(facts, pin) for pin in pins if pin.model not in judged)
    return next((found for found in unusable if found is not None), None)


def _judge(facts: Facts, pin: Pin) -> Finding | None:
    kind, _, model_id = pin.model.partition(".")
    is_profile = pin.kind is PinKind.PROFILE and kind in facts.edition.profile_prefixes
    refusal = _refusal_of_profile(facts, model_id) if is_profile else _refusal_of_id(facts, pin)
    if refusal is None:
        return None
    reason, evidence = refusal
    place = show_place(pin.place)
    values = {"place": place, "pin": pin.written, "reason": reason, "remedy": find_remedy(pin.place)}
    return failed(SINGLE_SOURCE, Cause.MODEL_PIN_UNUSABLE, Message("pins.unusable", values), evidence)


def _refusal_of_profile(facts: Facts, model_id: str) -> tuple[str, Evidence] | None:
    """Why a model of an inference profile cannot be called, by the same answers as for the guide's models."""
    answers = read_answers(facts, model_id)
    refused = next((reply for reply in answers.replies if reply.kind in _REFUSED), None)
    if refused is not None:
        return quote_message(refused.answer), refused.shown
    if answers.spoke:
        return None
    if answers.has_ended:
        shown = show_answer(answers.lifecycle)
        return Cause.MODEL_RETIRED.value, shown
    if answers.closed_gate is not None:
        return answers.closed_gate.value, show_answer(answers.gates)
    if answers.is_unlisted:
        shown = Evidence("bedrock:ListInferenceProfiles", message("pins.unlisted", model=model_id))
        return Cause.MODEL_PROFILE_MISSING.value, shown
    return None


def _refusal_of_id(facts: Facts, pin: Pin) -> tuple[str, Evidence] | None:
    """Why an id that is no system profile's cannot be called, in AWS's own words."""
    reply = Reply(facts.account.permission(STREAM, pin.model))
    is_refused = reply.kind in _REFUSED
    if not is_refused and pin.kind is not PinKind.PROFILE and facts.invoke is not Invoke.NEVER:
        # The free probe need not come as far as the model.
        reply = Reply(facts.account.generation(pin.model))
        is_refused = not reply.answer.answered and reply.kind is not Kind.LOOKING
    return (quote_message(reply.answer), reply.shown) if is_refused else None
