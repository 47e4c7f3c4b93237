"""What models replied: to a body that cannot produce a token, and, where nothing free proves access, to one token."""

from __future__ import annotations

from checkpoints.facts.answer import Answer
from checkpoints.guide.models import MODELS
from checkpoints.guide.policy import INVOKE, MODEL_ACTIONS, STREAM
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import gates, profile
from checkpoints.rules.diagnosis import Kind, diagnose
from checkpoints.rules.facts import Facts, Invoke

_NO_USE_TO_ASK = (Kind.IAM, Kind.ACCOUNT, Kind.CREDENTIALS)
_SAYS_NOTHING = (Kind.LOOKING, Kind.UNKNOWN)  # of what IAM would say
_UNHEARD = (Cause.ENDPOINT_UNREACHABLE, Cause.TIMEOUT)


def permission(facts: Facts, action: str, model_id: str) -> Answer:
    """The reply to one of the model actions, through the model's profile: free, unless a token is asked for anyway."""
    if action == INVOKE and _goes_without_saying(facts, model_id):
        asked = _one_token(facts, model_id)
        if diagnose(asked).kind not in _SAYS_NOTHING:
            return asked
    return _free(facts, action, model_id)


def _free(facts: Facts, action: str, model_id: str) -> Answer:
    return facts.account.permission(action, profile.through(facts, model_id).id)


def _one_token(facts: Facts, model_id: str) -> Answer:
    return facts.account.generation(profile.through(facts, model_id).id)


def _goes_without_saying(facts: Facts, model_id: str) -> bool:
    """Whether a token will be asked for, and streaming has shown for free that nothing stands before the model."""
    wanted = facts.invoke is Invoke.ALWAYS or (facts.invoke is Invoke.AUTO and not _gates_tell(facts, model_id))
    return wanted and diagnose(_free(facts, STREAM, model_id)).kind is Kind.REQUEST


def _gates_tell(facts: Facts, model_id: str) -> bool:
    return gates.looked(facts, model_id).answered and not gates.is_doubtful(facts, model_id)


def generation(facts: Facts, model_id: str) -> Answer | None:
    """The reply to one token, or None where it was not asked for.

    It is asked when the run allows it, no free reply has said yes or no already, and (`auto`) the gates may not be
    looked at, are doubtful, or stand against a free refusal that nobody knows.
    """
    if facts.invoke is Invoke.NEVER:
        return None
    if _goes_without_saying(facts, model_id):
        return _one_token(facts, model_id)
    free = _free(facts, INVOKE, model_id)
    if free.body.get("message"):
        return free
    diagnosis = diagnose(free)
    if diagnosis.kind in _NO_USE_TO_ASK or diagnosis.cause in _UNHEARD:
        return None
    if facts.invoke is Invoke.AUTO and diagnosis.kind is not Kind.UNKNOWN and _gates_tell(facts, model_id):
        return None
    return _one_token(facts, model_id)


def spoke(facts: Facts, model_id: str) -> bool:
    """Whether the model answered with a message."""
    asked = generation(facts, model_id)
    return asked is not None and bool(asked.body.get("message"))


def of(facts: Facts, model_id: str) -> tuple[Answer, ...]:
    """Every reply of a model, the one-token reply first."""
    asked = generation(facts, model_id)
    free = tuple(permission(facts, action, model_id) for action in MODEL_ACTIONS)
    return free if asked is None else (asked, *free)


def refusal(facts: Facts, model_id: str) -> Answer | None:
    """The first reply in which the account or the model says no."""
    return next((reply for reply in of(facts, model_id) if diagnose(reply).kind is Kind.ACCOUNT), None)


def unknown(facts: Facts, model_id: str) -> Answer | None:
    """The first reply that refuses for a reason that nobody knows; a real request found malformed is one as well."""
    asked = generation(facts, model_id)
    if asked is not None and diagnose(asked).kind is Kind.REQUEST:
        return asked
    return next((reply for reply in of(facts, model_id) if diagnose(reply).kind is Kind.UNKNOWN), None)


def refused_for(facts: Facts, cause: Cause) -> Answer | None:
    """The first reply of any of the guide's models that refuses for one cause."""
    replies = (reply for model in MODELS for reply in of(facts, model.bedrock_id))
    return next((reply for reply in replies if diagnose(reply).cause is cause), None)
