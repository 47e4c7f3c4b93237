"""The data of a run, as the report contract has them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import checkpoints
from checkpoints.guide.requirements import CHECKPOINTS, REQUIREMENTS, Requirement, list_step_rows
from checkpoints.guide.vocabulary import SCHEMA_VERSION, Origin, Verdict, combine_verdicts
from checkpoints.report.moments import to_rfc3339
from checkpoints.report.next_action import find_next_action
from checkpoints.report.run_result import RunResult
from checkpoints.report.run_values import fit_principal, judge_run, mask_account, time_run
from checkpoints.report.scrub import Scrubber
from checkpoints.report.wording import Remedy, Wording

if TYPE_CHECKING:
    from checkpoints.report.contract import AdviceFields, Box, Check, DeniedBy, FacilitatorNote, Report, Step
    from checkpoints.rules.finding import Finding

TOOL = "bedrock-workshop-checkpoints"


def compose_report(run: RunResult, scrubber: Scrubber) -> Report:
    """Everything that page, terminal and file say about a run, scrubbed and in the run's language."""
    wording = Wording(run.language, run.edition, run.reader)
    steps = [_step(run, wording, step) for step in run.edition.steps]
    lasted = time_run(run.started_at, run.finished_at, run.durations.values())
    report: Report = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": TOOL, "version": checkpoints.__version__},
        "guide": {"section": run.edition.section, "title": run.edition.title},
        "mode": run.mode,
        "scenario": run.scenario,
        "endpoint": run.endpoint,
        "started_at": to_rfc3339(run.started_at),
        "finished_at": to_rfc3339(run.started_at + lasted),
        "duration_s": round(lasted.total_seconds(), 3),
        "selection": run.selection,
        "language": run.language,
        "invoke": run.invoke,
        "interrupted": run.interrupted,
        "attendee": {
            "name": (run.attendee or "").strip() or None,
            "account": mask_account(run.account),
            "principal": fit_principal(scrubber.scrub_text(run.principal) if run.principal else None),
            "credential_source": run.credential_source,
            "region": run.region,
        },
        "verdict": judge_run(
            (_verdict(run, row) for row in REQUIREMENTS), run.selection, interrupted=run.interrupted
        ).value,
        "next": find_next_action(run, wording),
        "steps": steps,
        "summary": [
            {"item": wording.say(f"summary.{step['step']}"), "verdict": step["verdict"], "step": step["step"]}
            for step in steps
        ],
        "checkpoints": [_box(run, wording, row) for row in CHECKPOINTS],
        "guide_notes": _guide_notes(run, wording),
        "claude_code": run.claude_code,
        "billed_invocations": run.billed_invocations,
        "versions": dict(run.versions),
        "shell": run.reader.shell.value if run.reader else "bash",
    }
    if run.origin is not Origin.TERMINAL:
        report["origin"] = run.origin.value
    return scrubber.scrub_tree(report)


def to_json(report: Report) -> str:
    """The data as it stands in the file: readable, UTF-8, a newline at its end."""
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _verdict(run: RunResult, row: Requirement) -> Verdict:
    return run.findings[row.id].verdict if row.id in run.findings else Verdict.NOT_RUN


def _step(run: RunResult, wording: Wording, step: int) -> Step:
    rows = list_step_rows(step)
    return {
        "step": step,
        "title": wording.say(f"step.{step}"),
        "verdict": combine_verdicts(_verdict(run, row) for row in rows).value,
        "checks": [_check(run, wording, row) for row in rows],
    }


def _box(run: RunResult, wording: Wording, row: Requirement) -> Box:
    return {**_check(run, wording, row), "text": wording.fill_text(row.box or row.title)}


def _check(run: RunResult, wording: Wording, row: Requirement) -> Check:
    finding = run.findings.get(row.id)
    if finding is None:
        return _not_run(run, wording, row)
    remedy = wording.explain_finding(finding)
    return {
        "id": row.id,
        "title": wording.say_title(row.id),
        "verdict": finding.verdict.value,
        "cause": finding.cause.value if finding.cause else None,
        "detail": wording.say_message(finding.detail),
        "fix": remedy.fix,
        "evidence": [{"source": each.source, "shows": wording.say_message(each.shows)} for each in finding.evidence],
        "blocked_by": list(finding.blocked_by),
        "notes": [wording.say_message(note) for note in finding.notes],
        "duration_s": round(run.durations.get(row.id, 0.0), 3),
        **_advice(remedy),
        "denied_by": _denied_by(finding),
        "policy": dict(finding.policy) if finding.policy and finding.verdict is Verdict.FAILED else None,
    }


def _denied_by(finding: Finding) -> DeniedBy | None:
    found = finding.denied_by
    return {"policy": found.policy, "statement": found.statement} if found else None


def _not_run(run: RunResult, wording: Wording, row: Requirement) -> Check:
    return {
        "id": row.id,
        "title": wording.say_title(row.id),
        "verdict": Verdict.NOT_RUN.value,
        "cause": None,
        "detail": wording.say("detail.interrupted" if run.interrupted else "detail.not_run"),
        "fix": None,
        "evidence": [],
        "blocked_by": [],
        "notes": [],
        "duration_s": 0.0,
        **_advice(Remedy()),
    }


def _advice(remedy: Remedy) -> AdviceFields:
    return {
        "what": remedy.what,
        "why": remedy.why,
        "who": remedy.who,
        "how": remedy.how,
        "command": remedy.command,
        "commands": dict(remedy.commands) if remedy.commands else None,
        "page": remedy.page,
        "policy": None,
        "denied_by": None,
    }


def _guide_notes(run: RunResult, wording: Wording) -> list[FacilitatorNote]:
    """Each note once, however many checks came upon it; about: the title of the first of them."""
    notes: dict[str, FacilitatorNote] = {}
    for row in REQUIREMENTS:
        if row.id in run.findings:
            for note in run.findings[row.id].guide_notes:
                text = wording.say_message(note)
                notes.setdefault(text, {"about": wording.say_title(row.id), "text": text, "check": row.id})
    return list(notes.values())
