"""What AWS says of one model: its four gates, its life cycle, and its replies.

A call with a body that cannot produce a token is a free probe. A call for one token is billed: an answer is proof, and
green gates are only evidence, so it is made unless a free reply has refused already or the run may not call a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.guide.policy import INVOKE, MODEL_ACTIONS, STREAM
from checkpoints.guide.vocabulary import Cause, Invoke, ModelMatching
from checkpoints.refusals.denial import IDENTITY_POLICY
from checkpoints.refusals.kind import Kind
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import SLOW_ANSWER, Evidence, Finding, Reply, message, quote_message, show_answer
from checkpoints.rules.profiles import Route, find_route

AGED = (Cause.MODEL_LEGACY, Cause.MODEL_RETIRED)
_NO_USE_TO_ASK = (Kind.IAM, Kind.ACCOUNT, Kind.CREDENTIALS)
_REFUSED = (Kind.ACCOUNT, Kind.IAM)
_SAYS_NOTHING = (Kind.LOOKING, Kind.UNKNOWN)  # of what IAM would say
_UNANSWERED = (Cause.ENDPOINT_UNREACHABLE, Cause.TIMEOUT)


@dataclass(frozen=True, slots=True)
class ModelAnswers:
    """All that AWS says of one model.

    free: the reply to each model action that needs no token, or the one-token reply in place of it where that call is
    made anyway. one_token: None where no token is asked for. may_be_called: nobody keeps this run from asking for one.
    has_ended: its end of life is over.
    is_past_announced_life: a model of the guide, past the day that was announced as its last.
    """

    route: Route
    gates: Answer
    lifecycle: Answer
    free: Mapping[str, Reply]
    one_token: Reply | None
    may_be_called: bool
    has_ended: bool
    is_past_announced_life: bool

    @property
    def model_id(self) -> str:
        """Bedrock's id of the model."""
        return self.route.model_id

    @property
    def is_unlisted(self) -> bool:
        """Whether AWS listed the profiles, and none of them holds the model."""
        return self.route.is_unlisted

    @property
    def replies(self) -> tuple[Reply, ...]:
        """Every reply, the one-token reply first."""
        free = tuple(self.free.values())
        return free if self.one_token is None else (self.one_token, *free)

    @property
    def permission_replies(self) -> Mapping[str, Reply]:
        """The reply to each model action that says more of what IAM grants: the free one, or the billed one.

        A real call is routed, and may meet a Region that the free one did not; it may also be answered where the free
        one was not.
        """
        billed, free = self.one_token, self.free[INVOKE]
        says_more = billed is not None and (billed.kind is Kind.IAM or free.kind in _SAYS_NOTHING)
        return {**self.free, INVOKE: billed} if billed is not None and says_more else self.free

    @property
    def spoke(self) -> bool:
        """Whether the model answered with a message."""
        return self.one_token is not None and bool(self.one_token.answer.body.get("message"))

    @property
    def refusal(self) -> Reply | None:
        """The first reply in which the account or the model says no."""
        return next((reply for reply in self.replies if reply.kind is Kind.ACCOUNT), None)

    @property
    def unknown_refusal(self) -> Reply | None:
        """The first reply that refuses for a reason that no row names; a real request found malformed is one too."""
        if self.one_token is not None and self.one_token.kind is Kind.REQUEST:
            return self.one_token
        return next((reply for reply in self.replies if reply.kind is Kind.UNKNOWN), None)

    @property
    def is_refused(self) -> bool:
        """Whether a reply refuses, for a reason that a row names or for another."""
        return self.refusal is not None or self.unknown_refusal is not None

    @property
    def closed_gate(self) -> Cause | None:
        """The cause behind a gate that is not green; None where all four are, or the caller may not look."""
        return name_closed_gate(self.gates.body) if self.gates.answered else None

    @property
    def are_gates_open(self) -> bool:
        """Whether the caller may look at the gates, and all four are green."""
        return self.gates.answered and self.closed_gate is None

    @property
    def end_of_life(self) -> datetime | None:
        """The end of life that AWS tells, where the caller may read it."""
        day: datetime | None = self.lifecycle.body.get("end_of_life")
        return day

    @property
    def unanswered_lifecycle(self) -> Reply | None:
        """The reply about the life cycle, where AWS was asked and did not answer."""
        reply = Reply(self.lifecycle)
        is_unanswered = reply.kind is Kind.LOOKING and self.lifecycle.outcome is not Outcome.OF_ANOTHER_CALLER
        return reply if is_unanswered else None

    @property
    def has_aged(self) -> bool:
        """Whether an age makes green gates no evidence: who did not use a Legacy model may not begin."""
        if not self.lifecycle.answered:
            return self.is_past_announced_life
        return self.lifecycle.body.get("status") == "LEGACY" or self.has_ended


