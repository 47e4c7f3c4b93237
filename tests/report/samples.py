"""Runs of every kind, as the suite could have made them, with texts of their own.

`install` puts the texts of the samples among the suite's for the length of a test, without hiding any that exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from checkpoints.guide import texts
from checkpoints.guide.requirements import (
    BY_ID,
    CREDENTIALS_RESOLVE,
    CREDENTIALS_TEST,
    CREDENTIALS_VALID,
    HAIKU_ACCESS,
    MARKETPLACE_PERMISSIONS,
    MODEL_ACCESS,
    MODEL_PERMISSIONS,
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
from checkpoints.guide.texts import Advice, Text, Who
from checkpoints.guide.vocabulary import Cause
from checkpoints.report.run import Run
from checkpoints.rules.finding import (
    Evidence,
    Finding,
    blocked,
    failed,
    message,
    not_applicable,
    passed,
    unverified,
)

ACCOUNT = "111122223333"
STARTED = datetime(2026, 11, 2, 3, 51, 7, tzinfo=timezone.utc)

TEXTS = {
    "sample.passed": Text(ko="확인했습니다.", en="It is so."),
    "sample.seen": Text(ko="네 가지 상태가 모두 AVAILABLE입니다: {what}", en="All four gates are AVAILABLE: {what}"),
    "sample.region-missing": Text(
        ko="`AWS_REGION` 환경변수가 설정되어 있지 않습니다.", en="`AWS_REGION` is not set in this environment."
    ),
    "sample.no-credentials": Text(
        ko="기본 자격증명 체인에서 자격증명을 찾지 못했습니다.", en="The default chain found no credentials."
    ),
    "sample.not-granted": Text(
        ko="`{model}` 모델의 액세스가 승인되지 않았습니다.", en="Access to `{model}` has not been granted."
    ),
    "sample.may-not-look": Text(
        ko="조회 권한이 없고 모델 호출도 허용되지 않아 확인할 수 없습니다.",
        en="This caller may not look, and no model call was allowed.",
    ),
    "sample.instance-role": Text(
        ko="인스턴스 역할을 사용하므로 건너뛸 수 있는 항목입니다.",
        en="An instance role is in use; this may be skipped.",
    ),
    "sample.crashed": Text(
        ko="점검 코드에서 예외가 발생했습니다: {error}", en="The check itself raised an exception: {error}"
    ),
    "sample.note": Text(
        ko="자격증명은 약 {hours}시간 뒤에 만료됩니다.", en="The credentials expire in about {hours} hours."
    ),
    "sample.guide-note": Text(
        ko="Bedrock 콘솔의 Model access 페이지는 없어졌습니다. 모델은 처음 호출할 때 자동으로 활성화됩니다.",
        en="The console's Model access page is gone; a model is enabled by its first call.",
    ),
}

ADVICE = {
    "region-missing": Advice(
        what=Text(ko="셸에 `AWS_REGION`이 없습니다.", en="The shell has no `AWS_REGION`."),
        why=Text(
            ko="Claude Code는 `.aws/config`의 리전을 읽지 않으므로 이 변수가 없으면 Bedrock에 연결하지 못합니다.",
            en="Claude Code does not read the Region from `.aws/config`; without the variable it cannot reach Bedrock.",
        ),
        who=Who.ATTENDEE,
        fix=Text(ko="아래 명령어를 실행한 뒤 다시 점검하세요.", en="Run this command, then run the checks again."),
        command="export AWS_REGION=us-east-1",
    ),
    "no-credentials": Advice(
        what=Text(ko="사용할 수 있는 AWS 자격증명이 없습니다.", en="There are no AWS credentials to use."),
        why=Text(
            ko="자격증명이 없으면 Claude Code가 Bedrock을 호출할 수 없습니다.",
            en="Without credentials Claude Code cannot call Bedrock.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="가이드 3단계의 옵션 중 하나를 설정하세요. 가장 간단한 방법은 Option A입니다.",
            en="Set up one of the options of step 3. Option A is the simplest.",
        ),
        command="aws configure",
    ),
    "model-access-not-granted": Advice(
        what=Text(ko="이 계정에서 모델이 활성화되지 않았습니다.", en="The model is not enabled for the account."),
        why=Text(
            ko="Claude Code가 사용하는 두 모델 중 하나를 호출할 수 없습니다.",
            en="One of the two models that Claude Code uses cannot be called.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="Bedrock 콘솔의 모델 카탈로그에서 모델을 열어 액세스를 요청하세요.",
            en="Open the model in the Bedrock console's catalogue and request access.",
        ),
        page="https://console.aws.amazon.com/bedrock/home?region=us-east-1#/model-catalog",
    ),
    "not-permitted-to-look": Advice(
        what=Text(ko="상태를 조회할 권한이 없습니다.", en="This caller may not look."),
        why=Text(
            ko="모델을 직접 호출해야만 액세스를 확인할 수 있습니다.",
            en="Only a call to the model itself can prove access.",
        ),
        who=Who.ATTENDEE,
        fix=Text(ko="모델 호출을 허용하여 다시 실행하세요.", en="Run again and allow a model call."),
        command="pytest --invoke auto",
    ),
    "internal-error": Advice(
        what=Text(ko="점검 도구 자체의 오류입니다.", en="This is a defect of the suite itself."),
        why=Text(ko="이 항목의 준비 여부를 알 수 없습니다.", en="Whether this requirement is met is not known."),
        who=Who.AUTHORS,
        fix=Text(
            ko="이 페이지를 진행자에게 보여 주세요. 진행자가 개발자에게 알립니다.",
            en="Show the facilitator this page, who will tell the authors.",
        ),
    ),
}


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the samples' texts among the suite's; the suite's own win."""
    for key, text in TEXTS.items():
        if key not in texts.TEXTS:
            monkeypatch.setitem(texts.TEXTS, key, text)
    for cause in Cause:
        if cause.value not in texts.ADVICE:
            monkeypatch.setitem(texts.ADVICE, cause.value, ADVICE.get(cause.value, _advice(cause)))


