"""The accounts as a table for spreadsheets and as data for machines, both in pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from checkpoints.accounts.account_result import ASKED_ROWS, POLICY_ROWS, AccountResult, ModelState
from checkpoints.accounts.problems import AccountProblem, list_problems
from checkpoints.accounts.quotas import Quota
from checkpoints.accounts.summary import describe_trouble, show_place
from checkpoints.accounts.survey import Survey, list_causes
from checkpoints.accounts.wording import AccountsWording
from checkpoints.classroom.class_data import write_json
from checkpoints.classroom.spreadsheet import START, write_row
from checkpoints.guide.requirements import REQUIREMENTS, Requirement
from checkpoints.guide.vocabulary import RunVerdict, Verdict
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.moments import to_rfc3339
from checkpoints.report.run_values import mask_account
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Wording
from checkpoints.rules.finding import Finding

JSON_VERSION = 1

Cells = dict[str, str]  # of a row of the table, by column; what is not there is empty


def write_data(survey: Survey, now: datetime, language: str) -> Iterator[str]:
    """Everything in the report contract's words; language: of sentences. now: aware."""
    wording = AccountsWording(language)
    head = {
        "schema_version": JSON_VERSION,
        "kind": "accounts",
        "origin": "accounts",
        "section": WORKSHOP.section,
        "made_at": to_rfc3339(now),
        "language": language,
        "principal": survey.principal.label if survey.principal else None,
        "ready": survey.count(RunVerdict.READY),
        "all": len(survey.results),
        "verdicts": {each.value: survey.count(each) for each in RunVerdict},
        "not_looked": len(survey.not_looked),
        "billed_invocations": sum(each.billed for each in survey.results),
        "exit_code": survey.exit_code,
    }
    accounts = (*survey.reached, *survey.not_looked)
    lists = (
        ("accounts", (Scrubber(each.secrets).scrub_tree(_account(each, wording)) for each in accounts)),
        ("problems", map(_problem, list_problems(survey, wording))),
        ("bad_lines", ({"line": each.place, "reason": each.reason} for each in survey.bad_lines)),
    )
    return write_json(head, lists)


def _account(result: AccountResult, wording: Wording) -> dict[str, Any]:
    return {
        "name": result.name,
        "source": {result.kind: result.at},
        "also": [{kind: at} for kind, at in result.also],
        "account": mask_account(result.account),
        "other_account": mask_account(result.other_account),
        "looked_as": result.caller or None,
        "endpoint": "custom" if result.is_custom else "aws",
        "verdict": result.verdict.value,
        "trouble": _name_trouble(result.trouble) if result.trouble else None,
        "checks": {row.id: find_verdict(result, row).value for row in REQUIREMENTS},
        "causes": list_causes(result),
        "rows": [_row(result, row, wording) for row in REQUIREMENTS],
        "reach": {region: reach.value for region, reach in result.reach.items()},
        "models": [_model(each) for each in result.models],
        "quotas": _quotas(result.quotas),
        "to_warm_up": list(result.cold),
        "warmed_up": list(result.warmed),
        "billed_invocations": result.billed,
    }


def _name_trouble(trouble: Finding) -> str:
    return trouble.cause.value if trouble.cause else "internal-error"


def _model(state: ModelState) -> dict[str, Any]:
    return {
        "id": state.model_id,
        **{gate: state_of_gate or None for gate, state_of_gate in state.gates.items()},
        "status": state.status or None,
        "end_of_life": to_rfc3339(state.end_of_life) if state.end_of_life else None,
    }


def _quotas(quotas: Sequence[Quota] | None) -> list[dict[str, Any]] | None:
    """The quotas; None where they were not told."""
    if quotas is None:
        return None
    return [{"model": each.model_id, "name": each.name, "value": each.value} for each in quotas]


def find_verdict(result: AccountResult, row: Requirement) -> Verdict:
    """The verdict of a row; `not_run` of what was not asked."""
    found = result.findings.get(row.id)
    return Verdict.NOT_RUN if found is None else found.verdict


def describe_detail(result: AccountResult, row: Requirement, wording: Wording) -> str:
    """What a row came to, in a sentence; why it was not asked, where it was not."""
    found = result.findings.get(row.id)
    if found is not None:
        return wording.say_message(found.detail)
    return wording.say("accounts.of-principal" if row in POLICY_ROWS else "accounts.of-machine")


