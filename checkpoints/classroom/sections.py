"""The sections of the class page around the matrix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from checkpoints.classroom import names
from checkpoints.classroom.found import Reason, SetApart
from checkpoints.classroom.matrix import RUN_LETTERS, anchor, finished_text
from checkpoints.classroom.remedies import remedy_for_class
from checkpoints.classroom.roll import Roll, Stopped
from checkpoints.guide.texts import Who
from checkpoints.guide.vocabulary import RunVerdict
from checkpoints.report.fixes import render_address, render_command
from checkpoints.report.markup import Html, escaped, joined, prose, tag
from checkpoints.report.wording import Wording

_MOST_NAMES = 300
_OPEN = 30


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
        _roster_repeats(roll, wording),
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


def _roster_repeats(roll: Roll, wording: Wording) -> Html | None:
    if not roll.roster or not roll.roster.twice:
        return None
    shown = _some([names.plain(name) for name in roll.roster.twice], wording)
    return tag("p", wording.text("class.twice-on-roster", {"names": shown}), class_="muted")


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
    advice = remedy_for_class(stopped.cause, wording)
    title = advice.what or stopped.cause or wording.text("class.causes.none")
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
        render_address(advice.page),
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
        tag("p", tag("code", stopped.cause), class_="fine-print") if stopped.cause else None,
    )
    kind = "failed" if stopped.who is Who.OWNER else "unverified"
    return tag("article", heading, tag("div", *body, class_="body"), class_=f"check {kind}")


def _links(people: list[str], roll: Roll, wording: Wording) -> Iterator[Html]:
    for place, key in enumerate(people[:_MOST_NAMES]):
        name = roll.name(key) or wording.text("class.no-name")
        yield joined(Html(", ") if place else None, tag("a", name, href=f"#{anchor(key)}"))
    if len(people) > _MOST_NAMES:
        yield joined(", ", wording.text("class.and-more", {"count": str(len(people) - _MOST_NAMES)}))


def render_missing(roll: Roll, wording: Wording) -> Iterator[Html]:
    """Who has not handed in, and what they sent instead."""
    keys = roll.missing()
    if keys:
        instead = roll.reasons()
        yield from _listed("missing", wording.text("class.missing"), None, _missing(keys, instead, roll, wording))


def _missing(keys: list[str], instead: dict[str, list[Reason]], roll: Roll, wording: Wording) -> Iterator[Html]:
    for key in keys:
        reasons = ", ".join(wording.text(f"apart.{reason.value}") for reason in instead.get(key, []))
        instead_of_it = wording.text("class.missing.apart", {"reasons": reasons}) if reasons else None
        yield tag("li", roll.name(key), tag("small", instead_of_it) if instead_of_it else None)


def render_unexpected(roll: Roll, wording: Wording) -> Iterator[Html]:
    """Who handed in without being on the roster."""
    keys = roll.unexpected()
    if keys:
        shown = (tag("li", roll.name(key) or wording.text("class.no-name")) for key in keys)
        yield from _listed("unexpected", wording.text("class.unexpected"), None, shown)


def render_earlier(roll: Roll, wording: Wording) -> Iterator[Html]:
    """The hand-ins that later ones stand in for."""
    if roll.earlier:
        shown = (
            tag(
                "li",
                tag("strong", roll.name(key) or wording.text("class.no-name")),
                tag("small", finished_text(each.finished, wording)),
                tag("small", wording.text(f"run.{each.standing.verdict.value}")),
                tag("code", names.plain(each.file)),
            )
            for key in sorted(roll.earlier)
            for each in sorted(roll.earlier[key], key=lambda each: (each.finished, each.file))
        )
        more = wording.text("class.earlier.more")
        yield from _listed("earlier", wording.text("class.earlier"), more, shown)


def _listed(anchor: str, title: str, more: str | None, items: Iterable[Html]) -> Iterator[Html]:
    yield Html(f'<section class="listed" aria-labelledby="{anchor}">')
    yield tag("h2", title, id=anchor)
    if more:
        yield tag("p", more, class_="muted")
    yield Html("<ul>")
    yield from items
    yield Html("</ul></section>")


def render_guide_notes(roll: Roll, wording: Wording) -> Html | None:
    """Where the guide has grown old, from all hand-ins together."""
    if not roll.notes:
        return None
    shown = (
        tag(
            "li",
            tag("strong", note.about),
            tag("span", prose(note.text)),
            " ",
            tag("small", wording.text("class.guide-notes.count", {"count": str(count)})),
        )
        for note, count in sorted(roll.notes.items(), key=lambda item: (-item[1], item[0].about, item[0].text))
    )
    return tag(
        "section",
        tag("h2", wording.text("page.guide_notes"), id="guide-notes"),
        tag("p", wording.text("class.guide-notes.more"), class_="muted"),
        tag("ul", *shown),
        class_="guide-notes",
        aria_labelledby="guide-notes",
    )


def render_set_apart(roll: Roll, wording: Wording) -> Iterator[Html]:
    """The files that were not counted, by reason."""
    if not roll.set_apart:
        return
    by_reason: dict[Reason, list[SetApart]] = defaultdict(list)
    for each in roll.set_apart:
        by_reason[each.reason].append(each)
    yield Html('<section class="apart" aria-labelledby="apart">')
    yield tag("h2", wording.text("class.apart"), id="apart")
    yield tag("p", wording.text("class.apart.more"), class_="muted")
    opened = " open" if len(roll.set_apart) <= _OPEN else ""
    for reason in Reason:
        found = by_reason.get(reason, [])
        if found:
            yield Html(f"<details{opened}>")
            count = wording.text("class.files", {"count": str(len(found))})
            yield tag("summary", tag("h3", f"{wording.text(f'apart.{reason.value}')}: {count}"))
            yield tag("p", prose(wording.text(f"apart.{reason.value}.more")), class_="muted")
            yield Html("<ul>")
            yield from (_file(each, wording) for each in sorted(found, key=lambda each: each.file))
            yield Html("</ul></details>")
    yield Html("</section>")


def _file(found: SetApart, wording: Wording) -> Html:
    name = wording.text("class.apart.name", {"name": names.plain(found.name)}) if found.name else None
    where = wording.text("class.apart.where", {"where": found.where}) if found.where else None
    return tag(
        "li",
        tag("code", names.plain(found.file)),
        tag("small", name) if name else None,
        tag("small", where) if where else None,
    )
