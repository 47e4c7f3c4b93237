"""The rows of an account, judged from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from checkpoints.accounts import outside_access, outside_rules
from checkpoints.accounts.account_result import CAUSES_OF_THE_CALLER, ModelState
from checkpoints.accounts.quotas import Quota
from checkpoints.accounts.reach import View
from checkpoints.guide.models import Model
from checkpoints.guide.requirements import (
    BY_ID,
    HAIKU_ACCESS,
    MARKETPLACE_PERMISSIONS,
    MODEL_ACCESS,
    MODEL_PERMISSIONS,
    POLICY_ATTACHED,
    SONNET_ACCESS,
    USE_CASE,
    Requirement,
)
from checkpoints.guide.vocabulary import IAM_CAUSES, Cause, Verdict
from checkpoints.rules import step1
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, failed, message, unverified

_GATES = ("agreement", "authorization", "entitlement", "region")


def find_called_models(facts: Facts) -> dict[str, str]:
    """Ids of the models that are called, by the row that is about each."""
    return {row.id: step1.find_called_model(facts, model) for row, model in _list_models(facts)}


def judge_rows(view: View, called: Mapping[str, str], quotas: Iterable[Quota]) -> dict[str, Finding]:
    """The findings of the rows that were asked, by check. called: as `find_called_models` has them."""
    findings = {row.id: _soften(found) for row, found in _judge_rows(view) if found is not None}
    findings |= dict(_judge_quotas(findings, called, quotas))
    return {check: _complete(view, found) for check, found in findings.items()}


def _list_models(facts: Facts) -> Iterator[tuple[Requirement, Model]]:
    yield SONNET_ACCESS, facts.edition.sonnet
    yield HAIKU_ACCESS, facts.edition.haiku


def _judge_quotas(
    findings: Mapping[str, Finding], called: Mapping[str, str], quotas: Iterable[Quota]
) -> Iterator[tuple[str, Finding]]:
    """A model that nothing else stops, and of which the account may not use a token: it is open, and never answers."""
    empty = {each.model_id: each for each in quotas if each.value == 0}
    for check, model_id in called.items():
        if findings[check].passed and model_id in empty:
            detail = message("outside.no-quota", name=empty[model_id].name, model=model_id)
            shown = Evidence("servicequotas:GetServiceQuota", detail)
            found = failed(BY_ID[check], Cause.QUOTA_EXHAUSTED, detail, shown)
            yield check, found
            yield MODEL_ACCESS.id, found.with_(check=MODEL_ACCESS.id)


def _judge_rows(view: View) -> Iterator[tuple[Requirement, Finding | None]]:
    for row, model in _list_models(view.facts):
        yield row, outside_access.judge_access(view.facts, model)
    yield USE_CASE, outside_access.judge_use_case(view)
    yield POLICY_ATTACHED, outside_rules.judge_policy(view)
    yield MODEL_PERMISSIONS, outside_rules.judge_model_permissions(view)
    yield MARKETPLACE_PERMISSIONS, outside_rules.judge_marketplace_permissions(view)
    yield MODEL_ACCESS, outside_access.judge_model_access(view)


def _soften(found: Finding) -> Finding:
    """The finding, unverified where only the way to AWS or the credentials at hand stand in the way."""
    if found.verdict not in (Verdict.FAILED, Verdict.BLOCKED) or found.cause not in CAUSES_OF_THE_CALLER:
        return found
    return unverified(BY_ID[found.check], found.cause, message("outside.unanswered"), *found.evidence)


def _complete(view: View, found: Finding) -> Finding:
    """The finding with its whole fix, where IAM denies something; with a note where our own code of it breaks."""
    if found.cause not in IAM_CAUSES or found.case in (outside_rules.NO_SUCH_PRINCIPAL, outside_rules.WITHOUT_ROLE):
        return found
    try:
        from checkpoints.fixes.permission_fixes import complete_fix

        return complete_fix(view.named or view.facts, found)
    except Exception as error:  # noqa: BLE001 - a defect of ours, which must not cost the verdict
        from checkpoints.report.crash import note_broken_fix

        return note_broken_fix(found, error)


def report_trouble(trouble: Finding, rows: Iterable[Requirement]) -> dict[str, Finding]:
    """Every row of an account that could not be looked at."""
    cause = trouble.cause or Cause.NOT_PERMITTED_TO_LOOK
    detail = message("outside.not-looked")
    return {row.id: unverified(row, cause, detail, *trouble.evidence) for row in rows}


def read_models(facts: Facts) -> Iterator[ModelState]:
    """The guide's models and those that its next section pins."""
    ids = (*(model.bedrock_id for model in facts.edition.models), *(pin.bedrock_id for pin in facts.edition.pins))
    for model_id in dict.fromkeys(ids):
        gates, lifecycle = facts.account.availability(model_id), facts.account.lifecycle(model_id)
        yield ModelState(
            model_id,
            {name: str(gates.body.get(name, "")) for name in _GATES},
            str(lifecycle.body.get("status", "")),
            lifecycle.body.get("end_of_life"),
        )
