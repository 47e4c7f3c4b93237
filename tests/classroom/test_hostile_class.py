"""A thousand hand-ins, two hundred of them hostile: the class page is right, and none of them does harm."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from checkpoints.classroom import names, reading
from checkpoints.classroom.found import Reason
from checkpoints.classroom.roll import Roll
from checkpoints.report.seal import seal_data
from tests.classroom.conftest import Typed
from tests.classroom.hand_ins import Sample, hand_in, page_of, put
from tests.classroom.hostile import APART, HARMFUL_NAMES, harmful
from tests.report import samples

HONEST: dict[Sample, int] = {
    samples.ready: 600,
    samples.one_failure: 80,
    samples.owner_needed: 60,
    samples.blocked_cascade: 40,
    samples.not_verified: 20,
}
COPIES = 5
ALL_HOSTILE = 200
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "div", "article"),
    *("h1", "h2", "h3", "h4", "p", "span", "strong", "small", "b", "code", "pre", "a", "ul", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td", "details", "summary", "progress", "time", "button", "br", "wbr"),
    *("ol", "script", "label", "input", "select", "option", "i"),
}


class Facts(HTMLParser):
    """What a browser would make of a page: its elements, their attributes, its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@dataclass(frozen=True)
class Class:
    """A class as the command told it. hostile: how many of its files were."""

    folder: Path
    exit_code: int
    out: str
    err: str
    page: str
    table: list[list[str]]
    told: dict[str, Any]
    reasons: Counter[str]


@pytest.fixture
def the_class(tmp_path: Path, typed: Typed) -> Class:
    folder = tmp_path / "a class" / "제출"
    folder.mkdir(parents=True)
    number = 0
    for run, count in HONEST.items():
        for _ in range(count):
            number += 1
            put(folder / f"group {number % 7}", f"{number:04}.html", hand_in(f"정직한 사람{number:04}", run, number))
    reasons: Counter[str] = Counter()
    for place in range(len(HARMFUL_NAMES)):
        put(folder, f"harm{place}.html", page_of(seal_data(harmful(place))))
    for place in range(COPIES):
        reasons[Reason.DUPLICATE.value] += 1
        put(folder / "zz copies", f"copy{place}.html", (folder / "group 1" / "0001.html").read_bytes())
    kinds = sorted(APART)
    for place in range(ALL_HOSTILE - COPIES - len(HARMFUL_NAMES)):
        kind = kinds[place % len(kinds)]
        reason, build = APART[kind]
        reasons[reason.value] += 1
        build(folder, f"{kind}{place}")
    roster = "이름\n" + "".join(f"정직한 사람{number:04}\n" for number in range(1, 811))
    put(tmp_path, "roster.csv", roster.encode("cp949"))
    outputs = {kind: tmp_path / f"class.{kind}" for kind in ("html", "csv", "json")}
    options = [part for kind, path in outputs.items() for part in (f"--{kind}", path)]
    done = typed("class", folder, *options, "--roster", tmp_path / "roster.csv")
    return Class(
        folder,
        done.returncode,
        done.stdout.decode("utf-8"),
        done.stderr.decode("utf-8"),
        outputs["html"].read_text(encoding="utf-8"),
        list(csv.reader(outputs["csv"].read_text(encoding="utf-8-sig").splitlines())),
        json.loads(outputs["json"].read_text(encoding="utf-8")),
        reasons,
    )


def test_a_class_of_a_thousand_with_two_hundred_hostile_ones(the_class: Class, tmp_path: Path) -> None:
    _everybody_honest_is_told_as_they_are(the_class)
    _everything_hostile_is_set_apart_for_its_reason(the_class)
    _the_page_holds_nothing_but_its_own_markup(the_class)
    _the_table_holds_no_formula(the_class)
    _the_terminal_is_not_steered(the_class)
    _nothing_else_was_written(the_class, tmp_path)


