"""Whether AWS grants access to a model of the guide, or to a newer one of its family that stands in for it.

What the caller's policies allow is judged in `permissions`; here a denial by IAM says nothing of the model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.guide.models import Model, name_model
from checkpoints.guide.requirements import HAIKU_ACCESS, SONNET_ACCESS, Requirement
from checkpoints.guide.vocabulary import Cause, ModelMatching, Verdict
from checkpoints.refusals.kind import Kind
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import (
    Evidence,
    Finding,
    Message,
    Reply,
    blocked,
    build_rule,
    failed,
    message,
    passed,
    quote_message,
    show_answer,
    unverified,
)
from checkpoints.rules.first_use import find_missing_form, report_missing_form, report_refused_subscription
from checkpoints.rules.models import AGED, ModelAnswers, read_answers
from checkpoints.rules.profiles import find_newer_models, judge_missing_profile

_CANDIDATES = 4  # newer models asked in turn, so that a run stays short and cheap
_GATES = ("agreement", "authorization", "entitlement", "region")
_PENDING_MIN = 15  # Amazon Bedrock user guide, "Model access"


@dataclass(frozen=True, slots=True)
class Access:
    """Access to a model of the guide.

    answers: of the model that it is judged on, the guide's own or a newer one. finding: None where AWS said neither
    yes nor no of it. of_own: what shows that the guide's own has aged, where a newer one stands in for it.
    """

    answers: ModelAnswers
    finding: Finding | None
    of_own: tuple[Evidence, ...] = ()


@derived_once
def judge_access(facts: Facts, model: Model) -> Access:
    """Access to the guide's own model, or where that has aged to the model that stands in for it.

    That is the one which the guide's next section pins: the attendee needs it a minute later. Only where it has aged as
    well it is the latest of the family that is granted or may be; one that only waits for a requirement of its own, or
    for an agreement that is on its way, goes before the age of the guide's.
    """
    own = _judge_one(facts, model, model.bedrock_id)
    newer = _choose_stand_in(facts, model, own) if facts.models is ModelMatching.FAMILY else None
    if newer is None:
        return own
    return replace(newer, of_own=own.finding.evidence if own.finding is not None else ())


def _choose_stand_in(facts: Facts, model: Model, own: Access) -> Access | None:
    """Access to the model that stands in for the guide's; None where access to the guide's own is what counts."""
    if own.finding is None:
        is_open = _may_have_aged(own.answers)
        return _judge_pinned(facts, model) if is_open else _find_permitted(facts, model, own.answers)
    pin = facts.edition.find_pin(model)
    if not _has_aged(own.answers, own.finding, is_pinned=pin is not None and pin.bedrock_id == model.bedrock_id):
        return None
    return _judge_pinned(facts, model) or _judge_newest(facts, model)


def _may_have_aged(answers: ModelAnswers) -> bool:
    """Whether green gates say nothing of a model for its age, and no call may."""
    return answers.are_gates_open and answers.has_aged and not answers.may_be_called


def _find_permitted(facts: Facts, model: Model, answers: ModelAnswers) -> Access | None:
    """Access to the pinned model, where IAM denies the guide's aged one alone: nobody needs that one any more.

    answers: of the guide's own.
    """
    if not answers.has_aged or all(reply.kind is not Kind.IAM for reply in answers.replies):
        return None
    pinned = _judge_pinned(facts, model)
    return pinned if pinned is not None and pinned.finding is not None and pinned.finding.passed else None


def _judge_pinned(facts: Facts, model: Model) -> Access | None:
    """Access to the model that the guide's next section pins, whatever it is; None where that one has aged as well."""
    pin = facts.edition.find_pin(model)
    if pin is None or pin.bedrock_id == model.bedrock_id:
        return None
    pinned = _judge_one(facts, model, pin.bedrock_id)
    found = pinned.finding
    if found is None:
        return pinned
    is_gone = found.verdict is Verdict.BLOCKED and pinned.answers.is_unlisted
    has_aged = found.cause in AGED or _has_aged_by_life(pinned.answers, found, is_pinned=True)
    return None if has_aged or is_gone else pinned


def _judge_newest(facts: Facts, model: Model) -> Access | None:
    """Access to the latest of the family that is granted or may be; None where there is none."""
    pin = facts.edition.find_pin(model)
    others = [each for each in _list_stand_ins(facts, model) if pin is None or each != pin.bedrock_id]
    unproven, waiting = [], []
    for newer_id in others[:_CANDIDATES]:
        newer = _judge_one(facts, model, newer_id)
        if newer.finding is None:
            unproven.append(newer)
        elif newer.finding.passed:
            return newer
        elif newer.finding.verdict is Verdict.BLOCKED or newer.finding.cause is Cause.AGREEMENT_PENDING:
            waiting.append(newer)
    return next(iter((*unproven, *waiting)), None)


