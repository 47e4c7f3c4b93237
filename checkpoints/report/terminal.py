"""The checklist with which the terminal ends, on any terminal."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING

from checkpoints.guide.edition import Edition
from checkpoints.guide.requirements import BY_ID
from checkpoints.guide.vocabulary import RunVerdict, Verdict
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.columns import keep_printable, measure_width
from checkpoints.report.fixes import find_explain
from checkpoints.report.problems import find_first_row, list_problems, list_rows
from checkpoints.report.terminal_pen import Pen
from checkpoints.report.wording import Wording

if TYPE_CHECKING:
    from checkpoints.report.contract import Box, Check, Report

_EXPLAINED = (Verdict.FAILED.value, Verdict.UNVERIFIED.value)
_RUN_COLOURS = {RunVerdict.READY: "32;1", RunVerdict.NOT_READY: "31;1", RunVerdict.UNPROVEN: "33;1"}


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
    pen, wording = Pen(encoding, width, colour=colour), Wording(report["language"], edition)
    return [pen.fit(line) for line in _all(report, wording, pen, page, verbosity)]


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
    pen, wording = Pen(encoding, width, colour=colour), Wording(report["language"], edition)
    explained: set[tuple[str | None, str | None]] = set()
    shown = (_check(report, each, wording, pen, explained) for each in list_rows(report) if each["id"] in checks)
    return [pen.fit(line) for lines in shown for line in lines]


def _all(report: Report, wording: Wording, pen: Pen, page: str, verbosity: int) -> Iterator[str]:
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
        yield from pen.wrap(wording.say("terminal.notes", {"count": str(len(report["guide_notes"]))}))
    if page:
        yield f"{wording.say('terminal.page')}: {page}"


def _heading(report: Report, wording: Wording, pen: Pen) -> Iterator[str]:
    values = {"section": report["guide"]["section"], "title": wording.say("section.title")}
    heading = wording.say("terminal.heading", values)
    name = report["attendee"]["name"]
    yield from pen.wrap(f"{heading} – {name}" if name else heading, colour="1")
    yield from _warnings(report, wording, pen)


def _warnings(report: Report, wording: Wording, pen: Pen) -> Iterator[str]:
    if report["mode"] == "offline":
        message = wording.say("terminal.rehearsal", {"scenario": report["scenario"] or "-"})
        yield from pen.wrap(message, colour="33;1")
    elif report["endpoint"] == "custom":
        yield from pen.wrap(wording.say("terminal.custom_endpoint"), colour="33")
    if report["interrupted"]:
        yield from pen.wrap(wording.say("report.interrupted"), colour="33")


def _checklist(report: Report, wording: Wording, pen: Pen, *, with_evidence: bool) -> Iterator[str]:
    """Every check with its verdict; each fix once, under the first check that it is for."""
    explained: set[tuple[str | None, str | None]] = set()
    groups: list[tuple[str, Sequence[Check | Box]]] = [
        (f"{wording.say('step.name', {'step': str(step['step'])})}: {step['title']}", step["checks"])
        for step in report["steps"]
    ]
    for title, checks in (*groups, (wording.say("terminal.boxes"), report["checkpoints"])):
        yield ""
        yield from pen.wrap(title, colour="1")
        for check in checks:
            yield from _check(report, check, wording, pen, explained)
            if with_evidence:
                for each in check["evidence"]:
                    yield from pen.wrap(f"{each['source']}: {each['shows']}", 8)


def _check(
    report: Report, check: Check | Box, wording: Wording, pen: Pen, explained: set[tuple[str | None, str | None]]
) -> Iterator[str]:
    """A check with its verdict and its fix. explained: the fixes that stand above."""
    yield from _row(check, wording, pen)
    first = find_first_row(report, check)
    if first is not None:
        yield from pen.wrap(wording.say("terminal.same", {"title": first["title"]}), 6)
    fix = (check["how"], check["command"] or check["page"])
    if check["verdict"] in _EXPLAINED and fix not in explained:
        explained.add(fix)
        yield from _fix(check, wording, pen)


def _fix(check: Check | Box, wording: Wording, pen: Pen) -> Iterator[str]:
    if check["how"]:
        yield from pen.wrap(wording.say("checklist.fix", {"how": check["how"]}), 6)
    yield from _copied(check["command"], check["page"], 8)


def _copied(command: str | None, page: str | None, indent: int) -> Iterator[str]:
    """What is to be copied, whole lines of any length."""
    for text in (command, page):
        if text:
            yield from (" " * indent + keep_printable(line) for line in text.splitlines())


def _row(check: Check | Box, wording: Wording, pen: Pen) -> Iterator[str]:
    verdict = Verdict(check["verdict"])
    word = wording.say(f"verdict.{verdict.value}")
    roots = [root for root in check["blocked_by"] if root in BY_ID]
    if roots:
        word = wording.say("checklist.blocked", {"word": word, "root": wording.say_title(roots[0])})
    mark = pen.draw_mark(verdict)
    if measure_width(check["title"]) + measure_width(word) + 9 <= pen.columns:
        yield f"  {mark} {check['title']} ({pen.paint_word(word, verdict)})"
    else:
        first, *more = pen.wrap(check["title"], 6)
        yield f"  {mark} {first.lstrip()}"
        yield from more
        yield from (f"      {pen.paint_word(line.lstrip(), verdict)}" for line in pen.wrap(f"({word})", 6))
    if check["verdict"] in _EXPLAINED:
        yield from pen.wrap(check["detail"], 6)
        if check["cause"]:
            yield f"      <{check['cause']}>"


def _verdict(report: Report, wording: Wording, pen: Pen) -> Iterator[str]:
    verdict = RunVerdict(report["verdict"])
    counts = _counts(report, wording)
    message = f"{wording.say(f'run.{verdict.value}')}: {counts}"
    yield from pen.wrap(message, colour=_RUN_COLOURS[verdict])
    problems = list_problems(report)
    if len(problems) < sum(map(len, problems)):
        yield from pen.wrap(wording.say_count("page.sentence.failed", len(problems)))


def _counts(report: Report, wording: Wording) -> str:
    """How many checks and boxes came to each verdict: as many as there are tests."""
    found = [row["verdict"] for row in list_rows(report)]
    words = ((wording.say(f"verdict.{verdict.value}"), found.count(verdict.value)) for verdict in Verdict)
    return ", ".join(f"{word} {count}" for word, count in words if count)


def _next(report: Report, wording: Wording, pen: Pen) -> Iterator[str]:
    first = report["next"]
    if first is None:
        return
    title = f"{wording.say('terminal.next')}: {first.get('headline') or first['what']}"
    yield from pen.wrap(title, colour="1")
    if first["who"]:
        who = wording.say(f"who.{first['who']}")
        yield from pen.wrap(f"{wording.say('page.check.who')}: {who}", 2)
    if first.get("message"):
        yield from pen.wrap(f"{wording.say('next.send')}: {first['what']}", 2)
    if first["how"]:
        yield from pen.wrap(first["how"], 2)
    yield from _copied(first["command"], first["page"], 4)
    if first.get("policy"):
        yield from pen.wrap(wording.say("terminal.policy"), 2)
    recheck = first.get("recheck")
    if recheck:
        yield from _labelled("next.recheck", recheck, wording, pen)


def _explain(report: Report, wording: Wording, pen: Pen) -> Iterator[str]:
    """Where the cause of the first problem can be looked up."""
    first = report["next"]["check"] if report["next"] else None
    about = (row for row in list_rows(report) if first in (row["id"], *row["blocked_by"]))
    cause = next((row["cause"] for row in about if row["cause"]), None)
    if cause:
        yield from _labelled("terminal.explain", f"{find_explain(report)} {cause}", wording, pen)


def _labelled(label: str, command: str, wording: Wording, pen: Pen) -> Iterator[str]:
    """The command behind its label, or below where the line is too narrow for both."""
    line = f"  {wording.say(label)}: {keep_printable(command)}"
    if measure_width(line) <= pen.columns:
        yield line
    else:
        yield from pen.wrap(f"{wording.say(label)}:", 2)
        yield from _copied(command, None, 4)
