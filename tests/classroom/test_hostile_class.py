"""A class with two hundred hostile files, of a thousand at length: the page is right, and none of them does harm."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from checkpoints.classroom import names
from checkpoints.classroom.found import Reason
from checkpoints.report.seal import seal_data
from tests.classroom.conftest import Typed
from tests.classroom.hand_ins import Sample, hand_in, page_of, put, roll_of_folder
from tests.classroom.hostile import APART, HARMFUL_NAMES, harmful
from tests.lengths import as_long
from tests.report import samples
from tests.report.elements import Elements

HUNDREDS = as_long(2, 8)
HONEST: dict[Sample, int] = {
    samples.ready: 75 * HUNDREDS,
    samples.one_failure: 10 * HUNDREDS,
    samples.owner_needed: 7 * HUNDREDS,
    samples.blocked_cascade: 5 * HUNDREDS,
    samples.not_verified: 3 * HUNDREDS,
}
ALL_HONEST = sum(HONEST.values())
ABSENT = 10
COPIES = 5
ALL_HOSTILE = 200
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "div", "article"),
    *("h1", "h2", "h3", "h4", "p", "span", "strong", "small", "b", "code", "pre", "a", "ul", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td", "details", "summary", "progress", "time", "button", "br", "wbr"),
    *("ol", "script", "label", "input", "select", "option", "i"),
}


@dataclass(frozen=True)
class Told:
    """What the command told of a class. reasons: those for which files are to be set apart."""

    out: str
    page: str
    table: list[list[str]]
    data: dict[str, Any]
    reasons: Counter[str]


@pytest.fixture
def told(tmp_path: Path, typed: Typed) -> Told:
    folder = tmp_path / "a class" / "제출"
    runs = [run for run, count in HONEST.items() for _ in range(count)]
    for number, run in enumerate(runs, 1):
        put(folder / f"group {number % 7}", f"{number:04}.html", hand_in(f"정직한 사람{number:04}", run, number))
    for place in range(len(HARMFUL_NAMES)):
        put(folder, f"harm{place}.html", page_of(seal_data(harmful(place))))
    for place in range(COPIES):
        put(folder / "zz copies", f"copy{place}.html", (folder / "group 1" / "0001.html").read_bytes())
    reasons = Counter({Reason.DUPLICATE.value: COPIES})
    for place, kind in zip(range(ALL_HOSTILE - COPIES - len(HARMFUL_NAMES)), cycle(sorted(APART)), strict=False):
        reason, build = APART[kind]
        reasons[reason.value] += 1
        build(folder, f"{kind}{place}")
    roster = "이름\n" + "".join(f"정직한 사람{number:04}\n" for number in range(1, ALL_HONEST + ABSENT + 1))
    put(tmp_path, "roster.csv", roster.encode("cp949"))
    outputs = {kind: tmp_path / f"class.{kind}" for kind in ("html", "csv", "json")}
    options = [part for kind, path in outputs.items() for part in (f"--{kind}", path)]
    done = typed("class", folder, *options, "--roster", tmp_path / "roster.csv")
    assert (done.returncode, done.stderr) == (1, b"")
    return Told(
        done.stdout.decode("utf-8"),
        outputs["html"].read_text(encoding="utf-8"),
        list(csv.reader(outputs["csv"].read_text(encoding="utf-8-sig").splitlines())),
        json.loads(outputs["json"].read_text(encoding="utf-8")),
        reasons,
    )


def test_everybody_honest_is_told_beside_two_hundred_hostile_ones(told: Told, tmp_path: Path) -> None:
    _everybody_honest_is_told_as_they_are(told)
    _everything_hostile_is_set_apart_for_its_reason(told)
    _the_page_holds_nothing_but_its_own_markup(told.page)
    _the_table_holds_no_formula(told.table)
    assert all(each.isprintable() or each == "\n" for each in told.out)  # the terminal is not steered
    # Nothing else was written.
    written = ["a class", "class.csv", "class.html", "class.json", "here", "roster.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == written
    assert list((tmp_path / "here").iterdir()) == []
    assert not list(tmp_path.rglob("harmed*"))
    assert not Path("/tmp/harmed.html").exists()


def _everybody_honest_is_told_as_they_are(found: Told) -> None:
    data, harmed = found.data, len(HARMFUL_NAMES)
    ready, every, unproven = HONEST[samples.ready], ALL_HONEST + ABSENT, HONEST[samples.not_verified]
    failed, denied, cut_off = (
        HONEST[run] for run in (samples.one_failure, samples.owner_needed, samples.blocked_cascade)
    )
    assert (data["ready"], data["all"], data["of"]) == (ready, every, "roster")
    assert data["verdicts"] == {"not_ready": failed + denied + cut_off + harmed, "unproven": unproven, "ready": ready}
    assert data["missing"] == [f"정직한 사람{number:04}" for number in range(ALL_HONEST + 1, every + 1)]
    assert len(data["not_on_roster"]) == harmed
    assert [(each["cause"], each["who"], each["count"]) for each in data["causes"]] == [
        ("model-access-not-granted", "owner", denied),
        ("region-missing", "attendee", failed + harmed),
        ("no-credentials", "attendee", cut_off),
        ("not-permitted-to-look", "attendee", unproven),
    ]
    for told in (found.out, found.page):
        assert f"{every}명 중 {ready}명 준비 완료" in told


def _everything_hostile_is_set_apart_for_its_reason(found: Told) -> None:
    apart = found.data["set_apart"]
    assert Counter(each["reason"] for each in apart) == found.reasons
    for each in apart:
        kind = re.match(r"[a-z0-9-]*[a-z]", Path(each["file"].split("!/")[0]).name)
        if kind and kind[0] in APART:
            assert each["reason"] == APART[kind[0]][0].value, each
    assert len(apart) + len(found.data["attendees"]) == ALL_HONEST + ALL_HOSTILE


def _the_page_holds_nothing_but_its_own_markup(page: str) -> None:
    elements = Elements(page, closed_by_others=["li"])
    count = Counter(element for element, _ in elements.found)
    assert set(count) <= ALLOWED
    assert count["style"] == count["title"] == count["script"] == 1
    at_home = ("#", "https://us-east-1.console.aws.amazon.com/", "https://console.aws.amazon.com/")
    for _, attributes in elements.found:
        assert not [name for name in attributes if name.startswith("on")]
        assert not attributes.keys() & {"src", "style", "srcset", "action", "formaction"}
        assert (attributes.get("href") or "#").startswith(at_home)
    (policy,) = (meta["content"] for meta in elements.named("meta") if "http-equiv" in meta)
    assert re.match(r"default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; img-src", str(policy))
    text = "\n".join(elements.words)
    for place, name in enumerate(HARMFUL_NAMES):
        assert names.plain(names.bounded(f"{name} {place}")) in text
    assert page.endswith("</body></html>\n")


def _the_table_holds_no_formula(table: list[list[str]]) -> None:
    assert len(table) == 1 + ALL_HONEST + len(HARMFUL_NAMES) + ABSENT
    assert {len(row) for row in table} == {len(table[0])}
    for row in table:
        for cell in row:
            assert not re.match(r"[=+\-@＝＋－＠|%\t\r\n]", cell), cell
    assert any(row[0].startswith("'=HYPERLINK") for row in table)


@pytest.mark.parametrize("kind", sorted(APART))
def test_each_kind_alone_is_set_apart_and_never_ready(kind: str, tmp_path: Path) -> None:
    reason, build = APART[kind]
    build(tmp_path, kind)
    roll = roll_of_folder(tmp_path)
    assert [each.reason for each in roll.set_apart] == [reason]
    assert roll.counts() == (0, 0)
    unread = reason not in (Reason.REHEARSAL, Reason.ALTERED, Reason.UNSEALED, Reason.OTHER_SECTION)
    assert roll.exit_code() == (2 if unread else 1)