def _has_aged(answers: ModelAnswers, own: Finding, *, is_pinned: bool) -> bool:
    """Whether the model is refused as aged, or has aged by its life cycle, or is past its announced life and gone."""
    if own.cause in AGED or _has_aged_by_life(answers, own, is_pinned=is_pinned):
        return True
    if own.cause is Cause.MODEL_ACCESS_NOT_GRANTED and not answers.may_be_called:
        return answers.has_aged  # a call would have said so: nobody can begin with it any more
    unlisted = own.verdict is Verdict.BLOCKED and answers.is_unlisted
    gone = unlisted or own.cause is Cause.MODEL_NOT_IN_REGION
    return gone and answers.is_past_announced_life


def _has_aged_by_life(answers: ModelAnswers, found: Finding, *, is_pinned: bool) -> bool:
    """Whether nobody can begin with a model that is refused, by its life cycle, in whatever words AWS refuses it.

    is_pinned: Claude Code is to call it a minute later. An account that has a Legacy model may use it, so a refusal for
    another reason, a used-up quota for example, stays what is wrong until the end of its life.
    """
    if found.verdict is not Verdict.FAILED or not answers.lifecycle.answered or not answers.has_aged:
        return False
    return not is_pinned or answers.has_ended or found.cause is Cause.MODEL_ACCESS_NOT_GRANTED


def _list_stand_ins(facts: Facts, model: Model) -> tuple[str, ...]:
    """Ids of the newer models that may stand in for a model of the guide; none where the run wants the guide's own."""
    return find_newer_models(facts, model) if facts.models is ModelMatching.FAMILY else ()


@derived_once
def choose_subject(facts: Facts, model: Model) -> ModelAnswers:
    """The model that permissions are judged on: as access is, or one that has a listed profile where that has none."""
    judged = judge_access(facts, model).answers
    newer = _list_stand_ins(facts, model)
    if not newer or not judged.is_unlisted:
        return judged
    pin = facts.edition.find_pin(model)
    return read_answers(facts, pin.bedrock_id if pin is not None and pin.bedrock_id in newer else newer[0])


def find_refusal(facts: Facts, cause: Cause) -> Reply | None:
    """The first reply that refuses for one cause, of the models that access is judged on."""
    every = (reply for model in facts.edition.models for reply in judge_access(facts, model).answers.replies)
    return next((reply for reply in every if reply.cause is cause), None)


def choose_row(facts: Facts, model: Model) -> Requirement:
    """The requirement that asks for access to a model of the guide."""
    return SONNET_ACCESS if model == facts.edition.sonnet else HAIKU_ACCESS


@dataclass(frozen=True, slots=True)
class _Case:
    """One model id to judge. model: the guide's, whose family it is of."""

    row: Requirement
    model: Model
    answers: ModelAnswers

    @property
    def values(self) -> dict[str, str]:
        """How texts name the model."""
        return {"model": name_model(self.answers.model_id, self.model), "model_id": self.answers.model_id}


def _judge_one(facts: Facts, model: Model, model_id: str) -> Access:
    case = _Case(choose_row(facts, model), model, read_answers(facts, model_id))
    return Access(case.answers, _judge_case(facts, case))


def _refusal(facts: Facts, case: _Case) -> Finding | None:
    """The account or the model says no, and nothing that is known besides says more."""
    refusal = case.answers.refusal
    if refusal is None or _says_less(refusal.cause, case.answers):
        return None
    cause = refusal.cause
    if cause in _ROOTS:
        return blocked(case.row, _ROOTS[cause](facts, refusal))
    found = failed(case.row, cause, message("access.refused", **case.values), refusal.shown)
    return found.with_(wait_minutes=refusal.diagnosis.wait_minutes)


def _says_less(cause: Cause | None, answers: ModelAnswers) -> bool:
    """Whether a refusal is but a symptom of what is known besides: of no profile, or of an agreement's state."""
    if cause is Cause.MODEL_ACCESS_NOT_GRANTED:
        return answers.closed_gate in (Cause.AGREEMENT_ERROR, Cause.AGREEMENT_PENDING)
    return _is_gone(answers)


def _is_gone(answers: ModelAnswers) -> bool:
    """Whether no listed profile holds the model and AWS refuses it for that alone: its gates say nothing then."""
    refusal = answers.refusal
    return answers.is_unlisted and refusal is not None and refusal.cause is Cause.MODEL_NOT_IN_REGION


