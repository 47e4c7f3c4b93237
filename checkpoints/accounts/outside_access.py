"""Step 1 as somebody sees it who is not the attendee: the models, and the first-use details."""

from __future__ import annotations

from checkpoints.accounts.reach import View
from checkpoints.guide.models import Model, name_model
from checkpoints.guide.requirements import BY_ID, MODEL_ACCESS, MODEL_PROFILES, PROFILES_LISTED, USE_CASE
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.refusals.kind import Kind
from checkpoints.rules import step1
from checkpoints.rules.access import find_refusal
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding, Reply, failed, judge_box, message, show_answer, unverified
from checkpoints.rules.first_use import is_not_found
from checkpoints.rules.models import read_answers
from checkpoints.rules.profiles import judge_list


def judge_every_access(facts: Facts) -> tuple[Finding, ...]:
    """Whether each model of the guide is open to the account."""
    return tuple(judge_access(facts, model) for model in facts.edition.models)


def judge_access(facts: Facts, model: Model) -> Finding:
    """A model of the guide, or its stand-in, is open to the account.

    A model that no listed profile holds is not: step 4, which would say so of an attendee, is not judged from outside.
    """
    found = step1.judge_guide_model(facts, model)
    answers = read_answers(facts, step1.find_called_model(facts, model))
    is_symptom = found.verdict is Verdict.BLOCKED and found.root in (PROFILES_LISTED.id, MODEL_PROFILES.id)
    if not answers.is_unlisted or not (found.passed or is_symptom):
        return found
    row, listed = BY_ID[found.check], judge_list(facts)
    if listed.stops_others:
        return listed.with_(check=row.id)
    name, region = name_model(answers.model_id, model), facts.edition.region
    missing = message("profiles.missing", model=name, model_id=answers.model_id, region=region)
    return failed(row, Cause.MODEL_PROFILE_MISSING, missing, *listed.evidence)


# -- the first-use details


def judge_use_case(view: View) -> Finding:
    """The first-use details: submitted, missing, or maybe submitted by the organization's management account.

    The account itself has none then, and yet its models' access states are open; a call would prove it.
    """
    found = step1.judge_use_case(view.facts)
    if found.verdict is Verdict.UNVERIFIED and is_form_in_doubt(view.facts):
        return found.with_(notes=(*found.notes, message("outside.warm-up-proves")))
    if found.verdict is not Verdict.FAILED or not may_inherit_form(view.facts):
        return found
    evidence = show_answer(view.facts.account.use_case)
    detail = message("outside.form-inherited")
    return unverified(USE_CASE, Cause.USE_CASE_FORM_MISSING, detail, evidence).with_(case="inherited")


def may_inherit_form(facts: Facts) -> bool:
    """Whether the account has no first-use details of its own, while both models' gates are open.

    Gates of an account without them show no agreement (`models.name_closed_gate`).
    """
    return is_not_found(facts) and _are_gates_open(facts)


def is_form_in_doubt(facts: Facts) -> bool:
    """Whether only a model's answer can tell of the first-use details, and nothing speaks against one.

    The account has none of its own, or does not tell the caller of them, while both models' gates are open.
    """
    reply = Reply(facts.account.use_case)
    is_unanswered = reply.kind is Kind.LOOKING and reply.cause is not Cause.NOT_PERMITTED_TO_LOOK
    return not reply.answer.answered and not is_unanswered and _are_gates_open(facts)


def _are_gates_open(facts: Facts) -> bool:
    """Whether both models' gates are open, and no model was refused for the first-use details."""
    every = [read_answers(facts, step1.find_called_model(facts, model)) for model in facts.edition.models]
    is_refused = find_refusal(facts, Cause.USE_CASE_FORM_MISSING) is not None
    return not is_refused and all(each.gates.answered and each.closed_gate is None for each in every)


def judge_model_access(view: View) -> Finding:
    """The guide's second box, by the rows as they are seen from outside."""
    rows = (*judge_every_access(view.facts), judge_use_case(view))
    return step1.word_open_box(view.facts, judge_box(MODEL_ACCESS, *rows))