def _advice(cause: Cause) -> Advice:
    word = Text(cause.value, cause.value)
    return Advice(what=word, why=word, who=Who.ATTENDEE, fix=word, command=f"mend {cause.value}")


def good(row: Requirement) -> Finding:
    """The row, passed, with evidence."""
    return passed(
        row,
        message("sample.passed"),
        Evidence("bedrock:GetFoundationModelAvailability", message("sample.seen", what=row.id)),
    )


def findings(*others: Finding) -> dict[str, Finding]:
    """Every row passed, but for those given."""
    return {row.id: good(row) for row in REQUIREMENTS} | {finding.check: finding for finding in others}


def ready() -> Run:
    """Everything passed, on an instance role; a note for the attendee and one for the facilitator."""
    return Run(
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
            not_applicable(MARKETPLACE_PERMISSIONS, message("sample.instance-role")),
            good(CREDENTIALS_VALID).with_(notes=(message("sample.note", hours=5),)),
            good(SONNET_ACCESS).with_(guide_notes=(message("sample.guide-note"),)),
        ),
        durations={row.id: 0.12 for row in REQUIREMENTS},
        billed_invocations=1,
        versions={"Python": "3.12.4", "pytest": "9.2.0", "boto3": "1.44.5", "botocore": "1.44.5"},
    )


def one_failure() -> Run:
    """Only `AWS_REGION` is missing; what depends on it is blocked."""
    missing = failed(
        REGION_EXPORTED,
        Cause.REGION_MISSING,
        message("sample.region-missing"),
        Evidence("AWS_REGION", message("sample.region-missing")),
    )
    return replace(ready(), region=None, findings=findings(missing, blocked(REGION_IS_GUIDE, missing)))


