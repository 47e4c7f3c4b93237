"""The class page as text; `browser/` looks at it as a picture."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path

from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.report.seal import seal_data
from tests.classroom.hand_ins import hand_in, page_of, report, roll_of, roster_of
from tests.classroom.told import read_page, write_page
from tests.report import samples


def test_the_page_says_how_many_are_ready_in_both_languages() -> None:
    roll = roll_of(hand_in("김하나"), hand_in("이두리", samples.one_failure))
    assert "2명 중 1명 준비 완료 제출자 기준" in read_page(roll)
    assert "1 of 2 ready of those who handed in" in read_page(roll, "en")
    assert '<html lang="ko">' in write_page(roll) and '<html lang="en">' in write_page(roll, "en")


def test_a_person_has_four_steps_and_two_boxes_and_opens_to_all_rows() -> None:
    html = write_page(roll_of(hand_in("김하나", samples.owner_needed)))
    row = html[html.index('<details class="person') : html.index("</ul>", html.index('<details class="person'))]
    cells = re.findall(r'<span class="m (\w)"><i>([^<]*) </i>([^<]*)</span>', row)
    assert [(mark, word) for mark, _, word in cells] == [
        ("f", "실패"),
        *[("p", "통과")] * 3,
        ("p", "통과"),
        ("b", "확인 보류"),
    ]
    assert [name for _, name, _ in cells[:4]] == ["1단계", "2단계", "3단계", "4단계"]
    assert row.count("<li class=") == len(REQUIREMENTS)
    assert '<li class="m f">Haiku: 실패 <code>model-access-not-granted</code>' in row
    sentence = "모델 액세스가 허용되지 않았습니다. 관리자에게 사용 시작을 요청하세요."
    assert f"<span class=cause><small>29일째</small> {sentence}</span>" in row


def test_people_stand_by_cause_those_with_the_commonest_first() -> None:
    runs = (samples.owner_needed, samples.blocked_cascade, samples.one_failure, samples.blocked_cascade)
    html = write_page(roll_of(*(hand_in(f"사람{place}", run) for place, run in enumerate(runs))))
    assert re.findall(r"<span class=name>([^<]*)</span>", html) == ["사람1", "사람3", "사람0", "사람2"]


def test_what_to_say_stands_with_names_who_fixes_it_and_a_message() -> None:
    failures = [hand_in(f"사람{n}", samples.one_failure) for n in range(3)]
    roll = roll_of(*failures, hand_in("이두리", samples.owner_needed))
    html, text = write_page(roll), read_page(roll)
    assert (
        "3명 AWS_REGION 환경변수가 없습니다. us-east-1 리전으로 설정하세요. export AWS_REGION=us-east-1 "
        "해결할 사람: 참가자 사람0 , 사람1 , 사람2 메시지 복사" in text
    )
    assert text.index("사람2") < text.index("1명 모델 액세스가 허용되지 않았습니다.") < text.index("이두리")
    assert '<progress value="3" max="4" aria-label="4명 중 3명">' in html
    message = (
        "AWS_REGION 환경변수가 없습니다. us-east-1 리전으로 설정하세요.\nexport AWS_REGION=us-east-1\n"
        '그다음 pytest --hand-in --attendee "이름" 명령을 다시 실행하고 새 파일을 제출하세요.'
    )
    assert f"<pre><code>{escape(message)}</code></pre>" in html


def test_all_names_are_shown_and_only_the_rest_of_many_is_folded() -> None:
    html = write_page(roll_of(*(hand_in(f"사람{n:02}", samples.one_failure) for n in range(30))))
    assert '<details class="more-names"><summary>외 18</summary>' in html
    assert 'class="more-names"' not in write_page(roll_of(hand_in("김하나", samples.one_failure)))


def test_numbers_are_of_the_roster_and_the_others_stand_apart() -> None:
    contents = [hand_in("김하나"), *(hand_in(f"남{n}", samples.one_failure) for n in range(22))]
    text = read_page(roll_of(*contents, roster=["김하나"]))
    assert "1명 중 1명 준비 완료 명단 기준" in text
    assert "명단에 있는 1명이 준비를 마쳤습니다. 명단 외 제출자는 따로 22명이며, 그중 0명이 준비를 마쳤습니다." in text
    assert "명단 외 22명 AWS_REGION" in text
    assert "준비 미완료 22명 (명단 외 22명)" in text
    assert "모두 준비를 마쳤습니다" not in text
    assert "run-ready" not in write_page(roll_of(*contents, roster=["김하나"])).split("</style>")[1]
    assert "모두 준비를 마쳤습니다." in read_page(roll_of(hand_in("김하나"), roster=["김하나"]))


def test_a_row_carries_the_code_of_its_page_and_a_name_in_a_cause_leads_to_it() -> None:
    sealed = seal_data(report("김하나", samples.one_failure))
    html = write_page(roll_of(page_of(sealed)))
    assert f"<code>{sealed['hand_in']['code']}</code>" in html
    link = re.search(r'<a href="#(r\w+)">김하나</a>', html)
    assert link is not None
    assert re.search(rf'<details class="person f-row" id={link[1]}[^>]*><summary><span class=name>김하나</span>', html)


def test_groups_of_the_roster_stand_beside_names_and_can_be_chosen(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "이름,조\n김하나,10\n이두리,2\n박세리,2\n최네모,\n")
    failed = [hand_in(name, samples.one_failure) for name in ("김하나", "이두리", "최네모")]
    roll = roll_of(*failed, roster=roster)
    html, text = write_page(roll), read_page(roll)
    assert "<span class=name>이두리 <b>2조</b></span>" in html
    assert 'data-group="10조"' in html and "<span class=name>최네모</span>" in html
    assert re.findall(r"<option value=\"([^\"]*)\">([^<]*조)</option>", html) == [
        ("", "모든 조"),
        ("2조", "2조"),
        ("10조", "10조"),
    ]
    assert "해결할 사람: 참가자 김하나 10조 , 이두리 2조 , 최네모 메시지 복사" in text
    assert "미제출 박세리 2조" in text
    assert "모든 조" not in write_page(roll_of(*failed))


def test_a_group_within_a_name_can_be_chosen_and_is_not_repeated(tmp_path: Path) -> None:
    html = write_page(roll_of(hand_in("한지민(8조)"), hand_in("조 3 김하나", minute=1), hand_in("박세리", minute=2)))
    assert "<span class=name>한지민(8조)</span>" in html and "<span class=name>조 3 김하나 <b>3조</b></span>" in html
    assert re.findall(r"<option value=\"([^\"]+조)\">", html) == ["3조", "8조"]
    roster = roster_of(tmp_path, "이름,조,다른 이름\n한지민,9,한지민(8조)\n")
    assert "<span class=name>한지민 <b>9조</b>" in write_page(roll_of(hand_in("한지민(8조)"), roster=roster))


def test_a_hostile_roster_is_text(tmp_path: Path) -> None:
    harm = '"><script>harm()</script>'
    cells = ("한지민", harm, f"{harm}8")
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    roster = roster_of(tmp_path, f"이름,조,다른 이름\n{quoted}\n")
    html = write_page(roll_of(hand_in(f"{harm}8"), hand_in(f"이두리{harm}", minute=1), roster=roster))
    assert f'data-group="{escape(harm)}"' in html
    assert "<script>harm" not in html


def test_whoever_handed_in_under_another_name_stands_under_that_of_the_roster(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "이름,다른 이름\n한지민,한지민(8조);지민\n박지민,지민\n")
    text = read_page(roll_of(hand_in("한지민(8조)"), roster=roster))
    assert "한지민 8조 제출한 이름: 한지민(8조)" in text
    assert "명단의 다른 이름 중 두 사람에게 있거나 다른 사람의 이름과 같은 것은 사용하지 않았습니다: 지민" in text


def test_whom_a_similar_name_may_be_of_stands_with_both() -> None:
    roll = roll_of(hand_in("한지민(8조)"), hand_in("박세리"), roster=("한지민", "박세리"))
    text = read_page(roll)
    assert "2명 중 1명 준비 완료" in text
    assert "추가하세요: 한지민(8조) → 한지민?" in text
    assert "미제출 한지민 비슷한 이름의 제출 있음: 한지민(8조)" in text
    assert "명단에 없는 제출자 한지민(8조) → 한지민?" in text
    assert "<span class=name>한지민(8조)<small>→ 한지민?</small></span>" in write_page(roll)
    assert "Ask whoever handed in" not in write_page(roll, "en")
    assert "perhaps the same person; not counted as one yet" in read_page(roll, "en")


def test_who_is_missing_and_files_set_apart_are_told_with_their_reasons() -> None:
    contents = hand_in("김하나"), hand_in("이두리", samples.rehearsal), "", "hello"
    text = read_page(roll_of(*contents, roster=("김하나", "이두리", "박세리")))
    assert "미제출 이두리 집계에서 제외한 파일만 있음: 연습 박세리" in text
    assert "3명 중 1명 준비 완료 명단 기준" in text
    assert "연습: 1개" in text and "001.html 파일에 적힌 이름: 이두리" in text
    assert "빈 파일: 1개" in text and "보고서가 아닌 파일: 1개" in text
    assert "집계할 수 없는 파일만 제출: 1명" in read_page(roll_of(*contents))


def test_earlier_hand_ins_and_those_not_on_the_roster_are_told() -> None:
    roll = roll_of(
        hand_in("김하나", samples.one_failure), hand_in("김하나", minute=1), hand_in("남"), roster=("김하나",)
    )
    text = read_page(roll)
    assert "이전 제출 1건" in text and "명단에 없는 제출자 남" in text
    assert (
        "이전 제출 같은 사람이 여러 번 제출하면 가장 최근 결과만 집계합니다. "
        "김하나 2026-11-02 12:51 준비 미완료 000.html" in text
    )


def test_guide_notes_and_custom_endpoints_are_told() -> None:
    text = read_page(roll_of(hand_in("김하나", endpoint="custom"), hand_in("이두리")))
    assert "Bedrock 콘솔의 Model access 페이지와 'Access granted' 표시는 없어졌습니다." in text and "제출 2건" in text
    assert "김하나 사용자 지정 엔드포인트 준비 완료" in text
    assert "AWS에 직접 확인한 결과가 아닙니다." in text


def test_nothing_read_is_a_page_too() -> None:
    text = read_page(roll_of("hello"))
    assert "읽을 수 있는 제출 파일이 없습니다." in text and "참가자별 현황으로" in text


def test_a_large_class_is_folded_into_groups_of_a_hundred_and_a_small_one_stands_open() -> None:
    html = write_page(roll_of(*(hand_in(f"사람{n:03}", minute=n) for n in range(250))))
    assert re.findall(r"<summary><h3>([^<]*)</h3>", html) == [
        "준비 완료: 사람000 – 사람099 (100명)",
        "준비 완료: 사람100 – 사람199 (100명)",
        "준비 완료: 사람200 – 사람249 (50명)",
    ]
    assert '<details class="group" open>' not in html
    assert html.count('<details class="person') == 250
    assert '<details class="group" open>' in write_page(roll_of(hand_in("김하나")))


def test_nothing_but_the_pages_own_style_and_script_is_let_in() -> None:
    html = write_page(roll_of(hand_in("김하나")))
    style, script = (re.search(rf"<{name}>(.*?)</{name}>", html, re.DOTALL) for name in ("style", "script"))
    assert style is not None and script is not None

    def digest(source: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"

    policy = (
        f"default-src 'none'; script-src {digest(script[1])}; style-src {digest(style[1])}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert f'http-equiv="Content-Security-Policy" content="{escape(policy)}"' in html
    assert html.count("<script") == 1 and "style=" not in html
