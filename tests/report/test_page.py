"""The page as it is written; how it looks is for the browser tests."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from checkpoints.guide.requirements import REGION_EXPORTED, REQUIREMENTS
from checkpoints.guide.vocabulary import Cause
from checkpoints.report import data, page
from checkpoints.report.markup import escape, write_prose
from checkpoints.report.run_result import RunResult
from checkpoints.report.scrub import Scrubber
from checkpoints.report.seal import seal_data
from checkpoints.rules.finding import failed, message
from tests.report import samples
from tests.report.elements import Elements
from tests.report.samples import compose, run_with, show_text

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


def rendered(run: RunResult, recorded: str | None = None) -> str:
    return page.render_page(compose(run), recorded)


def without_templates(text: str) -> str:
    return re.sub(r"<template.*?</template>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("build", samples.RUNS.values(), ids=samples.RUNS)
def test_a_page_is_well_formed_each_id_stands_once_and_every_link_leads_somewhere(
    build: Callable[[], RunResult], language: str
) -> None:
    elements = Elements(rendered(replace(build(), language=language)))
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert sorted(set(ids), key=str) == sorted(ids, key=str)
    assert {row.id for row in REQUIREMENTS} <= set(ids)
    assert next(elements.named("html"))["lang"] == language
    for target in (str(link["href"]) for link in elements.named("a")):
        assert target.startswith("https://") or target.removeprefix("#") in ids


def test_headings_are_the_guide_s_in_the_guide_s_order() -> None:
    text = rendered(samples.ready())
    assert [show_text(found) for found in re.findall(r"<h[12][ >].*?</h[12]>", text, re.DOTALL)] == [
        "1.1 AWS 환경 설정",
        "준비 완료",
        "체크포인트",
        "다음 단계",
        "요약",
        "1단계: Amazon Bedrock 모델 액세스 활성화통과",
        "2단계: IAM 정책 구성통과",
        "3단계: AWS 자격증명 설정통과",
        "4단계: 리전 선택통과",
        "진행자 참고",
        "실행 정보",
        "기술 정보",
    ]


def test_what_passed_is_folded_and_what_did_not_stands_open() -> None:
    elements = Elements(rendered(samples.one_failure()))
    kinds = {attributes.get("id"): name for name, attributes in elements.found}
    assert kinds["step4.region-exported"] == "article"
    assert kinds["step4.region-is-guide"] == "article"
    assert kinds["step1.sonnet-access"] == "details"
    assert not any("open" in attributes for attributes in elements.named("details"))


def test_a_rehearsal_says_so_in_every_part() -> None:
    text = rendered(samples.rehearsal())
    assert text.count('class="rehearsal-mark"') == 8
    assert "<title>[연습] 준비 완료 – 1.1 AWS 환경 설정 – 김하나</title>" in text
    assert "연습 결과입니다. 제출할 수 없습니다." in text
    assert "rehearsal" not in re.sub(r"<style>.*?</style>", "", rendered(samples.ready()), flags=re.DOTALL)


def test_a_custom_endpoint_and_an_interruption_are_said_at_the_top() -> None:
    text = rendered(replace(samples.interrupted(), endpoint="custom"))
    for said in ("사용자 지정 엔드포인트로 실행한 결과입니다.", "실행이 중단되었습니다."):
        assert text.index(said) < text.index("<h1>")


def test_a_hand_in_shows_its_code_and_any_other_page_none() -> None:
    report = compose(samples.ready())
    sealed = seal_data(report)
    code = sealed["hand_in"]["code"]
    assert f"<dd>{code}</dd>" in page.render_page(sealed)
    assert code not in page.render_page(report)


def only_blocked() -> RunResult:
    """A part of a run, in which everything waits for what is not in it."""
    whole = samples.one_failure()
    kept = {name: found for name, found in whole.findings.items() if name != REGION_EXPORTED.id}
    return replace(whole, findings=kept)


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (samples.ready, "모든 항목을 확인했습니다. 다음 섹션으로 진행할 수 있습니다."),
        (samples.rehearsal, "연습의 모든 항목을 통과했습니다."),
        (samples.one_failure, "해결할 문제가 1건 있습니다."),
        (samples.not_verified, "확인하지 못한 항목이 5건 있습니다. 실패한 항목은 없습니다."),
        (samples.part, "일부 항목만 실행했습니다. 전체를 실행해야 준비 여부를 알 수 있습니다."),
        (samples.interrupted, "일부 항목만 실행했습니다. 전체를 실행해야 준비 여부를 알 수 있습니다."),
        (only_blocked, "먼저 해결해야 할 항목 때문에 확인하지 못한 항목이 있습니다."),
    ],
)
def test_the_verdict_is_a_sentence(build: Callable[[], RunResult], sentence: str) -> None:
    assert f'<p class="sentence">{sentence}</p>' in rendered(build())


def test_what_people_and_aws_wrote_stays_text(recorded: Callable[[str], str]) -> None:
    broken = failed(REGION_EXPORTED, Cause.REGION_MISSING, message("internal.crashed", error=HOSTILE))
    free = dict.fromkeys(("attendee", "principal", "region", "selection"), HOSTILE)
    run: RunResult = replace(run_with(broken), versions={HOSTILE: HOSTILE}, **free)  # type: ignore[arg-type]
    text = rendered(run, recorded("ko"))
    elements = Elements(without_templates(text))
    assert [attributes.get("type") for attributes in elements.named("script")] == ["application/json", *[None] * 4]
    assert not any(name.startswith("on") for _, attributes in elements.found for name in attributes)
    assert list(elements.named("img")) == []
    (kept,) = re.findall(r'id="checkpoint-report">(.*?)</script>', text, re.DOTALL)
    assert json.loads(kept)["attendee"]["name"] == HOSTILE


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    report = compose(samples.one_failure())
    report["next"]["page"] = "javascript:alert(1)"
    text = page.render_page(report)
    assert '<p class="address">javascript:alert(1)</p>' in text
    assert 'href="javascript' not in text


def test_only_the_page_s_own_scripts_may_run(recorded: Callable[[str], str]) -> None:
    text = rendered(samples.ready(), recorded("ko"))
    policy = next(
        str(meta["content"])
        for meta in Elements(without_templates(text)).named("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    assert len(scripts) == 4
    assert policy == (
        f"default-src 'none'; script-src {allowed}; "
        "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_fetched_from_anywhere_and_the_page_is_small(recorded: Callable[[str], str]) -> None:
    text = rendered(samples.not_verified(), recorded("ko"))
    assert not re.search(r'\b(?:src|href|srcset|action)="(?!https://|#|")', text)
    assert not re.search(r"url\(|@import", text)
    assert not re.search(r'<(?:link|iframe|object|embed|img[^>]*src="http)', text)
    assert len(text.encode()) < 100_000


@pytest.mark.parametrize("build", samples.RUNS.values(), ids=samples.RUNS)
def test_scrubbing_a_whole_page_again_changes_nothing(
    build: Callable[[], RunResult], recorded: Callable[[str], str]
) -> None:
    scrubber = Scrubber(["wJalrXUtnFEMICANARYKEY"])
    text = page.render_page(compose(build(), scrubber), recorded("ko"), scrubber)
    assert scrubber.scrub_text(text) == text


CANARIES = {
    "access key ID": "AKIA" + "CANARY4EXAMPLE5Q",
    "secret": "Canary/Secret+" + "0123456789abcdefghijKLMNOP",
    "token": "IQoJb3JpZ2lu" + "Q2FuYXJ5VG9rZW4" * 8,
    "api key": "ABSK" + "Q2FuYXJ5QXBpS2V5" * 4,
    "short api key": "bedrock-api-key-" + "Q2FuYXJ5U2hvcnQ" * 4,
    "sso token": "aoaAAAAAG" + "Q2FuYXJ5U3Nv" * 6,
    "account": samples.ACCOUNT,
}


def test_no_canary_is_left_in_page_or_data_wherever_it_was_planted(recorded: Callable[[str], str]) -> None:
    planted = " ".join(CANARIES.values())
    broken = failed(REGION_EXPORTED, Cause.REGION_MISSING, message("internal.crashed", error=planted))
    run = replace(
        run_with(broken.with_(notes=(message("region.is", value=planted),))),
        attendee=planted,
        principal=f"role/{planted}",
        region=planted,
        selection=planted,
        account=samples.ACCOUNT,
    )
    known = Scrubber(value for name, value in CANARIES.items() if name != "account")
    record = recorded("ko").replace("CANARY-output", html.escape(html.escape(planted)))
    assert CANARIES["account"] in record
    for scrubber in (known, Scrubber()):
        report = compose(run, scrubber)
        for text in (page.render_page(report, record, scrubber), data.to_json(report)):
            for name, canary in CANARIES.items():
                assert canary not in text, name
                assert html.escape(canary) not in text, name


def test_what_a_server_wrote_turns_no_text_around_in_page_or_data(recorded: Callable[[str], str]) -> None:
    odd = "\x00\x08\x1b\x9b\u202e\u2066"
    broken = failed(REGION_EXPORTED, Cause.REGION_MISSING, message("internal.crashed", error=f"oops {odd} end"))
    report = compose(replace(run_with(broken), attendee=f"김{odd}"), Scrubber())
    record = recorded("ko").replace("CANARY-output", html.escape(json.dumps(odd)[1:-1]))
    for text in (page.render_page(report, record, Scrubber()), data.to_json(report)):
        assert set(odd) & set(text) == set()
        assert "u202e" in text


def test_backticks_are_code_and_control_characters_are_written_out() -> None:
    assert write_prose("run `a <b>`\nnow") == "run <code>a &lt;b&gt;</code><br>now"
    assert escape("a\x00\x1b\u202eb\ud800") == r"a\x00\x1b\u202eb\ud800"
