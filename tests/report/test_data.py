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
from checkpoints.guide.vocabulary import Cause, Origin, Verdict
from checkpoints.report import data, schema
from checkpoints.report.contract import Box, Check, NextAction, Report
from checkpoints.report.run_result import RunResult
from checkpoints.report.scrub import Scrubber
from checkpoints.rules.finding import Finding, failed, message, unverified
from tests.lengths import as_long
from tests.report import samples

SCHEMA = json.loads(files("checkpoints.report").joinpath("schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def composed(run: RunResult) -> Any:
    return data.compose_report(run, Scrubber())


def check(report: Any, name: str) -> Any:
    rows = [row for step in report["steps"] for row in step["checks"]] + report["checkpoints"]
    return next(row for row in rows if row["id"] == name)


def test_the_shipped_schema_is_the_one_that_the_contracts_types_give() -> None:
    shipped = files("checkpoints.report").joinpath("schema.json").read_text(encoding="utf-8")
    assert shipped == schema.write_schema(schema.build_schema()) + "\n"
    Draft202012Validator.check_schema(SCHEMA)


def test_every_field_of_the_contract_is_written() -> None:
    report = composed(samples.one_failure())
    assert report.keys() == Report.__annotations__.keys() - {"hand_in", "origin"}
    assert report["next"].keys() == NextAction.__annotations__.keys()
    rows = [(check, Check) for step in report["steps"] for check in step["checks"]]
    for row, kind in [*rows, *((box, Box) for box in report["checkpoints"])]:
        assert row.keys() == kind.__annotations__.keys()


def test_only_a_run_from_afar_says_where_it_was_started() -> None:
    run = samples.one_failure()
    assert "origin" not in composed(run)
    from_afar = composed(replace(run, origin=Origin.FLEET))
    assert from_afar["origin"] == "fleet"
    VALIDATOR.validate(from_afar)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("build", samples.RUNS.values(), ids=samples.RUNS)
def test_every_kind_of_run_follows_the_schema(build: Callable[[], RunResult], language: str) -> None:
    report = json.loads(data.to_json(composed(replace(build(), language=language))))
    assert [error.message for error in VALIDATOR.iter_errors(report)] == []


@st.composite
def any_finding(draw: st.DrawFn, check_id: str) -> Finding:
    verdict = draw(st.sampled_from([word for word in Verdict if word is not Verdict.NOT_RUN]))
    stopped = verdict in (Verdict.FAILED, Verdict.BLOCKED, Verdict.UNVERIFIED)
    cause = draw(st.sampled_from(Cause)) if stopped else None
    roots = (draw(st.sampled_from(sorted(BY_ID))),) if verdict is Verdict.BLOCKED else ()
    return Finding(check_id, verdict, message("credentials.accepted-by-bedrock"), cause, blocked_by=roots)


@st.composite
def any_run(draw: st.DrawFn) -> RunResult:
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
@settings(max_examples=as_long(40, 300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_found_follows_the_schema(run: RunResult) -> None:
    report = json.loads(data.to_json(composed(run)))
    assert [error.message for error in VALIDATOR.iter_errors(report)] == []


def test_the_schema_refuses_rows_missing_or_out_of_order_and_a_whole_account_id() -> None:
    out_of_order, missing, account = (composed(samples.ready()) for _ in range(3))
    out_of_order["steps"][0]["checks"].reverse()
    del missing["steps"][3]["checks"][3]
    account["attendee"]["account"] = samples.ACCOUNT
    assert [VALIDATOR.is_valid(report) for report in (out_of_order, missing, account)] == [False] * 3


def test_the_rows_stand_in_the_guide_s_order() -> None:
    report = composed(samples.part())
    rows = [row["id"] for step in report["steps"] for row in step["checks"]] + [
        box["id"] for box in report["checkpoints"]
    ]
    assert rows == [row.id for row in REQUIREMENTS]


@pytest.mark.parametrize(
    ("build", "row", "detail"),
    [
        (samples.part, "step1.sonnet-access", "이번 실행에서 선택하지 않은 항목입니다."),
        (samples.interrupted, "step4.region-exported", "실행이 중단되어 확인하지 못했습니다."),
    ],
)
def test_a_row_that_did_not_run_says_why(build: Callable[[], RunResult], row: str, detail: str) -> None:
    report = composed(build())
    found = check(report, row)
    assert (found["verdict"], found["cause"], found["fix"], found["detail"]) == ("not_run", None, None, detail)
    assert report["verdict"] == "unproven"


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


@pytest.mark.parametrize(
    ("build", "row", "expected"),
    [
        (
            samples.one_failure,
            "step4.region-is-guide",
            ("blocked", "region-missing", "먼저 ‘AWS_REGION 환경변수 설정’ 항목을 해결하세요."),
        ),
        (
            samples.unknown_refusal,
            "step4.profiles-listed",
            ("failed", None, "오류 코드와 보고서를 진행자에게 보여 주세요."),
        ),
    ],
)
def test_what_has_no_advice_of_its_own_still_has_a_fix(
    build: Callable[[], RunResult], row: str, expected: tuple[str, ...]
) -> None:
    found = check(composed(build()), row)
    assert (found["verdict"], found["cause"], found["fix"]) == expected
    assert found["blocked_by"] == (["step4.region-exported"] if found["verdict"] == "blocked" else [])


def test_times_are_utc_and_the_account_is_masked() -> None:
    report = composed(samples.ready())
    assert (report["started_at"], report["finished_at"]) == ("2026-11-02T03:51:07Z", "2026-11-02T03:51:11Z")
    assert report["duration_s"] == 4.2
    assert report["attendee"]["account"] == "********3333"


def test_a_note_on_the_guide_stands_once() -> None:
    note = message("guide.console-page")
    rows = [
        samples.good(BY_ID[name]).with_(guide_notes=(note,)) for name in ("step1.sonnet-access", "step1.haiku-access")
    ]
    report = composed(replace(samples.ready(), findings=samples.findings(*rows)))
    assert [(entry["about"], entry["check"]) for entry in report["guide_notes"]] == [
        ("Claude Sonnet 모델 액세스", "step1.sonnet-access")
    ]


@pytest.mark.parametrize(
    ("build", "command"),
    [
        (samples.ready, None),
        (samples.rehearsal, "pytest"),  # points to the real account
        (samples.part, "pytest"),  # points to the rest
    ],
)
def test_a_green_run_points_to_what_is_left(build: Callable[[], RunResult], command: str | None) -> None:
    first = composed(build())["next"]
    assert first is None if command is None else (first["check"], first["command"]) == (None, command)


def test_what_the_others_rest_on_comes_first() -> None:
    order = ["step3.credentials-valid", "step2.model-permissions", "step4.region-exported", "step1.sonnet-access"]
    broken = [failed(BY_ID[name], Cause.TIMEOUT, message("credentials.accepted-by-bedrock")) for name in order]
    for index, expected in enumerate(order):
        report = composed(replace(samples.ready(), findings=samples.findings(*broken[index:])))
        assert report["next"]["check"] == expected


def test_of_several_roots_what_the_attendee_can_fix_now_comes_first() -> None:
    told = message("credentials.accepted-by-bedrock")
    waiting = failed(BY_ID["step3.credentials-valid"], Cause.AGREEMENT_PENDING, told)
    of_the_owner = failed(BY_ID["step2.policy-attached"], Cause.KEY_QUARANTINED, told)
    of_the_attendee = failed(REGION_EXPORTED, Cause.REGION_MISSING, told)
    order = [of_the_attendee, of_the_owner, waiting]
    for index, expected in enumerate(order):
        report = composed(replace(samples.ready(), findings=samples.findings(*order[index:])))
        assert report["next"]["check"] == expected.check


def test_what_to_do_first_says_how_to_check_again_and_what_to_send_to_the_owner() -> None:
    told = message("credentials.accepted-by-bedrock")
    quarantined = failed(BY_ID["step2.policy-attached"], Cause.KEY_QUARANTINED, told)
    first = composed(replace(samples.ready(), findings=samples.findings(quarantined)))["next"]
    assert first["headline"] == "Access Key가 유출되었습니다. 바로 계정 관리자에게 알리세요."
    assert first["message"].splitlines() == [
        "1.1 AWS 환경 설정 준비를 위해 요청드립니다.",
        first["what"],
        first["how"],
        first["page"],
    ]
    assert first["recheck"] == "pytest -m step2"
    own = composed(samples.one_failure())["next"]
    assert (own["message"], own["recheck"]) == (None, "pytest -m step4")
    pending = failed(SONNET_ACCESS, Cause.AGREEMENT_PENDING, told)
    assert composed(replace(samples.ready(), findings=samples.findings(pending)))["next"]["recheck"] is None


def test_a_failure_comes_before_what_could_not_be_verified() -> None:
    found = samples.findings(
        unverified(BY_ID["step3.credentials-valid"], Cause.TIMEOUT, message("credentials.accepted-by-bedrock")),
        failed(SONNET_ACCESS, Cause.MODEL_LEGACY, message("credentials.accepted-by-bedrock")),
    )
    assert composed(replace(samples.ready(), findings=found))["next"]["check"] == SONNET_ACCESS.id


def test_the_root_of_something_blocked_is_first_though_it_was_not_selected() -> None:
    whole = samples.one_failure()
    kept = {name: found for name, found in whole.findings.items() if name != REGION_EXPORTED.id}
    report = composed(replace(whole, findings=kept, selection="-k guide"))
    assert report["next"]["check"] == REGION_EXPORTED.id
    assert report["next"]["command"] == check(composed(whole), REGION_EXPORTED.id)["command"]