@derived_once
def read_answers(facts: Facts, model_id: str) -> ModelAnswers:
    """Ask AWS about a model, for one token as well where that is due."""
    route = find_route(facts, model_id)
    lifecycle, gates = ask_lifecycle(facts, model_id), ask_gates(facts, model_id)
    has_ended, is_past_announced_life = _has_ended(facts, lifecycle), _is_past_announced_life(facts, model_id)
    free, token = _ask_model(facts, route)
    is_held_back = token is not None and token.answer.outcome is Outcome.OF_ANOTHER_CALLER
    return ModelAnswers(
        route,
        gates,
        lifecycle,
        free,
        None if is_held_back else token,
        facts.invoke is not Invoke.NEVER and not is_held_back,
        has_ended,
        is_past_announced_life,
    )


def read_called_models(facts: Facts) -> Iterator[ModelAnswers]:
    """The guide's models, and what its next section pins where one of them is refused as aged."""
    for model in facts.edition.models:
        own = read_answers(facts, model.bedrock_id)
        yield own
        pin = facts.edition.find_pin(model)
        has_aged = any(reply.cause in AGED for reply in own.replies)
        if pin is not None and has_aged and facts.models is ModelMatching.FAMILY:
            yield read_answers(facts, pin.bedrock_id)


def find_refusal_of_model(facts: Facts, model_id: str) -> tuple[str, Evidence] | None:
    """Why a model cannot be called through its profile, by the same answers as for the guide's models."""
    answers = read_answers(facts, model_id)
    refused = next((reply for reply in answers.replies if reply.kind in _REFUSED), None)
    if refused is not None:
        return quote_message(refused.answer), refused.shown
    if answers.spoke:
        return None
    if answers.has_ended:
        return Cause.MODEL_RETIRED.value, show_answer(answers.lifecycle)
    if answers.closed_gate is not None:
        return answers.closed_gate.value, show_answer(answers.gates)
    unknown = answers.unknown_refusal
    if unknown is not None and answers.one_token is not None:
        return quote_message(unknown.answer), unknown.shown
    if answers.is_unlisted:
        shown = Evidence("bedrock:ListInferenceProfiles", message("pins.unlisted", model=model_id))
        return Cause.MODEL_PROFILE_MISSING.value, shown
    return None


def find_refusal_of_id(facts: Facts, called: str, *, is_profile: bool) -> tuple[str, Evidence] | None:
    """Why what is no system profile of the guide's kinds cannot be called, in AWS's own words. called: id or ARN."""
    reply = Reply(facts.account.permission(STREAM, called))
    is_refused = reply.kind in _REFUSED
    if not is_refused and not is_profile and facts.invoke is not Invoke.NEVER:
        # The free probe need not come as far as the model.
        reply = Reply(facts.account.generation(called))
        is_refused = not reply.answer.answered and reply.kind is not Kind.LOOKING
    return (quote_message(reply.answer), reply.shown) if is_refused else None


def leave_unseen(facts: Facts, found: Finding) -> Finding:
    """What was not seen, as its case: AWS answered too late, or nobody may look and calling again shows no more."""
    if found.cause is Cause.TIMEOUT:
        return found.with_(case=SLOW_ANSWER)
    is_call_advised = found.cause is Cause.NOT_PERMITTED_TO_LOOK and facts.invoke is not Invoke.NEVER
    return found.with_(case="called") if is_call_advised else found