def owner_needed() -> Run:
    """A model is not granted: only the account's owner can fix it, on a page."""
    refused = failed(
        HAIKU_ACCESS,
        Cause.MODEL_ACCESS_NOT_GRANTED,
        message("sample.not-granted", model="anthropic.claude-haiku-4-5-20251001-v1:0"),
        Evidence("bedrock:InvokeModel", message("sample.seen", what="AccessDeniedException")),
    )
    return replace(ready(), findings=findings(refused, blocked(MODEL_ACCESS, refused)))


def blocked_cascade() -> Run:
    """No credentials: one failure, and everything that asks AWS is blocked by it."""
    root = failed(CREDENTIALS_RESOLVE, Cause.NO_CREDENTIALS, message("sample.no-credentials"))
    free = (CREDENTIALS_RESOLVE, SINGLE_SOURCE, REGION_EXPORTED, REGION_IS_GUIDE)
    others = [blocked(row, root) for row in REQUIREMENTS if row not in free]
    return replace(
        ready(), attendee=None, account=None, principal=None, credential_source=None, findings=findings(root, *others)
    )


def not_verified() -> Run:
    """The caller may not look and no call was allowed."""
    rows = (SONNET_ACCESS, HAIKU_ACCESS, USE_CASE, POLICY_ATTACHED, MODEL_ACCESS)
    looks = [unverified(row, Cause.NOT_PERMITTED_TO_LOOK, message("sample.may-not-look")) for row in rows]
    return replace(ready(), invoke="never", billed_invocations=0, findings=findings(*looks))


def part() -> Run:
    """`-m step4`, all of it passed."""
    kept = {row.id: good(row) for row in REQUIREMENTS if row.step == 4}
    return replace(ready(), selection="step4", findings=kept, durations={})


def interrupted() -> Run:
    """Ctrl-C after the first step."""
    kept = {row.id: good(row) for row in REQUIREMENTS if row.step == 1}
    return replace(ready(), interrupted=True, findings=kept)


def rehearsal() -> Run:
    """Everything passed in the rehearsal account."""
    return replace(
        ready(),
        mode="offline",
        scenario="ready",
        endpoint="custom",
        principal="user/attendee",
        credential_source="environment",
    )


def rehearsal_failed() -> Run:
    """A defect that was rehearsed."""
    return replace(one_failure(), mode="offline", scenario="region-missing", endpoint="custom")


def internal_error() -> Run:
    """A check that crashed."""
    crashed = failed(MODEL_PERMISSIONS, Cause.INTERNAL_ERROR, message("sample.crashed", error="KeyError: 'modelArn'"))
    return replace(ready(), findings=findings(crashed))


def unknown_refusal() -> Run:
    """A refusal that no cause names, in the box only."""
    refused = failed(PROFILES_LISTED, None, message("sample.crashed", error="TeapotException"))
    return replace(ready(), findings=findings(refused, blocked(CREDENTIALS_TEST, refused)))


def every_verdict() -> Run:
    """One check of each verdict, with notes for both readers; the rest passed."""
    run = one_failure()
    found = {
        **run.findings,
        SONNET_ACCESS.id: unverified(SONNET_ACCESS, Cause.NOT_PERMITTED_TO_LOOK, message("sample.may-not-look")).with_(
            guide_notes=(message("sample.guide-note"),)
        ),
        MARKETPLACE_PERMISSIONS.id: not_applicable(MARKETPLACE_PERMISSIONS, message("sample.instance-role")),
        CREDENTIALS_VALID.id: good(CREDENTIALS_VALID).with_(notes=(message("sample.note", hours=5),)),
    }
    del found[HAIKU_ACCESS.id]
    return replace(run, findings=found)


RUNS: Mapping[str, Callable[[], Run]] = {
    build.__name__: build
    for build in (
        ready,
        one_failure,
        owner_needed,
        blocked_cascade,
        not_verified,
        part,
        interrupted,
        rehearsal,
        rehearsal_failed,
        internal_error,
        unknown_refusal,
        every_verdict,
    )
}
assert set(ready().findings) == set(BY_ID)
