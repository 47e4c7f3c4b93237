"""The parts of the page before the steps: what an attendee sees first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checkpoints.guide.vocabulary import Verdict
from checkpoints.report.fixes import list_shells, render_address, render_command, render_commands, render_policy
from checkpoints.report.icons import draw_sign, render_word
from checkpoints.report.markup import Html, join_parts, render_section, tag, write_prose
from checkpoints.report.problems import list_problems, list_rows
from checkpoints.report.wording import Wording

if TYPE_CHECKING:
    from checkpoints.report.contract import Box, NextAction, Report


def render_bands(report: Report, wording: Wording) -> Html | None:
    """What must be known before anything else is read: a rehearsal, an endpoint that is not AWS, an interruption."""
    bands = list(_bands(report, wording))
    if not bands:
        return None
    watermark = tag("div", wording.say("page.rehearsal"), class_="watermark", aria_hidden="true")
    return join_parts(
        watermark if report["mode"] == "offline" else None,
        tag("aside", *bands, class_="bands", aria_label=wording.say("page.check.notes")),
    )


def _bands(report: Report, wording: Wording) -> Iterator[Html]:
    if report["mode"] == "offline":
        yield _band("rehearsal-band", wording.say("page.rehearsal.band"), wording.say("page.rehearsal.more"))
    elif report["endpoint"] == "custom":
        yield _band("note-band", wording.say("page.custom_endpoint"))
    if report["interrupted"]:
        yield _band("note-band", wording.say("report.interrupted"))


def _band(kind: str, message: str, more: str | None = None) -> Html:
    return tag("p", tag("strong", message), " " if more else None, tag("span", more) if more else None, class_=kind)


def render_rehearsal_mark(report: Report, wording: Wording) -> Html | None:
    """The word that every part of a rehearsal's page carries."""
    if report["mode"] != "offline":
        return None
    return tag("span", wording.say("page.rehearsal"), class_="rehearsal-mark")


def render_result(report: Report, wording: Wording) -> Html:
    """The verdict in a sentence, the two boxes, and the one thing to do next."""
    return tag(
        "div",
        tag(
            "section",
            tag(
                "h2",
                draw_sign(report["verdict"]),
                tag("span", wording.say(f"run.{report['verdict']}")),
                render_rehearsal_mark(report, wording),
                id="result",
                class_="verdict",
            ),
            tag("p", _sentence(report, wording), class_="sentence"),
            _counts(report, wording),
            class_=f"result run-{report['verdict']}",
            aria_labelledby="result",
        ),
        _boxes(report, wording),
        _next(report, wording),
        class_="first-view",
    )


def _found(report: Report) -> Counter[str]:
    """How many checks and boxes came to each verdict, as the terminal counts them."""
    return Counter(row["verdict"] for row in list_rows(report))


def _sentence(report: Report, wording: Wording) -> str:
    found = _found(report)
    if report["verdict"] == "ready":
        return wording.say("page.sentence.rehearsed" if report["mode"] == "offline" else "page.sentence.ready")
    failed = len(list_problems(report)) or found["failed"]
    if failed:
        return wording.say_count("page.sentence.failed", failed)
    if report["verdict"] == "not_ready":
        return wording.say("page.sentence.blocked")
    if found["unverified"]:
        return wording.say_count("page.sentence.unverified", found["unverified"])
    return wording.say("page.sentence.part")


def _counts(report: Report, wording: Wording) -> Html:
    found = _found(report)
    return tag(
        "ul",
        *(
            tag("li", draw_sign(verdict), " ", _word(verdict, wording), " ", tag("b", str(found[verdict])))
            for verdict in (each.value for each in Verdict)
            if found[verdict]
        ),
        class_="counts",
    )


def _word(verdict: str, wording: Wording) -> str:
    return wording.say(f"verdict.{verdict}")


def _boxes(report: Report, wording: Wording) -> Html:
    boxes = tag("ul", *(_box(box, wording) for box in report["checkpoints"]), class_="boxes")
    return render_section("boxes", [wording.say("page.boxes")], boxes)


def _box(box: Box, wording: Wording) -> Html:
    message, _, more = box["text"].partition(" (")
    return tag(
        "li",
        draw_sign(box["verdict"]),
        tag(
            "div",
            tag(
                "p",
                tag("span", message, class_="box-text"),
                " ",
                render_word(box["verdict"], wording),
                class_="box-line",
            ),
            tag("p", write_prose(more.removesuffix(")")), class_="more") if more else None,
        ),
        class_=f"box {box['verdict']}",
        id=box["id"],
    )


def _next(report: Report, wording: Wording) -> Html:
    first = report["next"]
    if first is None:
        done = tag("p", wording.say("page.done"))
        return render_section("next", [wording.say("page.next.done")], done, class_="next done")
    return render_section(
        "next",
        [wording.say("page.next")],
        _headline(first, wording),
        _who(first, wording),
        render_commands(first.get("commands"), list_shells(report), wording)
        or render_command(first["command"], wording),
        render_policy(first.get("policy"), wording),
        render_address(first["page"], wording, short=True),
        _recheck(first, wording),
        _message(first, wording),
        tag("p", write_prose(first["how"]), class_="how") if first["how"] and not first.get("message") else None,
        class_="next",
    )


def _headline(first: NextAction, wording: Wording) -> Html:
    """What is wrong and what to do, a link to the check that says more and that its title names."""
    headline = write_prose(first.get("headline") or first["what"])
    if first["check"] is None:
        return tag("p", headline)
    leads = wording.say("page.next.check", {"title": first["title"] or ""})
    return tag("p", tag("a", headline, href=f"#{first['check']}", title=leads), class_="next-title")


def _who(first: NextAction, wording: Wording) -> Html | None:
    if not first["who"]:
        return None
    label = tag("span", wording.say("page.check.who"), class_="label")
    return tag("p", label, " ", wording.say(f"who.{first['who']}"), class_="who")


def _recheck(first: NextAction, wording: Wording) -> Html | None:
    recheck = first.get("recheck")
    if not recheck:
        return None
    label = tag("span", wording.say("next.recheck"), class_="label")
    return tag("p", label, " ", tag("code", recheck), class_="recheck")


def _message(first: NextAction, wording: Wording) -> Html | None:
    """The text for the account's owner, folded: it takes many lines."""
    message = first.get("message")
    if not message:
        return None
    return tag("details", tag("summary", wording.say("next.send")), render_command(message, wording), class_="message")


def render_summary(report: Report, wording: Wording) -> Html:
    """The guide's table of four rows."""
    rows = (
        tag(
            "tr",
            tag("th", tag("a", row["item"], href=f"#step{row['step']}"), scope="row"),
            tag("td", draw_sign(row["verdict"]), " ", tag("span", _word(row["verdict"], wording))),
            class_=row["verdict"],
        )
        for row in report["summary"]
    )
    head = tag(
        "tr",
        tag("th", wording.say("page.summary.item"), scope="col"),
        tag("th", wording.say("page.summary.status"), scope="col"),
    )
    heading = (wording.say("page.summary"), render_rehearsal_mark(report, wording))
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="summary-table")
    return render_section("summary", heading, table)
