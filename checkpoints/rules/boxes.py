"""The guide's two boxes, told from the same facts as the rows they stand for."""

from __future__ import annotations

from checkpoints.guide.requirements import BOX_ROWS, CREDENTIALS_TEST, MODEL_ACCESS, Requirement
from checkpoints.guide.vocabulary import Verdict, together
from checkpoints.rules import access, profiles, step3, use_case
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, message


def credentials_test(facts: Facts) -> Finding:
    """The guide's first box: the credentials test prints a list of profiles."""
    rows = (step3.judge_chain(facts), step3.judge_acceptance(facts), profiles.listed(facts))
    return _box(CREDENTIALS_TEST, rows)


def model_access(facts: Facts) -> Finding:
    """The guide's second box: access to the Claude models is granted."""
    rows = (access.sonnet(facts), access.haiku(facts), use_case.submitted(facts))
    return _box(MODEL_ACCESS, rows).with_(guide_notes=(message("guide.console-page"),))


def _box(box: Requirement, rows: tuple[Finding, ...]) -> Finding:
    assert tuple(found.check for found in rows) == tuple(row.id for row in BOX_ROWS[box])  # noqa: S101 - by construction
    verdict = together(found.verdict for found in rows)
    decisive = tuple(found for found in rows if found.verdict is verdict)
    if verdict in (Verdict.PASSED, Verdict.NOT_APPLICABLE):
        shown = tuple(Evidence(found.check, found.detail) for found in rows)
        return Finding(box.id, verdict, message(f"{box.id}.yes"), evidence=shown)
    first = decisive[0]
    blocked_by = tuple(dict.fromkeys(root for found in decisive for root in found.blocked_by))
    return first.with_(check=box.id, blocked_by=blocked_by, notes=())
