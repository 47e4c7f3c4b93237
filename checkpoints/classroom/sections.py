"""The sections of the class page before the matrix: the result, and what stops people."""

from __future__ import annotations

from collections.abc import Iterator

from checkpoints.classroom import names
from checkpoints.classroom.matrix import RUN_LETTERS, anchor
from checkpoints.classroom.roll import Roll, Stopped
from checkpoints.guide.texts.advice import Who
from checkpoints.guide.texts.causes import ADVICE
from checkpoints.guide.vocabulary import RunVerdict
from checkpoints.report.fixes import render_address, render_command, render_lookup
from checkpoints.report.general_advice import explain_cause
from checkpoints.report.markup import Html, escaped, joined, prose, tag
from checkpoints.report.wording import Wording

_MOST_NAMES = 300


def render_result(roll: Roll, wording: Wording) -> Html:
    """How many are ready, in a sentence, a bar and numbers."""
    ready, every = roll.counts()
    message = wording.text("class.ready-of", {"ready": str(ready), "all": str(every)})
    basis = wording.text("class.of-roster" if roll.roster else "class.of-read")
    customs = roll.count_custom_endpoints()
    done = roll.exit_code() == 0
    return tag(
        "section",
        tag("h2", tag("span", message), " ", tag("small", basis), id="result", class_="verdict"),
        Html(f'<progress value="{ready}" max="{every or 1}" aria-labelledby="result"></progress>'),
        tag("p", result_sentence(roll, wording), class_="sentence"),
        tag("ul", *_numbers(roll, wording), class_="counts marks"),
        tag("p", wording.text("class.custom-count", {"count": str(customs)}), class_="muted") if customs else None,
        *(tag("p", doubt, class_="doubt") for doubt in doubts(roll, wording)),
        class_=f"result {'run-ready' if done else 'run-not_ready'}",
        aria_labelledby="result",
    )


def result_sentence(roll: Roll, wording: Wording) -> str:
    """How things stand, in a sentence."""
    ready, every = roll.counts()
    if roll.exit_code() == 2:
        return wording.text("class.nothing")
    if ready < every:
        return wording.text("class.somebody", {"count": str(every - ready)})
    if roll.exit_code() == 0:
        return wording.text("class.everybody")
    return f"{wording.text('class.not-counted')}: {wording.text('class.people', {'count': str(len(roll.reasons()))})}"


def _numbers(roll: Roll, wording: Wording) -> Iterator[Html]:
    for verdict in (RunVerdict.READY, RunVerdict.NOT_READY, RunVerdict.UNPROVEN):
        count = len(roll.in_order(verdict))
        if count:
            yield _number(wording.text(f"run.{verdict.value}"), count, f"m {RUN_LETTERS[verdict]}")
    missing = roll.missing()
    if missing:
        yield _number(wording.text("class.missing"), len(missing), "m r", "#missing")
    others = roll.reasons()
    if others and not roll.roster:
        yield _number(wording.text("class.not-counted"), len(others), "m n", "#apart")
    if roll.set_apart:
        yield _number(wording.text("class.apart"), len(roll.set_apart), "m n", "#apart")


def _number(word: str, count: int, class_: str, target: str | None = None) -> Html:
    linked = tag("a", word, href=target) if target else escaped(word)
    return tag("li", linked, " ", tag("b", str(count)), class_=class_)


def doubts(roll: Roll, wording: Wording) -> Iterator[str]:
    """What the facilitator has to find out: who is who, and whose clock is wrong."""
    namesakes = [
        wording.text("class.namesakes.name", {"name": roll.name(name), "count": str(len(roll.keys_of(name)))})
        for name in roll.namesakes()
    ]
    if namesakes:
        yield wording.text("class.namesakes", {"names": _some(namesakes, wording)})
    if roll.roster and roll.roster.twice:
        repeated = _some([names.plain(name) for name in roll.roster.twice], wording)
        yield wording.text("class.twice-on-roster", {"names": repeated})
    ahead = len(roll.ahead())
    if ahead:
        yield wording.text("class.ahead-count", {"count": str(ahead)})


def _some(shown: list[str], wording: Wording, most: int = 20) -> str:
    more = len(shown) - most
    rest = [wording.text("class.and-more", {"count": str(more)})] if more > 0 else []
    return ", ".join(shown[:most] + rest)


def render_causes(roll: Roll, wording: Wording) -> Iterator[Html]:
    """What stops people, under who can fix it."""
    found = roll.stopped()
    if not found:
        return
    yield Html('<section aria-labelledby="causes">')
    yield tag("h2", wording.text("class.causes"), id="causes")
    for who in dict.fromkeys(each.who for each in found):
        yield tag("h3", wording.text(f"class.causes.{who.value if who else 'unknown'}"), class_="for-whom")
        articles = (_cause(each, roll, wording) for each in found if each.who is who)
        yield tag("div", *articles, class_="checks")
    yield tag("p", wording.text("class.fix-note"), class_="muted")
    yield Html("</section>")


def _cause(stopped: Stopped, roll: Roll, wording: Wording) -> Html:
    advice = explain_cause(stopped.cause, wording)
    title = advice.headline or stopped.cause or wording.text("class.causes.none")
    count = wording.text("class.people", {"count": str(len(stopped.people))})
    heading = tag(
        "h4",
        tag("span", prose(title), class_="check-title"),
        tag("span", count, class_="word failed"),
        class_="line",
    )
    fix = tag(
        "div",
        tag("p", wording.text("page.check.fix"), class_="label"),
        tag("p", prose(advice.how or "")),
        render_command(advice.command, wording),
        render_address(advice.page, wording),
        class_="fix",
    )
    body = (
        tag("p", prose(advice.why)) if advice.why else None,
        fix if advice.how else None,
        tag(
            "details",
            tag("summary", wording.text("class.causes.names", {"count": str(len(stopped.people))})),
            tag("p", *_links(stopped.people, roll, wording), class_="names"),
            class_="evidence-fold",
        ),
        _code(stopped.cause, wording) if stopped.cause else None,
    )
    kind = "failed" if stopped.who is Who.OWNER else "unverified"
    return tag("article", heading, tag("div", *body, class_="body"), class_=f"check {kind}")


def _code(cause: str, wording: Wording) -> Html:
    """The word of a cause, and how to look it up where this release knows it."""
    lookup = render_lookup(cause, wording) if cause in ADVICE else None
    return tag("p", tag("code", cause), lookup, class_="fine-print")


def _links(people: list[str], roll: Roll, wording: Wording) -> Iterator[Html]:
    for place, key in enumerate(people[:_MOST_NAMES]):
        name = roll.name(key) or wording.text("class.no-name")
        yield joined(Html(", ") if place else None, tag("a", name, href=f"#{anchor(key)}"))
    if len(people) > _MOST_NAMES:
        yield joined(", ", wording.text("class.and-more", {"count": str(len(people) - _MOST_NAMES)}))
