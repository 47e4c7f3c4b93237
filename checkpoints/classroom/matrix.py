"""The matrix attendee x requirement: static, folded into groups, so that a class of thousands stays usable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from checkpoints.classroom import names
from checkpoints.classroom.people import Person, is_ahead
from checkpoints.classroom.roll import Roll
from checkpoints.guide.requirements import REQUIREMENTS, list_step_rows
from checkpoints.guide.vocabulary import RunVerdict, Verdict
from checkpoints.report.markup import Html, escaped, tag
from checkpoints.report.moments import from_microseconds, on_the_clock_of
from checkpoints.report.seal import code_of
from checkpoints.report.wording import Wording

GROUP = 100
ORDER = (RunVerdict.NOT_READY, RunVerdict.UNPROVEN, RunVerdict.READY)
# One letter a class: a large class has a hundred thousand cells and more.
LETTERS = {
    Verdict.PASSED: "p",
    Verdict.FAILED: "f",
    Verdict.NOT_APPLICABLE: "n",
    Verdict.BLOCKED: "b",
    Verdict.UNVERIFIED: "u",
    Verdict.NOT_RUN: "r",
}
RUN_LETTERS = {RunVerdict.READY: "p", RunVerdict.NOT_READY: "f", RunVerdict.UNPROVEN: "u"}


def anchor(key: str) -> str:
    """The id of a person's row. A digest, since a name may hold what an id may not."""
    return f"r{hashlib.sha256(key.encode(errors='surrogatepass')).hexdigest()[:12]}"


def render_groups(roll: Roll, wording: Wording) -> Iterator[Html]:
    """The groups of the matrix, those who are not ready first; a small class stands open."""
    small = len(roll.people) <= GROUP
    unexpected = set(roll.unexpected())
    head = _head(wording)
    words = _CellTexts(wording)
    for verdict in ORDER:
        keys = roll.in_order(verdict)
        for first in range(0, len(keys), GROUP):
            people = keys[first : first + GROUP]
            name = _range(roll, verdict, people, len(keys), wording)
            body = "".join(_row(roll, key, key in unexpected, words) for key in people)
            table = Html(f"<table>{head}<tbody>{body}</tbody></table>")
            label = wording.text("class.matrix.scroll", {"name": name})
            yield tag(
                "details",
                tag("summary", tag("h3", name)),
                tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=label),
                class_="group",
                open=small or (first == 0 and verdict is RunVerdict.NOT_READY),
            )


def render_legend(wording: Wording) -> Html:
    """What the marks mean, and the columns' names in full."""
    marks = (tag("li", _word(verdict, wording), class_=f"m {LETTERS[verdict]}") for verdict in Verdict)
    columns = (tag("div", tag("dt", wording.fill(row.short)), tag("dd", wording.title(row.id))) for row in REQUIREMENTS)
    return tag(
        "div",
        tag("p", wording.text("class.legend"), class_="label"),
        tag("ul", *marks, class_="marks"),
        tag("details", tag("summary", wording.text("class.columns")), tag("dl", *columns, class_="columns")),
        tag("p", wording.text("class.clock"), class_="muted"),
        class_="legend",
    )


def finished_text(finished: int, wording: Wording) -> str:
    """When a hand-in finished, as people of the page's language read it. finished: microseconds since 1970."""
    moment = on_the_clock_of(wording.language, from_microseconds(finished))
    values = {
        "year": str(moment.year),
        "month": f"{moment.month:02}",
        "day": f"{moment.day:02}",
        "hour": f"{moment.hour:02}",
        "minute": f"{moment.minute:02}",
    }
    return wording.text("class.when", values)


class _CellTexts:
    """The words of a row's cells, looked up once."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.cells = {verdict: f"<td class={LETTERS[verdict]}>{_word(verdict, wording)}" for verdict in Verdict}
        self.results = {
            verdict: f"<td class={RUN_LETTERS[verdict]}>{escaped(wording.text(f'run.{verdict.value}'))}"
            for verdict in RunVerdict
        }
        self.custom = wording.text("class.custom")
        self.ahead = wording.text("class.ahead")
        self.look_alike = wording.text("class.look-alike")
        self.unexpected = wording.text("class.not-on-roster")
        self.no_name = wording.text("class.no-name")


def _word(verdict: Verdict, wording: Wording) -> Html:
    return escaped(wording.text(f"verdict.{verdict.value}"))


def _range(roll: Roll, verdict: RunVerdict, people: list[str], every: int, wording: Wording) -> str:
    word = wording.text(f"run.{verdict.value}")
    if every <= GROUP:
        return wording.text("class.matrix.group", {"word": word, "count": str(every)})
    no_name = wording.text("class.no-name")
    ends = {"first": roll.name(people[0]) or no_name, "last": roll.name(people[-1]) or no_name}
    return wording.text("class.matrix.range", {"word": word, "count": str(len(people)), **ends})


def _head(wording: Wording) -> Html:
    groups = [
        tag(
            "th",
            wording.text("step.name", {"step": str(step)}),
            scope="colgroup",
            colspan=str(len(list_step_rows(step))),
        )
        for step in wording.edition.steps
    ]
    boxes = len(REQUIREMENTS) - sum(len(list_step_rows(step)) for step in wording.edition.steps)
    groups.append(tag("th", wording.text("page.boxes"), scope="colgroup", colspan=str(boxes)))
    columns = (tag("th", wording.fill(row.short), scope="col") for row in REQUIREMENTS)
    return tag(
        "thead",
        tag(
            "tr",
            tag("th", wording.text("class.matrix.name"), scope="col", rowspan="2"),
            tag("th", wording.text("class.matrix.result"), scope="col", rowspan="2"),
            *groups,
        ),
        tag("tr", *columns),
    )


def _remarks(roll: Roll, key: str, person: Person, words: _CellTexts) -> Iterator[str]:
    if roll.is_namesake(key) and person.latest.caller:
        yield names.plain(person.latest.caller)
    if person.earlier:
        yield words.wording.text("class.matrix.earlier", {"count": str(len(person.earlier))})
    if person.latest.standing.custom:
        yield words.custom
    if is_ahead(person.latest, roll.read_at):
        yield words.ahead
    if names.is_look_alike(person.latest.name):
        yield words.look_alike


def _row(roll: Roll, key: str, unexpected: bool, words: _CellTexts) -> str:
    """One person; end tags that HTML lets be left out are left out."""
    person = roll.people[key]
    found, standing = person.latest, person.latest.standing
    remarks = [finished_text(found.finished, words.wording), *_remarks(roll, key, person, words)]
    if unexpected:
        remarks.append(words.unexpected)
    name = escaped(roll.name(key) or words.no_name)
    cells = "".join(words.cells[verdict] for verdict in standing.verdicts)
    remarks_html = escaped(" · ".join(remarks))
    result = words.results[standing.verdict]
    seal = f"<code>{code_of(found.digest)}</code>"
    return f"<tr id={anchor(key)}><th scope=row>{name}<small>{remarks_html}</small>{seal}{result}{cells}"
