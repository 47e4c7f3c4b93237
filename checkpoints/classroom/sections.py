"""The sections of the class page before the matrix: the result, and what stops people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checkpoints.classroom import names
from checkpoints.classroom.announcements import Announcement, list_announcements, word_announcement
from checkpoints.classroom.enumerations import describe_rest, show_first
from checkpoints.classroom.found import Reason
from checkpoints.classroom.person_doubts import name_reasons
from checkpoints.classroom.person_row import RUN_LETTERS, name_anchor
from checkpoints.classroom.proposal_texts import list_proposals
from checkpoints.classroom.roll import Roll
from checkpoints.guide.texts.causes import ADVICE
from checkpoints.report.fixes import render_address, render_command, render_copy_button, render_lookup
from checkpoints.report.markup import Html, escape, join_list, join_parts, tag, write_prose
from checkpoints.report.wording import Wording

_SHOWN_NAMES = 24
_SHORT_COMMAND = 48  # characters
_SHORT_GROUP = 8
_MOST_NAMES = 300
_MOST_DOUBTS = 20


def render_result(roll: Roll, wording: Wording) -> Html:
    """How many are ready, in a sentence, a bar and numbers."""
    ready, every = roll.counts()
    message = wording.say("class.ready-of", {"ready": str(ready), "all": str(every)})
    basis = wording.say("class.of-roster" if roll.roster else "class.of-read")
    beside = describe_others(roll, wording)
    heading = join_parts(tag("span", message), " ", tag("small", basis))
    sentence = " ".join(filter(None, (describe_result(roll, wording), beside)))
    is_ready = roll.exit_code() == 0 and all(map(roll.is_ready, roll.others()))
    return render_readiness(heading, ready, every, sentence, _numbers(roll, wording), is_ready=is_ready)


def render_readiness(
    heading: str, ready: int, every: int, sentence: str, numbers: Iterable[Html], *, is_ready: bool
) -> Html:
    """How many of how many are ready, as the first section of a page. numbers: of `render_number`."""
    return tag(
        "section",
        tag("h2", heading, id="result", class_="verdict"),
        Html(f'<progress value="{ready}" max="{every or 1}" aria-labelledby="result"></progress>'),
        tag("p", sentence, class_="sentence"),
        tag("ul", *numbers, class_="counts marks"),
        class_=f"result {'run-ready' if is_ready else 'run-not_ready'}",
        aria_labelledby="result",
    )


def describe_result(roll: Roll, wording: Wording) -> str:
    """How things stand, in a sentence; of a roster that does not have everybody, nothing about everybody."""
    (ready, every), code = roll.counts(), roll.exit_code()
    if code == 2:
        return wording.say("class.nothing-yet" if _is_early(roll) else "class.nothing")
    if ready < every:
        return wording.say("class.somebody", {"count": str(every - ready)})
    unsettled = roll.unsettled_machines()
    if unsettled:
        return wording.say("fleet.unsettled", {"count": str(len(unsettled))})
    if roll.roster and (roll.others() or roll.reasons()):
        return wording.say("class.roster-ready", {"count": str(ready)})
    if code == 0:
        return wording.say("class.everybody")
    if unread := roll.count_unread():
        return f"{wording.say('apart.unreadable')}: {wording.say('class.files', {'count': str(unread)})}"
    return f"{wording.say('class.not-counted')}: {wording.say('class.people', {'count': str(len(roll.reasons()))})}"


def _is_early(roll: Roll) -> bool:
    """Whether nothing was there to be read, rather than nothing that can be."""
    return not roll.machines and all(each.reason is Reason.NOTHING_YET for each in roll.set_apart)


def describe_others(roll: Roll, wording: Wording) -> str | None:
    """How many handed in without being on the roster, and how many of them are ready; None for nobody."""
    others = roll.others()
    if not others:
        return None
    ready = sum(map(roll.is_ready, others))
    return wording.say("class.others-count", {"count": str(len(others)), "ready": str(ready)})


def _numbers(roll: Roll, wording: Wording) -> Iterator[Html]:
    for verdict, count in roll.count_verdicts(roll.counted()).items():
        if count:
            yield render_number(wording.say(f"run.{verdict.value}"), count, f"m {RUN_LETTERS[verdict]}")
    missing = roll.missing()
    if missing:
        yield render_number(wording.say(roll.missing_key), len(missing), "m r", "#missing")
    others = roll.others()
    if others:
        yield render_number(wording.say("class.others"), len(others), "m n", "#unexpected")
    apart = roll.reasons()
    if apart and not roll.roster:
        yield render_number(wording.say("class.not-counted"), len(apart), "m n", "#apart")
    if roll.set_apart:
        yield render_number(wording.say("class.apart"), len(roll.set_apart), "m n", "#apart")


def render_number(word: str, count: int, class_: str, target: str | None = None) -> Html:
    """How many there are of what, by its word. target: where the page lists them."""
    linked = tag("a", word, href=target) if target else escape(word)
    return tag("li", linked, " ", tag("b", str(count)), class_=class_)


def render_doubts(doubts: Iterable[str]) -> Html | None:
    """What the facilitator has to find out, below what is to be said."""
    shown = [tag("p", each, class_="doubt") for each in doubts]
    return tag("div", *shown, class_="doubts") if shown else None


def list_doubts(roll: Roll, wording: Wording) -> Iterator[str]:
    """What the facilitator has to find out: whose endpoint it is, who is who, and whose clock is wrong."""
    customs = sum(person.latest.standing.custom for person in roll.people.values())
    if customs:
        yield wording.say("class.custom-count", {"count": str(customs)})
    for text, found in (
        ("class.namesakes", _list_namesakes(roll, wording)),
        ("class.twice-on-roster", [names.plain(name) for name in roll.roster.twice] if roll.roster else []),
        ("class.disputed-aliases", [names.plain(name) for name in roll.roster.disputed] if roll.roster else []),
        ("class.near", list_proposals(roll, wording, clear=True)),
        ("class.near.unclear", list_proposals(roll, wording, clear=False)),
        ("class.ahead-names", [roll.format_name(key, wording) for key in roll.ahead()]),
        ("class.newer-names", _list_newer(roll, wording)),
    ):
        if found:
            yield wording.say(text, {"names": ", ".join(show_first(found, _MOST_DOUBTS, str, wording))})


def _list_namesakes(roll: Roll, wording: Wording) -> list[str]:
    return [
        wording.say("class.namesakes.name", {"name": roll.find_name(name), "count": str(len(roll.find_keys(name)))})
        for name in roll.namesakes()
    ]


def _list_newer(roll: Roll, wording: Wording) -> list[str]:
    """Whose newest files were not counted, and why not."""
    return [
        f"{roll.find_name(key)} ({name_reasons((each.reason for each in files), wording)})"
        for key, files in sorted(roll.newer_uncounted().items())
    ]


def describe_share(announcement: Announcement, wording: Wording) -> str:
    """How many people it helps, those who are not on the roster apart."""
    people, others = announcement.people, announcement.others
    parts = [wording.say("class.people", {"count": str(len(people))})] if people else []
    parts += [wording.say("class.share-others", {"count": str(len(others))})] if others else []
    return " + ".join(parts)


def render_announcements(roll: Roll, wording: Wording) -> Iterator[Html]:
    """What to say, as bars by people, with their names."""
    found = list_announcements(roll)
    if not found:
        return
    most = roll.counts()[1]
    yield Html('<section class="announcements" aria-labelledby="causes">')
    yield tag("h2", wording.say("class.causes"), id="causes")
    yield Html("<ol>")
    yield from (_announcement(each, most, roll, wording) for each in found)
    yield Html("</ol></section>")


def _announcement(announcement: Announcement, every: int, roll: Roll, wording: Wording) -> Html:
    words = word_announcement(announcement, wording)
    who = announcement.who
    fixer = wording.say(f"class.fixer.{who.value}") if who else None
    return tag(
        "li",
        _share(announcement, every, wording),
        tag("h3", write_prose(words.say), *_short_command(words.remedy.command)),
        tag("p", wording.say("class.who-fixes", {"who": fixer}), class_="fixer") if fixer else None,
        tag("p", wording.say("class.causes.unknown"), class_="fixer") if announcement.causes[0] and not who else None,
        _names(announcement.everybody, roll, wording),
        render_copy_button(wording.say("class.message.copy"), wording),
        tag(
            "details",
            tag("summary", wording.say("class.message")),
            render_command(words.message.replace("`", ""), wording),
            tag("p", write_prose(words.remedy.how)) if words.remedy.how else None,
            render_address(words.remedy.page, wording),
            *(_code(cause, wording) for cause in announcement.causes if cause),
            tag("p", wording.say("class.fix-note"), class_="muted"),
            class_="message",
        ),
        class_=f"say {who.value if who else 'unknown'}",
    )


def _short_command(command: str | None) -> Iterator[Html]:
    """A command that can be read from a projector, behind the sentence."""
    if command and len(command) <= _SHORT_COMMAND and "\n" not in command:
        yield join_parts(" ", tag("code", command))


def _share(announcement: Announcement, every: int, wording: Wording) -> Html:
    count = len(announcement.people)
    label = wording.say("class.share", {"count": str(count), "all": str(every)})
    bar = Html(f'<progress value="{count}" max="{every or 1}" aria-label="{escape(label)}"></progress>')
    return tag("div", tag("b", describe_share(announcement, wording)), bar, class_="share")


def _code(cause: str, wording: Wording) -> Html:
    """The word of a cause, and how to look it up where this release knows it."""
    lookup = render_lookup(cause, wording) if cause in ADVICE else None
    return tag("p", tag("code", cause), lookup, class_="fine-print")


def _names(keys: list[str], roll: Roll, wording: Wording) -> Html:
    """Names that lead to their rows, the rest of many folded."""
    most = _SHOWN_NAMES if len(keys) <= _SHOWN_NAMES else _SHOWN_NAMES // 2
    shown = tag("p", _links(keys[:most], roll, wording), class_="names")
    rest = keys[most:]
    if not rest:
        return shown
    return join_parts(
        shown,
        tag(
            "details",
            tag("summary", describe_rest(len(rest), wording)),
            tag("p", _links(rest, roll, wording), class_="names"),
            class_="more-names",
        ),
    )


def _links(people: list[str], roll: Roll, wording: Wording) -> Html:
    def link(key: str) -> Html:
        named = tag("a", roll.format_name(key, wording), href=f"#{name_anchor(key)}")
        group = roll.find_group_beside(key)
        return join_parts(named, " ", tag("small", group)) if 0 < len(group) <= _SHORT_GROUP else named

    return join_list(show_first(people, _MOST_NAMES, link, wording))
