"""The data follow the contract."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from checkpoints.guide.requirements import (
    CREDENTIALS_VALID,
    HAIKU_ACCESS,
    MODEL_PERMISSIONS,
    POLICY_ATTACHED,
    REGION_EXPORTED,
    REQUIREMENTS,
    SONNET_ACCESS,
)
from checkpoints.guide.vocabulary import Cause, Origin
from checkpoints.report import data, schema
from checkpoints.report.contract import Box, Check, NextAction, Report
from checkpoints.report.run_result import RunResult
from checkpoints.rules.finding import Finding, failed, message, unverified
from tests.report import samples
from tests.report.samples import compose, row_of, rows_of, run_with

SCHEMA = json.loads(files("checkpoints.report").joinpath("schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
TOLD = message("credentials.accepted-by-bedrock")


def test_the_shipped_schema_is_the_one_that_the_contracts_types_give() -> None:
    shipped = files("checkpoints.report").joinpath("schema.json").read_text(encoding="utf-8")
    assert shipped == schema.write_schema(schema.build_schema()) + "\n"
    Draft202012Validator.check_schema(SCHEMA)


def test_every_field_of_the_contract_is_written() -> None:
    report = compose(samples.one_failure())
    assert report.keys() == Report.__annotations__.keys() - {"hand_in", "origin"}
    assert report["next"].keys() == NextAction.__annotations__.keys()
    for row in rows_of(report):
        assert row.keys() == (Box if row in report["checkpoints"] else Check).__annotations__.keys()


def test_only_a_run_from_afar_says_where_it_was_started() -> None:
    from_afar = compose(replace(samples.one_failure(), origin=Origin.FLEET))
    assert from_afar["origin"] == "fleet"
    VALIDATOR.validate(from_afar)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("build", samples.RUNS.values(), ids=samples.RUNS)
def test_every_kind_of_run_follows_the_schema(build: Callable[[], RunResult], language: str) -> None:
    report = json.loads(data.to_json(compose(replace(build(), language=language))))
    assert [error.message for error in VALIDATOR.iter_errors(report)] == []


def test_the_schema_refuses_rows_missing_or_out_of_order_and_a_whole_account_id() -> None:
    out_of_order, missing, account = (compose(samples.ready()) for _ in range(3))
    out_of_order["steps"][0]["checks"].reverse()
    del missing["steps"][3]["checks"][3]
    account["attendee"]["account"] = samples.ACCOUNT
    assert [VALIDATOR.is_valid(report) for report in (out_of_order, missing, account)] == [False] * 3


def test_rows_stand_in_the_guide_s_order_and_the_summary_says_what_the_steps_say() -> None:
    report = compose(samples.one_failure())
    assert [row["id"] for row in rows_of(report)] == [row.id for row in REQUIREMENTS]
    assert [(row["item"], row["verdict"]) for row in report["summary"]] == [
        ("Bedrock 모델 액세스 활성화", "passed"),
        ("IAM 정책 생성 및 연결", "passed"),
        ("AWS 자격증명 설정", "passed"),
        ("리전 설정 (us-east-1)", "failed"),
    ]


@pytest.mark.parametrize(
    ("build", "row", "detail"),
    [
        (samples.part, "step1.sonnet-access", "이번 실행에서 선택하지 않은 항목입니다."),
        (samples.interrupted, "step4.region-exported", "실행이 중단되어 확인하지 못했습니다."),
    ],
)
def test_a_row_that_did_not_run_says_why(build: Callable[[], RunResult], row: str, detail: str) -> None:
    report = compose(build())
    found = row_of(report, row)
    assert (found["verdict"], found["cause"], found["fix"], found["detail"]) == ("not_run", None, None, detail)
    assert report["verdict"] == "unproven"


def test_a_failure_carries_what_why_who_and_the_fix_with_its_command() -> None:
    row = row_of(compose(samples.one_failure()), "step4.region-exported")
    assert (row["verdict"], row["cause"], row["who"]) == ("failed", "region-missing", "attendee")
    assert row["what"] and row["why"] and row["how"]
    assert row["command"] in row["fix"] and row["how"] in row["fix"]


def test_what_has_no_advice_of_its_own_still_has_a_fix() -> None:
    held_up = row_of(compose(samples.one_failure()), "step4.region-is-guide")
    assert (held_up["verdict"], held_up["cause"]) == ("blocked", "region-missing")
    assert held_up["fix"] == "먼저 ‘AWS_REGION 환경변수 설정’ 항목을 해결하세요."
    assert held_up["blocked_by"] == ["step4.region-exported"]
    unknown = row_of(compose(samples.unknown_refusal()), "step4.profiles-listed")
    assert (unknown["verdict"], unknown["cause"], unknown["blocked_by"]) == ("failed", None, [])
    assert unknown["fix"] == "오류 코드와 보고서를 진행자에게 보여 주세요."


def test_times_are_utc_and_the_account_is_masked() -> None:
    report = compose(samples.ready())
    assert (report["started_at"], report["finished_at"]) == ("2026-11-02T03:51:07Z", "2026-11-02T03:51:11Z")
    assert report["duration_s"] == 4.2
    assert report["attendee"]["account"] == "********3333"


def test_a_note_on_the_guide_stands_once() -> None:
    rows = [samples.good(row).with_(guide_notes=(samples.CONSOLE_PAGE,)) for row in (SONNET_ACCESS, HAIKU_ACCESS)]
    assert [(entry["about"], entry["check"]) for entry in compose(run_with(*rows))["guide_notes"]] == [
        ("Claude Sonnet 모델 액세스", "step1.sonnet-access")
    ]


@pytest.mark.parametrize(
    ("build", "command"),
    [
        (samples.ready, None),
        (samples.rehearsal, "pytest"),  # points to the real account
        (samples.part, "pytest"),  # points to the rest
        (samples.interrupted, "pytest"),
    ],
)
def test_a_green_run_points_to_what_is_left(build: Callable[[], RunResult], command: str | None) -> None:
    first = compose(build())["next"]
    assert first is None if command is None else (first["check"], first["command"]) == (None, command)


FIRST_OF_ALL: dict[str, list[Finding]] = {
    "what the others rest on": [
        failed(row, Cause.TIMEOUT, TOLD)
        for row in (CREDENTIALS_VALID, MODEL_PERMISSIONS, REGION_EXPORTED, SONNET_ACCESS)
    ],
    "what the attendee can fix now": [
        failed(REGION_EXPORTED, Cause.REGION_MISSING, TOLD),
        failed(POLICY_ATTACHED, Cause.KEY_QUARANTINED, TOLD),
        failed(CREDENTIALS_VALID, Cause.AGREEMENT_PENDING, TOLD),
    ],
    "a failure, not what could not be verified": [
        failed(SONNET_ACCESS, Cause.MODEL_LEGACY, TOLD),
        unverified(CREDENTIALS_VALID, Cause.TIMEOUT, TOLD),
    ],
}


@pytest.mark.parametrize("order", FIRST_OF_ALL.values(), ids=FIRST_OF_ALL)
def test_this_comes_first(order: list[Finding]) -> None:
    for index, first in enumerate(order):
        assert compose(run_with(*order[index:]))["next"]["check"] == first.check


def test_what_to_do_first_says_how_to_check_again_and_what_to_send_to_the_owner() -> None:
    first = compose(run_with(failed(POLICY_ATTACHED, Cause.KEY_QUARANTINED, TOLD)))["next"]
    assert first["headline"] == "Access Key가 유출되었습니다. 바로 계정 관리자에게 알리세요."
    assert first["message"].splitlines() == [
        "1.1 AWS 환경 설정 준비를 위해 요청드립니다.",
        first["what"],
        first["how"],
        first["page"],
    ]
    assert first["recheck"] == "pytest -m step2"
    own = compose(samples.one_failure())["next"]
    assert (own["message"], own["recheck"]) == (None, "pytest -m step4")
    assert compose(run_with(failed(SONNET_ACCESS, Cause.AGREEMENT_PENDING, TOLD)))["next"]["recheck"] is None


def test_what_to_send_to_the_owner_has_what_is_to_be_done_besides_and_no_other_note() -> None:
    values = {"action": "bedrock:InvokeModel", "resource": "*", "principal": "role/Workshop"}
    besides = message("permissions.also-missing", **values)
    policy = {"Version": "2012-10-17", "Statement": []}
    denied = failed(MODEL_PERMISSIONS, Cause.EXPLICIT_DENY, message("permissions.short", kind="-", **values))
    noted = denied.with_(values=values, policy=policy, notes=(besides, message("permissions.encoded")))
    first = compose(run_with(noted))["next"]
    assert first["message"].splitlines()[1:] == [
        first["what"],
        first["how"],
        "현재 자격증명(role/Workshop)에 연결된 정책에도 bedrock:InvokeModel 권한이 없습니다. "
        "이 권한은 연결된 정책에 따로 추가해야 합니다. 리소스: *",
        first["page"],
        *json.dumps(policy, indent=2).splitlines(),
    ]


def test_the_root_of_something_blocked_is_first_though_it_was_not_selected() -> None:
    whole = samples.one_failure()
    kept = {name: found for name, found in whole.findings.items() if name != REGION_EXPORTED.id}
    report = compose(replace(whole, findings=kept, selection="-k guide"))
    assert report["next"]["check"] == REGION_EXPORTED.id
    assert report["next"]["command"] == row_of(compose(whole), REGION_EXPORTED.id)["command"]
