"""The checklist with which the terminal ends, on any terminal."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING

from checkpoints.guide.edition import Edition
from checkpoints.guide.requirements import BY_ID
from checkpoints.guide.texts.encoding import can_hold, fit_text, known_encoding
from checkpoints.guide.vocabulary import RunVerdict, Verdict
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.columns import keep_printable, wrap_text
from checkpoints.report.columns import measure_width as columns_of
from checkpoints.report.fixes import find_explain
from checkpoints.report.problems import find_first_row, list_problems
from checkpoints.report.wording import Wording

if TYPE_CHECKING:
    from checkpoints.report.contract import Box, Check, Report

_NARROWEST, _WIDEST = 40, 100
_MARKS = {
    Verdict.PASSED: ("✓", "[O]", "32"),
    Verdict.FAILED: ("✗", "[X]", "31;1"),
    Verdict.NOT_APPLICABLE: ("–", "[-]", "2"),
    Verdict.BLOCKED: ("⊘", "[!]", "35"),
    Verdict.UNVERIFIED: ("?", "[?]", "33"),
    Verdict.NOT_RUN: ("·", "[ ]", "2"),
}
_TOLD = (Verdict.FAILED.value, Verdict.UNVERIFIED.value)
_RUN_COLOURS = {RunVerdict.READY: "32;1", RunVerdict.NOT_READY: "31;1", RunVerdict.UNPROVEN: "33;1"}
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "·": "-", "→": "->"})


def write_lines(
    report: Report,
    *,
    encoding: str | None,
    width: int,
    colour: bool,
    page: str,
    edition: Edition = WORKSHOP,
    verbosity: int = 0,
) -> list[str]:
    """The checklist in the guide's order, then the verdict, the first thing to do and the page's path, if any.

    verbosity: 1 adds the evidence, -1 leaves the checklist out. report: as composed, in a language that `language_for`
    gives for this terminal; width: in columns, and only commands and paths are ever longer, so that they can be copied.
    Every line can be encoded in `encoding`.
    """
    codec = known_encoding(encoding)
    pen = _Pen(codec, min(max(width, _NARROWEST), _WIDEST), colour)
    wording = Wording(report["language"], edition)
    return [_shown(line, codec) for line in _all(report, wording, pen, page, verbosity)]


def write_rows(
    report: Report,
    checks: Container[str],
    *,
    encoding: str | None,
    width: int,
    colour: bool,
    edition: Edition = WORKSHOP,
) -> list[str]:
    """The lines of some checks alone, by their ids, each with its fix, as they stand in the checklist."""
    codec = known_encoding(encoding)
    pen = _Pen(codec, min(max(width, _NARROWEST), _WIDEST), colour)
    wording = Wording(report["language"], edition)
    every: list[Check | Box] = [
        *(check for step in report["steps"] for check in step["checks"]),
        *report["checkpoints"],
    ]
    told: set[tuple[str | None, str | None]] = set()
    shown = (_check(report, each, wording, pen, told) for each in every if each["id"] in checks)
    return [_shown(line, codec) for lines in shown for line in lines]


class _Pen:
    """How things are drawn on this terminal."""

    def __init__(self, codec: str, columns: int, colour: bool) -> None:
        self.columns = columns
        self._colour = colour
        self._fine = can_hold(codec, "".join(mark for mark, _, _ in _MARKS.values()))

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text

    def mark(self, verdict: Verdict) -> str:
        fine, plain, colour = _MARKS[verdict]
        return self.paint(fine if self._fine else plain, colour)

    def word(self, verdict: Verdict, text: str) -> str:
        return self.paint(text, _MARKS[verdict][2])

    def block(self, text: str, indent: int) -> Iterator[str]:
        for line in wrap_text(text.replace("`", ""), self.columns - indent):
            yield " " * indent + line


def _all(report: Report, wording: Wording, pen: _Pen, page: str, verbosity: int) -> Iterator[str]:
    if verbosity < 0:
        yield from _warnings(report, wording, pen)
    else:
        yield from _heading(report, wording, pen)
        yield from _checklist(report, wording, pen, with_evidence=verbosity > 0)
        yield ""
    yield from _verdict(report, wording, pen)
    yield from _next(report, wording, pen)
    if verbosity >= 0:
        yield from _explain(report, wording, pen)
    if report["guide_notes"] and verbosity >= 0:
        yield from pen.block(wording.say("terminal.notes", {"count": str(len(report["guide_notes"]))}), 0)
    if page:
        yield f"{wording.say('terminal.page')}: {page}"


def _heading(report: Report, wording: Wording, pen: _Pen) -> Iterator[str]:
    values = {"section": report["guide"]["section"], "title": wording.say("section.title")}
    heading = wording.say("terminal.heading", values)
    name = report["attendee"]["name"]
    yield from (pen.paint(line, "1") for line in pen.block(f"{heading} – {name}" if name else heading, 0))
    yield from _warnings(report, wording, pen)


def _warnings(report: Report, wording: Wording, pen: _Pen) -> Iterator[str]:
    if report["mode"] == "offline":
        message = wording.say("terminal.rehearsal", {"scenario": report["scenario"] or "-"})
        yield from (pen.paint(line, "33;1") for line in pen.block(message, 0))
    elif report["endpoint"] == "custom":
        yield from (pen.paint(line, "33") for line in pen.block(wording.say("terminal.custom_endpoint"), 0))
    if report["interrupted"]:
        yield from (pen.paint(line, "33") for line in pen.block(wording.say("terminal.interrupted"), 0))


def _group(title: str, pen: _Pen) -> Iterator[str]:
    yield from (pen.paint(line, "1") for line in pen.block(title, 0))


def _checklist(report: Report, wording: Wording, pen: _Pen, *, with_evidence: bool) -> Iterator[str]:
    """Every check with its verdict; each fix once, under the first check that it is for."""
    told: set[tuple[str | None, str | None]] = set()
    groups: list[tuple[str, Sequence[Check | Box]]] = [
        (f"{wording.say('step.name', {'step': str(step['step'])})}: {step['title']}", step["checks"])
        for step in report["steps"]
    ]
    for title, checks in (*groups, (wording.say("terminal.boxes"), report["checkpoints"])):
        yield ""
        yield from _group(title, pen)
        for check in checks:
            yield from _check(report, check, wording, pen, told)
            if with_evidence:
                for each in check["evidence"]:
                    yield from pen.block(f"{each['source']}: {each['shows']}", 8)


def _check(
    report: Report, check: Check | Box, wording: Wording, pen: _Pen, told: set[tuple[str | None, str | None]]
) -> Iterator[str]:
    """A check with its verdict and its fix. told: the fixes that stand above."""
    yield from _row(check, wording, pen)
    first = find_first_row(report, check)
    if first is not None:
        yield from pen.block(wording.say("terminal.same", {"title": first["title"]}), 6)
    fix = (check["how"], check["command"] or check["page"])
    if check["verdict"] in _TOLD and fix not in told:
        told.add(fix)
        yield from _fix(check, wording, pen)


def _fix(check: Check | Box, wording: Wording, pen: _Pen) -> Iterator[str]:
    if check["how"]:
        yield from pen.block(wording.say("checklist.fix", {"how": check["how"]}), 6)
    yield from _copied(check["command"], check["page"], 8)


def _copied(command: str | None, page: str | None, indent: int) -> Iterator[str]:
    """What is to be copied, whole lines of any length."""
    for text in (command, page):
        if text:
            yield from (" " * indent + keep_printable(line) for line in text.splitlines())


def _row(check: Check | Box, wording: Wording, pen: _Pen) -> Iterator[str]:
    verdict = Verdict(check["verdict"])
    word = wording.say(f"verdict.{verdict.value}")
    roots = [root for root in check["blocked_by"] if root in BY_ID]
    if roots:
        word = wording.say("checklist.blocked", {"word": word, "root": wording.say_title(roots[0])})
    mark = pen.mark(verdict)
    if columns_of(check["title"]) + columns_of(word) + 9 <= pen.columns:
        yield f"  {mark} {check['title']} ({pen.word(verdict, word)})"
    else:
        first, *more = pen.block(check["title"], 6)
        yield f"  {mark} {first.lstrip()}"
        yield from more
        yield from (f"      {pen.word(verdict, line.lstrip())}" for line in pen.block(f"({word})", 6))
    if check["verdict"] in _TOLD:
        yield from pen.block(check["detail"], 6)
        if check["cause"]:
            yield f"      <{check['cause']}>"


def _verdict(report: Report, wording: Wording, pen: _Pen) -> Iterator[str]:
    verdict = RunVerdict(report["verdict"])
    counts = _counts(report, wording)
    message = f"{wording.say(f'run.{verdict.value}')}: {counts}"
    yield from (pen.paint(line, _RUN_COLOURS[verdict]) for line in pen.block(message, 0))
    problems = list_problems(report)
    if len(problems) < sum(map(len, problems)):
        key = "page.sentence.failed.one" if len(problems) == 1 else "page.sentence.failed"
        yield from pen.block(wording.say(key, {"count": str(len(problems))}), 0)


def _counts(report: Report, wording: Wording) -> str:
    """How many checks and boxes came to each verdict: as many as there are tests."""
    rows = [*(check for step in report["steps"] for check in step["checks"]), *report["checkpoints"]]
    found = [row["verdict"] for row in rows]
    words = ((wording.say(f"verdict.{verdict.value}"), found.count(verdict.value)) for verdict in Verdict)
    return ", ".join(f"{word} {count}" for word, count in words if count)


def _next(report: Report, wording: Wording, pen: _Pen) -> Iterator[str]:
    first = report["next"]
    if first is None:
        return
    title = f"{wording.say('terminal.next')}: {first.get('headline') or first['what']}"
    yield from (pen.paint(line, "1") for line in pen.block(title, 0))
    if first["who"]:
        who = wording.say(f"who.{first['who']}")
        yield from pen.block(f"{wording.say('page.check.who')}: {who}", 2)
    if first.get("message"):
        yield from pen.block(f"{wording.say('next.send')}: {first['what']}", 2)
    if first["how"]:
        yield from pen.block(first["how"], 2)
    yield from _copied(first["command"], first["page"], 4)
    if first.get("policy"):
        yield from pen.block(wording.say("terminal.policy"), 2)
    recheck = first.get("recheck")
    if recheck:
        yield from _labelled("next.recheck", recheck, wording, pen)


def _explain(report: Report, wording: Wording, pen: _Pen) -> Iterator[str]:
    """Where the cause of the first problem can be looked up."""
    first = report["next"]["check"] if report["next"] else None
    rows = [*(check for step in report["steps"] for check in step["checks"]), *report["checkpoints"]]
    about = (row for row in rows if first in (row["id"], *row["blocked_by"]))
    cause = next((row["cause"] for row in about if row["cause"]), None)
    if cause:
        yield from _labelled("terminal.explain", f"{find_explain(report)} {cause}", wording, pen)


def _labelled(label: str, command: str, wording: Wording, pen: _Pen) -> Iterator[str]:
    """The command behind its label, or below where the line is too narrow for both."""
    line = f"  {wording.say(label)}: {keep_printable(command)}"
    if columns_of(line) <= pen.columns:
        yield line
    else:
        yield from pen.block(f"{wording.say(label)}:", 2)
        yield from _copied(command, None, 4)


def _shown(line: str, codec: str) -> str:
    if can_hold(codec, line):
        return line
    plain = "".join(each if can_hold(codec, each) else each.translate(_PLAIN) for each in line)
    return fit_text(plain, codec)
