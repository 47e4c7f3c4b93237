"""How texts for people are worded, as far as a machine can tell; each rule is shown a text that breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints.guide.texts import Text
from checkpoints.guide.texts.causes import ADVICE, CASES
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.columns import measure_width
from tests.guide.test_texts import EVERY, OF_ACCOUNTS, placeholders

ROOT = Path(__file__).parents[2]
HEADLINES = {cause: advice.headline for cause, advice in (ADVICE | CASES | OF_ACCOUNTS).items()}
LONGEST_HEADLINE = 84  # columns: three lines on a phone 360 px wide

# Particles whose form, or whose reading, hangs on the word before them.
_PARTICLES = "을|를|이|가|은|는|과|와|로|으로|의|에|에서|에게|도|만|까지|부터|이라|라"
_OPEN_PARTICLE = re.compile(r"\((?:을|를|이|가|은|는|과|와|으|이라|아|야)\)|[을은이과](?:/|\()(?:를|는|가|와)\)?")
_BARE_PLACEHOLDER = re.compile(rf"\}}[\]'’”\"`]?(?:{_PARTICLES})(?![가-힣])")

# A word that has one better word in this project, and that word.
KOREAN = {
    "리포트": "보고서",
    "리허설": "연습",
    "모의 계정": "연습용 계정",
    "제출 코드": "확인 코드",
    "액세스 키": "Access Key",
    "API 키": "API Key",
    "자격 증명": "자격증명",
    "수명이 끝": "지원이 종료",
    "하루 토큰": "일일 토큰",
    "소진": "모두 사용",
    "작업 역할": "태스크 역할",
    "컨테이너 역할": "태스크 역할",
    "역할을 맡": "역할을 수임",
    "예전": "이전",
    "붙여 넣": "붙여넣",
    "윈도우": "Windows",
    "파이썬": "Python",
    "이 권한으로는": "현재 자격증명의 권한",
    "거절": "거부",
    "명령행": "명령줄",
    "선행 실패": "확인 보류",
    "확인 불가": "미확인",
    "세지 않": "집계하지 않",
}
_KOREAN_STATEMENT = re.compile(r"(?:번째|거부하는|[A-Za-z}\)]) 문(?:을|은|이|에|의|에서|으로)(?![가-힣])")
ENGLISH = (
    r"mend(?:s|ed|ing)?",
    r"could be had",
    r"take away",
    r"[Tt]ake the .* away",
    r"stands? (?:only|in|alone|twice)",
    r"no proper",
    r"in vain",
    r"unseen",
    r"may not look",
    r"set to nothing",
    r"without a word",
    r"simulated account",
    r"access key id",
    r"set-up",
    r"misspelt",
    r"organisation",
)


def has_open_particle(text: Text) -> bool:
    return bool(_OPEN_PARTICLE.search(text.ko))


def has_particle_behind_placeholder(text: Text) -> bool:
    return bool(_BARE_PLACEHOLDER.search(text.ko))


def has_banned_korean(text: Text) -> bool:
    return any(word in text.ko for word in KOREAN) or bool(_KOREAN_STATEMENT.search(text.ko))


def has_banned_english(text: Text) -> bool:
    return any(re.search(rf"\b{word}\b", text.en) for word in ENGLISH)


def is_impolite(text: Text) -> bool:
    """A sentence that ends in neither 합니다 nor 하세요, but in the plain style of a written rule."""
    return bool(re.search(r"(?<!니)다\.(?:\s|$)|해라\.|하라\.|십시오", text.ko))


# Texts that break a rule, in the language that the rule is about.
RULES: dict[Callable[[Text], bool], tuple[str, ...]] = {
    has_open_particle: (
        "{name} 파일을(를) 지우세요.",
        "값(으)로 바꾸세요.",
        "변수이(가) 없습니다.",
        "변수은/는 비어 있습니다.",
    ),
    has_particle_behind_placeholder: ("{name}을 지우세요.", "[{name}]로 바꾸세요.", "‘{name}’에서 지우세요."),
    has_banned_korean: ("리포트를 보세요.", "두 번째 문을 확인하세요.", "AWS가 거절했습니다."),
    has_banned_english: (
        "There is one problem to mend.",
        "No answer could be had.",
        "Take the old token away.",
        "A Region stands only elsewhere.",
    ),
    is_impolite: ("값을 지운다.", "값을 지우십시오."),
}


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_a_text_that_breaks_the_rule_is_found(rule: Callable[[Text], bool]) -> None:
    assert all(rule(Text(each, each)) for each in RULES[rule])


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_no_text_breaks_the_rule(rule: Callable[[Text], bool]) -> None:
    assert [(name, text.ko, text.en) for name, text in {**EVERY, **HEADLINES}.items() if rule(text)] == []


@pytest.mark.parametrize("text", HEADLINES.values(), ids=HEADLINES)
def test_a_headline_fits_and_says_what_is_wrong_and_what_to_do(text: Text) -> None:
    values = WORKSHOP.list_words("ko")
    assert measure_width(text.say("ko", values)) <= LONGEST_HEADLINE
    assert len(text.say("en", values)) <= LONGEST_HEADLINE
    assert placeholders(text.en) <= set(values)  # one line, whatever the finding's values are
    assert len(re.findall(r"\.(?:\s|$)", text.ko)) == len(re.findall(r"\.(?:\s|$)", text.en)) == 2
    assert text.ko.endswith("세요.")


@pytest.mark.parametrize(
    ("name", "banned"), [("README.ko.md", tuple(KOREAN)), ("README.md", ("mend", "could be had", "take away"))]
)
def test_the_readme_uses_the_same_words(name: str, banned: tuple[str, ...]) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [word for word in banned if re.search(rf"(?<![A-Za-z]){word}", text)] == []
