"""Runs of every kind, as the suite could have made them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import unescape
from typing import Any

from checkpoints.guide.requirements import (
    BOX_ROWS,
    CREDENTIALS_RESOLVE,
    CREDENTIALS_TEST,
    CREDENTIALS_VALID,
    HAIKU_ACCESS,
    MARKETPLACE_PERMISSIONS,
    MODEL_ACCESS,
    MODEL_PERMISSIONS,
    MODEL_PROFILES,
    POLICY_ATTACHED,
    PROFILES_LISTED,
    REGION_EXPORTED,
    REGION_IS_GUIDE,
    REQUIREMENTS,
    SINGLE_SOURCE,
    SONNET_ACCESS,
    USE_CASE,
    Requirement,
)
from checkpoints.guide.vocabulary import Cause
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report import data
from checkpoints.report.run_result import RunResult
from checkpoints.report.scrub import Scrubber
from checkpoints.rules.finding import Evidence, Finding, blocked, failed, message, not_applicable, passed, unverified

ACCOUNT = "111122223333"
STARTED = datetime(2026, 11, 2, 3, 51, 7, tzinfo=timezone.utc)
PASSED = message("credentials.accepted-by-bedrock")
NO_REGION = message("region.not-exported", region_remedy="export AWS_REGION=us-east-1")
MAY_NOT_LOOK = message("access.unproven", model="Claude")
INSTANCE_ROLE = message("credentials.found.instance-role")
EXPIRES = message("credentials.lasting", until="09:00", hours=5, minutes=0)
CONSOLE_PAGE = message("guide.console-page")


GATES = ("bedrock:GetFoundationModelAvailability",)
# Where a passed row's evidence comes from, if not from what the registry says.
SOURCES = {
    **dict.fromkeys((SONNET_ACCESS, HAIKU_ACCESS, USE_CASE), GATES),
    POLICY_ATTACHED: ("iam:GetPolicyVersion",),
    MARKETPLACE_PERMISSIONS: ("iam:GetPolicyVersion",),
    MODEL_PERMISSIONS: ("bedrock:InvokeModel",),
    CREDENTIALS_RESOLVE: ("Instance Role",),
    CREDENTIALS_VALID: ("sts:GetCallerIdentity",),
    SINGLE_SOURCE: ("Instance Role",),
    PROFILES_LISTED: ("bedrock:ListInferenceProfiles",),
    MODEL_PROFILES: ("bedrock:ListInferenceProfiles",),
    **{box: tuple(row.id for row in rows) for box, rows in BOX_ROWS.items()},
}


def show(row: Requirement) -> tuple[Evidence, ...]:
    """Evidence of a row, from where a run has it."""
    return tuple(Evidence(source, message("region.is", value=row.id)) for source in SOURCES.get(row, row.shown_by))


def good(row: Requirement) -> Finding:
    """The row, passed, with evidence."""
    return passed(row, PASSED, *show(row))


def findings(*others: Finding) -> dict[str, Finding]:
    """Every row passed, but for those given."""
    return {row.id: good(row) for row in REQUIREMENTS} | {finding.check: finding for finding in others}


def run_with(*others: Finding) -> RunResult:
    """A run that is ready but for these findings."""
    return replace(ready(), findings=findings(*others))


def compose(run: RunResult, scrubber: Scrubber | None = None) -> Any:
    """The data of a run."""
    return data.compose_report(run, scrubber or Scrubber())


def rows_of(report: Any) -> list[Any]:
    """The data of every requirement's row, the boxes last."""
    return [row for step in report["steps"] for row in step["checks"]] + [*report["checkpoints"]]


def row_of(report: Any, name: str) -> Any:
    """The data of one requirement's row."""
    return next(row for row in rows_of(report) if row["id"] == name)


def show_text(html: str) -> str:
    """What a piece of a page reads as."""
    return unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", "", html))


def ready() -> RunResult:
    """Everything passed, on an instance role; a note for the attendee and one for the facilitator."""
    return RunResult(
        mode="live",
        scenario=None,
        endpoint="aws",
        started_at=STARTED,
        finished_at=STARTED + timedelta(seconds=4.2),
        selection="all",
        language="ko",
        attendee="김하나",
        account=ACCOUNT,
        principal="role/WorkshopInstanceRole",
        credential_source="instance-role",
        region="us-east-1",
        findings=findings(
            not_applicable(MARKETPLACE_PERMISSIONS, INSTANCE_ROLE, *show(SONNET_ACCESS)),
            good(CREDENTIALS_VALID).with_(notes=(EXPIRES,)),
            good(SONNET_ACCESS).with_(guide_notes=(CONSOLE_PAGE,)),
        ),
        durations={row.id: 0.12 for row in REQUIREMENTS},
        billed_invocations=1,
        versions={"Python": "3.12.4", "pytest": "9.2.0", "boto3": "1.44.5", "botocore": "1.44.5"},
    )


def one_failure() -> RunResult:
    """Only `AWS_REGION` is missing; what depends on it is blocked."""
    missing = failed(REGION_EXPORTED, Cause.REGION_MISSING, NO_REGION, Evidence("AWS_REGION", NO_REGION))
    return replace(run_with(missing, blocked(REGION_IS_GUIDE, missing)), region=None)


