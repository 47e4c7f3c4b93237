"""Every text exists in both languages, says the same, and is used."""

from __future__ import annotations

import ast
import errno
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import checkpoints
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.texts import LANGUAGES, Text, fill_text, list_texts, say
from checkpoints.guide.texts.accounts_advice import ADVICE as FOR_FACILITATORS
from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.causes import ADVICE, CASES
from checkpoints.guide.texts.encoding import language_for
from checkpoints.guide.vocabulary import Cause, CredentialSource, RunVerdict, Verdict
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.scenarios import list_names
from checkpoints.report.moments import convert_to_clock

TEXTS = list_texts()
OF_THE_EDITION = set(WORKSHOP.list_words("en"))
ROOT = Path(checkpoints.__file__).parent
HANGUL = re.compile(r"[\uac00-\ud7a3]")
OF_ACCOUNTS = {f"accounts.{cause}": advice for cause, advice in FOR_FACILITATORS.items()}
ADVICE_TEXTS = {
    f"{cause}.{part}": text
    for cause, advice in (ADVICE | CASES | OF_ACCOUNTS).items()
    for part, text in (("what", advice.what), ("why", advice.why), ("fix", advice.fix))
}
NAMES = {
    f"{row.id}.{part}": text
    for row in REQUIREMENTS
    for part, text in (("title", row.title), ("short", row.short), ("box", row.box))
    if text
}
EVERY = {**TEXTS, **{f"advice.{name}": text for name, text in ADVICE_TEXTS.items()}, **NAMES}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def ends(text: str) -> tuple[str, str]:
    """The white space around a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def wrong_with(text: Text) -> list[str]:
    """What differs between the languages of a text, or is missing."""
    found = {
        "Korean is missing": not text.ko.strip(),
        "English is missing": not text.en.strip(),
        "other white space around it": ends(text.ko) != ends(text.en),
        "other placeholders": placeholders(text.ko) != placeholders(text.en),
        "a placeholder is no name": not all(name.isidentifier() for name in placeholders(text.ko)),
        "Korean is English": text.ko.lower() != text.en.lower() and not HANGUL.search(text.ko),
        "English is Korean": bool(HANGUL.search(text.en)),
    }
    return [problem for problem, there in found.items() if there]


def test_every_text_says_the_same_in_both_languages() -> None:
    assert wrong_with(Text(ko="{name} 파일이 없습니다.", en="The file is missing.")) == ["other placeholders"]
    assert wrong_with(Text(ko="준비 완료", en="")) == ["English is missing"]
    assert {name: wrong_with(text) for name, text in EVERY.items() if wrong_with(text)} == {}


@pytest.mark.parametrize("cause", [*(cause.value for cause in Cause), *CASES])
def test_every_cause_has_what_why_who_and_the_one_command_or_page(cause: str) -> None:
    advice: Advice = (ADVICE | CASES)[cause]
    assert isinstance(advice.who, Who)
    assert bool(advice.command) is not bool(advice.page)
    assert advice.command.strip() == advice.command
    assert not advice.page or re.fullmatch(r"https://[^\s{}]+", advice.page.replace("{guide_region}", WORKSHOP.region))
    assert "\n" not in advice.command


def test_there_is_advice_for_causes_and_for_nothing_else() -> None:
    assert set(ADVICE) == {cause.value for cause in Cause}


@pytest.mark.parametrize(
    "key",
    [
        *(f"verdict.{verdict.value}" for verdict in Verdict),
        *(f"run.{verdict.value}" for verdict in RunVerdict),
        *(f"source.{source.value}" for source in CredentialSource),
        *(f"who.{who.value}" for who in Who),
    ],
)
def test_every_word_of_the_contract_is_told_to_people(key: str) -> None:
    assert key in TEXTS


def test_verdicts_are_called_what_the_contract_calls_them() -> None:
    assert {verdict.value: say(f"verdict.{verdict.value}", "ko") for verdict in Verdict} == {
        "passed": "통과",
        "failed": "실패",
        "not_applicable": "해당 없음",
        "blocked": "확인 보류",
        "unverified": "미확인",
        "not_run": "실행 안 함",
    }


def test_a_text_is_said_in_the_language_that_is_asked_for() -> None:
    text = Text(ko="{name}님", en="Dear {name}")
    assert LANGUAGES == ("ko", "en")
    assert [text.say(language, {"name": "Kim"}) for language in LANGUAGES] == ["Kim님", "Dear Kim"]
    assert text.say("en") == "Dear …"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_guide_s_title_a_clock_and_letters(language: str) -> None:
    now = datetime(2026, 11, 27, 9, tzinfo=timezone.utc)
    assert WORKSHOP.list_words(language)["guide_title"]
    assert convert_to_clock(language, now) == now
    assert language_for("utf-8", language) == language
    assert language_for("ascii", language) == "en"


def test_what_a_text_says_of_the_guide_comes_from_its_edition() -> None:
    for name, text in EVERY.items():
        of_the_guide = {each for each in placeholders(text.en) if each.startswith("guide_")}
        assert of_the_guide <= OF_THE_EDITION, name
    other = replace(WORKSHOP, region="eu-north-1", section="7.3", english_title="Elsewhere")
    text = Text(
        ko="{guide_section} {guide_title} ({guide_region})", en="{guide_section} {guide_title} in {guide_region}"
    )
    assert fill_text(text, "en", edition=other) == "7.3 Elsewhere in eu-north-1"
    assert fill_text(text, "ko") == "1.1 AWS 환경 설정 (us-east-1)"
    assert say("header.live", "en", edition=other) == "checkpoints 7.3: your AWS account, live (eu-north-1)"


def test_a_key_that_nobody_wrote_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("no.such-key", "ko")


# -- every key in the code is written, and every text is used

ANY = "([a-z0-9_.-]+)"  # a part of a key that is put together
# Words that come from elsewhere: scenarios, steps, errors of the system, and outcomes of pytest and its plugins.
OF_OTHERS = {
    *(*list_names(), *map(str, WORKSHOP.steps)),
    *(name.lower() for name in errno.errorcode.values()),
    *("skipped", "xfailed", "xpassed", "rerun", "retried"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A text that is asked for by `say` or `message`: in which file and line, by which key or pattern of keys.

    given: the names of the values, None where others may come along.
    """

    file: Path
    line: int
    by: str
    key: str
    given: frozenset[str | None]


