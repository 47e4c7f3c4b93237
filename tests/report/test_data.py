"""The data follow the contract."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from checkpoints.guide.requirements import BY_ID, REGION_EXPORTED, REQUIREMENTS, SONNET_ACCESS
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.report import data, schema
from checkpoints.report.contract import Box, Check, NextAction, Report
from checkpoints.report.run import Run
from checkpoints.report.scrub import Scrubber
from checkpoints.rules.finding import Finding, failed, message, unverified
from tests.report import samples

SCHEMA = json.loads(files("checkpoints.report").joinpath("schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def composed(run: Run) -> Any:
    return data.compose(run, Scrubber())


def check(report: Any, name: str) -> Any:
    rows = [row for step in report["steps"] for row in step["checks"]] + report["checkpoints"]
    return next(row for row in rows if row["id"] == name)


def test_the_shipped_schema_is_the_one_that_the_contracts_types_give() -> None:
    shipped = files("checkpoints.report").joinpath("schema.json").read_text(encoding="utf-8")
    assert shipped == schema.schema_text(schema.report_schema()) + "\n"
    Draft202012Validator.check_schema(SCHEMA)


def test_every_field_of_the_contract_is_written() -> None:
    report = composed(samples.one_failure())
    assert report.keys() == Report.__annotations__.keys() - {"hand_in"}
    assert report["next"].keys() == NextAction.__annotations__.keys()
    rows = [(check, Check) for step in report["steps"] for check in step["checks"]]
    for row, kind in [*rows, *((box, Box) for box in report["checkpoints"])]:
        assert row.keys() == kind.__annotations__.keys()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("build", samples.RUNS.values(), ids=samples.RUNS)
def test_every_kind_of_run_follows_the_schema(build: Callable[[], Run], language: str) -> None:
    report = json.loads(data.to_json(composed(replace(build(), language=language))))
    assert [error.message for error in VALIDATOR.iter_errors(report)] == []


@st.composite
def any_finding(draw: st.DrawFn, check_id: str) -> Finding:
    verdict = draw(st.sampled_from([word for word in Verdict if word is not Verdict.NOT_RUN]))
    stopped = verdict in (Verdict.FAILED, Verdict.BLOCKED, Verdict.UNVERIFIED)
    cause = draw(st.sampled_from(Cause)) if stopped else None
    roots = (draw(st.sampled_from(sorted(BY_ID))),) if verdict is Verdict.BLOCKED else ()
    return Finding(check_id, verdict, message("sample.passed"), cause, blocked_by=roots)


@st.composite
def any_run(draw: st.DrawFn) -> Run:
    ran = draw(st.sets(st.sampled_from(sorted(BY_ID))))
    found = {name: draw(any_finding(name)) for name in sorted(ran)}
    mode = draw(st.sampled_from(["live", "offline"]))
    return replace(
        samples.ready(),
        findings=found,
        mode=mode,
        scenario="ready" if mode == "offline" else None,
        attendee=draw(st.none() | st.text(max_size=40)),
        region=draw(st.none() | st.text(max_size=20)),
        language=draw(st.sampled_from(["ko", "en"])),
        interrupted=draw(st.booleans()),
    )


@given(any_run())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_found_follows_the_schema(run: Run) -> None:
    report = json.loads(data.to_json(composed(run)))
    assert [error.message for error in VALIDATOR.iter_errors(report)] == []


def test_the_schema_refuses_a_row_that_is_missing_or_out_of_order() -> None:
    report = composed(samples.ready())
    report["steps"][0]["checks"].reverse()
    assert not VALIDATOR.is_valid(report)
    report = composed(samples.ready())
    del report["steps"][3]["checks"][3]
    assert not VALIDATOR.is_valid(report)


def test_the_schema_refuses_a_whole_account_id() -> None:
    report = composed(samples.ready())
    report["attendee"]["account"] = samples.ACCOUNT
    assert not VALIDATOR.is_valid(report)


def test_the_rows_stand_in_the_guide_s_order() -> None:
    report = composed(samples.part())
    rows = [row["id"] for step in report["steps"] for row in step["checks"]] + [
        box["id"] for box in report["checkpoints"]
    ]
    assert rows == [row.id for row in REQUIREMENTS]


def test_a_row_that_was_not_selected_is_not_run_and_says_so() -> None:
    report = composed(samples.part())
    row = check(report, "step1.sonnet-access")
    assert (row["verdict"], row["cause"], row["fix"]) == ("not_run", None, None)
    assert row["detail"] == "이번 실행에서 선택하지 않은 항목입니다."
    assert report["verdict"] == "unproven"
    assert [step["verdict"] for step in report["steps"]] == ["not_run", "not_run", "not_run", "passed"]


def test_a_row_that_an_interruption_left_out_says_so() -> None:
    row = check(composed(samples.interrupted()), "step4.region-exported")
    assert row["detail"] == "실행이 중단되어 확인하지 못했습니다."


def test_the_summary_says_what_the_steps_say() -> None:
    report = composed(samples.one_failure())
    assert [(row["item"], row["verdict"]) for row in report["summary"]] == [
        ("Bedrock 모델 액세스 활성화", "passed"),
        ("IAM 정책 생성 및 연결", "passed"),
        ("AWS 자격증명 설정", "passed"),
        ("리전 설정 (us-east-1)", "failed"),
    ]


def test_a_failure_carries_what_why_who_and_the_fix_with_its_command() -> None:
    row = check(composed(samples.one_failure()), "step4.region-exported")
    assert (row["verdict"], row["cause"], row["who"]) == ("failed", "region-missing", "attendee")
    assert row["what"] and row["why"] and row["how"]
    assert row["command"] in row["fix"] and row["how"] in row["fix"]


def test_what_is_blocked_points_to_its_root() -> None:
    row = check(composed(samples.one_failure()), "step4.region-is-guide")
    assert (row["verdict"], row["cause"]) == ("blocked", "region-missing")
    assert row["blocked_by"] == ["step4.region-exported"]
    assert row["fix"] == "먼저 ‘AWS_REGION 환경변수 설정’ 항목을 해결하세요."


def test_a_refusal_that_nothing_names_still_has_a_fix() -> None:
    row = check(composed(samples.unknown_refusal()), "step4.profiles-listed")
    assert (row["verdict"], row["cause"]) == ("failed", None)
    assert row["fix"] == "표시된 오류 코드와 이 페이지를 진행자에게 보여 주세요."


def test_times_are_utc_and_the_account_is_masked() -> None:
    report = composed(samples.ready())
    assert (report["started_at"], report["finished_at"]) == ("2026-11-02T03:51:07Z", "2026-11-02T03:51:11Z")
    assert report["duration_s"] == 4.2
    assert report["attendee"]["account"] == "********3333"


def test_a_note_on_the_guide_stands_once() -> None:
    note = message("sample.guide-note")
    rows = [
        samples.good(BY_ID[name]).with_(guide_notes=(note,)) for name in ("step1.sonnet-access", "step1.haiku-access")
    ]
    report = composed(replace(samples.ready(), findings=samples.findings(*rows)))
    assert [(entry["about"], entry["check"]) for entry in report["guide_notes"]] == [
        ("Claude Sonnet 모델 액세스 승인", "step1.sonnet-access")
    ]


def test_nothing_is_left_to_do_when_all_is_ready() -> None:
    assert composed(samples.ready())["next"] is None


def test_a_green_rehearsal_points_to_the_real_account() -> None:
    first = composed(samples.rehearsal())["next"]
    assert (first["check"], first["command"]) == (None, "pytest")


def test_a_green_part_points_to_the_rest() -> None:
    first = composed(samples.part())["next"]
    assert (first["check"], first["command"]) == (None, "pytest")


def test_what_the_others_rest_on_comes_first() -> None:
    order = ["step3.credentials-valid", "step2.model-permissions", "step4.region-exported", "step1.sonnet-access"]
    broken = [failed(BY_ID[name], Cause.TIMEOUT, message("sample.passed")) for name in order]
    for index, expected in enumerate(order):
        report = composed(replace(samples.ready(), findings=samples.findings(*broken[index:])))
        assert report["next"]["check"] == expected


def test_a_failure_comes_before_what_could_not_be_verified() -> None:
    found = samples.findings(
        unverified(BY_ID["step3.credentials-valid"], Cause.TIMEOUT, message("sample.passed")),
        failed(SONNET_ACCESS, Cause.MODEL_LEGACY, message("sample.passed")),
    )
    assert composed(replace(samples.ready(), findings=found))["next"]["check"] == SONNET_ACCESS.id


def test_the_root_of_something_blocked_is_first_though_it_was_not_selected() -> None:
    whole = samples.one_failure()
    kept = {name: found for name, found in whole.findings.items() if name != REGION_EXPORTED.id}
    report = composed(replace(whole, findings=kept, selection="-k guide"))
    assert report["next"]["check"] == REGION_EXPORTED.id
    assert report["next"]["command"] == check(composed(whole), REGION_EXPORTED.id)["command"]
