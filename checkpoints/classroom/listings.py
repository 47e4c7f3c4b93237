"""The lists at the end of the class page: who is missing, and files and notes beside those that count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from checkpoints.classroom import names
from checkpoints.classroom.found import Reason, SetApart
from checkpoints.classroom.person_doubts import describe_uncounted
from checkpoints.classroom.person_row import write_finished
from checkpoints.classroom.proposal_texts import describe_candidates, list_names_by_candidate
from checkpoints.classroom.roll import Roll
from checkpoints.report.markup import Html, render_section, tag, write_prose
from checkpoints.report.wording import Wording

_OPEN = 30


def render_missing(roll: Roll, wording: Wording) -> Iterator[Html]:
    """Who has not handed in, and what they sent instead."""
    keys = roll.missing()
    if keys:
        instead = roll.reasons()
        yield from render_listed("missing", wording.say(roll.missing_key), None, _missing(keys, instead, roll, wording))


def _missing(keys: list[str], instead: dict[str, list[Reason]], roll: Roll, wording: Wording) -> Iterator[Html]:
    near = list_names_by_candidate(roll)
    for key in keys:
        similar = wording.say("class.near.handed-in", {"names": ", ".join(near[key])}) if key in near else ""
        instead_of_it = describe_uncounted(instead.get(key, ()), wording)
        silent = roll.find_silent_machine(key)
        of_machine = wording.say(f"fleet.state.{silent.state.value}") if silent else ""
        shown = (roll.find_group_beside(key), of_machine, similar, instead_of_it)
        beside = (tag("small", each) for each in shown if each)
        yield tag("li", roll.find_name(key), *beside)


def render_unexpected(roll: Roll, wording: Wording) -> Iterator[Html]:
    """Who handed in without being on the roster."""
    keys = roll.unexpected()
    if keys:
        shown = (_unexpected(key, roll, wording) for key in keys)
        yield from render_listed("unexpected", wording.say("class.unexpected"), None, shown)


def _unexpected(key: str, roll: Roll, wording: Wording) -> Html:
    may_be = describe_candidates(roll, key, wording)
    looks_alike = names.is_look_alike(roll.people[key].latest.name)
    return tag(
        "li",
        roll.format_name(key, wording),
        tag("small", may_be) if may_be else None,
        tag("small", wording.say("class.look-alike")) if looks_alike else None,
    )


def render_earlier(roll: Roll, wording: Wording) -> Iterator[Html]:
    """The hand-ins that later ones stand in for."""
    attempts = {key: roll.people[key].earlier for key in sorted(roll.people) if roll.people[key].earlier}
    if attempts:
        shown = (
            tag(
                "li",
                tag("strong", roll.format_name(key, wording)),
                tag("small", write_finished(each.finished, wording)),
                tag("small", wording.say(f"run.{each.standing.verdict.value}")),
                tag("code", names.plain(each.file)),
            )
            for key, earlier in attempts.items()
            for each in earlier
        )
        more = wording.say("class.earlier.more")
        yield from render_listed("earlier", wording.say("class.earlier"), more, shown)


def render_listed(anchor: str, title: str, more: str | None, items: Iterable[Html]) -> Iterator[Html]:
    """A section with a list. more: what the list is, in a sentence."""
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
            tag("span", write_prose(note.text)),
            " ",
            tag("small", wording.say("class.guide-notes.count", {"count": str(count)})),
        )
        for note, count in sorted(roll.notes.items(), key=lambda item: (-item[1], item[0].about, item[0].text))
    )
    more = tag("p", wording.say("class.guide-notes.more"), class_="muted")
    heading = [wording.say("page.guide_notes")]
    return render_section("guide-notes", heading, more, tag("ul", *shown), class_="guide-notes")


def render_set_apart(roll: Roll, wording: Wording) -> Iterator[Html]:
    """The files that were not counted, by reason."""
    if not roll.set_apart:
        return
    by_reason: dict[Reason, list[SetApart]] = defaultdict(list)
    for each in roll.set_apart:
        by_reason[each.reason].append(each)
    yield Html('<section class="apart" aria-labelledby="apart">')
    yield tag("h2", wording.say("class.apart"), id="apart")
    yield tag("p", wording.say("class.apart.more"), class_="muted")
    opened = " open" if len(roll.set_apart) <= _OPEN else ""
    for reason in Reason:
        found = by_reason.get(reason, [])
        if found:
            yield Html(f"<details{opened}>")
            count = wording.say("class.files", {"count": str(len(found))})
            yield tag("summary", tag("h3", f"{wording.say(f'apart.{reason.value}')}: {count}"))
            yield tag("p", write_prose(wording.say(f"apart.{reason.value}.more")), class_="muted")
            yield Html("<ul>")
            yield from (_file(each, wording) for each in sorted(found, key=lambda each: each.file))
            yield Html("</ul></details>")
    yield Html("</section>")


def _file(found: SetApart, wording: Wording) -> Html:
    name = wording.say("class.apart.name", {"name": names.plain(found.name)}) if found.name else None
    what = "class.apart.s3" if found.reason is Reason.UNREADABLE else "class.apart.where"
    where = wording.say(what, {"where": found.where}) if found.where else None
    return tag(
        "li",
        tag("code", names.plain(found.file)),
        tag("small", name) if name else None,
        tag("small", where) if where else None,
    )