def _row(result: AccountResult, row: Requirement, wording: Wording) -> dict[str, Any]:
    found = result.findings.get(row.id)
    cells = {
        "id": row.id,
        "title": wording.say_title(row.id),
        "verdict": find_verdict(result, row).value,
        "cause": found.cause.value if found is not None and found.cause else None,
        "detail": describe_detail(result, row, wording),
    }
    return {**cells, **_advise(found, wording)}


def _advise(found: Finding | None, wording: Wording) -> dict[str, Any]:
    if found is None:
        return {"who": None, "fix": None, "page": None, "blocked_by": [], "evidence": [], "notes": [], "policy": None}
    remedy = wording.explain_finding(found)
    return {
        "who": remedy.who,
        "fix": remedy.how,
        "page": remedy.page,
        "blocked_by": list(found.blocked_by),
        "evidence": [{"source": each.source, "shows": wording.say_message(each.shows)} for each in found.evidence],
        "notes": [wording.say_message(each) for each in found.notes],
        "policy": dict(found.policy) if found.policy and found.verdict is Verdict.FAILED else None,
    }


def _problem(problem: AccountProblem) -> dict[str, Any]:
    return {
        "causes": [cause for cause in problem.causes if cause],
        "say": problem.say,
        "fix": problem.remedy.how,
        "page": problem.remedy.page,
        "who": problem.who.value if problem.who else None,
        "settles": {"minutes": problem.settling.minutes, "source": problem.settling.source}
        if problem.settling
        else None,
        "count": len(problem.accounts),
        "accounts": [each.name for each in problem.accounts],
    }


def write_table(survey: Survey, language: str) -> Iterator[str]:
    """A row for each account, then one for each bad line."""
    wording = AccountsWording(language)
    heads = ("name", "account", "source", "result", "causes", "who", "settles", "say", "regions")
    columns = {
        **{head: wording.say(f"accounts.table.{head}") for head in heads},
        **{row.id: wording.say_title(row.id) for row in REQUIREMENTS if row in ASKED_ROWS},
    }
    yield START
    yield write_row(columns.values())
    sentences = _collect_sentences(survey, wording)
    for each in (*survey.reached, *survey.not_looked):
        cells, scrub = _cells(each, sentences.get(each.name, {}), wording), Scrubber(each.secrets).scrub_text
        yield write_row(scrub(cells.get(column, "")) for column in columns)
    for bad in survey.bad_lines:
        place = wording.say("accounts.line", {"line": bad.place})
        result, reason = wording.say("accounts.numbers.unread"), wording.say(f"accounts.bad.{bad.reason}")
        cells = {"name": place, "source": place, "result": result, "say": reason}
        yield write_row(cells.get(column, "") for column in columns)


def _collect_sentences(survey: Survey, wording: Wording) -> dict[str, Cells]:
    """Who fixes an account's causes, how long each takes to settle, and what to do, by the account's name."""
    found: dict[str, dict[str, list[str]]] = {}
    for each in list_problems(survey, wording):
        who = wording.say(f"who.{each.who.value}") if each.who else ""
        for account in each.accounts:
            of_account = found.setdefault(account.name, {"who": [], "settles": [], "say": []})
            for column, sentences in (("who", who), ("settles", each.settles), ("say", each.say.replace("`", ""))):
                of_account[column].append(sentences)
    return {
        name: {column: " / ".join(dict.fromkeys(sentences)) for column, sentences in columns.items()}
        for name, columns in found.items()
    }


def _cells(result: AccountResult, worded: Cells, wording: Wording) -> Cells:
    sentences = {**worded, "result": wording.say(f"run.{result.verdict.value}")}
    if result.trouble is not None:
        sentences |= {
            "result": wording.say("accounts.numbers.not-looked"),
            "who": wording.say("who.attendee"),
            "say": describe_trouble(result, wording),
        }
    regions = (f"{region}: {wording.say(f'accounts.reach.{each.value}')}" for region, each in result.reach.items())
    return {
        **sentences,
        "name": result.name,
        "account": mask_account(result.account) or "",
        "source": show_place(result, wording),
        "causes": " ".join(list_causes(result)),
        "regions": ", ".join(regions),
        **{row.id: wording.say(f"verdict.{find_verdict(result, row).value}") for row in ASKED_ROWS},
    }
