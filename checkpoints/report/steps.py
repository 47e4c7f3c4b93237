"""The guide's four steps on the page, each requirement with its verdict, evidence and fix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checkpoints.guide.requirements import BY_ID
from checkpoints.report.closing import write_seconds
from checkpoints.report.dependencies import name_problem
from checkpoints.report.fixes import (
    find_explain,
    list_shells,
    render_address,
    render_commands,
    render_lookup,
    render_policy,
)
from checkpoints.report.icons import draw_sign, render_word
from checkpoints.report.markup import Html, tag, write_prose
from checkpoints.report.opening import render_rehearsal_mark
from checkpoints.report.problems import find_first_row
from checkpoints.report.wording import EXPLAIN, Wording

if TYPE_CHECKING:
    from checkpoints.report.contract import Check, DeniedBy, Report

_SHORTEST_S = 0.1  # what takes less tells nobody anything
_QUIET = ("passed", "not_applicable")


def render_steps(report: Report, wording: Wording) -> Iterator[Html]:
    """One section for each step, in the guide's order."""
    shells = list_shells(report)
    for step in report["steps"]:
        name = wording.say("step.name", {"step": str(step["step"])})
        yield tag(
            "section",
            tag(
                "h2",
                tag("span", tag("span", f"{name}:", class_="number"), " ", step["title"]),
                render_rehearsal_mark(report, wording),
                render_word(step["verdict"], wording, "step-word"),
                id=f"step{step['step']}",
            ),
            tag(
                "div",
                *(_check(check, report, shells, wording) for check in step["checks"]),
                class_="checks",
            ),
            class_=f"step {step['verdict']}",
            aria_labelledby=f"step{step['step']}",
        )


def _check(check: Check, report: Report, shells: tuple[str, ...], wording: Wording) -> Html:
    verdict = check["verdict"]
    if verdict in _QUIET:
        return _folded(check, wording)
    title = tag(
        "h3",
        draw_sign(verdict),
        tag("span", check["title"], class_="check-title"),
        render_word(verdict, wording),
        class_="line",
    )
    body = (
        _short(check, report, wording) if verdict in ("blocked", "not_run") else _full(check, report, shells, wording)
    )
    return tag("article", title, tag("div", *body, class_="body"), class_=f"check {verdict}", id=check["id"])


def _folded(check: Check, wording: Wording) -> Html:
    """One quiet line that opens to its evidence."""
    verdict = check["verdict"]
    line = tag(
        "summary",
        tag("h3", draw_sign(verdict), tag("span", check["title"], class_="check-title"), render_word(verdict, wording)),
        class_="line",
    )
    body = [
        tag("p", write_prose(check["detail"])),
        _notes(check, wording),
        _evidence_list(check),
        _fine_print(check, wording),
    ]
    return tag("details", line, tag("div", *body, class_="body"), class_=f"check {verdict}", id=check["id"])


def _short(check: Check, report: Report, wording: Wording) -> Iterator[Html]:
    roots = [root for root in check["blocked_by"] if root in BY_ID]
    if not roots:
        yield tag("p", write_prose(check["detail"]))
    for root in roots:
        link = tag("a", write_prose(name_problem(root, report, wording)), href=f"#{root}")
        yield tag("p", tag("span", wording.say("page.check.root"), class_="label"), " ", link)


def _full(check: Check, report: Report, shells: tuple[str, ...], wording: Wording) -> Iterator[Html | None]:
    """What, why, who and the fix; the evidence folded below."""
    first = find_first_row(report, check)
    yield tag("p", write_prose(check["detail"]), class_="detail")
    if first is None:
        yield tag("dl", *_explanation(check, shells, wording), class_="explanation")
    else:
        link = tag("a", first["title"], href=f"#{first['id']}")
        yield tag("p", tag("span", wording.say("page.check.same"), class_="label"), " ", link)
    yield _notes(check, wording)
    if check["evidence"]:
        yield tag(
            "details",
            tag("summary", wording.say("page.check.evidence")),
            _evidence_list(check),
            class_="evidence-fold",
        )
    yield _fine_print(check, wording, find_explain(report))


def _explanation(check: Check, shells: tuple[str, ...], wording: Wording) -> Iterator[Html]:
    who = wording.say(f"who.{check['who']}") if check["who"] else None
    fix = [
        render_commands(check["commands"], shells, wording),
        render_policy(check["policy"], wording),
        render_address(check["page"], wording),
    ]
    for name, message, more in (
        ("what", check["what"], []),
        ("denied_by", _name_statement(check["denied_by"], wording), []),
        ("why", check["why"], []),
        ("who", who, []),
        ("fix", check["how"], fix),
    ):
        if message and message != check["detail"]:
            shown = tag("dd", tag("p", write_prose(message)), *more)
            yield tag("div", tag("dt", wording.say(f"page.check.{name}")), shown, class_=name)


def _name_statement(by: DeniedBy | None, wording: Wording) -> str | None:
    """The statement that denies, by its policy and its Sid or number."""
    if by is None or by["policy"] is None:
        return None
    key = "page.denied_by.policy" if by["statement"] is None else "page.denied_by"
    return wording.say(key, {"policy": by["policy"], "statement": str(by["statement"])})


def _evidence_list(check: Check) -> Html | None:
    if not check["evidence"]:
        return None
    rows = (
        tag("li", tag("code", row["source"]), " ", tag("span", write_prose(row["shows"]))) for row in check["evidence"]
    )
    return tag("ul", *rows, class_="evidence")


def _notes(check: Check, wording: Wording) -> Html | None:
    if not check["notes"]:
        return None
    return tag(
        "div",
        tag("p", wording.say("page.check.notes"), class_="label"),
        tag("ul", *(tag("li", write_prose(note)) for note in check["notes"])),
        class_="notes",
    )


def _fine_print(check: Check, wording: Wording, explain: str = EXPLAIN) -> Html:
    cause = tag("span", wording.say("page.check.cause"), " ", tag("code", check["cause"])) if check["cause"] else None
    took = tag("span", wording.say("page.check.took"), " ", write_seconds(check["duration_s"], wording))
    return tag(
        "p",
        tag("code", check["id"]),
        cause,
        render_lookup(check["cause"], wording, explain) if check["cause"] else None,
        took if check["duration_s"] >= _SHORTEST_S else None,
        class_="fine-print",
    )