def ask_gates(facts: Facts, model_id: str) -> Answer:
    """The gates of a model (GetFoundationModelAvailability), as far as the caller may look."""
    return _look(facts, facts.account.availability, model_id)


def ask_lifecycle(facts: Facts, model_id: str) -> Answer:
    """The life cycle of a model (GetFoundationModel), as far as the caller may look."""
    return _look(facts, facts.account.lifecycle, model_id)


def _look(facts: Facts, ask: Callable[[str], Answer], model_id: str) -> Answer:
    """The answer about a model; where no policy allows the look, or none comes, that about the first stands for all."""
    first = Reply(ask(facts.edition.models[0].bedrock_id))
    denial = first.diagnosis.denial
    nowhere = denial is not None and not denial.explicit and denial.kind == IDENTITY_POLICY
    return first.answer if nowhere or first.answer.lost else ask(model_id)


def _ask_model(facts: Facts, route: Route) -> tuple[Mapping[str, Reply], Reply | None]:
    """The reply to each model action, and to a call for one token; None where that call is not made.

    It is made when the run allows it and no free reply has said yes or no already.
    """
    free = {action: ask_for_permission(facts, action, route) for action in MODEL_ACTIONS}
    if facts.invoke is Invoke.NEVER:
        return free, None
    if free[STREAM].kind is not Kind.REQUEST:
        invoked = free[INVOKE]
        if invoked.answer.body.get("message"):
            return free, invoked
        if invoked.kind in _NO_USE_TO_ASK or invoked.cause in _UNANSWERED:
            return free, None
    return free, _ask_for_token(facts, route)


def ask_for_permission(facts: Facts, action: str, route: Route) -> Reply:
    """The reply to a model action: the free probe, or the one-token reply when that call is made anyway.

    It is made anyway where streaming has shown for free that nothing keeps the caller from it.
    """
    if action == INVOKE and facts.invoke is not Invoke.NEVER:
        streaming = Reply(facts.account.permission(STREAM, route.profile.id))
        if streaming.kind is Kind.REQUEST:
            asked = _ask_for_token(facts, route)
            if asked.kind not in _SAYS_NOTHING:
                return asked
    return Reply(facts.account.permission(action, route.profile.id))


def _ask_for_token(facts: Facts, route: Route) -> Reply:
    """The reply to a call for one token, once the gates are known: a first call subscribes, which opens them."""
    ask_gates(facts, route.model_id)
    return Reply(facts.account.generation(route.profile.id))


def _has_ended(facts: Facts, lifecycle: Answer) -> bool:
    end = lifecycle.body.get("end_of_life")
    return end is not None and end <= facts.now


def _is_past_announced_life(facts: Facts, model_id: str) -> bool:
    """Whether a model of the guide is past the day that was announced as its last."""
    announced = next((each.end_of_life for each in facts.edition.models if each.bedrock_id == model_id), None)
    return announced is not None and announced <= facts.now.date()


_AGREEMENTS = {"ERROR": Cause.AGREEMENT_ERROR, "PENDING": Cause.AGREEMENT_PENDING}


def name_closed_gate(gates: Mapping[str, Any]) -> Cause | None:
    """The cause behind a gate that is not green, None when all four are.

    AWS documents no meaning of the combinations; these are from observed use. Green gates are weak evidence, a gate
    that is not green is reliable.
    """
    if gates["region"] != "AVAILABLE":
        return Cause.MODEL_NOT_IN_REGION
    if gates["agreement"] in _AGREEMENTS:
        return _AGREEMENTS[gates["agreement"]]
    if gates["authorization"] != "AUTHORIZED":
        return Cause.ACCOUNT_NOT_AUTHORIZED
    if gates["entitlement"] == "AVAILABLE" and gates["agreement"] == "AVAILABLE":
        return None
    if gates["entitlement"] == "AVAILABLE" and gates["agreement"] == "NOT_AVAILABLE":
        # Entitled, but without an agreement: what accounts show whose first-use form is missing.
        return Cause.USE_CASE_FORM_MISSING
    return Cause.MODEL_ACCESS_NOT_GRANTED
