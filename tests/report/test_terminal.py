"""The checklist survives any terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoints.guide.requirements import REQUIREMENTS, list_step_rows
from checkpoints.guide.texts import fill_text
from checkpoints.guide.texts.encoding import language_for
from checkpoints.report import terminal
from checkpoints.report.columns import measure_width, wrap_text
from checkpoints.report.run_result import RunResult
from tests.lengths import as_long
from tests.report import samples
from tests.report.samples import compose, rows_of

PAGE = "reports/checkpoint-report.html"
NEXT = (
    "먼저 할 일: AWS_REGION 환경변수가 없습니다. us-east-1 리전으로 설정하세요.",
    "  해결할 사람: 참가자 본인",
    "  Claude Code를 실행할 셸에서 이 명령을 실행하세요. 새 터미널에도 적용됩니다.",
    "    export AWS_REGION=us-east-1",
    "  다시 확인: pytest -m step4",
)


def shown(
    run: RunResult, encoding: str | None = "utf-8", columns: int = 80, colour: bool = False, verbosity: int = 0
) -> list[str]:
    language = language_for(encoding, run.language)
    report = compose(replace(run, language=language))
    return terminal.write_lines(report, encoding=encoding, width=columns, colour=colour, page=PAGE, verbosity=verbosity)


def passing(step: int) -> list[str]:
    """The lines of a step whose requirements are all proven."""
    return [f"  ✓ {fill_text(row.title, 'ko')} (통과)" for row in list_step_rows(step)]


def test_the_checklist_is_the_guide_s() -> None:
    assert shown(samples.one_failure()) == [
        "1.1 AWS 환경 설정 체크포인트 – 김하나",
        "",
        "1단계: Amazon Bedrock 모델 액세스 활성화",
        *passing(1),
        "",
        "2단계: IAM 정책 구성",
        *passing(2),
        "",
        "3단계: AWS 자격증명 설정",
        *passing(3),
        "",
        "4단계: 리전 선택",
        "  ✗ AWS_REGION 환경변수 설정 (실패)",
        "      이 셸의 환경변수에 AWS_REGION이 없습니다.",
        "      <region-missing>",
        "      해결 방법: Claude Code를 실행할 셸에서 이 명령을 실행하세요. 새 터미널에도",
        "      적용됩니다.",
        "        export AWS_REGION=us-east-1",
        "  ⊘ AWS_REGION 값 (us-east-1)",
        "      (확인 보류: 'AWS_REGION 환경변수 설정' 항목 때문)",
        *passing(4)[2:],
        "",
        "체크포인트",
        "  ✓ AWS 자격증명 테스트 성공 (통과)",
        "  ✓ Bedrock 모델 액세스 활성화 확인 (통과)",
        "",
        f"준비 미완료: 통과 {len(REQUIREMENTS) - 2}, 실패 1, 확인 보류 1",
        *NEXT,
        "  원인 설명: python -m checkpoints explain region-missing",
        f"보고서: {PAGE}",
    ]


def test_quiet_leaves_the_verdict_one_thing_to_do_and_the_path() -> None:
    lines = shown(samples.one_failure(), verbosity=-1)
    assert lines[0].startswith("준비 미완료: ")
    assert lines[1:] == [*NEXT, f"보고서: {PAGE}"]
    assert shown(samples.ready(), verbosity=-1)[0].startswith("준비 완료: ")
    assert shown(samples.rehearsal(), verbosity=-1)[0].startswith("연습: ")


def test_colour_is_shown_where_it_is_asked_for() -> None:
    assert any("\x1b[31;1m" in line for line in shown(samples.one_failure(), colour=True))


def test_verbose_shows_the_evidence_of_every_check() -> None:
    report, lines = compose(samples.ready()), shown(samples.ready(), verbosity=1, columns=100)
    evidence = [each for row in rows_of(report) if "text" not in row for each in row["evidence"]]
    assert evidence
    for row in evidence:
        assert any(line.startswith(f"        {row['source']}: {row['shows']}"[:90]) for line in lines)


def test_a_korean_console_of_windows_keeps_korean_without_signs_and_a_plain_console_gets_english() -> None:
    run = replace(samples.one_failure(), attendee=None)
    lines = shown(run, "cp949")
    assert "  [X] AWS_REGION 환경변수 설정 (실패)" in lines
    assert "  [!] AWS_REGION 값 (us-east-1)" in lines
    lines = shown(run, "ascii")
    assert lines[0] == "1.1 AWS environment setup: checkpoints"
    assert "  [X] AWS_REGION exported (Failed)" in lines


@pytest.mark.parametrize(
    ("encoding", "language"),
    [
        *((encoding, "ko") for encoding in ("utf-8", "cp949", "euc-kr")),
        *((encoding, "en") for encoding in ("ascii", "cp1252", None, "no-such-encoding")),
    ],
)
def test_the_language_is_one_that_the_terminal_can_show(encoding: str | None, language: str) -> None:
    assert language_for(encoding, "ko") == language
    assert language_for(encoding, "en") == "en"


@pytest.mark.parametrize("build", samples.RUNS.values(), ids=samples.RUNS)
def test_every_line_can_be_written(build: Callable[[], RunResult]) -> None:
    run = replace(build(), attendee="김\ud800하나 🎓")
    for encoding in ("utf-8", "utf-16", "cp949", "cp437", "cp1252", "latin-1", "ascii", None, "nonsense"):
        codec = "ascii" if encoding in (None, "nonsense") else encoding
        for line in shown(run, encoding, colour=True):
            line.encode(codec or "ascii")


@given(st.text(max_size=60), st.sampled_from(["utf-8", "cp949", "ascii"]), st.integers(-5, 200))
@settings(deadline=None, max_examples=as_long(20, 100), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_name_holds_stays_on_its_line(name: str, encoding: str, columns: int) -> None:
    lines = shown(replace(samples.ready(), attendee=name), encoding, columns)
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("build", samples.RUNS.values(), ids=samples.RUNS)
def test_sixty_columns_are_enough_for_all_but_what_is_copied_which_is_never_broken(
    build: Callable[[], RunResult],
) -> None:
    run = build()
    report = compose(run)
    told = [*rows_of(report), report["next"] or {}]
    copied = [
        line for each in told for key in ("command", "page", "recheck") for line in (each.get(key) or "").splitlines()
    ]
    command = (report["next"] or {}).get("command") or ""
    assert {f"    {line}" for line in command.splitlines()} <= {*shown(run, columns=40)}
    for line in shown(run, columns=60):
        assert measure_width(line) <= 60 or line.strip() in copied
        assert "\x1b" not in line  # there is colour only where it is asked for


def test_a_rehearsal_a_custom_endpoint_and_an_interruption_are_said_before_anything_else() -> None:
    assert shown(samples.rehearsal())[1] == "연습: 연습용 계정(ready)에서 실행했습니다. 제출할 수 없습니다."
    run = replace(samples.interrupted(), endpoint="custom")
    assert shown(run)[1:3] == [
        "주의: AWS가 아닌 사용자 지정 엔드포인트로 실행했습니다.",
        "실행이 중단되었습니다. 중단되기 전까지의 결과만 있습니다.",
    ]


def test_hangul_is_two_columns_wide() -> None:
    assert (measure_width("가나"), measure_width("ab"), measure_width("e\u0301"), measure_width("🎓")) == (4, 2, 1, 2)


def test_lines_break_at_spaces_and_inside_a_word_only_when_it_is_longer_than_a_line() -> None:
    assert wrap_text("가나 다라 마바", 9) == ["가나 다라", "마바"]
    assert wrap_text("가나다라마바", 5) == ["가나", "다라", "마바"]
    assert wrap_text("ab\n\ncd", 9) == ["ab", "cd"]