def _ended_life(facts: Facts, case: _Case) -> Finding | None:
    """The model's end of life is over, and it does not answer."""
    answers = case.answers
    if not answers.has_ended or answers.spoke or answers.end_of_life is None:
        return None
    detail = message("access.retired", **case.values, day=answers.end_of_life.date())
    return failed(case.row, Cause.MODEL_RETIRED, detail, show_answer(answers.lifecycle))


def _closed_gate(facts: Facts, case: _Case) -> Finding | None:
    """One of the four gates is not green: it explains a refusal, and decides where no model may be called.

    The first call of a model opens gates by itself, and a call without an answer says nothing.
    """
    closed, gates = case.answers.closed_gate, case.answers.gates
    if closed is None or _is_gone(case.answers) or (case.answers.may_be_called and not case.answers.is_refused):
        return None
    form = find_missing_form(facts) if closed is not Cause.MODEL_NOT_IN_REGION else None
    if form is not None:
        return blocked(case.row, form)
    cause = Cause.MODEL_ACCESS_NOT_GRANTED if closed is Cause.USE_CASE_FORM_MISSING else closed
    error = gates.body.get("agreement_error")
    detail = (
        message("access.gate-shut-reason", **case.values, reason=error)
        if error
        else message("access.gate-shut", **case.values)
    )
    found = failed(case.row, cause, detail, _show_gates(gates))
    return found.with_(wait_minutes=_PENDING_MIN if cause is Cause.AGREEMENT_PENDING else None)


def _one_token(facts: Facts, case: _Case) -> Finding | None:
    """The call for one token was answered, with a message or with something else."""
    asked, gates = case.answers.one_token, case.answers.gates
    if asked is None or not asked.answer.answered or case.answers.refusal is not None:
        return None
    shown = asked.shown
    if not case.answers.spoke:
        return unverified(case.row, Cause.SERVICE_ERROR, message("access.no-message", **case.values), shown)
    granted = _granted(facts, case, message("access.answered", **case.values), shown)
    if case.answers.closed_gate is None:
        return granted
    just_now = message("access.subscribed-just-now", **case.values, minutes=_PENDING_MIN)
    return granted.with_(evidence=(shown, _show_gates(gates)), notes=(just_now,))


def _unknown_refusal(facts: Facts, case: _Case) -> Finding | None:
    """A refusal that no row names.

    The body of a free probe is malformed: a reply that says so in unknown words, with nothing beside it, is none.
    """
    refusal, answers = case.answers.unknown_refusal, case.answers
    if refusal is None:
        return None
    if refusal.answer.code == "ValidationException" and answers.one_token is None:
        return None
    reply = refusal.answer
    detail = message("access.refused-otherwise", **case.values, code=reply.code, message=quote_message(reply))
    return failed(case.row, None, detail, refusal.shown)


def _open_gates(facts: Facts, case: _Case) -> Finding | None:
    """All four gates are green, and no age of the model makes them doubtful: evidence, where no model may be called.

    Who may not read the age is not told of it; where AWS did not answer, it may be what makes them doubtful.
    """
    answers = case.answers
    if answers.may_be_called or not answers.are_gates_open or answers.has_aged or answers.unanswered_lifecycle:
        return None
    if answers.unknown_refusal or _is_gone(answers):
        return None
    has_free_reply = any(each.answer.outcome is not Outcome.OF_ANOTHER_CALLER for each in answers.free.values())
    key = "access.gates-open" if has_free_reply else "access.gates-alone"
    return _granted(facts, case, message(key, **case.values), _show_gates(answers.gates))


def _missing_profile(facts: Facts, case: _Case) -> Finding | None:
    """No listed profile holds the model."""
    return blocked(case.row, judge_missing_profile(facts, case.model)) if case.answers.is_unlisted else None


_judge_case = build_rule(
    _refusal,
    _ended_life,
    _one_token,
    _closed_gate,
    _unknown_refusal,
    _open_gates,
    _missing_profile,
)


def _granted(facts: Facts, case: _Case, detail: Message, shown: Evidence) -> Finding:
    end = case.answers.end_of_life
    is_coming = end is not None and end > facts.now
    notes = (message("guide.model-ends", model=case.values["model"], day=end.date()),) if end and is_coming else ()
    return passed(case.row, detail, shown).with_(guide_notes=notes)


def _show_gates(gates: Answer) -> Evidence:
    return Evidence(gates.operation, message("evidence.gates", **{name: gates.body[name] for name in _GATES}))


# Refusals of a model whose root is a requirement of its own.
_ROOTS: dict[Cause | None, Callable[[Facts, Reply], Finding]] = {
    Cause.USE_CASE_FORM_MISSING: report_missing_form,
    Cause.MARKETPLACE_DENIED: report_refused_subscription,
}
