"""The grid of people and steps: static, folded into groups, so that a class of thousands stays usable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checkpoints.classroom.person_row import LETTERS, RowTexts, render_person, say_verdict
from checkpoints.classroom.roll import VERDICTS, Roll
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.vocabulary import RunVerdict, Verdict
from checkpoints.report.markup import Html, tag
from checkpoints.report.wording import Wording

GROUP = 100
_MOST_GROUPS = 300  # of which one can be chosen
_NUMBER = re.compile(r"[0-9]+")


def render_groups(roll: Roll, wording: Wording) -> Iterator[Html]:
    """The groups of the grid, those who are not ready first, each by cause; a small class stands open."""
    small = len(roll.people) <= GROUP
    texts = RowTexts(roll, wording)
    for verdict in VERDICTS:
        keys = sorted(roll.list_in_order(verdict), key=texts.place)
        for first in range(0, len(keys), GROUP):
            people = keys[first : first + GROUP]
            rows = Html("".join(render_person(roll, key, texts) for key in people))
            title = _range(roll, verdict, people, len(keys), wording)
            beside = len(texts.others.intersection(people))
            if beside:  # of these, as the page counts those of the roster alone
                title += f" ({wording.say('class.share-others', {'count': str(beside)})})"
            yield tag(
                "details",
                tag("summary", tag("h3", title)),
                tag("div", _head(wording), rows, class_="people"),
                class_="group",
                open=small or (first == 0 and verdict is RunVerdict.NOT_READY),
            )


def render_tools(roll: Roll, wording: Wording) -> Html:
    """Filters and order, which need a script: without one they are hidden."""
    orders = (tag("option", wording.say(f"class.sort.{order}"), value=order) for order in ("cause", "stuck", "name"))
    return tag(
        "div",
        tag("label", wording.say("class.filter"), " ", tag("input", type="search", class_="filter")),
        _choose_group(roll, wording),
        tag("label", wording.say("class.sort"), " ", tag("select", *orders, class_="sort")),
        tag("span", class_="found", role="status"),
        class_="tools",
        hidden=True,
    )


def _choose_group(roll: Roll, wording: Wording) -> Html | None:
    """The choice of a group, `2조` before `10조`; None where nobody has one, or nearly everybody one alone."""
    groups = sorted({group for key in roll.people if (group := roll.find_group(key))}, key=_in_numbers)
    if not 0 < len(groups) <= _MOST_GROUPS:
        return None
    options = (tag("option", group, value=group) for group in groups)
    every = tag("option", wording.say("class.all-groups"), value="")
    return tag("label", wording.say("class.group"), " ", tag("select", every, *options, class_="of-group"))


def _in_numbers(group: str) -> tuple[int, str]:
    number = _NUMBER.search(group)
    return int(number[0]) if number else 0, group


def render_legend(wording: Wording) -> Html:
    """What the marks mean, and the columns' names in full."""
    columns = ((wording.fill_text(row.short), wording.say_title(row.id)) for row in REQUIREMENTS)
    return explain_grid(columns, (wording.say("improvement.legend"), wording.say("class.clock")), wording)


def explain_grid(columns: Iterable[tuple[str, str]], remarks: Iterable[str], wording: Wording) -> Html:
    """The legend of a grid. columns: short names, with the names in full."""
    marks = (tag("li", say_verdict(verdict, wording), class_=f"m {LETTERS[verdict]}") for verdict in Verdict)
    names = (tag("div", tag("dt", short), tag("dd", name)) for short, name in columns)
    return tag(
        "div",
        tag("p", wording.say("class.legend"), class_="label"),
        tag("ul", *marks, class_="marks"),
        tag("details", tag("summary", wording.say("class.columns")), tag("dl", *names, class_="columns")),
        *(tag("p", each, class_="muted") for each in remarks),
        class_="legend",
    )


def _range(roll: Roll, verdict: RunVerdict, people: list[str], every: int, wording: Wording) -> str:
    word = wording.say(f"run.{verdict.value}")
    if every <= GROUP:
        return wording.say("class.matrix.group", {"word": word, "count": str(every)})
    ends = {"first": roll.format_name(people[0], wording), "last": roll.format_name(people[-1], wording)}
    return wording.say("class.matrix.range", {"word": word, "count": str(len(people)), **ends})


def _head(wording: Wording) -> Html:
    """What the columns are; each cell says it too, for whoever does not see them as columns."""
    steps = (wording.say("step.name", {"step": str(step)}) for step in wording.edition.steps)
    boxes = (wording.fill_text(row.short) for row in REQUIREMENTS if row.step is None)
    return render_heads((wording.say("class.matrix.name"), wording.say("class.matrix.cause"), *steps, *boxes))


def render_heads(heads: Iterable[str]) -> Html:
    """The heads of a grid's columns."""
    return tag("div", *(tag("span", head) for head in heads), class_="columns-head", aria_hidden="true")
