"""What a class is told about a cause: the suite's own advice, with a word where attendees differ."""

from __future__ import annotations

from string import Formatter

from checkpoints.guide.texts import ADVICE, TEXTS, Text
from checkpoints.report.wording import Remedy, Wording

_ANY = tuple(key.removeprefix("any.") for key in TEXTS if key.startswith("any."))


def remedy(cause: str, wording: Wording) -> Remedy:
    """What is told about a cause; nothing about a word that this version does not know."""
    advice = ADVICE.get(cause)
    if advice is None:
        return Remedy()
    language = wording.language
    words = {name: wording.text(f"any.{name}") for name in _ANY}
    return Remedy(
        what=advice.what.say(language, words),
        why=advice.why.say(language, words),
        who=advice.who.value,
        how=advice.fix.say(language, words),
        command=_whole(advice.command, words),
        page=_whole(advice.page, words),
    )


def _whole(template: str, words: dict[str, str]) -> str | None:
    """A command or an address, unless it is one that only the attendee's own page can tell."""
    wanted = {name for _, name, _, _ in Formatter().parse(template) if name}
    return Text(template, template).say("en", words) or None if wanted <= words.keys() else None