@dataclass(frozen=True, slots=True)
class Code:
    """What the code says of texts. whole, patterns: strings outside the texts, and those that are put together.

    words: of strings and names, in small letters and with hyphens, as parts of keys are written.
    """

    whole: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)


@cache
def read_code() -> Code:
    code = Code()
    for path in ROOT.rglob("*.py"):
        file = path.relative_to(ROOT)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in ("say", "message", "_say"):
                given = frozenset(each.arg for each in node.keywords)
                if pattern := _pattern(node.args[0]):
                    code.asked.append(Asked(file, node.lineno, _name(node.func), pattern, given))
            if file.parts[:2] == ("guide", "texts"):
                continue
            if isinstance(node, ast.JoinedStr):
                code.patterns.add(_pattern(node))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                code.whole.add(node.value)
            elif isinstance(node, ast.Name | ast.alias | ast.Attribute):
                code.words.add(_read_name(node))
    code.words.update(re.sub(r"[ _]", "-", each.lower()) for each in {*code.words, *code.whole})
    return code


def _read_name(node: ast.Name | ast.alias | ast.Attribute) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else node.name


def _pattern(node: ast.expr) -> str:
    """The pattern of a string that stands in the code or is put together there; "" for any other expression."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node] if isinstance(node, ast.Constant) else []
    return "".join(re.escape(str(each.value)) if isinstance(each, ast.Constant) else ANY for each in parts)


def _says_enough(pattern: str) -> bool:
    """Whether a pattern names something: `verdict.<word>` does, `<a>.<b>` would fit everything."""
    return re.search(r"[a-z]{3,}", pattern.replace(ANY, "")) is not None


def _is_named(key: str, patterns: list[re.Pattern[str]], words: set[str]) -> bool:
    """Whether the code puts a key together, of words that it knows."""
    found = (pattern.fullmatch(key) for pattern in patterns)
    parts = {part for match in found if match for part in match.groups()}
    return any(
        words.issuperset(part.replace("_", "-").split(".")) or any(pattern.fullmatch(part) for pattern in patterns)
        for part in parts
    )


def _name(function: ast.expr) -> str:
    """The name of what is called: of a function, or of a wording's method."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_text_that_is_asked_for_is_written() -> None:
    asked = read_code().asked
    assert len(asked) > 100
    keys = {each.key for each in asked}
    unwritten = {key for key in keys if not any(re.fullmatch(key, written) for written in TEXTS)}
    assert [each for each in asked if each.key in unwritten] == []


def test_no_sentence_is_written_under_two_keys() -> None:
    """Labels and the help of options may be alike where what they name is."""
    sentences = [(text.ko, text.en) for text in TEXTS.values() if text.en.endswith(".")]
    assert [sentence for sentence, count in Counter(sentences).items() if count > 1] == []


def test_no_text_is_written_for_nobody() -> None:
    code = read_code()
    patterns = [re.compile(each) for each in code.patterns if _says_enough(each)]
    words = code.words | OF_OTHERS
    whole = code.whole | {key + end for end in code.whole if end.startswith("-") for key in TEXTS.keys() & code.whole}
    unused = [key for key in TEXTS if key not in whole and not _is_named(key, patterns, words)]
    assert unused == []


def test_the_placeholders_of_a_text_are_given_where_it_is_said() -> None:
    short = []
    for asked in read_code().asked:
        key = asked.key.replace("\\", "")
        if asked.by == "message" and asked.file.parts[0] in ("rules", "accounts") and key in TEXTS:
            missing = placeholders(TEXTS[key].en) - asked.given - OF_THE_EDITION
            if missing and None not in asked.given:  # `**values` may bring anything
                short.append((asked, missing))
    assert short == []


def test_no_facilitator_is_sent_to_the_facilitator() -> None:
    told = ADVICE | CASES | FOR_FACILITATORS
    assert not [cause for cause, each in told.items() if "facilitator" in f"{each.headline.en} {each.fix.en}"]