def _everybody_honest_is_told_as_they_are(found: Class) -> None:
    assert found.exit_code == 1
    told = found.told
    assert (told["ready"], told["all"], told["of"]) == (600, 810, "roster")
    harmed = len(HARMFUL_NAMES)
    assert told["verdicts"] == {"not_ready": 180 + harmed, "unproven": 20, "ready": 600}
    assert told["missing"] == [f"정직한 사람{number:04}" for number in range(801, 811)]
    assert len(told["not_on_roster"]) == harmed
    causes = {each["cause"]: (each["who"], each["count"]) for each in told["causes"]}
    assert causes == {
        "model-access-not-granted": ("owner", 60),
        "region-missing": ("attendee", 80 + harmed),
        "no-credentials": ("attendee", 40),
        "not-permitted-to-look": ("attendee", 20),
    }
    assert next(iter(causes)) == "model-access-not-granted"
    assert "810명 중 600명 준비 완료" in found.out
    assert "810명 중 600명 준비 완료" in found.page


def _everything_hostile_is_set_apart_for_its_reason(found: Class) -> None:
    apart = found.told["set_apart"]
    assert Counter(each["reason"] for each in apart) == found.reasons
    for each in apart:
        kind = re.match(r"[a-z0-9-]*[a-z]", Path(each["file"].split("!/")[0]).name)
        if kind and kind[0] in APART:
            assert each["reason"] == APART[kind[0]][0].value, each
    assert len(apart) + len(found.told["attendees"]) == 800 + ALL_HOSTILE


def _the_page_holds_nothing_but_its_own_markup(found: Class) -> None:
    facts = Facts(found.page)
    assert set(facts.elements) <= ALLOWED
    assert facts.elements["style"] == facts.elements["title"] == facts.elements["script"] == 1
    for _, name, value in facts.attributes:
        assert not name.startswith("on") and name not in ("src", "style", "srcset", "action", "formaction")
        if name == "href":
            assert value.startswith(
                ("#", "https://us-east-1.console.aws.amazon.com/", "https://console.aws.amazon.com/")
            )
    policies = [value for tag, name, value in facts.attributes if tag == "meta" and "default-src" in value]
    assert len(policies) == 1
    assert re.match(r"default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; img-src", policies[0])
    assert "http-equiv" in found.page and "refresh" not in found.page.split("</head>")[0]
    text = "\n".join(facts.words)
    for place, name in enumerate(HARMFUL_NAMES):
        assert names.plain(names.bounded(f"{name} {place}")) in text
    assert found.page.endswith("</body></html>\n")


def _the_table_holds_no_formula(found: Class) -> None:
    assert len(found.table) == 1 + 800 + len(HARMFUL_NAMES) + 10
    assert {len(row) for row in found.table} == {len(found.table[0])}
    for row in found.table:
        for cell in row:
            assert not re.match(r"[=+\-@＝＋－＠|%\t\r\n]", cell), cell
    assert any(row[0].startswith("'=HYPERLINK") for row in found.table)


def _the_terminal_is_not_steered(found: Class) -> None:
    assert found.err == ""
    assert all(each.isprintable() or each == "\n" for each in found.out)


def _nothing_else_was_written(found: Class, tmp_path: Path) -> None:
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["a class", "class.csv", "class.html", "class.json", "here", "roster.csv"]
    )
    assert list((tmp_path / "here").iterdir()) == []
    assert not list(tmp_path.rglob("harmed*"))
    assert not Path("/tmp/harmed.html").exists()


@pytest.mark.parametrize("kind", sorted(APART))
def test_each_kind_alone_is_set_apart_and_never_ready(kind: str, tmp_path: Path) -> None:
    reason, build = APART[kind]
    build(tmp_path, kind)
    roll = Roll()
    for outcome in reading.read_hand_ins(reading.open_stores([str(tmp_path)]), lambda done, every: None):
        roll.add(outcome)
    assert [each.reason for each in roll.set_apart] == [reason]
    assert roll.counts() == (0, 0)
    unread = reason not in (Reason.REHEARSAL, Reason.ALTERED, Reason.UNSEALED, Reason.OTHER_SECTION)
    assert roll.exit_code() == (2 if unread else 1)
