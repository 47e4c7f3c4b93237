"""The class page as text; `browser/` looks at it as a picture."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime, timezone
from html import unescape

import pytest

from checkpoints.classroom import page
from checkpoints.classroom.roll import Roll
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.texts.causes import ADVICE
from checkpoints.report.general_advice import explain_cause
from checkpoints.report.seal import seal_data
from checkpoints.report.wording import Wording
from tests.classroom.hand_ins import hand_in, page_of, report, roll_of
from tests.report import samples

NOW = datetime(2026, 11, 3, tzinfo=timezone.utc)


def _page(roll: Roll, language: str = "ko") -> str:
    return "".join(page.render_class(roll, language, NOW))


def _text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.split("</style>")[1])).split())


def test_the_page_says_how_many_are_ready_in_both_languages() -> None:
    roll = roll_of(hand_in("김하나"), hand_in("이두리", samples.one_failure))
    assert "2명 중 1명 준비 완료 제출자 기준" in _text(_page(roll))
    assert "1 of 2 ready of those who handed in" in _text(_page(roll, "en"))
    assert '<html lang="ko">' in _page(roll) and '<html lang="en">' in _page(roll, "en")


def test_the_matrix_has_a_cell_for_each_requirement() -> None:
    html = _page(roll_of(hand_in("김하나", samples.owner_needed)))
    row = html[html.index("<tbody>") : html.index("</tbody>")]
    marks = re.findall(r"<td class=(\w)>([^<]*)", row)
    assert marks[0] == ("f", "준비 미완료")
    assert marks[1:4] == [("p", "통과"), ("f", "실패"), ("p", "통과")]
    assert marks[-1] == ("b", "확인 보류")
    assert len(marks) == 1 + len(REQUIREMENTS)


def test_causes_stand_with_their_fix_the_owners_first() -> None:
    text = _text(
        _page(
            roll_of(
                *(hand_in(f"사람{n}", samples.one_failure) for n in range(3)), hand_in("이두리", samples.owner_needed)
            )
        )
    )
    owner = text.index("AWS 계정 관리자가 해결할 문제")
    attendee = text.index("참가자가 해결할 문제")
    assert owner < text.index("model-access-not-granted") < attendee < text.index("region-missing")
    assert "export AWS_REGION=us-east-1" in text[attendee:]
    assert "해당 참가자 3명 사람0 , 사람1 , 사람2" in text


def test_a_row_carries_the_code_that_its_page_carries() -> None:
    sealed = seal_data(report("김하나"))
    assert f"<code>{sealed['hand_in']['code']}</code>" in _page(roll_of(page_of(sealed)))


def test_a_name_in_a_cause_leads_to_its_row() -> None:
    html = _page(roll_of(hand_in("김하나", samples.one_failure)))
    link = re.search(r'<a href="#(r\w+)">김하나</a>', html)
    assert link is not None
    assert f"<tr id={link[1]}><th scope=row>김하나<small>" in html


def test_who_is_missing_and_what_they_sent_instead() -> None:
    roll = roll_of(hand_in("김하나"), hand_in("이두리", samples.rehearsal), roster=("김하나", "이두리", "박세리"))
    text = _text(_page(roll))
    assert "미제출 이두리 집계에서 제외한 파일만 있음: 연습 박세리" in text
    assert "3명 중 1명 준비 완료 명단 기준" in text


def test_files_set_apart_stand_by_reason_with_their_names() -> None:
    text = _text(_page(roll_of(hand_in("김하나"), hand_in("이두리", samples.rehearsal), "", "hello")))
    assert "연습: 1개" in text and "001.html 파일에 적힌 이름: 이두리" in text
    assert "빈 파일: 1개" in text and "보고서가 아닌 파일: 1개" in text


def test_earlier_hand_ins_and_those_not_on_the_roster_are_told() -> None:
    roll = roll_of(
        hand_in("김하나", samples.one_failure), hand_in("김하나", minute=1), hand_in("남"), roster=("김하나",)
    )
    text = _text(_page(roll))
    assert "이전 제출 1건" in text and "명단에 없는 제출자 남" in text
    assert (
        "이전 제출 같은 사람이 여러 번 제출하면 가장 최근 결과만 집계합니다. "
        "김하나 2026-11-02 12:51 준비 미완료 000.html" in text
    )


def test_guide_notes_are_gathered() -> None:
    text = _text(_page(roll_of(hand_in("김하나"), hand_in("이두리"))))
    assert "Bedrock 콘솔의 Model access 페이지와 'Access granted' 표시는 없어졌습니다." in text and "제출 2건" in text


def test_a_custom_endpoint_is_marked() -> None:
    text = _text(_page(roll_of(hand_in("김하나", endpoint="custom"))))
    assert "2026-11-02 12:51 · 사용자 지정 엔드포인트" in text
    assert "AWS에 직접 확인한 결과가 아닙니다." in text


def test_only_rehearsals_are_told_as_such() -> None:
    text = _text(_page(roll_of(hand_in("김하나"), hand_in("이두리", samples.rehearsal))))
    assert "집계할 수 없는 파일만 제출: 1명" in text


def test_nothing_read_is_a_page_too() -> None:
    text = _text(_page(roll_of("hello")))
    assert "읽을 수 있는 제출 파일이 없습니다." in text and "참가자별 현황으로" in text


def test_a_large_class_is_folded_into_groups_of_a_hundred() -> None:
    html = _page(roll_of(*(hand_in(f"사람{n:03}", minute=n) for n in range(250))))
    assert re.findall(r"<summary><h3>([^<]*)</h3>", html) == [
        "준비 완료: 사람000 – 사람099 (100명)",
        "준비 완료: 사람100 – 사람199 (100명)",
        "준비 완료: 사람200 – 사람249 (50명)",
    ]
    assert '<details class="group" open>' not in html
    assert html.count("<tr id=r") == 250


def test_a_small_class_stands_open() -> None:
    assert '<details class="group" open>' in _page(roll_of(hand_in("김하나")))


def test_nothing_but_the_pages_own_style_is_let_in() -> None:
    html = _page(roll_of(hand_in("김하나")))
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert f'http-equiv="Content-Security-Policy" content="{policy.replace(chr(39), "&#x27;")}"' in html
    assert "<script" not in html and "style=" not in html


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("cause", sorted(ADVICE))
def test_advice_for_a_class_has_a_word_for_everything_that_differs(cause: str, language: str) -> None:
    told = explain_cause(cause, Wording(language))
    shown = [told.headline, told.what, told.why, told.how, told.command, told.page]
    assert told.headline and told.what and told.why and told.how
    assert not any("…" in each for each in shown if each)