def owner_needed() -> RunResult:
    """A model is not granted: only the account's owner can fix it, on a page."""
    refused = failed(
        HAIKU_ACCESS,
        Cause.MODEL_ACCESS_NOT_GRANTED,
        message("access.refused", model="anthropic.claude-haiku-4-5-20251001-v1:0"),
        Evidence("bedrock:InvokeModel", message("region.is", value="AccessDeniedException")),
    )
    return run_with(refused, blocked(MODEL_ACCESS, refused))


def unseen_beside_a_failure() -> RunResult:
    """A model that was called is not granted, and so nothing shows what the caller may not look at."""
    refused = failed(HAIKU_ACCESS, Cause.MODEL_ACCESS_NOT_GRANTED, message("access.refused", model="anthropic.x"))
    unseen = unverified(MARKETPLACE_PERMISSIONS, Cause.NOT_PERMITTED_TO_LOOK, MAY_NOT_LOOK)
    return run_with(refused, unseen.with_(case="called"))


def policy_needed() -> RunResult:
    """The policies lack something: one policy document grants it all."""
    lacking = failed(
        MODEL_PERMISSIONS,
        Cause.POLICY_INCOMPLETE,
        message("permissions.short", action="bedrock:InvokeModel", resource="*", principal="role/Workshop", kind="-"),
        *show(MODEL_PERMISSIONS),
    ).with_(case="grant", policy=WORKSHOP.policy.document)
    return run_with(lacking, blocked(POLICY_ATTACHED, lacking))


def blocked_cascade() -> RunResult:
    """No credentials: one failure, and everything that asks AWS is blocked by it."""
    root = failed(CREDENTIALS_RESOLVE, Cause.NO_CREDENTIALS, message("credentials.none"))
    free = (CREDENTIALS_RESOLVE, SINGLE_SOURCE, REGION_EXPORTED, REGION_IS_GUIDE)
    others = [blocked(row, root) for row in REQUIREMENTS if row not in free]
    return replace(run_with(root, *others), attendee=None, account=None, principal=None, credential_source=None)


def not_verified() -> RunResult:
    """The caller may not look and no call was allowed."""
    rows = (SONNET_ACCESS, HAIKU_ACCESS, USE_CASE, POLICY_ATTACHED, MODEL_ACCESS)
    looks = [unverified(row, Cause.NOT_PERMITTED_TO_LOOK, MAY_NOT_LOOK) for row in rows]
    return replace(run_with(*looks), invoke="never", billed_invocations=0)


def part() -> RunResult:
    """`-m step4`, all of it passed."""
    kept = {row.id: good(row) for row in REQUIREMENTS if row.step == 4}
    return replace(ready(), selection="step4", findings=kept, durations={})


def interrupted() -> RunResult:
    """Ctrl-C after the first step."""
    kept = {row.id: good(row) for row in REQUIREMENTS if row.step == 1}
    return replace(ready(), interrupted=True, findings=kept)


def rehearsal() -> RunResult:
    """Everything passed in the rehearsal account."""
    return replace(
        replace(ready(), mode="offline", scenario="ready", endpoint="custom"),
        principal="user/attendee",
        credential_source="environment",
    )


def rehearsal_failed() -> RunResult:
    """A defect that was rehearsed."""
    return replace(one_failure(), mode="offline", scenario="region-missing", endpoint="custom")


def internal_error() -> RunResult:
    """A check that crashed."""
    crashed = failed(MODEL_PERMISSIONS, Cause.INTERNAL_ERROR, message("internal.crashed", error="KeyError: 'modelArn'"))
    return run_with(crashed)


def unknown_refusal() -> RunResult:
    """A refusal that no cause names, in the box only."""
    refused = failed(PROFILES_LISTED, None, message("internal.crashed", error="TeapotException"))
    return run_with(refused, blocked(CREDENTIALS_TEST, refused))


def every_verdict() -> RunResult:
    """One check of each verdict, with notes for both readers; the rest passed."""
    run = one_failure()
    found = {
        **run.findings,
        USE_CASE.id: unverified(USE_CASE, Cause.NOT_PERMITTED_TO_LOOK, MAY_NOT_LOOK).with_(guide_notes=(CONSOLE_PAGE,)),
        MARKETPLACE_PERMISSIONS.id: not_applicable(MARKETPLACE_PERMISSIONS, INSTANCE_ROLE, *show(SONNET_ACCESS)),
        CREDENTIALS_VALID.id: good(CREDENTIALS_VALID).with_(notes=(EXPIRES,)),
    }
    del found[HAIKU_ACCESS.id]
    return replace(run, findings=found)


RUNS: Mapping[str, Callable[[], RunResult]] = {
    build.__name__: build
    for build in (
        *(ready, one_failure, owner_needed, policy_needed, blocked_cascade, not_verified, part, interrupted),
        *(rehearsal, rehearsal_failed, internal_error, unknown_refusal, every_verdict),
    )
}
