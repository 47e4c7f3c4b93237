"""The guide's two boxes, told from the same facts as the rows they stand for."""

from __future__ import annotations

from checkpoints.guide.requirements import BOX_ROWS, CREDENTIALS_TEST, MODEL_ACCESS, Requirement
from checkpoints.guide.vocabulary import Verdict, together
from checkpoints.rules import step3
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, message
from checkpoints.rules.step1 import judge_haiku_access, judge_sonnet_access, judge_use_case
from checkpoints.rules.step4 import judge_profiles_listed


def judge_credentials_test(facts: Facts) -> Finding:
    """The guide's first box: the credentials test prints a list of profiles."""
    rows = (step3.judge_chain(facts), step3.judge_acceptance(facts), judge_profiles_listed(facts))
    return _box(CREDENTIALS_TEST, rows)


def judge_model_access(facts: Facts) -> Finding:
    """The guide's second box: access to the Claude models is granted."""
    rows = (judge_sonnet_access(facts), judge_haiku_access(facts), judge_use_case(facts))
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
